"""A lesson of a class: who is here, who sits where, and with which group it begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import ClassVar, Literal, NamedTuple

from attrs import evolve
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from wargame.classroom import dealing
from wargame.classroom.file import OBSERVERS, ClassError, ClassFile, Deal, Student
from wargame.ids import SeatId
from wargame.scenario.model import Scenario
from wargame.session.instructor import Instructor
from wargame.session.saves import Saved
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, prose, styled
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine


class Opened(NamedTuple):
    """A class on the day of a lesson: its ``file`` as it is written, and ``ready`` with all seats dealt; the
    games of today that can be played on, by group."""

    path: Path
    file: ClassFile
    ready: ClassFile
    scenario: Scenario
    day: date
    going: Mapping[str, Saved]


class Said(NamedTuple):
    """What is to be done, with which group, and the class as it was changed here."""

    what: Literal["begin", "on", "edit", "back"]
    group: str
    file: ClassFile


class _Roster(Choices):
    """The list of groups and students. Enter begins with the group at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Begin", key_display="Enter")]


class LessonScreen(Page[Said]):
    """A row a group with its students below it; Enter begins the game of the group at hand, or goes on with
    the one that it has today."""

    BEFORE = True
    HEADING = "A lesson of a class"
    PURPOSE = (
        "Seats are dealt already: by rotation each has another one than in the lesson before, and pairs "
        "are mixed. Space says that a student is not here; arrows give another seat, or make an observer; "
        "R and L deal the group anew, among those who are here. A seat without people goes to a machine that "
        "thinks ahead, or stays closed, as the class has it, and everybody is told. Enter begins."
    )
    CSS_PATH = "classes.tcss"
    KEYS = (
        Command(
            "lesson.begin", "begin", "ctrl+o,f10,ctrl+s", "Begin", "Begin with this group.", footer=False
        ),
        Command("lesson.away", "away", "space", "Away", "Not here today; or here after all."),
        Command("lesson.seat", "seat(1)", "right", "Seat", "Another seat for the student."),
        Command("lesson.seat_back", "seat(-1)", "left", "Seat before", "The seat before.", footer=False),
        Command("lesson.group", "group", "g", "Group", "Another group for the student."),
        Command("lesson.rotate", "deal('rotation')", "r", "Rotate", "Deal the group by what was before."),
        Command("lesson.lot", "deal('lot')", "l", "Lot", "Draw the seats of the group by lot."),
        Command("lesson.new", "new", "n", "New game", "Begin anew with a group that has a game today."),
        Command("lesson.edit", "edit", "e", "Edit", "Change what the class plays and who is in it."),
        Command("lesson.back", "back", "escape", "Back", "To the menu; who is away and sits where is kept."),
    )  # fmt: skip

    def __init__(self, opened: Opened, message: str = "", group: str = "") -> None:
        """``message`` says what came of the last choice, ``group`` is the one that it was about."""
        super().__init__()
        self.opened = opened
        self.file = opened.ready
        self.rows: list[tuple[str, Student | None]] = []
        self._at: int | None = None
        self._message = message
        self._group = group

    def compose(self) -> ComposeResult:
        """Lay out: title, the class, what a game would begin with."""
        yield Static("", id="title")
        yield _Roster(id="roster", compact=True)
        yield Static("", id="about")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the first group that has no game yet."""
        groups = self.file.groups or ("",)
        new = [group for group in groups if group not in self.opened.going]
        wanted = self._group if self._group in groups else next(iter(new), groups[0])
        self._renew(wanted)
        self.query_one("#roster").focus()
        if self._message:
            self.say(plain(self._message, 600), alarm=True)
        elif not self.file.lessons and not Instructor().known:
            self.say(
                Content("Ctrl+R gives you a PIN of your own, the instructor's, before the first lesson.")
            )

    @property
    def here(self) -> tuple[str, Student | None]:
        """The group at hand, and the student, if it is one."""
        at = self.query_one("#roster", _Roster).highlighted if self.is_mounted else None
        return self.rows[at or 0] if self.rows else ("", None)

    def _renew(self, at_group: str | None = None, key: str = "") -> None:
        """Show the class as it is now, at the same row, or at that of a group or of a student in it."""
        self.rows = []
        for group in self.file.groups or ("",):
            self.rows += [(group, None), *((group, student) for student in self.file.members(group))]
        roster = self.query_one("#roster", _Roster)
        at = roster.highlighted
        if at_group is not None:
            wanted = (at_group, key)
            at = next(n for n, (g, s) in enumerate(self.rows) if (g, s.key if s else "") == wanted)
        roster.set_options([Option(self._row(group, student)) for group, student in self.rows])
        roster.highlighted = self._at = at
        away = sum(student.absent == self.opened.day for student in self.file.students)
        count = len(self.file.students)
        parts = [
            styled(self.file.name, "bold $accent", 40),
            Content(f"{count} student{'s' * (count != 1)}{f', {away} away' if away else ''}").stylize(
                "$faint"
            ),
            styled(self.opened.scenario.title, "$faint", 40),  # last: what may be cut
        ]
        self.query_one("#title", Static).update(Content("   ").join(parts))
        self._tell()

    def _row(self, group: str, student: Student | None) -> Content:
        if student is None:
            title = f"Group {group}" if group.isdecimal() else group
            if not title:
                title = "Without a group" if len(self.file.groups) > 1 else "The class"
            saved = self.opened.going.get(group)
            played = any((x.day, x.group) == (self.opened.day, group) for x in self.file.lessons)
            state = (
                "played today; Enter begins another game, same seats; R rotates" if played else "Enter begins"
            )
            if saved:
                state = f"{saved.line} of today's game: Enter goes on, with its own seats"
            return Content.assemble(plain(title, 40).stylize("bold"), (f"   {state}", "dim"))
        called = dealing.names(self.file)[student.key]
        room = min(60, self.app.size.width - 36)
        name = plain(called, room)
        gap = " " * max(2, min(36, room + 2) - name.cell_length)
        if student.absent == self.opened.day:
            where = f", {self._seat(student.seat).plain}" if student.seat else ""
            return Content.assemble("  ✗ ", name, gap, "away", (where, "dim")).stylize("dim")
        return Content.assemble("    ", name, gap, self._seat(student.seat))

    def _seat(self, id: str) -> Content:
        seat = self.opened.scenario.seats.get(SeatId(id))
        if seat is None:
            return plain({"press": "press desk", "analyst": "analyst"}.get(id, "no seat"))
        colour = seat_colour(seat.colour)
        return Content.assemble(styled(seat.mark, colour, 2), " ", styled(seat.name, colour, 24))

    @on(Choices.OptionHighlighted, "#roster")
    def _moved(self, event: Choices.OptionHighlighted) -> None:
        if event.option_index != self._at:  # it is said also where only the rows are new
            self._at = event.option_index
            self.unsay()
        self._tell()

    def _tell(self) -> None:
        """Tell what a game of the group at hand would begin with."""
        group, _ = self.here
        lines: list[Content] = []
        _, told = dealing.setups(self.file, self.opened.scenario, group, self.opened.day)
        if group not in self.opened.going:
            lines = [plain(sentence, 300) for sentence in told]
        elif self.file.students:
            again = "Today's game has the seats with which it began; N begins a new one with those here."
            lines = [plain(sentence, 300) for sentence in (again, *told)]
        if self.file.plan and not lines:
            lines = [prose(self.file.plan, 400, 6)]
        self.query_one("#about", Static).update(Content("\n").join(lines))
        self.query_one("#about").display = bool(lines)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with the row at hand."""
        group, student = self.here
        if action in ("away", "seat"):
            return student is not None
        if action == "group":
            return student is not None and len(self.file.groups) > 1
        if action == "new":
            return group in self.opened.going
        if action == "deal":
            return bool(self.file.students) and group not in self.opened.going
        return super().check_action(action, parameters)

    def _change(self, student: Student) -> None:
        """Put a student in the place of the one at hand."""
        _, before = self.here
        self.file = evolve(
            self.file, students=tuple(student if one is before else one for one in self.file.students)
        )
        self._renew()

    def action_away(self) -> None:
        """Say that a student is not here, or here after all."""
        _, student = self.here
        if student is not None:
            self._change(
                evolve(student, absent=None if student.absent == self.opened.day else self.opened.day)
            )

    def action_seat(self, step: int) -> None:
        """Give a student another seat."""
        _, student = self.here
        if student is not None:
            seats = (*dealing.for_people(self.file, self.opened.scenario), *OBSERVERS, "")
            at = seats.index(student.seat) if student.seat in seats else 0
            self._change(evolve(student, seat=seats[(at + step) % len(seats)]))

    def action_group(self) -> None:
        """Give a student another group, and the seat there with the fewest people."""
        group, student = self.here
        if student is None:
            return
        groups = self.file.groups
        moved = evolve(student, group=groups[(groups.index(group) + 1) % len(groups)], seat="")
        students = (moved if one is student else one for one in self.file.students)
        self.file = evolve(self.file, students=tuple(students))
        self._deal(moved.group, "hand")
        self._renew(moved.group, moved.key)

    def action_deal(self, how: Deal) -> None:
        """Deal the seats of the group at hand."""
        if self._deal(self.here[0], how):
            self._renew()
            words = "Drawn by lot."
            if how == "rotation":
                words = "Each has another seat than last time, as far as that goes."
            self.say(Content(words))

    def _deal(self, group: str, how: Deal) -> bool:
        seats = dealing.for_people(self.file, self.opened.scenario)
        try:
            chance = Random().randrange(1 << 30)
            self.file = dealing.deal(self.file, group, seats, how, self.opened.day, chance)
        except ClassError as error:
            self.say(plain(f"{error}", 300), alarm=True)
            return False
        return True

    @on(Choices.OptionSelected, "#roster")
    def action_begin(self) -> None:
        """Begin with the group at hand, or go on with its game."""
        group, _ = self.here
        self._say_so("on" if group in self.opened.going else "begin")

    def action_new(self) -> None:
        """Begin anew with a group that has a game today, if that is meant."""
        from wargame.tui.modals import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self._say_so("begin")

        text = Content("The game that it has stays as it is, among the saves. All keep their seats.")
        self.app.push_screen(
            Confirm(Content("Begin a new game with this group?"), text, "Begin", "Stay"), answered
        )

    def action_edit(self) -> None:
        """Change the class."""
        self._say_so("edit")

    def action_back(self) -> None:
        """Back to the menu."""
        self._say_so("back")

    def _say_so(self, what: Literal["begin", "on", "edit", "back"]) -> None:
        self.dismiss(Said(what, self.here[0], self.file))
