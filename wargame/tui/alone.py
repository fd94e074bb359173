"""Playing alone: which seat a single player takes, while machines that think ahead have the others."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from wargame.ids import SeatId
from wargame.scenario.model import Scenario
from wargame.session import SeatSetup
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.keyline import KeyLine


class ChooseSeat(Page["SeatId | None"]):
    """The seats of a scenario, one of which a single player takes."""

    HEADING = "Play alone: your seat"
    PURPOSE = (
        "Choose whom you play. Machines that think ahead play the other seats; they know no more than a "
        "person there would. There is no clock and no curtain: your desk opens after the news."
    )
    CSS_PATH = "choose.tcss"
    KEYS = (Command("alone.back", "give", "escape", "Back", "To the scenarios."),)

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self.scenario = scenario

    def compose(self) -> ComposeResult:
        """Lay out a row a seat."""
        yield Static(
            Content.assemble(("Play alone", "bold $accent"), ("   2 of 2: your seat", "$faint"), "   ",
                             styled(self.scenario.title, "$faint", 60)), id="title")  # fmt: skip
        seats = self.scenario.seats.values()
        yield Choices(
            *(
                Option(Content.assemble(seat_name(seat), "\n", plain(seat.aim, 200).stylize("dim"), "\n"))
                for seat in seats
            ),
            id="alone",
            compact=True,
        )
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the first seat."""
        choices = self.query_one("#alone", Choices)
        choices.focus()
        choices.highlighted = 0

    @on(Choices.OptionSelected, "#alone")
    def _selected(self, event: Choices.OptionSelected) -> None:
        self.dismiss([*self.scenario.seats][event.option_index])


def against_planners(scenario: Scenario, seat: SeatId) -> dict[str, SeatSetup]:
    """Who sits where: a person at ``seat``, planners at all others."""
    return {id: SeatSetup() if id == seat else SeatSetup("ai", "planner") for id in scenario.seats}
