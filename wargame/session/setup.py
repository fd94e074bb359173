"""How a game is set up: who sits where, under which names, against which clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from wargame.ids import ForecastId, SeatId
from wargame.values import frozen

if TYPE_CHECKING:
    from wargame.scenario.model import Scenario


@frozen
class SeatSetup:
    """Who has a seat. ``policy`` names the player of an ``ai`` seat; a ``closed`` seat always has its
    default. ``team`` and ``players`` are free text."""

    kind: Literal["people", "ai", "closed"] = "people"
    policy: str = ""
    team: str = ""
    players: str = ""


@frozen
class Observers:
    """The names of the press desk and of the analysts, as ``SeatSetup.players`` names a team; without names
    there are none."""

    press: str = ""
    analyst: str = ""


DeskForm = Literal["full", "cards"]
OddsForm = Literal["shown", "hidden"]
DiceForm = Literal["thrown", "none"]


@frozen
class Settings:
    """What holds for a whole game. ``names`` says whether seats go by ``offices`` or ``people``;
    ``minutes`` is the length of the lesson, ``turn_minutes`` the clock of a turn (0: no clock). It
    ``tells``, or ``acts``: then turns share what the lesson has for them, and who is out of time commits.
    ``open_table`` is how many minutes all talk aloud between two turns, 0 to 3.
    ``alone``: one person plays, from whom no desk need be hidden, as long as people have one seat only.
    ``desk`` is the form in which desks open at first; a key changes it.
    ``umpire``: somebody looks at all orders before they are carried out. ``class_name`` and ``group`` say
    which class plays, and which group of it; both are empty where no class file was used. ``press`` and
    ``analyst`` name the observers with whom it begins (``Observers``).
    ``odds``: are seats shown percentages before they commit, or words alone. ``dice``: are they thrown, or
    does what is likelier happen."""

    names: Literal["offices", "people"] = "offices"
    minutes: int = 0
    turn_minutes: int = 0
    clock: Literal["tells", "acts"] = "tells"
    open_table: int = 0
    alone: bool = False
    desk: DeskForm = "full"
    umpire: bool = False
    class_name: str = ""
    group: str = ""
    press: str = ""
    analyst: str = ""
    odds: OddsForm = "shown"
    dice: DiceForm = "thrown"

    @property
    def told(self) -> tuple[str, ...]:
        """What everybody should know of how the game is decided, a sentence each."""
        hidden = "Odds are told in words alone, until a turn is carried out."
        diceless = "No dice are thrown: of two things the likelier happens."
        return (*[hidden][: self.odds == "hidden"], *[diceless][: self.dice == "none"])


def usual(scenario: Scenario) -> Settings:
    """What holds for a game of a scenario where nobody says otherwise."""
    return Settings(
        minutes=scenario.minutes,
        turn_minutes=scenario.turn_minutes,
        clock=scenario.clock,
        open_table=scenario.open_table,
        desk=scenario.desk,
    )


@frozen
class Difference:
    """Where a recomputed game differs from its save: the turn (0 for the header), the path inside the record,
    and both values."""

    turn: int
    where: str
    saved: str
    computed: str

    def __str__(self) -> str:
        place = f"turn {self.turn}" if self.turn else "header"
        return f"{place}, {self.where}: the save has {self.saved}, the rules give {self.computed}"


@frozen
class Note:
    """What somebody wrote on a turn: a note for the debrief, a bookmark, a seat's public statement."""

    turn: int
    text: str
    seat: SeatId | Literal[""] = ""


@frozen
class Foreseen:
    """How likely the analyst took what was asked in a turn to be, in percent."""

    turn: int
    question: ForecastId
    percent: int


@frozen
class Decision:
    """Orders that a seat committed in a turn and did not take back, or an answer that it gave: when, for how
    many seconds its desk had been open in that turn, where that is known, and whether the clock did it."""

    turn: int
    seat: SeatId
    what: Literal["orders", "answer"]
    at: datetime | None = None
    seconds: int | None = None
    late: bool = False


_ENDED = "gave what it had", "got its default", "held"


@frozen
class Incident:
    """Something that a seat's team did at the table that is no order, or that was done to it: ``what`` goes
    on from its name. No seat: the instructor did it, or had the PIN tried."""

    turn: int
    seat: SeatId | Literal[""]
    what: Literal[
        "took its orders back",
        "was given a PIN",
        "was rid of its PIN",
        "was played by its default",
        "was given to a machine",
        "was given to people",
        "was closed",
        "answered without its PIN",
        "was out of time",
        "held, as its time was up",
        "gave what it had",
        "got its default",
        "held",
        "had its PIN tried",
        "has an umpire look at all orders from now on",
        "has no umpire look at the orders any more",
    ]
    by: str = ""
    """Who allowed it, if somebody was asked; who ended the turn, if somebody did."""
    times: int = 1
    """How often a wrong PIN was tried."""

    @property
    def told(self) -> bool:
        """Is everybody told at once, as somebody else, or the clock, did it for the seat?"""
        return bool(self.by) or self.in_passing or not self.seat or self.what == "had its PIN tried"

    @property
    def in_passing(self) -> bool:
        """Did time do it, or whoever ended the turn? That is told once, not on each page for all."""
        return self.what in ("was out of time", "held, as its time was up", *_ENDED)

    @property
    def of_orders(self) -> bool:
        """Did it come to orders or an answer, so that a rewind undoes it with them?"""
        return self.in_passing or self.what in (
            "took its orders back",
            "was played by its default",
            "answered without its PIN",
        )

    @property
    def words(self) -> str:
        """What goes on from the seat's name."""
        if self.what == "had its PIN tried":
            return f"'s PIN was tried {'once' if self.times == 1 else f'{self.times} times'}, wrongly"
        did = "ended the turn" if self.what in _ENDED else "allowed"
        return f"{self.what}, as {self.by} {did}" if self.by else self.what

    @property
    def after(self) -> str:
        """``words`` as they stand behind a name."""
        return self.words if self.words.startswith("'") else f" {self.words}"


@frozen
class Branch:
    """Where a game was begun from a moment of another: the id of that game, the turn, which had just dawned,
    and what sets the dice apart from then on."""

    parent: str
    turn: int
    salt: str = ""


@frozen
class Variation:
    """A course of the game that was not taken, kept in its save: ``number`` counts them from 1, ``parent`` is
    the one that it parts from (0: the game itself), at the dawn of ``turn``. ``name`` and ``comment`` are
    somebody's words, the newest; ``seats`` says who plays it on."""

    number: int
    parent: int
    turn: int
    name: str
    comment: str
    at: datetime | None
    seats: Mapping[SeatId, SeatSetup]
