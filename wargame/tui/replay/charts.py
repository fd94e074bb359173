"""The page of charts: one at a time, as high as there is room, its numbers a key away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from textual.content import Content

from wargame.debrief.eye import EVERYTHING
from wargame.debrief.model import Chart
from wargame.session import GameError
from wargame.tui.chart import chart_lines
from wargame.tui.replay.look import Look
from wargame.tui.untrusted import plain
from wargame.tui.widgets.drawn import Drawn, spread

_WORLDS = 50
"""How many games are played on from each turn for the chances and the scores."""
_HIGHEST = 30
"""How many lines a chart has at most."""


class ChartSheet(Drawn):
    """A chart of the eye in hand; ``height`` says for how many lines there is room."""

    DEFAULT_CSS = "ChartSheet { max-width: 140; }"

    def __init__(self, look: Look, height: Callable[[], int], id: str) -> None:
        super().__init__(id=id)
        self.look, self._height = look, height
        self.at = 0
        self.forecasts: tuple[Chart, ...] | None = None
        """What was found by playing on, once it was."""
        self.trouble = ""

    @property
    def charts(self) -> list[Chart]:
        """The charts there are, those that need playing on last."""
        drawn = [part for part in self.look.told("charts") if isinstance(part, Chart)]
        return [*drawn, *(self.forecasts or ())] if self.look.eye == EVERYTHING else drawn

    @property
    def waits(self) -> bool:
        """Is it beyond those that are there, where others could be had by playing on?"""
        return self.look.eye == EVERYTHING and self.forecasts is None and self.at >= len(self.charts)

    @property
    def chart(self) -> Chart | None:
        """The chart in hand."""
        found = self.charts
        return found[min(self.at, len(found) - 1)] if found and not self.waits else None

    @property
    def count(self) -> int:
        """How many there are to walk through."""
        more = self.look.eye == EVERYTHING and self.forecasts is None
        return len(self.charts) + (2 if more else 0)

    def move(self, step: int) -> None:
        """To the chart before or after."""
        self.at = min(max(min(self.at, self.count - 1) + step, 0), max(0, self.count - 1))
        self.redraw()
        if self.waits and not self.trouble:
            self.run_worker(self._play_on(), exclusive=True)

    async def _play_on(self) -> None:
        """Find the chances and the scores."""

        def found() -> tuple[Chart, ...]:
            from wargame.analysis.outlook import outlook
            from wargame.analysis.results import kept_results
            from wargame.debrief.sections import charts

            game = self.look.game
            game.must_be_recomputable()
            kept = kept_results(game)
            prospects = kept.outlook if kept else outlook(game, worlds=_WORLDS)
            return (*charts.endings(game, prospects), *charts.scores(game, prospects))

        try:
            self.forecasts = await asyncio.to_thread(found)
        except GameError as why:
            self.trouble = f"{why}"
        self.redraw()

    def draw(self, width: int) -> Content:
        """Draw it."""
        number = Content.assemble(
            (f"{self.at + 1} of {self.count}  ", "$faint"), ("↑ ↓", "bold"), (" another", "$faint")
        )
        if (chart := self.chart) is None:
            told = (
                self.trouble
                or "Playing on from every turn, for the chances of the endings and the scores ..."
            )
            none = "There is nothing to draw that this eye could see."
            return Content("\n\n").join((number, plain(told if self.count else none, 400)))
        title = plain(chart.title, 80).stylize("bold $accent")
        enter = Content.assemble(number, ("  Enter", "bold"), (" numbers", "$faint"))
        height = max(1, min(self._height() - 1, _HIGHEST))
        lines = chart_lines(chart, width, height, _now(chart, self.look.turn))
        return Content("\n").join([spread(title, enter, width), *lines])


def _now(chart: Chart, turn: int) -> int | None:
    """The station of a turn."""
    names: Sequence[str] = chart.stations
    return names.index(str(turn)) if str(turn) in names else None
