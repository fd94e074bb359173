"""Who sits where in the next lesson: groups, seats by lot, by rotation or by hand, and who is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, islice
from random import Random

from attrs import evolve

from wargame.bots.seating import SeatingError, must_be_seat, seat_setup
from wargame.classroom.file import OBSERVERS, ClassError, ClassFile, Deal, Student
from wargame.classroom.names import said
from wargame.ids import SeatId
from wargame.rules.wording import listed
from wargame.scenario.model import Scenario
from wargame.session.people import without_people
from wargame.session.setup import SeatSetup

ROOM = 32
"""How many people a table has room for."""
_TEAM = 24
_TRIES, _ROUNDS = 30, 20
_SAME, _HAD, _MET = 10_000, 100, 10
"""What it weighs that somebody has the seat of last time, one that was had before, or a partner of before."""


def cut(file: ClassFile, size: int, seed: int) -> ClassFile:
    """Return the class cut anew into groups of about ``size``, drawn by lot, called 1, 2, ...; nobody has a
    seat then."""
    count = max(1, round(len(file.students) / max(1, size)))
    order = list(range(len(file.students)))
    Random(seed).shuffle(order)
    group = {at: f"{n % count + 1}" for n, at in enumerate(order)}
    students = (evolve(student, group=group[at], seat="") for at, student in enumerate(file.students))
    return evolve(file, students=tuple(students))


def for_people(file: ClassFile, scenario: Scenario) -> tuple[SeatId, ...]:
    """The seats that students are dealt. Raises ClassError for seats in the file that the scenario hasn't,
    and for who can't sit on one."""
    spoken = dict.fromkeys((*file.seats, *(student.seat for student in file.students)))
    for seat in spoken:
        if seat and seat not in scenario.seats and (seat not in OBSERVERS or seat in file.seats):
            raise ClassError(
                f"{scenario.title} has no seat {seat!r}: it has {', '.join(scenario.seats)}; and observers "
                f"are {' and '.join(OBSERVERS)}."
            )
    for seat, word in file.seats.items():
        try:
            seat_setup(word)
        except SeatingError as error:
            raise ClassError(f"seats.{seat}: {error}") from None
    return tuple(seat for seat in scenario.seats if file.seats.get(seat, "people") == "people")


def here(students: Iterable[Student], day: date) -> tuple[Student, ...]:
    """The students who are there on that day."""
    return tuple(student for student in students if student.absent != day)


def deal(file: ClassFile, group: str, seats: Sequence[SeatId], how: Deal, day: date, seed: int) -> ClassFile:
    """Return the class with the seats of a group dealt: among those who are there and observe nothing.

    By ``lot`` all are drawn; by ``rotation`` each has another seat than in the lesson before, as long as
    that can be, and pairs are mixed; by ``hand`` only those get one who have none. Where there are fewer
    people than seats, the last ones stay empty. Raises ClassError for more people than a table has room for.
    """
    members = [s for s in here(file.members(group), day) if s.seat not in OBSERVERS]
    if len(members) > ROOM:
        who = f"Group {group}" if group else "The class"
        raise ClassError(
            f"{who} has {len(members)} students; a table has room for {ROOM}. Cut it into groups."
        )
    people = [student.key for student in members]
    if not (seats and people):
        dealt: Mapping[str, str] = {}
    elif how == "hand":
        dealt = _filled(members, seats)
    elif how == "lot":
        Random(seed).shuffle(people)
        dealt = {who: seats[n % len(seats)] for n, who in enumerate(people)}
    else:
        dealt = _rotated(file, people, seats, seed)

    def seated(student: Student) -> Student:
        if student.group != group or student.seat in OBSERVERS:
            return student
        keeps = student.seat if how == "hand" else ""  # for whom the seat waits that is not there
        return evolve(student, seat=dealt.get(student.key, keeps))

    return evolve(file, students=tuple(map(seated, file.students)))


def _filled(members: Sequence[Student], seats: Sequence[SeatId]) -> dict[str, str]:
    """Everybody where they are; who has no seat gets the one with the fewest people."""
    dealt = {student.key: student.seat for student in members if student.seat in seats}
    taken = Counter(dealt.values())
    for student in members:
        if student.key not in dealt:
            dealt[student.key] = min(seats, key=lambda seat: (taken[seat], seats.index(seat)))
            taken[dealt[student.key]] += 1
    return dealt


def _rotated(file: ClassFile, people: Sequence[str], seats: Sequence[SeatId], seed: int) -> dict[str, str]:
    """Seats for people that cost the least by what was before: the best of several begun at random, each
    changed by swaps as long as that helps. Nobody has a seat for which there is nobody left."""
    had: dict[str, list[str]] = {person: [] for person in people}
    met: Counter[frozenset[str]] = Counter()
    for lesson in reversed(file.lessons):
        for seat, team in lesson.seats.items():
            for person in team:
                if person in had:
                    had[person].append(seat)
            met.update(map(frozenset, combinations(team, 2)))
    rows = list(people) + [""] * (len(seats) - len(people))
    last = {seat: len(seats) - n for n, seat in enumerate(seats)}  # it is the last seat that is left, if any
    alone = [{seat: _weight(had[who], seat) if who else last[seat] for seat in seats} for who in rows]
    beside = [
        {b: _MET * met[pair] for b, other in enumerate(people) if (pair := frozenset((who, other))) in met}
        for who in rows
    ]

    def pays(at: int, seat: SeatId, now: Sequence[SeatId], but: int = -1) -> int:
        """What it costs to have a row on a seat, beside those who are there now, one apart."""
        partners = beside[at].items()
        return alone[at][seat] + sum(cost for b, cost in partners if now[b] == seat and b not in (at, but))

    def better(now: list[SeatId]) -> bool:
        """Swap two where that helps; does it?"""
        helped = False
        for a, b in combinations(range(len(now)), 2):
            if now[a] != now[b]:
                old = pays(a, now[a], now, b) + pays(b, now[b], now, a)
                if pays(a, now[b], now, b) + pays(b, now[a], now, a) < old:
                    now[a], now[b] = now[b], now[a]
                    helped = True
        return helped

    chance, best = Random(seed), (0, [seats[n % len(seats)] for n in range(len(rows))])
    for n in range(min(_TRIES, max(3, 8000 // len(rows) ** 2))):
        now = list(best[1])
        chance.shuffle(now)
        for _ in range(_ROUNDS):
            if not better(now):
                break
        cost = sum(pays(at, seat, now) for at, seat in enumerate(now))
        if n == 0 or cost < best[0]:
            best = cost, now
    return {who: seat for who, seat in zip(rows, best[1], strict=True) if who}


def _weight(had: Sequence[str], seat: str) -> int:
    """What it weighs that somebody has a seat, by those had before, the last one first."""
    return _SAME * (had[:1] == [seat]) + sum(_HAD + 50 // (n + 1) for n, one in enumerate(had) if one == seat)


# -- the table --------------------------------------------------------------------------------------------


def setups(
    file: ClassFile,
    scenario: Scenario,
    group: str,
    day: date,
    words: Mapping[str, str] | None = None,
) -> tuple[dict[SeatId, SeatSetup], tuple[str, ...]]:
    """Return who sits where in a game of a group, and what everybody is to be told of it.

    A seat that nobody of the group has, or nobody who is there, is played as ``file.empty`` says; ``words``
    say of some seats who has them, as ``file.seats`` does. A class without students has people everywhere.
    Raises SeatingError for a word that means nothing, and for one about no seat.
    """
    for seat_id in words or {}:
        must_be_seat(scenario, seat_id)
    called = names(file)
    members = file.members(group)
    taken = {seat.name.casefold() for seat in scenario.seats.values()}
    given = Counter(called[student.key].split()[0].casefold() for student in members)
    shared = {name for name, many in given.items() if many > 1}
    found: dict[SeatId, SeatSetup] = {}
    told: list[str] = []
    gone: set[str] = set()
    for id, seat in scenario.seats.items():
        team = [student for student in members if student.seat == id]
        present = here(team, day)
        word = (words or {}).get(id) or ("" if team else file.seats.get(id, ""))
        if word and word != "people":
            found[id] = seat_setup(word)
            continue
        title = team_name([called[student.key] for student in present or team], taken, shared)
        people = ", ".join(called[student.key] for student in present or team)
        if present or not file.students or word == "people":
            found[id] = SeatSetup("people", "", title, people)
            continue
        machine = file.empty == "planner"
        found[id] = SeatSetup("ai" if machine else "closed", "planner" if machine else "", title, people)
        why = f"{_away([called[s.key] for s in team])}; " if team else ""
        told.append(without_people(seat.name, found[id], why))
        gone |= {student.key for student in team}
    away = [called[s.key] for s in members if s.absent == day and s.key not in gone]
    return found, (*told, *([f"{_away(away)}."] if away else ()))


def observers(file: ClassFile, group: str, day: date) -> dict[str, str]:
    """Who of a group observes and is there, as settings name them."""
    called, there = names(file), here(file.members(group), day)
    return {what: ", ".join(called[s.key] for s in there if s.seat == what) for what in OBSERVERS}


def _away(people: Sequence[str]) -> str:
    return f"{listed(people)} {'is' if len(people) == 1 else 'are'} not here"


def names(file: ClassFile) -> dict[str, str]:
    """How students are called at the table, by ``Student.key``; two of one name by what tells them apart."""
    many = Counter(student.name.casefold() for student in file.students)

    def called(student: Student) -> str:
        key = said(student.key.partition("@")[0])
        return student.name if many[student.name.casefold()] == 1 else f"{student.name} ({key})"

    return {student.key: called(student) for student in file.students}


def team_name(people: Sequence[str], taken: set[str], shared: Collection[str] = ()) -> str:
    """The name of a team by its people, at most 24 characters, which no other has; it is ``taken`` then.
    Given names that are ``shared`` at the table, in small letters, name nobody alone where there is room."""
    if not people:
        return ""
    for name in _team_names(people, shared):
        if len(name) <= _TEAM and name.casefold() not in taken:
            taken.add(name.casefold())
            return name
    raise AssertionError("there is always another number")


def team_after(team: str, before: Sequence[str], people: Sequence[str], taken: set[str]) -> str:
    """The name of a team that has other people now: by these, where it was by those ``before``; else as it
    was. It is ``taken`` then."""
    given = Counter(name.split()[0].casefold() for name in before)
    by_people = bool(before) and team in {
        name for shared in ((), given) for name in islice(_team_names(before, shared), 6)
    }
    if by_people and people:
        return team_name(people, taken)
    taken.add(team.casefold())
    return team


def _team_names(people: Sequence[str], shared: Collection[str]) -> Iterator[str]:
    given = [name.split()[0] for name in people]
    if {name.casefold() for name in given} & {*shared}:
        yield listed([_initial(name) for name in people])
    yield listed(given)
    yield listed([_initial(name) for name in people])
    yield listed(list(people))
    if len(people) > 1:
        yield f"{given[0]} and {len(people) - 1} more"
    first = given[0][: _TEAM - 5]
    yield from (f"{first} {n}" for n in range(2, 1000))


def _initial(name: str) -> str:
    """A name as Ada L.: the given name, and where the surname begins."""
    given, *others = name.split()
    return f"{given} {others[-1].strip('()')[:1]}." if others else given
