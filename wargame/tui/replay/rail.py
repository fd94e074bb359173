"""The rails at the foot of the replay: the turns with their moments, and under them what is marked."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from wargame.debrief.eye import EVERYTHING
from wargame.debrief.moments import RAILS, Mark
from wargame.tui.replay.look import Look
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.drawn import Drawn, clip

_LEAST, _MOST = 4, 16
"""How many cells a turn has on the rail."""


class Rail(Drawn):
    """The turns as a line of stations with a dot for each moment of theirs, those of the turn in hand by
    name, and the marks; a click goes there."""

    DEFAULT_CSS = "Rail { height: auto; padding: 0 1; border-top: solid $rule; }"

    class Picked(Message):
        """A moment was clicked."""

        def __init__(self, moment: int) -> None:
            super().__init__()
            self.moment = moment

    def __init__(self, look: Look, id: str) -> None:
        super().__init__(id=id)
        self.look = look
        self.spans: list[tuple[int, int, int, int]] = []
        """What can be clicked: line, first cell, cell behind it, the moment."""
        self.step = _LEAST

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Turns, moments, and marks where there are any."""
        return 2 + any(rail(self.look.game) for rail in RAILS.values())

    def draw(self, width: int) -> Content:
        """Draw it."""
        self.step = max(_LEAST, min(_MOST, (width - 8) // max(1, self.look.last)))
        self.spans = []
        lines = [self._stations(width), self._moments(width)]
        if marks := [mark for rail in RAILS.values() for mark in rail(self.look.game)]:
            lines.append(self._marks(marks, width))
        return Content("\n").join(clip(line, width) for line in lines)

    def _stations(self, width: int) -> Content:
        look, line = self.look, Content("")
        for turn in range(1, look.last + 1):
            there = look.of_turn(turn)
            style = "bold reverse" if turn == look.turn else "$foreground" if turn < look.turn else "$faint"
            self._span(0, line, self.step, there[0])
            line = Content.assemble(line, (f" {turn} ", style))
            between = [n for n in there[1:] if look.moments[n].what != "end"]
            line = Content.assemble(
                line, self._between(between, self.step - len(f" {turn} "), line.cell_length)
            )
        end = [n for n, moment in enumerate(look.moments) if moment.what == "end"]
        if end:
            self._span(0, line, 9, end[0])
        return Content.assemble(line, ("■ the end" if look.game.over else "… goes on", "$faint"))

    def _between(self, moments: list[int], room: int, begin: int) -> Content:
        """The line behind a turn's number, with a dot for each of its other moments where there is room."""
        cells = [("─", "$rule")] * room
        if room > len(moments):
            for place, n in enumerate(moments, 1):
                at = place * room // (len(moments) + 1)
                here = n == self.look.moment and self.look.on_moment
                cells[at] = ("●", "bold $accent") if here else ("•", "$faint")
                self.spans.insert(0, (0, begin + at, begin + at + 1, n))
        return Content.assemble(*cells)

    def _moments(self, width: int) -> Content:
        """The moments of the turn in hand by name, then what the turn is called."""
        look, line = self.look, Content.assemble((", . ", "$accent"))
        for n in look.of_turn(look.turn):
            moment, here = look.moments[n], n == look.moment and look.on_moment
            name = Content.assemble(" ", plain(moment.name, 40), " ").stylize("bold reverse" if here else "")
            self._span(1, line, name.cell_length, n)
            line = Content.assemble(line, name)
        if look.turn == look.last and look.game.over:
            return Content.assemble(line, "  ", ("→", "bold"), (" opens the end", "$faint"))
        title = look.turns[look.turn - 1].title
        return Content.assemble(line, "  ", styled(title, "$faint", 80)) if title else line

    def _marks(self, marks: list[Mark], width: int) -> Content:
        """The second rail: what is marked under its turn, and what the marks of the turn in hand say."""
        look, line = self.look, Content("")
        for turn in range(1, look.last + 1):
            signs = "".join(dict.fromkeys(mark.sign for mark in marks if mark.turn == turn))
            self._span(2, line, self.step, look.of_turn(turn)[0])
            line = Content.assemble(line, clip(Content(f" {signs}"), self.step))
            line = line.pad_right(max(0, turn * self.step - line.cell_length))
        shown = [mark for mark in marks if mark.turn == look.turn and look.eye == EVERYTHING]
        said = [mark.text for mark in shown if mark.text]
        return Content.assemble(line, plain(" · ".join(said), 200)).stylize("$faint")

    def _span(self, line: int, before: Content, length: int, moment: int) -> None:
        self.spans.append((line, before.cell_length, before.cell_length + length, moment))

    def on_click(self, event: events.Click) -> None:
        """Go to the moment under the mouse."""
        x, y = event.x - 1, event.y - 1  # the padding, and the rule above
        for line, start, end, moment in self.spans:
            if line == y and start <= x < end:
                self.post_message(self.Picked(moment))
                return
