"""One secret more or less, and nobody who may not know of it sees a difference.

Two games are the same but for one thing that one seat does in one turn: a quiet or covert move that does not
leak, a letter, a promise or a draft. Everybody goes on alike, and everything that the other eyes are shown
is compared. All is asked of ``Game``, as the screens ask it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st

from tests.bounds import LONG
from tests.players import answered, random_turn
from tests.shipped import shipped
from wargame.rules.account import Deed, Happening, Showdown
from wargame.rules.belief import believed, bounds, knows_flag, knows_move, seen
from wargame.rules.bulletins import _happening_cable, cables
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.legality import LIMITS
from wargame.rules.orders import Answer, Draft, Letter, Order, Orders, Promise, Stance
from wargame.rules.record import TurnRecord
from wargame.rules.views import RevealLine
from wargame.scenario.effects import parse_effect
from wargame.scenario.model import PUBLIC, Event, Expr, Factor, Inject, Move, Outcome, Reaction, Scenario
from wargame.session import Game
from wargame.session.seat import looking

CANARY = "CANARY-7781"
KINDS = ("move", "letter", "promise", "draft")


@frozen
class Secret:
    """What one game has and the other has not: orders of a seat with and without it, and who may know."""

    kind: str
    seat: str
    without: Orders
    within: Orders
    knowers: frozenset[str]


# -- what may differ --------------------------------------------------------------------------------------
#
# These are no leaks. Where one of them differs between the two games, what the eye sees of them may, too,
# and the games are not compared for this eye. Nothing else is let off.


def tracks_that_it_sees_have_changed(rules: Rules, eye: str, a: TurnRecord, b: TurnRecord) -> bool:
    """A secret deed moved a number that the eye (or everybody) sees, as exactly as it sees it."""
    tracks = rules.scenario.tracks.values()
    return any(
        bounds(track, who, x) != bounds(track, who, y)
        for one, other in _states(a, b)
        for track, x, y in zip(tracks, one.tracks, other.tracks, strict=True)
        for who in (eye, PUBLIC)
    )


def flags_that_it_knows_have_changed(rules: Rules, eye: str, a: TurnRecord, b: TurnRecord) -> bool:
    """A secret deed set or cleared a flag that the eye knows."""
    return any(
        x != y
        for one, other in _states(a, b)
        for id, x, y in zip(rules.flag_index, one.flags, other.flags, strict=True)
        if knows_flag(rules, id, eye) or knows_flag(rules, id, PUBLIC)
    )


def public_results_differ(rules: Rules, eye: str, a: TurnRecord, b: TurnRecord) -> bool:
    """A deed that the eye learns of had another grade, something that it is told of happened or did not, or
    the game ended: the secret changed true odds or conditions, and these decided."""

    def results(record: TurnRecord) -> list[object]:
        found: list[object] = []
        for account in (record.dawn, record.account):
            for entry in account.entries if account else ():
                if isinstance(entry, Deed):
                    if entry.leaked or knows_move(rules.scenario.moves[entry.move], eye):
                        found.append((entry.seat, entry.move, entry.grade, entry.leaked))
                elif isinstance(entry, Happening) and entry.happened and is_told(rules, eye, entry):
                    found.append((entry.kind, entry.id))
                elif isinstance(entry, Showdown):
                    found.append((entry.exchange, entry.end))
        return [*found, record.closing.ending if record.closing else ""]

    return results(a) != results(b)


def is_told(rules: Rules, eye: str, entry: Happening) -> bool:
    """Is it in the news, or cabled to this eye? What it moves counts by itself, where the eye sees it."""
    s = rules.scenario
    made: Event | Reaction | Inject
    if entry.kind == "event":
        made = s.events[entry.id]
    elif entry.kind == "reaction":
        made = s.reactions[entry.id]
    else:
        made = s.injects[entry.id]
    return bool(made.headline or made.text or made.cables.get(eye))


def what_was_signed_differs(rules: Rules, eye: str, a: TurnRecord, b: TurnRecord) -> bool:
    """An agreement came into force, was broken, endorsed or disowned in one game only."""
    return any(
        [evolve(agreement, kept=()) for agreement in one.agreements]
        != [evolve(agreement, kept=()) for agreement in other.agreements]
        for one, other in _states(a, b)
    )


def a_clause_is_kept(rules: Rules, eye: str, a: TurnRecord, b: TurnRecord) -> bool:
    """A secret deed performed a clause of an agreement. That a clause is kept is public record, also where
    the deed that kept it is secret."""
    return any(
        [agreement.kept for agreement in one.agreements] != [agreement.kept for agreement in other.agreements]
        for one, other in _states(a, b)
    )


EXCEPTIONS: tuple[Callable[[Rules, str, TurnRecord, TurnRecord], bool], ...] = (
    tracks_that_it_sees_have_changed,
    flags_that_it_knows_have_changed,
    public_results_differ,
    what_was_signed_differs,
    a_clause_is_kept,
)


def _states(a: TurnRecord, b: TurnRecord):  # type: ignore[no-untyped-def]
    yield a.opening, b.opening
    if a.closing is not None and b.closing is not None:
        yield a.closing, b.closing


# -- two games --------------------------------------------------------------------------------------------


def secret(data: st.DataObject, game: Game, orders: dict[str, Orders]) -> Secret:
    """Draw a secret that fits this turn."""
    seat = data.draw(st.sampled_from(game.rules.seats), label="seat")
    kind = data.draw(st.sampled_from(KINDS), label="kind")
    return {"move": _move, "letter": _letter, "promise": _promise, "draft": _draft}[kind](
        data, game, seat, orders[seat]
    )


def _move(data: st.DataObject, game: Game, seat: str, orders: Orders) -> Secret:
    """A quiet or covert move, ordered last, so that no other order changes its slot."""
    view, all_moves = game.view(seat), game.scenario.moves
    open_ones = [m.id for m in view.moves if not m.closed and m.visibility != "open"]
    assume(open_ones)
    move = all_moves[data.draw(st.sampled_from(open_ones), label="move")]
    rest = tuple(order for order in orders.moves if order.move != move.id)[: view.allowance - 1]
    options = tuple(
        (option.id, data.draw(st.sampled_from(sorted(option.choices)))) for option in move.options.values()
    )
    without = evolve(orders, moves=rest)
    within = evolve(orders, moves=(*rest, Order(move.id, options)))
    assume(game.problems(seat, within) == [])
    return Secret(
        "move",
        seat,
        without,
        within,
        frozenset({seat, *(move.seen_by if move.visibility == "quiet" else ())}),
    )


def _letter(data: st.DataObject, game: Game, seat: str, orders: Orders) -> Secret:
    to = data.draw(st.sampled_from([other for other in game.rules.seats if other != seat]), label="to")
    letters = orders.letters[: LIMITS.letters - 1]
    within = evolve(orders, letters=(*letters, Letter(to, CANARY)))
    return Secret("letter", seat, evolve(orders, letters=letters), within, frozenset({seat, to}))


def _promise(data: st.DataObject, game: Game, seat: str, orders: Orders) -> Secret:
    """A letter with a promise; the same letter goes without it in the other game."""
    to = data.draw(st.sampled_from([other for other in game.rules.seats if other != seat]), label="to")
    move = data.draw(st.sampled_from([id for id, _ in game.view(seat).promisable]), label="promised")
    by = data.draw(st.integers(game.turn, game.rules.last_turn), label="by")
    promise = Promise(move, data.draw(st.booleans(), label="will"), by)
    letters = orders.letters[: LIMITS.letters - 1]
    without = evolve(orders, letters=(*letters, Letter(to, CANARY)))
    within = evolve(orders, letters=(*letters, Letter(to, CANARY, promise)))
    assume(game.problems(seat, within) == [])
    return Secret("promise", seat, without, within, frozenset({seat, to}))


def _draft(data: st.DataObject, game: Game, seat: str, orders: Orders) -> Secret:
    view = game.view(seat)
    terms = [term.id for term in view.terms if not term.closed]
    assume(seat in view.signers and terms)
    draft = Draft(
        tuple(
            data.draw(st.lists(st.sampled_from(terms), min_size=1, max_size=2, unique=True), label="terms")
        ),
        cc=tuple(data.draw(st.lists(st.sampled_from(game.rules.seats), max_size=1), label="cc")),
        note=CANARY,
    )
    drafts = orders.drafts[: LIMITS.drafts - 1]
    within = evolve(orders, drafts=(*drafts, draft))
    assume(game.problems(seat, within) == [])
    parties = {seat, *draft.cc, *(by for term in draft.terms for by in game.scenario.terms[term].by)}
    return Secret("draft", seat, evolve(orders, drafts=drafts), within, frozenset(parties))


def resolve(game: Game, orders: dict[str, Orders]) -> None:
    for seat, given_orders in orders.items():
        game.commit(seat, given_orders)
    answered(game, random.Random(game.turn)).resolve()


def ordered(game: Game, eye: str, rng: random.Random) -> Iterator[Orders]:
    """Orders that a curious seat could try: every move alone, every term, words on papers it may not know."""
    for move in game.scenario.moves.values():
        if move.seat == eye:
            yield Orders(moves=(Order(move.id),))
    yield Orders(moves=tuple(Order(m.id) for m in game.scenario.moves.values() if m.seat == eye))
    for term in game.scenario.terms:
        yield Orders(drafts=(Draft((term,), parties=game.rules.seats[:2]),))
    for seat in game.rules.seats:
        for paper in (f"{game.turn - 1}-{seat}", f"{game.turn - 1}-{seat}.2"):
            yield Orders(answers=(Answer(paper, "sign"),))
            yield Orders(stances=(Stance(paper, "endorse"),))
    for other in game.rules.seats:
        for id, move in game.scenario.moves.items():
            if other != eye and move.seat == eye:
                yield Orders(letters=(Letter(other, "x", Promise(id, True, game.turn)),))


def shown_to_all(game: Game) -> Iterator[tuple[str, object]]:
    """Everything that every eye is shown alike, by the name of the door."""
    for n in range(1, game.turn + 1):
        yield f"front page {n}", game.public(n)
        yield f"roundup {n}", game.roundup(n)
        yield f"reveal {n}", tuple(_as_public(line) for line in game.reveal(n))
        yield f"exchanges {n}", game.exchanges(n)
    yield "front page", game.public()
    yield "roundup", game.roundup()


def shown(game: Game, eye: str) -> Iterator[tuple[str, object]]:
    """Everything that this eye alone is shown, by the name of the door."""
    if eye == PUBLIC:
        return
    turn = game.turn
    yield "view", game.view(eye)
    yield "card", game.card(eye)
    for n in range(1, turn + 1):
        yield f"view {n}", game.view(eye, n)
        yield f"card {n}", game.card(eye, n)
        yield f"cables {n}", game.cables(eye, n)
        yield f"given {n}", looking(game, eye).given(n)  # with the view all that a hand-over card has
    if game.over:
        return
    yield "default", game.default(eye)
    for move in game.view(eye).moves:
        choices = [((option.id, choice.id),) for option in move.options for choice in option.choices]
        for chosen in (*choices, ()):
            yield f"odds of {move.id} {chosen}", game.odds(eye, Order(move.id, chosen))
            yield f"gains of {move.id} {chosen}", game.gains(eye, Order(move.id, chosen))  # marks and more
    for orders in ordered(game, eye, random.Random(1)):
        yield f"problems with {orders}", game.problems(eye, orders)


def _as_public(line: RevealLine) -> RevealLine:
    """A step without what the last dice lay open on purpose, when the game is over: the true odds."""
    return line if line.chance is None else evolve(line, odds=None)


def compare(a: Game, b: Game, eyes: set[str], since: int) -> set[str]:
    """Compare what the eyes are shown in two games; return those eyes for which nothing may differ."""
    left = set()
    for eye in eyes:
        for n in range(since, len(a.turns) + 1):
            allowed = [e.__name__ for e in EXCEPTIONS if e(a.rules, eye, a.turns[n - 1], b.turns[n - 1])]
            if allowed:
                event(f"not compared: {allowed[0].replace('_', ' ')}")
                break
        else:
            left.add(eye)
    doors: dict[str, Callable[[Game], Iterator[tuple[str, object]]]] = {"everybody": shown_to_all}
    doors |= {eye: partial(shown, eye=eye) for eye in left}
    for eye, door in doors.items() if left else ():
        for (name, x), (_, y) in zip(door(a), door(b), strict=True):
            assert x == y, f"{eye} can tell by its {name}"
            assert CANARY not in repr(x)
    return left


def two_games(data: st.DataObject, rules: Rules, compared: Counter[str]) -> None:
    """Play two games that differ in one secret, and compare them at once and a turn later.

    Count in ``compared`` for how many eyes that was done, by kind of secret.
    """
    seed = data.draw(st.integers(0, 10**6), label="seed")
    before = data.draw(st.integers(0, rules.last_turn - 2), label="turns before")
    a, b = Game.new(rules, seed=seed), Game.new(rules, seed=seed)
    rng = random.Random(seed)
    for _ in range(before):
        orders = dict(random_turn(a, rng))
        resolve(a, orders)
        resolve(b, orders)
        assume(not a.over)
    since, orders = a.turn, dict(random_turn(a, rng))
    hidden = secret(data, a, orders)
    resolve(a, {**orders, hidden.seat: hidden.without})
    resolve(b, {**orders, hidden.seat: hidden.within})
    eyes = {*rules.seats, PUBLIC} - hidden.knowers
    deeds = b.turns[since - 1].account
    assert deeds is not None
    assume(not any(isinstance(d, Deed) and d.leaked and d.seat == hidden.seat for d in deeds.entries))
    eyes = compare(a, b, eyes, since)
    assume(eyes)
    compared[hidden.kind] += len(eyes)
    if a.over or b.over:
        return
    orders = dict(random_turn(a, rng))
    if any(b.problems(seat, given_orders) for seat, given_orders in orders.items()):
        return  # those who know could go another way
    resolve(a, orders)
    resolve(b, orders)
    compared["a turn later"] += len(compare(a, b, eyes, since))


def judged(scenario: Scenario) -> Scenario:
    """The scenario with agreements that last or fall by all that can be secret."""
    asked = (
        *(f"{track} % 5" for track in scenario.tracks),
        *(f"3 if flag('{flag}') else 0" for flag in scenario.flags),
        *(f"2 * done('{id}') + tried('{id}')" for id in scenario.moves),
        *(
            f"4 * word_kept('{seat}') - letters('{seat}', '{to}')"
            for seat in scenario.seats
            for to in scenario.seats
            if seat != to
        ),
        *(
            f"5 if offered('{seat}', '{to}') else 0"
            for seat in scenario.seats
            for to in scenario.seats
            if seat != to
        ),
    )
    factors = tuple(Factor(add=Expr(add), because=add) for add in asked)
    return evolve(scenario, durability=evolve(scenario.durability, odds=Expr("0"), factors=factors))


def cabled(scenario: Scenario) -> Scenario:
    """The scenario with secret deeds on which somebody cables home, and the papers write nothing of it."""
    told = {
        "contract_typed": Event(
            id="contract_typed",
            name="A contract is typed",
            at="dusk",
            when="ordered('sell_power')",
            repeat=True,
            cables={"halden": "The typist has been told nothing."},
        ),
        "diver_missing": Event(
            id="diver_missing",
            name="A diver is missing",
            at="dusk",
            when="ordered('survey_gauge')",
            repeat=True,
            cables={"sarvia": "One of the divers has not come back."},
        ),
    }
    return evolve(scenario, events={**scenario.events, **told})


def muffled(scenario: Scenario) -> Scenario:
    """The scenario with secret deeds that move nothing which everybody sees: so they have to stay secret."""
    moves = {
        id: _muffled(scenario, move) if move.visibility != "open" else move
        for id, move in scenario.moves.items()
    }
    return evolve(scenario, moves=moves)


def _muffled(scenario: Scenario, move: Move) -> Move:
    grades: dict[str, Any] = {
        name: evolve(
            outcome, effects=tuple(line for line in outcome.effects if _unseen(scenario, move, line))
        )
        for name in ("success", "failure", "triumph", "backfire")
        if isinstance(outcome := getattr(move, name), Outcome)
    }
    return evolve(move, **grades, rung="", back_down=False)


def _unseen(scenario: Scenario, move: Move, line: str) -> bool:
    effect = parse_effect(line)
    if effect.kind.changes == "track":
        return seen(scenario.tracks[effect.name], PUBLIC) == "hidden"
    return PUBLIC not in scenario.flags[effect.name].seen


@pytest.fixture(scope="module", params=["as it is", "muffled"])
def small(request: pytest.FixtureRequest, mini: Scenario) -> Rules:
    mini = judged(cabled(mini))
    return compile_rules(mini if request.param == "as it is" else muffled(mini))


@pytest.fixture(scope="module", params=["as it is", "muffled"])
def flagship(request: pytest.FixtureRequest) -> Rules:
    offer = shipped("offer")
    return compile_rules(offer if request.param == "as it is" else muffled(offer))


def tried(rules: Rules, examples: int, phases: Collection[Phase] = tuple(Phase)) -> Counter[str]:
    """Hold the property for that many pairs of games; return what was compared."""
    compared: Counter[str] = Counter()

    @given(data=st.data())
    @settings(
        max_examples=examples,
        deadline=None,
        phases=phases,
        suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    def pairs(data: st.DataObject) -> None:
        two_games(data, rules, compared)

    pairs()
    return compared


def test_a_secret_shows_to_nobody_who_may_not_know_it(small: Rules) -> None:
    compared = tried(small, 40 * LONG)
    assert set(compared) == {*KINDS, "a turn later"}
    assert compared.total() > 100


def test_a_secret_of_the_flagship_shows_to_nobody_who_may_not_know_it(flagship: Rules) -> None:
    assert tried(flagship, 4 * LONG).total() > 7


@pytest.mark.parametrize(
    "door",
    [
        "seat_views.believed",
        "seat_views.cables",
        "bulletins.is_public",
        "bulletins._happening_cable",
        "lasting.believed",
        "marks.believed",
    ],
)
def test_a_leak_would_be_found(mini: Scenario, door: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The property fails where a door is left open."""
    open_doors: dict[str, Callable[..., object]] = {
        "seat_views.believed": lambda rules, state, eye: evolve(
            believed(rules, state, eye), pledges=state.pledges
        ),
        "seat_views.cables": lambda rules, turns, seat: cables(rules, turns, rules.seats[0]),
        "bulletins.is_public": lambda rules, deed: True,
        "lasting.believed": lambda rules, state, eye: state,
        "marks.believed": lambda rules, state, eye: state,
        "bulletins._happening_cable": lambda stories, entry, seat: next(
            (text for to in stories.rules.seats if (text := _happening_cable(stories, entry, to))), ""
        ),
    }
    monkeypatch.setattr(f"wargame.rules.{door}", open_doors[door])
    with pytest.raises(AssertionError, match="can tell by"):
        tried(compile_rules(muffled(judged(cabled(mini)))), 400, [Phase.generate])


def test_a_leak_does_not_tell_that_a_promise_had_been_decided_before(mini: Scenario) -> None:
    """Halden promises the commission a secret deed. In one game it does it in the first turn, in secret, and
    again in the second, where it leaks; in the other only the second time. Everybody has read the same."""
    move = evolve(
        mini.moves["sell_power"], leak="100 if turn > 1 else 0", once=False, odds="3", cost=0, factors=()
    )
    rules = compile_rules(muffled(evolve(mini, moves={**mini.moves, "sell_power": move})))
    promise = (Letter("commission", "Soon.", Promise("sell_power", True, 3)),)
    seen_by_commission = []
    for first in ((), (Order("sell_power"),)):
        game = Game.new(rules, seed=1)
        for moves, letters in ((first, promise), ((Order("sell_power"),), ())):
            for seat in game.rules.seats:
                game.commit(seat, Orders(moves=moves, letters=letters) if seat == "halden" else Orders())
            game.resolve()
        seen_by_commission.append((game.view("commission").pledges, game.cables("commission", 2)))
    assert seen_by_commission[0] == seen_by_commission[1]
