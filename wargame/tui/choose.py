"""New game, first step: which scenario, with its length, what it is about and its content note."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.untrusted import plain, prose, story, styled
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written, hanging, heading
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from wargame.scenario import Entry
    from wargame.scenario.model import Scenario


class ChooseScenario(Page["Scenario | None"]):
    """The library of scenarios; the one in hand is loaded and told beside the list."""

    HEADING = "New game: the scenario"
    PURPOSE = (
        "Choose what is played. The minutes are those of a whole lesson with its debrief. The content note "
        "says what is spoken of: read it before you bring a scenario to a class; Space reads on."
    )
    CSS_PATH = "choose.tcss"
    KEYS = (
        Command(
            "choose.more", "read", "space", "Read on", "Read on about the scenario; at its end, from its top."
        ),
        Command("choose.back", "give", "escape", "Menu", "Back to the menu."),
    )

    def __init__(self, title: str = "New game") -> None:
        super().__init__()
        self._title = title
        self.entries: tuple[Entry, ...] = ()
        self.loaded: dict[str, Scenario | str] = {}
        self._wanted = False

    def compose(self) -> ComposeResult:
        """Lay out: the list, and what is known of the scenario in hand."""
        yield Static(
            Content.assemble((self._title, "bold $accent"), ("   1 of 2: the scenario", "$faint")), id="title"
        )
        with Horizontal(id="body"):
            yield Choices(id="scenarios", compact=True)
            with ReadingColumn(id="reading", can_focus=False):
                yield Written(
                    lambda width: Content("Looking for scenarios ...").stylize("$faint"), id="about"
                )
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fetch the library."""
        self.query_one("#scenarios").focus()
        self._look()

    @work(thread=True)
    def _look(self) -> None:
        from wargame.scenario import library

        self.call_later(self._found, library())

    def _found(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        scenarios = self.query_one("#scenarios", Choices)
        scenarios.set_options([Option(_line(entry)) for entry in entries])
        self.refresh_bindings()
        if entries:
            scenarios.highlighted = 0
        else:
            none = Content("There are no scenarios. Put a .toml file into ./scenarios.")
            self.query_one("#about", Written).write(lambda width: none)

    def _here(self) -> Entry | None:
        at = self.query_one("#scenarios", Choices).highlighted
        return self.entries[at] if at is not None and at < len(self.entries) else None

    @on(Choices.OptionHighlighted, "#scenarios")
    def _highlighted(self) -> None:
        self._wanted = False
        entry = self._here()
        if entry is not None:
            self._show(entry)
            if str(entry.path) not in self.loaded:
                self._load(entry)

    @work(thread=True, exclusive=True, group="load")
    def _load(self, entry: Entry) -> None:
        from wargame.scenario import ScenarioErrors, load

        try:
            found: Scenario | str = load(str(entry.path))
        except ScenarioErrors as error:
            found = str(error)
        except OSError as error:
            found = f"{entry.path}: {error.strerror}"
        self.call_later(self._loaded, entry, found)

    def _loaded(self, entry: Entry, found: Scenario | str) -> None:
        self.loaded[str(entry.path)] = found
        if self._here() is entry:
            self._show(entry)
            if self._wanted:
                self.action_take()

    def _show(self, entry: Entry) -> None:
        self.unsay()
        found = self.loaded.get(str(entry.path))
        self.query_one("#about", Written).write(lambda width: _about(entry, found, width))
        self.query_one("#reading", ReadingColumn).scroll_home(animate=False)

    @on(Choices.OptionSelected, "#scenarios")
    def action_take(self) -> None:
        """On with the scenario in hand, as soon as it is loaded."""
        entry = self._here()
        found = self.loaded.get(str(entry.path)) if entry is not None else None
        if found is None:
            self._wanted = True
        elif isinstance(found, str):
            self.say(
                Content("This scenario has mistakes and can't be played; they are listed here."), alarm=True
            )
        else:
            self.dismiss(found)


def _line(entry: Entry) -> Content:
    minutes = Content.assemble((f"  {entry.minutes} minutes", "dim"))
    return Content.assemble(plain(entry.title, 60).stylize("bold"), "\n", minutes)


def _about(entry: Entry, found: Scenario | str | None, width: int) -> Content:
    width = min(width, 76)
    lines = [styled(entry.title, "bold", 120), *story(entry.summary).wrap(width), Content("")]
    if isinstance(found, str):
        lines += [
            Content.assemble((" It can't be played ", "bold reverse")),
            *prose(found, 6000, 80).wrap(width),
        ]
    elif found is None:
        lines.append(Content("Reading it ...").stylize("$faint"))
    else:
        lines += _contents(found, width)
    return Content("\n").join(lines)


def _contents(scenario: Scenario, width: int) -> list[Content]:
    turns = len(scenario.calendar)
    first, last = scenario.calendar[0].start, scenario.calendar[-1].end
    lines = [
        Content.assemble((f"{turns} turns", "bold"), f", {_day(first)} to {_day(last)}"),
        Content.assemble((f"{scenario.minutes} minutes", "bold"), " with the debrief"),
        Content(""),
    ]
    for seat in scenario.seats.values():
        lines += hanging(Content.assemble(seat_name(seat), "  ", styled(seat.office, "$faint", 100)), width)
    return [
        *lines,
        Content(""),
        heading("Content note"),
        *story(scenario.content_note).wrap(width),
        Content(""),
        *story(scenario.disclaimer).stylize("$faint").wrap(width),
    ]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
