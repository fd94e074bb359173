"""Back down? Who answers what, what it costs, how it ends, and what becomes of the orders."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from attrs import evolve

from tests.players import asked, random_turn
from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.fast.random import FastRandom
from wargame.rules.account import Account, Answered, Deed, End, Showdown
from wargame.rules.adjudicator import adjudicate, resolve
from wargame.rules.bulletins import cables, news, reveal
from wargame.rules.claims import untrue
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import begin_turn, opening
from wargame.rules.dice import Dice
from wargame.rules.exchange_views import exchange_views
from wargame.rules.exchanges import ROUNDS, begun, by_rule, opened, recorded
from wargame.rules.ledger import ledger_lines
from wargame.rules.orders import ANSWERS, Letter, Order, Orders, Promise, Reply
from wargame.rules.record import TurnRecord
from wargame.rules.seat_views import seat_view
from wargame.rules.state import State
from wargame.rules.views import ExchangeView
from wargame.scenario.model import Effect, Expr, Part, Scenario, Side, Stand
from wargame.session import Game

SEIZE = Orders((Order("wait_and_pray"), Order("seize_bridge")))


@pytest.fixture
def state(rules: Rules) -> State:
    """A second turn, with patrols out."""
    state = evolve(Game.new(rules, seed=1).record.opening, turn=2)
    flags = list(state.flags)
    flags[rules.flag_index["mobilised"]] = 1
    return evolve(state, flags=tuple(flags))


def orders(rules: Rules, **given: Orders) -> dict[str, Orders]:
    return {seat: given.get(seat, Orders()) for seat in rules.seats}


def replies(*answers: str, exchange: str = "planks") -> tuple[Reply, ...]:
    seats = itertools.cycle(("halden", "sarvia"))
    return tuple(Reply(exchange, seat, answer) for seat, answer in zip(seats, answers))  # noqa: B905


def fought(rules: Rules, state: State, *answers: str, seed: int = 1, **more: Orders) -> tuple[State, Account]:
    given = orders(rules, sarvia=SEIZE, **more)
    return resolve(rules, state, given, Dice(seed), replies=replies(*answers))


def end_of(account: Account) -> Showdown:
    (found,) = [entry for entry in account.entries if isinstance(entry, Showdown)]
    return found


def moves_of(account: Account) -> list[str]:
    return [entry.move for entry in account.entries if isinstance(entry, Deed)]


def value(rules: Rules, state: State, track: str) -> int:
    return state.tracks[rules.track_index[track]]


def with_slip(scenario: Scenario, slip: str, **more: Any) -> Rules:
    exchange = evolve(scenario.exchanges["planks"], slip=Expr(slip), factors=(), **more)
    return compile_rules(evolve(scenario, exchanges={"planks": exchange}))


# -- what opens one ----------------------------------------------------------------------------------------


def test_an_order_past_the_mark_opens_one_and_one_below_it_does_not(rules: Rules, state: State) -> None:
    x = rules.context(state)
    assert [bout.code.exchange.id for bout in opened(rules, x, orders(rules, sarvia=SEIZE))] == ["planks"]
    assert opened(rules, x, orders(rules, sarvia=Orders((Order("patrol"),)))) == []
    x.t[rules.track_index["tension"]] = 8
    assert opened(rules, x, orders(rules, sarvia=SEIZE)) == []


def test_the_desk_tells_before_the_commit_whom_it_faces_and_what_it_may_cost(
    rules: Rules, state: State
) -> None:
    record = TurnRecord(2, Account(2, "dawn", []), state)
    view = {move.id: move for move in seat_view(rules, (record,), "sarvia").moves}
    assert view["patrol"].opens == ()
    told = " ".join(view["seize_bridge"].opens)
    for part in ("with Halden", "Harvest down 1", "rung 3: Harvest down 3", "4 % to 12 %", "The first shot"):
        assert part in told


# -- how one ends ------------------------------------------------------------------------------------------


def test_who_is_faced_and_backs_down_pays_and_the_orders_are_carried_out(rules: Rules, state: State) -> None:
    closing, account = fought(rules, state, "back down")
    entry = account.entries[0]
    assert isinstance(entry, Answered)
    assert (entry.seat, entry.answer, entry.height) == ("halden", "back down", 1)
    assert ("standing", 50, 49) in entry.changes
    assert (end_of(account).end, end_of(account).height, end_of(account).odds) == ("faced", 1, 0)
    assert moves_of(account) == ["wait_and_pray", "seize_bridge"]
    assert [(f.end, f.answers) for f in closing.exchanges] == [("faced", ("back down",))]


def test_what_the_first_backs_down_from_is_withdrawn_and_all_else_is_done(rules: Rules, state: State) -> None:
    closing, account = fought(rules, state, "hold", "back down")
    without, other = resolve(rules, state, orders(rules, sarvia=Orders((Order("wait_and_pray"),))), Dice(1))
    assert end_of(account).withdrawn
    assert moves_of(account) == moves_of(other) == ["wait_and_pray"]
    assert (closing.done, closing.tried, closing.escalation) == (
        without.done,
        without.tried,
        without.escalation,
    )
    assert value(rules, closing, "harvest") == value(rules, without, "harvest") - 1
    told = cables(rules, (TurnRecord(2, account, state, account=account, closing=closing),), "sarvia")
    assert any("Not carried out: Take the bridge" in cable.text for cable in told)


def test_a_promise_is_neither_kept_nor_broken_by_what_was_withdrawn(rules: Rules, state: State) -> None:
    letter = Letter("halden", "Never.", Promise("seize_bridge", False, 2))
    given = orders(rules, sarvia=evolve(SEIZE, letters=(letter,)))
    ends = {}
    for answers in (("hold", "back down"), ("back down",)):
        closing, _ = resolve(rules, state, given, Dice(1), replies=replies(*answers))
        ends[answers[-1], len(answers)] = closing.pledges[0].status
    assert list(ends.values()) == ["kept", "broken"]


def test_withdrawing_an_order_moves_nobody_elses_dice(mini: Scenario, rules: Rules, state: State) -> None:
    """The withdrawn one stands first; the one behind it is thrown with its own die all the same."""
    given = orders(rules, sarvia=Orders((Order("seize_bridge"), Order("protest"))))
    found = []
    for answers in (("hold", "back down"), ("back down",)):
        _, account = resolve(rules, state, given, Dice(5), replies=replies(*answers))
        found.append([e.roll for e in account.entries if isinstance(e, Deed) and e.move == "protest"])
    assert found[0] == found[1]


def test_where_both_stand_a_die_decides_by_the_odds_that_were_shown(mini: Scenario, state: State) -> None:
    for slip, end in (("100", "slip"), ("0", "both")):
        rules = with_slip(mini, slip)
        closing, account = fought(rules, state, "climb", "hold")
        assert (end_of(account).end, end_of(account).height) == (end, 2)
        assert closing.ending == ("war" if slip == "100" else "")
        assert ("seize_bridge" in moves_of(account)) is (slip == "0")
    rules = with_slip(mini, "50")
    x = rules.context(state)
    (bout,) = begun(rules, x, orders(rules, sarvia=SEIZE), replies("hold"))
    (view,) = exchange_views(rules, state, [bout])
    shown = next(one.risk for one in view.answers if one.answer == "hold")
    assert shown is not None
    seen = set()
    for seed in range(20):
        entry = end_of(fought(rules, state, "hold", "hold", seed=seed)[1])
        assert entry.odds == shown.percent == 50  # type: ignore[union-attr]
        assert (entry.end == "slip") is (entry.roll < 50)
        seen.add(entry.end)
    assert seen == {"both", "slip"}


def test_on_the_last_rung_the_game_ends_and_nothing_else_is_done(rules: Rules, state: State) -> None:
    closing, account = fought(rules, state, "climb", "climb", "climb")
    assert (end_of(account).end, end_of(account).height) == ("top", 4)
    assert closing.ending == "war"
    assert moves_of(account) == []
    assert isinstance(account.entries[-1], End)
    assert value(rules, closing, "tension") == 8


def test_three_rounds_are_the_most_whatever_is_answered(mini: Scenario, state: State) -> None:
    rungs = mini.exchanges["planks"].rungs
    rules = with_slip(mini, "0", rungs=(rungs[0],) * 7)
    for answers in itertools.product(("hold", "climb"), repeat=ROUNDS):
        said = [word for pair in zip(answers, ["climb"] * ROUNDS, strict=True) for word in pair]
        account = fought(rules, state, *said)[1]
        assert sum(isinstance(entry, Answered) for entry in account.entries) == 2 * ROUNDS
        assert end_of(account).end == ("top" if answers == ("climb",) * ROUNDS else "both")


def test_a_price_grows_with_the_height_and_with_what_was_said_before(rules: Rules, state: State) -> None:
    def paid(*answers: str) -> int:
        entries = [e for e in fought(rules, state, *answers)[1].entries if isinstance(e, Answered)]
        return sum(before - after for id, before, after in entries[-1].changes if id == "standing")

    low, said, high = (
        paid("back down"),
        paid("hold", "climb", "back down"),
        paid("climb", "climb", "back down"),
    )
    assert (low, said, high) == (1, 2 + 2, 3 + 2)


def test_what_was_said_before_is_shown_in_the_price_with_its_cause(mini: Scenario, state: State) -> None:
    """Before the answer, and with it afterwards."""
    planks = mini.exchanges["planks"]
    price = Effect("standing -= 2 * stood('halden') because it had said that it would not move")
    yields = evolve(planks.faced.back_down, effects=(Effect("standing -= height"), price))
    planks = evolve(planks, faced=evolve(planks.faced, back_down=yields))
    rules = compile_rules(evolve(mini, exchanges={"planks": planks}))

    def seen(*answers: str) -> ExchangeView:
        bouts = begun(rules, rules.context(state), orders(rules, sarvia=SEIZE), replies(*answers))
        return exchange_views(rules, state, bouts)[0]

    said = "Standing down 4 (2 of it: it had said that it would not move)"
    assert seen("hold", "climb").answers[0].price == (said,)
    assert seen("hold", "climb", "back down").lines[-1].price == (said,)
    assert seen().answers[0].price == ("Standing down 1",)  # nothing was said yet


def test_earlier_exchanges_count_in_later_ones(rules: Rules, state: State) -> None:
    closing, _ = fought(rules, state, "climb", "back down")
    x = rules.context(closing)
    halden, sarvia = (rules.seat_index[seat] for seat in ("halden", "sarvia"))
    assert (x.stood[halden], x.yielded[halden]) == (1, 0)
    assert (x.stood[sarvia], x.yielded[sarvia]) == (0, 1)


# -- two in one turn ---------------------------------------------------------------------------------------


@pytest.fixture
def two(mini: Scenario) -> Rules:
    """Halden's filling opens one as well."""
    loud = evolve(
        mini.exchanges["planks"],
        id="sluice",
        by="halden",
        faces="sarvia",
        mark="",
        moves=("fill_on",),
        when=Expr("true"),
        faced=Side(back_down=Stand(effects=(Effect("trust -= 10"),))),
        first=Side(back_down=Stand(effects=(Effect("trust -= trust // 2"),))),
    )
    return compile_rules(evolve(mini, exchanges={**mini.exchanges, "sluice": loud}))


def test_two_are_fought_in_the_order_of_seats_whoever_commits_first(two: Rules) -> None:
    results = []
    for order in (("halden", "sarvia"), ("sarvia", "halden")):
        game = Game.new(two, seed=3)
        for turn in range(2):
            for seat in (*order, "commission"):
                moves = ("fill_on",) if seat == "halden" else ("patrol",) if not turn else ("seize_bridge",)
                game.commit(
                    seat, game.default(seat) if seat == "commission" else Orders(tuple(map(Order, moves)))
                )
            found = []
            while exchange := game.exchange:
                found.append((exchange.id, asked(game)))
                game.answer(asked(game), "back down" if exchange.lines else "hold")
            game.resolve()
        sluice = [("sluice", "sarvia"), ("sluice", "halden")]
        assert found == [*sluice, ("planks", "halden"), ("planks", "sarvia")]
        results.append((game.turns[1].account, game.turns[1].closing))
    assert results[0] == results[1]


# -- with the account and without --------------------------------------------------------------------------


def test_playouts_and_accounts_agree_whatever_is_answered(two: Rules) -> None:
    ends = set()
    for seed in range(60):
        dice, draws, rng = Dice(seed), KeyedDraws(seed), random.Random(seed)
        players = [FastRandom(two, n) for n in range(len(two.seats))]
        x, y = (two.context(opening(two, dice)) for _ in range(2))
        while not x.ending:
            begin_turn(two, x, dice)
            begin_turn(two, y, dice, [])
            given = {}
            for n, seat in enumerate(two.seats):
                draws.begin(x.turn, n)
                given[seat] = players[n](x, two.open_moves[seat](x.t, x.f, x), draws)
            said = [rng.choice(ANSWERS) for _ in range(40)]
            for z, entries in ((x, None), (y, [])):
                left = iter(said)
                adjudicate(
                    two, z, given, dice, entries,
                    answers=(lambda bout, left=left: next(left)) if seed % 3 else None,
                )  # fmt: skip
            assert x.snapshot() == y.snapshot()
        ends |= {fought.end for fought in x.exchanges}
    assert ends == {"faced", "first", "both", "slip", "top"}


def test_the_same_answers_come_to_the_same_in_a_game_and_on_a_working_state(
    rules: Rules, state: State
) -> None:
    for answers in itertools.product(ANSWERS, repeat=2):
        closing, _ = fought(rules, state, *answers, "hold", "hold", seed=4)
        x = rules.context(state)
        said = recorded(replies(*answers, "hold", "hold"), by_rule(Dice(4)))
        adjudicate(rules, x, orders(rules, sarvia=SEIZE), Dice(4), answers=said)
        assert x.snapshot() == closing


def test_without_answers_they_are_drawn_by_dice_of_their_own(rules: Rules, state: State) -> None:
    ends: dict[str, int] = {}
    for seed in range(60):
        given = orders(rules, sarvia=SEIZE)
        first, second = (resolve(rules, state, given, Dice(seed)) for _ in range(2))
        assert first == second
        fought = first[0].exchanges[0]
        ends[fought.end] = ends.get(fought.end, 0) + 1
        assert fought.end != "top"  # who does not look ahead makes no step to the last rung
    assert min(ends["faced"], ends["first"], ends["both"]) > 3


# -- told --------------------------------------------------------------------------------------------------


def test_the_front_page_has_one_line_on_who_blinked_and_how_high(rules: Rules, state: State) -> None:
    closing, account = fought(rules, state, "climb", "climb", "back down")
    record = TurnRecord(2, Account(2, "dawn", []), state, account=account, closing=closing)
    (story,) = [item for item in news(rules, record) if item.headline == "Halden looks away"]
    assert story.text == "Halden backs down before Sarvia on rung 3 of 4 (A call-up)."
    ledger = ledger_lines(rules, account, closing)
    assert [line.text for line in ledger if line.kind == "exchange"][-1].endswith(story.text)
    assert any("Standing 50 → 45" in line.detail for line in ledger)


def test_the_reveal_shows_the_die_where_both_stood(mini: Scenario, state: State) -> None:
    rules = with_slip(mini, "50")
    closing, account = fought(rules, state, "hold", "hold")
    record = TurnRecord(2, Account(2, "dawn", []), state, account=account, closing=closing)
    line = next(line for line in reveal(rules, record) if "slip" in line.what)
    assert line.odds is not None
    assert (line.odds.percent, line.roll) == (50, end_of(account).roll)


def test_every_kind_of_answer_of_random_players_is_legal(rules: Rules) -> None:
    game, rng = Game.new(rules, seed=2), random.Random(2)
    for seat, given in random_turn(game, rng).items():
        game.commit(seat, given)
    assert game.exchange is None


def test_what_is_told_in_an_exchange_is_held_against_the_turn(mini: Scenario, state: State) -> None:
    """Texts of both answers, parts, the top; and of the odds that it slips."""
    planks = mini.exchanges["planks"]

    def claiming(stand: Stand, *claims: str) -> Stand:
        return evolve(stand, claims=tuple(map(Expr, claims)))

    part = Part(when=Expr("height >= 2"), text="Nobody saw it.", claims=(Expr("height < 2"),))
    faced = evolve(
        planks.faced, hold=claiming(planks.faced.hold, "not ordered('seize_bridge')", "height == 1")
    )
    yields = evolve(claiming(planks.first.back_down, "not ordered('seize_bridge')"), parts=(part,))
    first = evolve(planks.first, back_down=yields)
    planks = evolve(planks, faced=faced, first=first, top=evolve(planks.top, claims=(Expr("height == 1"),)))
    rules = compile_rules(evolve(mini, exchanges={"planks": planks}))

    def found(*answers: str) -> list[tuple[str, str]]:
        given = orders(rules, sarvia=SEIZE)
        closing, account = resolve(rules, state, given, Dice(1), replies=replies(*answers))
        record = TurnRecord(2, Account(2, "dawn", []), state, given, account=account, closing=closing)
        return [(".".join(map(str, one.told.path[2:])), one.claim) for one in untrue(rules, record)]

    assert found("hold", "hold") == [("faced.hold", "not ordered('seize_bridge')")]
    assert found("hold", "back down") == []
    assert found("climb", "back down") == [("first.back_down.parts.0", "height < 2")]
    assert found("climb", "climb", "climb") == [("top", "height == 1")]


def test_an_exchange_of_this_turn_can_be_asked_for(rules: Rules, state: State) -> None:
    fought_now = rules.condition("fought('planks')")
    x = rules.context(fought(rules, state, "back down")[0])
    assert fought_now(x.t, x.f, x)
    begin_turn(rules, x, Dice(1))
    assert not fought_now(x.t, x.f, x)
