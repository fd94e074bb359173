"""Terms, what holds for every agreement, and whether one lasts."""

from __future__ import annotations

from attrs import field

from wargame.ids import AdviserId, ChoiceId, MoveId, SeatId, SourceId, TermId
from wargame.scenario.model.world import Effect, Expr, Factor, Need
from wargame.values import frozen


@frozen(kw_only=True)
class Term:
    """A clause that an agreement can contain. ``text`` reads as a clause of a document.

    ``by`` lists the seats that must perform it (they must sign). ``worth`` maps a seat to an expression,
    about -10 to 10: what the term is worth to that seat now. While the agreement stands the term's
    ``each_turn`` effects apply every turn in which it is kept. It is broken when a seat in ``by`` orders a
    move in ``broken_by``. If ``performed_by`` is given, it counts as kept only from the turn in which one
    of those moves has succeeded, and as late when that takes more than ``within`` turns; where
    ``performed_with`` is given, it must have been ordered with one of these choices. What it
    ``requires`` stands in the same draft or is in force.
    """

    id: TermId
    name: str
    text: str
    by: tuple[SeatId, ...] = ()
    needs: tuple[Need, ...] = ()
    requires: tuple[TermId, ...] = ()
    excludes: tuple[TermId, ...] = ()
    worth: dict[SeatId, Expr] = field(factory=dict)
    on_signing: tuple[Effect, ...] = ()
    each_turn: tuple[Effect, ...] = ()
    performed_by: tuple[MoveId, ...] = ()
    performed_with: tuple[ChoiceId, ...] = ()
    within: int = 2
    broken_by: tuple[MoveId, ...] = ()
    on_break: tuple[Effect, ...] = ()
    advice: dict[AdviserId, str] = field(factory=dict)
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class AgreementRules:
    """What holds for every agreement: how long a proposal stands (turns), how many terms it may have,
    what signing does, and what a seat's endorsement or disavowal does (seat to effects).

    A term for which nothing is to be done is kept by time that passes under it: from ``due`` turns after
    the signing on, before that it is not yet due.
    """

    expires: int = 2
    max_terms: int = 8
    due: int = 0
    on_signing: tuple[Effect, ...] = ()
    endorse: dict[SeatId, tuple[Effect, ...]] = field(factory=dict)
    disown: dict[SeatId, tuple[Effect, ...]] = field(factory=dict)
    stance_needs: dict[SeatId, tuple[Need, ...]] = field(factory=dict)


@frozen(kw_only=True)
class Durability:
    """Odds that an agreement outlives the last turn: ``odds`` and ``factors`` like a move's, computed for
    one agreement (``endorsed``, ``disowned``, ``has``, ``party``, ``age``, ``performance``, ``worth`` speak
    of that one). Only those are asked that one of ``parties`` is party to, all where none is named; the
    others outlive it as they are."""

    parties: tuple[SeatId, ...] = ()
    odds: Expr = Expr("50")
    factors: tuple[Factor, ...] = ()
    survives: str = "The agreement holds."
    falls: str = "The agreement falls."
