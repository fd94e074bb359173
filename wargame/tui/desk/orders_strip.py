"""The orders composed so far in some lines, for where there is room below the tabs."""

from __future__ import annotations

from textual.content import Content

from wargame.desk.draft import OrdersDraft
from wargame.desk.items import done
from wargame.tui.untrusted import plain
from wargame.tui.widgets.drawn import Drawn, clip


class OrdersStrip(Drawn):
    """What has been composed, at most six lines of it, and what is still open."""

    DEFAULT_CSS = "OrdersStrip { height: auto; max-height: 8; padding: 0 1; border-top: solid $rule; }"

    def __init__(self, draft: OrdersDraft, id: str | None = None) -> None:
        super().__init__(id=id)
        self.draft = draft

    def draw(self, width: int) -> Content:
        """The composed items, at most six, and what is still open."""
        items = done(self.draft)
        lines = [
            clip(Content.assemble(("✓ ", "bold $accent"), plain(item.text, 200)), width) for item in items[:6]
        ]
        if len(items) > 6:
            lines.append(Content.styled(f"  and {len(items) - 6} more: 6 Orders", "$faint"))
        if not lines:
            lines = [
                Content.styled(
                    "Nothing composed yet. What you write, draft and order gathers here.", "$faint"
                )
            ]
        still = self.draft.still_open()
        if still:
            lines.append(
                clip(Content.assemble(("! open: ", "bold $accent"), plain("; ".join(still), 300)), width)
            )
        return Content("\n").join(lines)
