"""How much an eye sees: exact, a word, a range or nothing, and what it reckons with in place of the rest."""

from __future__ import annotations

import random

import pytest
from attrs import evolve

from wargame.rules.belief import believed, knows_move, sample, track_views
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.state import Asked, Mail, Pledge, Proposal, State
from wargame.rules.views import TrackView
from wargame.scenario.model import PUBLIC, Band, Scenario
from wargame.session import Game


def with_track(rules: Rules, state: State, id: str, value: int) -> State:
    i = rules.track_index[id]
    return evolve(state, tracks=(*state.tracks[:i], value, *state.tracks[i + 1 :]))


def tracked(rules: Rules, eye: str | None, id: str, *values: int) -> TrackView:
    """How the eye sees a track that has had these values, turn by turn."""
    record = Game.new(rules, seed=1).record
    turns = [evolve(record, opening=with_track(rules, record.opening, id, value)) for value in values]
    return next(view for view in track_views(rules, turns, eye) if view.id == id)


@pytest.mark.parametrize(
    ("eye", "value", "shown", "low", "high", "band"),
    [
        ("halden", 33, "33", 33, 33, "low"),
        ("halden", 34, "34", 34, 34, "half full"),
        (PUBLIC, 0, "low", 0, 33, "low"),
        (PUBLIC, 33, "low", 0, 33, "low"),
        ("sarvia", 34, "half full", 34, 66, "half full"),
        (PUBLIC, 100, "full", 67, 100, "full"),
        ("commission", 0, "0-10", 0, 9, ""),
        ("commission", 9, "0-10", 0, 9, ""),
        ("commission", 10, "10-20", 10, 19, ""),
        ("commission", 89, "80-90", 80, 89, ""),
        ("commission", 90, "90-100", 90, 100, ""),
        ("commission", 100, "90-100", 90, 100, ""),
        (None, 34, "34", 34, 34, "half full"),
    ],
)
def test_a_track_is_seen_as_well_as_the_scenario_says(
    rules: Rules, eye: str | None, value: int, shown: str, low: int, high: int, band: str
) -> None:
    view = tracked(rules, eye, "reservoir", value)
    assert (view.shown, view.low, view.high, view.band) == (shown, low, high, band)
    assert view.value == (value if low == high else None)


@pytest.mark.parametrize(
    ("value", "low", "high"), [(-20, -20, -11), (-11, -20, -11), (-10, -10, -1), (69, 60, 69), (71, 70, 71)]
)
def test_ranges_count_from_the_lowest_value(mini: Scenario, value: int, low: int, high: int) -> None:
    track = evolve(mini.tracks["reservoir"], min=-20, max=71, bands=())
    rules = compile_rules(evolve(mini, tracks={**mini.tracks, "reservoir": track}))
    view = tracked(rules, "commission", "reservoir", value)
    assert (view.low, view.high) == (low, high)
    assert view.shown == f"{low}-{min(low + 10, 71)}"


def test_a_hidden_track_is_a_question_mark(rules: Rules) -> None:
    view = tracked(rules, "sarvia", "grid", 12, 80)
    assert (view.shown, view.value, view.low, view.high, view.band) == ("?", None, 0, 100, "")
    assert (view.trend, view.past) == (None, ())


def test_a_track_without_words_has_none(mini: Scenario) -> None:
    """Neither for who sees it exactly nor for who sees only words; words need not reach the highest value."""
    bare = evolve(mini.tracks["reservoir"], bands=())
    rules = compile_rules(evolve(mini, tracks={**mini.tracks, "reservoir": bare}))
    assert (
        tracked(rules, "halden", "reservoir", 5).shown,
        tracked(rules, "halden", "reservoir", 5).band,
    ) == (
        "5",
        "",
    )
    public = tracked(rules, PUBLIC, "reservoir", 5)
    assert (public.shown, public.low, public.high) == ("?", 0, 100)
    wide = evolve(bare, bands=(Band(upto=50, name="low"), Band(upto=200, name="rest")))
    rules = compile_rules(evolve(mini, tracks={**mini.tracks, "reservoir": wide}))
    assert tracked(rules, PUBLIC, "reservoir", 60).high == 100


@pytest.mark.parametrize(
    ("eye", "values", "trend", "past"),
    [
        ("halden", (10,), 0, (10,)),
        ("halden", (10, 11), 1, (10, 11)),
        ("halden", (40, 11), -1, (40, 11)),
        ("commission", (10, 19), 0, (15, 15)),
        ("commission", (10, 20), 1, (15, 25)),
        ("commission", (9, 95, 25), -1, (5, 95, 25)),
        (PUBLIC, (10, 33), 0, (17, 17)),
        (PUBLIC, (70, 50), -1, (84, 50)),
    ],
)
def test_trend_and_past_are_those_of_what_was_seen(
    rules: Rules, eye: str, values: tuple[int, ...], trend: int, past: tuple[int, ...]
) -> None:
    view = tracked(rules, eye, "reservoir", *values)
    assert (view.trend, view.past) == (trend, past)


def test_the_newest_value_is_that_after_the_turn(rules: Rules) -> None:
    record = Game.new(rules, seed=1).record
    closed = evolve(record, closing=with_track(rules, record.opening, "reservoir", 77))
    view = next(v for v in track_views(rules, [closed], "halden") if v.id == "reservoir")
    assert view.shown == "77"
    assert len(view.past) == 2


@pytest.mark.parametrize(
    ("eye", "id", "value", "reckoned"),
    [
        ("halden", "grid", 12, 12),
        ("sarvia", "grid", 12, 70),
        ("commission", "reservoir", 31, 35),
        (PUBLIC, "reservoir", 31, 17),
        (PUBLIC, "trust", 31, 31),
    ],
)
def test_an_eye_reckons_with_the_middle_of_what_it_knows(
    rules: Rules, eye: str, id: str, value: int, reckoned: int
) -> None:
    state = with_track(rules, Game.new(rules, seed=1).record.opening, id, value)
    assert believed(rules, state, eye).tracks[rules.track_index[id]] == reckoned


def test_an_eye_reckons_with_its_own_papers_and_with_none_of_the_others(rules: Rules) -> None:
    letters = tuple(
        Mail(1, sender, to, "x") for sender, to in (("halden", "sarvia"), ("sarvia", "commission"))
    )
    promises = tuple(
        Pledge(seat, to, "sell_power", True, 1, 3, "kept")
        for seat, to in (("halden", "sarvia"), ("halden", "commission"))
    )
    unsure = evolve(promises[1], status="open")
    leaked = Pledge("halden", "commission", "sell_power", True, 1, 3, "kept", leaked=True)
    offers = tuple(
        Proposal(f"1-{author}{n}", author, ("power",), parties, cc, 1, 3)
        for n, (author, parties, cc) in enumerate(
            (("halden", ("sarvia",), ()), ("sarvia", ("halden",), ("commission",)), ("sarvia", (), ()))
        )
    )
    opening = Game.new(rules, seed=1).record.opening
    ones, seats = tuple(1 for _ in rules.moves), tuple(1 for _ in rules.seats)
    state = evolve(
        opening,
        done=ones,
        tried=ones,
        fired=tuple(1 for _ in opening.fired),
        escalation=seats,
        hidden=("light", "face", "rule"),
        mail=letters,
        pledges=(*promises, leaked),
        proposals=offers,
        asked=(Asked("will_patrol", 1, (("halden", 30),)),),
    )
    seen = {
        "halden": (letters[:1], (*promises, leaked), offers[:2], ("light", "", "")),
        "sarvia": (letters, promises[:1], offers, ("", "face", "")),
        "commission": (letters[1:], (unsure, leaked), offers[1:2], ("", "", "rule")),
        PUBLIC: ((), (), (), ("", "", "")),
    }
    for eye, (mail, pledges, proposals, hidden) in seen.items():
        known = believed(rules, state, eye)
        assert (known.mail, known.pledges, known.proposals) == (mail, pledges, proposals)
        assert known.hidden == hidden
        assert known.escalation == tuple(int(seat == eye) for seat in rules.seats)
        assert (set(known.fired), known.asked) == ({0}, ())
        secrets = {"sell_power": ("halden", "sarvia"), "survey_gauge": ("sarvia",)}
        told = tuple(int(code.move.id not in secrets or eye in secrets[code.move.id]) for code in rules.moves)
        assert known.done == known.tried == told


def test_an_eye_reckons_with_the_flags_it_knows(rules: Rules) -> None:
    opening = Game.new(rules, seed=1).record.opening
    names = list(rules.flag_index)
    state = evolve(opening, flags=tuple(0 if id == "gates_closed" else 3 for id in names))
    for eye in (*rules.seats, PUBLIC):
        flags = dict(zip(names, believed(rules, state, eye).flags, strict=True))
        survey = 3 if eye == "sarvia" else 0
        assert flags == {"gates_closed": 0, "survey": survey, "leak_known": 3, "mobilised": 3}


def drawn(rules: Rules, state: State, eye: str) -> list[State]:
    rng = random.Random(1)
    return [sample(rules, state, eye, rng) for _ in range(300)]


@pytest.mark.parametrize(("start", "low", "high"), [(70, 60, 80), (4, 0, 14), (97, 87, 100)])
def test_a_sample_of_what_is_hidden_lies_around_its_start(
    mini: Scenario, start: int, low: int, high: int
) -> None:
    grid = evolve(mini.tracks["grid"], start=start)
    rules = compile_rules(evolve(mini, tracks={**mini.tracks, "grid": grid}))
    state = with_track(rules, Game.new(rules, seed=1).record.opening, "grid", 33)
    values = {sampled.tracks[rules.track_index["grid"]] for sampled in drawn(rules, state, "sarvia")}
    assert values == set(range(low, high + 1))


def test_a_sample_keeps_what_an_eye_was_told_of(rules: Rules) -> None:
    """The melt was cabled to Sarvia alone; all else was in the papers. What was ordered in secret counts for
    nobody else's escalation."""
    s = rules.scenario
    happenings = [*s.events, *s.reactions]
    opening = Game.new(rules, seed=1).record.opening
    state = evolve(
        opening,
        turn=3,
        fired=tuple(range(1, len(happenings) + 1)),
        tried=tuple(1 for _ in rules.moves),
        escalation=(99, 98, 97),
    )
    told = evolve(s.events["melt"], headline="", text="", cables={"sarvia": "It melts."})
    quiet = compile_rules(evolve(s, events={**s.events, "melt": told}))
    melt = happenings.index("melt")
    for eye, knows in (("halden", 0), ("sarvia", melt + 1), ("commission", 0)):
        sampled = sample(quiet, state, eye, random.Random(1))
        assert sampled.fired == (*state.fired[:melt], knows, *state.fired[melt + 1 :])
    for news in ({"headline": "It melts.", "text": ""}, {"headline": "", "text": "It melts."}):
        public = evolve(s, events={**s.events, "melt": evolve(told, cables={}, **news)})
        sampled = sample(compile_rules(public), state, "commission", random.Random(1))
        assert sampled.fired[melt] == melt + 1
    open_points = [0, 0, 0]
    own_points = [0, 0, 0]
    for code in rules.moves:
        own_points[code.seat] += code.points
        if code.move.visibility == "open":
            open_points[code.seat] += code.points
    assert own_points[1] > open_points[1] > 0
    assert sample(rules, state, "commission", random.Random(1)).escalation == tuple(open_points)
    assert sample(rules, state, "sarvia", random.Random(1)).escalation[1] == own_points[1]


def test_who_knows_of_a_move(mini: Scenario) -> None:
    move = evolve(next(iter(mini.moves.values())), seat="sarvia", seen_by=("halden",))
    for visibility, known in (("open", 3), ("quiet", 2), ("secret", 1)):
        eyes = [eye for eye in mini.seats if knows_move(evolve(move, visibility=visibility), eye)]
        assert len(eyes) == known
        assert "sarvia" in eyes
