"""Where a game stands: who has which seat, what was said, committed and decided, and the turns so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wargame.ids import ObjectiveId, SeatId
from wargame.rules.compiled import Rules
from wargame.rules.dice import Dice
from wargame.rules.orders import Orders
from wargame.rules.record import TurnRecord
from wargame.rules.scoring import total
from wargame.rules.state import State
from wargame.scenario.model import Scenario
from wargame.session.cup import Cup
from wargame.session.documents import plain_from
from wargame.session.people import same_hands
from wargame.session.progress import GameError, Parting, Progress, Undone, Unlock
from wargame.session.sealing import Secrets
from wargame.session.setup import (
    Branch,
    Decision,
    Foreseen,
    Incident,
    Note,
    Observers,
    SeatSetup,
    Settings,
    Variation,
)
from wargame.session.verify import WHOLE, edited


class Standing:
    """What a game has come to.

    ``id`` names the game without giving its seed away, and ``engine`` is the version of the rules it is
    played with.
    """

    def __init__(self, rules: Rules, header: Mapping[str, Any], unlock: Unlock = lambda hidden: None) -> None:
        """``unlock`` finds the key of what the game hides."""
        self.id = str(header["id"])
        self.engine = str(header.get("engine", ""))
        self.settings = plain_from(rules, header.get("settings", {}), Settings)
        self.rules = rules = rules.diceless if self.settings.dice == "none" else rules
        seats = header.get("seats", {})
        setups = {seat: plain_from(rules, seats.get(seat, {}), SeatSetup) for seat in rules.seats}
        self._began = dict(setups)
        self._code = ""
        self.of: Variation | None = None
        """Which variation of a game this is; None for the game itself."""
        hides = "secrets" in header
        seed = None if hides else int(header["seed"])
        cup = Cup(seed, whole=self.engine in WHOLE, thrown=rules.thrown)
        umpired = self.settings.umpire
        self._progress = Progress(rules, setups, cup, bound=str(seed), unlock=unlock, umpired=umpired)
        if hides:
            secrets = plain_from(rules, header["secrets"], Secrets)
            self._progress.hide(0, secrets)
            self._progress.bound = "".join(secrets.dice)
            self._code = secrets.code

    @property
    def parting(self) -> Parting | None:
        """Where a variation parts from its parent, and what is different there beside the orders."""
        return self._progress.parting

    @property
    def variations(self) -> tuple[Variation, ...]:
        """The courses of this game that were not taken and are kept in its save, in the order in which they
        were begun, whichever of them this is."""
        return tuple(course.about for course in self._progress.variations.values())

    @property
    def seed(self) -> int | None:
        """What the dice are thrown from; None where that is hidden."""
        return self._progress.cup.seed

    @property
    def turns(self) -> tuple[TurnRecord, ...]:
        """A record for each turn begun, the newest last."""
        return self._progress.turns

    @property
    def setups(self) -> Mapping[SeatId, SeatSetup]:
        """Who has each seat now."""
        return self._progress.setups

    @property
    def locked(self) -> frozenset[SeatId]:
        """The seats whose desks ask for a PIN."""
        return frozenset(self._progress.pins)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was noted for the debrief."""
        return tuple(self._progress.notes)

    @property
    def bookmarks(self) -> tuple[Note, ...]:
        """The moments to come back to in the debrief."""
        return tuple(self._progress.bookmarks)

    @property
    def statements(self) -> tuple[Note, ...]:
        """What seats have said in public, by turn: what they declared, then the sentences that came with
        orders, from when these are carried out."""
        spoken = [
            Note(record.turn, orders.say, seat)
            for record in self.turns
            if record.closing is not None
            for seat, orders in record.orders.items()
            if orders.say
        ]
        return tuple(sorted((*self._progress.statements, *spoken), key=lambda note: note.turn))

    @property
    def headlines(self) -> Mapping[int, Note]:
        """What the press desk wrote over the papers, by their turns."""
        return self._progress.headlines

    @property
    def foreseen(self) -> Mapping[int, Foreseen]:
        """What the analyst said to the questions of turns, by these: for the debrief."""
        return self._progress.foreseen

    @property
    def analyst(self) -> float | None:
        """The analyst's mean Brier score over what is decided, like those of seats; None where there is
        none."""
        scores = [
            (self.foreseen[put.turn].percent / 100 - put.outcome) ** 2
            for put in self.state.asked
            if put.turn in self.foreseen and put.outcome is not None
        ]
        return total(scores) / len(scores) if scores else None

    @property
    def messages(self) -> tuple[Note, ...]:
        """What the instructor told everybody, by turn, also in turns that were undone."""
        return tuple(self._progress.messages)

    @property
    def undone(self) -> tuple[Undone, ...]:
        """What rewinds took out of play, the oldest first."""
        return tuple(self._progress.undone)

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The games that this one goes on from, each from a moment of the one before."""
        return tuple(self._progress.branches)

    @property
    def reseated(self) -> tuple[tuple[int, SeatId, SeatSetup], ...]:
        """The changes of seats: turn, seat, who has it now."""
        return tuple(self._progress.reseated)

    def hands(self, turn: int) -> tuple[tuple[SeatId, SeatSetup], ...]:
        """The seats that others play from this turn on than before it, and who: not those that were given
        away and taken back in it, nor in turns undone since, whose changes hold from the one gone back to."""
        before, now = dict(self._began), dict[SeatId, SeatSetup]()
        for when, seat, setup in self.reseated:
            if when <= turn:
                (now if when == turn else before)[seat] = setup
        return tuple((seat, setup) for seat, setup in now.items() if not same_hands(setup, before[seat]))

    def held_by(self, seat: str, turn: int) -> SeatSetup:
        """Who had a seat when a turn was carried out, or has it in the one that is on."""
        id = self._progress.seat(seat)
        if self.of is not None:
            return self.setups[id]  # a variation is played by those who began it
        changes = [who for when, other, who in self.reseated if other == id and when <= turn]
        return changes[-1] if changes else self._began[id]

    def observers(self, turn: int | None = None) -> Observers:
        """Who observes now, or did when a turn was carried out."""
        began = Observers(self.settings.press, self.settings.analyst)
        found = [who for when, who in self._progress.observed if turn is None or when <= turn]
        return found[-1] if found else began

    @property
    def rebound(self) -> tuple[tuple[int, tuple[SeatId, ...]], ...]:
        """The turns in which the game went on where what it hid could not be opened: from then on the dice
        were others. And whose commits were void then."""
        return self._progress.rebound

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """Orders taken back, PINs given and cleared, what was done without one, in their order."""
        return tuple(self._progress.incidents)

    def done(self, turn: int) -> Iterator[Incident]:
        """The incidents of a turn as it counts: what came to orders that a rewind undid is left out."""
        gone = [(undone.told[1], undone.turns[0].turn) for undone in self.undone]
        for n, incident in enumerate(self._progress.incidents):
            undone = any(n < before and turn >= back for before, back in gone)
            if incident.turn == turn and not (undone and incident.of_orders):
                yield incident

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What seats committed and answered, in the order in which they did: when, and how long it took
        them."""
        return tuple(self._progress.decisions)

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences for the person at the table."""
        return tuple(self._progress.notices)

    @property
    def scenario(self) -> Scenario:
        """The scenario played."""
        return self.rules.scenario

    @property
    def edited(self) -> bool | None:
        """Whether the scenario differs from the one that comes with the program under its id; None where
        none does."""
        return edited(self.scenario)

    @property
    def record(self) -> TurnRecord:
        """The newest turn."""
        return self.turns[-1]

    @property
    def turn(self) -> int:
        """The number of the newest turn."""
        return self.turns[-1].turn

    @property
    def state(self) -> State:
        """The newest state: the truth, for the umpire and the debrief."""
        return self.record.closing or self.record.opening

    @property
    def umpired(self) -> bool:
        """Does somebody look at all orders before they are carried out?"""
        return self._progress.umpired

    @property
    def over(self) -> bool:
        """Has the game ended?"""
        return self._progress.over

    @property
    def broken(self) -> int:
        """After which turn the game was broken off and scored as it stood; 0 where it goes on, or was played
        to its end."""
        return self.turn if self._progress.left else 0

    @property
    def begun(self) -> int:
        """How many turns have begun, the one with them in which the game was broken off."""
        return len(self._progress.left or self.turns)

    @property
    def breaks(self) -> tuple[int, ...]:
        """After which turns it was broken off, also those from which it went on later."""
        return tuple(found.record.turn for found in self._progress.breaks)

    @property
    def guessed(self) -> Mapping[SeatId, Mapping[SeatId, ObjectiveId]]:
        """What seats took the hidden aims of others to be, before these were first turned over."""
        return self._progress.guesses

    @property
    def decks(self) -> Mapping[SeatId, tuple[tuple[ObjectiveId, str], ...]]:
        """The hidden aims by name of which each seat has drawn one; seats without any are left out."""
        found: dict[SeatId, list[tuple[ObjectiveId, str]]] = {}
        for aim in self.scenario.objectives.values():
            if aim.hidden:
                found.setdefault(aim.seat, []).append((aim.id, aim.name))
        return {seat: tuple(found[seat]) for seat in self.rules.seats if seat in found}

    @property
    def guessing(self) -> tuple[SeatId, ...]:
        """The seats of people that may guess yet what others wanted, once the game is over; in a variation,
        and where a game went on after its end, it has been turned over."""
        return () if self.of else self._progress.guessing

    def dice(self, turn: int) -> Dice:
        """The dice that adjudicated a turn, and threw for the dawn after it; those of turn 0 began the game.
        Raises GameError for a turn that has not been adjudicated: what is to come is nobody's business."""
        if not 0 <= turn <= len(self.adjudicated):
            raise GameError(f"Turn {turn} has not been adjudicated.")
        return self._progress.dice(turn)

    @property
    def adjudicated(self) -> tuple[TurnRecord, ...]:
        """The turns that have been adjudicated, each as it closed then: where the game was broken off, the
        last one without the end that it was given."""
        found = tuple(record for record in self.turns if record.closing is not None)
        return (*found[:-1], self._progress.breaks[-1].record) if self.broken else found

    @property
    def resolved(self) -> int:
        """How many turns have been adjudicated."""
        return sum(record.closing is not None for record in self.turns)

    @property
    def committed(self) -> frozenset[SeatId]:
        """The seats whose orders for this turn are in."""
        return frozenset(self._progress.committed)

    @property
    def waiting(self) -> tuple[SeatId, ...]:
        """The seats whose orders are still out; closed seats never are."""
        return self._progress.waiting

    def pending(self, seat: str) -> Orders | None:
        """What a seat has committed in this turn, where it can be read here: for the seat itself."""
        return self._progress.pending.get(self._progress.seat(seat))

    def upto(self, turn: int | None = None, *, opening: bool = False) -> tuple[TurnRecord, ...]:
        """The records up to a turn (all by default); with ``opening`` the last one as it stood before
        adjudication."""
        if turn is None:
            return self.turns
        turns = self.turns[: self._progress.begun(turn)]
        if opening:
            last = turns[-1]
            turns = (*turns[:-1], TurnRecord(last.turn, last.dawn, last.opening))
        return turns

    def _tell(self, *notices: str) -> None:
        self._progress.notices[:0] = notices
