"""One thing a person can do, said once: its key, footer label, palette entry and line in the help."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.actions import parse
from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from textual.dom import DOMNode

HELP_KEYS = "question_mark,ctrl+g,f1"
"""Help: the first where no text is typed, the second everywhere, the third where the terminal passes it."""


# A dataclass, not attrs: the menu must be on screen before attrs would have been imported.


@dataclass(frozen=True)
class Command:
    """Something to do on a screen or in a widget.

    ``id`` is unique in the program (``desk.commit``). ``action`` is a Textual action (``commit``,
    ``show_tab(2)``). ``key`` may name several keys with commas, first one that every terminal passes: the
    footer shows that, the help all of them, or both show ``shown_as``. ``label`` is one to three words,
    ``help`` a sentence. ``footer`` and ``palette`` say where else it is offered. ``priority`` keys are seen
    before the focused widget has them, also through a box; ``over`` names those of them that are, where not
    all are.
    """

    id: str
    action: str
    key: str
    label: str
    help: str = ""
    shown_as: str = ""
    footer: bool = True
    palette: bool = True
    priority: bool = False
    over: str = ""
    group: str = ""

    def binding(self) -> Binding:
        """The key binding, with an id, so that keys can be remapped."""
        return Binding(
            self.key,
            self.action,
            self.label,
            show=self.footer,
            key_display=self.shown_as or None,
            priority=self.priority,
            tooltip=self.help,
            id=self.id,
            group=Binding.Group(self.group, compact=True) if self.group else None,
        )

    def allowed(self, node: DOMNode) -> bool | None:
        """Would ``node``, or the program whose action it is, let it be done now?"""
        namespace, action, parameters = parse(self.action)
        return (node.app if namespace == "app" else node).check_action(action, parameters)

    @property
    def through(self) -> Command | None:
        """The same with those of its keys that are seen through a box; None where there are none."""
        if self.over:
            return replace(self, key=self.over, shown_as="", footer=False, priority=True, over="")
        return self if self.priority else None

    def where(self, typed: Callable[[str], bool]) -> Command | None:
        """The same without those of its keys that are ``typed`` as text; None where no other is left."""
        keys = [key for key in self.key.split(",") if not typed(key)]
        return replace(self, key=",".join(keys)) if keys else None

    @property
    def keys(self) -> str:
        """The keys as a person reads them: ``F10``, ``Enter``, ``Ctrl+P``."""
        return self.shown_as or " ".join(key_name(key) for key in self.key.split(","))


NUMBERS = 9
"""So many lines have a key of their own: a digit."""


def numbers(screen: str, what: str, first: int = 1) -> tuple[Command, ...]:
    """Commands for the numbers that stand before the lines of a screen, whose ``pick`` each is for."""
    return tuple(
        Command(
            f"{screen}.{n}", f"pick({n})", f"{n}", f"{what} {n}", f"{what} {n}.", footer=False, palette=False
        )
        for n in range(first, NUMBERS + 1)
    )


def bindings(commands: Collection[Command]) -> list[BindingType]:
    """The bindings of some commands: ``BINDINGS = bindings(KEYS)``."""
    through = [c.through for c in commands if c.over]
    return [command.binding() for command in (*commands, *filter(None, through))]


_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "comma": ",",
    "full_stop": ".",
    "slash": "/",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "delete": "Del",
    "backspace": "Backspace",
    "plus": "+",
    "minus": "-",
    "shift": "Shift",
    "ctrl": "Ctrl",
}


def key_name(key: str) -> str:
    """A key as a person reads it: ``ctrl+p`` is ``Ctrl+P``."""
    *modifiers, last = key.strip().split("+")
    shown = _NAMES.get(last, last.upper())
    return "+".join([_NAMES.get(modifier, modifier) for modifier in modifiers] + [shown])
