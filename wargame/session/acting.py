"""What can be done in a game: what seats order and answer, what is noted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import evolve

from wargame.ids import ObjectiveId, SeatId
from wargame.rules.orders import ANSWERS, AnswerWord, Orders
from wargame.session.cleaning import clean_orders, clean_setup, wordless
from wargame.session.pin import LONGEST, SHORTEST, fit, opens, seal
from wargame.session.progress import GameError
from wargame.session.records.answers import AnswerRecord
from wargame.session.records.guesses import Guess, GuessRecord
from wargame.session.records.notes import BookmarkRecord, MessageRecord, NoteRecord, StatementRecord
from wargame.session.records.observers import ForeseenRecord, HeadlineRecord, ObserversRecord
from wargame.session.records.opened import Opened
from wargame.session.records.seats import (
    CommitRecord,
    PeopleRecord,
    PinRecord,
    SeatRecord,
    TakeBackRecord,
    TriedRecord,
)
from wargame.session.seat import LocalSeat, SeatDoor
from wargame.session.setup import SeatSetup
from wargame.session.umpiring import Umpiring
from wargame.text import clean


class OrderError(GameError):
    """Orders that can't be given; ``problems`` has a sentence for each thing that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class Acting(Umpiring):
    """A game in which seats and those who run it act."""

    def seat(self, seat: str) -> SeatDoor:
        """The door of one seat: all that its player may see and do. Raises GameError if there is none."""
        return LocalSeat(self, self._progress.seat(seat), self.commit, self.take_back, self.answer)

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
        default = late and bool(by) and orders.defaulted  # which everybody is told
        record = evolve(record, late=late, default=default, seconds=seconds)
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

    def change_people(self, seat: str, players: str, team: str | None = None) -> None:
        """Says who the people of a seat are, by their names with commas between, in the order in which they
        lead (``people.by_turns``), and what their team is called, where that changes: from this turn on, or
        from the next where the seat has committed. Everyone is told of new people.

        Raises GameError for a seat that people do not have.
        """
        seat = self._progress.seat(seat)
        before = self.setups[seat]
        setup = clean_setup(evolve(before, players=players, team=before.team if team is None else team))
        told = {"players": setup.players, "team": setup.team}
        self._do(PeopleRecord(turn=self.turn, seat=seat, **told, at=self._now()))

    def change_observers(self, press: str, analyst: str) -> None:
        """Says who observes from this turn on, by names with commas between; nobody, without names."""
        names = [clean_setup(SeatSetup(players=one)).players for one in (press, analyst)]
        self._do(ObserversRecord(turn=self.turn, press=names[0], analyst=names[1], at=self._now()))

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
        self.guesses.forget(seat)

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

    def declare(self, seat: str, text: str) -> None:
        """Records a sentence that a seat says in public in this turn. Raises GameError for a closed seat, and
        for no words."""
        text = clean(text, 300)
        self._do(StatementRecord(turn=self.turn, text=text, seat=self._progress.seat(seat), at=self._now()))

    def tell(self, text: str) -> None:
        """Tells everybody something, as the instructor. Raises GameError for no words."""
        self._do(MessageRecord(turn=self.turn, text=clean(text, 200), at=self._now()))

    def tried(self, times: int, seat: str = "") -> None:
        """Records that a seat's PIN, or the instructor's, was tried so often, wrongly. Everyone is told."""
        self._do(TriedRecord(turn=self.turn, times=times, seat=self._seat(seat), at=self._now()))
        self.guesses.tell(seat)

    def headline(self, text: str) -> None:
        """Records the press desk's headline, the first on the paper of this turn. Raises GameError where
        there is no press desk, and for no words."""
        if not self.observers().press:
            raise GameError("This game has no press desk.")
        self._do(HeadlineRecord(turn=self.turn, text=clean(text, 120), at=self._now()))

    def foresee(self, percent: int) -> None:
        """Records how likely the analyst takes what is asked in this turn to be. Raises GameError where there
        is no analyst or no question, and for what is no percentage."""
        if not (analyst := self.observers().analyst) or self.question is None:
            why = "Nothing is asked in this turn." if analyst else "There is no analyst."
            raise GameError(why)
        found = ForeseenRecord(turn=self.turn, question=self.question.id, percent=percent, at=self._now())
        self._do(found)

    def guess(self, seat: str, aims: Mapping[str, str] | Mapping[SeatId, ObjectiveId]) -> None:
        """Records what the people of a seat take the hidden aims of others to be, by seat, once the game is
        over and before these are turned over; nothing for those that they make no guess of.

        Raises GameError while it is not over, for a machine's seat, for one that has guessed, where the aims
        were turned over at an end from which the game went on, and for what is no hidden aim.
        """
        known, progress = self.scenario.objectives, self._progress
        if progress.seat(seat) in progress.guesses:
            raise GameError(f"{progress.name(SeatId(seat))} has guessed already.")
        if progress.laid_open:
            raise GameError("The hidden aims have been turned over: there is nothing to guess.")
        found = []
        for of, aim in aims.items():
            if aim not in known:
                raise GameError(f"There is no aim {clean(aim, 40)!r}.")
            found.append(Guess(progress.seat(of), ObjectiveId(aim)))
        guess = GuessRecord(turn=self.turn, seat=progress.seat(seat), aims=tuple(found), at=self._now())
        self._do(guess)

    def _seat(self, seat: str) -> SeatId | Literal[""]:
        return self._progress.seat(seat) if seat else ""
