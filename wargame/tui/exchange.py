"""An exchange: who opened it and whom it faces, what was said, the rungs, and what can be answered at which
price. It is public: everybody looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import evolve
from textual.app import ComposeResult
from textual.content import Content

from wargame.rules.orders import AnswerWord
from wargame.rules.views import AnswerView, ExchangeView, SeatInfo, TurnInfo
from wargame.rules.wording import listed
from wargame.text import full_stop
from wargame.tui.at_table import AtTable, table_keys
from wargame.tui.clock import Clock
from wargame.tui.command import Command
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, prose, story, styled
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written, beside, clip, hanging, spread
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import HeaderLine, seat_name
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from wargame.session.live import Showing

Said = AnswerWord | Literal["on", "late", "up", "seats", "menu"]
"""What was said: an answer; go on; the seat is late; its time is up; seats are to change hands, or a PIN to
be cleared; the table is to be left."""
SECONDS = 30
"""What a seat has for an answer, where there is a clock."""

KEYS: dict[AnswerWord, str] = {"back down": "B", "hold": "H", "climb": "C"}
_LADDER = 36
_NOBODY = " · nobody wins"


class ExchangeScreen(AtTable[Said]):
    """One exchange as far as it has come. Where it ``asks`` a seat, that seat answers; else one goes on.

    ``locked`` says whether any seat has a PIN; ``notice`` are sentences for everybody.
    """

    moment = "exchange"
    phase = "exchange"
    HEADING = "Back down?"
    PURPOSE = (
        "All orders are in. One of them climbs so high that the seat it is aimed at answers, in public and "
        "at once, before anything is carried out: it backs down, holds, or climbs a rung of its own; then "
        "the first seat does, three times at most. Each answer has its price. Nobody wins on the last "
        "rung. The screen holds no secret: turn it, so that everybody can see. Where there is a clock, a "
        "seat has half a minute for an answer; the clock of a lesson then lets it hold."
    )
    CSS_PATH = "exchange.tcss"
    KEYS = (
        Command("exchange.back_down", "give('back down')", "b", "Back down", "Give way, at the price shown."),
        Command("exchange.hold", "give('hold')", "h", "Hold", "Stay where it stands."),
        Command("exchange.climb", "give('climb')", "c", "Climb", "Go a rung higher."),
        Command("exchange.on", "give('on')", "enter", "Go on", "On to what comes of it.", "Enter"),
        Command("exchange.read", "read", "space", "Read on", "Down what was said.", footer=False),
        Command(
            "exchange.late", "give('late')", "s", "Seat is late", "Nobody of this seat is here: it holds."
        ),
        Command(
            "exchange.seats",
            "give('seats')",
            "w",
            "Who plays",
            "Clear a PIN that is forgotten.",
            footer=False,
        ),
        *table_keys("exchange", footer=False),
    )

    def __init__(
        self,
        exchange: ExchangeView,
        turn: TurnInfo,
        *,
        locked: bool = False,
        notice: str = "",
        clock: Clock | None = None,
    ) -> None:
        super().__init__()
        self.exchange = exchange
        self.turn = turn
        self.locked = locked
        self.notice = notice
        self.clock = clock

    def compose(self) -> ComposeResult:
        """Lay out what was said, and what can be."""
        yield HeaderLine(turn=self.turn, title="In public", clock=self.clock)
        yield Written(lambda width: facing_text(self.exchange, width), id="facing")
        with ReadingColumn(id="story"):
            yield Written(lambda width: said_text(self.exchange, width))
        yield Written(lambda width: asked_text(self.exchange, width), id="asked")
        yield Flash(id="flash")
        yield KeyLine()

    def showing(self) -> Showing:
        """Which exchange, how far it has come, and who is asked."""
        from wargame.session.live import Fight

        view, asked = self.exchange, self.exchange.asked
        fight = Fight(view.id, tuple(move for move, _ in view.moves))
        seat = asked.id if asked is not None else ""
        return evolve(super().showing(), seat=seat, item=len(view.lines), fight=fight)

    def on_mount(self) -> None:
        """Show the newest of it; at first the beginning."""
        self.query_one("#story").can_focus = False
        if self.exchange.lines:
            self.call_after_refresh(self.query_one("#story", ReadingColumn).scroll_end, animate=False)
        if self.notice:
            self.say(plain(self.notice, 900), alarm=True)
        elif not self.exchange.lines:
            self.say(Content("All orders are in. Turn the screen, so that everybody can see."))
        self.watch_the_clock()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Answers only where somebody is asked."""
        asked = self.exchange.asked is not None
        may = {"menu": True, "on": not asked, "seats": asked and self.locked}
        return action == "read" or (action == "give" and may.get(f"{parameters[0]}", asked))


def story_text(exchange: ExchangeView, width: int) -> Content:
    """All of it: who faces whom on which rung, and what was said."""
    return Content("\n\n").join([facing_text(exchange, width), said_text(exchange, width)])


def facing_text(exchange: ExchangeView, width: int) -> Content:
    """Who faces whom, and the rungs beside it."""
    ladder_width = min(_LADDER, width // 2)
    left = width - ladder_width - 3
    moves = listed([name for _, name in exchange.moves])
    head = Content.assemble(
        seat_name(exchange.by),
        " has ordered: ",
        plain(moves, 200),
        ". It faces ",
        seat_name(exchange.to),
        ".",
    )
    title = styled(exchange.name, "bold $accent", 80).wrap(left)
    facing = [*title, Content(""), *head.wrap(left)]
    return Content("\n").join(
        beside([(facing, left), (_rungs(exchange, ladder_width), ladder_width)], Content("   "))
    )


def said_text(exchange: ExchangeView, width: int) -> Content:
    """What it is about, and what was said."""
    lines = story(exchange.text, 600).wrap(width)
    for line in exchange.lines:
        mark = styled(line.seat.mark, seat_colour(line.seat.colour), 2)
        said = Content.assemble(mark, " ", styled(line.name, "bold", 60), "  ", plain(line.text, 600))
        if line.price:
            said = Content.assemble(said, "  ", styled(f"{', '.join(line.price)}.", "$faint", 400))
        lines += [Content(""), *hanging(said, width)]
    return Content("\n").join(lines)


def _rungs(exchange: ExchangeView, width: int) -> list[Content]:
    lines = []
    for number, name in reversed(list(enumerate(exchange.rungs, 1))):
        here, last = number == exchange.height, number == len(exchange.rungs)
        mark = ("▸ ", "bold $accent") if here else "  "
        rung = styled(name, "bold" if here else "$error" if last else "$faint", 60)
        line = Content.assemble(mark, (f"{number} ", "$faint"), rung)
        if last and line.cell_length + len(_NOBODY) <= width:
            line = Content.assemble(line, (_NOBODY, "$faint"))
        lines.append(clip(line, width))
    return lines


def asked_text(exchange: ExchangeView, width: int) -> Content:
    """Who is asked, and each answer with its price; or how it ended."""
    if exchange.asked is None:
        return Content("\n").join(plain(exchange.outcome, 400).stylize("bold").wrap(width))
    where = f"rung {exchange.height} of {len(exchange.rungs)} · round {exchange.round} of {exchange.rounds}"
    question = Content.assemble(seat_name(exchange.asked), ("  what do you answer?", "bold"))
    lines = [spread(question, Content.styled(where, "$faint"), width)]
    for answer in exchange.answers:
        lines += _answer(answer, width)
    return Content("\n").join(lines)


def _answer(answer: AnswerView, width: int) -> list[Content]:
    price = Content.assemble(plain(", ".join(answer.price) or "No price now", 400), ". ")
    risk = f"If both stand then, it slips out of hand: {answer.risk}. " if answer.risk else ""
    told = Content.assemble(price, risk, plain(answer.then, 200).stylize("$faint"))
    return [
        Content.assemble((f"{KEYS[answer.answer]}  ", "bold $accent"), styled(answer.name, "bold", 80)),
        *(Content.assemble("   ", line) for line in told.wrap(width - 3)),
    ]


def confirm_text(exchange: ExchangeView, answer: AnswerWord) -> Content:
    """What stands in the box that asks whether an answer is meant."""
    found = next(one for one in exchange.answers if one.answer == answer)
    price = f"{', '.join(found.price)}. " if found.price else ""
    risk = f"If both stand then, it slips out of hand: {found.risk}. " if found.risk else ""
    return prose(
        f"{full_stop(found.name)} {price}{found.then} {risk}It is said in public, and can't be taken back.",
        700,
    )


def asked_of(exchange: ExchangeView) -> SeatInfo:
    """The seat that is asked."""
    assert exchange.asked is not None
    return exchange.asked
