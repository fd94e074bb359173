"""What expressions can ask, held against one rich state by hand; and a state kept from turn to turn."""

from __future__ import annotations

import random

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from tests.players import answered, random_turn
from wargame.rules import state as states
from wargame.rules.account import Entry
from wargame.rules.adjudicator import adjudicate
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.dawn import begin_turn, opening
from wargame.rules.exchanges import by_rule, recorded
from wargame.rules.state import Agreement, Mail, Pledge, Proposal
from wargame.session import Game
from wargame.session.cup import Cup

BOTH = ("halden", "sarvia")


@pytest.fixture
def asked(rules: Rules) -> Context:
    """The third turn of a game in which every kind of paper was written."""
    offers = (
        Proposal("1-halden", "halden", ("power",), BOTH, (), 2, 3, stances=(("commission", "endorse"),)),
        Proposal("1-sarvia", "sarvia", ("no_troops",), BOTH, (), 1, 2, status="expired"),
    )
    agreements = (
        Agreement("1-x", "halden", ("slow_fill", "no_troops"), BOTH, 1, (1, 0), (("sarvia", "disown"),)),
        Agreement("2-x", "halden", ("fast_fill",), BOTH, 2, (1,), (), (("fast_fill", "halden", 2),), True),
        Agreement("2-y", "halden", ("power",), BOTH, 2, (1,), (), (), False),
    )
    pledges = (
        Pledge("halden", "sarvia", "fill_on", False, 1, 3),
        Pledge("halden", "commission", "sell_power", True, 1, 2, "kept"),
        Pledge("sarvia", "halden", "patrol", False, 1, 2, "broken"),
    )
    letters = tuple(Mail(sent, "halden", "sarvia", "x") for sent in (1, 2, 3))
    return rules.context(
        evolve(
            Game.new(rules, seed=1).record.opening,
            turn=3,
            mail=letters,
            pledges=pledges,
            proposals=offers,
            agreements=agreements,
            escalation=(1, 2, 4),
        )
    )


def test_letters_and_promises(asked: Context) -> None:
    assert (asked.letter(*BOTH), asked.letter("sarvia", "halden")) == (True, False)
    assert (asked.letters(*BOTH), asked.letters("sarvia", "halden")) == (2, 0)
    assert asked.pledged("halden", "fill_on", False)
    assert not any(
        asked.pledged(*words)
        for words in (
            ("halden", "fill_on", True),
            ("sarvia", "fill_on", False),
            ("halden", "sell_power", True),
        )
    )
    assert asked.promised(*BOTH, "fill_on", False)
    assert not asked.promised("halden", "commission", "fill_on", False)
    assert not asked.promised("halden", "commission", "sell_power", True)
    assert [asked.word(seat, status) for seat in BOTH for status in ("kept", "broken")] == [1, 0, 0, 1]


def test_offers_and_agreements(asked: Context) -> None:
    assert (asked.offered(*BOTH), asked.offered("sarvia", "halden")) == (True, False)
    assert not asked.offered("halden", "commission")
    assert (asked.on_table("power"), asked.on_table("no_troops")) == (True, False)
    held = {term: asked.agreed(term) for term in ("slow_fill", "no_troops", "fast_fill", "power")}
    assert held == {"slow_fill": True, "no_troops": True, "fast_fill": False, "power": False}
    assert [asked.breaches(seat) for seat in BOTH] == [1, 0]
    assert asked.survived() == 1
    assert (asked.escalated("all"), asked.escalated("sarvia")) == (7, 2)


def test_of_one_agreement_or_of_all(asked: Context) -> None:
    first = asked.agreements[0]
    assert [asked.stance(seat, "endorse") for seat in ("commission", "sarvia")] == [True, False]
    assert asked.stance("sarvia", "disown")
    assert (asked.has("power"), asked.has("fast_fill"), asked.has("nosuch")) == (True, True, False)
    assert asked.age(first) == 2
    assert asked.performance() == 3 * 100 // (2 * 2 + 1 + 1)
    asked.subject = first
    assert not asked.stance("commission", "endorse")
    assert asked.stance("sarvia", "disown")
    assert (asked.has("power"), asked.has("slow_fill")) == (False, True)
    assert asked.performance() == 1 * 100 // 4
    asked.settled = True
    assert asked.performance() == 1 * 100 // 6


def test_a_state_kept_from_turn_to_turn_plays_the_same_game(rules: Rules) -> None:
    """Nothing of a turn is left over in the next, with the account and without."""
    for seed in range(12):
        for entries in (list[Entry](), None):
            game, cup, rng = Game.new(rules, seed=seed), Cup(seed), random.Random(seed)
            x = rules.context(opening(rules, cup.dice(0)))
            while not game.over:
                begin_turn(rules, x, cup.dice(game.turn - 1), entries)
                assert x.snapshot() == game.record.opening
                orders = dict(random_turn(game, rng))
                for seat, given in orders.items():
                    game.commit(seat, given)
                dice, done = cup.dice(game.turn), answered(game, rng).resolve()
                said = recorded(done.replies, by_rule(dice))
                adjudicate(rules, x, orders, dice, entries, answers=said)
                assert x.snapshot() == done.closing


def test_a_value_that_is_changed_is_as_one_that_was_made_so(asked: Context) -> None:
    for value, name, to in (
        (asked.proposals[0], "made", 7),
        (asked.agreements[0], "kept", (9,)),
        (asked.snapshot(), "turn", 9),
    ):
        changed = states.evolve(value, **{name: to})
        made = evolve(value, **{name: to})
        assert changed == made
        assert hash(changed) == hash(made)
        assert repr(changed) == repr(made)
        assert type(changed) is type(value)
        assert getattr(value, name) != to
        with pytest.raises(FrozenInstanceError):
            setattr(changed, name, to)
