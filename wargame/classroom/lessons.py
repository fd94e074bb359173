"""A lesson of a class: which games it has already, and how one begins with everything set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from attrs import evolve

from wargame.classroom import dealing
from wargame.classroom.file import (
    LESSONS,
    OBSERVERS,
    ClassError,
    ClassFile,
    Lesson,
    change,
    list_classes,
    load,
    remember,
)
from wargame.ids import SeatId
from wargame.session import places
from wargame.session.people import members
from wargame.session.setup import DeskForm, DiceForm, OddsForm, SeatSetup, Settings, usual
from wargame.text import slug

if TYPE_CHECKING:
    from wargame.scenario.model import Scenario
    from wargame.session import Game
    from wargame.session.saves import Saved


def scenario_of(path: Path, file: ClassFile) -> Scenario:
    """The scenario of a class: one beside its file, else by name or path. Raises ScenarioErrors, OSError."""
    from wargame.scenario import find, load

    return load(f"{find(file.scenario, path.parent)}")


def fitting(file: ClassFile, scenario: Scenario) -> ClassFile:
    """Return the class with seats by their ids, as a roster may name them otherwise, and without those that
    the scenario hasn't: they are of another that it played before."""
    known = {word: word for word in OBSERVERS}
    for id, seat in scenario.seats.items():
        known |= {id.casefold(): id, seat.name.casefold(): id}
    students = tuple(evolve(s, seat=known.get(s.seat.casefold(), "")) for s in file.students)
    return evolve(file, students=students, seats={k: v for k, v in file.seats.items() if k in scenario.seats})


def folder_of(path: Path, file: ClassFile) -> Path:
    """Where the saves of a class go: a folder that it names, from where its file is; else where all go.

    Raises ClassError where the named one can't be had.
    """
    if not file.folder:
        return places.saves_directory()
    try:
        folder = path.parent / places.typed(file.folder)
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ClassError(
            f"The folder for the saves of {file.name} can't be had: {file.folder} "
            f"({error.strerror or error}). Is a drive missing? Or name another folder in {path.name}."
        ) from None
    return folder


def group_named(file: ClassFile, word: str) -> str:
    """The group meant by a word: its name, or the number that stands in it. Raises ClassError."""
    groups = [group for group in file.groups if group]
    wanted = word.strip().casefold()
    said = {group: group.casefold() for group in groups}
    for found in (
        [group for group, name in said.items() if name == wanted],
        [group for group, name in said.items() if name.split()[-1] == wanted],
        [group for group, name in said.items() if wanted and name.startswith(wanted)],
    ):
        if len(found) == 1:
            return found[0]
    there = f"There are {', '.join(groups)}." if groups else "It has no groups."
    raise ClassError(f"{file.name} has no group {word[:40]!r}. {there}")


def going_on(path: Path, file: ClassFile, day: date | None = None) -> dict[str, Saved]:
    """The newest game of each group that was begun on that day, today, and can be played on. Reads saves:
    not for the UI's thread."""
    from wargame.session.saves import look

    day = day or date.today()
    found: dict[str, Saved] = {}
    seen: set[str] = set()
    for lesson in reversed(file.lessons):
        if lesson.day == day and lesson.group not in seen:
            seen.add(lesson.group)
            save = _save_of(path, file, lesson)
            if save.is_file() and (saved := look(save)).state == "open" and not saved.broken:
                found[lesson.group] = saved
    return found


def ready(file: ClassFile, seats: tuple[SeatId, ...], group: str, day: date) -> ClassFile:
    """Return the class with the seats of a group as they are for a lesson on that day.

    Those dealt since its last lesson stay, and who is without gets one; else they are dealt by ``file.deal``.
    """
    seed = crc32(f"{file.name}\n{group}\n{len(file.lessons)}".encode())
    members = [s for s in dealing.here(file.members(group), day) if s.seat not in OBSERVERS]
    dealt = any(student.seat in seats for student in members)
    how = "hand" if dealt and not _as_before(file, group, day) else file.deal
    return dealing.deal(file, group, seats, how, day, seed)


def prepared(file: ClassFile, scenario: Scenario, day: date, going: Collection[str] = ()) -> ClassFile:
    """Return the class with all its groups ready for a lesson, but for those that play already. Raises
    ClassError for seats that the scenario hasn't."""
    seats = dealing.for_people(file, scenario)
    for group in file.groups:
        if group not in going and len(dealing.here(file.members(group), day)) <= dealing.ROOM:
            file = ready(file, seats, group, day)
    return file


def _as_before(file: ClassFile, group: str, day: date) -> bool:
    """Do all who were in the last lesson of a group, on another day, still have the seats of then?"""
    last = next((lesson for lesson in reversed(file.lessons) if lesson.group == group), None)
    if last is None or last.day == day:
        return False
    now = {student.key: student.seat for student in file.members(group)}
    return all(now.get(who, seat) == seat for seat, team in last.seats.items() for who in team)


class Laid(NamedTuple):
    """A table as it is laid for a group: the class with its seats dealt, what is played by whom, and what
    everybody is to be told."""

    file: ClassFile
    scenario: Scenario
    setups: Mapping[SeatId, SeatSetup]
    settings: Settings
    told: tuple[str, ...]


def laid_for(
    path: Path, group: str, file: ClassFile, day: date, words: Mapping[str, str] | None = None
) -> Laid:
    """Lay the table for a group, and write nothing. ``words`` go before what the file says of seats.

    Raises ClassError, ScenarioErrors, SeatingError or OSError.
    """
    scenario = scenario_of(path, file)
    file = ready(file, dealing.for_people(file, scenario), group, day)
    setups, told = dealing.setups(file, scenario, group, day, words)
    settings = file.setting(usual(scenario), group, dealing.observers(file, group, day))
    return Laid(file, scenario, setups, settings, told)


def begin(
    path: Path,
    group: str,
    file: ClassFile | None = None,
    *,
    day: date | None = None,
    words: Mapping[str, str] | None = None,
    seed: int | None = None,
    save: Path | None = None,
    code: str = "",
    desk: DeskForm | None = None,
    odds: OddsForm | None = None,
    dice: DiceForm | None = None,
) -> tuple[Game, tuple[str, ...]]:
    """Begin a game of a group with everything set, and note it in the class file; return it, and what
    everybody is to be told. What is said here goes before what the file says; ``file`` is what it says, if
    that is known and may not have been written.

    Raises ClassError, ScenarioErrors, SeatingError, JournalError or OSError.
    """
    from wargame.session import Game

    day = day or date.today()
    file, scenario, setups, settings, told = laid_for(path, group, file or load(path), day, words)
    spoken: dict[str, Any] = {"desk": desk, "odds": odds, "dice": dice}
    settings = evolve(settings, **{name: word for name, word in spoken.items() if word is not None})
    if save is None:
        folder = folder_of(path, file)
        folder.mkdir(parents=True, exist_ok=True)
        names = f"{slug(file.name, 'class')[:24]} {slug(group, '')[:14]}"
        save = places.new_save(names, folder)
    game = Game.new(scenario, seed=seed, seats=setups, save=save, settings=settings, code=code, hides=True)
    try:
        change(path, lambda now: _noted(now, file, path, group, day, save))
    except ClassError as error:
        told = (*told, f"{error} The next lesson will not know who sat where.")
    except BaseException:
        game.close()
        raise
    remember(path)
    return game, told


def _noted(now: ClassFile, dealt: ClassFile, path: Path, group: str, day: date, save: Path) -> ClassFile:
    """The class with the seats of a group as they were dealt, and its lesson."""
    seat = {student.key: student.seat for student in dealt.members(group)}
    students = tuple(evolve(s, seat=seat[s.key]) if s.key in seat else s for s in now.students)
    there = dealing.here(dealt.members(group), day)
    names = dict.fromkeys(student.seat for student in there if student.seat)
    seats = {name: tuple(student.key for student in there if student.seat == name) for name in names}
    own = save.name if save.parent.resolve() == folder_of(path, dealt).resolve() else f"{save.resolve()}"
    lessons = (*now.lessons, Lesson(day, own, group, seats))[-LESSONS:]
    return evolve(now, students=students, lessons=lessons)


def note_seats(game: Game) -> None:
    """Note in the lesson of a game of a class who has its seats of people now, as somebody may have come
    late; they are away no more. What can't be written is let go: the game goes on. Reads class files: not for
    the UI's thread."""
    if game.settings.class_name and game.path is not None:
        for path in list_classes():
            with suppress(ClassError, OSError):
                if _lesson_of(load(path), path, game) is not None:
                    change(path, partial(_seated_late, path=path, game=game))


def classmates(game: Game) -> tuple[str, ...]:
    """Who is in the group of a game of a class, as they are called at the table; nobody where its class file
    is not found. Reads class files: not for the UI's thread."""
    for path in list_classes() if game.settings.class_name and game.path is not None else ():
        with suppress(ClassError, OSError):
            file = load(path)
            if _lesson_of(file, path, game) is not None:
                called = dealing.names(file)
                return tuple(called[student.key] for student in file.members(game.settings.group))
    return ()


def _lesson_of(file: ClassFile, path: Path, game: Game) -> Lesson | None:
    if file.name != game.settings.class_name or game.path is None:
        return None
    save = game.path.resolve()
    return next((x for x in reversed(file.lessons) if _save_of(path, file, x).resolve() == save), None)


def _seated_late(now: ClassFile, path: Path, game: Game) -> ClassFile:
    lesson = _lesson_of(now, path, game)
    if lesson is None:
        return now
    keys = {called: key for key, called in dealing.names(now).items()}
    seats, came = dict(lesson.seats), set[str]()
    for seat, setup in game.setups.items():
        team = [keys[name] for name in members(setup) if name in keys] if setup.kind == "people" else []
        new = [key for key in team if key not in seats.get(seat, ())]
        if new:
            seats[seat] = (*seats.get(seat, ()), *new)
            came |= {*new}
    lessons = (evolve(one, seats=seats) if one is lesson else one for one in now.lessons)
    students = (
        evolve(s, absent=None) if s.key in came and s.absent == lesson.day else s for s in now.students
    )
    return evolve(now, lessons=tuple(lessons), students=tuple(students))


def _save_of(path: Path, file: ClassFile, lesson: Lesson) -> Path:
    """Where the save of a lesson lies."""
    try:
        return folder_of(path, file) / lesson.save
    except ClassError:
        return Path(lesson.save)
