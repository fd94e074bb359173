"""The command palette: only the commands of the screen at hand and of the program, never Textual's own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.actions import parse
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode

from wargame.tui.command import Command
from wargame.tui.page import Dialog, Page
from wargame.tui.program import Program


def commands_here(screen: object) -> tuple[Command, ...]:
    """The commands of a screen, or of none."""
    return screen.KEYS if isinstance(screen, Page | Dialog) else ()


class Commands(Provider):
    """Offers what can be done now: commands whose action the screen or the app would not refuse."""

    def _now(self) -> Iterator[tuple[DOMNode, Command]]:
        offered: list[tuple[DOMNode, tuple[Command, ...]]] = [(self.screen, commands_here(self.screen))]
        if isinstance(self.screen, Page):
            offered[:0] = self.screen.parts
        if isinstance(self.app, Program):
            offered.append((self.app, self.app.KEYS))
        for node, commands in offered:
            for command in commands:
                _, name, parameters = parse(command.action)
                if command.palette and node.check_action(name, parameters):
                    yield node, command

    async def discover(self) -> Hits:
        """Everything that can be done here."""
        for node, command in self._now():
            run = partial(self.app.run_action, command.action, node)
            yield DiscoveryHit(_title(command), run, help=command.help)

    async def search(self, query: str) -> Hits:
        """What can be done here and looks like ``query``."""
        matcher = self.matcher(query)
        for node, command in self._now():
            score = matcher.match(command.label)
            if score > 0:
                run = partial(self.app.run_action, command.action, node)
                yield Hit(score, matcher.highlight(command.label), run, text=command.label, help=command.help)


def _title(command: Command) -> Content:
    return Content.assemble(command.label, (f"  {command.keys}", "$faint"))
