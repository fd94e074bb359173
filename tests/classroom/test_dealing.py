"""Who sits where: nobody is lost, nobody keeps a seat that others could have, all are told who is away."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.classroom.dealing import cut, deal, for_people, here, setups, team_after, team_name
from wargame.classroom.file import ClassError, ClassFile, Deal, Lesson, Student
from wargame.ids import SeatId
from wargame.scenario import load

LESSON = load("offer-lesson")
DAY = date(2020, 10, 9)
SEATS = tuple(LESSON.seats)


def a_class(count: int, group: str = "") -> ClassFile:
    students = tuple(Student(f"Student {chr(65 + n % 26)}{n}", f"s{n}", group=group) for n in range(count))
    return ClassFile("A", "offer-lesson", students=students)


def held(file: ClassFile, day: date) -> Lesson:
    seats = {seat: tuple(s.key for s in here(file.students, day) if s.seat == seat) for seat in SEATS}
    return Lesson(day, "x.toml", "", seats)


@given(
    count=st.integers(0, 20),
    away=st.sets(st.integers(0, 19)),
    seats=st.sets(st.sampled_from(SEATS), min_size=1),
    how=st.sampled_from(("lot", "rotation", "hand")),
    seed=st.integers(0, 99),
)
@settings(max_examples=60, deadline=None)
def test_all_who_are_there_have_a_seat_and_seats_are_shared_evenly(
    count: int, away: set[int], seats: set[SeatId], how: Deal, seed: int
) -> None:
    file = a_class(count)
    students = [evolve(s, absent=DAY) if n in away else s for n, s in enumerate(file.students)]
    watcher = Student("Watcher", "w", seat="press")
    file = evolve(file, students=(*students, watcher, Student("Other", "o", group="2", seat="kim")))
    there = [seat for seat in SEATS if seat in seats]
    dealt = deal(file, "", there, how, DAY, seed)
    assert deal(file, "", there, how, DAY, seed) == dealt
    assert [s.key for s in dealt.students] == [s.key for s in file.students]
    assert [s.seat for s in dealt.students[-2:]] == ["press", "kim"]
    here_, gone = here(dealt.students[:-2], DAY), [s for s in dealt.students[:-2] if s.absent == DAY]
    assert not any(s.seat for s in gone)
    sizes = [sum(s.seat == seat for s in here_) for seat in there]
    assert sum(sizes) == len(here_)
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("count", [3, 4, 5, 8, 12, 32])
def test_by_rotation_nobody_has_the_seat_of_last_time_and_pairs_are_mixed(count: int) -> None:
    file, day = a_class(count), DAY
    before: dict[str, str] = {}
    met: list[frozenset[str]] = []
    for lesson in range(4):
        file = deal(file, "", SEATS, "rotation", day, lesson)
        now = {s.key: s.seat for s in file.students}
        assert not any(before.get(who) == seat for who, seat in now.items())
        if count == 4:  # then all have had all
            assert (
                len({(w, s) for old in file.lessons for s, team in old.seats.items() for w in team})
                == 4 * lesson
            )
        pairs = [frozenset(p) for s in SEATS for p in combinations([w for w in now if now[w] == s], 2)]
        if count in (5, 8) and lesson < 3:
            assert not set(pairs) & set(met), lesson
        met += pairs
        before = now
        file = evolve(file, lessons=(*file.lessons, held(file, day)))
        day += timedelta(7)


def test_groups_are_cut_to_a_size_near_the_one_that_was_wanted() -> None:
    for count in range(1, 40):
        file = cut(a_class(count), 4, seed=count)
        sizes = [len(file.members(group)) for group in file.groups]
        assert sum(sizes) == count
        assert max(sizes) - min(sizes) <= 1
        assert count < 4 or 3 <= min(sizes) <= max(sizes) <= 6
    assert cut(a_class(9), 4, 1) == cut(a_class(9), 4, 1) != cut(a_class(9), 4, 2)


def test_a_seat_without_people_goes_to_the_planner_or_stays_closed_and_everybody_is_told() -> None:
    ada, bob = Student("Ada Lovelace", "ada", seat="trump"), Student("Bob Ray", "bob", seat="kim", absent=DAY)
    cy = Student("Cy Young", "cy", seat="trump", absent=DAY)
    file = ClassFile("A", "offer-lesson", students=(ada, bob, cy), seats={"xi": "closed"})
    found, told = setups(file, LESSON, "", DAY)
    assert found["trump"].kind == "people"
    assert (found["trump"].team, found["trump"].players) == ("Ada", "Ada Lovelace")
    assert (found["kim"].kind, found["kim"].policy, found["kim"].players) == ("ai", "planner", "Bob Ray")
    assert found["xi"].kind == "closed"
    assert (found["biden"].kind, found["biden"].players) == ("ai", "")
    name = LESSON.seats["kim"].name
    assert told == (
        f"{name} is without people: Bob Ray is not here; a machine that thinks ahead has it.",
        f"{LESSON.seats['biden'].name} is without people: a machine that thinks ahead has it.",
        "Cy Young is not here.",
    )
    found, told = setups(evolve(file, empty="closed"), LESSON, "", DAY, {"biden": "ai:random"})
    assert (found["kim"].kind, found["biden"].policy) == ("closed", "random")
    assert told[0] == f"{name} is without people: Bob Ray is not here; it stays closed, and does as declared."
    found, told = setups(file, LESSON, "", DAY + timedelta(1))
    assert found["kim"].kind == "people"
    assert found["trump"].team == "Ada and Cy"


def test_no_two_teams_have_one_name_nor_that_of_a_seat() -> None:
    taken = {"kim"}
    people = [
        ["Kim Park"],
        ["Ada King"],
        ["Ada Lee"],
        ["Ada Lim"],
        ["A" * 60],
        ["A" * 60],
        ["B " * 9, "C " * 9] * 5,
    ]
    teams = [team_name(names, taken) for names in people]
    assert teams[:4] == ["Kim P.", "Ada", "Ada L.", "Ada Lim"]
    assert len({team.casefold() for team in teams}) == len(people)
    assert all(0 < len(team) <= 24 for team in teams)


def test_a_seat_that_the_scenario_has_not_is_told() -> None:
    for file in (
        evolve(a_class(1), seats={"moon": "closed"}),
        evolve(a_class(1), students=(Student("Ada", seat="moon"),)),
        evolve(a_class(1), seats={"press": "closed"}),
    ):
        with pytest.raises(ClassError, match="has no seat"):
            for_people(file, LESSON)
    assert for_people(evolve(a_class(1), seats={"kim": "closed"}), LESSON) == ("trump", "xi", "biden")


def test_a_group_larger_than_a_table_is_told() -> None:
    with pytest.raises(ClassError, match="Group 7 has 60 students; a table has room for 32"):
        deal(a_class(60, "7"), "7", SEATS, "lot", DAY, 1)


def test_two_of_one_given_name_in_two_teams_are_told_apart_in_the_names_of_both() -> None:
    people = {"John King": "kim", "Pat Roe": "kim", "Ada Lee": "trump", "John Moe": "trump", "Bo Yi": "biden"}
    file = ClassFile(
        "IR", "offer-lesson", {}, tuple(Student(name, seat=seat) for name, seat in people.items())
    )
    found, _ = setups(file, LESSON, "", DAY)
    teams = {seat: setup.team for seat, setup in found.items()}
    assert (teams["kim"], teams["trump"]) == ("John K. and Pat R.", "Ada L. and John M.")
    assert teams["biden"] == "Bo"


def test_a_team_that_was_called_by_its_people_is_called_by_those_it_has_now() -> None:
    before, now = ["Ada King", "Bo Lee"], ["Cy Ray", "Bo Lee"]
    for called in ("Ada and Bo", "Ada K. and Bo L.", "Ada King and Bo Lee"):
        assert team_after(called, before, now, set()) == "Cy and Bo"
    assert team_after("Ada", ["Ada King"], now, {"cy and bo"}) == "Cy R. and Bo L.", "no other has its name"
    taken: set[str] = set()
    assert team_after("Falcon", before, now, taken) == "Falcon", "its people chose it"
    assert taken == {"falcon"}
    assert team_after("Ada and Bo", before, [], set()) == "Ada and Bo"
    assert team_after("", [], now, set()) == ""
