"""Checks a game by playing its decisions again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve

from wargame.ids import SeatId
from wargame.rules.account import Account
from wargame.rules.adjudicator import break_off, resolve
from wargame.rules.cards import uncalled
from wargame.rules.compiled import Rules
from wargame.rules.dawn import dawn, opening
from wargame.rules.exchanges import begun
from wargame.rules.legality import forbidden
from wargame.rules.orders import Orders
from wargame.rules.record import TurnRecord
from wargame.rules.state import State
from wargame.scenario import load
from wargame.scenario.model import Scenario
from wargame.session.cup import Cup
from wargame.session.documents import account_to, state_to
from wargame.session.progress import Break, Progress, game_id
from wargame.session.setup import Difference
from wargame.shipped import directory

ENGINE = "4"
"""The version of the rules engine, written in every save."""
ENGINES = frozenset({"2", "3", ENGINE})
"""Those that this program has: games of another one are shown, but neither recomputed nor played on."""
WHOLE = frozenset({"2"})
"""Those that threw all dice from the seed itself."""


def verify(progress: Progress, id: str) -> list[Difference]:
    """Recomputes the game's ``id``, every turn from its dice and the decisions, the ends at which it was
    broken off, then the turns that rewinds took out of play; gives the differences of the first of these that
    has any. A variation has no ``id``, and begins with the opening of its first turn."""
    rules, cup, played, parting = progress.rules, progress.cup, progress.played, progress.parting
    if parting is None:
        start = opening(rules, cup.dice(0))
        found = _misnamed(rules.scenario.id, id, progress.bound) or _recomputed(
            progress, cup, played, start, []
        )
    else:
        before = [*played[: parting.turn - 1]]
        found = _recomputed(progress, cup, played[parting.turn - 1 :], past=before)
    for broken in progress.breaks:
        found = found or _misended(progress, broken)
    for n, undone in enumerate(progress.undone, 1):
        if found:
            break
        differences = _recomputed(progress, undone.cup, undone.turns)
        found = [evolve(d, where=f"rewind[{n}].{d.where}") for d in differences]
    return found


def edited(scenario: Scenario) -> bool | None:
    """Whether this is another scenario than the one that comes with the program under its id; None where none
    does."""
    shipped = directory("scenarios") / f"{scenario.id}.toml"
    return load(shipped) != scenario if shipped.is_file() else None


def _misnamed(scenario: str, id: str, bound: str) -> list[Difference]:
    """How the id differs from what the dice give."""
    computed = game_id(scenario, bound)
    return [Difference(0, "id", _show(id), _show(computed))] if id != computed else []


def _recomputed(
    progress: Progress,
    cup: Cup,
    turns: Iterable[TurnRecord],
    before: State | None = None,
    past: list[TurnRecord] | None = None,
) -> list[Difference]:
    """Where these turns, one after another, differ from what the rules make of them. Without the state
    ``before`` them, the first is taken to begin as it says: as the one now in its place, compared there.
    Which cards came is asked where all turns before are given (``past``), as it follows from them."""
    rules, ruled, dice = progress.rules, progress.rules, None
    for record in turns:
        if before is not None:
            state, account = dawn(ruled, before, dice or cup.dice(record.turn - 1))
            found = _compare(
                rules, record.turn, ("dawn", record.dawn, account), ("state", record.opening, state)
            )
            if found:
                return found
        state = record.opening
        found = [d for seat, orders in record.orders.items() for d in _forbidden(rules, state, seat, orders)]
        if past is not None:
            past.append(record)
            found += _uncalled(rules, past)
        if found or record.closing is None:
            return found
        dice, ruled = progress.thrown(cup, record.turn, record.orders), progress.rules_in(record.turn)
        if wrong := _misanswered(rules, record):
            return [Difference(record.turn, "answers", wrong, "others")]
        closing, account = resolve(ruled, state, record.orders, dice, record.umpire, record.replies)
        found = _compare(
            rules, record.turn, ("account", record.account, account), ("result", record.closing, closing)
        )
        if found:
            return found
        before = closing
    return []


def _misended(progress: Progress, broken: Break) -> list[Difference]:
    """How the end of a game that was broken off differs from what the rules make of it."""
    rules, record = progress.rules, broken.record
    assert record.closing is not None
    dice = progress.thrown(broken.cup, record.turn, record.orders)
    state, account = break_off(rules, record.closing, dice)
    return _compare(rules, record.turn, ("end", broken.account, account), ("end state", broken.state, state))


def _misanswered(rules: Rules, record: TurnRecord) -> str:
    """What is wrong with the answers that a save holds, in words; empty where they are those that the orders
    ask for."""
    try:
        bouts = begun(rules, rules.context(record.opening), record.orders, record.replies)
    except ValueError:
        return "answers that nobody was asked for"
    return "too few answers" if bouts and bouts[-1].end is None else ""


def _forbidden(rules: Rules, state: State, seat: SeatId, orders: Orders) -> Iterator[Difference]:
    """What the rules say against orders that a save holds."""
    for problem in forbidden(rules, state, seat, orders):
        yield Difference(state.turn, f"orders.{seat}", "orders that can't be given", problem)


def _uncalled(rules: Rules, turns: Sequence[TurnRecord]) -> Iterator[Difference]:
    """Cards that orders of the newest turn name, and that did not come."""
    for seat, orders in turns[-1].orders.items():
        if wrong := uncalled(rules, turns, seat, orders):
            yield Difference(turns[-1].turn, f"orders.{seat}.card", _show(orders.card), wrong)


def _compare(
    rules: Rules,
    turn: int,
    accounts: tuple[str, Account | None, Account | None],
    states: tuple[str, State, State],
) -> list[Difference]:
    """Where the saved of (name, saved, computed) differs from the computed. Documents are only made where
    there is something to tell."""
    found: list[Difference] = []
    name, saved, computed = accounts
    if saved != computed:
        a, b = (account_to(account) if account else [] for account in (saved, computed))
        found += _differences(turn, name, a, b)
    name, was, now = states
    if was != now:
        found += _differences(turn, name, state_to(rules, was), state_to(rules, now))
    return found


def _differences(turn: int, path: str, a: Any, b: Any) -> Iterator[Difference]:
    """Every place where two documents differ, by path."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in [*a, *(key for key in b if key not in a)]:
            yield from _differences(turn, f"{path}.{key}" if path else str(key), a.get(key), b.get(key))
    elif isinstance(a, list) and isinstance(b, list):
        for n in range(max(len(a), len(b))):
            x, y = (values[n] if n < len(values) else None for values in (a, b))
            yield from _differences(turn, f"{path}[{n}]", x, y)
    elif a != b:
        yield Difference(turn, path, _show(a), _show(b))


def _show(value: Any) -> str:
    return "nothing" if value is None else repr(value)
