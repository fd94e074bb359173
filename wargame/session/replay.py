"""Reads a journal's records back into the progress of a game, and checks a game by playing its decisions
again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from wargame.journal import Record
from wargame.rules.account import Account
from wargame.rules.adjudicator import resolve
from wargame.rules.compiled import Rules
from wargame.rules.dawn import dawn, opening
from wargame.rules.dice import Dice
from wargame.rules.legality import default_orders, problems
from wargame.rules.orders import Injection, Orders, Ruling
from wargame.rules.record import TurnRecord
from wargame.rules.state import State
from wargame.session.documents import (
    BadRecord,
    account_from,
    account_to,
    from_document,
    state_from,
    state_to,
)
from wargame.session.pin import sealed
from wargame.session.progress import GameError, Progress
from wargame.session.references import must_make_sense
from wargame.session.setup import Difference, Note, SeatSetup


def restore(progress: Progress, records: Iterable[Record]) -> None:
    """Lets a journal's records take their effect, trusting what they say of this scenario's things. Raises
    GameError where one makes no sense."""
    for record in records:
        try:
            _take(progress, record)
        except KeyError as error:
            why = f"it has no {error}"
        except (BadRecord, GameError) as error:
            why = str(error)
        except (TypeError, ValueError, AttributeError, IndexError):
            why = "it is not written as this program writes it"
        else:
            continue
        raise GameError(f"Record {record.n} ({record.kind}) of this save makes no sense: {why.rstrip('.')}.")


def _take(progress: Progress, record: Record) -> None:
    """Lets one record take its effect."""
    body = record.body
    turn = int(body.get("turn", 0))
    match record.kind:
        case "dawn":
            _take_dawn(progress, turn, body)
        case "commit":
            seat = _seat(progress, turn, body)
            progress.must_be_held(seat)
            orders = from_document(body["orders"], Orders)
            must_make_sense(progress.rules, orders)
            progress.commits[turn, seat] = progress.commits.get((turn, seat), 0) + 1
            progress.pending[seat] = orders
        case "takeback":
            progress.take_back(_seat(progress, turn, body))
        case "seat":
            seat = _seat(progress, turn, body)
            progress.reseat(turn, seat, from_document(body["setup"], SeatSetup))
        case "pin":
            seat, kept = _seat(progress, turn, body), str(body.get("pin", ""))
            if kept and not sealed(kept):
                raise BadRecord("its PIN is not kept as this program keeps one")
            progress.keep_pin(seat, kept)
        case "ruling":
            _must_be_on(progress, turn)
            ruling = from_document(body["ruling"], Ruling)
            must_make_sense(progress.rules, ruling)
            progress.umpire = evolve(progress.umpire, rulings=replaced(progress.umpire.rulings, ruling))
        case "inject":
            _must_be_on(progress, turn)
            injection = from_document(body["inject"], Injection)
            must_make_sense(progress.rules, injection)
            progress.umpire = evolve(progress.umpire, injects=(*progress.umpire.injects, injection))
        case "resolution":
            _take_resolution(progress, turn, body)
        case "note":
            note = Note(turn, str(body.get("text", "")), str(body.get("seat", "")))
            progress.notes = (*progress.notes, note)
        case _:
            progress.notices = (
                *progress.notices,
                f"Record {record.n} is of a kind this version does not know ({record.kind}); "
                "it is passed over.",
            )


def _must_be_on(progress: Progress, turn: int) -> None:
    """Raises BadRecord unless this turn is being played."""
    if not progress.turns or progress.turns[-1].turn != turn or progress.turns[-1].closing is not None:
        raise BadRecord(f"turn {turn} is not on")


def _seat(progress: Progress, turn: int, body: Mapping[str, Any]) -> str:
    """The seat that a record of the turn being played speaks of."""
    _must_be_on(progress, turn)
    return progress.seat(str(body["seat"]))


def _take_dawn(progress: Progress, turn: int, body: Mapping[str, Any]) -> None:
    rules, before = progress.rules, progress.turns[-1] if progress.turns else None
    if before is not None and (before.closing is None or before.closing.ending):
        raise BadRecord(f"turn {before.turn} is still on, or the last")
    if turn != len(progress.turns) + 1 or turn > rules.last_turn:
        raise BadRecord(f"turn {len(progress.turns) + 1} comes next, if any, not turn {turn}")
    account, state = account_from(turn, "dawn", body.get("account", ())), _state(rules, turn, body)
    must_make_sense(rules, account)
    progress.turns = (*progress.turns, TurnRecord(turn, account, state))


def _state(rules: Rules, turn: int, body: Mapping[str, Any]) -> State:
    state = state_from(rules, body["state"])
    if state.turn != turn:
        raise BadRecord(f"its state is of turn {state.turn}")
    must_make_sense(rules, state)
    return state


def _take_resolution(progress: Progress, turn: int, body: Mapping[str, Any]) -> None:
    _must_be_on(progress, turn)
    last, rules = progress.turns[-1], progress.rules
    account, closing = (
        account_from(turn, "adjudication", body.get("account", ())),
        _state(rules, turn, body),
    )
    must_make_sense(rules, account)
    progress.close_turn(
        evolve(
            last,
            orders={
                seat: progress.pending.get(seat) or default_orders(rules, last.opening, seat)
                for seat in rules.seats
            },
            umpire=progress.umpire,
            account=account,
            closing=closing,
        )
    )


def replaced(rulings: tuple[Ruling, ...], new: Ruling) -> tuple[Ruling, ...]:
    """Rulings with the new one in the place of an older one on the same order."""
    return (*(r for r in rulings if (r.seat, r.slot) != (new.seat, new.slot)), new)


def verify(rules: Rules, seed: int, turns: Iterable[TurnRecord]) -> list[Difference]:
    """Recomputes every turn from the seed and the decisions; gives the differences of the first turn that
    has any."""
    dice = Dice(seed)
    before = opening(rules, dice)
    for record in turns:
        state, account = dawn(rules, before, dice)
        found = _compare(rules, record.turn, ("dawn", record.dawn, account), ("state", record.opening, state))
        if found:
            return found
        found = [d for seat, orders in record.orders.items() for d in _forbidden(rules, state, seat, orders)]
        if found or record.closing is None:
            return found
        closing, account = resolve(rules, state, record.orders, dice, record.umpire)
        found = _compare(
            rules, record.turn, ("account", record.account, account), ("result", record.closing, closing)
        )
        if found:
            return found
        before = closing
    return []


def _forbidden(rules: Rules, state: State, seat: str, orders: Orders) -> Iterator[Difference]:
    """What the rules say against orders that a save holds."""
    for problem in problems(rules, state, seat, orders):
        yield Difference(state.turn, f"orders.{seat}", "orders that can't be given", problem)


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
