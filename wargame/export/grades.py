"""Grades for a school's gradebook: points for taking part and for reflection, a row for each student of a
class. How a game came out, and how right somebody was, counts for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from wargame.analysis.forecasts import forecasts
from wargame.analysis.taking_part import ANALYST, PRESS, Part, taking_part
from wargame.classroom.dealing import names
from wargame.classroom.file import ClassFile, Student
from wargame.export.cells import cell, guarded, table
from wargame.session import GameLog
from wargame.values import frozen

System = Literal["canvas", "moodle", "brightspace"]

FREE = 1
"""How often in a game a team may miss what was asked, in each half of the points, and have all of them."""
_OBSERVING = {PRESS: "Press desk", ANALYST: "Analyst"}
NO_GRADE = "-"
"""What Moodle takes for no grade; an empty cell it would take for one."""
RESERVED = tuple(f"{a} {b}" for a in ("Current", "Final", "Override") for b in ("Score", "Points", "Grade"))
"""What the name of an assignment may not hold for Canvas, which has columns of its own of these names."""


@frozen
class Half:
    """Half of the points of a game: how often something was ``done`` of the times that it was ``asked``."""

    done: int
    asked: int

    @property
    def share(self) -> float | None:
        """How much of the half it comes to, 0 to 1; None where nothing was asked."""
        if not self.asked:
            return None
        return min(1.0, (self.done + FREE) / self.asked) if self.done else 0.0

    def __str__(self) -> str:
        return f"{self.done} of {self.asked}"


@frozen
class Work:
    """What a student did in a game: at which ``seat`` (as it is called), their ``part``, and what the seat
    did, which counts for all who had it alike: in how many turns it gave orders of its own in time, and how
    much it thought of: questions answered, and the guess of the others' aims. Observers have what they were
    there for in both."""

    seat: str
    part: Part
    taking_part: Half
    reflection: Half

    @property
    def share(self) -> float | None:
        """How much of all points it comes to, 0 to 1: half for taking part, half for reflection; all of them
        for the one where the other was not asked."""
        shares = [half.share for half in (self.taking_part, self.reflection) if half.share is not None]
        return sum(shares) / len(shares) if shares else None

    def __str__(self) -> str:
        """It in words, for the student."""
        part = self.part
        turns = "1 turn" if part.turns == 1 else f"{part.turns} turns"
        if part.seat in _OBSERVING:
            return f"{self.seat}, {turns}: {self.taking_part} done."
        told = [f"{self.seat}, {turns}: led {part.led}, advised {part.advised}."]
        told.append(f"Own orders in time: {self.taking_part}.")
        told.append(f"Questions answered and aims guessed: {self.reflection}.")
        if part.led:
            wrote = f"letters and statements in own words {part.own_words}"
            lead = f"{wrote}, arguments {part.arguments}, notes {part.reasons}"
            told.append(f"Under your lead: {lead}.")
        return " ".join(told)


@frozen
class Graded:
    """What a student gets: ``points``, None where the student was in none of the games, and the works that
    they come of."""

    student: Student
    points: float | None
    works: tuple[Work, ...]

    @property
    def feedback(self) -> str:
        """What they are for, in sentences."""
        return " ".join(str(work) for work in self.works)


def grades(
    file: ClassFile, games: Sequence[GameLog], most: float
) -> tuple[tuple[Graded, ...], tuple[str, ...]]:
    """Grade a class by its games (``of_another`` tells which are not), ``most`` points at best, the mean of
    all games that a student was in; and say of whom in these games nobody knows which student it is, a
    sentence each."""
    found: dict[str, list[Work]] = {student.key: [] for student in file.students}
    unknown: list[str] = []
    for game in games:
        where = game.path.name if game.path else game.id
        for work in works(game):
            student = _student(file, game, work.part)
            if isinstance(student, Student):
                found[student.key].append(work)
            else:
                unknown.append(f"{where}: {work.part.name} ({work.seat}): {student}")
    rows = []
    for student in file.students:
        own = tuple(found[student.key])
        shares = [share for work in own if (share := work.share) is not None]
        points = round(most * sum(shares) / len(shares), 1) if shares else None
        rows.append(Graded(student, points, own))
    return tuple(rows), tuple(unknown)


def works(game: GameLog) -> Iterator[Work]:
    """What everybody did in a game, who had a seat or observed. It may tell what a running game hides."""
    parts = taking_part(game)
    questions = [put for put in forecasts(game).questions if put.turn <= game.resolved]
    for part in parts:
        seat = game.scenario.seats.get(part.seat)  # type: ignore[call-overload]
        team = [one for one in parts if one.seat == part.seat]
        led = sum(one.led for one in team)
        if seat is None:
            asked = min(led, len(questions)) if part.seat == ANALYST else led
            done = Half(sum(one.headlines + one.forecasts for one in team), asked)
            yield Work(_OBSERVING[part.seat], part, done, done)
            continue
        asked = sum(seat.id not in put.about for put in questions)
        answered = sum(one.forecasts for one in team)
        guesses = int(seat.id in (*game.guessed, *game.guessing))  # who was asked for one, or still is
        thought = Half(answered + min(guesses, bool(game.guessed.get(seat.id))), min(asked, led) + guesses)
        yield Work(seat.name, part, Half(sum(one.in_time for one in team), led), thought)


def of_another(file: ClassFile, game: GameLog) -> str:
    """Why a game can't be one of this class, and is not to be graded with it; empty where it can."""
    told = game.settings.class_name
    kept = {Path(lesson.save).name for lesson in file.lessons}
    if told.casefold() == file.name.casefold() or (game.path and game.path.name in kept):
        return ""
    if told:
        return f"It is a game of {told}, not of {file.name}: left out."
    known = {name.casefold() for name in (*names(file).values(), *(s.name for s in file.students))}
    if any(part.name.casefold() in known for part in taking_part(game)):
        return ""
    return f"Nobody of {file.name} had a seat in it: left out."


def _student(file: ClassFile, game: GameLog, part: Part) -> Student | str:
    """Whose part it is; or why nobody knows. Who had the seat in the lesson of this save goes before the
    group, and that before the seat dealt last."""
    called, name = names(file), part.name.casefold()
    exact = [s for s in file.students if called[s.key].casefold() == name]
    fits = exact or [s for s in file.students if s.name.casefold() == name]
    if not fits:
        return "no student of the class has that name; no row."
    had, group = _had(file, game, part.seat), game.settings.group
    for likelier in (
        lambda s: s.key in had,
        lambda s: s.group == group,
        lambda s: s.seat == part.seat,
    ):
        fits = list(filter(likelier, fits)) or fits
    if len(fits) > 1:
        return f"{len(fits)} students have that name, and nothing tells which it was; no row."
    return fits[0]


def _had(file: ClassFile, game: GameLog, seat: str) -> frozenset[str]:
    """Who had a seat in the lesson of this save, as the class file remembers it."""
    save = game.path.name if game.path else ""
    lessons = [lesson for lesson in file.lessons if Path(lesson.save).name == save]
    return frozenset(who for lesson in lessons for who in lesson.seats.get(seat, ()))


# -- for a system -----------------------------------------------------------------------------------------


def for_canvas(rows: Iterable[Graded], assignment: str, most: float) -> Iterator[Sequence[str]]:
    """The rows of Canvas's gradebook, the second one with the points possible. Who is in no game has an empty
    cell, which leaves Canvas as it is."""
    yield "Student", "ID", "SIS User ID", "SIS Login ID", "Section", cell(assignment)
    yield "Points Possible", "", "", "", "", cell(float(most))
    for grade in rows:
        s = grade.student
        yield *map(cell, (s.name, s.canvas, s.id, s.login, s.section)), cell(grade.points)


def for_moodle(rows: Sequence[Graded], assignment: str) -> Iterator[Sequence[str]]:
    """The rows of a Moodle import, by the identifier that most students have; who has none is left out, as
    one such row would make Moodle refuse all."""
    name, of = _identifier(rows)
    yield name, "Name", cell(assignment), cell(f"{assignment} feedback")
    for grade in rows:
        if key := getattr(grade.student, of):
            points = NO_GRADE if grade.points is None else cell(grade.points)
            yield cell(key), cell(grade.student.name), points, cell(grade.feedback)


def for_brightspace(rows: Sequence[Graded], assignment: str) -> Iterator[Sequence[str]]:
    """The rows of a Brightspace import; who has neither id nor login is left out. The text is an item of its
    own there, so it has a name of its own."""
    keys = {
        head: of
        for head, of in {"OrgDefinedId": "id", "Username": "login"}.items()
        if any(getattr(grade.student, of) for grade in rows)
    } or {"Username": "login"}
    items = f"{assignment} Points Grade", f"{assignment} notes Text Grade"
    yield *keys, *map(cell, items), "End-of-Line Indicator"
    for grade in rows:
        known = [getattr(grade.student, of) for of in keys.values()]
        if any(known):
            yield *map(cell, known), cell(grade.points), cell(grade.feedback), "#"


def _identifier(rows: Sequence[Graded]) -> tuple[str, str]:
    """By what a Moodle import knows students: what most of them have, by its name there and here."""
    kinds: Mapping[str, str] = {"Email address": "email", "ID number": "id", "Username": "login"}
    return max(kinds.items(), key=lambda kind: sum(bool(getattr(grade.student, kind[1])) for grade in rows))


def written(rows: Sequence[Graded], system: System, assignment: str, most: float) -> bytes:
    """The file for a system: CSV in UTF-8, without the mark that spreadsheets like and gradebooks may not."""
    made: Mapping[System, Iterator[Sequence[str]]] = {
        "canvas": for_canvas(rows, assignment, most),
        "moodle": for_moodle(rows, assignment),
        "brightspace": for_brightspace(rows, assignment),
    }
    return table(made[system]).encode()


def troubles(rows: Sequence[Graded], system: System) -> Iterator[str]:
    """What a system will not understand of some students, a sentence each."""
    keys: Mapping[System, Sequence[str]] = {
        "canvas": ("canvas", "id", "login"),
        "moodle": (_identifier(rows)[1],),
        "brightspace": ("id", "login"),
    }
    called = [grade.student.name for grade in rows]
    for student in (grade.student for grade in rows):
        known = [value for key in keys[system] if (value := getattr(student, key))]
        if not known and system != "canvas":
            yield f"{student.name}: has no {' or '.join(keys[system])} in the class file; no row."
        elif not known and called.count(student.name) > 1:
            yield f"{student.name}: two have that name, and no number: Canvas can't tell which is meant."
        for value in known:
            if guarded(value) != value:
                yield f"{student.name}: {value} begins as a formula does, and is written {guarded(value)}."
