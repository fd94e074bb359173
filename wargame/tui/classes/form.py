"""A class as a form: its name, what it plays, its roster as it is pasted or lies in a file, its settings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Literal, cast

from attrs import evolve
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Grid
from textual.content import Content
from textual.widgets import Button, Static

from wargame.classroom.dealing import cut
from wargame.classroom.file import SETTINGS, ClassError, ClassFile, Deal
from wargame.classroom.names import NAME
from wargame.classroom.roster import Roster, pasted, read
from wargame.session.places import typed
from wargame.tui.command import Command
from wargame.tui.fields import Fields, FormColumn, FormFoot, field_keys
from wargame.tui.program import STEPS
from wargame.tui.settings import DESKS, DICE, NAMES, ODDS, TALK, UMPIRES
from wargame.tui.untrusted import plain
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine
from wargame.tui.widgets.line import Cells, Line
from wargame.tui.widgets.pick import Pick

if TYPE_CHECKING:
    from wargame.scenario import Entry

Choices = list[tuple[str, str]]

_GROUPS: Choices = [
    ("keep", "as the roster has them"),
    ("one", "one group for all"),
    *[(f"{n}", f"drawn by lot, about {n} in each") for n in (4, 5, 6, 8)],
]
_LIKE = ("", "as the scenario has it")
_ACTS, _TELLS = "who is late commits", "it only tells"
_FILES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")
_CLOCK = ("clock", "minutes", "turn_minutes")
_FIRST = "offer-lesson"
"""What a new class plays, if that is there."""
_DEALS: Choices = [
    ("rotation", "by rotation: another one each lesson"),
    ("lot", "by lot each lesson"),
    ("hand", "by hand: they stay as they are"),
]
_EMPTY: Choices = [("planner", "a machine that thinks ahead has it"), ("closed", "stays closed")]
_FIELDS: dict[str, tuple[str, Choices]] = {
    "clock": (
        "Clock",
        [
            _LIKE,
            *[(f"acts {n}", f"a lesson of {n} minutes; {_ACTS}") for n in (45, 50, 75, 90, 110)],
            *[(f"tells {n}", f"{n} minutes a turn; {_TELLS}") for n in (5, 7, 8, 10, 12, 15)],
            ("tells 0", "off"),
        ],
    ),
    "names": ("Call people by", [_LIKE, *NAMES]),
    "open_table": ("Open table", [_LIKE, *TALK]),
    "umpire": ("Umpire", UMPIRES),
    "desk": ("Desks", [_LIKE, *DESKS]),
    "odds": ("Odds", ODDS),
    "dice": ("Dice", DICE),
}
"""The settings of a class, each with its choices; the clock is three of them."""


Keep = Callable[[ClassFile], Awaitable[Path | str]]
"""Writes a class; gives where, or a sentence on why it can't be."""


class Understood(ReadingColumn):
    """What was understood of a list of students. Tab goes to it only where there is more to read."""

    def allow_focus(self) -> bool:
        """Is there more than can be seen?"""
        return self.more


class ClassForm(Fields["Path | None"]):
    """A form of a new class, or of one that there is; gives where its file is once it is written."""

    BEFORE = True
    HEADING = "A class: what it plays, and who is in it"
    PURPOSE = (
        "Paste a list of students, or type where it lies as a file. It is read as schools have it: exports "
        "of Canvas, Moodle and Brightspace, a sheet with a line of headers (name, or First name and Last "
        "name; login, id, email, section, group), or just one name a line. What was not understood is said "
        "row by row.\n\nWhere you set nothing, the scenario says it. Everything can be changed again."
        "\n\nThe clock of a turn only tells. That of a lesson acts: each seat has its share of what is left, "
        "and then what lies on its desk is committed, or its default, also where nobody has opened it. "
        "Ctrl+L stops it."
    )
    CSS_PATH = "classes.tcss"
    KEYS = (
        Command(
            "class.save", "save", "ctrl+o,f10,ctrl+s", "Save", "Write the class, and go on.", priority=True
        ),
        *field_keys("class"),
        Command("class.back", "back", "escape", "Back", "Without a change."),
    )

    def __init__(self, file: ClassFile | None, roster: str = "", *, keep: Keep) -> None:
        """``roster`` is the path of one for a new class."""
        super().__init__()
        self.file = file
        self._path = roster
        self._keep = keep
        self.roster: Roster | None = None
        self._grouped = False
        self._shelved: dict[str, Entry] = {}

    def compose(self) -> ComposeResult:
        """Lay out: name and scenario, the roster and what was understood, the settings."""
        file = self.file
        title = plain(file.name, 60) if file else Content("New class")
        yield Static(title.stylize("bold $accent"), id="title")
        with FormColumn(id="form"):
            with Grid(classes="fields"):
                yield Static(Content("Name"), classes="faint")
                yield Line(file.name if file else "", id="name", max_length=NAME, compact=True,
                           placeholder="such as IR 301, Friday")  # fmt: skip
                yield Static(Content("Plays"), classes="faint")
                scenario = file.scenario if file else ""
                yield Pick([(scenario, scenario or "looking ...")], scenario, id="scenario")
            ask = "Students: paste their list here, or type the path of a file (CSV)"
            if file and file.students:
                count = len(file.students)
                ask = f"Students: {count}. Paste a list, or type the path of a file, to change them"
            yield Static(Content(ask), id="ask", classes="faint")
            yield Cells(self._path, id="roster")
            with Understood(id="reading"):
                yield Static("", id="found")
            with Grid(classes="fields"):
                yield Static(Content("Groups"), classes="faint")
                yield Pick(_GROUPS, "keep", id="groups")
                yield from self._settings()
        yield FormFoot("save", "Save", "A name and students will do. Ctrl+O saves from any field.")
        yield Flash(id="flash")
        yield KeyLine()

    def _settings(self) -> ComposeResult:
        settings = self.file.settings if self.file else {}
        for name, (words, choices) in _FIELDS.items():
            value = _clock(settings) if name == "clock" else _word(settings.get(name, ""))
            value = value or choices[0][0]
            if value not in dict(choices):
                choices = [*choices, (value, f"{value}, as its file has it")]
            yield Static(Content(words), classes="faint")
            yield Pick(choices, value, id=f"set-{name}")
        yield Static(Content("Seats are dealt"), classes="faint")
        yield Pick(_DEALS, self.file.deal if self.file else "rotation", id="deal")
        yield Static(Content("An empty seat"), classes="faint")
        yield Pick(_EMPTY, self.file.empty if self.file else "planner", id="empty")
        yield Static(Content("Plan"), classes="faint")
        plan = self.file.plan.replace("\n", " ") if self.file else ""
        yield Line(
            plan, id="plan", max_length=400, compact=True, placeholder="a line for yourself, if you like"
        )

    def on_mount(self) -> None:
        """Begin with the name; look for scenarios."""
        self.query_one("#name").focus()
        self.begin_filled()
        self._look()
        self._understand()

    @work(thread=True, exclusive=True, group="look")
    def _look(self) -> None:
        from wargame.scenario import library

        self.call_later(self._shelf, library())

    def _shelf(self, entries: tuple[Entry, ...]) -> None:
        pick = self.query_one("#scenario", Pick)
        here = pick.value
        found = [
            (entry.name, f"{entry.title}, {entry.minutes} minutes") for entry in entries if not entry.problem
        ]
        self._shelved = {entry.name: entry for entry in entries}
        if here and here not in dict(found):
            found.append((here, here))
        pick.choices = found or [("", "There are no scenarios.")]
        pick.choose(here or next((name for name, _ in found if name == _FIRST), found[0][0] if found else ""))
        if self._before[0] != pick.value:
            self.begin_filled()
        self._tell_clock()

    @on(Pick.Changed, "#scenario")
    def _tell_clock(self) -> None:
        """Say which clock the scenario has."""
        entry = self._shelved.get(self.query_one("#scenario", Pick).value)
        settings = self.file.settings if self.file else {}
        self.query_one("#set-clock", Pick).reword("", _scenarios_clock(entry, settings.get("minutes", 0)))

    # -- the roster -----------------------------------------------------------------------------------

    @on(Cells.Changed, "#roster")
    def _understand(self) -> None:
        """Tell what is understood of the roster, and what is not."""
        text = self.query_one("#roster", Cells).text
        self.roster, told = None, Content("")
        if text.strip():
            try:
                self.roster = _read(text)
                told = _told(self.roster)
            except ClassError as error:
                told = Content.assemble("✗ ", plain(f"{error}", 600))
        self.query_one("#found", Static).update(told)
        self.query_one("#reading").display = bool(text.strip())
        groups = self.query_one("#groups", Pick)
        if self.roster is not None and not self._grouped:
            students = self.roster.students
            groups.choose("4" if len(students) > 12 and not any(s.group for s in students) else "keep")

    @on(Pick.Changed, "#groups")
    def _chosen(self) -> None:
        self._grouped = True

    # -- the end --------------------------------------------------------------------------------------

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Take the form, if it is right."""
        name = plain(self.query_one("#name", Line).value, NAME).plain
        scenario = self.query_one("#scenario", Pick).value
        if not name:
            self.wrong("name", Content("A class needs a name, such as IR 301, Friday."))
        elif not scenario:
            self.wrong("scenario", Content("There is no scenario to play. Put one into ./scenarios."))
        elif self.roster is None and self.query_one("#roster", Cells).text.strip():
            self.wrong("roster", Content("No student was found in it. Mend the list, or take it out."))
        else:
            self._write(self._class(name, scenario))

    def _class(self, name: str, scenario: str) -> ClassFile:
        """The class as the form has it."""
        file = evolve(self.file or ClassFile(name, scenario), name=name, scenario=scenario)
        if self.roster is not None:
            file = self.roster.into(file)
        groups = self.query_one("#groups", Pick).value
        if groups == "one":
            file = evolve(file, students=tuple(evolve(student, group="") for student in file.students))
        elif groups.isdecimal():
            file = cut(file, int(groups), Random().randrange(1 << 30))
        settings = dict(file.settings)  # with what the form has no field for
        for key in _FIELDS:
            value = self.query_one(f"#set-{key}", Pick).value
            if key != "clock" or value != _clock(file.settings):
                for old in _CLOCK if key == "clock" else (key,):
                    settings.pop(old, None)
                settings |= _setting(key, value)
        plan = plain(self.query_one("#plan", Line).value, 400).plain
        return evolve(
            file,
            settings=settings,
            deal=cast(Deal, self.query_one("#deal", Pick).value),
            empty=cast('Literal["planner", "closed"]', self.query_one("#empty", Pick).value),
            plan=plan if self.file is None or plan != self.file.plan.replace("\n", " ") else self.file.plan,
        )

    @work(exclusive=True, group=STEPS)
    async def _write(self, file: ClassFile) -> None:
        kept = await self._keep(file)
        if isinstance(kept, str):
            self.wrong("name", plain(kept, 600))
        else:
            self.dismiss(kept)

    def filled(self) -> list[str]:
        """What all fields say, the pasted roster, too."""
        return [*super().filled(), self.query_one("#roster", Cells).text]


def _read(text: str) -> Roster:
    """The roster that was pasted, or that lies where the text says. Raises ClassError."""
    line = text.strip()
    if "\n" not in line and "\t" not in line:
        with suppress(OSError):
            path = typed(line.replace("\\ ", " "))  # as a terminal writes a file that is dropped on it
            if path.suffix.lower() in _FILES or line.startswith(("/", "~", "./")):
                return read(path)
    return pasted(text)


def _told(roster: Roster) -> Content:
    """What was understood, and what was not."""
    groups = len({student.group for student in roster.students if student.group})
    count = len(roster.students)
    head = f"{count} student{'s' * (count != 1)}, read as {roster.form}"
    head += f", in {groups} group{'s' * (groups != 1)}" if groups else ""
    first = ", ".join(student.name for student in roster.students[:4])
    lines = [Content.assemble((f"✓ {head}: ", "bold"), plain(first, 160), " ..." if count > 4 else "")]
    lines += [Content.assemble("✗ ", plain(line, 300)) for line in roster.left_out]
    lines += [Content.assemble("· ", plain(line, 300)) for line in roster.notes]
    return Content("\n").join(lines)


def _word(value: Any) -> str:
    """A setting as the value of a choice."""
    if isinstance(value, bool):
        return UMPIRES[value][0]
    return f"{value}"


def _scenarios_clock(entry: Entry | None, minutes: int) -> str:
    """Which clock a scenario has, as a choice of the form; the class file can say how many ``minutes``."""
    if entry is None or entry.problem:
        return _LIKE[1]
    if entry.acts:
        return f"as the scenario: {minutes or entry.minutes} minutes; {_ACTS}"
    turn = f"{entry.turn_minutes} minutes a turn; {_TELLS}" if entry.turn_minutes else "off"
    return f"as the scenario: {turn}"


def _clock(settings: Mapping[str, Any]) -> str:
    """The choice of the clock that settings amount to."""
    if settings.get("clock") == "acts":
        return f"acts {settings.get('minutes', 0)}"
    return f"tells {settings['turn_minutes']}" if "turn_minutes" in settings else ""


def _setting(key: str, value: str) -> dict[str, Any]:
    """The settings that a choice amounts to: none where that is as it would be without."""
    if key == "clock" and value:
        how, _, minutes = value.partition(" ")
        return {"clock": how, "minutes" if how == "acts" else "turn_minutes": int(minutes)}
    if value == _FIELDS[key][1][0][0]:
        return {}
    return {key: True if SETTINGS[key] is bool else int(value) if SETTINGS[key] is int else value}
