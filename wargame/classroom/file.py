"""The class file: what a class plays, who is in it, and who had which seat in its last lessons.

It is TOML that a person can write, one row a student and a lesson. It holds no secret of any game.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from attrs import evolve, field

from wargame.classroom.names import NAME, WORD, said
from wargame.ids import fields
from wargame.journal.errors import Locked
from wargame.journal.lock import Lock
from wargame.scenario.files import Wrong, parse
from wargame.session import beside, places
from wargame.session.setup import Settings
from wargame.text import clean, slug
from wargame.values import frozen, told

KIND, FORMAT = "wargame class", 1
SUFFIX = ".toml"
OBSERVERS = ("press", "analyst")
"""What a student can be who has no seat: who writes a headline, and who foretells."""
STUDENTS = 200
"""How many a class can have."""
LESSONS = 400
"""How many lessons are remembered; older ones are let go."""
TEXT = 2000
"""How long the plan of a lesson can be."""

_MOST = 1 << 20
_TRIES = 100
_NUMBER, _BARE = re.compile(r"([0-9]+)"), re.compile(r"[A-Za-z0-9_-]+")


class ClassError(Exception):
    """A class file or a roster can't be used; ``str()`` names the file, the row, and what would be right."""


@frozen
class Student:
    """One of a class. ``id`` is the school's number (Canvas: SIS User ID, Moodle: ID number, Brightspace:
    OrgDefinedId), ``canvas`` the one that Canvas itself gives. ``seat`` is the one that was dealt last: a
    seat's id, one of ``OBSERVERS``, or empty; ``absent`` is the day on which the student is not there."""

    name: str
    login: str = ""
    id: str = ""
    email: str = ""
    canvas: str = ""
    section: str = ""
    group: str = ""
    seat: str = ""
    absent: date | None = None

    @property
    def key(self) -> str:
        """What tells the student from all others of the class, in what is remembered of lessons."""
        return self.login or self.id or self.canvas or self.email or self.name


@frozen
class Lesson:
    """A lesson of one group: the day, the save, and who had which seat, by ``Student.key``."""

    day: date
    save: str
    group: str = ""
    seats: Mapping[str, tuple[str, ...]] = field(factory=dict)


Deal = Literal["hand", "lot", "rotation"]


@frozen
class ClassFile:
    """A class. ``settings`` are those that its games don't take from the scenario, ``seats`` says of seats
    that no student is dealt who has them (``closed``, ``ai:POLICY``), ``empty`` what becomes of a seat whose
    people aren't there. ``folder`` is where its saves go; empty, where all go. ``deal`` deals the seats."""

    name: str
    scenario: str
    settings: Mapping[str, Any] = field(factory=dict)
    students: tuple[Student, ...] = ()
    plan: str = ""
    seats: Mapping[str, str] = field(factory=dict)
    empty: Literal["planner", "closed"] = "planner"
    deal: Deal = "rotation"
    folder: str = ""
    lessons: tuple[Lesson, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups as people count them; last one without a name, for those who have none."""
        groups = {student.group for student in self.students}
        return tuple(sorted(groups, key=lambda group: (not group, counted(group))))

    def members(self, group: str) -> tuple[Student, ...]:
        """The students of a group, as they stand in the roster."""
        return tuple(student for student in self.students if student.group == group)

    def setting(
        self, usual: Settings, group: str, observers: Mapping[str, str] = MappingProxyType({})
    ) -> Settings:
        """What holds for a game of one group with these ``observers``, where ``usual`` would for others."""
        own: dict[str, Any] = {**self.settings, **observers, "class_name": self.name, "group": group}
        return evolve(usual, **own)


def counted(word: str) -> tuple[Any, ...]:
    """By what words are sorted that have numbers in them: Group 2 before Group 10."""
    return tuple(int(part) if n % 2 else part for n, part in enumerate(_NUMBER.split(word.casefold())))


# -- where class files are --------------------------------------------------------------------------------


def classes_directory() -> Path:
    """Where new class files go: ``classes`` beside the folder of new saves. It need not exist."""
    return places.saves_directory().parent / "classes"


def list_classes() -> tuple[Path, ...]:
    """The class files in ``./classes`` and in the user's data directory, and those that were used elsewhere,
    newest first."""
    found = (*places.elsewhere(_ELSEWHERE), *(path for folder in _folders() for path in places.tomls(folder)))
    return tuple(sorted({path.resolve(): path for path in found}.values(), key=places.age, reverse=True))


def remember(path: Path) -> None:
    """Keep in mind where a class file lies that is used."""
    places.remember(path, _ELSEWHERE, places.user_directory().with_name("classes"))


def find(name: str | Path) -> Path:
    """The class file meant by a name or a path. Raises ClassError where there is none."""
    try:
        path = places.typed(f"{name}")
        beside_it = path.with_name(path.name + SUFFIX) if path.name else path
        candidates = [path, beside_it]
        if path.name == f"{path}":
            wanted = {path.name, beside_it.name, slug(f"{name}", "") + SUFFIX}
            candidates += [folder / file for folder in _folders() for file in sorted(wanted)]
        for candidate in candidates:
            if candidate.is_file():
                return candidate
    except OSError as error:
        why = error.strerror or f"{error}"
        raise ClassError(f"There is no class file {clean(f'{name}', 200)!r}. {why}") from None
    known = sorted({path.stem for path in list_classes()})
    near = get_close_matches(path.stem, known, n=3, cutoff=0.4)
    hint = f"Class files lie in {classes_directory()}."
    if near:
        hint = f"Did you mean {' or '.join(near)}?"
    elif path.name != f"{path}" and not path.parent.is_dir():
        hint = f"There is no folder {path.parent}. Has it moved, or a drive been taken out?"
    raise ClassError(f"There is no class file {clean(f'{name}', 200)!r}. {hint}")


def new_path(name: str) -> Path:
    """Where the file of a new class goes, by its name: one that isn't there yet."""
    folder, stem = classes_directory(), slug(name, "class")
    paths = (folder / f"{stem}{f'-{n}' if n > 1 else ''}{SUFFIX}" for n in range(1, 1000))
    return next(path for path in paths if not path.exists())


def _folders() -> tuple[Path, ...]:
    return Path("classes"), places.user_directory().with_name("classes")


# -- reading and writing ----------------------------------------------------------------------------------


def load(path: Path) -> ClassFile:
    """Read a class file. Raises ClassError."""
    about = path.name
    try:
        text = beside.load(path, _MOST).decode("utf-8-sig").replace("\r\n", "\n")
        document = parse(text)
    except FileNotFoundError:
        raise ClassError(f"{path} is not there. Has its folder moved, or a drive been taken out?") from None
    except OSError as error:
        raise ClassError(f"{path} can't be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise ClassError(f"{about} is not UTF-8 text. Save it as UTF-8 in your editor.") from None
    except Wrong as wrong:
        line = f", line {wrong.line}" if wrong.line else ""
        raise ClassError(" ".join(filter(None, (f"{about}{line}: {wrong.message}", wrong.hint)))) from None
    except ValueError:
        raise ClassError(f"{about} is no ordinary file, or larger than a class file can be.") from None
    try:
        return _read(document)
    except ClassError as error:
        raise ClassError(f"{about}: {error}") from None


def save(path: Path, file: ClassFile) -> None:
    """Write a class file, whole or not at all; its folder is made, and who may read it may still. Raises
    ClassError."""
    text = written(file)
    try:
        _read(parse(text))  # what could not be read again is not written
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode if path.exists() else None
        beside.put(path, text.encode())
        if mode is not None:
            with suppress(OSError):
                path.chmod(mode & 0o666)
    except OSError as error:
        raise ClassError(f"{path} can't be written: {error.strerror or error}.") from None


def change(path: Path, how: Callable[[ClassFile], ClassFile]) -> ClassFile:
    """Change a class file that other tables may be changing, too; return what it is now. Raises
    ClassError."""
    for _ in range(_TRIES):
        try:
            lock = Lock(path)
        except Locked:
            time.sleep(0.05)
            continue
        except OSError as error:
            raise ClassError(f"{path} can't be written: {error.strerror or error}.") from None
        try:
            before = load(path)
            after = how(before)
            if after != before:
                save(path, after)
            return after
        finally:
            lock.release()
    raise ClassError(f"{path} is being written by another program. Try again.")


_HEAD = """# A class of wargame: who is in it, what it plays, its last lessons. docs/classes.md explains it.
"""
_ELSEWHERE = "classes-elsewhere.txt"
_GIVEN = {"alone", "class_name", "group", *OBSERVERS}
SETTINGS = {name: kind for name, kind in fields(Settings).items() if name not in _GIVEN}
"""Which settings a class can have, with their types."""


def written(file: ClassFile) -> str:
    """A class file as text."""
    head: dict[str, Any] = {"kind": KIND, "format": FORMAT, **told(file)}
    rows = {name: head.pop(name, ()) for name in ("students", "lessons")}
    tables = {name: head.pop(name, {}) for name in ("settings", "seats")}
    lines = [_HEAD, *(f"{name} = {_value(value)}" for name, value in head.items())]
    for name, values in rows.items():
        lines += ["", f"{name} = [", *(f"    {_value(told(value))}," for value in values), "]"]
    for name, table in tables.items():
        if table:
            lines += ["", f"[{name}]", *(f"{_key(key)} = {_value(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    """A value of a class file on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(inside)}" for key, inside in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        import tomli_w

        return tomli_w.dumps({"v": value}).removeprefix("v = ").rstrip("\n")
    return f"{value}"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)


def _read(document: Mapping[str, Any]) -> ClassFile:
    """A class file from its document. Raises ClassError, which does not name the file."""
    if document.get("kind") != KIND:
        raise ClassError(f'This is no class file: it has no line kind = "{KIND}".')
    number = document.get("format")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ClassError(f"It has no number of its format: format = {FORMAT}.")
    if number > FORMAT:
        raise ClassError(
            f"A newer version of wargame has written it (format {number}; this one reads {FORMAT}). Use "
            "that version, or make the class anew from its roster."
        )
    body = {name: value for name, value in document.items() if name not in ("kind", "format")}
    found: dict[str, Any] = {}
    kinds = fields(ClassFile)
    for name, value in _known(body, kinds, "a class file"):
        if name == "students":
            found[name] = tuple(_rows(value, Student, "student", STUDENTS, "name"))
        elif name == "lessons":
            found[name] = tuple(_rows(value, Lesson, "lesson", LESSONS, "day", "save"))
        elif name == "settings":
            table = _table(value, "settings")
            inside = _known(table, SETTINGS, "settings")
            found[name] = {key: _checked(each, SETTINGS[key], f"settings.{key}") for key, each in inside}
        elif name == "seats":
            table = _table(value, "seats")
            found[name] = {key: _checked(each, str, f"seats.{key}") for key, each in table.items()}
        else:
            found[name] = _checked(value, kinds[name], name, TEXT if name in ("plan", "folder") else NAME)
    for name in ("name", "scenario"):
        if not found.get(name):
            raise ClassError(f'It has no {name}: write {name} = "..." at its top.')
    file = ClassFile(**found)
    _told_apart(file.students)
    return file


def _told_apart(students: Sequence[Student]) -> None:
    seen: dict[str, int] = {}
    for n, student in enumerate(students, 1):
        before = seen.setdefault(student.key.casefold(), n)
        if before != n:
            raise ClassError(
                f"students {before} and {n} are both {student.key}. Give each a login or an id of their own."
            )


def _rows(value: Any, cls: type, what: str, most: int, *needed: str) -> Iterator[Any]:
    if not isinstance(value, list):
        raise ClassError(f"{what}s must be a list of tables, one row a {what}: {what}s = [ {{ ... }}, ].")
    if len(value) > most:
        raise ClassError(f"It has {len(value)} {what}s; {most} are as many as there can be.")
    kinds = fields(cls)
    for n, row in enumerate(value, 1):
        about = f"{what} {n}"
        held = {
            name: _checked(each, kinds[name], f"{about}: {name}", NAME if name == "name" else WORD)
            for name, each in _known(_table(row, about), kinds, about)
        }
        if cls is Student:
            held["name"] = said(held.get("name", ""))
        for name in needed:
            if held.get(name) in (None, ""):
                raise ClassError(f"{about} has no {name}.")
        yield cls(**held)


def _known(table: Mapping[str, Any], kinds: Mapping[str, Any], about: str) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if name not in kinds:
            near = get_close_matches(name, list(kinds), n=1)
            hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(kinds)}."
            raise ClassError(f"{clean(name, 40)!r} means nothing in {about}. {hint}")
        yield name, value


def _table(value: Any, about: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ClassError(f"{about} must be a table: {{ name = value, ... }}.")
    return value


def _checked(value: Any, kind: Any, about: str, most: int = WORD) -> Any:
    """A value of the kind that belongs there, its texts clean."""
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise ClassError(f"{about} must be {' or '.join(map(_value, get_args(kind)))}.")
        return value
    if kind is str and isinstance(value, str):
        return clean(value, most, 40 if most == TEXT else 1)
    if kind in (bool, int) and type(value) is kind and 0 <= value <= 10_000:
        return value
    if kind == date | None or kind is date:
        if type(value) is date:
            return value
        raise ClassError(f"{about} must be a day, such as 2020-10-09, without quotation marks.")
    if get_origin(kind) is Mapping or kind == Mapping[str, tuple[str, ...]]:
        return {
            key: tuple(_checked(who, str, f"{about}.{key}") for who in each)
            for key, each in _table(value, about).items()
            if isinstance(each, list) or _no_list(f"{about}.{key}")
        }
    what = {str: 'a text: "..."', bool: "true or false", int: "a whole number from 0"}[kind]
    raise ClassError(f"{about} must be {what}.")


def _no_list(about: str) -> bool:
    raise ClassError(f'{about} must be a list of students: ["...", "..."].')
