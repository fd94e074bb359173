"""A game at the table: how one begins, and how a saved one goes on. Screens, bots and tests drive it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import asdict, evolve

import wargame.scenario as scenarios
from wargame import journal as journals
from wargame import readings
from wargame.ids import SeatId
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.scenario.model import Scenario
from wargame.session.cleaning import clean_settings, clean_setup
from wargame.session.documents import value_to
from wargame.session.log import GameLog
from wargame.session.places import is_sample, new_save
from wargame.session.progress import GameError, game_id
from wargame.session.records.turns import BranchRecord
from wargame.session.sealing import Keyring, key_file
from wargame.session.setup import SeatSetup, Settings
from wargame.session.varying import Varying
from wargame.session.verify import ENGINE


def _written(scenario: Scenario) -> readings.Text | dict[str, Any]:
    """A scenario as it stands in a save: as text, where that is known."""
    return readings.text_of(scenarios.known_as(scenario)) or scenarios.to_document(scenario)


class Game(Varying):
    """A game that is played. Make it with ``Game.new``, ``Game.resume``, ``Game.branch`` or ``vary``."""

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
        chosen = asdict(clean_settings(settings or Settings()))
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
            "settings": {key: value for key, value in chosen.items() if value != ""},
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
