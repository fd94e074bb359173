"""The line at the head of a screen: whose it is, where in the calendar we are, how much time is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from wargame.rules.views import SeatInfo, TurnInfo
from wargame.tui.clock import Clock
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.drawn import Drawn, spread

if TYPE_CHECKING:
    from wargame.scenario.model import Seat


def seat_name(seat: SeatInfo | Seat) -> Content:
    """A seat's mark and name in its colour."""
    colour = seat_colour(seat.colour)
    return Content.assemble(styled(seat.mark, colour, 2), " ", styled(seat.name, f"bold {colour}", 40))


def turn_line(turn: TurnInfo, *, days: bool = True) -> Content:
    """``Turn 3 of 8 · 3-23 October 2020 · 104 days left``."""
    parts = [Content(f"Turn {turn.number} of {turn.of}"), plain(turn.dates, 60)]
    if days:
        parts.append(Content("1 day left" if turn.days_left == 1 else f"{turn.days_left} days left"))
    return Content(" · ").join(parts)


class HeaderLine(Drawn):
    """Seat (or a title), turn, who leads it if there is room, and the turn's clock at the right; one line."""

    DEFAULT_CSS = "HeaderLine { height: 1; background: $panel; padding: 0 1; }"

    def __init__(
        self,
        seat: SeatInfo | None = None,
        turn: TurnInfo | None = None,
        *,
        title: str = "",
        days: bool = True,
        lead: str = "",
        clock: Clock | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.seat = seat
        self.turn = turn
        self.title = title
        self.days = days
        self.lead = lead
        self.clock = clock

    def on_mount(self) -> None:
        """Let the clock tick."""
        if self.clock is not None and self.clock.ticks:
            self.set_interval(1, self.redraw_clock)

    def redraw_clock(self) -> None:
        """Paint the new time; nothing moves, so there is no new layout."""
        self._drawn = None
        self.refresh()

    def draw(self, width: int) -> Content:
        """Draw it."""
        left = []
        if self.seat is not None:
            left.append(seat_name(self.seat))
        if self.title:
            left.append(styled(self.title, "bold", 80))
        right = self.clock.words() if self.clock is not None else Content("")
        if not left and self.turn is None and self.clock is not None:
            left.append(Content.styled(self.clock.plan, "$faint"))
        if self.turn is None:
            return spread(Content("   ").join(left), right, width)
        room = width - right.cell_length - 2
        led = [Content.assemble(("lead: ", "$faint"), plain(self.lead, 40))] if self.lead else []
        # A line that is too long does without who leads, then without the days left.
        for days, more in ((self.days, led), (self.days, []), (False, [])):
            line = Content("   ").join([*left, turn_line(self.turn, days=days), *more])
            if line.cell_length <= room:
                break
        return spread(line, right, width)
