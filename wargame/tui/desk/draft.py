"""What a seat is composing at its desk, before it commits: a mutable draft with undo. No Textual in here.

Every change replaces one immutable ``Orders`` by another and remembers the one before, so that each can be
undone. The draft checks what can be told without the rules (allowance, resource, closed moves, numbers);
the last word is ``Game.problems``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

from attrs import define, evolve, field

from wargame.rules.legality import LIMITS
from wargame.rules.orders import Answer, Draft, Letter, Order, Orders, Stance
from wargame.rules.views import MoveView, SeatView

T = TypeVar("T")


class DraftError(ValueError):
    """A change that can't be made; its text tells a player why."""


@define
class OrdersDraft:
    """The orders of one seat in one turn while they are being written.

    ``view`` is what the seat knows; ``tab`` and ``visited`` keep the place across a hand-back.
    ``names`` are those of the moves that others' promises speak of.
    """

    view: SeatView
    orders: Orders = field(factory=Orders)
    tab: str = ""
    visited: set[str] = field(factory=set)
    names: dict[str, str] = field(factory=dict)
    _past: list[tuple[str, Orders]] = field(factory=list, init=False)

    # -- what is there ------------------------------------------------------------------------------------

    @property
    def empty(self) -> bool:
        """Is there nothing in the draft?"""
        return self.orders == Orders()

    @property
    def spent(self) -> int:
        """What the chosen moves cost together."""
        return sum(self.move(order.move).cost for order in self.orders.moves)

    @property
    def resource_left(self) -> int:
        """What is left of the resource after the chosen moves."""
        return self.view.resource_left - self.spent

    @property
    def moves_left(self) -> int:
        """How many more moves may be chosen."""
        return max(0, self.view.allowance - len(self.orders.moves))

    @property
    def to_choose(self) -> int:
        """How many more moves may be chosen from those that are open and can be paid."""
        return min(self.moves_left, sum(not self.refusal(move.id) for move in self.view.moves))

    @property
    def can_undo(self) -> bool:
        """Is there a change to undo?"""
        return bool(self._past)

    def move(self, move: str) -> MoveView:
        """The catalogue's entry. Raises DraftError if the seat has no such move."""
        for entry in self.view.moves:
            if entry.id == move:
                return entry
        raise DraftError("There is no such move.")

    def ordered(self, move: str) -> Order | None:
        """The order of that move, if it has been chosen."""
        return next((order for order in self.orders.moves if order.move == move), None)

    def answered(self, proposal: str) -> Literal["sign", "refuse"] | None:
        """The answer composed for a proposal, if any."""
        return next((a.answer for a in self.orders.answers if a.proposal == proposal), None)

    def stance(self, about: str) -> Literal["endorse", "silent", "disown"] | None:
        """The stance composed for a proposal or agreement, if any."""
        return next((s.stance for s in self.orders.stances if s.about == about), None)

    def held(self, about: str) -> str:
        """What the seat said of a proposal or agreement in earlier turns; ``silent`` for nothing."""
        said = [p.stances for p in self.view.proposals if p.id == about]
        said += [a.stances for a in self.view.agreements if a.id == about]
        return dict(said[0]).get(self.view.seat.id, "silent") if said else "silent"

    def refusal(self, move: str) -> str:
        """Why a move can't be added now, in words; empty if it can."""
        entry = self.move(move)
        if self.ordered(move):
            return f"{entry.name} is already among your orders."
        if entry.closed:
            return f"Closed: {entry.closed}"
        if not self.moves_left:
            count = self.view.allowance
            many = "1 move" if count == 1 else f"{count} moves"
            return f"You may order {many} in a turn. Take one back first."
        if entry.cost > self.resource_left:
            name = self.view.resource or "means"
            return f"It costs {entry.cost} {name.lower()}; you have {self.resource_left} left."
        return ""

    # -- moves --------------------------------------------------------------------------------------------

    def add_move(self, move: str) -> None:
        """Choose a move, with the first choice of each option. Raises DraftError where it can't be."""
        if why := self.refusal(move):
            raise DraftError(why)
        entry = self.move(move)
        options = tuple((option.id, option.choices[0].id) for option in entry.options)
        self._set(f"ordered {entry.name}", moves=(*self.orders.moves, Order(move, options)))

    def remove_move(self, move: str) -> None:
        """Take a chosen move back."""
        self._need(move)
        rest = tuple(order for order in self.orders.moves if order.move != move)
        self._set(f"took back {self.move(move).name}", moves=rest)

    def shift_move(self, move: str, by: int) -> None:
        """Move an order up (negative) or down in the list; stops at the ends."""
        orders = list(self.orders.moves)
        at = orders.index(self._need(move))
        to = min(max(at + by, 0), len(orders) - 1)
        if to != at:
            orders.insert(to, orders.pop(at))
            self._set(f"reordered {self.move(move).name}", moves=tuple(orders))

    def choose(self, move: str, options: dict[str, str]) -> None:
        """Set options of a chosen move (option id to choice id). Raises DraftError for an unknown choice."""
        order = self._need(move)
        entry = self.move(move)
        merged = dict(order.options) | options
        for option in entry.options:
            if merged.get(option.id) not in {choice.id for choice in option.choices}:
                raise DraftError(f"{option.name}: there is no such choice.")
        chosen = tuple((option.id, merged[option.id]) for option in entry.options)
        self._change(order, evolve(order, options=chosen), f"changed {entry.name}")

    def argue(self, move: str, arguments: tuple[str, ...]) -> None:
        """Set the reasons why a chosen move should work, without empty ones.

        Raises DraftError if there are too many.
        """
        order = self._need(move)
        kept = tuple(text.strip() for text in arguments if text.strip())
        if len(kept) > LIMITS.arguments:
            raise DraftError(f"At most {LIMITS.arguments} arguments for a move.")
        self._change(order, evolve(order, arguments=kept), f"argued for {self.move(move).name}")

    # -- letters and deals --------------------------------------------------------------------------------

    def put_letter(self, letter: Letter, at: int | None = None) -> None:
        """Add a letter, or replace the one at ``at``.

        Raises DraftError for an empty text, a wrong recipient, one too many, or a promise given already.
        """
        if letter.to not in {other.id for other in self.view.others}:
            raise DraftError("Choose who shall read the letter.")
        if not letter.text.strip():
            raise DraftError("The letter is empty.")
        if at is None and len(self.orders.letters) >= LIMITS.letters:
            raise DraftError(f"At most {LIMITS.letters} letters in a turn.")
        others = _cut(self.orders.letters, at) if at is not None else self.orders.letters
        if letter.promise is not None and self._promised(letter, others):
            raise DraftError(f"You have promised {self.name(letter.to)} that already: once is enough.")
        what = f"wrote to {self.name(letter.to)}"
        self._set(what, letters=_put(self.orders.letters, letter, at))

    def _promised(self, letter: Letter, others: tuple[Letter, ...]) -> bool:
        """Is the letter's promise open already, or in another letter of this turn?"""
        view, mine = self.view, letter.promise
        given = [
            (p.to, p.move, p.will) for p in view.pledges if p.seat == view.seat.id and p.status == "open"
        ]
        given += [(o.to, o.promise.move, o.promise.will) for o in others if o.promise is not None]
        return mine is not None and (letter.to, mine.move, mine.will) in given

    def remove_letter(self, at: int) -> None:
        """Throw a letter away."""
        letter = self.orders.letters[at]
        self._set(f"threw away the letter to {self.name(letter.to)}", letters=_cut(self.orders.letters, at))

    def put_deal(self, deal: Draft, at: int | None = None) -> None:
        """Add an offer, or replace the one at ``at``. Raises DraftError for one without terms."""
        if not deal.terms:
            raise DraftError("Choose at least one term.")
        if len(deal.terms) > self.view.max_terms:
            raise DraftError(f"At most {self.view.max_terms} terms.")
        if at is None and len(self.orders.drafts) >= LIMITS.drafts:
            raise DraftError(f"At most {LIMITS.drafts} offers in a turn.")
        self._set("drafted a deal", drafts=_put(self.orders.drafts, deal, at))

    def remove_deal(self, at: int) -> None:
        """Throw an offer away."""
        self._set("threw away a draft", drafts=_cut(self.orders.drafts, at))

    def answer(self, proposal: str, answer: Literal["sign", "refuse"] | None) -> None:
        """Sign or refuse a proposal; None takes the answer back. Raises DraftError if it can't be signed."""
        closed = next((p.closed for p in self.view.proposals if p.id == proposal), "")
        if answer == "sign" and closed:
            raise DraftError(f"It can't be signed now: {closed}.")
        rest = tuple(a for a in self.orders.answers if a.proposal != proposal)
        words = {"sign": "signed a proposal", "refuse": "refused a proposal", None: "took an answer back"}
        self._set(words[answer], answers=(*rest, Answer(proposal, answer)) if answer else rest)

    def take_stance(self, about: str, stance: Literal["endorse", "silent", "disown"] | None) -> None:
        """Endorse, disown or fall silent on a proposal or agreement; None takes back what was composed.

        Raises DraftError where no stance can be taken, or where it is the seat's stance already.
        """
        on_table = {p.id for p in self.view.proposals if p.status == "open"}
        if stance and about not in on_table.union(a.id for a in self.view.agreements):
            raise DraftError("This offer is off the table; there is nothing to be done with it.")
        if stance and self.view.stance.closed:
            raise DraftError(f"Not now: {self.view.stance.closed}")
        if stance and stance == self.held(about):
            raise DraftError(
                "That is what you said of it already." if stance != "silent" else "You said nothing yet."
            )
        rest = tuple(s for s in self.orders.stances if s.about != about)
        words = {"endorse": "endorsed a deal", "disown": "disowned a deal", "silent": "fell silent on a deal"}
        what = words[stance] if stance else "took a stance back"
        self._set(what, stances=(*rest, Stance(about, stance)) if stance else rest)

    # -- the rest -----------------------------------------------------------------------------------------

    def predict(self, percent: int | None) -> None:
        """Answer the turn's question in percent. Raises DraftError outside 0 to 100."""
        if percent is not None and not 0 <= percent <= 100:
            raise DraftError("A forecast is a number from 0 to 100.")
        self._set("changed the forecast", forecast=percent)

    def note(self, why: str) -> None:
        """Keep a note for the debrief."""
        self._set("changed the note", why=why.strip())

    def undo(self) -> str:
        """Undo the last change and say what it was; empty if there was none."""
        if not self._past:
            return ""
        what, self.orders = self._past.pop()
        return what

    def to_orders(self) -> Orders:
        """What would be committed now."""
        return self.orders

    def still_open(self) -> tuple[str, ...]:
        """What a seat could still do and has not, in words; none of it keeps it from committing."""
        out: list[str] = []
        if left := self.to_choose:
            more = "more " if self.orders.moves else ""
            out.append(f"{left} {more}{'move' if left == 1 else 'moves'} to choose")
        for proposal in self.view.proposals:
            if proposal.must_answer and self.answered(proposal.id) is None:
                out.append(f"an answer to {self.name(proposal.author)}")
        if self.view.forecast and self.orders.forecast is None:
            out.append("the forecast")
        return tuple(out)

    def name(self, seat: str) -> str:
        """A seat's name; the id where nothing better is known."""
        for info in (self.view.seat, *self.view.others):
            if info.id == seat:
                return info.name
        return seat

    # -- inside -------------------------------------------------------------------------------------------

    def _need(self, move: str) -> Order:
        order = self.ordered(move)
        if order is None:
            raise DraftError(f"Order {self.move(move).name} first.")
        return order

    def _change(self, old: Order, new: Order, what: str) -> None:
        self._set(what, moves=tuple(new if order is old else order for order in self.orders.moves))

    def _set(self, what: str, **changes: object) -> None:
        make: Callable[..., Orders] = evolve
        after = make(self.orders, **changes)
        if after != self.orders:
            self._past.append((what, self.orders))
            self.orders = after


def _put(items: tuple[T, ...], item: T, at: int | None) -> tuple[T, ...]:
    if at is None:
        return (*items, item)
    return (*items[:at], item, *items[at + 1 :])


def _cut(items: tuple[T, ...], at: int) -> tuple[T, ...]:
    return (*items[:at], *items[at + 1 :])
