"""A game that is looked at: where it stands, what every eye sees of it, and whether its results are true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Self
from weakref import WeakValueDictionary

from attrs import evolve

import wargame.scenario as scenarios
from wargame import journal as journals
from wargame.ids import ObjectiveId, SeatId
from wargame.rules.bulletins import cables, reveal
from wargame.rules.cards import card_view, uncalled, untaken
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dice import Dice
from wargame.rules.exchange_views import exchange_views
from wargame.rules.exchanges import begun
from wargame.rules.ledger import debrief_view, end_view
from wargame.rules.legality import default_orders, problems
from wargame.rules.marks import Aims
from wargame.rules.orders import Order, Orders
from wargame.rules.record import TurnRecord
from wargame.rules.roundup import roundup, seat_line
from wargame.rules.seat_views import order_odds, public_view, seat_info, seat_view
from wargame.rules.state import State
from wargame.rules.views import (
    Cable,
    CardView,
    DebriefView,
    EndView,
    ExchangeView,
    GainsView,
    News,
    OddsView,
    PublicView,
    RevealLine,
    RoundupView,
    SeatInfo,
    SeatView,
    laid_out,
)
from wargame.rules.wording import capital, listed
from wargame.scenario.known import fingerprint
from wargame.scenario.model import Scenario
from wargame.session.cleaning import clean_orders
from wargame.session.cup import Cup
from wargame.session.documents import plain_from
from wargame.session.notebook import keep, recall
from wargame.session.progress import GameError, Parting, Progress, Undone, Unlock
from wargame.session.records.notes import BookmarkRecord, NoteRecord
from wargame.session.replay import course, restore
from wargame.session.sealing import CantOpen, Secrets, by_code
from wargame.session.setup import Branch, Decision, Difference, Incident, Note, SeatSetup, Settings, Variation
from wargame.session.verify import ENGINE, ENGINES, WHOLE, edited, verify
from wargame.text import clean, team_name

_AT_HAND: WeakValueDictionary[str, Rules] = WeakValueDictionary()
"""The rules of games that somebody looks at, by the fingerprint of the scenario in their saves: the games of
a class share them."""


class GameLog:
    """A game to look at. It never writes; ``Game`` adds what can be done.

    ``id`` names the game without giving its seed away, ``engine`` is the version of the rules it is played
    with, ``path`` its save, if it has one, and ``torn`` how many bytes of an unfinished
    record stand at the end of the save that was read.
    """

    def __init__(self, rules: Rules, header: Mapping[str, Any], unlock: Unlock = lambda hidden: None) -> None:
        """``unlock`` finds the key of what the game hides."""
        self.rules = rules
        self.id = str(header["id"])
        self.engine = str(header.get("engine", ""))
        self.settings = plain_from(rules, header.get("settings", {}), Settings)
        self.path: Path | None = None
        self.torn, self._partly = 0, False
        seats = header.get("seats", {})
        setups = {seat: plain_from(rules, seats.get(seat, {}), SeatSetup) for seat in rules.seats}
        self._began = dict(setups)
        self._code, self._unveiled = "", False
        self._asked: tuple[State, Aims] | None = None
        self._main: GameLog | None = None
        self._changes: tuple[Callable[[Progress], Progress], ...] = ()
        self.of: Variation | None = None
        """Which variation of a game this is; None for the game itself."""
        hides = "secrets" in header
        seed = None if hides else int(header["seed"])
        cup = Cup(seed, whole=self.engine in WHOLE)
        self._progress = Progress(rules, setups, cup, bound=str(seed), unlock=unlock)
        if hides:
            secrets = plain_from(rules, header["secrets"], Secrets)
            self._progress.hide(0, secrets)
            self._progress.bound = "".join(secrets.dice)
            self._code = secrets.code

    @staticmethod
    def read(path: Path) -> GameLog:
        """The game in a save, which is not locked. Raises JournalError, or GameError if it makes no sense."""
        contents = journals.read(path)
        log = GameLog._restored(contents.header, contents.records)
        if not log.turns:
            raise GameError(
                "This save ends before the game's first turn began: there is nothing to see. If it was "
                "copied or downloaded, the copy may not be complete: look for a whole one where it came "
                "from. If the game was broken off as it began, go on with it to play."
            )
        log.path, log.torn = path, len(contents.torn)
        log._tell(*contents.notices, *filter(None, (recall(path, log.id, log._progress),)))
        return log

    @staticmethod
    def part(error: journals.JournalError) -> GameLog:
        """What can be shown of a save that could not be read whole; the error is among its notices.

        Raises ``error`` itself where it has nothing to show, or GameError.
        """
        if error.contents is None or not error.contents.records:
            raise error
        log = GameLog._restored(error.contents.header, error.contents.records)
        if not log.turns:
            raise error
        log.path, log._partly = error.path, True
        log._tell(str(error))
        return log

    @classmethod
    def _restored(
        cls,
        header: Mapping[str, Any],
        records: Iterable[journals.Record],
        unlock: Unlock = lambda hidden: None,
    ) -> Self:
        """The game as its records left it. Raises GameError."""
        try:
            game = cls(_rules(header["scenario"]), header, unlock)
        except scenarios.ScenarioErrors as error:
            raise GameError(f"The scenario inside this save can't be read: {error}") from error
        except KeyError as error:
            raise GameError(f"The header of this save has no {error}.") from error
        except (TypeError, ValueError, AttributeError) as error:
            raise GameError("The header of this save is not written as this program writes it.") from error
        restore(game._progress, records)
        return game

    @classmethod
    def _beside(cls, log: GameLog, id: str) -> Self:
        """A game of the same rules and settings with a name of its own, which knows no dice yet."""
        game = cls(log.rules, {"id": id, "engine": log.engine, "seed": 0})
        game.settings, game._began = log.settings, log._began
        return game

    @property
    def variations(self) -> tuple[Variation, ...]:
        """The courses of this game that were not taken and are kept in its save, in the order in which they
        were begun, whichever of them this is."""
        return tuple(course.about for course in self._progress.variations.values())

    @property
    def main(self) -> GameLog:
        """The game whose variation this is; itself, where it is none."""
        return self._main or self

    @property
    def name(self) -> str:
        """What files that are kept beside its save are called, up to their suffix; a variation has its own.
        Empty where there is no save."""
        return f"{self.path.name}{f'.{self.of.number}' if self.of else ''}" if self.path else ""

    @property
    def parting(self) -> Parting | None:
        """Where a variation parts from its parent, and what is different there beside the orders."""
        return self._progress.parting

    def variation(self, which: int | str) -> GameLog:
        """One of them, by its number or its name: a game like any other, also to be compared with this one.

        Raises GameError where there is none, where it makes no sense, and while people play, unless the
        table's code was given.
        """
        self._must_be_open()
        number = self._number(which)
        progress = course(self._progress.variations, number)
        for change in self._changes:
            progress = change(progress)
        progress.variations = self._progress.variations
        main = self.main
        log = type(self)._beside(main, f"{main.id}-v{number}")
        # In a debrief nobody counts the minutes, nor is anything to be hidden from the others at the table.
        log.settings = evolve(
            main.settings, minutes=0, turn_minutes=0, clock="tells", open_table=0, alone=True
        )
        log._progress, log._main, log.path = progress, main, main.path
        log.of = progress.variations[number].about
        return log

    def adopt(self, game: GameLog) -> None:
        """Takes over the variations that the same game has by now, and where it is kept."""
        self.main._progress.variations.update(game._progress.variations)
        self.path = self.main.path = game.path

    def _number(self, which: int | str) -> int:
        """The number of a variation. Raises GameError."""
        names = {one.name.casefold(): one.number for one in reversed(self.variations)}
        numbers = {f"{one.number}": one.number for one in self.variations}
        if found := {**names, **numbers}.get(str(which).casefold().strip()):  # one may be called "2"
            return found
        known = listed([f"{one.number} ({one.name})" for one in self.variations]) or "none yet"
        raise GameError(f"There is no variation {clean(str(which), 40)!r} of this game. There are: {known}.")

    def _must_be_open(self) -> None:
        if self.veiled:
            raise GameError(
                "While people play, a variation would tell what they must not know yet: it takes the code "
                "of the table."
            )

    def remark(self, text: str, *, turn: int, bookmark: bool = False) -> str:
        """Keeps a note, or a bookmark, on a turn that whoever looks at the game makes: in its save, if that
        is whole and can be written, else beside it. Returns a sentence that says where, if it is not in the
        save. Raises GameError for a turn that has not begun."""
        kind, at = BookmarkRecord if bookmark else NoteRecord, datetime.now().replace(microsecond=0)
        record = kind(turn=turn, text=clean(text, 200 if bookmark else 2000, 20), seat="", at=at)
        record.check(self._progress)
        told = self._keep(record)
        record.apply(self._progress)
        return told

    def _keep(self, record: NoteRecord | BookmarkRecord) -> str:
        main, number, body = self.main, self.of.number if self.of else 0, record.document(self.rules)
        if number:
            self._progress.variations[number].steps.append(journals.Record(0, record.kind, body, ""))
        whole = not main.torn and not main._partly
        return keep(self.path, main.id, record.kind, body, sound=whole, variation=number)

    def _tell(self, *notices: str) -> None:
        self._progress.notices[:0] = notices

    def changed(self, change: Callable[[Any], Any], *, noted: bool) -> GameLog:
        """The same game to look at, with its variations, with everything that was decided, said and told
        changed alike; with its notes and bookmarks, or without."""
        game, alike = copy(self), partial(_changed, change=change, noted=noted)
        game._began, game._progress = change(self._began), alike(self._progress)
        game._changes = (*self._changes, alike)
        game._progress.variations = {
            number: evolve(one, about=change(one.about)) for number, one in self._progress.variations.items()
        }
        return game

    @property
    def veiled(self) -> bool:
        """Is this to be shown as the public saw it? So it is while people play, unless the table's code was
        given."""
        if self._main is not None:
            return self._main.veiled
        held = (*self._began.values(), *(setup for _, _, setup in self.reseated))
        people = any(setup.kind == "people" for setup in held)
        return people and not self.over and not self._unveiled

    @property
    def has_code(self) -> bool:
        """Did the table choose a code at the start?"""
        return bool(self.main._code)

    def must_know(self, code: str) -> None:
        """Lifts the veil if a code is given. Raises GameError for one that is not the table's."""
        if code and not self.unveil(code):
            raise GameError(
                "This is not the code of this game." if self.has_code else "For this game no code was chosen."
            )

    def unveil(self, code: str) -> bool:
        """Lifts the veil, if this is the table's code. Takes about a tenth of a second."""
        if self._main is not None:
            return self._main.unveil(code)
        try:
            by_code(code, self._code)
        except CantOpen:
            return False
        self._unveiled = True
        return True

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

    @property
    def rebound(self) -> tuple[tuple[int, tuple[SeatId, ...]], ...]:
        """The turns in which the game went on where what it hid could not be opened: from then on the dice
        were others. And whose commits were void then."""
        return self._progress.rebound

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """Orders taken back, PINs given and cleared, what was done without one, in their order."""
        return tuple(self._progress.incidents)

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
        """What seats took the hidden aims of others to be, before these were turned over."""
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
        """The seats of people that may guess yet what others wanted, once the game is over; in a variation
        it has been turned over."""
        asked = (seat for seat, setup in self.setups.items() if setup.kind == "people" and not self.of)
        return tuple(s for s in asked if self.over and s not in self.guessed and {*self.decks} - {s})

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

    def view(self, seat: str, turn: int | None = None) -> SeatView:
        """What a seat sees now, or saw when it decided in an earlier turn."""
        view = seat_view(self.rules, self.upto(turn, opening=turn is not None), self._progress.seat(seat))
        others = tuple(self._named(other) for other in view.others)
        return evolve(view, seat=self._named(view.seat), others=others)

    def public(self, turn: int | None = None) -> PublicView:
        """What everybody sees now, or saw at the beginning of an earlier turn."""
        view = public_view(self.rules, self.upto(turn, opening=turn is not None))
        view = evolve(view, seats=tuple(self._named(seat) for seat in view.seats))
        told = tuple(
            News(
                when,
                f"{self.scenario.seats[seat].name} changes hands",
                f"{_holder(setup)} from now on.",
                2,
                "",
            )
            for when, seat, setup in self.reseated
            if when == view.turn.number and not view.over
        )
        front, also = laid_out((*view.news, *view.also, *told))
        return evolve(view, news=front, also=also) if told else view

    def _named(self, seat: SeatInfo) -> SeatInfo:
        """A seat as this game speaks of it: without its holder's name where offices are to be named."""
        return seat if self.settings.names == "people" else evolve(seat, person="")

    def problems(self, seat: str, orders: Orders) -> list[str]:
        """What is wrong with these orders, a sentence each; [] if they can be committed."""
        seat, orders = self._progress.seat(seat), clean_orders(orders)
        found = problems(self.rules, self.record.opening, seat, orders)
        wrong = uncalled(self.rules, self.turns, seat, orders)
        return [*found, f"{capital(wrong)}."] if wrong else found

    def default(self, seat: str, *, on_card: bool = False) -> Orders:
        """What the scenario orders for a seat that gives nothing; ``on_card`` with the choice of its card
        that this amounts to (``untaken``)."""
        id = self._progress.seat(seat)
        default = default_orders(self.rules, self.record.opening, id)
        return untaken(self.rules, self.card(id), default) if on_card else default

    def card(self, seat: str, turn: int | None = None) -> CardView | None:
        """The card that a seat has before it, or had when it decided in an earlier turn, for all that it
        knew; None where there is none for it."""
        return card_view(self.rules, self.upto(turn, opening=turn is not None), self._progress.seat(seat))

    def odds(self, seat: str, order: Order) -> OddsView:
        """The odds of one order with its options, as its seat would reckon them."""
        return order_odds(self.rules, self.turns, self._progress.seat(seat), order)

    def marks(self, seat: str, orders: Orders) -> tuple[tuple[str, int], ...]:
        """How orders that can be committed would move the seat's own aims, by name, -2 to 2, as the seat
        reckons; those that they leave alone are not there."""
        return self._aims(seat).marks(orders)

    def gains(self, seat: str, order: Order) -> GainsView:
        """What an order of a move that is open would do for its seat, as the seat reckons."""
        return self._aims(seat).gains(order)

    def _aims(self, seat: str) -> Aims:
        """Kept until it is asked for another seat or state: a desk asks once a move."""
        kept, state, id = self._asked, self.state, self._progress.seat(seat)
        if kept is None or kept[0] is not state or kept[1].seat != id:
            kept = self._asked = state, Aims(self.rules, state, id)
        return kept[1]

    @property
    def exchange(self) -> ExchangeView | None:
        """The exchange that waits for an answer, once all orders of the turn are in."""
        found = self.exchanges()
        return found[-1] if found and found[-1].asked is not None else None

    def exchanges(self, turn: int | None = None) -> tuple[ExchangeView, ...]:
        """The exchanges of a turn (the newest by default) that have begun, as everybody sees them."""
        record = self.upto(turn)[-1]
        if record.closing is None:
            bouts = self._progress.bouts
        else:
            x = self.rules.context(record.opening)
            bouts = begun(self.rules, x, record.orders, record.replies)
        return exchange_views(self.rules, record.opening, bouts, self._named)

    def reveal(self, turn: int) -> tuple[RevealLine, ...]:
        """The public steps of an adjudicated turn."""
        return reveal(self.rules, self.upto(turn)[-1])

    def roundup(self, turn: int | None = None) -> RoundupView:
        """What everybody is told between two turns: as this one begins (the newest by default), or once it is
        adjudicated and no other follows."""
        view = roundup(self.rules, self.upto(turn, opening=turn is not None))
        now = self.turn if turn is None else turn
        played = now if turn is None and self.record.closing is not None else now - 1
        hands = [
            seat_line(self.rules, seat, "changes hands", f"{_holder(setup)} from now on.")
            for when, seat, setup in self.reseated
            if when == now > played
        ]
        declared = [note for note in self._progress.statements if note.turn == played]
        said = [(seat_info(self.rules, SeatId(note.seat)), note.text) for note in declared]
        return evolve(view, acts=(*view.acts, *hands), said=(*view.said, *said))

    def cables(self, seat: str, turn: int) -> tuple[Cable, ...]:
        """What was cabled to one seat in one turn."""
        return cables(self.rules, self.turns[turn - 1 : turn], self._progress.seat(seat))

    def debrief(self, turn: int) -> DebriefView:
        """The whole truth about a turn: for the debrief only."""
        return debrief_view(self.rules, self.upto(turn))

    def end(self) -> EndView:
        """What the finished game comes to. Raises GameError while it is not over."""
        if not self.over:
            raise GameError("The game is not over.")
        end = end_view(self.rules, self.turns)
        scores = tuple(evolve(score, guessed=self._guessers(score.seat.id)) for score in end.scores)
        return evolve(end, broken=self.broken, scores=scores)

    def _guessers(self, seat: SeatId) -> tuple[SeatInfo, ...] | None:
        """Who had guessed a seat's hidden aim; None where nobody tried."""
        drawn = self.state.hidden[self.rules.seat_index[seat]]
        tried = {by: aims[seat] for by, aims in self.guessed.items() if seat in aims}
        right = tuple(self._named(seat_info(self.rules, by)) for by, aim in tried.items() if aim == drawn)
        return right if tried else None

    def verify(self) -> list[Difference]:
        """Plays all decisions again and compares every result with the save; [] if everything agrees.

        ``resolved`` says of how many turns there is a result. Of a turn that is still on, its dawn is
        compared and the orders committed so far are checked. What was undone is compared as well.

        Variations in its save are no part of that: see ``verify_variation``.

        Raises GameError for a game of another engine version, which can't be recomputed.
        """
        self.must_be_recomputable()
        return verify(self._progress, self.id)

    def verify_variation(self, which: int | str) -> list[Difference]:
        """The same for a variation, also while people play: from the turn on in which it parts from its
        parent. Raises GameError where there is none, or it makes no sense, too."""
        self.must_be_recomputable()
        return verify(course(self._progress.variations, self._number(which)), self.id)

    def must_be_recomputable(self) -> None:
        """Raises GameError for a game of another engine version: what it came to can be shown, but neither
        checked nor played on from."""
        if self.engine not in ENGINES:
            raise GameError(
                f"This game was played with rules {self.engine}; this program has rules {ENGINE} "
                "and can't recompute it."
            )


def _holder(setup: SeatSetup) -> str:
    """Who plays a seat, in words for everybody."""
    if setup.kind == "people":
        return f"{capital(team_name(setup.team))} plays it" if setup.team else "People play it"
    return "A caretaker plays it" if setup.kind == "ai" else "Its declared default stands in"


def _rules(document: Any) -> Rules:
    """The rules of the scenario in a save. Raises ScenarioErrors, TypeError, ValueError, AttributeError."""
    try:
        name = fingerprint(document)
    except (TypeError, ValueError, RecursionError):  # what is no document at all: it is told of there
        return compile_rules(scenarios.from_document(document))
    if (rules := _AT_HAND.get(name)) is None:
        rules = _AT_HAND[name] = compile_rules(scenarios.from_document(document))
    return rules


def _changed(held: Progress, change: Callable[[Any], Any], *, noted: bool) -> Progress:
    """What a game has come to, with everything in it changed alike."""
    return evolve(
        held,
        turns=change(held.turns),
        pending=change(held.pending),
        umpire=change(held.umpire),
        setups=change(held.setups),
        notes=change(held.notes) if noted else [],
        bookmarks=change(held.bookmarks) if noted else [],
        statements=change(held.statements),
        reseated=change(held.reseated),
        incidents=change(held.incidents),
        undone=change(held.undone),
        left=change(held.left),
        breaks=change(held.breaks),
        parting=change(held.parting),
    )
