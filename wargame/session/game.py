"""A game at the table: commits, take-backs, resolutions. What the screens, bots and tests drive."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from attrs import asdict, evolve

import wargame.scenario as scenarios
from wargame import journal as journals
from wargame import readings
from wargame.ids import ObjectiveId, SeatId
from wargame.rules.adjudicator import break_off, resolve
from wargame.rules.changes import Change
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import dawn, opening
from wargame.rules.dice import Dice
from wargame.rules.orders import ANSWERS, AnswerWord, Injection, Orders, Ruling
from wargame.rules.record import TurnRecord
from wargame.rules.wording import listed
from wargame.scenario.model import Scenario
from wargame.session.cleaning import clean_orders, clean_setup, wordless
from wargame.session.cup import UnknownDice
from wargame.session.documents import Document, value_to
from wargame.session.log import GameLog
from wargame.session.pin import LONGEST, SHORTEST, Guesses, fit, opens, seal
from wargame.session.places import is_sample, new_save
from wargame.session.progress import GameError, Unlock, game_id
from wargame.session.records.answers import AnswerRecord
from wargame.session.records.base import SPARE, GameRecord
from wargame.session.records.guesses import Guess, GuessRecord
from wargame.session.records.notes import BookmarkRecord, NoteRecord, StatementRecord
from wargame.session.records.opened import Opened, open_here
from wargame.session.records.seats import CommitRecord, PinRecord, SeatRecord, TakeBackRecord
from wargame.session.records.turns import (
    BranchRecord,
    DawnRecord,
    EndRecord,
    RebindRecord,
    ResolutionRecord,
    ResumeRecord,
    RewindRecord,
)
from wargame.session.records.umpire import InjectRecord, RulingRecord
from wargame.session.records.variations import Held, RenameRecord, VariationRecord
from wargame.session.replay import WITHIN
from wargame.session.sealing import Keyring, key_file
from wargame.session.seat import LocalSeat, SeatDoor
from wargame.session.setup import SeatSetup, Settings
from wargame.session.verify import ENGINE, ENGINES
from wargame.text import clean


class OrderError(GameError):
    """Orders that can't be given; ``problems`` has a sentence for each thing that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class SealedOrders(GameError):
    """Orders of the turn that is on can't be opened here."""

    def __init__(self, turn: int, names: str) -> None:
        super().__init__(
            f"What {names} committed in turn {turn} can't be opened here: the game was begun on another "
            "computer. Nothing was changed. Go on there, or with the code of the table (--code); or begin "
            "the turn anew here (--anew)."
        )
        self.turn, self.names = turn, names


def _written(scenario: Scenario) -> readings.Text | dict[str, Any]:
    """A scenario as it stands in a save: as text, where that is known."""
    return readings.text_of(scenarios.known_as(scenario)) or scenarios.to_document(scenario)


class Game(GameLog):
    """A game that is played. Make it with ``Game.new``, ``Game.resume``, ``Game.branch`` or ``vary``."""

    def __init__(self, rules: Rules, header: Mapping[str, Any], unlock: Unlock = lambda hidden: None) -> None:
        super().__init__(rules, header, unlock)
        self._clock: Callable[[], datetime] = datetime.now
        self._keys = Keyring()
        self.guesses = Guesses()
        self._journal: journals.Journal | None = None

    # -- beginning and going on -----------------------------------------------------------------------

    @classmethod
    def new(
        cls,
        scenario: Scenario | Rules | str,
        *,
        seed: int | None = None,
        seats: Mapping[str, SeatSetup] | Mapping[SeatId, SeatSetup] | None = None,
        save: Path | None = None,
        settings: Settings | None = None,
        code: str = "",
        hides: bool | None = None,
        clock: Callable[[], datetime] = datetime.now,
    ) -> Game:
        """Begins a game of a scenario (loaded, compiled, or by name), with everybody's seat taken by people
        unless ``seats`` says otherwise. With ``save`` every step is on disk when the call that made it
        returns; what people must not know yet is hidden in it if it is to be (``hides``; if not said, where a
        seat is for people). ``code`` opens that.

        Raises:
            ScenarioErrors: for a scenario that does not load.
            JournalError: where the save can't be written.

        """
        if isinstance(scenario, str):
            scenario = scenarios.load(scenario)
        rules = scenario if isinstance(scenario, Rules) else compile_rules(scenario)
        loaded = rules.scenario
        seed = secrets.randbits(63) if seed is None else seed
        setups = {seat: (seats or {}).get(seat, SeatSetup()) for seat in rules.seats}
        keys, held = Keyring(), {"seed": seed}
        bound = str(seed)
        people = any(setup.kind == "people" for setup in setups.values())
        if save is not None and (people if hides is None else hides):
            hidden = keys.make(seed, 0, rules.last_turn, code)
            held, bound = {"secrets": value_to(rules, hidden)}, "".join(hidden.dice)
        header = {
            "id": game_id(loaded.id, bound),
            "title": loaded.title,
            "begun": clock().replace(microsecond=0),
            "engine": ENGINE,
            **held,
            "settings": asdict(settings or Settings()),
            "seats": {seat: value_to(rules, clean_setup(setup)) for seat, setup in setups.items()},
        }
        game = cls(rules, header, keys.find)
        game._clock, game._keys = clock, keys
        if not keys.kept:
            game._tell(
                f"The key of this game can't be kept in {key_file().parent}: if the program ends in the "
                "midst of a turn, the orders of that turn must be given again."
            )
        if save is not None:
            game._write_to(journals.create(save, {**header, "scenario": _written(loaded)}))
        try:
            game._begin()
        except BaseException:
            game.close()
            raise
        return game

    @classmethod
    def resume(
        cls,
        path: Path,
        *,
        code: str = "",
        anew: bool = False,
        clock: Callable[[], datetime] = datetime.now,
    ) -> Game:
        """Goes on with a saved game where its journal ends.

        Where what it hides can't be opened, on another computer than that on which it began and without
        ``code``, the dice from this turn on are others, and the notices say so; what was committed in it is
        void, which ``anew`` says is meant.

        Raises:
            SealedOrders: for such orders without ``anew``. Nothing was changed.
            GameError: if the game can't be played on.
            JournalError: if the save can't.
        """
        return cls._resumed(journals.open_journal(path), Keyring(code), clock, anew=anew)

    @classmethod
    def _resumed(
        cls, journal: journals.Journal, keys: Keyring, clock: Callable[[], datetime], *, anew: bool = False
    ) -> Game:
        try:
            game = cls._restored(journal.header, journal.records, keys.find)
            game._clock, game._keys = clock, keys
            game._write_to(journal)
            game._tell(*journal.notices)
            game._must_open(anew)
            if not game.turns or (game.record.closing is not None and not game.over):
                game._begin()
            game._hide_anew()
        except BaseException:
            journal.close()
            raise
        return game

    @classmethod
    def branch(
        cls,
        path: Path,
        *,
        turn: int,
        save: Path,
        salt: str = "",
        code: str = "",
        clock: Callable[[], datetime] = datetime.now,
    ) -> Game:
        """Begins a game from the dawn of a turn in a saved game, and goes on with it in a save of its own.

        Seats, PINs and settings are as they were then. From there on the dice have a salt, at random where
        none is given; ``code`` opens what is hidden. The other save is only read, and may be open. Where this
        fails, there is no new save.

        Raises:
            JournalError: where one save can't be read or the other can't be written.
            GameError: for a game that can't be played on, and for a turn that it has not begun.
        """
        contents, keys = journals.read(path), Keyring(code)
        parent = cls._restored(contents.header, contents.records, keys.find)
        parent._must_go_on(code)
        parent._progress.begun(turn)
        dawned = max(r.n for r in contents.records if r.kind == "dawn" and r.body["turn"] == turn)
        salt, now = salt or secrets.token_hex(8), clock().replace(microsecond=0)
        parting, bound = BranchRecord(turn=turn, parent=parent.id, salt=salt, at=now), f"{parent.seed}/{salt}"
        if parent._progress.secrets is not None:
            seed = parent._progress.cup.parting(salt)
            hidden = keys.make(seed, turn, parent.rules.last_turn, code)
            parting, bound = evolve(parting, salt="", secrets=hidden), "".join(hidden.dice)
        id = game_id(parent.scenario.id, bound)
        header = {**contents.header, "id": id, "begun": now}
        # Put together elsewhere: a half-made copy would be the same game, with the same luck to come.
        with (
            TemporaryDirectory() as folder,
            journals.create(Path(folder) / "branch.toml", header) as copy,
        ):
            for record in contents.records[:dawned]:
                copy.append(record.kind, record.body)
            copy.append(parting.kind, parting.document(parent.rules))
            journal = copy.copy_to(save)
        return cls._resumed(journal, keys, clock)

    @classmethod
    def again(cls, log: GameLog) -> Game:
        """The same game from its beginning, in memory: the same seats, settings and dice, no orders yet. Of a
        game that is not over only the dice of adjudicated turns may be known."""
        game = cls._beside(log, log.id)
        game._progress.setups, game._progress.cup = dict(log._began), log._progress.cup
        game._begin()
        return game

    @classmethod
    def reopen(
        cls,
        path: Path,
        *,
        save: Path | None = None,
        code: str = "",
        clock: Callable[[], datetime] = datetime.now,
    ) -> Game:
        """Opens a saved game, or with ``save`` a copy of it there, to add to its save what is no part of the
        game, such as variations. It does not go on, and nothing is written yet.

        Raises:
            GameError: for a wrong code, and for a game of rules that this program does not have.
            JournalError: if the save can't be written.
        """
        journal = journals.open_journal(path) if save is None else journals.duplicate(path, save)
        try:
            game = cls._restored(journal.header, journal.records, Keyring(code).find)
            game._clock = clock
            game._write_to(journal)
            game._tell(*journal.notices)
            game._must_go_on(code)
        except BaseException:
            journal.close()
            if save is not None:
                save.unlink(missing_ok=True)
            raise
        return game

    @classmethod
    def adding_to(cls, log: GameLog) -> Game:
        """The game of which this is looked at, to add to its save: itself where it is a ``Game``, else as
        ``reopen`` opens it; a copy in the folder for saves, where it is a sample or can only be read.

        Raises GameError and JournalError as ``reopen`` does, and OSError.
        """
        main = log.main
        if isinstance(main, Game):
            return main
        if main.path is None:
            raise GameError("This game is in no save.")
        try:
            if is_sample(main.path):
                raise PermissionError
            game = cls.reopen(main.path)
        except (PermissionError, journals.NotSaved):
            copy = new_save(main.scenario.id)
            copy.parent.mkdir(parents=True, exist_ok=True)
            game = cls.reopen(main.path, save=copy)
        if game.id != main.id:
            game.close()
            raise GameError(f"{main.path.name} has another game by now: nothing was changed.")
        game._unveiled = main._unveiled
        return game

    def vary(
        self,
        turn: int,
        *,
        name: str = "",
        comment: str = "",
        change: Change | None = None,
        anew: Iterable[str] | None = None,
        seats: Mapping[str, SeatSetup] | Mapping[SeatId, SeatSetup] | None = None,
        salt: str = "",
    ) -> Game:
        """Begins a variation of this game, or of this variation, at the dawn of a turn. It is kept in the
        same save; nothing of this game is changed. Gives the game that goes on with it, as long as this one
        is not closed.

        In its first turn the seats of ``anew`` order again and all others did what they did, with a
        ``change`` of that turn; without one all order again, unless ``anew`` says who. Who orders as before
        answers as before, if nobody orders again. ``seats`` says who plays it on: people, where nothing is
        said. The dice are those that fell in all turns that have been adjudicated, also for an order that
        stays; after that they come from ``salt``, at random where none is given, so that nobody tries out the
        luck to come.

        Raises GameError for a turn that has not begun, for orders that could not be given and whatever else
        there is not, and while people play, unless the table's code was given.
        """
        self._must_be_open()
        self.must_be_recomputable()
        rules, main, number = self.rules, self.main, len(self.variations) + 1
        free = rules.seats if anew is None and change is None else map(self._progress.seat, anew or ())
        name = clean(name, 60) or f"Turn {turn}, otherwise ({number})"
        if name.casefold() in (one.name.casefold() for one in self.variations):
            raise GameError(f"There is a variation called {name!r} already.")
        begun = VariationRecord.of(
            rules,
            change or Change(turn),
            id=f"variation-{number}",
            turn=turn,
            variation=number,
            parent=self.of.number if self.of else 0,
            name=name,
            comment=clean(comment, 1000, 10),
            salt=salt or secrets.token_hex(8),
            seats=tuple(
                Held(seat, clean_setup((seats or {}).get(seat, SeatSetup()))) for seat in rules.seats
            ),
            anew=tuple(dict.fromkeys(free)),
            at=self._now(),
        )
        begun.begin(self._progress)
        main._do(begun, share=1 if main.over else SPARE)
        return main.variation(number)

    @property
    def main(self) -> Game:
        """The game whose variation this is; itself, where it is none."""
        found = super().main
        assert isinstance(found, Game)
        return found

    def variation(self, which: int | str) -> Game:
        """One of the variations in the save, to be looked at or to go on with. Raises what ``GameLog``
        raises, and JournalError where it stopped between two turns and the next can't be saved."""
        game = super().variation(which)
        assert isinstance(game, Game)
        game._clock = self._clock
        if game.record.closing is not None and not game.over:
            game._begin()
        return game

    def rename(self, which: int | str, name: str, comment: str = "") -> None:
        """Gives a variation another name and comment. Raises GameError for none, and for one that another
        has."""
        number, name = self._number(which), clean(name, 60)
        if not name or name.casefold() in (v.name.casefold() for v in self.variations if v.number != number):
            raise GameError(f"{name!r} is the name of another variation." if name else "There is no name.")
        main, turn = self.main, self._progress.variations[number].about.turn
        comment = clean(comment, 1000, 10)
        main._do(RenameRecord(turn=turn, variation=number, name=name, comment=comment, at=self._now()))

    def close(self) -> None:
        """Lets go of the save; a variation leaves that to its game."""
        if self._journal is not None:
            self._journal.close()

    def save_copy(self, path: Path) -> None:
        """After a failed write: puts everything so far into a new save and goes on there. Raises
        JournalError."""
        if self.of is not None:
            self.main.save_copy(path)
            self.path = self.main.path
            return
        if self._journal is None:
            raise GameError("This game is not being saved.")
        old = self._journal
        self._write_to(old.copy_to(path))
        old.close()

    def seat(self, seat: str) -> SeatDoor:
        """The door of one seat: all that its player may see and do. Raises GameError if there is none."""
        return LocalSeat(self, self._progress.seat(seat), self.commit, self.take_back, self.answer)

    # -- acting ---------------------------------------------------------------------------------------

    def commit(
        self, seat: str, orders: Orders, *, by: str = "", late: bool = False, seconds: int | None = None
    ) -> None:
        """Commits a seat's orders for this turn, as somebody (``by``) allowed where the seat has a PIN and
        its people did not, or because it was out of time (``late``). ``seconds`` is for how long it had its
        desk before it, where somebody counted. They are in the save when this returns.

        Raises: OrderError: with everything that is wrong with them. GameError: where the game is over, and
        where the seat is closed or has committed already. JournalError: where they could not be saved; then
        they do not count.
        """
        seat, turn, orders = self._progress.seat(seat), self.turn, clean_orders(orders)
        n = self._progress.commits.get((turn, seat), 0) + 1
        record = CommitRecord(id=f"{turn}-{seat}-{n}", turn=turn, seat=seat, at=self._now(), by=clean(by, 40))
        record = evolve(record, late=late, seconds=seconds)
        if (key := self._progress.key) is None:
            record = evolve(record, orders=orders)
        else:
            held = Opened.anew(seat, orders)
            record = evolve(record, bound=held.bound(self.rules), sealed=held.sealed(self.rules, key))
        record.check(self._progress)
        if found := self.problems(seat, orders):
            raise OrderError(found)
        self._do(record, share=1 if wordless(orders) else record.share)

    def take_back(self, seat: str) -> Orders:
        """Takes a commit back while somebody is still being waited for, and gives the orders back."""
        seat, pending = self._progress.seat(seat), dict(self._progress.pending)
        self._do(TakeBackRecord(turn=self.turn, seat=seat, at=self._now()))
        return pending[seat]

    def answer(self, seat: str, answer: AnswerWord, *, by: str = "", late: bool = False) -> None:
        """Answers for a seat in the exchange that asks it (``exchange``), in public and for good, as somebody
        (``by``) allowed where the seat has a PIN and its people did not give it, or because it was out of
        time (``late``).

        Raises GameError where the seat is not asked, or for another word than those of ``ANSWERS``.
        """
        seat, bout = self._progress.seat(seat), self._progress.bout
        if answer not in ANSWERS:
            raise GameError(f"{clean(answer, 40)!r} is no answer; there are {', '.join(ANSWERS)}.")
        self._progress.must_be_on(self.turn)
        self._progress.must_be_complete()
        if bout is None:
            raise GameError("Nobody is asked for an answer.")
        asked = AnswerRecord(
            id=f"{self.turn}-answer-{self._progress.answers + 1}",
            turn=self.turn,
            exchange=bout.code.exchange.id,
            seat=seat,
            answer=answer,
            at=self._now(),
            by=clean(by, 40),
            late=late,
        )
        self._do(asked)

    def reseat(self, seat: str, setup: SeatSetup, *, by: str = "") -> None:
        """Gives a seat to somebody else, from this turn on: a caretaker takes over, as somebody (``by``)
        allowed where the seat has a PIN, or hands back. Everyone is told.

        Raises GameError where the seat has committed this turn.
        """
        seat, setup = self._progress.seat(seat), clean_setup(setup)
        self._do(SeatRecord(turn=self.turn, seat=seat, setup=setup, at=self._now(), by=clean(by, 40)))

    def lock(self, seat: str, pin: str, *, by: str = "") -> None:
        """Gives a seat's desk a PIN of 4 to 8 digits, or takes it away (no digits at all), as somebody
        (``by``) allowed. The save keeps a salted hash of it.

        Raises GameError for anything else, and for a seat that has a PIN already.
        """
        if pin and not fit(pin):
            raise GameError(f"A PIN has {SHORTEST} to {LONGEST} digits.")
        kept = seal(pin) if pin else ""
        by = clean(by, 40)
        self._do(PinRecord(turn=self.turn, seat=self._progress.seat(seat), pin=kept, by=by, at=self._now()))

    def unlocks(self, seat: str, pin: str) -> bool:
        """Is this the seat's PIN? True for a seat without one. Takes about a tenth of a second.

        Raises GameError while nobody may try: for a while after each wrong PIN from the third in a row on.
        """
        kept = self._progress.pins.get(id := self._progress.seat(seat), "")
        if not kept:
            return True
        if seconds := self.guesses.wait(id):
            raise GameError(f"Too many wrong PINs. Try again in {seconds} s.")
        right = opens(pin, kept)
        self.guesses.tried(id, right)
        return right

    def rule(self, ruling: Ruling) -> None:
        """Records an umpire's ruling on an order of this turn; a later one on the same order replaces it.

        Raises GameError where it has no reason, or speaks of an order or an argument that there is not.
        """
        ruling = evolve(ruling, reason=clean(ruling.reason, 300))
        self._do(RulingRecord(turn=self.turn, ruling=ruling))

    def inject(self, injection: Injection) -> None:
        """Records news that the umpire puts into this turn. Raises GameError for an unknown inject, and for
        none with neither headline nor text."""
        injection = evolve(
            injection,
            headline=clean(injection.headline, 200),
            text=clean(injection.text, 2000, 20),
            reason=clean(injection.reason, 300),
        )
        self._do(InjectRecord(turn=self.turn, inject=injection))

    def note(self, text: str, *, turn: int | None = None, seat: str = "") -> None:
        """Records a note for the debrief, on this turn or another. Raises GameError for a turn or seat that
        there is not."""
        turn, text = self.turn if turn is None else turn, clean(text, 2000, 20)
        self._do(NoteRecord(turn=turn, text=text, seat=self._seat(seat), at=self._now()))

    def bookmark(self, text: str = "", *, turn: int | None = None, seat: str = "") -> None:
        """Marks this turn or another, to come back to in the debrief. Raises GameError for a turn or seat
        that there is not."""
        turn, text = self.turn if turn is None else turn, clean(text, 200)
        self._do(BookmarkRecord(turn=turn, text=text, seat=self._seat(seat), at=self._now()))

    def _keep(self, record: NoteRecord | BookmarkRecord) -> str:
        if self._journal is None and self.of is None:
            return super()._keep(record)
        try:
            self._write(record, record.share)
        except journals.JournalError:  # the table is told when it next has to be saved
            return super()._keep(record)
        return ""

    def declare(self, seat: str, text: str) -> None:
        """Records a sentence that a seat says in public in this turn. Raises GameError for a closed seat, and
        for no words."""
        text = clean(text, 300)
        self._do(StatementRecord(turn=self.turn, text=text, seat=self._progress.seat(seat), at=self._now()))

    def rewind(self, turn: int, reason: str) -> None:
        """Goes back to the dawn of a turn that has begun, also when the game is over. What is undone stays
        in the save and in ``undone``; seats and PINs stay as they are.

        Raises GameError for a turn that there is not, and for no reason.
        """
        reason, opened = clean(reason, 300), open_here(self._progress)
        self._do(RewindRecord(turn=turn, reason=reason, at=self._now(), opened=opened))
        self._hide_anew()

    def break_off(self) -> None:
        """Ends the game now: it is scored as it stands after the turn adjudicated last. What has been ordered
        since is kept, and ``go_on`` goes on with it.

        Raises GameError where the game is over, or nothing has been carried out yet.
        """
        turn = self.resolved
        if self.over or not turn:
            why = "The game is over." if self.over else "Nothing has been carried out yet."
            raise GameError(f"{why} There is nothing to end.")
        state = self.turns[turn - 1].closing
        assert state is not None
        ended, account = break_off(self.rules, state, self._dice(turn))
        id = f"{turn}-end-{len(self._progress.breaks) + 1}"
        self._do(EndRecord(id=id, turn=turn, state=ended, account=account, at=self._now()))

    def guess(self, seat: str, aims: Mapping[str, str] | Mapping[SeatId, ObjectiveId]) -> None:
        """Records what the people of a seat take the hidden aims of others to be, by seat, once the game is
        over and before these are turned over; nothing for those that they make no guess of.

        Raises GameError while it is not over, for a machine's seat, for one that has guessed, and for what is
        no hidden aim.
        """
        known, progress = self.scenario.objectives, self._progress
        found = []
        for of, aim in aims.items():
            if aim not in known:
                raise GameError(f"There is no aim {clean(aim, 40)!r}.")
            found.append(Guess(progress.seat(of), ObjectiveId(aim)))
        guess = GuessRecord(turn=self.turn, seat=progress.seat(seat), aims=tuple(found), at=self._now())
        self._do(guess)

    def go_on(self) -> None:
        """Goes on with a game that was broken off, from where it stood. Raises GameError where it was not."""
        progress = self._progress
        turn = progress.left[-1].turn if progress.left else self.turn
        self._do(ResumeRecord(id=f"{turn}-resume-{len(progress.breaks)}", turn=turn, at=self._now()))
        self._hide_anew()
        if self.record.closing is not None:
            self._begin()

    def resolve(self) -> TurnRecord:
        """Adjudicates the turn once all orders are in, records it, and begins the next turn unless the
        game is over.

        Returns the adjudicated turn's record. Raises GameError while somebody is still being waited for, also
        for an answer in an exchange, and JournalError where it could not be saved; called again, it goes on
        where that stopped."""
        if self.record.closing is None or self.over:
            self._adjudicate()
        done = self.record  # where it was there already, only the next dawn could not be saved
        if not self.over:
            self._begin()
        return done

    def _adjudicate(self) -> None:
        progress, record = self._progress, self.record
        progress.must_be_on(record.turn)
        progress.must_be_complete()
        progress.must_be_answered()
        orders = progress.orders
        dice = self._dice(record.turn)
        replies = progress.replies
        rules, umpire = progress.rules_in(record.turn), progress.umpire
        closing, account = resolve(rules, record.opening, orders, dice, umpire, replies)
        self._do(
            ResolutionRecord(
                id=self._unique(f"{record.turn}-resolution"),
                turn=record.turn,
                defaults=tuple(s for s, o in orders.items() if s not in progress.committed and o.defaulted),
                state=closing,
                account=account,
                dice=progress.cup.hidden(record.turn),
                opened=open_here(progress),
            )
        )

    def _begin(self) -> None:
        """Begins the next turn: its dawn."""
        cup, past = self._progress.cup, len(self.turns)
        dice = self._dice(past)
        before = self.turns[-1].closing if self.turns else opening(self.rules, dice)
        assert before is not None
        state, account = dawn(self._progress.rules_in(past), before, dice)
        id, hidden = self._unique(f"{state.turn}-dawn"), "" if past else cup.hidden(0)
        self._do(DawnRecord(id=id, turn=state.turn, state=state, account=account, dice=hidden))

    def _dice(self, turn: int) -> Dice:
        try:
            return self._progress.dice(turn)
        except UnknownDice as error:
            raise GameError(f"The dice of turn {turn} are sealed, and can't be opened here.") from error

    def _must_go_on(self, code: str) -> None:
        """Raises GameError for a game of other rules than these, and for a wrong code."""
        if self.engine not in ENGINES:
            raise GameError(
                f"This game was played with rules {self.engine}; this program has rules {ENGINE}. "
                "It can be replayed, but not played on."
            )
        self.must_know(code)

    def _must_open(self, anew: bool) -> None:
        """Raises GameError where what is hidden can't be opened here, and that is not said to be meant; and
        for a wrong code, also where none is needed: who gave it counts on it elsewhere."""
        progress, code = self._progress, self._keys.code
        self._must_go_on(code)
        if progress.secrets is None or progress.key is not None:
            return
        if code:
            raise GameError(
                "This is the code with which this game began, but it went on where nobody gave it. Nothing "
                "was changed."
            )
        if progress.committed and not anew and (self.broken or not self.over):
            raise SealedOrders(self.turn, listed([progress.name(seat) for seat in progress.committed]))

    def _hide_anew(self) -> None:
        """Where what a game hides can't be opened here: goes on with a key and with dice that can."""
        progress = self._progress
        if progress.secrets is not None and progress.key is None and not self.over:
            lost = [progress.name(seat) for seat in progress.committed]
            seed, last = secrets.randbits(63), self.rules.last_turn
            hidden = self._keys.make(seed, self.turn, last, self._keys.code)
            self._do(RebindRecord(turn=self.turn, secrets=hidden, at=self._now()))
            self._tell(f"This game was begun on another computer: its dice are new from turn {self.turn} on.")
            if lost:
                self._tell(f"What {listed(lost)} committed can't be opened here and must be given again.")

    def _do(self, record: GameRecord, *, share: float | None = None) -> None:
        """Lets something happen, once it is known that it can and on the disk that it did."""
        record.check(self._progress)
        self._write(record, record.share if share is None else share)
        record.apply(self._progress)

    def _write(self, record: GameRecord, share: float) -> None:
        document = record.document(self.rules)
        if self.of is not None:
            self.main._add_step(self.of.number, record.kind, document)
        elif self._journal is not None:
            self._journal.append(record.kind, document, share=share)

    def _add_step(self, variation: int, kind: str, document: Document) -> None:
        """Keeps a step of a variation. It leaves a game that goes on the room that this needs."""
        body = {"variation": variation, **document}
        if "id" in body:
            body["id"] = f"{variation}-{body['id']}"
        if self._journal is not None:
            body = self._journal.append(f"{WITHIN}{kind}", body, share=1 if self.over else SPARE).body
        self._progress.variations[variation].steps.append(journals.Record(0, kind, body, ""))

    def _unique(self, id: str) -> str:
        """The id of a step of the game: after a rewind the same step is taken again, and is another one."""
        return f"{id}.{len(self.undone)}" if self.undone else id  # no seat has a dot in its name

    def _seat(self, seat: str) -> SeatId | Literal[""]:
        return self._progress.seat(seat) if seat else ""

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)

    def _write_to(self, journal: journals.Journal) -> None:
        self._journal, self.path = journal, journal.path
