"""What the papers of the flagship make of orders: a story for each choice, one for what belongs together, and
none that what else was done in the same weeks puts in the wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import pytest
from attrs import evolve

from tests.players import play
from tests.rules.test_truth import agreement, at, quiet
from tests.shipped import shipped, shipped_rules
from wargame.bots.contradictions import contradictions
from wargame.rules.account import Account, Deed, Happening
from wargame.rules.adjudicator import resolve
from wargame.rules.bulletins import cables, news
from wargame.rules.claims import untrue
from wargame.rules.compiled import Rules
from wargame.rules.dawn import dawn
from wargame.rules.dice import Dice
from wargame.rules.exchanges import opened
from wargame.rules.orders import Order, Orders, Reply
from wargame.rules.record import TurnRecord
from wargame.rules.seat_views import public_view
from wargame.rules.stories import Stories
from wargame.rules.views import PAGE, News, laid_out
from wargame.rules.wording import paper_name
from wargame.scenario.model import PUBLIC, Move, Scenario
from wargame.session import Game

LAUNCHES = ("short_range", "slbm", "satellite", "icbm")


@pytest.fixture(scope="module")
def offer() -> Scenario:
    return shipped("offer")


@pytest.fixture(scope="module")
def flagship() -> Rules:
    return shipped_rules("offer")


def ordered(text: str) -> Orders:
    """Orders from ``move`` or ``move=choice``, with blanks between them."""
    moves = []
    for word in text.split():
        move, _, choice = word.partition("=")
        options = shipped("offer").moves[move].options
        made = tuple((id, choice) for id, option in options.items() if choice in option.choices)
        moves.append(Order(move, made))
    return Orders(moves=tuple(moves))


@cache
def turns(turn: int, flags: tuple[str, ...] = (), **orders: str) -> tuple[TurnRecord, ...]:
    """Turns in which these are all orders, under a dozen dice, and nobody stands in their way; ``flags`` are
    set before."""
    rules = shipped_rules("offer")
    before = at(rules, turn - 1)
    state = at(rules, turn)
    facts = list(state.flags)
    for flag in flags:
        facts[rules.flag_index[flag]] = turn - 1
    state = evolve(state, flags=tuple(facts))
    given = quiet(rules, state, **{seat: ordered(text) for seat, text in orders.items()})
    asked = [(bout.code.exchange.id, bout.seat) for bout in opened(rules, rules.context(state), given)]
    replies = tuple(Reply(exchange, seat, "back down") for exchange, seat in asked)
    found = []
    for seed in range(12):
        dice = Dice(seed)
        closing, account = resolve(rules, state, given, dice, replies=replies)
        found.append(
            TurnRecord(turn, dawn(rules, before, dice)[1], state, given, account=account, closing=closing)
        )
    return tuple(found)


def worked(record: TurnRecord, move: str) -> bool:
    assert record.account is not None
    return any(d.move == move and d.grade in ("success", "triumph") for d in deeds(record))


def deeds(record: TurnRecord) -> Iterator[Deed]:
    assert record.account is not None
    return (entry for entry in record.account.entries if isinstance(entry, Deed))


def public(*records: TurnRecord) -> str:
    """All that the papers write of these turns."""
    rules = shipped_rules("offer")
    return "\n".join(f"{item.headline}: {item.text}" for one in records for item in news(rules, one))


def cabled(seat: str, *records: TurnRecord) -> str:
    rules = shipped_rules("offer")
    return "\n".join(cable.text for one in records for cable in cables(rules, [one], seat))


# -- the lines that once failed ---------------------------------------------------------------------------


def test_p1_no_parade_fires_nothing_beside_a_launch(flagship: Rules) -> None:
    told = public(*turns(3, kim="parade=new short_range"))
    assert "PARADE OF WHAT IS NEW" in told
    assert not re.search(r"(?i)nothing (was|is) fired|fires nothing|stays on its", told)


def test_p2_punishing_seoul_is_read_aloud_by_nobody(flagship: Rules) -> None:
    told = public(*turns(3, ("sea_death",), kim="seoul=punish"))
    assert "Kaesong" in told
    assert "aloud" not in told
    assert "regret to" not in told.lower()
    assert "aloud" in public(*turns(3, ("sea_death",), kim="seoul=mend"))


def test_p3_every_choice_of_every_open_move_has_its_own_story(offer: Scenario) -> None:
    """Lines of the Congress, scorn and a door ajar, banks and ships, and all others."""
    seen = 0
    for move in offer.moves.values():
        for option in move.options.values():
            if move.visibility != "open":
                continue
            stories = {choice: success(move.id, choice) for choice in option.choices}
            for one, other in combinations(stories, 2):
                assert stories[one] != stories[other], (move.id, one, other)
            seen += 1
    assert seen == 26


def success(move: str, choice: str) -> tuple[str, str]:
    """What is told where a move works with a choice, and nothing else is done."""
    rules = shipped_rules("offer")
    state = at(rules, 5)
    options = tuple((id, choice) for id in rules.scenario.moves[move].options)
    seat = rules.scenario.moves[move].seat
    deed = Deed(seat, move, 0, options, 50, (), 50, 7, "success", [])
    stories = Stories(rules, Account(5, "adjudication", [deed]), state, PUBLIC)
    return stories.outcome(deed).headline, stories.outcome(deed).text


def test_p4_silence_speaks_of_the_tremor_and_claims_no_quiet_under_bombers(flagship: Rules) -> None:
    told = public(*turns(6, kim="hold_course nuclear", trump="stand_pat"))
    assert "order is to wait" not in told
    assert "policy works" not in told
    for record in turns(3, trump="stand_pat threat=bombers"):
        (claimed,) = (item.text for item in news(flagship, record) if "Claim the quiet" in item.headline)
        assert claimed == "Apart from its warning the White House leaves it at what it has said."


def test_p5_a_letter_and_its_answer_an_envoy_and_his_reception_are_one_story_each(flagship: Rules) -> None:
    crossing = turns(3, ("channel",), trump="letter envoy", kim="reply receive")
    told = cabled("trump", *crossing)
    assert "A reply is likely" not in told
    met = missed = 0
    for record in crossing:
        text = public(record)
        if worked(record, "envoy"):
            met += 1
            assert "without talks" not in text.lower()
        elif worked(record, "receive"):
            missed += 1
            assert "The delegation is on the spot" not in cabled("kim", record)
            assert "sits down" not in cabled("kim", record)
        leaked = any(deed.move == "receive" and deed.leaked for deed in deeds(record))
        assert ("SEEN TRAVELLING" in text) is False or not leaked
    assert met
    assert missed


def test_p5_an_offer_of_relief_and_the_border_are_one_story(flagship: Rules) -> None:
    for record in turns(2, trump="aid=agencies", kim="accept_aid=openly border=open", xi="grain"):
        text = public(record)
        assert len(re.findall(r"quarantine", text)) <= 1, text
        if worked(record, "border") and worked(record, "accept_aid"):
            assert "AND AID COMES THROUGH" in text


def words(move: Move) -> Iterator[str]:
    """The headlines and texts of what comes of a move."""
    for outcome in filter(None, (move.success, move.failure, move.triumph, move.backfire, move.leaked)):
        yield f"{outcome.headline} {outcome.text}"
        yield from (f"{variant.headline} {variant.text}" for variant in outcome.variants)


def test_p6_no_public_text_speaks_to_a_seat(offer: Scenario) -> None:
    for move in offer.moves.values():
        if move.visibility == "open":
            for text in words(move):
                assert not re.search(r"(?i)\b(you|your|yours|our|we)\b", text), (move.id, text)


def test_p7_open_aid_is_seen(flagship: Rules) -> None:
    told = public(*turns(2, kim="accept_aid=openly"))
    assert "OPENS ITS QUARANTINE" in told
    assert not re.search(r"(?i)camera|burn", told)
    assert "No cameras" in public(*turns(2, kim="accept_aid=quietly"))


def test_p8_nobody_says_nothing_beside_what_the_same_seat_says(flagship: Rules) -> None:
    told = public(*turns(3, kim="statement hold_course", biden="silence pledge"))
    assert "Apart from one statement" in told
    assert "Beyond what it has just said" in told
    assert "order is to wait" not in told


def test_p9_no_text_asks_for_more_days_than_a_stretch_has(offer: Scenario) -> None:
    shortest = min((turn.end - turn.start).days + 1 for turn in offer.calendar)
    assert shortest == 8
    texts = [factor.because for move in offer.moves.values() for factor in move.factors]
    texts += [text for move in offer.moves.values() for text in words(move)]
    assert not [text for text in texts if re.search(r"(?i)ten days|two weeks|frozen river", text)]


def test_p10_opening_an_open_crossing_pays_nothing(flagship: Rules) -> None:
    track = {id: flagship.track_index[id] for id in ("currency", "welfare", "ties")}
    gains = {}
    for flags in ((), ("crossing",)):
        record = next(one for one in turns(3, flags, kim="border=open") if worked(one, "border"))
        (deed,) = deeds(record)
        gains[flags] = {id for id, _, _ in deed.changes} & set(track)
        told = public(record)
    assert gains[()] == set(track)
    assert not gains["crossing",]
    assert "STAYS OPEN" in told


def test_t4_a_letter_that_is_called_theatre_is_not_beside_one_that_was_answered(flagship: Rules) -> None:
    for record in turns(3, trump="letter", kim="reply"):
        for seat in ("trump", "kim"):
            assert "filed as theatre" not in cabled(seat, record)


def test_t4_the_committee_grants_no_request_that_has_just_failed(flagship: Rules) -> None:
    failed = 0
    for record in turns(5, trump="ease_exemptions", xi="slow_walk"):
        assert record.account is not None
        granted = [
            e for e in record.account.entries if isinstance(e, Happening) and e.id == "committee_decides"
        ]
        assert not any(e.happened for e in granted)
        failed += not worked(record, "ease_exemptions")
    assert failed


def test_t5_a_submarine_missile_leads_the_paper_that_marks_its_rung(flagship: Rules) -> None:
    for record in turns(2, kim="slbm hold_course"):
        if worked(record, "slbm"):
            closing = record.closing
            assert closing is not None
            following, dawned = dawn(flagship, closing, Dice(1))
            view = public_view(flagship, [record, TurnRecord(3, dawned, following)])
            assert view.news[0].headline == "SUBMARINE MISSILE FIRED FROM SINPO"
            assert next(rung.name for rung in view.ladder if rung.here) == "Submarine missile"


# -- the page ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["offer", "offer-lesson"])
def test_a_page_has_seven_items_and_no_slips_and_nothing_public_is_lost(name: str) -> None:
    full = 0
    for seed in range(4):
        game = play(Game.new(shipped_rules(name), seed=seed), seed)
        for number in range(1, game.turn + 1):
            view = game.public(number)
            full += len(view.news) == PAGE
            assert len(view.news) <= PAGE
            assert not any(
                item.slip or (": " in item.headline[:12] and item.weight < 2) for item in view.news
            )
            before = news(game.rules, game.turns[number - 2]) if number > 1 else ()
            assert set(before) <= {*view.news, *view.also}
            assert laid_out((*view.news, *view.also)) == (view.news, view.also)
    assert full > 10


def test_what_changed_most_stands_first() -> None:
    def told(headline: str, weight: int, changed: int, *, decided: bool = True, slip: bool = False) -> News:
        return News(1, headline, "", weight, "", decided=decided, changed=changed, slip=slip)

    front, also = laid_out(
        [
            told("an order", 9, 90, slip=True),
            told("a word", 4, 3),
            told("a launch", 4, 30),
            told("a storm", 9, 10, decided=False),
            *(told(f"a note {n}", 2, 0) for n in range(5)),
        ]
    )
    assert [item.headline for item in front[:3]] == ["a launch", "a storm", "a word"]
    assert [item.headline for item in also] == ["a note 4", "an order"]


def test_what_an_order_changed_is_what_everybody_sees(flagship: Rules) -> None:
    """Hidden tracks and what is kept from the public move nothing on the page."""
    for record in turns(3, biden="track_two_word float_freeze"):
        for item in news(flagship, record):
            assert item.changed <= 12, item  # a fact, and steps of standing and alliance


def test_agreements_go_by_a_name_of_their_own(flagship: Rules) -> None:
    pair = ("trump", "kim")
    papers = [agreement(f"{n}-kim", since, pair, "liaison") for n, since in enumerate((2, 3, 4, 3, 7))]
    names = [paper_name(flagship, one, papers) for one in papers]
    assert names == [
        "the October paper",
        "the second October paper",
        "the November paper",
        "the third October paper",
        "the January paper",
    ]


@pytest.mark.parametrize("name", ["offer", "offer-lesson"])
def test_no_text_claims_what_is_not_so(name: str) -> None:
    assert list(contradictions(shipped(name), 30)) == []


def test_no_claim_of_these_turns_is_untrue(flagship: Rules) -> None:
    told = [
        turns(3, ("sea_death",), kim="seoul=mend statement", trump="envoy letter", xi="host grain"),
        turns(
            6, ("channel",), kim="inspectors nuclear", trump="stand_pat envoy", biden="call_restraint silence"
        ),
        turns(4, kim="moratorium=every short_range", trump="consult", xi="link enforce"),
    ]
    assert [found for records in told for record in records for found in untrue(flagship, record)] == []


def test_what_is_said_again_is_not_printed_in_the_same_words(offer: Scenario) -> None:
    weeks = ("attack warn_deal", "attack warn_deal", "attack warn_deal", "warn_deal", "object", "object")
    said = ("CHALLENGER:", "CHALLENGER AGAIN", "CHALLENGER COUNTS", "HAST", "TRANSITION WARNS", "AJAR")
    game = Game.new(offer, seed=7)
    told: list[str] = []
    for turn, words in enumerate(weeks):
        given = {
            "kim": ordered("statement=ajar" if turn in (1, 4) else "hold_course"),
            "biden": ordered(words),
        }
        for seat in offer.seats:
            game.seat(seat).commit(given.get(seat, Orders()))
        game.resolve()
        page = game.public()
        told += [n.headline for n in (*page.news, *page.also) if any(word in n.headline for word in said)]
    assert len(told) > 7, told
    assert sorted(told) == sorted(set(told))
