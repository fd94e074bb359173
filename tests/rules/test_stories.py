"""One thing that happened is told once, in the words that fit, by what its reader knows."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from tests.rules.test_bulletins import did, happened, papers
from wargame.rules.account import Account, Entry
from wargame.rules.bulletins import cables, news, reveal
from wargame.rules.claims import untrue
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.ledger import ledger_lines
from wargame.rules.record import TurnRecord
from wargame.rules.views import News
from wargame.scenario.model import Expr, Scenario, Variant


def worded(mini: Scenario, table: str, id: str, grade: str = "", **variants: Any) -> Scenario:
    """The small scenario, where what is told of one thing is told in other words where ``variants`` hold,
    which are given as condition=fields."""
    made = tuple(Variant(when=Expr(when), **fields) for when, fields in variants.items())
    items = getattr(mini, table)
    item = items[id]
    new = evolve(
        item, **({grade: evolve(getattr(item, grade), variants=made)} if grade else {"variants": made})
    )
    return evolve(mini, **{table: {**items, id: new}})


def turn(rules: Rules, *entries: Entry) -> TurnRecord:
    """A turn in which these entries are all that happened."""
    state = papers(rules)
    tried = list(state.tried)
    for entry in entries:
        if hasattr(entry, "move"):
            tried[rules.move_index[entry.move]] += 1
    state = evolve(state, tried=tuple(tried))
    account = Account(2, "adjudication", list(entries))
    return TurnRecord(2, Account(2, "dawn", []), state, account=account, closing=state)


def page(rules: Rules, *entries: Entry) -> tuple[News, ...]:
    return news(rules, turn(rules, *entries))


def test_each_choice_has_its_own_words(mini: Scenario) -> None:
    loud = {"option('loud')": {"headline": "A band plays", "text": "The sluice is shut to music."}}
    rules = compile_rules(worded(mini, "moves", "fill_on", "success", **loud))
    told = {
        choice: page(rules, evolve(did("halden", "fill_on", "success"), options=(("volume", choice),)))[0]
        for choice in ("hushed", "loud")
    }
    assert told["hushed"].text == mini.moves["fill_on"].success.text
    assert told["hushed"].slip
    assert (told["loud"].headline, told["loud"].text) == ("A band plays", "The sluice is shut to music.")
    assert not told["loud"].slip
    record = turn(rules, evolve(did("halden", "fill_on", "success"), options=(("volume", "loud"),)))
    assert record.account is not None
    assert record.closing is not None
    assert "to music" in repr(ledger_lines(rules, record.account, record.closing))
    assert "to music" in repr(reveal(rules, record))
    assert "to music" in repr(cables(rules, [record], "halden"))


def test_of_several_variants_the_first_that_holds_is_told_and_no_other(mini: Scenario) -> None:
    words = {
        "trust > 200": {"headline": "Never"},
        "turn == 2": {"headline": "The second melt"},
        "true": {"headline": "Too late"},
    }
    rules = compile_rules(worded(mini, "events", "melt", **words))
    (item,) = page(rules, happened("event", "melt"))
    assert item.headline == "The second melt"
    assert item.text == mini.events["melt"].text


def test_a_deed_and_its_answer_are_one_story(mini: Scenario) -> None:
    """A move made and the answer to it are told once; the dice and effects of both stay as they are."""
    joint = {"ordered('patrol')": {"headline": "Protest, and boats", "instead_of": ("patrol",)}}
    rules = compile_rules(worded(mini, "moves", "protest", "failure", **joint))
    protest, patrol = did("sarvia", "protest", "failure"), did("sarvia", "patrol", "success")
    assert [item.headline for item in page(rules, protest, patrol)] == ["Protest, and boats"]
    assert [item.headline for item in page(rules, patrol, protest)] == ["Protest, and boats"]
    assert len(page(rules, patrol)) == 1
    assert len(page(rules, protest)) == 1
    steps = reveal(rules, turn(rules, protest, patrol))
    assert [bool(step.sentence) for step in steps] == [True, False]


def test_two_stories_that_each_tell_the_other_are_told_once(mini: Scenario) -> None:
    scenario = worded(
        mini, "moves", "protest", "failure", **{"ordered('patrol')": {"instead_of": ("patrol",)}}
    )
    scenario = worded(
        scenario, "moves", "patrol", "success", **{"ordered('protest')": {"instead_of": ("protest",)}}
    )
    rules = compile_rules(scenario)
    assert len(page(rules, did("sarvia", "protest", "failure"), did("sarvia", "patrol", "success"))) == 1


@pytest.mark.parametrize("when", ["ordered('survey_gauge')", "flag('survey')", "done('survey_gauge') > 0"])
def test_no_secret_shows_through_a_choice_of_words(mini: Scenario, when: str) -> None:
    """The papers are written by what the public knows, a cable by what its seat knows."""
    words = {when: {"text": "A diver is seen.", "cables": {"halden": "Divers!", "sarvia": "Our divers!"}}}
    rules = compile_rules(worded(mini, "reactions", "march", **words))
    secret = did("sarvia", "survey_gauge", "success", leaked=False)
    record = turn(rules, secret, happened("reaction", "march"))
    flags, done = list(papers(rules).flags), list(papers(rules).done)
    flags[rules.flag_index["survey"]] = 2
    done[rules.move_index["survey_gauge"]] = 1
    closing = evolve(record.closing, flags=tuple(flags), done=tuple(done))
    record = evolve(record, closing=closing)
    assert "diver" not in repr(news(rules, record)).lower()
    assert "Divers!" not in repr(cables(rules, [record], "halden"))
    assert "Our divers!" in repr(cables(rules, [record], "sarvia"))


def test_a_variant_is_held_to_its_own_claims(mini: Scenario) -> None:
    words = {
        "ordered('patrol')": {"text": "No boat is out.", "claims": (Expr("not ordered('patrol')"),)},
        "turn == 2": {"text": "It is March.", "claims": (Expr("turn == 2"),)},
    }
    rules = compile_rules(worded(mini, "moves", "protest", "failure", **words))
    protest, patrol = did("sarvia", "protest", "failure"), did("sarvia", "patrol", "success")
    (found,) = untrue(rules, turn(rules, protest, patrol))
    assert found.told.path == ("moves", "protest", "failure", "variants", 0)
    assert "No boat is out." in found.told.text
    assert list(untrue(rules, turn(rules, protest))) == []
