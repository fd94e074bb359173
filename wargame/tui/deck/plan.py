"""Before a guided debrief: which glances, in which order, in how many minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from wargame.debrief.deck import GLANCES, STEP, planned
from wargame.scenario.model import GlanceName
from wargame.tui.command import Command, numbers
from wargame.tui.page import Page
from wargame.tui.widgets.choices import Highlit
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine

Planned = tuple[tuple[GlanceName, ...], float]
"""The glances in their order, and minutes for all of them."""
MOST = 90
"""Minutes at most."""


class Plan(Page["Planned | None"]):
    """A list of glances to choose from; the chosen ones and the minutes."""

    HEADING = "Guided debrief: the plan"
    PURPOSE = (
        "Enter begins. Space leaves a glance out or takes it in, J and K move it down and up, + and - change "
        "the minutes that all of them share. What stands here is the scenario's own plan until you change it."
    )
    CSS_PATH = "deck.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("plan.begin", "begin", "enter", "Begin", "Go through these glances."),
        Command("plan.toggle", "take", "space", "In or out", "Take this glance in, or leave it out."),
        Command("plan.down", "move(1)", "j", "Down", "Tell it later.", group="Move"),
        Command("plan.up", "move(-1)", "k", "Up", "Tell it sooner.", group="Move"),
        Command("plan.more", "minutes(1)", "plus,equals_sign", "More", "Five minutes more.", group="Minutes"),
        Command("plan.less", "minutes(-1)", "minus", "Less", "Five minutes less.", group="Minutes"),
        *numbers("plan", "Glance"),
        Command("plan.leave", "give", "escape", "Back", "Back, as it was."),
    )

    def __init__(self, names: Sequence[GlanceName], minutes: float) -> None:
        super().__init__()
        self.order = [*names, *(name for name in GLANCES if name not in names)]
        self.taken = set(names)
        self.minutes = minutes

    def compose(self) -> ComposeResult:
        """Lay out a line a glance."""
        yield Static(
            Content.assemble(("Guided debrief", "bold $accent"), ("   the plan", "$faint")), id="title"
        )
        yield Highlit(id="list")
        yield Static(id="sum")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the first one."""
        self.query_one("#list").focus()
        self._show(0)

    @property
    def chosen(self) -> tuple[GlanceName, ...]:
        """The glances taken in, in their order."""
        return tuple(name for name in self.order if name in self.taken)

    def action_begin(self) -> None:
        """Give the plan, if there is anything in it."""
        if self.chosen:
            self.dismiss((self.chosen, self.minutes))
        else:
            self.say(Content("Take at least one glance in: Space."), alarm=True)

    def action_take(self) -> None:
        """In or out."""
        self.taken ^= {self.order[self._here]}
        self._show(self._here)

    def action_pick(self, number: int) -> None:
        """To a glance by its number."""
        if number <= len(self.chosen):
            self._show(self.order.index(self.chosen[number - 1]))

    def action_move(self, step: int) -> None:
        """Later or sooner."""
        here, there = self._here, self._here + step
        if 0 <= there < len(self.order):
            self.order[here], self.order[there] = self.order[there], self.order[here]
            self._show(there)

    def action_minutes(self, step: int) -> None:
        """More time or less."""
        self.minutes = min(max(self.minutes + STEP * step, STEP), MOST)
        self._show(self._here)

    @property
    def _here(self) -> int:
        return self.query_one("#list", Highlit).highlighted or 0

    def _show(self, here: int) -> None:
        shares = planned(self.chosen, self.minutes)
        options, number = [], 0
        for name in self.order:
            taken = name in self.taken
            number += taken
            share = f"{shares[name]:.1f} min" if taken else "left out"
            mark, style = (f"{number:>2}  ", "") if taken else ("    ", "$faint")
            options.append(
                Option(Content.assemble(f"{mark}{GLANCES[name].title:<44}{share:>9}").stylize(style))
            )
        chosen = self.query_one("#list", Highlit)
        chosen.set_options(options)
        chosen.highlighted = here
        told = f"{len(self.chosen)} glances in {self.minutes:.0f} minutes. Enter begins."
        self.query_one("#sum", Static).update(Content(told))
