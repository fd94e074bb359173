"""The open table between two turns: all talk aloud, and what was said in print stands on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Self

from attrs import evolve
from textual.app import ComposeResult
from textual.content import Content

from wargame.rules.views import RoundupView, SeatInfo, TurnInfo
from wargame.rules.wording import listed
from wargame.tui.at_table import AtTable, table_keys
from wargame.tui.clock import Clock
from wargame.tui.command import Command
from wargame.tui.untrusted import plain
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written, beside, heading
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import HeaderLine
from wargame.tui.widgets.keyline import KeyLine
from wargame.tui.widgets.roundup import seat_lines

if TYPE_CHECKING:
    from wargame.session import GameLog

_WIDE, _MEASURE = 100, 132
"""From which width on there are two columns; what is not exceeded."""
_GAP = Content.assemble("  ", ("│", "$rule"), "  ")
_RULES = "Talk aloud: ask, promise, warn, bargain; it binds nobody."


class OpenTable(AtTable[Literal["on", "back", "menu"]]):
    """All talk, until somebody goes on. ``past`` has the turns that were carried out, the newest first, each
    with what was told of it; of these, what ``seats`` said in public is shown, and their deeds if wanted."""

    FOR_ALL = True
    moment = "talk"
    phase = "talk"
    HEADING = "The table is open"
    PURPOSE = (
        "Between two turns all teams talk aloud, to everybody. The clock of it only tells; Enter goes on at "
        "any time, P stops it, Ctrl+Y gives a minute more. What seats said in public, in this turn and "
        "before, stands on the page, and D puts their deeds beside it. It holds no secret."
    )
    KEYS = (
        Command("open.on", "give('on')", "enter", "Go on", "To the desks."),
        Command("open.read", "read", "space", "Read on", "Down the page; from its end back to the top."),
        Command("open.deeds", "deeds", "d", "Deeds", "What each seat did in public beside what it said."),
        Command("open.back", "give('back')", "b", "Back", "To what the world saw."),
        *table_keys("open"),
    )
    DEFAULT_CSS = "OpenTable #sheet { height: 1fr; padding: 1 2 0 2; }"

    def __init__(
        self,
        turn: TurnInfo,
        seats: Sequence[SeatInfo],
        past: Sequence[tuple[int, RoundupView]],
        clock: Clock | None = None,
    ) -> None:
        super().__init__()
        self.turn = turn
        self.seats = seats
        self.past = past
        self.clock = clock
        self.deeds = False

    @classmethod
    def of(cls, game: GameLog, clock: Clock | None = None) -> Self:
        """The open table before the turn that has begun in a game."""
        public = game.public()
        past = [(turn, game.roundup(turn + 1)) for turn in range(game.resolved, 0, -1)]
        return cls(public.turn, public.seats, past, clock)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield HeaderLine(turn=self.turn, title=self.HEADING, clock=self.clock)
        with ReadingColumn(id="sheet"):
            yield Written(lambda width: said_text(self.seats, self.past, width, deeds=self.deeds), id="said")
        yield Flash(id="flash")
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key to read on where all can be seen."""
        return self.overflows if action == "read" else super().check_action(action, parameters)

    def action_deeds(self) -> None:
        """Put the deeds beside the words, or take them away."""
        self.deeds = not self.deeds
        self.query_one("#said", Written).redraw()


def said_text(
    seats: Sequence[SeatInfo], past: Sequence[tuple[int, RoundupView]], width: int, *, deeds: bool = False
) -> Content:
    """What seats said in public in the last turn, and before that, the newest first."""
    measure = min(width, _MEASURE)
    (last, told), *earlier = past
    rules = [*Content(_RULES).wrap(measure), Content("")]
    if measure < _WIDE:
        lines = [*_last(last, told, seats, measure, deeds), Content(""), *_before(earlier, measure, deeds)]
        return Content("\n").join([*rules, *lines])
    half = (measure - 5) // 2
    columns = [(_last(last, told, seats, half, deeds), half), (_before(earlier, half, deeds), half)]
    margin = " " * ((width - measure) // 2)
    return Content("\n").join([Content.assemble(margin, line) for line in (*rules, *beside(columns, _GAP))])


def _last(turn: int, told: RoundupView, seats: Sequence[SeatInfo], width: int, deeds: bool) -> list[Content]:
    spoke = {seat.id for seat, _ in told.said}
    silent = [seat.name for seat in seats if seat.id not in spoke]
    note = plain(f"No word in public from {listed(silent)}." if silent else "", 300).stylize("$faint")
    return [heading(f"In turn {turn}"), *_turn(told, width, deeds), *note.wrap(width)]


def _before(earlier: Sequence[tuple[int, RoundupView]], width: int, deeds: bool) -> list[Content]:
    lines = [heading("Before, the newest first")]
    for number, told in earlier:
        if found := _turn(told, width, deeds):
            lines += [Content.styled(f"Turn {number}", "$faint"), *found]
    return lines if len(lines) > 1 else []


def _turn(told: RoundupView, width: int, deeds: bool) -> list[Content]:
    acts = tuple(evolve(act, sentence="") for act in told.acts) if deeds else ()
    return seat_lines(evolve(told, acts=acts), width)
