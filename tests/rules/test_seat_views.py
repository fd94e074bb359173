"""What stands on each desk and on the front page, read out in full for one rich moment of a game."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from attrs import evolve, fields, has

from wargame.rules.account import Account, Deed, Happening
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Order
from wargame.rules.record import TurnRecord
from wargame.rules.seat_views import dates_text, order_odds, public_view, seat_view
from wargame.rules.state import Agreement, Asked, Mail, Pledge, Proposal
from wargame.scenario.model import Factor, Scenario
from wargame.session import Game

BOTH = ("halden", "sarvia")
STANCES = (("commission", "endorse"), ("commission", "disown"))


@pytest.fixture(scope="module")
def moment(rules: Rules) -> tuple[TurnRecord, ...]:
    """The third turn of a game in which every kind of paper lies on the table."""
    opening = Game.new(rules, seed=1).record.opening
    agreements = (
        Agreement("1-halden", "halden", ("slow_fill", "no_troops"), BOTH, 1, (0, 2), STANCES[:1]),
        Agreement(
            "1-sarvia", "sarvia", ("power",), BOTH, 2, (0,), breaches=(("power", "halden", 2),), survived=True
        ),
    )
    offers = (
        Proposal("1-halden", "halden", ("slow_fill", "no_troops"), BOTH, (), 1, 2, "", BOTH, (), "signed"),
        Proposal("2-halden", "halden", ("fast_fill",), BOTH, ("commission",), 2, 3, "Now?", ("halden",)),
        Proposal("2-sarvia", "sarvia", ("no_troops",), BOTH, ("commission",), 2, 4, "", BOTH[1:], STANCES),
        Proposal("2-sarvia.2", "sarvia", ("power",), BOTH, (), 2, 3, "", ("sarvia",), STANCES[:1], "refused"),
    )
    letters = (
        Mail(2, "halden", "sarvia", "We will wait."),
        Mail(3, "sarvia", "halden", "Will you?"),
        Mail(1, "commission", "sarvia", "Welcome."),
    )
    state = evolve(
        opening,
        turn=3,
        flags=tuple(2 if flag in ("survey", "mobilised") else 0 for flag in rules.flag_index),
        mail=letters,
        pledges=(Pledge("halden", "sarvia", "sell_power", True, 1, 3), Pledge(*BOTH, "fill_on", False, 2, 2)),
        proposals=offers,
        agreements=agreements,
        asked=(Asked("will_sign", 2), Asked("will_fill", 3)),
    )
    events = [Happening("event", "melt", 100, 0, True, []), Happening("event", "rumour", 100, 0, True, [])]
    deeds = [Deed("halden", "fill_on", 0, (), 100, (), 100, 7, "success", [])]
    second = evolve(state, turn=2)
    return (
        TurnRecord(2, Account(2, "dawn", events[:1]), second, account=Account(2, "", deeds), closing=second),
        TurnRecord(3, Account(3, "dawn", events[1:]), state),
    )


def read_out(view: object) -> Iterator[str]:
    """A view, a line for each thing in it."""
    for field in fields(type(view)):
        item = getattr(view, field.name)
        for row in item if isinstance(item, tuple) and item and has(type(item[0])) else (item,):
            yield f"{field.name}: {said(row)}".rstrip()


def said(value: object) -> str:
    """A value in one line; fields that are blank, or as they are of themselves, are left out."""
    if isinstance(value, tuple):
        return f"({'; '.join(map(said, value))})"
    if not has(type(value)):
        return str(value)
    there = ((field.name, getattr(value, field.name), field.default) for field in fields(type(value)))
    parts = (f"{name} {said(item)}" for name, item, default in there if item and item != default)
    return f"[{', '.join(parts)}]"


def test_what_lies_on_every_desk(
    rules: Rules, moment: tuple[TurnRecord, ...], transcript: Callable[[str, str], None]
) -> None:
    lines: list[str] = []
    for seat in rules.seats:
        lines += [f"== {seat}", "", *read_out(seat_view(rules, moment, seat)), ""]
    lines += ["== public", "", *read_out(public_view(rules, moment)), ""]
    transcript("\n".join(lines), "views")


def test_when_it_is_over(rules: Rules, moment: tuple[TurnRecord, ...]) -> None:
    """Letters have all arrived, objectives are scored, nothing is asked any more."""
    end = evolve(moment[-1].opening, ending="treaty")
    turns = (*moment[:-1], evolve(moment[-1], account=Account(3, "", []), closing=end))
    view = seat_view(rules, turns, "halden")
    assert view.over
    assert [letter.text for letter in view.received] == ["Will you?"]
    assert view.forecast is None
    assert all(objective.sentence for objective in view.objectives)
    assert {objective.score for objective in view.objectives} == {39, 76}
    page = public_view(rules, turns)
    assert (page.over, page.number) == (True, 4)
    assert page.news == ()


def test_only_an_open_offer_can_be_closed_and_wants_an_answer_of_whom_has_not_signed(
    rules: Rules, moment: tuple[TurnRecord, ...]
) -> None:
    opening = moment[-1].opening
    drafts = [
        Proposal(f"3-{n}", "sarvia", ("fast_fill",), BOTH, (), 2, 4, "", signed, (), status)
        for n, (signed, status) in enumerate(
            [(("sarvia",), "open"), (("halden",), "open"), ((), "refused"), ((), "expired")]
        )
    ]
    record = evolve(moment[-1], opening=evolve(opening, proposals=tuple(drafts)))
    views = {p.id: p for p in seat_view(rules, (*moment[:-1], record), "halden").proposals}
    assert {id: (p.must_answer, bool(p.closed)) for id, p in views.items()} == {
        "3-0": (True, True),
        "3-1": (False, True),
        "3-2": (False, False),
        "3-3": (False, False),
    }


def test_a_breach_is_told_of_the_clause_that_was_broken(rules: Rules, moment: tuple[TurnRecord, ...]) -> None:
    both = Agreement(
        "2-halden",
        "halden",
        ("slow_fill", "no_troops"),
        BOTH,
        2,
        (1, 0),
        breaches=(("no_troops", "sarvia", 2),),
    )
    record = evolve(moment[-1], opening=evolve(moment[-1].opening, agreements=(both,)))
    (view,) = seat_view(rules, (*moment[:-1], record), "halden").agreements
    assert [standing for _, standing in view.clauses] == ["kept", "broken by Sarvia in turn 2"]


def test_a_clause_that_no_deed_performs_is_in_force(rules: Rules, moment: tuple[TurnRecord, ...]) -> None:
    """And one that a deed performs is waited for, as long as there is time."""
    state = evolve(
        moment[-1].opening,
        agreements=(Agreement("1-x", "halden", ("slow_fill", "no_troops"), BOTH, 1, (0, 0)),),
    )
    assert rules.scenario.terms["slow_fill"].performed_by
    assert not rules.scenario.terms["no_troops"].performed_by
    record = evolve(moment[-1], opening=state)
    (view,) = seat_view(rules, (*moment[:-1], record), "halden").agreements
    assert [standing for _, standing in view.clauses] == ["not yet performed", "in force"]


def test_what_is_asked_of_one_agreement_is_not_asked_of_all(mini: Scenario) -> None:
    """After the durability of each, moves and terms are seen with all of them again."""
    factor = Factor(add="20", when="breaches('sarvia') > 0", because="Sarvia has broken its word")
    asks = evolve(mini.moves["rebuke"], odds="40 + performance()")
    durable = evolve(mini.durability, odds="30", factors=(factor,))
    rules = compile_rules(evolve(mini, durability=durable, moves={**mini.moves, "rebuke": asks}))
    opening = Game.new(rules, seed=1).record.opening
    kept = Agreement("1-halden", "halden", ("power",), BOTH, 1, (1,))
    bare = Agreement("1-sarvia", "sarvia", ("no_troops",), BOTH, 1, (0,))
    state = evolve(opening, turn=2, agreements=(kept, bare))
    x = rules.context(state)
    view = seat_view(rules, (TurnRecord(2, Account(2, "dawn", []), state),), "commission")
    assert x.performance() not in (0, 100)
    (move,) = (m for m in view.moves if m.id == "rebuke")
    assert move.odds.base == 40 + x.performance()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2020, 10, 3), date(2020, 10, 23), "3-23 October 2020"),
        (date(2020, 10, 24), date(2020, 11, 8), "24 October - 8 November 2020"),
        (date(2019, 10, 24), date(2020, 10, 8), "24 October 2019 - 8 October 2020"),
    ],
)
def test_dates_are_said_once(start: date, end: date, text: str) -> None:
    assert dates_text(start, end) == text


def test_odds_of_an_order_go_by_its_choices(mini: Scenario) -> None:
    move = evolve(mini.moves["fill_on"], odds="20 + (30 if option('loud') else 0)")
    rules = compile_rules(evolve(mini, moves={**mini.moves, "fill_on": move}))
    turns = Game.new(rules, seed=1).turns
    odds = [
        order_odds(rules, turns, "halden", Order("fill_on", options)).percent  # type: ignore[union-attr]
        for options in ((), (("volume", "hushed"),), (("volume", "loud"),))
    ]
    assert odds == [20, 20, 50]


def test_what_a_move_would_do_is_reckoned_when_it_is_looked_at(mini: Scenario) -> None:
    game = Game.new(evolve(mini, title="Another"), seed=1)
    looked, other = game.view("halden"), game.view("halden")
    assert not game.rules.odds
    move = looked.moves[0]
    assert move.odds == game.odds("halden", Order(move.id))
    assert [*game.rules.odds] == [game.rules.codes[move.id].index]
    assert looked == other
    assert repr(looked) == repr(other)
    assert evolve(move, closed="no").effects == move.effects
    with pytest.raises(AttributeError):
        move.nothing  # type: ignore[attr-defined]  # noqa: B018
