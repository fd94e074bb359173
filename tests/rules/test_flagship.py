"""What the flagship scenario promises, and what its secrets are worth."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from attrs import evolve

from tests.players import play
from wargame.rules.belief import bounds, seen
from wargame.rules.eyes import public_view, seat_view
from wargame.scenario import check, load
from wargame.scenario.model import PUBLIC, Scenario
from wargame.session import Game


@pytest.fixture(scope="module")
def offer() -> Scenario:
    return load("offer")


@pytest.fixture(scope="module")
def lesson() -> Scenario:
    return load("offer-lesson")


@pytest.mark.parametrize("name", ["offer", "offer-lesson"])
def test_shipped_scenarios_check_clean(name: str) -> None:
    assert check(name) == []


def test_it_holds_what_it_promises(offer: Scenario) -> None:
    assert list(offer.seats) == ["trump", "kim", "xi", "biden"]
    assert len(offer.calendar) == 8
    assert (offer.calendar[0].start, offer.calendar[-1].end) == (date(2020, 9, 7), date(2021, 1, 20))
    moves = Counter(move.seat for move in offer.moves.values())
    assert min(moves.values()) >= 15
    assert len(offer.terms) >= 20
    assert len(offer.events) >= 30
    assert len(offer.endings) >= 8
    assert len(offer.injects) >= 8
    assert len(offer.actors) >= 6
    for seat in offer.seats.values():
        mine = [o for o in offer.objectives.values() if o.seat == seat.id]
        assert len(mine) >= 3
        assert any(o.hidden for o in mine)
        assert len(seat.advisers) == 2
        assert {a.leaning for a in seat.advisers.values()} == {"pressure", "talks"}
        assert len(seat.card.split()) <= 350
    assert offer.ladder is not None
    rungs = [rung.at for rung in offer.ladder.rungs.values()]
    assert rungs == sorted(rungs)
    assert len(rungs) >= 8


def test_the_lesson_has_four_turns_and_no_fewer_choices(offer: Scenario, lesson: Scenario) -> None:
    assert len(lesson.calendar) == 4
    assert lesson.minutes == 50
    assert set(lesson.moves) == set(offer.moves)


NOT_YET = (
    r"\bMilley\b",  # the calls became known in September 2021
    r"4\.5 ?(%|per cent)",  # published in July 2021
    r"860,000",  # published in June 2021
    r"Hwasong-17",
    r"80\.7",  # the year's trade was published on 18 January; checked by date below
    r"General Secretary Kim",
)


def test_what_was_not_yet_known_is_not_told_in_play(offer: Scenario) -> None:
    told = [offer.brief, offer.short, *(seat.card for seat in offer.seats.values())]
    told += [move.line + move.success.text + move.failure.text for move in offer.moves.values()]
    told += [
        f"{event.headline} {event.text} {' '.join(event.cables.values())}"
        for event in offer.events.values()
        if event.on is None or event.on < date(2021, 1, 18)
    ]
    for pattern in NOT_YET:
        assert not [text for text in told if re.search(pattern, text)], pattern


def test_a_deal_can_be_drafted_at_the_first_desk(lesson: Scenario) -> None:
    view = Game.new(lesson, seed=1).view("trump")
    assert sum(not term.closed for term in view.terms) >= 6
    assert sum(not move.closed for move in view.moves) >= 8


@pytest.mark.parametrize("seed", [1, 2])
def test_no_hidden_number_of_the_flagship_shows_through(offer: Scenario, seed: int) -> None:
    game = play(Game.new(offer, seed=seed), seed, turns=3)
    rules, turns, state = game.rules, game.turns, game.record.opening
    compared = 0
    for eye in (*rules.seats, PUBLIC):
        before = _view(game, turns, eye)
        for id, i in rules.track_index.items():
            track = offer.tracks[id]
            if seen(track, eye) == "exact":
                continue
            low, high = bounds(track, eye, state.tracks[i])
            other = low if state.tracks[i] != low else high
            changed = evolve(state, tracks=(*state.tracks[:i], other, *state.tracks[i + 1 :]))
            assert _view(game, (*turns[:-1], evolve(turns[-1], opening=changed)), eye) == before, (eye, id)
            compared += 1
    assert compared >= 20


def _view(game: Game, turns: tuple, eye: str) -> str:  # type: ignore[type-arg]
    view = public_view(game.rules, turns) if eye == PUBLIC else seat_view(game.rules, turns, eye)
    return repr(view)


@pytest.mark.parametrize("name", ["offer", "offer-lesson"])
def test_random_games_end_and_can_be_told(name: str) -> None:
    endings = Counter()  # type: ignore[var-annotated]
    for seed in range(6):
        game = play(Game.new(name, seed=seed), seed)
        endings[game.end().id] += 1
        assert all(0 <= s.score <= 100 for s in game.end().scores)
        assert game.verify() == []
    assert sum(endings.values()) == 6
