"""What the game says is true: of agreements and clauses, of who is asked what, of what can still be sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from wargame.bots.contradictions import contradictions
from wargame.rules.account import Talk
from wargame.rules.adjudicator import resolve
from wargame.rules.claims import untrue
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import dawn, opening
from wargame.rules.dice import Dice
from wargame.rules.lasting import chances
from wargame.rules.ledger import ledger_lines
from wargame.rules.legality import default_orders, forbidden, problems
from wargame.rules.orders import Draft, Letter, Order, Orders, Promise
from wargame.rules.record import TurnRecord
from wargame.rules.scoring import verdict
from wargame.rules.seat_views import seat_view
from wargame.rules.state import Agreement, Asked, Proposal, State
from wargame.scenario import load
from wargame.scenario.model import Expr, Scenario
from wargame.session import GameLog

OLD = Path(__file__).parents[1] / "corpus" / "saves" / "0.1.0-flagship.toml"
LATE = "This is the last turn: nobody would read it before the end."


@pytest.fixture(scope="module")
def offer() -> Scenario:
    return load("offer")


@pytest.fixture(scope="module")
def flagship(offer: Scenario) -> Rules:
    return compile_rules(offer)


def at(rules: Rules, turn: int, **changes: object) -> State:
    """The opening state of a turn before which nothing happened, with changes."""
    dice = Dice(1)
    state = evolve(dawn(rules, opening(rules, dice), dice)[0], turn=turn, asked=())
    return evolve(state, **changes)


def agreement(id: str, since: int, parties: tuple[str, ...], *terms: str, kept: int = 0) -> Agreement:
    return Agreement(id, parties[0], terms, parties, since, (kept,) * len(terms))


def quiet(rules: Rules, state: State, **orders: Orders) -> dict[str, Orders]:
    """Nobody does anything but what is given."""
    return {seat: orders.get(seat, Orders()) for seat in rules.seats}


def reasons(rules: Rules, state: State, about: str) -> set[str]:
    """What would be named if the agreement were asked now."""
    x = rules.context(state)
    x.settled = True
    x.subject = next(a for a in state.agreements if a.id == about)
    return {reason.because for reason in rules.durability(x.t, x.f, x)[2]}


# -- agreements and the change of hands -------------------------------------------------------------------


def test_only_what_was_signed_at_the_last_moment_is_charged_with_it(flagship: Rules) -> None:
    pair = ("trump", "kim")
    state = at(
        flagship,
        8,
        agreements=(
            agreement("2-kim", 2, pair, "moratorium", kept=6),
            agreement("7-kim", 8, pair, "liaison"),
        ),
    )
    charge, done = "signed at the last moment, with nothing done yet", "what was due has been done"
    old, new = reasons(flagship, state, "2-kim"), reasons(flagship, state, "7-kim")
    assert charge not in old
    assert done in old
    assert charge in new
    assert not any("done" in because for because in new - {charge})
    record = TurnRecord(8, dawn(flagship, at(flagship, 7), Dice(1))[1], state)
    public = {id: {f.because for f in c.odds.factors} for id, c in chances(flagship, [record]).items()}  # type: ignore[union-attr]
    assert charge not in public["2-kim"]
    assert charge in public["7-kim"]


def test_an_agreement_of_others_does_not_die_by_the_hand_over_in_washington(flagship: Rules) -> None:
    state = at(
        flagship,
        8,
        agreements=(
            agreement("2-kim", 2, ("kim", "xi"), "moratorium", "china_guarantee", kept=6),
            agreement("3-kim", 3, ("trump", "kim"), "liaison", kept=5),
        ),
    )
    for seed in range(12):
        closing, account = resolve(flagship, state, quiet(flagship, state), Dice(seed))
        theirs, ours = closing.agreements
        assert theirs.survived is True
        assert ours.survived is not None
        (asked,) = [e for e in account.entries if isinstance(e, Talk) and e.odds]
        assert asked.id == "3-kim"
        talks = [e for e in account.entries if isinstance(e, Talk) and e.id == "2-kim"]
        assert talks[-1].kind == "untouched"
        assert talks[-1].roll == talks[-1].odds == 0
        told = [line.text for line in ledger_lines(flagship, account, closing)]
        assert any(text.startswith("Not touched by the last turn, the October paper of") for text in told)
    record = TurnRecord(8, dawn(flagship, at(flagship, 7), Dice(1))[1], state)
    shown = {a.id: a.durability for a in seat_view(flagship, [record], "kim").agreements}
    assert shown["2-kim"] is None
    assert shown["3-kim"] is not None
    assert set(chances(flagship, [record])) == {"3-kim"}


def test_factors_name_only_what_concerns_an_agreement(flagship: Rules) -> None:
    """One of Washington and Beijing says nothing of Pyongyang, and that Beijing did not sign of none that it
    signed."""
    state = at(flagship, 8, agreements=(agreement("2-xi", 2, ("trump", "xi"), "exempt", kept=6),))
    named = reasons(flagship, state, "2-xi")
    assert not any("Pyongyang" in because or "Beijing neither signed" in because for because in named)


def test_every_agreement_is_asked_where_a_scenario_names_no_parties(rules: Rules, mini: Scenario) -> None:
    assert not mini.durability.parties
    assert all(rules.asked((seat,)) for seat in rules.seats)


# -- clauses ----------------------------------------------------------------------------------------------


def signed_now(rules: Rules, *terms: str, **orders: Orders) -> State:
    """What comes of a turn in which an offer of these terms is in force from its beginning."""
    deal = agreement("5-kim", 6, ("trump", "kim"), *terms)
    flags = list(at(rules, 6).flags)
    for flag in ("channel", "talks", "called"):
        flags[rules.flag_index[flag]] = 5
    state = at(rules, 6, agreements=(deal,), flags=tuple(flags))
    return resolve(rules, state, quiet(rules, state, **orders), Dice(1))[0]


def test_no_clause_is_kept_in_the_turn_of_its_signature_with_nothing_ordered(flagship: Rules) -> None:
    terms = ("moratorium", "vaccines", "passports", "reunions", "liaison")
    closing = signed_now(flagship, *terms)
    assert closing.agreements[0].kept == (0,) * len(terms)
    record = TurnRecord(7, dawn(flagship, closing, Dice(1))[1], evolve(closing, turn=7))
    clauses = dict(zip(terms, seat_view(flagship, [record], "kim").agreements[0].clauses, strict=True))
    assert {term: how for term, (_, how) in clauses.items()} == {
        "moratorium": "not yet due",
        "vaccines": "not yet due",
        "passports": "not yet due",
        "reunions": "not yet performed",
        "liaison": "not yet due",
    }
    later, _ = resolve(flagship, record.opening, quiet(flagship, closing), Dice(1))
    assert later.agreements[0].kept == (1, 1, 1, 0, 1)


@pytest.mark.parametrize(("choice", "kept"), [("bones", (1, 0)), ("families", (0, 1)), ("", (1, 0))])
def test_a_clause_is_kept_only_by_the_deed_that_it_names(
    flagship: Rules, choice: str, kept: tuple[int, ...]
) -> None:
    """Handing over soldiers' remains lets no families meet; the first choice is what is done without one."""
    sure = evolve(flagship.scenario.moves["gesture"], odds=Expr("100"), factors=())
    rules = compile_rules(evolve(flagship.scenario, moves={**flagship.scenario.moves, "gesture": sure}))
    options = (("what", choice),) if choice else ()
    closing = signed_now(rules, "remains", "reunions", kim=Orders(moves=(Order("gesture", options),)))
    assert closing.agreements[0].kept == kept


def test_nothing_is_owed_for_a_clause_before_it_is_due(flagship: Rules) -> None:
    deal = agreement("7-kim", 8, ("trump", "kim"), "moratorium")
    x = flagship.context(at(flagship, 8, agreements=(deal,)))
    x.settled = True
    assert x.performance() == 0
    x.turn = 9
    x.agreements = (evolve(deal, kept=(1,)),)
    assert x.performance() == 100


# -- who is asked, and what can still be sent -------------------------------------------------------------


def test_no_seat_forecasts_what_it_decides_itself(flagship: Rules) -> None:
    state = at(flagship, 3, asked=(Asked("new_missile", 3),))
    record = TurnRecord(3, dawn(flagship, at(flagship, 2), Dice(1))[1], state)
    asked = {seat: seat_view(flagship, [record], seat).forecast is not None for seat in flagship.seats}
    assert asked == {"trump": True, "kim": False, "xi": True, "biden": True}
    guess = Orders(forecast=20)
    assert problems(flagship, state, "trump", guess) == []
    assert problems(flagship, state, "kim", guess) == [
        "The question of this turn is yours to decide: no forecast is asked of you."
    ]
    assert forbidden(flagship, state, "kim", guess) == []
    closing, _ = resolve(flagship, state, quiet(flagship, state, kim=guess, xi=guess), Dice(1))
    assert closing.asked[0].answers == (("xi", 20),)  # and nobody is scored for knowing his own mind


def test_whoever_alone_can_bring_an_answer_about_is_not_asked(offer: Scenario) -> None:
    """A question about moves of one seat, or flags that only moves of one seat set, is not put to it."""

    def setters(flag: str) -> set[str]:
        found = {
            move.seat
            for move in offer.moves.values()
            for outcome in (move.success, move.failure, move.triumph, move.backfire)
            if outcome and any(effect.split(" when ")[0] == f"set {flag}" for effect in outcome.effects)
        }
        others = [event.effects for event in offer.events.values()]
        others += [reaction.effects for reaction in offer.reactions.values()]
        others += [term.on_signing for term in offer.terms.values()]
        world = any(effect.split(" when ")[0] == f"set {flag}" for effects in others for effect in effects)
        return found | ({"world"} if world else set())

    for question in offer.forecasts.values():
        deciding = {move.seat for move in offer.moves.values() if f"'{move.id}'" in question.answer}
        for flag in offer.flags:
            if f"flag('{flag}')" in question.answer:
                deciding |= setters(flag)
        if len(deciding) == 1 and "world" not in deciding:
            assert set(question.decided_by) == deciding, question.id


def late_orders(rules: Rules) -> Iterator[tuple[str, Orders]]:
    move = next(code.move.id for code in rules.moves if code.move.seat == "kim")
    yield "kim", Orders(letters=(Letter("trump", "Until soon."),))
    yield "kim", Orders(letters=(Letter("trump", "We will.", Promise(move, will=True, by=8)),))
    yield "trump", Orders(drafts=(Draft(("liaison",)),))


def test_nothing_is_sent_in_the_last_turn_that_nobody_would_read(flagship: Rules) -> None:
    """A letter, a promise, a draft: not offered, refused at ordering, and taken where a save holds them."""
    for turn, found in ((7, []), (8, [LATE])):
        state = at(flagship, turn)
        record = TurnRecord(turn, dawn(flagship, at(flagship, turn - 1), Dice(1))[1], state)
        for seat, orders in late_orders(flagship):
            assert bool(seat_view(flagship, [record], seat).late) is bool(found)
            assert problems(flagship, state, seat, orders) == found
            assert forbidden(flagship, state, seat, orders) == []
    waiting = Proposal("7-kim", "kim", ("liaison",), ("trump", "kim"), (), 7, 8, signed=("kim",))
    state = at(flagship, 8, proposals=(waiting,))
    record = TurnRecord(8, dawn(flagship, at(flagship, 7), Dice(1))[1], state)
    assert seat_view(flagship, [record], "trump").proposals[0].must_answer  # what came can be answered


def test_a_save_with_a_letter_in_its_last_turn_still_verifies() -> None:
    game = GameLog.read(OLD)
    assert any(orders.letters for orders in game.turns[-1].orders.values())
    assert game.verify() == []


# -- texts of one turn ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["offer", "offer-lesson", "offer-second-term"])
def test_no_text_of_the_shipped_scenarios_is_told_where_it_is_not_true(name: str) -> None:
    assert list(contradictions(load(name), 40)) == []


def changed(offer: Scenario, move: str, grade: str, **changes: object) -> Scenario:
    was = offer.moves[move]
    outcome = evolve(getattr(was, grade), **changes)
    return evolve(offer, moves={**offer.moves, move: evolve(was, **{grade: outcome})})


def test_no_answer_beside_an_answer_is_found(offer: Scenario) -> None:
    claims = (Expr("not happened('reply')"),)
    silent = changed(offer, "letter", "failure", text="No answer comes.", claims=claims, variants=())
    (found,) = contradictions(silent, 150)
    assert found.path == ("moves", "letter", "failure")
    assert found.severity == "warning"
    assert "not happened('reply')" in found.message
    assert "moves.letter.failure says “No answer comes.”" in found.hint
    assert re.search(r"Beside it: moves\.reply\.success\S* says “The answer", found.hint)


def test_a_request_that_fails_beside_its_grant_is_found(offer: Scenario) -> None:
    event = evolve(offer.events["committee_decides"], when=Expr("not flag('exemptions')"))
    (found, *_) = contradictions(evolve(offer, events={**offer.events, event.id: event}), 150)
    assert found.path[:2] in (("moves", "ease_exemptions"), ("events", "committee_decides"))


def test_news_of_a_rung_under_a_ladder_that_stands_lower_is_found(offer: Scenario) -> None:
    ladder = offer.tracks["ladder"]
    drift = tuple(
        evolve(f, when=Expr(f.when.replace(" and since('climbed') != 1", ""))) for f in ladder.drift
    )
    sinking = evolve(offer, tracks={**offer.tracks, "ladder": evolve(ladder, drift=drift)})
    found = {finding.path for finding in contradictions(sinking, 40)}
    assert ("moves", "slbm", "rung") in found


def test_a_submarine_missile_leads_the_paper_under_its_own_rung(flagship: Rules) -> None:
    """Also where a moratorium in force lets tension settle."""
    deal = agreement("2-kim", 2, ("trump", "kim"), "moratorium", "exercises", kept=2)
    state = at(flagship, 5, agreements=(deal,))
    orders = quiet(flagship, state, kim=Orders(moves=(Order("slbm"),)))
    climbed = 0
    for seed in range(30):
        dice = Dice(seed)
        closing, account = resolve(flagship, state, orders, dice)
        following, _ = dawn(flagship, closing, dice)
        record = TurnRecord(
            5, dawn(flagship, at(flagship, 4), dice)[1], state, orders, account=account, closing=closing
        )
        assert [u for u in untrue(flagship, record, following) if u.told.path[-1] == "rung"] == []
        if won(flagship, closing, "slbm"):
            climbed += 1
            assert following.tracks[flagship.track_index["ladder"]] >= 50
    assert 5 < climbed < 30


def won(rules: Rules, state: State, move: str) -> bool:
    return bool(state.done[rules.move_index[move]])


@pytest.mark.parametrize("welfare", [20, 28, 33, 34, 40])
def test_nothing_is_added_for_welfare_that_fell(flagship: Rules, welfare: int) -> None:
    state = at(flagship, 8)
    i = flagship.track_index["welfare"]
    state = evolve(state, tracks=(*state.tracks[:i], welfare, *state.tracks[i + 1 :]))
    told = [r for r in verdict(flagship, state)[2] if r.because.startswith("people in the North")]
    start = flagship.scenario.tracks["welfare"].start
    assert all((reason.add > 0) == (welfare > start) for reason in told)
    assert all(("worse than" in reason.because) == (welfare < start) for reason in told)


def test_default_orders_are_never_late(flagship: Rules) -> None:
    state = at(flagship, 8)
    for seat in flagship.seats:
        assert problems(flagship, state, seat, default_orders(flagship, state, seat)) == []
