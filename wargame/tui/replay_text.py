"""What an eye saw in a turn, as text: situation, papers, orders, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from wargame.rules.orders import Orders
from wargame.rules.state import Mail
from wargame.rules.views import (
    Cable,
    LedgerLine,
    News,
    OddsView,
    RevealLine,
    RungView,
    SeatInfo,
    TrackView,
    by_prominence,
)
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, story, styled
from wargame.tui.widgets.drawn import heading
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.ladder import ladder_lines
from wargame.tui.widgets.papers import cable_text, letter_text, news_text
from wargame.tui.widgets.tracks import track_table

if TYPE_CHECKING:
    from wargame.scenario.model import Scenario

__all__ = ["ledger_text", "orders_text", "papers_text", "reveal_text", "situation_text"]

Seats = Mapping[str, SeatInfo]


def situation_text(
    tracks: Sequence[TrackView], ladder: Sequence[RungView], width: int, *, after: bool = False
) -> Content:
    """Tracks and ladder, at the beginning of a turn or ``after`` it."""
    when = "after this turn" if after else "as this turn began"
    parts = [heading(f"The state of things {when}"), track_table(tracks, width)]
    if ladder:
        parts += [Content(""), heading("The ladder"), ladder_lines(ladder, width)]
    return Content("\n").join(parts)


def papers_text(
    news: Sequence[News],
    cables: Sequence[tuple[SeatInfo, Cable]],
    letters: Sequence[Mail],
    seats: Seats,
    width: int,
) -> Content:
    """Cables first, they are fewer eyes' business; then letters; then the news."""
    parts: list[Content] = []
    for seat, cable in cables:
        parts += [cable_text(cable, seat, width), Content("")]
    for mail in letters:
        parts += [letter_text(mail, seats[mail.sender], seats[mail.to], width), Content("")]
    if news:
        parts.append(heading("Public news"))
    for item in by_prominence(news):
        parts += [news_text(item, width), Content("")]
    return _page(parts, "Nothing came in.")


def orders_text(
    orders: Sequence[tuple[str, Orders]], scenario: Scenario, seats: Seats, width: int
) -> Content:
    """What seats ordered: moves with their options and reasons, letters, offers, answers, forecast."""
    parts: list[Content] = []
    for seat, given in orders:
        lines = _orders(given, scenario, seats)
        parts.append(seat_name(seats[seat]))
        for line in lines or [Content("Nothing.").stylize("$faint")]:
            parts += [Content.assemble("  ", row) for row in line.wrap(max(20, width - 2))]
        parts.append(Content(""))
    return _page(parts, "No orders yet: this turn has not been played.")


def reveal_text(lines: Sequence[RevealLine], width: int) -> Content:
    """The public account of a turn."""
    parts: list[Content] = []
    for line in lines:
        who = SeatInfo("", line.who, "", "", line.mark, line.colour)
        parts += Content.assemble(seat_name(who), "  ", styled(line.what, "bold")).wrap(width)
        if line.odds is not None:
            parts += [*_odds(line.odds, width)]
        if line.roll is not None:
            parts.append(Content.assemble(("The die shows ", "$faint"), (f"{line.roll}", "bold")))
        parts += [*story(line.sentence).wrap(width), Content("")]
    return _page(parts, "Nothing of this turn reached the public.")


def ledger_text(
    dawn: Sequence[LedgerLine], ledger: Sequence[LedgerLine], seats: Seats, width: int
) -> Content:
    """The complete account: what happened at dawn, then what the orders came to, with every number."""
    parts: list[Content] = []
    for title, lines in (("At dawn", dawn), ("The turn", ledger)):
        if lines:
            parts += [heading(title)]
        for line in lines:
            parts += _ledger_line(line, seats, width)
        if lines:
            parts.append(Content(""))
    return _page(parts, "Nothing is written in the ledger of this turn.")


def _ledger_line(line: LedgerLine, seats: Seats, width: int) -> list[Content]:
    seat = seats.get(line.seat)
    mark = styled(seat.mark, seat_colour(seat.colour), 2) if seat is not None else Content("·")
    quiet = not line.seat and line.kind in {"drift"}
    text = plain(line.text, 600)
    rows = (text.stylize("$faint") if quiet else text.stylize("bold")).wrap(max(20, width - 2))
    lines = [Content.assemble(mark if index == 0 else " ", " ", row) for index, row in enumerate(rows)]
    for detail in line.detail:
        lines += [
            Content.assemble("    ", row) for row in styled(detail, "$faint", 600).wrap(max(20, width - 4))
        ]
    return lines


def _orders(given: Orders, scenario: Scenario, seats: Seats) -> list[Content]:
    lines: list[Content] = []
    if given.defaulted:
        lines.append(Content("By default: the seat gave no orders.").stylize("$faint"))
    for order in given.moves:
        move = scenario.moves.get(order.move)
        name = styled(move.name if move else order.move, "bold", 120)
        chosen = [
            plain(move.options[option].choices[choice].name, 80)
            for option, choice in order.options
            if move and option in move.options and choice in move.options[option].choices
        ]
        tail = Content.assemble(" (", Content(", ").join(chosen), ")") if chosen else Content("")
        lines.append(Content.assemble(name, tail))
        lines += [Content.assemble(("because ", "$faint"), plain(reason, 600)) for reason in order.arguments]
    for letter in given.letters:
        to = seats[letter.to].name if letter.to in seats else letter.to
        lines.append(
            Content.assemble(
                ("letter to ", "$faint"), plain(to, 40), (": ", "$faint"), plain(letter.text, 2000)
            )
        )
        if letter.promise is not None:
            lines.append(_promise(letter.promise.move, letter.promise.will, letter.promise.by, scenario))
    for draft in given.drafts:
        terms = [
            plain(scenario.terms[term].name if term in scenario.terms else term, 80) for term in draft.terms
        ]
        lines.append(Content.assemble(("offers ", "$faint"), Content(", ").join(terms)))
        if draft.note:
            lines.append(Content.assemble(("with the note ", "$faint"), plain(draft.note)))
    for answer in given.answers:
        verb = "signs" if answer.answer == "sign" else "refuses"
        lines.append(
            Content.assemble((verb, "bold"), (" the offer ", "$faint"), _offer(answer.proposal, seats))
        )
    for stance in given.stances:
        verb = {"endorse": "endorses", "disown": "disowns"}.get(stance.stance, "falls silent on")
        lines.append(
            Content.assemble((verb, "bold"), (" the agreement ", "$faint"), _offer(stance.about, seats))
        )
    if given.forecast is not None:
        lines.append(Content.assemble(("forecast ", "$faint"), (f"{given.forecast} %", "bold")))
    if given.why:
        lines.append(Content.assemble(("its own note: ", "$faint"), plain(given.why)))
    return lines


def _offer(id: str, seats: Seats) -> Content:
    """An offer or agreement by who made it and when; its id says both."""
    turn, _, rest = id.partition("-")
    seat, _, which = rest.partition(".")
    if seat not in seats or not turn.isdecimal():
        return plain(id, 40)
    place = Content.assemble(", the offer numbered ", plain(which, 3)) if which else Content("")
    return Content.assemble("of ", seat_name(seats[seat]), f" from turn {int(turn)}", place)


def _promise(move: str, will: bool, by: int, scenario: Scenario) -> Content:
    name = scenario.moves[move].name if move in scenario.moves else move
    verb = "promises: " if will else "promises not to: "
    return Content.assemble((verb, "$faint"), plain(name, 120), (f", by the end of turn {by}", "$faint"))


def _odds(odds: OddsView, width: int) -> list[Content]:
    head = Content.assemble(
        styled(odds.words, "bold", 40), (f" ({odds.percent} %)", "bold"), (f"  base {odds.base}", "$faint")
    )
    reasons = [
        Content.assemble(
            (" · ", "$faint"), styled(factor.because, "$faint", 200), (f" {factor.add:+d}", "bold")
        )
        for factor in odds.factors
        if not factor.unknown
    ]
    return Content("").join([head, *reasons]).wrap(width)


def _page(parts: list[Content], empty: str) -> Content:
    while parts and not parts[-1]:
        parts.pop()
    return Content("\n").join(parts) if parts else Content(empty).stylize("$faint")
