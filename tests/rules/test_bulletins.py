"""What the papers, the cables and the public reveal say, and to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve

from tests.rules.test_seat_views import said
from wargame.rules.account import Account, Deed, Entry, Happening, Omission, PledgeFate, Talk
from wargame.rules.bulletins import INJECT_WEIGHT, cables, dawn_news, news, reveal
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Order, Orders
from wargame.rules.record import TurnRecord
from wargame.rules.state import Agreement, Proposal, State
from wargame.rules.views import News, RevealLine
from wargame.scenario.model import Event, Outcome, Scenario
from wargame.session import Game


def sold(rules: Rules, seed: int) -> tuple[Deed, RevealLine]:
    """Halden sells power in the first turn: what came of it, and what the public is told of it."""
    game = Game.new(rules, seed=seed)
    for seat in game.waiting:
        game.commit(seat, Orders(moves=(Order("sell_power"),) if seat == "halden" else ()))
    account = game.resolve().account
    assert account is not None
    deed = next(e for e in account.entries if isinstance(e, Deed))
    return deed, next(line for line in game.reveal(1) if line.who == "Halden")


def test_a_die_that_contradicts_public_odds_is_not_shown(mini: Scenario) -> None:
    """The truth makes it harder than anybody can know. A die that decides alike by both odds is shown; one
    that only the truth decided against would tell that there is something to know."""
    omen = Event(id="omen", name="Omen", on=mini.calendar[0].start, effects=("set survey",))
    move = evolve(
        mini.moves["sell_power"], visibility="open", odds="30 if flag('survey') else 60", leak="", factors=()
    )
    rules = compile_rules(
        evolve(mini, moves={**mini.moves, "sell_power": move}, events={**mini.events, "omen": omen})
    )
    told = {}
    for seed in range(40):
        deed, line = sold(rules, seed)
        assert deed.odds == 30
        assert line.odds is not None
        assert line.odds.percent == 60
        assert line.grade == deed.grade
        assert line.roll == (None if 30 <= deed.roll < 60 else deed.roll)
        told[deed.grade] = line.roll is None
    assert told.keys() == {"triumph", "success", "failure", "backfire"}


def happened(kind: str, id: str, **more: object) -> Happening:
    return Happening(kind, id, 100, 0, True, [], **more)


def did(seat: str, move: str, grade: str, **more: object) -> Deed:
    odds = 100 if move in ("fill_on", "hold_levels") else 50
    return Deed(seat, move, 0, (), odds, (), odds, 7, grade, [], **more)


def talks(paper: str) -> list[Talk]:
    """All that can be said of a paper."""
    of_seats = ("proposed", "signed", "refused", "endorsed", "disowned", "silent")
    of_terms = ("kept", "late")
    return [
        *(Talk(kind, paper, "sarvia" if kind in of_seats[:3] else "commission") for kind in of_seats),
        *(Talk(kind, paper, term="slow_fill") for kind in of_terms),
        Talk("broken", paper, "halden", "slow_fill"),
        Talk("lapsed", paper, why="an agreement forbids it"),
        *(Talk(kind, paper) for kind in ("expired", "in force", "survived", "fell", "untouched")),
    ]


ENTRIES: dict[str, list[Entry]] = {
    "What happens": [
        happened("event", "melt"),
        happened("event", "rumour"),
        happened("event", "market"),
        evolve(happened("event", "drought"), happened=False),
        happened("reaction", "call_loan"),
        happened("reaction", "march"),
        evolve(happened("reaction", "march"), happened=False),
        happened("inject", "flood"),
        happened("inject", "flood", headline="A wave", text="A wall of water."),
        happened("inject", "calm"),
        happened("inject", "", headline="A rumour", text="A ship is late."),
        happened("inject", "", text="A ship is late."),
        happened("inject", ""),
        Omission("sarvia"),
    ],
    "Deeds": [
        did("halden", "hold_levels", "success"),
        did("halden", "fill_on", "success"),
        did("sarvia", "protest", "failure"),
        evolve(did("sarvia", "protest", "failure"), roll=60),  # as much as the public odds
        evolve(did("sarvia", "protest", "success"), roll=59),
        did("sarvia", "seize_bridge", "success"),
        did("halden", "sell_power", "success", leaked=False),
        did("halden", "sell_power", "failure", leaked=False),
        did("halden", "sell_power", "triumph", leaked=True),
        did("sarvia", "survey_gauge", "success", leaked=False),
        did("sarvia", "survey_gauge", "failure", leaked=True),
    ],
    "Promises": [
        PledgeFate(seat, to, move, will, 2, status, known)
        for seat, to, move in (
            ("halden", "sarvia", "fill_on"),
            ("halden", "sarvia", "sell_power"),
            ("halden", "commission", "sell_power"),
            ("sarvia", "halden", "survey_gauge"),
        )
        for will, status, known in (
            (True, "made", False),
            (True, "kept", False),
            (False, "broken", False),
            (True, "broken", True),
        )
    ],
    "An offer from Halden to Sarvia, shown to the commission": list(talks("1-halden")),
    "An offer from Halden to Sarvia alone": list(talks("1-halden.2")),
    "An agreement of Sarvia and Halden": list(talks("1-sarvia")),
}


def papers(rules: Rules) -> State:
    """A state with the papers of which ``ENTRIES`` speak."""
    opening = Game.new(rules, seed=1).record.opening
    parties = ("halden", "sarvia")
    offers = (
        Proposal("1-halden", "halden", ("slow_fill",), parties, ("commission",), 1, 3),
        Proposal("1-halden.2", "halden", ("slow_fill",), parties, (), 1, 3),
        Proposal("1-sarvia", "sarvia", ("slow_fill",), parties, (), 1, 3, status="signed"),
    )
    treaty = Agreement("1-sarvia", "sarvia", ("slow_fill",), parties, 2, (0,))
    return evolve(opening, turn=2, proposals=offers, agreements=(treaty,))


def told(rules: Rules, entries: list[Entry]) -> Iterator[str]:
    """What seats and public are told where these entries are all that happened in turn 2."""
    state = papers(rules)
    empty, account = Account(2, "dawn", []), Account(2, "adjudication", entries)
    record = TurnRecord(2, empty, state, account=account, closing=state)
    for item in news(rules, record):
        yield f"  news: {said(item)}"
    for line in reveal(rules, record):
        yield f"  reveal: {said(line)}"
    for seat in rules.seats:
        yield from (f"  {seat}: {said(cable)}" for cable in cables(rules, [record], seat))
    assert news(rules, evolve(record, closing=None)) == ()
    assert [evolve(item, turn=2) for item in dawn_news(rules, evolve(record, dawn=account))] == list(
        news(rules, record)
    )


def wordless(mini: Scenario) -> Rules:
    """The small scenario with things of which its author says nothing, or only a headline."""

    def silent(table: Mapping[str, Any]) -> dict[str, Any]:
        told = {
            id: item.headline if id in ("melt", "call_loan", "flood") else "" for id, item in table.items()
        }
        return {id: evolve(item, headline=told[id], text="", cables={}) for id, item in table.items()}

    moves = {
        id: evolve(move, success=Outcome(), failure=Outcome(), triumph=None, leaked=None)
        for id, move in mini.moves.items()
    }
    return compile_rules(
        evolve(
            mini,
            moves=moves,
            events=silent(mini.events),
            reactions=silent(mini.reactions),
            injects=silent(mini.injects),
        )
    )


def test_who_is_told_what_of_each_thing(
    mini: Scenario, rules: Rules, transcript: Callable[[str, str], None]
) -> None:
    lines = []
    same = {f"{title}, and left unsaid": ENTRIES[title] for title in ("What happens", "Deeds")}
    for title, entries in (ENTRIES | same).items():
        lines.append(f"== {title}\n")
        rules = wordless(mini) if title in same else rules
        for entry in entries:
            lines += [f"{type(entry).__name__}: {said(entry)}", *told(rules, [entry]), ""]
    transcript("\n".join(lines), "bulletins")


def front_page(rules: Rules, *entries: Entry) -> tuple[News, ...]:
    """The news where these entries are all that happened in turn 2."""
    state = papers(rules)
    account = Account(2, "adjudication", list(entries))
    return news(rules, TurnRecord(2, Account(2, "dawn", []), state, account=account, closing=state))


def test_news_weigh_what_their_author_says(mini: Scenario) -> None:
    """Of an inject, what the scenario says; an umpire's own words have a weight of their own."""
    flood = evolve(mini.injects["flood"], weight=2)
    rules = compile_rules(evolve(mini, injects={**mini.injects, "flood": flood}))
    (known,) = front_page(rules, happened("inject", "flood"))
    (free,) = front_page(rules, happened("inject", "", headline="A rumour"))
    assert (known.weight, free.weight) == (2, INJECT_WEIGHT)
    assert known.weight != free.weight


def test_a_leak_of_which_the_author_says_only_the_weight_is_told_in_our_words(mini: Scenario) -> None:
    move = mini.moves["sell_power"]
    assert move.visibility != "open"
    mute = evolve(move, leaked=Outcome(weight=7))
    rules = compile_rules(evolve(mini, moves={**mini.moves, move.id: mute}))
    (item,) = front_page(rules, did("halden", "sell_power", "success", leaked=True))
    assert item.headline == f"Leaked from Halden: {move.name}"
    assert item.text.startswith("It has come out: ")
    assert item.weight == 7


def test_the_clauses_of_an_agreement_are_told_one_after_another(rules: Rules) -> None:
    state = papers(rules)
    terms = ("slow_fill", "power")
    assert set(terms) <= set(rules.scenario.terms)
    both = evolve(state, agreements=(evolve(state.agreements[0], terms=terms, kept=(0, 0)),))
    account = Account(2, "adjudication", [Talk("in force", "1-sarvia")])
    record = TurnRecord(2, Account(2, "dawn", []), both, account=account, closing=both)
    (item,) = news(rules, record)
    assert item.text == " ".join(rules.scenario.terms[id].text for id in terms)


def test_what_did_not_happen_is_cabled_to_nobody(mini: Scenario) -> None:
    event = evolve(mini.events["melt"], cables={"halden": "The snow melts."})
    rules = compile_rules(evolve(mini, events={**mini.events, "melt": event}))
    state = papers(rules)
    for so, told_so in ((True, ["The snow melts."]), (False, [])):
        entry = evolve(happened("event", "melt"), happened=so)
        record = TurnRecord(2, Account(2, "dawn", [entry]), state)
        assert [cable.text for cable in cables(rules, [record], "halden")] == told_so
