from __future__ import annotations

from typing import Literal

import pytest
from attrs import evolve

from tests.rules.turns import Loaded, do, started, step, table
from wargame.rules.account import Account, Change, Deed, PledgeFate, Talk
from wargame.rules.belief import seen_pledge
from wargame.rules.bulletins import cables
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import dawn
from wargame.rules.dice import Dice
from wargame.rules.ledger import end_view
from wargame.rules.legality import problems
from wargame.rules.orders import (
    Answer,
    Draft,
    Letter,
    Order,
    Orders,
    Promise,
    Stance,
    Umpire,
)
from wargame.rules.record import TurnRecord
from wargame.rules.seat_views import seat_view
from wargame.rules.state import Agreement, State
from wargame.scenario.model import Scenario
from wargame.session import Game


def test_letters_arrive_at_the_next_dawn_and_promises_are_held_against_deeds(rules: Rules) -> None:
    dice = Dice(1)
    state = started(rules, dice)
    letters = (
        Letter("halden", "We will not patrol.", Promise("patrol", False, 2)),
        Letter("halden", "We will protest.", Promise("protest", True, 2)),
    )
    sent, _ = step(rules, state, table(sarvia=Orders(letters=letters)), dice)
    assert [p.status for p in sent.pledges] == ["open", "open"]
    second, _ = dawn(rules, sent, dice)
    assert [m.sent for m in second.mail] == [1, 1]
    kept, _ = step(rules, second, table(sarvia=do("protest")), dice)
    assert [p.status for p in kept.pledges] == ["kept", "kept"]
    broken, _ = step(rules, second, table(sarvia=do("patrol")), dice)
    assert [p.status for p in broken.pledges] == ["broken", "broken"]


def test_a_promise_binds_from_the_turn_in_which_it_is_made(rules: Rules) -> None:
    dice = Dice(1)
    state = started(rules, dice)
    said = {
        ("protest", True, 1): "kept",
        ("wait_and_pray", True, 1): "broken",
        ("wait_and_pray", False, 1): "kept",
        ("protest", False, 3): "broken",
        ("wait_and_pray", True, 3): "open",
    }
    letters = tuple(Letter("halden", "Our word.", Promise(*promise)) for promise in said)
    closing, account = step(
        rules, state, table(sarvia=Orders(moves=(Order("protest"),), letters=letters)), dice
    )
    assert [p.status for p in closing.pledges] == list(said.values())
    fates = [e.status for e in account.entries if isinstance(e, PledgeFate)]
    assert sorted(fates) == sorted(["made"] * 5 + [s for s in said.values() if s != "open"])


@pytest.fixture
def agreed(rules: Rules) -> tuple[State, Dice]:
    """A state at the dawn of turn 3 with an agreement in force since turn 2."""
    dice = Dice(3)
    state = started(rules, dice)
    term = next(t for t in rules.scenario.terms.values() if t.id == "slow_fill")
    draft = Draft((term.id,), parties=("halden", "sarvia"))
    offered, _ = step(rules, state, table(sarvia=Orders(drafts=(draft,))), dice)
    second, _ = dawn(rules, offered, dice)
    signed, account = step(
        rules,
        second,
        table(halden=Orders(moves=(Order("hold_levels"),), answers=(Answer("1-sarvia", "sign"),))),
        dice,
    )
    kinds = [e.kind for e in account.entries if isinstance(e, Talk)]
    assert kinds[:2] == ["signed", "in force"]
    return dawn(rules, signed, dice)[0], dice


def test_a_signed_proposal_is_in_force_and_kept(rules: Rules, agreed: tuple[State, Dice]) -> None:
    state, _ = agreed
    assert [a.id for a in state.agreements] == ["1-sarvia"]
    assert state.agreements[0].kept == (1,)
    assert state.proposals[0].status == "signed"


def test_what_a_term_requires_may_be_in_force_already(rules: Rules, agreed: tuple[State, Dice]) -> None:
    state, dice = agreed
    power = Orders(drafts=(Draft(("power",), parties=("halden", "sarvia")),))
    assert problems(rules, state, "halden", power) == []
    broken, _ = step(rules, state, table(halden=do("fill_on")), dice)
    assert any("in the same draft" in p for p in problems(rules, broken, "halden", power))


def test_a_turn_that_is_not_over_counts_for_no_performance(rules: Rules, agreed: tuple[State, Dice]) -> None:
    """Signed and kept in turn 2: at the dawn of turn 3 all has been done so far, and nothing is late."""
    state, dice = agreed
    assert rules.context(state).performance() == 100
    closing, _ = step(rules, state, table(), dice)
    assert closing.agreements[0].kept == (2,)
    assert rules.context(dawn(rules, closing, dice)[0]).performance() == 100
    unkept = evolve(state, agreements=(evolve(state.agreements[0], kept=(0,)),))
    assert rules.context(unkept).performance() == 0
    assert rules.context(evolve(closing, ending="war")).performance() == 100


@pytest.mark.parametrize(("turns", "told"), [(1, "not yet performed"), (2, "not yet performed"), (3, "late")])
def test_a_term_is_late_when_its_turns_are_over_not_when_the_game_is(
    mini: Scenario, turns: int, told: str
) -> None:
    """A war in the turn of signing does not make overdue what had two turns' time."""
    rules = compile_rules(mini)
    game = Game.new(rules, seed=3)
    paper = Agreement("1-sarvia", "sarvia", ("slow_fill",), ("halden", "sarvia"), 2, (0,))
    state = evolve(game.record.opening, turn=1 + turns, ending="war", agreements=(paper,))
    record = evolve(
        game.record, turn=1 + turns, closing=state, account=Account(1 + turns, "adjudication", [])
    )
    assert [clause[1] for clause in end_view(rules, (record,)).agreements[0].clauses] == [told]
    assert [clause[1] for clause in seat_view(rules, (record,), "halden").agreements[0].clauses] == [told]


def test_a_term_is_broken_by_the_move_it_forbids(rules: Rules, agreed: tuple[State, Dice]) -> None:
    state, dice = agreed
    closing, account = step(rules, state, table(halden=do("fill_on")), dice)
    assert closing.agreements[0].breaches == (("slow_fill", "halden", 3),)
    broken = [e for e in account.entries if isinstance(e, Talk) and e.kind == "broken"]
    assert [(b.seat, b.term) for b in broken] == [("halden", "slow_fill")]


def test_stances_are_kept_and_have_their_price_once(rules: Rules, agreed: tuple[State, Dice]) -> None:
    """Said, taken back and said again: it counts as said, but changes nothing more."""
    state, dice = agreed

    def say(state: State, stance: Literal["endorse", "silent"]) -> tuple[State, list[Change]]:
        orders = table(commission=Orders(stances=(Stance("1-sarvia", stance),)))
        closing, account = step(rules, state, orders, dice)
        changes = [e.changes for e in account.entries if isinstance(e, Talk) and e.seat == "commission"]
        return closing, changes[0]

    def said(state: State) -> tuple[bool, object]:
        held = seat_view(rules, (TurnRecord(state.turn, Account(state.turn, "dawn", []), state),), "halden")
        return rules.context(state).stance("commission", "endorse"), held.agreements[0].stances

    once, price = say(state, "endorse")
    assert {change[0] for change in price} == {"standing", "trust"}
    assert said(once) == (True, (("commission", "endorse"),))
    silent, nothing = say(once, "silent")
    assert nothing == []
    assert said(silent) == (False, ())
    again, nothing = say(silent, "endorse")
    assert nothing == []
    assert said(again) == (True, (("commission", "endorse"),))


def test_a_clause_binds_once(rules: Rules) -> None:
    """Of two papers signed in one turn the second brings only what the first does not hold, and nothing at
    all if that is everything; what is in force can't be offered again until it is broken."""
    dice = Dice(3)
    both = ("halden", "sarvia")
    state = started(rules, dice)
    mine = Orders(drafts=(Draft(("slow_fill",), both), Draft(("slow_fill", "no_troops"), both)))
    theirs = Orders(drafts=(Draft(("slow_fill",), both),))
    offered, _ = step(rules, state, table(halden=theirs, sarvia=mine), dice)
    second, _ = dawn(rules, offered, dice)
    signed, account = step(
        rules,
        second,
        table(
            halden=Orders(answers=(Answer("1-sarvia", "sign"), Answer("1-sarvia.2", "sign"))),
            sarvia=Orders(answers=(Answer("1-halden", "sign"),)),
        ),
        dice,
    )
    assert sorted(term for a in signed.agreements for term in a.terms) == ["no_troops", "slow_fill"]
    assert [p.status for p in signed.proposals] == ["signed", "expired", "signed"]
    kept = [e.term for e in account.entries if isinstance(e, Talk) and e.kind in ("kept", "late")]
    assert sorted(set(kept)) == sorted(kept)
    third, _ = dawn(rules, signed, dice)
    assert any("in force already" in p for p in problems(rules, third, "halden", theirs))
    view = seat_view(rules, (TurnRecord(3, Account(3, "dawn", []), third),), "halden")
    assert {t.id for t in view.terms if t.closed == "in force already"} == {"slow_fill", "no_troops"}
    broken, _ = step(rules, third, table(halden=do("fill_on")), dice)
    assert problems(rules, broken, "halden", theirs) == []


def test_of_two_papers_that_exclude_each_other_one_comes_into_force(rules: Rules) -> None:
    """Nobody can sign both; where each signs the other's, the later lapses, and its parties hear why. What
    is excluded by what is in force can't be offered, whichever of the two names the other."""
    dice = Dice(3)
    both = ("halden", "sarvia")
    state = started(rules, dice)
    slow, fast = Draft(("slow_fill",), both), Draft(("fast_fill",), both)
    mine = table(sarvia=Orders(drafts=(slow, fast)))
    offered, _ = step(rules, state, mine, dice)
    second, _ = dawn(rules, offered, dice)
    sign = Orders(answers=(Answer("1-sarvia", "sign"), Answer("1-sarvia.2", "sign")))
    assert any("can't both be signed" in p for p in problems(rules, second, "halden", sign))
    offered, _ = step(rules, state, table(sarvia=Orders(drafts=(slow,)), halden=Orders(drafts=(fast,))), dice)
    second, _ = dawn(rules, offered, dice)
    crossed = table(
        halden=Orders(answers=(Answer("1-sarvia", "sign"),)),
        sarvia=Orders(answers=(Answer("1-halden", "sign"),)),
    )
    signed, account = step(rules, second, crossed, dice)
    assert [a.terms for a in signed.agreements] == [("fast_fill",)]
    (lapsed,) = [e for e in account.entries if isinstance(e, Talk) and e.kind == "lapsed"]
    assert lapsed.id == "1-sarvia"
    assert rules.scenario.terms["fast_fill"].name in lapsed.why
    third, _ = dawn(rules, signed, dice)
    records = (TurnRecord(2, Account(2, "dawn", []), second, crossed, Umpire(), account, signed),)
    for seat in both:
        assert any(lapsed.why in cable.text for cable in cables(rules, records, seat))
    assert any("can't go with" in p for p in problems(rules, third, "sarvia", Orders(drafts=(slow,))))
    terms = {**rules.scenario.terms, "slow_fill": evolve(rules.scenario.terms["slow_fill"], excludes=())}
    one_way = compile_rules(evolve(rules.scenario, terms=terms))
    assert any("can't go with" in p for p in problems(one_way, third, "sarvia", Orders(drafts=(slow,))))


def test_what_has_become_impossible_is_not_signed_and_not_in_force(rules: Rules) -> None:
    dice = Dice(3)
    both = ("halden", "sarvia")
    drafts = Orders(drafts=(Draft(("slow_fill", "power"), both), Draft(("no_troops",), both)))
    state = started(rules, dice)
    assert problems(rules, state, "sarvia", drafts) == []
    offered, _ = step(rules, state, table(sarvia=drafts), dice)
    second, _ = dawn(rules, offered, dice)
    sign = Orders(answers=(Answer("1-sarvia", "sign"), Answer("1-sarvia.2", "sign")))
    trust = rules.track_index["trust"]
    second = evolve(second, tracks=tuple(0 if i == trust else v for i, v in enumerate(second.tracks)))
    (problem,) = problems(rules, second, "halden", sign)
    assert "Sarvia's offer can't be signed now" in problem
    assert "nobody would believe it" in problem
    view = seat_view(rules, (TurnRecord(2, Account(2, "dawn", []), second),), "halden")
    assert {p.id: bool(p.closed) for p in view.proposals} == {"1-sarvia": True, "1-sarvia.2": False}
    signed, _ = step(rules, second, table(halden=sign), dice)
    assert [a.terms for a in signed.agreements] == [("no_troops",)]
    assert [p.status for p in signed.proposals] == ["expired", "signed"]


def test_only_what_is_done_after_the_signature_counts(rules: Rules) -> None:
    """A deed of earlier turns is no performance, unless it can be done only once."""
    dice = Dice(3)
    both = ("halden", "sarvia")
    state = started(rules, dice)
    draft = Orders(drafts=(Draft(("slow_fill",), both),))
    offered, _ = step(rules, state, table(sarvia=draft, halden=do("hold_levels")), dice)
    assert offered.done[rules.move_index["hold_levels"]] == 1
    second, _ = dawn(rules, offered, dice)
    sign = table(halden=Orders(answers=(Answer("1-sarvia", "sign"),)))
    signed, _ = step(rules, second, sign, dice)
    assert signed.agreements[0].kept == (0,)
    third, _ = dawn(rules, signed, dice)
    done, _ = step(rules, third, table(halden=do("hold_levels")), dice)
    assert done.agreements[0].kept == (1,)
    fourth, _ = step(rules, dawn(rules, done, dice)[0], table(), dice)
    assert fourth.agreements[0].kept == (2,)
    move = rules.scenario.moves["hold_levels"]
    once = compile_rules(
        evolve(rules.scenario, moves={**rules.scenario.moves, "hold_levels": evolve(move, once=True)})
    )
    assert step(once, second, sign, dice)[0].agreements[0].kept == (1,)


def test_a_promise_whose_breach_leaked_is_broken_for_its_reader(rules: Rules) -> None:
    code = rules.codes["sell_power"]
    assert code.move.visibility == "quiet"
    dice = Dice(1)
    state = started(rules, dice)
    word = Letter("commission", "We sell no power.", Promise("sell_power", False, 3))
    sent, _ = step(rules, state, table(halden=Orders(letters=(word,))), dice)
    second, _ = dawn(rules, sent, dice)
    seen = {}
    for leak in (0, 99):
        loaded = Loaded({("halden", 0): 0, ("halden", 1): leak})
        closing, account = step(rules, second, table(halden=do("sell_power")), loaded)
        (deed,) = [e for e in account.entries if isinstance(e, Deed) and e.move == "sell_power"]
        assert closing.pledges[0].status == "broken"
        seen[deed.leaked] = [
            seen_pledge(rules, closing.pledges[0], eye).status for eye in ("halden", "commission")
        ]
    assert seen == {True: ["broken", "broken"], False: ["broken", "open"]}


def test_a_promise_is_given_once(rules: Rules) -> None:
    dice = Dice(1)
    state = started(rules, dice)
    word = Letter("halden", "We will not patrol.", Promise("patrol", False, 3))
    twice = Orders(letters=(word, evolve(word, text="We mean it.")))
    assert any("once is enough" in p for p in problems(rules, state, "sarvia", twice))
    others = Orders(letters=(word, evolve(word, to="commission")))
    assert problems(rules, state, "sarvia", others) == []
    sent, _ = step(rules, state, table(sarvia=Orders(letters=(word,))), dice)
    second, _ = dawn(rules, sent, dice)
    assert any("once is enough" in p for p in problems(rules, second, "sarvia", Orders(letters=(word,))))
    broken, _ = step(rules, second, table(sarvia=do("patrol")), dice)
    third, _ = dawn(rules, broken, dice)
    again = evolve(word, promise=Promise("patrol", False, 4))
    assert problems(rules, third, "sarvia", Orders(letters=(again,))) == []


def test_refused_and_expired_offers_leave_the_table(rules: Rules) -> None:
    dice = Dice(3)
    draft = Draft(("slow_fill",), parties=("halden", "sarvia"))
    state, _ = step(rules, started(rules, dice), table(sarvia=Orders(drafts=(draft,))), dice)
    state, _ = dawn(rules, state, dice)
    refused, _ = step(rules, state, table(halden=Orders(answers=(Answer("1-sarvia", "refuse"),))), dice)
    assert refused.proposals[0].status == "refused"
    while state.proposals[0].status == "open":
        closing, _ = step(rules, state, table(), dice)
        state = evolve(closing, ending="")
        if state.turn < rules.last_turn:
            state, _ = dawn(rules, state, dice)
    assert state.proposals[0].status == "expired"
    assert state.turn == 1 + rules.scenario.agreements.expires or state.turn == rules.last_turn
