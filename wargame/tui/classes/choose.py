"""The classes that there are: the one of last time first, then the others, then a new one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from wargame.classroom.file import ClassError, ClassFile, find, list_classes, load
from wargame.session.saves import place
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine
from wargame.tui.widgets.line import Line


class Chosen(NamedTuple):
    """The file of a class, and whether it is to be changed; or, without one, a new class, and where its
    roster is if that was said."""

    path: Path | None = None
    roster: str = ""
    edit: bool = False


class ChooseClass(Page[Chosen | None]):
    """The list of classes, and a line for the path of another one."""

    BEFORE = True
    HEADING = "A class"
    PURPOSE = (
        "A class file knows what a class plays, who is in it, and who had which seat in its last lessons. "
        "The class of last time is one key away; seats are dealt anew by what was before. A new class is "
        "made from a list of names: pasted, or a file of Canvas, Moodle, Brightspace or a spreadsheet."
    )
    CSS_PATH = "classes.tcss"
    KEYS = (
        Command("classes.new", "new", "n", "New class", "Make a class from a list of names."),
        Command("classes.edit", "edit", "e", "Edit", "Change the class at hand, without a lesson."),
        Command("classes.path", "path", "p", "Another file", "Type the path of a class file or of a roster."),
        Command("classes.back", "give", "escape", "Menu", "Back to the menu."),
        Command("classes.list", "list", "escape", "List", "Back to the list of classes."),
    )

    def __init__(self, message: str = "") -> None:
        """``message`` says what came of the last choice."""
        super().__init__()
        self._message = message
        self._looked = False
        self.paths: list[Path] = []

    def compose(self) -> ComposeResult:
        """Lay out: title, list, the path."""
        yield Static(Content.assemble(("A class", "bold $accent")), id="title")
        yield Choices(_new(), id="classes", compact=True)
        yield Line(placeholder="path of a class file or a roster, then Enter", id="path", compact=True)
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the class files."""
        classes = self.query_one("#classes", Choices)
        classes.focus()
        classes.highlighted = 0
        if self._message:
            self.say(plain(self._message, 600), alarm=True)
        self._look()

    @property
    def ready(self) -> bool:
        """Keys wait until the classes are there: the first one is not to be another by then."""
        return self._looked

    @work(thread=True, exclusive=True)
    def _look(self) -> None:
        worker = get_current_worker()
        found: list[tuple[Path, ClassFile | str]] = []
        for path in list_classes()[:60]:
            if worker.is_cancelled:
                return
            try:
                found.append((path, load(path)))
            except ClassError as error:
                found.append((path, f"{error}"))
        self.call_later(self._found, found)

    def _found(self, found: list[tuple[Path, ClassFile | str]]) -> None:
        classes = self.query_one("#classes", Choices)
        untouched = classes.highlighted in (0, None)
        last = max(
            (n for n, (_, file) in enumerate(found) if isinstance(file, ClassFile) and file.lessons),
            key=lambda n: _last(found[n][1]),
            default=None,
        )
        if last is not None:
            found.insert(0, found.pop(last))
        self.paths = [path for path, _ in found]
        options = [
            _row(n, path, file, last=n == 0 and last is not None) for n, (path, file) in enumerate(found)
        ]
        classes.set_options([*options, _new()])
        if untouched:
            classes.highlighted = 0
        self._looked = True
        self.refresh_bindings()

    @on(Choices.OptionSelected, "#classes")
    def _selected(self, event: Choices.OptionSelected) -> None:
        id = event.option_id or ""
        self.dismiss(Chosen(None if id == "new" else self.paths[int(id.removeprefix("class-"))]))

    def action_new(self) -> None:
        """A new class."""
        self.dismiss(Chosen())

    def action_edit(self) -> None:
        """Change the class at hand."""
        if (path := self._here()) is not None:
            self.dismiss(Chosen(path, edit=True))

    def _here(self) -> Path | None:
        at = self.query_one("#classes", Choices).highlighted if self.is_mounted else None
        return self.paths[at] if at is not None and at < len(self.paths) else None

    @on(Choices.OptionHighlighted, "#classes")
    def _highlighted(self) -> None:
        self.refresh_bindings()

    def action_path(self) -> None:
        """Another file."""
        self.query_one("#path").focus()

    def action_list(self) -> None:
        """Back to the list."""
        self.unsay()
        self.query_one("#classes").focus()

    @on(Line.Submitted, "#path")
    def _typed(self, event: Line.Submitted) -> None:
        from wargame.session.places import typed

        text = event.value.strip()
        if not text:
            return
        try:
            path = typed(text)
            if path.suffix.lower() in (".csv", ".tsv", ".txt") and path.is_file():
                self.dismiss(Chosen(None, text))
            else:
                self.dismiss(Chosen(find(text)))
        except (ClassError, OSError) as error:
            self.say(plain(f"{error}", 600), alarm=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Change what is there; from the path Escape goes back to the list."""
        if action == "edit":
            return self._here() is not None
        if action in {"give", "list"} and self.is_mounted:
            return self.query_one("#path").has_focus == (action == "list")
        return super().check_action(action, parameters)


def _last(file: ClassFile | str) -> tuple[object, ...]:
    """By what the class of last time is found: its last lesson."""
    return (file.lessons[-1].day,) if isinstance(file, ClassFile) else ()


def _option(id: str, title: Content, line: Content) -> Option:
    return Option(Content.assemble(title.stylize("bold"), "\n", line.stylize("dim"), "\n"), id=id)


def _new() -> Option:
    return _option("new", Content("New class"), Content("From a list of names: pasted, or a file."))


def _row(n: int, path: Path, file: ClassFile | str, *, last: bool) -> Option:
    where = place(path)
    if isinstance(file, str):
        return _option(f"class-{n}", Content.assemble("✗ ", plain(path.stem, 60)), plain(file, 300))
    parts = [plain(file.name, 60)] if last else []
    parts += [plain(file.scenario, 40), Content(f"{len(file.students)} students")]
    if len(file.groups) > 1:
        parts.append(Content(f"{len(file.groups)} groups"))
    if file.lessons:
        day = file.lessons[-1].day
        parts.append(Content(f"played on {day.day} {day:%B %Y}"))
    line = Content.assemble(Content(" · ").join(parts), "\n", styled(where, "$faint", 300))
    return _option(f"class-{n}", Content("Same class as last time") if last else plain(file.name, 60), line)
