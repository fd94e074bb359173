"""How likely what is agreed is to last, as everybody can tell: a line for the head of a desk."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from wargame.rules.views import AgreementView
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.drawn import Drawn, clip, spread


class LastingLine(Drawn):
    """The chance of the agreement that is most in doubt, and of how many; nothing where none is asked."""

    DEFAULT_CSS = "LastingLine { height: 1; padding: 0 1; }"

    def __init__(self, agreements: Sequence[AgreementView], id: str | None = None) -> None:
        super().__init__(id=id)
        self.asked = sorted(
            (a for a in agreements if a.chance), key=lambda a: a.chance.odds.rank if a.chance else 0
        )
        self.display = bool(self.asked)

    def draw(self, width: int) -> Content:
        """Draw it: by name, or if that is too long without."""
        worst = self.asked[0]
        of = f"least sure of {len(self.asked)}" if len(self.asked) > 1 else ""
        right = Content.styled(of, "$faint")
        room = width - right.cell_length - 2
        for question in (f"Will {worst.name} last?", "Will it last?"):
            line = Content.assemble(styled(question, "$faint", 80), " ", plain(f"{worst.chance}", 240))
            if line.cell_length <= room:
                break
        return spread(clip(line, room), right, width)
