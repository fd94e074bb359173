"""The escalation ladder, drawn as one: top rung on top, a mark where the world stands."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from wargame.rules.views import RungView
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.drawn import Drawn, clip


def ladder_lines(rungs: Sequence[RungView], width: int) -> Content:
    """A line a rung; those climbed are filled, the one where the world stands is marked and bold."""
    lines = []
    ordered = sorted(rungs, key=lambda rung: rung.at)
    stand = max((index for index, rung in enumerate(ordered) if rung.here), default=-1)
    for index in reversed(range(len(ordered))):
        rung = ordered[index]
        if index == stand:
            line = Content.assemble(("▶", "bold $accent"), "╞══╡ ", styled(rung.name, "bold", 60))
        elif index < stand:
            line = Content.assemble(" ╞══╡ ", plain(rung.name, 60))
        else:
            line = Content.assemble((" ├──┤ ", "$faint"), styled(rung.name, "$faint", 60))
        lines.append(clip(line, width))
    return Content("\n").join(lines)


class LadderView(Drawn):
    """The ladder, one rung a line."""

    def __init__(self, rungs: Sequence[RungView], id: str | None = None) -> None:
        super().__init__(id=id)
        self.rungs = rungs

    def draw(self, width: int) -> Content:
        """Draw it."""
        return ladder_lines(self.rungs, width)
