"""What many tables are made of, the calendar, odds in general, tracks, flags and the ladder."""

from __future__ import annotations

from datetime import date
from typing import Literal, NewType

from attrs import field

from wargame.ids import EventId, FlagId, MoveId, ReactionId, RungId, SeatId, TrackId
from wargame.values import frozen

Expr = NewType("Expr", str)
Effect = NewType("Effect", str)
Seen = Literal["exact", "band", "estimate", "hidden"]
Visibility = Literal["open", "quiet", "covert"]
Severity = Literal["de-escalation", "status-quo", "posturing", "non-violent", "violent", "nuclear"]
PUBLIC: Literal["public"] = "public"
"""The eye of everybody: what a newspaper reader knows."""
Observer = SeatId | Literal["public"]
"""Somebody who sees: a seat, or everybody."""


@frozen(kw_only=True)
class Turn:
    """One stretch of the calendar, both dates included."""

    start: date
    end: date
    title: str = ""


Moment = Literal[
    "brief", "news", "curtain", "role", "card", "desk", "talk", "exchange", "lasting", "guess", "end"
]
"""A kind of screen of a game at the table."""


@frozen(kw_only=True)
class Guide:
    """A line for beginners on the screens of one kind: in turn ``turn``, or, where that is 0, in each that
    has no line of its own. What comes after the last turn counts as one more."""

    at: Moment
    turn: int = 0
    text: str


@frozen(kw_only=True)
class OddsRules:
    """Bounds and steps of every odds sum, in percent.

    ``triumph`` is the share of the success range, and ``backfire`` of the failure range, that counts as
    the extreme grade where a move defines one. ``argument`` is what one accepted argument adds.
    """

    min: int = 3
    max: int = 97
    argument: int = 5
    triumph: int = 20
    backfire: int = 20


@frozen(kw_only=True)
class Factor:
    """A reason that shifts a sum: ``add`` (an expression, rounded to a whole number) where ``when`` holds."""

    add: Expr
    when: Expr = Expr("true")
    because: str = ""
    claims: tuple[Expr, ...] = ()


@frozen(kw_only=True)
class Need:
    """A condition that must hold; ``because`` tells a player why the thing is closed while it does not."""

    when: Expr
    because: str


@frozen(kw_only=True)
class Band:
    """A stretch of a track up to and including ``upto``, with the word for it."""

    upto: int
    name: str


@frozen(kw_only=True)
class Past:
    """Where that weighs which effects would push past a bound of a track: each step of it adds ``each`` (an
    expression) to another ``track``, in all rounded to a whole number."""

    track: TrackId
    each: Expr


@frozen(kw_only=True)
class Track:
    """A number that the game moves, with bounds, words for its bands and who sees it how.

    ``seen`` maps a seat or ``public`` to how well it sees: ``exact``, ``band`` (the word only),
    ``estimate`` (the range of width ``spread`` the value lies in) or ``hidden``. A seat that is not
    named sees what the public sees; the public, if not named, sees ``exact``.
    ``brief`` tracks are shown in the strip at the head of the desk. ``below`` and ``above`` say where what
    effects take from it below ``min``, or add to it above ``max``, weighs instead; without them it is lost.
    """

    id: TrackId
    name: str
    what: str = ""
    start: int
    min: int = 0
    max: int = 100
    good: Literal["up", "down", ""] = ""
    brief: bool = False
    spread: int = 10
    seen: dict[Observer, Seen] = field(factory=dict)
    bands: tuple[Band, ...] = ()
    below: Past | None = None
    above: Past | None = None
    drift: tuple[Factor, ...] = ()


@frozen(kw_only=True)
class Flag:
    """A fact that is so or not so. ``seen`` lists the seats that know it, or ``public`` for everybody."""

    id: FlagId
    name: str
    start: bool = False
    seen: tuple[Observer, ...] = (PUBLIC,)


@frozen(kw_only=True)
class Variant:
    """Other words for a piece of news, told where ``when`` holds when they are read; of several the first.

    A headline, a text or cables that it leaves out are those of the news itself, claims are not.
    ``instead_of`` are moves, events and reactions of the turn whose news this one tells too, so that they
    are not told beside it.
    """

    when: Expr
    headline: str = ""
    text: str = ""
    cables: dict[SeatId, str] = field(factory=dict)
    instead_of: tuple[MoveId | EventId | ReactionId, ...] = ()
    claims: tuple[Expr, ...] = ()


@frozen(kw_only=True)
class Part:
    """A sentence or paragraph that is told where ``when`` holds."""

    when: Expr = Expr("true")
    text: str
    claims: tuple[Expr, ...] = ()


@frozen(kw_only=True)
class Rung:
    """A step of the ladder; ``at`` is its value on the ladder's track."""

    id: RungId
    at: int
    name: str
    line: str = ""


@frozen(kw_only=True)
class Ladder:
    """The escalation ladder: its track, rungs, and what backing down costs each seat (seat to effects)."""

    track: TrackId
    rungs: dict[RungId, Rung]
    back_down: dict[SeatId, tuple[Effect, ...]] = field(factory=dict)
