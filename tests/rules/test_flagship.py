"""What the flagship scenario promises, and what its secrets are worth."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

import pytest
from attrs import evolve

from tests.players import play
from tests.shipped import shipped, shipped_rules
from wargame.bots.runner import play_out
from wargame.bots.seating import setups
from wargame.ids import MoveId, ObjectiveId, SeatId, TermId
from wargame.rules.belief import bounds, seen
from wargame.rules.compiled import Rules
from wargame.rules.orders import Order, Orders
from wargame.rules.seat_views import public_view, seat_view
from wargame.rules.stories import Worded
from wargame.rules.terms import unmet
from wargame.scenario import check
from wargame.scenario.model import PUBLIC, Inject, Reaction, Scenario
from wargame.session import Game


@pytest.fixture(scope="module")
def offer() -> Scenario:
    return shipped("offer")


@pytest.fixture(scope="module")
def lesson() -> Scenario:
    return shipped("offer-lesson")


@pytest.mark.parametrize("name", ["offer", "offer-lesson", "offer-second-term"])
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


CALL = date(2020, 11, 7)
NOT_BEFORE_THE_CALL = (
    r"(?i)\b(incoming|outgoing|president-elect|predecessors?|successors?)\b",
    r"(?i)\bthe (next|new) (american )?(team|washington|president|administration)\b",
)
ONLY_AFTER_THE_CALL = re.compile(
    r"(?<!not )flag\('(called|ascertained|team|objected|briefed|files|capitol|georgia|floor)'\)"
    r"|ordered\('object'\)|(endorsed|disowned)\('biden'\)|after\('2021-01-01'\)|'2021-01-19'"
)


def test_what_was_not_yet_known_is_not_told_in_play(offer: Scenario, lesson: Scenario) -> None:
    for scenario in (offer, lesson):
        told = list(_told(scenario, date(2021, 1, 18)))
        for pattern in NOT_YET:
            assert not [text for text in told if re.search(pattern, text)], pattern


def test_nothing_tells_before_the_call_who_wins(offer: Scenario, lesson: Scenario) -> None:
    for scenario in (offer, lesson):
        told = list(_told(scenario, CALL, ONLY_AFTER_THE_CALL))
        assert len(told) > 1000
        for pattern in NOT_BEFORE_THE_CALL:
            assert not [text for text in told if re.search(pattern, text)], pattern


ANNOUNCED = {"anniversary_near", "congress_opens"}  # what they announce is decided in the same turn


def test_news_is_not_older_than_its_day(offer: Scenario, lesson: Scenario) -> None:
    for scenario in (offer, lesson):
        for event in scenario.events.values():
            turn = next((t for t in scenario.calendar if event.on and t.start <= event.on <= t.end), None)
            if event.on is not None and turn is not None and event.id not in ANNOUNCED:
                early = (event.on - turn.start).days * 3 < (turn.end - turn.start).days + 1
                answers = re.search(r"ordered|happened|failed", event.when)  # it tells of this turn's orders
                assert event.at == ("dawn" if early and not answers else "dusk"), event.id


def test_a_dated_event_has_a_source_that_could_tell_of_it(offer: Scenario) -> None:
    for event in offer.events.values():
        if event.on is not None and event.id not in ANNOUNCED:
            pages = [offer.sources[id] for id in event.sources if not offer.sources[id].general]
            assert any(_written(page.title) >= event.on for page in pages), event.id


# Pages that only repeat what somebody else wrote, and papers that nobody would rest a fact on.
MIRRORS = (
    *(
        "tiatira",
        "theusawire",
        "breitbart",
        "urdupoint",
        "the-sun",
        "swipeupnews",
        "elnashra",
        "vietnamcolors",
    ),
    *(
        "detik",
        "chinascope",
        "stage.",
        "staging",
        "blogspot",
        "foreignaffairs.co.nz",
        "thedailyripple",
        "jagranjosh",
    ),
    *("islamtimes", "pressreader", "rushhourdaily", "rokdrop", "berkshiredoulas", "roundnews", "infosurhoy"),
    *("allsidesnow", "kinaforum", "sportsturfmanager", "tricksfast", "thenorthatlanticleague"),
)


def test_no_source_is_a_mirror_or_a_tabloid(offer: Scenario) -> None:
    found = [source.id for source in offer.sources.values() if any(m in source.url for m in MIRRORS)]
    assert found == []
    assert [
        source.id for source in offer.sources.values() if not (source.url or source.note or source.general)
    ] == ["s84"]


def _written(title: str) -> date:
    """The day that a source's title ends with, or the last one of its month or year. A title without any
    tells of nothing that is dated."""
    found = re.search(r"(?:(?:(\d{1,2}) )?([A-Z][a-z]+) |\b)(20[12]\d)$", title)
    if not found:
        return date.min
    year = int(found[3])
    month = list(month_name).index(found[2]) if found[2] in month_name[1:] else 12
    return date(year, month, int(found[1] or monthrange(year, month)[1]))


def _told(s: Scenario, until: date, closed: re.Pattern[str] | None = None) -> Iterator[str]:
    """Yield all texts that can be read before a day: not those of events of that day and later, and
    nothing that hangs on a condition which can't hold until then (``closed``)."""

    def shut(*conditions: str) -> bool:
        return closed is not None and any(closed.search(condition) for condition in conditions)

    yield from (s.title, s.summary, s.brief, s.short, s.content_note)
    yield from (turn.title for turn in s.calendar if turn.start < until)
    for seat in s.seats.values():
        yield from (seat.office, seat.aim, seat.card, seat.stakes, *seat.persona.letters)
    for track in s.tracks.values():
        yield from (track.name, track.what, *(band.name for band in track.bands))
        yield from (factor.because for factor in track.drift if not shut(factor.when))
    yield from (flag.name for flag in s.flags.values())
    for move in s.moves.values():
        yield from (move.name, move.line, *move.advice.values(), *(need.because for need in move.needs))
        for option in move.options.values():
            yield option.name
            yield from (text for choice in option.choices.values() for text in (choice.name, choice.line))
        yield from (factor.because for factor in move.factors if not shut(factor.when))
        outcomes = (move.success, move.failure, move.triumph, move.backfire, move.leaked)
        if not shut(*(need.when for need in move.needs)):
            for outcome in filter(None, outcomes):
                yield from _worded(outcome, shut)
    for term in s.terms.values():
        yield from (term.name, term.text, *term.advice.values(), *(need.because for need in term.needs))
    yield from (factor.because for factor in s.durability.factors if not shut(factor.when))
    for event in s.events.values():
        if (event.on is None or event.on < until) and not shut(event.when):
            yield from _worded(event, shut)
    more: list[Reaction | Inject] = [*s.reactions.values(), *s.injects.values()]
    for happening in more:
        if not shut(getattr(happening, "when", "")):
            yield from _worded(happening, shut)
    yield from (forecast.question for forecast in s.forecasts.values() if not shut(forecast.when))
    for objective in s.objectives.values():
        yield from (objective.name, objective.text)
        yield from (part.text for part in objective.parts if not shut(part.when))
    for ending in s.endings.values():
        if ending.at == "any" and not shut(ending.when):
            yield from (ending.headline, ending.text)
            yield from (part.text for part in ending.parts if not shut(part.when))


def _worded(item: Worded, shut: Callable[..., bool]) -> Iterator[str]:
    """The texts of a piece of news, in all its words that can be told."""
    for of in (item, *(variant for variant in item.variants if not shut(variant.when))):
        yield from (of.headline, of.text, *of.cables.values())


HANDED_OVER = re.compile(
    r"(?i)\b(vote|hand-over|inherit|lives? on|outlives?|begin|first (day|file)|took over|noon|winter"
    r"|nobody briefed you|there to keep)\b"
)
ONLY_THEN = re.compile(r"(?<!not )flag\('called'\)|survived\(\) > 0|turn == turns")
SPOKEN_OF_AS_MISSING = ("What was signed on tests or weapons never came to a hand-over.",)


def test_a_game_that_ends_early_is_told_of_no_vote_and_no_hand_over(offer: Scenario) -> None:
    parts = [part for objective in offer.objectives.values() for part in objective.parts]
    parts += [part for ending in offer.endings.values() if ending.at == "any" for part in ending.parts]
    told = [part for part in parts if HANDED_OVER.search(part.text)]
    assert len(told) >= 10
    for part in told:
        if part.text not in SPOKEN_OF_AS_MISSING:
            assert ONLY_THEN.search(part.when), part.text
    missing = [part for part in parts if part.text in SPOKEN_OF_AS_MISSING]
    assert all("turn < turns" in part.when for part in missing)
    assert len(missing) == len(SPOKEN_OF_AS_MISSING)


# A notice on the terrorism list can still be given in the turn of the draft; whoever gives none can't sign.
TOO_LATE = {("offer", "terror_list", 6), ("offer-lesson", "terror_list", 3)}


@pytest.mark.parametrize("name", ["offer", "offer-lesson"])
def test_what_can_be_drafted_is_not_shut_by_the_date_when_it_could_be_signed(name: str) -> None:
    rules = shipped_rules(name)
    state = Game.new(rules, seed=1).record.opening
    shut = set()
    for id, code in rules.terms.items():
        asked = {flag for need in code.term.needs for flag in re.findall(r"flag\('(\w+)'\)", need.when)}
        for up in product((False, True), repeat=len(asked)):
            for turn in range(1, rules.last_turn):
                now, later = (
                    rules.context(evolve(state, turn=turn)),
                    rules.context(evolve(state, turn=turn + 1)),
                )
                for x in (now, later):
                    for flag, value in zip(sorted(asked), up, strict=True):
                        x.f[rules.flag_index[flag]] = value
                if not unmet(code.needs, now) and unmet(code.needs, later):
                    shut.add((name, id, turn))
    assert shut == {case for case in TOO_LATE if case[0] == name}


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
        game = play(Game.new(shipped_rules(name), seed=seed), seed)
        endings[game.end().id] += 1
        assert all(0 <= s.score <= 100 for s in game.end().scores)
        assert game.verify() == []
    assert sum(endings.values()) == 6


DONE = {
    ("kim", date(2020, 9, 25)): ("seoul", "mend"),
    ("kim", date(2020, 10, 3)): ("statement", "wishes"),
    ("xi", date(2020, 10, 23)): ("anniversary", "speech"),
    ("trump", date(2020, 11, 19)): ("designate", "ships"),
    ("kim", date(2020, 12, 4)): ("campaign", "purge"),
    ("trump", date(2020, 12, 8)): ("designate", "ships"),
    ("kim", date(2021, 1, 9)): ("congress", "buildup"),
}
"""What was done, in which way."""


@pytest.mark.parametrize("name", ["offer", "offer-lesson"])
def test_history_plays_what_was_done_in_the_way_it_was_done(name: str) -> None:
    """The speech of 23 October, the law of 4 December, the listing of 19 November."""
    rules = shipped_rules(name)
    game = Game.new(rules, seed=1, seats=setups(rules.scenario, {}, "ai:history"))
    play_out(game)
    for (seat, day), (move, choice) in DONE.items():
        turn = next(n for n, t in enumerate(rules.calendar) if t.start <= day <= t.end)
        if name == "offer-lesson" and move == "seoul":
            turn += 1  # the death is told at the end of the first stretch
        made = {
            order.move: rules.codes[order.move].choices(order.options) for order in _ordered(game, turn, seat)
        }
        assert choice in made.get(move, ()), (seat, day, made)


def _ordered(game: Game, turn: int, seat: str) -> tuple[Order, ...]:
    return game.turns[turn].orders[SeatId(seat)].moves


FOR_OTHERS = {"trump": "the_missing", "kim": "roofs_and_rice", "xi": "no_domino", "biden": "families_first"}
"""Of each seat a hidden aim that is not power politics."""


def test_every_seat_has_an_aim_that_is_not_power_politics(offer: Scenario) -> None:
    for seat, aim in FOR_OTHERS.items():
        assert offer.objectives[ObjectiveId(aim)].seat == seat
        assert offer.objectives[ObjectiveId(aim)].hidden
    for seat in offer.seats:
        assert sum(o.weight for o in offer.objectives.values() if o.seat == seat and not o.hidden) == 4


def scores(rules: Rules, *flags: str, **tracks: int) -> dict[str, int]:
    """Every objective's score at the start, with these flags set and these tracks moved."""
    x = rules.context(rules.start)
    for flag in flags:
        x.f[rules.flag_index[flag]] = True
    for track, by in tracks.items():
        x.t[rules.track_index[track]] += by
    return {id: code.score(x.t, x.f, x) for id, code in rules.objectives.items()}


@pytest.mark.parametrize("by", [-60, -40, -20, 0])
@pytest.mark.parametrize(("flag", "order"), [("ideology", 5), ("sealed", 3)])
def test_repression_raises_no_score_and_its_price_is_named(flag: str, order: int, by: int) -> None:
    """Dismissals and prison for films; orders to shoot at the border: order by fear is not order gained."""
    rules = shipped_rules("offer")
    before, after = scores(rules, cohesion=by), scores(rules, flag, cohesion=by + order)
    assert [id for id in before if after[id] > before[id]] == []
    for aim in ("regime_safe", "no_war_no_collapse"):
        parts = rules.scenario.objectives[ObjectiveId(aim)].parts
        assert any(f"flag('{flag}')" in part.when and "taken off" in part.text for part in parts)


def test_what_was_seen_is_scored_for_its_own_sake() -> None:
    rules = shipped_rules("offer")
    before, after = scores(rules), scores(rules, "inspected")
    assert after["clean_handover"] > before["clean_handover"]
    assert after["no_humiliation"] > before["no_humiliation"]
    assert after["no_domino"] > before["no_domino"]


def test_punishing_seoul_does_not_simply_weaken_the_alliance(offer: Scenario) -> None:
    effects = offer.moves[MoveId("seoul")].success.effects
    moved = [effect for effect in effects if effect.startswith("alliance") and "punish" in effect]
    assert {effect.split()[1] for effect in moved} == {"+=", "-="}


def test_rights_cost_and_gain_in_more_than_one_direction(offer: Scenario) -> None:
    signs = {effect.split()[1] for effect in offer.moves[MoveId("rights")].success.effects}
    assert signs == {"+=", "-="}
    assert {effect.split()[1] for effect in offer.terms[TermId("rights_talks")].on_signing} == {"+=", "-="}
    worth = offer.terms[TermId("rights_talks")].worth
    assert "if" in worth[SeatId("kim")]
    assert "if" in worth[SeatId("xi")]


def test_seoul_tokyo_and_moscow_stand_in_the_brief(offer: Scenario) -> None:
    part = offer.brief.split("WHO HAS NO SEAT")[1].split("NOBODY IS PLAYING")[0]
    assert all(name in part for name in ("SEOUL", "TOKYO", "MOSCOW"))
    assert "fled the North" in part


def test_a_get_well_note_needs_no_letter(offer: Scenario) -> None:
    (option,) = offer.moves[MoveId("statement")].options.values()
    assert "wishes" in option.choices
    assert offer.moves[MoveId("statement")].needs == ()


def test_the_transition_has_mail_at_its_first_desk(lesson: Scenario, offer: Scenario) -> None:
    for scenario in (offer, lesson):
        (cable, *_) = Game.new(scenario, seed=1).view("biden").cables
        assert "freeze" in cable.text


def test_a_move_tells_what_it_does_for_its_seat_beyond_the_aims_and_what_it_opens() -> None:
    """The moves that win the game looked worthless: belief, access and durability are no aims."""
    game = Game.new(shipped_rules("offer"), seed=5)
    pledge = game.gains("biden", Order(MoveId("pledge")))
    assert dict(pledge.means) == {"Belief in durability": 2, "How likely a deal lasts": 1}
    assert dict(game.gains("biden", Order(MoveId("silence"))).means) == {"Credibility and access": 1}
    envoy = game.gains("trump", Order(MoveId("envoy")))
    assert "Certify a timed suspension to Congress" in envoy.opens
    assert "Written test moratorium" in envoy.terms
    assert not envoy.means, "what a move costs stands in its price"
    assert envoy.aims == game.marks("trump", Orders((Order(MoveId("envoy")),)))
    assert "Put the test moratorium in writing" not in envoy.opens, "a term has the id of another's move"
