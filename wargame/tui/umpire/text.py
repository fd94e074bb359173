"""What stands at the umpire's stop: the rows of its list, and the text for each of them."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets.option_list import Option

from wargame.debrief.sections.odds import whole_sum
from wargame.debrief.sections.orders import Known, orders_list
from wargame.desk.wording import counted
from wargame.rules.compiled import Rules
from wargame.rules.estimates import odds_text
from wargame.rules.orders import Injection, Orders, Ruling
from wargame.rules.views import OrderedView, SeatOrdersView, UmpireView
from wargame.rules.wording import GRADES, listed
from wargame.tui.desk.rows import Row, row
from wargame.tui.document import document_lines
from wargame.tui.untrusted import plain, prose, styled
from wargame.tui.widgets.drawn import heading, spread
from wargame.tui.widgets.header import seat_name

WORLD = "world"
_BRIEF = 130
"""Characters of an argument in the list, at most; the text beside it has all of it."""
_EARLIER = "As before the first stage: what earlier stages bring can still move it."


def rows(rules: Rules, view: UmpireView) -> list[Option]:
    """The rows: seat by seat its orders, the arguments for them, and all else it sends; then the news that
    was put in, and how things stand."""
    found: list[Option] = []
    for one in view.seats:
        aims = listed([aim.name for aim in one.aims])
        aim = styled(f"hidden: {aims}" if aims else "", "$faint", 60)
        found.append(Option(Row(seat_name(one.seat), aim), disabled=True))
        for move in one.moves:
            id = f"{one.seat.id}:{move.slot}"
            found.append(row(f"move:{id}", Content.assemble("  ", plain(move.what, 120)), _odds(move)))
            for n, text in enumerate(move.order.arguments):
                accepted = n in move.ruling.accepted
                mark = "    [x] " if accepted else "    [ ] "
                words = Content.assemble(mark, ("argued: ", "$faint"), plain(text, _BRIEF))
                found.append(
                    row(f"argument:{id}:{n}", words, Content(f"{view.step:+d}") if accepted else None)
                )
        found.append(row(f"seat:{one.seat.id}", Content.assemble("  ", (_besides(one.orders), "$faint"))))
    news = [Option(Row(Content.styled("NEWS YOU PUT IN", "bold $faint")), disabled=True)] if view.put else []
    for number, put in view.put.items():
        when = "now" if put.turn == view.turn.number else f"turn {put.turn}"
        words = Content.assemble("  ", plain(_name(rules, put), 120), " " * bool(put.to), _alone(view, put))
        news.append(row(f"put:{number}", words, Content(when)))
    return [*found, *news, row(WORLD, Content("How things truly stand"))]


def _odds(move: OrderedView) -> Content:
    if move.withdrawn:
        return Content.styled("withdrawn: it backed down", "$faint")
    if move.ruling.grade:
        return Content.styled(f"ruled: {GRADES[move.ruling.grade]}", "bold")
    if move.odds is None or move.engine is None:
        return Content.styled("certain", "$faint")
    if move.odds.percent == move.engine.percent and not move.ruling.seat:
        return Content(str(move.odds))
    return Content.assemble((f"{move.engine.percent} % → ", "$faint"), (str(move.odds), "bold"))


def _besides(orders: Orders) -> str:
    parts = [
        counted(len(found), what)
        for found, what in (
            (orders.letters, "letter"),
            (orders.drafts, "offer"),
            (orders.answers, "answer"),
            (orders.stances, "stance"),
        )
        if found
    ]
    if orders.say:
        parts.append("a word in public")
    told = listed(parts) or "no letter, no offer"
    return f"{'By default: ' if orders.defaulted else ''}{told}"


def _name(rules: Rules, put: Injection) -> str:
    return put.headline or put.text or (rules.scenario.injects[put.inject].name if put.inject else "")


def _alone(view: UmpireView, put: Injection) -> Content:
    names = [one.seat.name for one in view.seats if one.seat.id in put.to]
    return styled(f" · to {listed(names)} alone" if names else "", "$faint", 120)


def detail(rules: Rules, view: UmpireView, known: Known, id: str, width: int) -> list[Content]:
    """The text for a row."""
    kind, _, rest = id.partition(":")
    if kind == "put":
        return list(_put_lines(rules, view, view.put[int(rest)], width))
    if kind in ("move", "argument", "seat"):
        seat, _, place = rest.partition(":")
        one = next(one for one in view.seats if one.seat.id == seat)
        if kind == "seat":
            return list(_seat_lines(rules, one, known, width))
        slot, _, argument = place.partition(":")
        return list(_move_lines(view, one.moves[int(slot)], width, int(argument) if argument else None))
    return list(_world_lines(view, width))


def _move_lines(
    view: UmpireView, move: OrderedView, width: int, argument: int | None = None
) -> Iterator[Content]:
    """What stands behind an order; first the argument under the cursor, if it is on one."""
    if argument is not None:
        yield from plain(move.order.arguments[argument]).stylize("bold").wrap(width)
    if move.withdrawn:
        yield from plain("Its seat backed down: this is not carried out.").wrap(width)
        return
    if move.ruling.seat:
        yield from ruled_text(move, move.ruling, view).stylize("bold").wrap(width)
    if move.odds is None:
        yield Content("It is certain: it has no odds.")
    else:
        yield from document_lines((whole_sum(move.odds),), min(width, 90))
        yield from Content.styled(_EARLIER, "$faint").wrap(width)
    if move.leak:
        yield Content(f"It leaks: {odds_text(move.leak)}.")
    for n, text in enumerate(move.order.arguments):
        if n == argument:
            continue
        mark = "accepted" if n in move.ruling.accepted else "not accepted"
        yield from Content.assemble((f"Argued, {mark}: ", "$faint"), plain(text)).wrap(width)


def ruled_text(move: OrderedView, ruling: Ruling, view: UmpireView) -> Content:
    """What a ruling comes to, beside the engine's odds, and why."""
    engine = "" if move.engine is None else f"; the engine alone: {move.engine}"
    if ruling.grade:
        told = f"You rule: {GRADES[ruling.grade]}"
    elif move.engine is not None:
        sum = move.engine.percent + view.step * len(ruling.accepted) + ruling.shift
        told = f"With your ruling: {odds_text(min(max(sum, view.least), view.most))}"
    else:
        told = "You rule nothing"
    why = f" Why: {ruling.reason}" if ruling.reason else ""
    return plain(f"{told}{engine}.{why}")


def _seat_lines(rules: Rules, one: SeatOrdersView, known: Known, width: int) -> Iterator[Content]:
    for aim in one.aims:
        words = plain(f"{aim.name}: {aim.text}")
        yield from Content.assemble(("Hidden aim: ", "$accent"), words).wrap(width)
    if one.orders.say:
        yield from Content.assemble(("In public: ", "$faint"), plain(f"“{one.orders.say}”")).wrap(width)
    yield from document_lines((orders_list(rules, one.orders, known),), width)


def _put_lines(rules: Rules, view: UmpireView, put: Injection, width: int) -> Iterator[Content]:
    s = rules.scenario
    prepared = s.injects.get(put.inject) if put.inject else None
    head, text = put.headline, put.text
    if prepared is not None:
        head, text = head or prepared.headline or prepared.name, text or prepared.text
    yield from styled(head, "bold").wrap(width)
    yield from prose(text).wrap(width)
    to = listed([s.seats[seat].name for seat in put.to])
    when = "with this turn" if put.turn == view.turn.number else f"when turn {put.turn} is carried out"
    yield from plain(f"Told to {f'{to} alone, by cable' if to else 'everybody'}, {when}.").wrap(width)
    by_itself = next((one.effects for one in view.prepared if one.id == put.inject), ())
    moves = [*by_itself, *moved(rules, put)]
    yield from plain(f"It moves: {'; '.join(moves) or 'nothing'}.").wrap(width)
    if put.reason:
        yield from plain(f"Why: {put.reason}").wrap(width)


def moved(rules: Rules, put: Injection) -> Iterator[str]:
    """What the umpire's own part of an inject moves, in words."""
    s = rules.scenario
    for push in put.pushes:
        yield f"{s.tracks[push.track].name} {push.by:+d}"
    for flag in put.sets:
        yield f"{s.flags[flag].name}: yes"
    for flag in put.clears:
        yield f"{s.flags[flag].name}: no longer"


def _world_lines(view: UmpireView, width: int) -> Iterator[Content]:
    measure = min(width, 60)
    for track in view.tracks:
        value = Content.assemble(f"{track.value}", (f" of {track.min} to {track.max}", "$faint"))
        yield spread(plain(track.name, 40), value, measure)
    for flag in view.flags:
        yield spread(plain(flag.name, 50), Content("yes" if flag.so else "no"), measure)
    if view.prepared:
        yield heading("Prepared news that applies now")
        for one in view.prepared:
            yield from plain(one.name, 120).wrap(width)


def title(view: UmpireView, id: str) -> str:
    """What the text for a row is headed."""
    kind, _, rest = id.partition(":")
    if kind == "put":
        return "News"
    seat, _, place = rest.partition(":")
    one = next((one for one in view.seats if one.seat.id == seat), None)
    if one is None:
        return "How things truly stand"
    return one.moves[int(place.partition(":")[0])].what if place else f"{one.seat.name}: all it orders"
