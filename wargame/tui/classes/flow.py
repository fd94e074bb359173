"""The order of the screens of a class: to its table with two keys, or through its form first."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from wargame.classroom.file import ClassError, ClassFile, change, load, new_path, remember, save
from wargame.classroom.lessons import begin, fitting, going_on, prepared, scenario_of
from wargame.tui.classes.lesson import LessonScreen, Opened
from wargame.tui.guarded import guarded
from wargame.tui.waiting import in_thread

if TYPE_CHECKING:
    from wargame.session import Game
    from wargame.tui.program import Program


async def classes(app: Program) -> str:
    """Choose a class or make one, and play with it; return a sentence for the menu, often empty."""
    from wargame.tui.classes.choose import ChooseClass

    message = ""
    while (chosen := await app.push_screen_wait(ChooseClass(message))) is not None:
        message = ""
        path: Path | str | None = chosen.path
        if path is None or chosen.edit:
            path = await guarded(_edited, app, chosen.roster, path)
        if isinstance(path, str):
            message = path
        elif path is not None:
            came = await guarded(lesson, app, path, {})
            if isinstance(came, Came):
                return came.message
            message = came or ""
    return ""


async def _edited(app: Program, roster: str = "", path: Path | None = None) -> Path | None:
    """Make a class, or change one; return where its file is, or None for nothing done."""
    from wargame.tui.classes.form import ClassForm

    def write(file: ClassFile) -> Path:
        where = path or new_path(file.name)
        file = fitting(file, scenario_of(where, file))  # what can't be played is not kept
        if path is None:
            save(where, file)
        else:
            change(where, lambda now: evolve(file, lessons=now.lessons))
        remember(where)
        return where

    async def keep(file: ClassFile) -> Path | str:
        return await guarded(in_thread, app, partial(write, file), "Writing the class ...")

    file = await in_thread(app, partial(load, path), "Reading the class ...") if path else None
    return await app.push_screen_wait(ClassForm(file, roster, keep=keep))


def opened(path: Path) -> Opened:
    """What the screen of a lesson shows. Raises ClassError, ScenarioErrors or OSError."""
    file, day = load(path), date.today()
    scenario, going = scenario_of(path, file), going_on(path, file, day)
    return Opened(path, file, prepared(file, scenario, day, going), scenario, day, going)


class Came(NamedTuple):
    """Somebody played; a sentence on that for the menu, often empty."""

    message: str


async def lesson(app: Program, path: Path, how: dict[str, Any], first: Opened | None = None) -> Came | None:
    """Let somebody see who is here and sits where, then play with a group; None where nobody did.

    Raises what ``opened`` raises.
    """
    from wargame.tui.play import play

    message, group, found = "", "", first
    while True:
        if found is None:
            found = await in_thread(app, partial(opened, path), "Opening the class ...")
        said = await app.push_screen_wait(LessonScreen(found, message, group))
        message, group = "", said.group
        if said.file != found.file:
            await in_thread(app, partial(_keep, found, said.file), "Writing the class ...")
        if said.what == "back":
            return None
        if said.what == "edit":
            edited = await guarded(_edited, app, "", path)
            message = edited if isinstance(edited, str) else ""
        else:
            on = partial(_on, found, group, how)
            new = partial(begin, path, group, said.file, **how)
            laid = await guarded(in_thread, app, on if said.what == "on" else new, "Laying the table ...")
            if not isinstance(laid, str):
                game, told = laid
                return Came(await play(app, game, brief=said.what == "begin", told=told))
            message = laid
        found = None


def _on(found: Opened, group: str, how: dict[str, Any]) -> tuple[Game, tuple[str, ...]]:
    from wargame.session import Game

    return Game.resume(found.going[group].path, code=how.get("code", "")), ()


def _keep(found: Opened, file: ClassFile) -> None:
    """Write who is away and who has which seat, as it was changed on the screen. What can't be written holds
    for this lesson all the same."""
    before = {student.key: student for student in found.file.students}
    changed = {s.key: s for s in file.students if before.get(s.key) != s}

    def seated(now: ClassFile) -> ClassFile:
        students = (
            evolve(s, seat=new.seat, group=new.group, absent=new.absent) if (new := changed.get(s.key)) else s
            for s in now.students
        )
        return evolve(now, students=tuple(students))

    with suppress(ClassError):
        change(found.path, seated)
