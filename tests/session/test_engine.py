"""What the rules make of given decisions is pinned: saves of one ``ENGINE`` have to give the same for ever.

The decisions are drawn here, from the scenario and from what is allowed; no policy and no view takes part.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from tests.players import asked
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.legality import forbidden
from wargame.rules.orders import ANSWERS, Answer, Draft, Letter, Order, Orders, Promise, Stance
from wargame.scenario import to_document
from wargame.scenario.model import Scenario
from wargame.session import Game
from wargame.session.documents import account_to, state_to
from wargame.session.verify import ENGINES

GOLDEN = Path(__file__).parent / "golden"
GAMES = {"2": 30, "3": 60, "4": 120}
BEFORE_EXCHANGES = {"2", "3"}
HARVESTS = (60, 36, 12)
"""What Sarvia starts with: in a good year nobody marches, and nobody goes hungry."""


def digest(things: Any) -> str:
    text = json.dumps(things, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def drawn(game: Game, rng: random.Random, seat: str) -> Orders:
    """Orders of every kind: each part is drawn, and kept if it is allowed."""
    s, state = game.scenario, game.state
    moves = [move for move in s.moves.values() if move.seat == seat]
    secret = [move for move in moves if move.visibility != "open"] or moves
    others = [other for other in s.seats if other != seat]
    orders = Orders(forecast=rng.randrange(101))
    for move in rng.choice(([], secret)) + rng.sample(moves, len(moves)):
        options = tuple((o.id, rng.choice(list(o.choices))) for o in move.options.values())
        orders = allowed(game, seat, orders, evolve(orders, moves=(*orders.moves, Order(move.id, options))))
    promise = Promise(
        rng.choice(rng.choice((moves, secret))).id,
        rng.random() < 0.5,
        rng.randint(game.turn, len(s.calendar)),
    )
    letter = Letter(rng.choice(others), "As agreed.", promise if rng.random() < 0.7 else None)
    orders = allowed(game, seat, orders, evolve(orders, letters=(letter,)))
    terms = tuple(rng.sample(list(s.terms), rng.randint(1, 3)))
    orders = allowed(game, seat, orders, evolve(orders, drafts=(Draft(terms, parties=tuple(others)),)))
    orders = allowed(game, seat, orders, evolve(orders, drafts=(Draft(terms),)))
    for proposal in state.proposals:
        answer = Answer(proposal.id, "sign" if rng.random() < 0.8 else "refuse")
        orders = allowed(game, seat, orders, evolve(orders, answers=(*orders.answers, answer)))
    for about in [paper.id for papers in (state.proposals, state.agreements) for paper in papers]:
        stance = Stance(about, rng.choice(("endorse", "disown", "silent")))
        orders = allowed(game, seat, orders, evolve(orders, stances=(*orders.stances, stance)))
    return orders


def allowed(game: Game, seat: str, before: Orders, after: Orders) -> Orders:
    return before if forbidden(game.rules, game.state, seat, after) else after


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """Games begun with these rules."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wargame.session.game.ENGINE", request.param)
        patch.setattr("wargame.session.views.problems", forbidden)  # what came to nothing was taken, too
        yield request.param


@pytest.fixture(scope="module")
def played(mini: Scenario, engine: str) -> Scenario:
    """The small scenario as there could be one with these rules, where more slips out of hand."""
    planks = evolve(mini.exchanges["planks"], slip="30")
    return evolve(mini, exchanges={} if engine in BEFORE_EXCHANGES else {"planks": planks})


@pytest.fixture(scope="module")
def found(played: Scenario, engine: str) -> list[list[Any]]:
    """What comes of some games: every state and account, as ``verify`` compares them."""
    years = [evolve(played.tracks["harvest"], start=start) for start in HARVESTS]
    kinds = [compile_rules(evolve(played, tracks={**played.tracks, "harvest": year})) for year in years]
    return [result for rules in kinds for result in results(rules, GAMES[engine])]


def results(rules: Rules, games: int) -> Iterator[list[Any]]:
    for seed in range(games):
        game, rng = Game.new(rules, seed=seed), random.Random(seed)
        while not game.over:
            for seat in game.waiting:
                game.commit(seat, game.default(seat) if rng.random() < 0.1 else drawn(game, rng, seat))
            while game.exchange:
                game.answer(asked(game), rng.choice(ANSWERS))
            record = game.resolve()
            assert record.account is not None
            assert record.closing is not None
            yield [
                account_to(record.dawn),
                state_to(rules, record.opening),
                account_to(record.account),
                state_to(rules, record.closing),
            ]


def test_the_same_decisions_give_what_they_gave(
    played: Scenario, engine: str, found: list[list[Any]], pytestconfig: pytest.Config
) -> None:
    now = {"engine": engine, "scenario": digest(to_document(played)), "results": digest(found)}
    assert len(found) > 2 * GAMES[engine] * len(HARVESTS)
    path = GOLDEN / f"engine-{engine}.txt"
    if pytestconfig.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{key} {value}\n" for key, value in now.items()), encoding="utf-8")
    pinned = dict(line.split() for line in path.read_text(encoding="utf-8").splitlines())
    update = f"pytest --update-golden tests/session/{Path(__file__).name}"
    if now["scenario"] != pinned["scenario"]:
        pytest.fail(f"The small scenario is another one now. If the rules are the same, run: {update}")
    assert now == pinned, (
        f"The rules make something else of the same decisions, so games saved with rules {engine} no longer "
        f"verify. If that is meant, add rules to ENGINES in wargame/session/verify.py and run: {update}"
    )


def test_the_pinned_games_have_a_bit_of_everything(played: Scenario, found: list[list[Any]]) -> None:
    """What no pinned game comes to could change unseen."""
    s = played
    text = json.dumps([(dawn, dusk) for dawn, _, dusk, _ in found], default=str)
    talk = ("signed", "refused", "expired", "in force", "kept", "broken", "late", "survived", "fell")
    words = (*talk, "endorsed", "disowned", "silent", "triumph", "success", "failure", "backfire")
    fought = ("faced", "first", "both", "slip", "top", *ANSWERS) if s.exchanges else ()
    wanted = (*words, *s.moves, *s.events, *s.reactions, *s.endings, *s.exchanges, *fought)
    assert [word for word in wanted if f'"{word}"' not in text] == []
    assert '"known": true' in text  # a promise decided in secret, and told by a later leak
