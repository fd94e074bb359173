"""The last line of every screen: its keys. Each can be clicked."""

from __future__ import annotations

from itertools import groupby

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style

from wargame.tui.widgets.drawn import Drawn, clip

_GAPS = (3, 2, 1)


class KeyLine(Drawn):
    """The keys that the screen and what has the focus offer now, with as much air between them as fits.

    One widget for the whole line: Textual's footer has one a key and makes all of them anew whenever
    the focus moves.
    """

    DEFAULT_CSS = (
        "KeyLine { dock: bottom; width: 100%; height: 1; padding: 0 1; background: $footer-background; }"
    )

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._renew)

    def on_unmount(self) -> None:
        """Follow them no more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    @property
    def labels(self) -> tuple[str, ...]:
        """What is offered, in order."""
        return tuple(binding.description for binding, _ in self._offered())

    def draw(self, width: int) -> Content:
        """The keys in a line."""
        parts = [self._part(list(some)) for _, some in groupby(self._offered(), key=_together)]
        lines = [Content(" " * gap).join(parts) for gap in _GAPS]
        return clip(next((line for line in lines if line.cell_length <= width), lines[-1]), width)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        key = event.style.meta.get("key")
        if key is not None:
            self.app.simulate_key(str(key))

    def _renew(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen:
            self._drawn = None
            self.refresh()

    def _offered(self) -> list[tuple[Binding, bool]]:
        """The bindings to be shown, each action once, and whether each can be used now."""
        found: dict[str, tuple[Binding, bool]] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show:
                found.setdefault(active.binding.action, (active.binding, active.enabled))
        return list(found.values())

    def _part(self, some: list[tuple[Binding, bool]]) -> Content:
        keys = []
        for binding, enabled in some:
            look = "bold $footer-key-foreground" if enabled else "dim"
            key = Content.styled(self.app.get_key_display(binding), look)
            keys.append(key.stylize(Style.from_meta({"key": binding.key})))
        binding, enabled = some[0]
        words = binding.group.description if len(some) > 1 and binding.group else binding.description
        label = Content.styled(words, "$footer-description-foreground" if enabled else "dim")
        line = Content.assemble(Content(" ").join(keys), " ", label)
        return line if len(some) > 1 else line.stylize(Style.from_meta({"key": binding.key}))


def _together(offered: tuple[Binding, bool]) -> object:
    """Bindings of one group stand together; one without a group stands alone."""
    binding, _ = offered
    return binding.group or binding
