"""What the flagship says is so: endings of papers, events of what is known, concepts of what is read."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from tests.players import play
from tests.shipped import shipped, shipped_rules
from wargame.debrief.plain import plain_lines
from wargame.debrief.sections.table import leading
from wargame.rules.compiled import Rules
from wargame.scenario.model import Scenario
from wargame.session import Game

FLAGSHIP = ("offer", "offer-lesson")


@pytest.fixture(scope="module", params=FLAGSHIP)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return shipped(request.param)


def test_no_ending_denies_what_was_signed(scenario: Scenario) -> None:
    signed = 0
    for seed in range(12):
        game = play(Game.new(scenario, seed=seed), seed)
        closing = game.turns[-1].closing
        assert closing is not None
        told = " ".join((game.end().headline, *game.end().epilogue)).lower()
        if closing.agreements:
            signed += 1
            assert "nothing was signed" not in told.replace("nothing was signed about weapons", ""), seed
            assert "no deal" not in told, seed
    assert signed >= 3


def test_who_denies_every_paper_comes_after_who_asks_for_one(scenario: Scenario) -> None:
    endings = list(scenario.endings.values())
    asked = next(i for i, ending in enumerate(endings) if ending.when == "signed() > 0")
    denying = [i for i, ending in enumerate(endings) if "nothing was signed" in ending.text.lower()]
    assert [i for i in denying if i < asked and "about weapons" not in endings[i].text] == []
    assert len(endings) - 1 in denying


def told_on(s: Scenario, day: date) -> str:
    return " ".join(f"{event.headline} {event.text}" for event in s.events.values() if event.on == day)


@pytest.fixture(scope="module")
def offer() -> Scenario:
    return shipped("offer")


def test_the_last_debate_had_more_than_two_sentences_on_korea(offer: Scenario) -> None:
    told = told_on(offer, date(2020, 10, 22))
    assert "TWO SENTENCES" not in told
    assert told.count("The moderator asks") >= 3


def test_the_first_debate_cites_no_page_on_the_last_one(offer: Scenario) -> None:
    for event in offer.events.values():
        if event.on == date(2020, 9, 29):
            titles = [offer.sources[id].title for id in event.sources]
            assert titles
            assert all("September 2020" in title for title in titles)


def test_the_list_of_dates_is_what_was_known_on_7_september(offer: Scenario) -> None:
    dates = offer.brief.split("DATES EVERYBODY KNOWS")[1].split("WHAT THE LAW SAYS")[0]
    assert "29 September, 15 and 22 October, debates" in dates
    assert "arly January" not in dates
    assert "cancelled" in told_on(offer, date(2020, 10, 9)).lower()  # of the 15th
    assert "early January" in told_on(offer, date(2020, 12, 29))


def test_no_card_counts_years_that_were_not(offer: Scenario) -> None:
    assert not [seat.id for seat in offer.seats.values() if "six years" in seat.card]


def test_the_near_miss_is_told_with_its_own_months(offer: Scenario) -> None:
    term = offer.terms["suspension"]
    assert "eighteen months" in term.text
    assert not [line for line in term.advice.values() if "near miss" in line and "thirty-six" not in line]


def test_the_killing_at_sea_is_news_from_the_24th(scenario: Scenario) -> None:
    (event,) = (event for event in scenario.events.values() if "set sea_death" in event.effects)
    assert event.on == date(2020, 9, 24)


def test_the_debrief_tells_of_both_calls_between_the_generals(scenario: Scenario) -> None:
    told = " ".join(scenario.debrief.history)
    assert re.search(
        r"30 October.{0,60}chairman of the US Joint Chiefs|chairman.{0,200}30 October", told, re.DOTALL
    )
    assert re.search(
        r"8th (the )?chairman of the US Joint Chiefs", told.replace("on the 8th the", "on the 8th")
    )
    page = (Path(__file__).parents[2] / "docs" / "offer.md").read_text(encoding="utf-8")
    assert "the calls appear in the debrief" in page


def test_no_river_is_frozen_before_winter_and_no_quarantine_outlasts_its_stretch(scenario: Scenario) -> None:
    shortest = min((turn.end - turn.start).days + 1 for turn in scenario.calendar)
    for event in scenario.events.values():
        if event.on is None:
            assert not re.search(r"(?i)froz|\bice\b", f"{event.headline} {event.text}"), event.id
    for move in scenario.moves.values():
        for outcome in filter(None, (move.success, move.failure, move.triumph, move.backfire)):
            assert shortest >= 10 or "ten days" not in outcome.text.lower(), move.id


def test_of_the_variants_of_an_event_one_comes(scenario: Scenario) -> None:
    """No game tells two; before anybody has done anything it is the first, which is what was reported."""
    rules, rng = shipped_rules(scenario.id), random.Random(1)
    named = defaultdict(list)
    for event in scenario.events.values():
        if event.on is not None:
            named[event.name].append(event)
    variants = [events for events in named.values() if len(events) > 1]
    assert len(variants) >= (22 if scenario.id == "offer" else 12)
    assert all(len({event.on for event in events}) == 1 for events in variants)
    x = rules.context(rules.start)
    flags, moves = len(x.f), len(x.done)
    for n in range(300):
        x.f[:] = [n > 0 and rng.random() < 0.5 for _ in range(flags)]
        x.done[:] = [int(n > 0 and rng.random() < 0.5) for _ in range(moves)]
        x.ordered = {i for i in range(moves) if n > 0 and rng.random() < 0.3}
        for events in variants:
            comes = [bool(rules.condition(event.when)(x.t, x.f, x)) for event in events]
            assert sum(comes) <= 1, events[0].name
            assert comes[0] or n, events[0].name


def comes(rules: Rules, event: str, *flags: str, done: str = "", ordered: str = "") -> bool:
    """Would the event come, these flags set, that move done before or ordered now?"""
    x = rules.context(rules.start)
    for flag in flags:
        x.f[rules.flag_index[flag]] = True
    if done:
        x.done[rules.move_index[done]] = 1
    x.ordered = {rules.move_index[ordered]} if ordered else set()
    return bool(rules.condition(rules.scenario.events[event].when)(x.t, x.f, x))


def test_no_war_is_not_said_beside_threats() -> None:
    rules = shipped_rules("offer")
    assert comes(rules, "debate_two")
    assert not comes(rules, "debate_two", "threatened")
    assert not comes(rules, "debate_two", ordered="threat")
    assert comes(rules, "debate_two_on_fire", "threatened")
    assert "not ordered('threat')" in rules.scenario.events["debate_two"].claims


@pytest.mark.parametrize("name", FLAGSHIP)
def test_beijing_does_not_undo_sanctions_while_it_shuts_ports(name: str) -> None:
    rules = shipped_rules(name)
    assert comes(rules, "accusation")
    assert not comes(rules, "accusation", done="enforce")
    assert comes(rules, "accusation_with_thanks", done="enforce")
    assert not comes(rules, "accusation", done="consult")
    assert comes(rules, "accusation_in_private", done="consult")


@pytest.mark.parametrize("name", FLAGSHIP)
def test_nobody_is_silent_beside_a_sister_who_speaks_or_a_tremor(name: str) -> None:
    rules = shipped_rules(name)
    assert "not mention" not in rules.scenario.events["the_call"].text
    for event in ("no_word", "embassies_told"):
        assert comes(rules, event)
        assert not comes(rules, event, ordered="statement")
        assert not comes(rules, event, "launch")
    assert not comes(rules, "embassies_told", ordered="nuclear")


CONCEPTS = (
    *("commitment", "two_levels", "audience_costs", "spoilers"),
    *("security_dilemma", "costly_signals", "misperception", "sanctions"),
)


def test_each_scenario_names_its_concepts_and_the_debrief_tells_them(scenario: Scenario) -> None:
    concepts = scenario.debrief.concepts
    assert tuple(concepts) == CONCEPTS
    assert all(len(concept.readings) == 2 and len(concept.shows) >= 3 for concept in concepts.values())
    assert len(scenario.debrief.criteria) >= 5
    told = " ".join(" ".join(plain_lines([leading(scenario)])).split())
    for concept in concepts.values():
        assert f"{concept.name}. {concept.text}" in told
        assert all(f"Read: {reading}." in told for reading in concept.readings)
    assert "Shows in: Belief in durability; Pledge not to tear up a sound freeze" in told
    assert all(text in told for text in scenario.debrief.criteria)


def test_a_choice_of_a_card_waits_only_where_it_is_about_waiting() -> None:
    waits = {"stand_pat", "hold_course", "stay_out", "silence"}
    for card in shipped("offer").cards.values():
        for choice in card.choices.values():
            if choice.offer or (choice.moves and choice.moves[0] not in waits):
                assert not waits & {*choice.moves, *choice.also}, (card.id, choice.id)


def test_three_marks_stand_in_a_line_of_a_card() -> None:
    for scenario in ("offer", "offer-lesson", "offer-second-term", "first-letter"):
        assert max(len(aim.name) for aim in shipped(scenario).objectives.values()) <= 20


def test_what_may_be_read_in_any_month_names_no_vote_to_come(scenario: Scenario) -> None:
    """Clauses are advised on all through the game, and notes on offers are read a stretch later."""
    advice = [line for term in scenario.terms.values() for line in term.advice.values()]
    choices = [choice for card in scenario.cards.values() for choice in card.choices.values()]
    notes = [choice.offer.note for choice in choices if choice.offer]
    assert advice
    coming = re.compile(r"before (the|an?) (vote|election|count)")
    assert [text for text in (*advice, *notes) if coming.search(text)] == []


def test_a_pledge_is_told_at_the_end_only_where_one_was_made(scenario: Scenario) -> None:
    parts = [
        part for ending in scenario.endings.values() for part in ending.parts if "sound freeze" in part.text
    ]
    assert {part.when for part in parts} == {"flag('pledged')"}
