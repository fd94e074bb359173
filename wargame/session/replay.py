"""Reads a journal's records back into a game, and checks a game by playing its decisions again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from attrs import evolve

import wargame.scenario as scenarios
from wargame.journal import Journal, Record
from wargame.rules.adjudicator import resolve
from wargame.rules.compiled import compile_rules
from wargame.rules.dawn import dawn, opening
from wargame.rules.dice import Dice
from wargame.rules.legality import default_orders
from wargame.rules.orders import Injection, Orders, Ruling
from wargame.rules.record import TurnRecord
from wargame.session.documents import (
    BadRecord,
    account_from,
    account_to,
    from_document,
    state_from,
    state_to,
)
from wargame.session.setup import Difference, Note, SeatSetup

if TYPE_CHECKING:
    from wargame.session.game import Game


def restore(
    cls: type[Game],
    header: Mapping[str, Any],
    records: Iterable[Record],
    journal: Journal | None,
    clock: Callable[[], datetime],
) -> Game:
    """Builds a game from its header and records, trusting what they say.

    Raises GameError where they do not make a game.
    """
    from wargame.session.game import GameError

    try:
        scenario = scenarios.from_document(header["scenario"])
        game = cls(compile_rules(scenario), header, journal, clock)
    except scenarios.ScenarioErrors as error:
        raise GameError(f"The scenario inside this save can't be read: {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise GameError(f"The header of this save lacks what makes a game: {error}.") from error
    for record in records:
        try:
            _take(game, record)
        except (BadRecord, KeyError, TypeError, ValueError, IndexError) as error:
            raise GameError(
                f"Record {record.n} ({record.kind}) of this save makes no sense: {error}"
            ) from error
    return game


def _take(game: Game, record: Record) -> None:
    """Lets one record take its effect on the game."""
    body = record.body
    turn = int(body.get("turn", 0))
    match record.kind:
        case "dawn":
            account = account_from(turn, "dawn", body.get("account", ()))
            game.turns = (*game.turns, TurnRecord(turn, account, state_from(game.rules, body["state"])))
        case "commit":
            seat = str(body["seat"])
            game._commits[turn, seat] = game._commits.get((turn, seat), 0) + 1
            game._pending[game._seat(seat)] = from_document(body["orders"], Orders)
        case "takeback":
            game._pending.pop(str(body["seat"]), None)
        case "seat":
            seat = game._seat(str(body["seat"]))
            game.setups[seat] = SeatSetup(**body["setup"])
            game.reseated = (*game.reseated, (turn, seat, game.setups[seat]))
        case "ruling":
            game._umpire = evolve(
                game._umpire, rulings=_replace(game._umpire.rulings, from_document(body["ruling"], Ruling))
            )
        case "inject":
            injection = from_document(body["inject"], Injection)
            game._umpire = evolve(game._umpire, injects=(*game._umpire.injects, injection))
        case "resolution":
            _take_resolution(game, turn, body)
        case "note":
            game.notes = (*game.notes, Note(turn, str(body.get("text", "")), str(body.get("seat", ""))))
        case _:
            game.notices = (
                *game.notices,
                f"Record {record.n} is of a kind this version does not know ({record.kind}); "
                "it is passed over.",
            )


def _take_resolution(game: Game, turn: int, body: Mapping[str, Any]) -> None:
    last = game.turns[-1]
    if last.turn != turn:
        raise BadRecord(f"it resolves turn {turn} while turn {last.turn} is on")
    orders = {
        seat: game._pending.get(seat) or default_orders(game.rules, last.opening, seat)
        for seat in game.rules.seats
    }
    done = evolve(
        last,
        orders=orders,
        umpire=game._umpire,
        account=account_from(turn, "adjudication", body.get("account", ())),
        closing=state_from(game.rules, body["state"]),
    )
    game.turns = (*game.turns[:-1], done)
    game._pending = {}
    game._umpire = evolve(game._umpire, rulings=(), injects=())


def _replace(rulings: tuple[Ruling, ...], new: Ruling) -> tuple[Ruling, ...]:
    return (*(r for r in rulings if (r.seat, r.slot) != (new.seat, new.slot)), new)


def verify(game: Game) -> list[Difference]:
    """Recomputes every turn from the seed and the decisions; gives the differences of the first turn that
    has any."""
    rules, dice = game.rules, Dice(game.seed)
    before = opening(rules, dice)
    for record in game.turns:
        state, account = dawn(rules, before, dice)
        found = _compare(
            record.turn,
            {"dawn": account_to(record.dawn), "state": state_to(rules, record.opening)},
            {"dawn": account_to(account) if account else [], "state": state_to(rules, state)},
        )
        if found or record.closing is None or record.account is None:
            return found
        closing, account = resolve(rules, state, record.orders, dice, record.umpire)
        found = _compare(
            record.turn,
            {"account": account_to(record.account), "result": state_to(rules, record.closing)},
            {"account": account_to(account) if account else [], "result": state_to(rules, closing)},
        )
        if found:
            return found
        before = closing
    return []


def _compare(turn: int, saved: Any, computed: Any) -> list[Difference]:
    return list(_differences(turn, "", saved, computed))


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
