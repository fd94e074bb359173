"""What may not be ordered, and in which words: every limit from both sides."""

from __future__ import annotations

import pytest
from attrs import evolve

from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.legality import closed_because, default_orders, open_moves, problems
from wargame.rules.orders import Answer, Draft, Letter, Order, Orders, Promise, Stance
from wargame.rules.state import Agreement, Pledge, Proposal, State
from wargame.scenario.model import Need, Scenario
from wargame.session import Game

BOTH = ("halden", "sarvia")


@pytest.fixture(scope="module")
def state(rules: Rules) -> State:
    """The second turn: slow filling is in force; offers lie on the table."""
    return evolve(
        Game.new(rules, seed=1).record.opening,
        turn=2,
        pledges=(Pledge("halden", "sarvia", "fill_on", False, 1, 3),),
        agreements=(Agreement("1-sarvia", "sarvia", ("slow_fill",), BOTH, 1, (0,)),),
        proposals=(
            Proposal("1-halden", "halden", ("power",), BOTH, ("commission",), 1, 3, signed=("halden",)),
            Proposal("1-halden.2", "halden", ("fast_fill",), BOTH, (), 1, 3, signed=("halden",)),
            Proposal("1-old", "halden", ("power",), BOTH, ("commission",), 1, 3, status="refused"),
        ),
    )


def moves(*ids: str, **options: str) -> Orders:
    return Orders(moves=tuple(Order(id, tuple(options.items())) for id in ids))


def letter(text: str = "x", to: str = "sarvia") -> Letter:
    return Letter(to, text)


def promise(move: str, will: bool = True, by: int = 3, to: str = "sarvia") -> Letter:
    return Letter(to, "x", Promise(move, will, by))


PROBLEMS: list[tuple[str, Orders, list[str]]] = [
    ("halden", Orders(), []),
    ("halden", moves("hold_levels", "fill_on"), []),
    ("halden", moves("fill_on", volume="loud"), []),
    ("halden", moves("fill_on", volume="soft"), ["Fill on: there is no choice 'soft' for 'volume'."]),
    ("halden", moves("fill_on", tone="loud"), ["Fill on: there is no choice 'loud' for 'tone'."]),
    ("halden", moves("fill_on", "fill_on"), ["Fill on is already among your orders."]),
    ("halden", moves("patrol"), ["There is no move 'patrol' for this seat."]),
    ("halden", moves("nosuch", "hold_levels"), ["There is no move 'nosuch' for this seat."]),
    (
        "commission",
        moves("publish_gauge", "rebuke"),
        ["You may order 1 move in a turn. Take one back first."],
    ),
    ("sarvia", moves("seize_bridge"), ["Take the bridge: no troops stand ready."]),
    ("halden", Orders(moves=(Order("fill_on", arguments=("x" * 300,) * 3),)), []),
    (
        "halden",
        Orders(moves=(Order("fill_on", arguments=("x", "x" * 301, "x", "x")),)),
        ["Fill on: 4 arguments; 3 at most.", "Fill on: an argument is longer than 300 characters."],
    ),
    ("halden", Orders(letters=(letter(),) * 6), []),
    ("halden", Orders(letters=(letter(),) * 7), ["At most 6 letters in a turn."]),
    ("halden", Orders(letters=(letter("x" * 2000),)), []),
    ("halden", Orders(letters=(letter("x" * 2001),)), ["A letter is longer than 2000 characters."]),
    ("halden", Orders(letters=(letter(" \n"),)), ["The letter is empty: write a sentence first."]),
    ("halden", Orders(letters=(letter(to="halden"),)), ["A letter can't go to 'halden'."]),
    ("halden", Orders(letters=(letter(to="nosuch"),)), ["A letter can't go to 'nosuch'."]),
    ("halden", Orders(letters=(promise("fill_on"), promise("fill_on", to="commission"))), []),
    ("halden", Orders(letters=(promise("sell_power", by=4), promise("sell_power", will=False))), []),
    (
        "halden",
        Orders(letters=(promise("sell_power", by=2), promise("hold_levels", by=2))),
        ["A letter is read at the next dawn: promise something for a later turn than this one."],
    ),
    (
        "halden",
        Orders(letters=(promise("fill_on", will=False),)),
        ["You have promised Sarvia that already: once is enough."],
    ),
    (
        "halden",
        Orders(letters=(promise("fill_on"), promise("fill_on", by=3))),
        ["You have promised Sarvia that already: once is enough."],
    ),
    (
        "halden",
        Orders(letters=(promise("fill_on", by=1),)),
        ["A promise is for a turn from 2 to 4, not 1."],
    ),
    (
        "halden",
        Orders(letters=(promise("fill_on", by=5),)),
        ["A promise is for a turn from 2 to 4, not 5."],
    ),
    (
        "halden",
        Orders(letters=(promise("patrol"), promise("nosuch"))),
        [
            "A promise speaks of a move of one's own; 'patrol' is none.",
            "A promise speaks of a move of one's own; 'nosuch' is none.",
        ],
    ),
    ("halden", Orders(drafts=(Draft(("power",), BOTH[1:], note="x" * 600),) * 2), []),
    ("halden", Orders(drafts=(Draft(("power",), BOTH),) * 3), ["At most 2 offers in a turn."]),
    (
        "halden",
        Orders(drafts=(Draft(("power",), BOTH, note="x" * 601),)),
        ["The note is longer than 600 characters."],
    ),
    (
        "commission",
        Orders(drafts=(Draft(("power",), BOTH),)),
        ["This seat can endorse agreements, but can't sign or propose one."],
    ),
    ("sarvia", Orders(drafts=(Draft(("nosuch", "power")),)), ["There is no term 'nosuch'."]),
    (
        "halden",
        Orders(drafts=(Draft(("power",)),)),
        ["Nobody else has to sign this: choose whom you ask to sign."],
    ),
    (
        "halden",
        Orders(drafts=(Draft(("power",), ("commission",)),)),
        ["The River Commission can't be a party to an agreement."],
    ),
    (
        "halden",
        Orders(drafts=(Draft(("power",), (*BOTH, "nosuch"), ("nobody",)),)),
        ["There is no seat 'nosuch'.", "There is no seat 'nobody'."],
    ),
    ("halden", Orders(drafts=(Draft((), BOTH),)), ["Choose at least one term."]),
    ("halden", Orders(drafts=(Draft(("power", "power"), BOTH),)), ["A term stands twice in a proposal."]),
    (
        "halden",
        Orders(drafts=(Draft(("no_troops", "power", "no_troops", "power"), BOTH),)),
        ["An offer holds at most 3 terms.", "A term stands twice in a proposal."],
    ),
    (
        "halden",
        Orders(drafts=(Draft(("slow_fill",), BOTH),)),
        ["Slow filling: in force already."],
    ),
    (
        "halden",
        Orders(drafts=(Draft(("fast_fill",), BOTH),)),
        ["One season: can't go with Slow filling, which is in force."],
    ),
    ("sarvia", Orders(answers=(Answer("1-halden", "sign"),)), []),
    ("sarvia", Orders(answers=(Answer("1-halden.2", "refuse"),)), []),
    (
        "halden",
        Orders(answers=(Answer("1-halden", "sign"),)),
        ["There is no offer '1-halden' that waits for this seat's answer."],
    ),
    (
        "commission",
        Orders(answers=(Answer("1-halden", "refuse"),)),
        ["There is no offer '1-halden' that waits for this seat's answer."],
    ),
    (
        "sarvia",
        Orders(answers=(Answer("1-old", "refuse"),)),
        ["There is no offer '1-old' that waits for this seat's answer."],
    ),
    (
        "sarvia",
        Orders(answers=(Answer("1-halden.2", "sign"),)),
        ["Halden's offer can't be signed now: One season: can't go with Slow filling, which is in force."],
    ),
    (
        "sarvia",
        Orders(answers=(Answer("1-halden", "sign"), Answer("1-halden", "refuse"))),
        ["An offer is answered twice."],
    ),
    ("commission", Orders(stances=(Stance("1-halden", "endorse"), Stance("1-sarvia", "disown"))), []),
    (
        "commission",
        Orders(stances=(Stance("1-sarvia", "endorse"), Stance("1-sarvia", "disown"))),
        ["There are two stances on one paper."],
    ),
    (
        "commission",
        Orders(stances=(Stance("1-sarvia", "silent"),)),
        ["You said nothing yet."],
    ),
    (
        "commission",
        Orders(stances=(Stance("1-halden.2", "endorse"), Stance("1-old", "endorse"))),
        [
            "This seat knows of no offer or agreement '1-halden.2'.",
            "This offer is off the table; there is nothing to be done with it.",
        ],
    ),
    ("halden", Orders(forecast=0), []),
    ("halden", Orders(forecast=100), []),
    ("halden", Orders(forecast=-1), ["A forecast is a number from 0 to 100."]),
    ("halden", Orders(forecast=101), ["A forecast is a number from 0 to 100."]),
]


@pytest.mark.parametrize(("seat", "orders", "found"), PROBLEMS)
def test_what_is_wrong_is_said_and_nothing_else(
    rules: Rules, state: State, seat: str, orders: Orders, found: list[str]
) -> None:
    assert problems(rules, state, seat, orders) == found


def test_no_stance_before_the_seat_may_take_one(rules: Rules, state: State) -> None:
    first = evolve(state, turn=1)
    orders = Orders(stances=(Stance("1-sarvia", "endorse"),))
    assert problems(rules, first, "commission", orders) == ["Not now: the commission has not met yet."]


def with_favours(rules: Rules, state: State, left: int) -> State:
    i = rules.track_index["favours"]
    return evolve(state, tracks=(*state.tracks[:i], left, *state.tracks[i + 1 :]))


def test_moves_must_be_affordable_alone_and_together(rules: Rules, state: State) -> None:
    both = moves("fill_on", "sell_power")
    assert problems(rules, with_favours(rules, state, 3), "halden", both) == []
    assert problems(rules, with_favours(rules, state, 2), "halden", both) == [
        "Sell next winter's power to Sarvia costs 2 favours; you have 1 left."
    ]
    assert problems(rules, with_favours(rules, state, 1), "halden", moves("sell_power")) == [
        "Sell next winter's power to Sarvia: costs 2 favours, 1 left."
    ]


def test_what_can_be_done_once_is_done_once(rules: Rules, state: State) -> None:
    code = rules.codes["sell_power"]
    for times, words in ((0, ""), (1, "done already; it can be done once")):
        done = tuple(times if n == code.index else 1 for n, _ in enumerate(rules.moves))
        x = rules.context(evolve(state, done=done))
        assert closed_because(rules, x, code) == words
        assert closed_because(rules, x, rules.codes["fill_on"]) == ""


def test_a_need_without_a_reason_says_so_in_general(mini: Scenario, state: State) -> None:
    move = evolve(mini.moves["fill_on"], needs=(Need(when="turn > 9", because=""),))
    rules = compile_rules(evolve(mini, moves={**mini.moves, "fill_on": move}))
    assert problems(rules, state, "halden", moves("fill_on")) == ["Fill on: not possible now."]


@pytest.mark.parametrize(
    ("left", "allowed", "reservoir", "ordered"),
    [
        (6, 2, 10, ["hold_levels", "fill_on"]),
        (1, 2, 10, ["hold_levels", "fill_on"]),
        (0, 2, 10, ["hold_levels"]),
        (6, 1, 10, ["hold_levels"]),
        (6, 1, 95, ["fill_on"]),
    ],
)
def test_the_default_is_what_is_open_paid_and_allowed(
    mini: Scenario, state: State, left: int, allowed: int, reservoir: int, ordered: list[str]
) -> None:
    halden = evolve(mini.seats["halden"], moves=allowed)
    rules = compile_rules(evolve(mini, seats={**mini.seats, "halden": halden}))
    i = rules.track_index["reservoir"]
    there = with_favours(rules, state, left)
    there = evolve(there, tracks=(*there.tracks[:i], reservoir, *there.tracks[i + 1 :]))
    orders = default_orders(rules, there, "halden")
    assert [order.move for order in orders.moves] == ordered
    assert orders.defaulted


def test_open_moves_are_those_that_are_not_closed(rules: Rules, state: State) -> None:
    for left in range(4):
        there = with_favours(rules, state, left)
        x = rules.context(there)
        for seat in rules.seats:
            closed = {c.index for c in rules.moves if c.move.seat != seat or closed_because(rules, x, c)}
            assert set(open_moves(rules, there, seat)) == set(range(len(rules.moves))) - closed
