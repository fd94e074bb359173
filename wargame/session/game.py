"""A game at the table: commits, take-backs, resolutions, and every view of it. What the screens, bots and
tests drive."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from attrs import asdict, evolve

import wargame.scenario as scenarios
from wargame import journal as journals
from wargame.rules.adjudicator import resolve
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import dawn, opening
from wargame.rules.dice import Dice
from wargame.rules.legality import default_orders, problems
from wargame.rules.orders import Injection, Order, Orders, Ruling
from wargame.rules.record import TurnRecord
from wargame.scenario.model import Scenario
from wargame.session.cleaning import clean_orders
from wargame.session.documents import account_to, from_document, state_to, to_document
from wargame.session.log import GameLog
from wargame.session.pin import LONGEST, SHORTEST, fit, opens, seal
from wargame.session.progress import GameError, Progress
from wargame.session.replay import replaced, restore, verify
from wargame.session.seat import LocalSeat, SeatDoor
from wargame.session.setup import Difference, Note, SeatSetup, Settings
from wargame.text import clean

ENGINE = "2"
"""The version of the rules engine, written in every save: games of another one are shown, but not
recomputed."""


class OrderError(GameError):
    """Orders that can't be given; ``problems`` has a sentence for each thing that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class Game(GameLog):
    """One game. Make it with ``Game.new``, ``Game.resume`` or ``Game.read``.

    ``id`` names it without giving its seed away, ``seed`` is the dice's, ``engine`` the version of the
    rules it is played with, ``readonly`` says that it can only be looked at, and ``torn`` is how many bytes
    of an unfinished record stand at the end of the save that was read.
    """

    def __init__(
        self,
        rules: Rules,
        header: Mapping[str, Any],
        journal: journals.Journal | None,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.rules = rules
        self.header = header
        self.seed = int(header["seed"])
        self.id = str(header["id"])
        self.engine = str(header.get("engine", ""))
        self.settings = from_document(header.get("settings", {}), Settings)
        self.readonly = False
        self.torn = 0
        seats = header.get("seats", {})
        setups = {seat: from_document(seats.get(seat, {}), SeatSetup) for seat in rules.seats}
        self._progress = Progress(rules, setups)
        self._journal = journal
        self._clock = clock
        self._dice = Dice(self.seed)

    # -- beginning and going on -----------------------------------------------------------------------

    @classmethod
    def new(
        cls,
        scenario: Scenario | Rules | str,
        *,
        seed: int | None = None,
        seats: Mapping[str, SeatSetup] | None = None,
        save: Path | None = None,
        settings: Settings | None = None,
        clock: Callable[[], datetime] = datetime.now,
    ) -> Game:
        """Begins a game of a scenario (loaded, compiled, or by name), with everybody's seat taken by people
        unless ``seats`` says otherwise. With ``save`` every step is on disk when the call that made it
        returns.

        Raises:
            ScenarioErrors: for a scenario that does not load.
            JournalError: where the save can't be written.

        """
        if isinstance(scenario, str):
            scenario = scenarios.load(scenario)
        rules = scenario if isinstance(scenario, Rules) else compile_rules(scenario)
        loaded = rules.scenario
        seed = secrets.randbelow(10**12) if seed is None else seed
        setups = {seat: (seats or {}).get(seat, SeatSetup()) for seat in rules.seats}
        header = {
            "id": _game_id(loaded.id, seed),
            "title": loaded.title,
            "begun": clock().replace(microsecond=0),
            "engine": ENGINE,
            "seed": seed,
            "settings": asdict(settings or Settings()),
            "seats": {seat: _clean_setup(setup) for seat, setup in setups.items()},
        }
        journal = None
        if save is not None:
            journal = journals.create(save, {**header, "scenario": scenarios.to_document(loaded)})
        game = cls(rules, header, journal, clock)
        try:
            game._begin()
        except BaseException:
            game.close()
            raise
        return game

    @classmethod
    def resume(cls, path: Path, *, clock: Callable[[], datetime] = datetime.now) -> Game:
        """Goes on with a saved game where its journal ends. Raises JournalError, or GameError if it can't
        be played on."""
        journal = journals.open_journal(path)
        try:
            game = cls._restored(journal.header, journal.records, journal, clock)
            game._progress.notices = (*journal.notices, *game.notices)
            if game.engine != ENGINE:
                raise GameError(
                    f"This game was played with rules {game.engine}; this program has rules {ENGINE}. "
                    "It can be replayed, but not played on."
                )
            if not game.turns or (game.record.closing is not None and not game.over):
                game._begin()
        except BaseException:
            journal.close()
            raise
        return game

    @classmethod
    def read(cls, path: Path) -> Game:
        """A saved game to look at. Never writes, never locks. Raises JournalError, or GameError if it
        makes no sense."""
        contents = journals.read(path)
        game = cls._restored(contents.header, contents.records, None, datetime.now)
        game.torn = len(contents.torn)
        return game._to_look_at(path, *contents.notices)

    @classmethod
    def part(cls, error: journals.JournalError) -> Game:
        """What can be shown of a save that could not be read whole; the error is among its notices.

        Raises ``error`` itself where it has nothing to show, or GameError.
        """
        if error.contents is None or not error.contents.records:
            raise error
        game = cls._restored(error.contents.header, error.contents.records, None, datetime.now)
        if not game.turns:
            raise error
        return game._to_look_at(error.path, str(error))

    @classmethod
    def _restored(
        cls,
        header: Mapping[str, Any],
        records: Iterable[journals.Record],
        journal: journals.Journal | None,
        clock: Callable[[], datetime],
    ) -> Game:
        try:
            scenario = scenarios.from_document(header["scenario"])
            game = cls(compile_rules(scenario), header, journal, clock)
        except scenarios.ScenarioErrors as error:
            raise GameError(f"The scenario inside this save can't be read: {error}") from error
        except KeyError as error:
            raise GameError(f"The header of this save has no {error}.") from error
        except (TypeError, ValueError, AttributeError) as error:
            raise GameError("The header of this save is not written as this program writes it.") from error
        restore(game._progress, records)
        return game

    def _to_look_at(self, path: Path, *notices: str) -> Game:
        """The game as one that is only looked at. Raises GameError if it has not begun."""
        if not self.turns:
            raise GameError(
                "This save ends before the game's first turn began: there is nothing to see. If it was "
                "copied or downloaded, the copy may not be complete: look for a whole one where it came "
                "from. If the game was broken off as it began, go on with it to play."
            )
        self.readonly = True
        self._progress.notices = (*notices, *self.notices)
        self._path = path
        return self

    _path: Path | None = None

    @property
    def path(self) -> Path | None:
        """The save, or None."""
        return self._journal.path if self._journal is not None else self._path

    def close(self) -> None:
        """Lets go of the save."""
        if self._journal is not None:
            self._journal.close()

    def save_copy(self, path: Path) -> None:
        """After a failed write: puts everything so far into a new save and goes on there. Raises
        JournalError."""
        if self._journal is None:
            raise GameError("This game is not being saved.")
        old = self._journal
        self._journal = old.copy_to(path)
        old.close()

    def seat(self, seat: str) -> SeatDoor:
        """The door of one seat: all that its player may see and do. Raises GameError if there is none."""
        return LocalSeat(self, self._progress.seat(seat))

    # -- acting ---------------------------------------------------------------------------------------

    def problems(self, seat: str, orders: Orders) -> list[str]:
        """What is wrong with these orders, a sentence each; [] if they can be committed."""
        return problems(self.rules, self.record.opening, self._progress.seat(seat), clean_orders(orders))

    def commit(self, seat: str, orders: Orders) -> None:
        """Commits a seat's orders for this turn. They are in the save when this returns.

        Raises:
            OrderError: with everything that is wrong with them.
            GameError: where the game is over or only being looked at, and where the seat is closed or has
                committed already.
            JournalError: where they could not be saved; then they do not count.
        """
        self._must_play()
        if self._progress.seat(seat) in self._progress.pending:
            raise GameError(f"{self.scenario.seats[seat].name} has committed already; take it back first.")
        self._progress.must_be_held(seat)
        orders = clean_orders(orders)
        found = problems(self.rules, self.record.opening, seat, orders)
        if found:
            raise OrderError(found)
        n = self._progress.commits.get((self.turn, seat), 0) + 1
        body = {"id": f"{self.turn}-{seat}-{n}", "turn": self.turn, "seat": seat, **self._stamp()}
        self._write("commit", {**body, "orders": to_document(orders)})
        self._progress.commits[self.turn, seat] = n
        self._progress.pending[seat] = orders

    def take_back(self, seat: str) -> Orders:
        """Takes a commit back while somebody is still being waited for, and gives the orders back."""
        self._must_play()
        if self._progress.seat(seat) not in self._progress.pending:
            raise GameError(f"{self.scenario.seats[seat].name} has not committed.")
        if not self.waiting:
            raise GameError("Everybody has committed; it is too late to take orders back.")
        self._write("takeback", {"turn": self.turn, "seat": seat, **self._stamp()})
        return self._progress.take_back(seat)

    def default(self, seat: str) -> Orders:
        """What the scenario orders for a seat that gives nothing."""
        return default_orders(self.rules, self.record.opening, self._progress.seat(seat))

    def reseat(self, seat: str, setup: SeatSetup) -> None:
        """Gives a seat to somebody else, from this turn on: a caretaker takes over, or hands back.
        Everyone is told.

        Raises GameError where the seat has committed this turn.
        """
        self._must_play()
        if self._progress.seat(seat) in self._progress.pending:
            raise GameError(f"{self.scenario.seats[seat].name} has committed; change the seat next turn.")
        cleaned = _clean_setup(setup)
        self._write("seat", {"turn": self.turn, "seat": seat, "setup": cleaned, **self._stamp()})
        self._progress.reseat(self.turn, seat, SeatSetup(**cleaned))

    def lock(self, seat: str, pin: str) -> None:
        """Gives a seat's desk a PIN of 4 to 8 digits, or takes it away (no digits at all). The save keeps a
        salted hash of it.

        Raises GameError for anything else, and for a seat that has a PIN already.
        """
        self._must_play()
        if self._progress.seat(seat) in self.locked and pin:
            raise GameError(f"{self.scenario.seats[seat].name} has a PIN already.")
        if pin and not fit(pin):
            raise GameError(f"A PIN has {SHORTEST} to {LONGEST} digits.")
        kept = seal(pin) if pin else ""
        body = {"turn": self.turn, "seat": seat, **self._stamp()}
        self._write("pin", {**body, "pin": kept} if kept else body)
        self._progress.keep_pin(seat, kept)

    def unlocks(self, seat: str, pin: str) -> bool:
        """Is this the seat's PIN? True for a seat without one. Takes about a tenth of a second."""
        kept = self._progress.pins.get(self._progress.seat(seat), "")
        return not kept or opens(pin, kept)

    def rule(self, ruling: Ruling) -> None:
        """Records an umpire's ruling on an order of this turn; a later one on the same order replaces it.

        Raises GameError where it has no reason, or speaks of an order or an argument that there is not.
        """
        self._must_play()
        ruling = evolve(ruling, reason=clean(ruling.reason, 300))
        if not ruling.reason:
            raise GameError("A ruling needs a reason.")
        order = self._order(ruling.seat, ruling.slot)
        for n in ruling.accepted:
            if not 0 <= n < len(order.arguments):
                raise GameError(f"There is no argument {n + 1} for this order.")
        if len(set(ruling.accepted)) < len(ruling.accepted):
            raise GameError("An argument is accepted twice.")
        self._write("ruling", {"turn": self.turn, "ruling": to_document(ruling)})
        rulings = replaced(self._progress.umpire.rulings, ruling)
        self._progress.umpire = evolve(self._progress.umpire, rulings=rulings)

    def _order(self, seat: str, slot: int) -> Order:
        """An order of this turn, to rule on. Raises GameError."""
        closed = self.setups[self._progress.seat(seat)].kind == "closed"
        orders = self._progress.pending.get(seat) or (self.default(seat) if closed else None)
        name = self.scenario.seats[seat].name
        if orders is None:
            raise GameError(f"{name} has not committed.")
        if not 0 <= slot < len(orders.moves):
            raise GameError(f"{name} has no order {slot + 1}.")
        return orders.moves[slot]

    def inject(self, injection: Injection) -> None:
        """Records news that the umpire puts into this turn. Raises GameError for an unknown inject, and for
        none with neither headline nor text."""
        self._must_play()
        if injection.inject and injection.inject not in self.scenario.injects:
            raise GameError(f"There is no inject '{clean(injection.inject, 60)}'.")
        injection = evolve(
            injection,
            headline=clean(injection.headline, 200),
            text=clean(injection.text, 2000, 20),
            reason=clean(injection.reason, 300),
        )
        if not (injection.inject or injection.headline or injection.text):
            raise GameError("News needs a headline or a text.")
        self._write("inject", {"turn": self.turn, "inject": to_document(injection)})
        self._progress.umpire = evolve(
            self._progress.umpire, injects=(*self._progress.umpire.injects, injection)
        )

    def note(self, text: str, *, turn: int | None = None, seat: str = "") -> None:
        """Records a note for the debrief, on this turn or another. Raises GameError for a turn or seat that
        there is not."""
        on = self.turn if turn is None else self.upto(turn)[-1].turn
        note = Note(on, clean(text, 2000, 20), self._progress.seat(seat) if seat else "")
        if self._journal is not None:
            self._write("note", {**asdict(note), **self._stamp()})
        self._progress.notes = (*self.notes, note)

    def resolve(self) -> TurnRecord:
        """Adjudicates the turn once all orders are in, records it, and begins the next turn unless the
        game is over.

        Returns the adjudicated turn's record. Raises GameError while somebody is still being waited for, and
        JournalError where it could not be saved; called again, it goes on where that stopped.
        """
        self._may_write()
        if self.record.closing is not None:  # only the next dawn could not be saved
            self._begin()
            return self.turns[-2]
        if self.waiting:
            names = ", ".join(self.scenario.seats[seat].name for seat in self.waiting)
            raise GameError(f"Still waiting for {names}.")
        record = self.record
        orders = {seat: self._progress.pending.get(seat) or self.default(seat) for seat in self.rules.seats}
        closing, account = resolve(self.rules, record.opening, orders, self._dice, self._progress.umpire)
        assert account is not None
        done = evolve(record, orders=orders, umpire=self._progress.umpire, account=account, closing=closing)
        defaults = [seat for seat, o in orders.items() if seat not in self._progress.pending and o.defaulted]
        body = {"id": f"{record.turn}-resolution", "turn": record.turn}
        if defaults:
            body["defaults"] = defaults
        self._write(
            "resolution",
            {**body, "state": state_to(self.rules, closing), "account": account_to(account)},
        )
        self._progress.close_turn(done)
        if not self.over:
            self._begin()
        return done

    def _begin(self) -> None:
        """Begins the next turn: its dawn."""
        before = self.turns[-1].closing if self.turns else opening(self.rules, self._dice)
        assert before is not None
        state, account = dawn(self.rules, before, self._dice)
        assert account is not None
        body = {"id": f"{state.turn}-dawn", "turn": state.turn}
        self._write("dawn", {**body, "state": state_to(self.rules, state), "account": account_to(account)})
        self._progress.turns = (*self.turns, TurnRecord(state.turn, account, state))

    def _write(self, kind: str, body: dict[str, Any]) -> None:
        if self._journal is not None:
            self._journal.append(kind, body)

    def _stamp(self) -> dict[str, datetime]:
        return {"at": self._clock().replace(microsecond=0)}

    def _may_write(self) -> None:
        if self.readonly:
            raise GameError("This game is only being looked at.")
        if self.over:
            raise GameError("The game is over.")

    def _must_play(self) -> None:
        self._may_write()
        if self.record.closing is not None:
            raise GameError(f"Turn {self.turn} is over, and the next could not be saved yet.")

    # -- checking -----------------------------------------------------------------------------------

    def verify(self) -> list[Difference]:
        """Plays all decisions again and compares every result with the save; [] if everything agrees.

        ``resolved`` says of how many turns there is a result. Of a turn that is still on, its dawn is
        compared and the orders committed so far are checked.

        Raises GameError for a game of another engine version, which can't be recomputed.
        """
        if self.engine != ENGINE:
            raise GameError(
                f"This game was played with rules {self.engine}; this program has rules {ENGINE} "
                "and can't recompute it."
            )
        turns = self.turns
        if self._progress.pending:
            turns = (*turns[:-1], evolve(self.record, orders=self._progress.pending))
        return verify(self.rules, self.seed, turns)


def _game_id(scenario: str, seed: int) -> str:
    """A short name for a game that says nothing of its seed, yet binds it: the seed can be checked against
    it."""
    return f"{scenario}-{blake2b(f'{scenario}/{seed}'.encode(), digest_size=6).hexdigest()}"


def _clean_setup(setup: SeatSetup) -> dict[str, Any]:
    cleaned = evolve(setup, team=clean(setup.team, 24), players=clean(setup.players, 120))
    return {key: value for key, value in asdict(cleaned).items() if value}
