"""What a seat is composing at its desk, before it commits: a mutable draft with undo.

Every change replaces one immutable ``Orders`` by another and remembers the one before, so that each can be
undone. What can't be ordered is not known here: a judge is asked about every change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

from attrs import evolve, field

from wargame.ids import CardId, ChoiceId, MoveId, OptionId, PaperId
from wargame.rules.orders import Answer, Draft, Letter, Order, Orders, Stance, StanceWord
from wargame.rules.views import (
    CardChoice,
    CardView,
    GainsView,
    MoveView,
    ProposalView,
    SeatView,
    Told,
)
from wargame.session.drafts import Sheet
from wargame.session.seat import SeatDoor
from wargame.values import define

T = TypeVar("T")

CARD = "card"
"""The tab of a draft whose card was seen last."""
Judge = Callable[[Orders], Sequence[str]]
"""Says what is wrong with orders, a sentence each; ``SeatDoor.problems``."""


class DraftError(ValueError):
    """A change that can't be made; its text tells a player why."""


@define
class OrdersDraft:
    """The orders of one seat in one turn while they are being written.

    ``view`` is what the seat knows, ``judge`` objects to what can't be ordered; ``tab``, ``visited`` and
    ``read`` (rows that were looked at) keep the place across a hand-back, and ``explained`` says at which row
    a word of the glossary was. ``names`` are those of the moves that others' promises speak of. ``writing``
    is what is being written in an open box, ``at`` says what it changes, ``unsent`` that its turn is over, as
    in a ``Sheet``. ``reckon`` gives the odds of an order, ``gain`` what it is good for. ``dealt`` is the card
    that was seen.
    """

    view: SeatView
    judge: Judge
    orders: Orders = field(factory=Orders)
    tab: str = ""
    visited: set[str] = field(factory=set)
    read: set[str] = field(factory=set)
    explained: dict[str, str] = field(factory=dict)
    names: dict[MoveId, str] = field(factory=dict)
    writing: Orders = field(factory=Orders)
    at: int | None = None
    unsent: bool = False
    reckon: Callable[[Order], Told] | None = None
    gain: Callable[[Order], GainsView] | None = None
    dealt: CardId | Literal[""] = ""
    _past: list[tuple[str, Orders]] = field(factory=list, init=False)
    _judged: dict[Orders, Sequence[str]] = field(factory=dict, init=False)
    _opened: dict[str, list[str]] | None = field(default=None, init=False)

    @classmethod
    def of(cls, seat: SeatDoor, orders: Orders | None = None) -> OrdersDraft:
        """A draft of a seat's orders in this turn, to begin with or from what it had before."""
        view, moves = seat.view(), seat.scenario.moves
        names = {p.move: moves[p.move].name for p in view.pledges if p.move in moves}
        return cls(view, seat.problems, orders or Orders(), names=names, reckon=seat.odds, gain=seat.gains)

    @property
    def sheet(self) -> Sheet:
        """All of it that is to be kept."""
        sheet = Sheet(self.orders, self.writing, self.at, self.tab, tuple(sorted(self.read)))
        return evolve(sheet, unsent=self.unsent and self.writing != Orders())

    def restore(self, sheet: Sheet) -> None:
        """Go on with what was kept."""
        self.orders, self.writing, self.at = sheet.orders, sheet.writing, sheet.at
        self.tab, self.read, self.unsent = sheet.tab, {*sheet.read}, sheet.unsent

    # -- what is there ------------------------------------------------------------------------------------

    @property
    def empty(self) -> bool:
        """Is there nothing in the draft but the name of a card?"""
        return evolve(self.orders, card="") == Orders()

    @property
    def resource_left(self) -> int:
        """What is left of the resource after the chosen moves."""
        return self.view.resource_left - sum(self.move(order.move).cost for order in self.orders.moves)

    @property
    def to_choose(self) -> int:
        """How many more moves may be chosen from those that are open and can be paid."""
        left = self.view.allowance - len(self.orders.moves)
        return min(left, sum(not self.move_refusal(move.id) for move in self.view.moves))

    def move(self, move: str) -> MoveView:
        """The catalogue's entry. Raises DraftError if the seat has no such move."""
        for entry in self.view.moves:
            if entry.id == move:
                return entry
        raise DraftError("There is no such move.")

    def ordered(self, move: str) -> Order | None:
        """The order of that move, if it has been chosen."""
        return next((order for order in self.orders.moves if order.move == move), None)

    def odds(self, order: Order) -> Told:
        """The odds of an order with its options, as its seat reckons them."""
        return self.reckon(order) if self.reckon and order.options else self.move(order.move).odds

    def opened_by(self, term: str) -> list[str]:
        """The names of the moves that are open and would open a term, by its name, if they work."""
        if self._opened is None:
            self._opened, gain = {}, self.gain
            for move in self.view.moves if gain else ():
                for name in gain(self.order_of(move.id)).terms if gain and not move.closed else ():
                    self._opened.setdefault(name, []).append(move.name)
        return self._opened.get(term, [])

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

    def move_refusal(self, move: str) -> str:
        """Why a move can't be added now, in words; empty if it can."""
        return self._objection(self._with_move(move))

    def refusal(self, change: Callable[[OrdersDraft], object]) -> str:
        """Why a change can't be made, in words; empty if it can. Nothing is changed."""
        try:
            change(evolve(self))
        except DraftError as why:
            return str(why)
        return ""

    # -- moves --------------------------------------------------------------------------------------------

    def add_move(self, move: str) -> None:
        """Choose a move, with the first choice of each option. Raises DraftError where it can't be."""
        self._try(f"ordered {self.move(move).name}", self._with_move(move))

    def remove_move(self, move: str) -> None:
        """Take a chosen move back."""
        self._need(move)
        rest = tuple(order for order in self.orders.moves if order.move != move)
        self._set(f"took back {self.move(move).name}", evolve(self.orders, moves=rest))

    def shift_move(self, move: str, by: int) -> None:
        """Move an order up (negative) or down in the list; stops at the ends."""
        orders = list(self.orders.moves)
        at = orders.index(self._need(move))
        to = min(max(at + by, 0), len(orders) - 1)
        if to != at:
            orders.insert(to, orders.pop(at))
            self._set(f"reordered {self.move(move).name}", evolve(self.orders, moves=tuple(orders)))

    def order_of(self, move: str) -> Order:
        """The order of a move: the one that was chosen, else the one that choosing it would make."""
        return self.ordered(move) or self._with_move(move).moves[-1]

    def choose(self, move: str, options: dict[OptionId, ChoiceId]) -> None:
        """Set options of a move (option id to choice id), and order it if it wasn't.

        Raises DraftError for an unknown choice, or where the move can't be ordered.
        """
        order = self.order_of(move)
        merged = tuple((dict(order.options) | options).items())
        self._change(evolve(order, options=merged), "changed")

    def argue(self, move: str, arguments: tuple[str, ...]) -> None:
        """Set the reasons why a move should work, without empty ones, and order it if it wasn't.

        Raises DraftError if there are too many, or where the move can't be ordered.
        """
        kept = tuple(text.strip() for text in arguments if text.strip())
        self._change(evolve(self.order_of(move), arguments=kept), "argued for")

    # -- letters and proposals ------------------------------------------------------------------------------

    def put_letter(self, letter: Letter, at: int | None = None) -> None:
        """Add a letter, or replace the one at ``at``.

        Raises DraftError for an empty text, a wrong recipient, one too many, or a promise given already.
        """
        letters = _put(self.orders.letters, letter, at)
        self._try(f"wrote to {self.name(letter.to)}", evolve(self.orders, letters=letters))

    def remove_letter(self, at: int) -> None:
        """Throw a letter away."""
        what = f"threw away the letter to {self.name(self.orders.letters[at].to)}"
        self._set(what, evolve(self.orders, letters=_cut(self.orders.letters, at)))

    def put_draft(self, draft: Draft, at: int | None = None) -> None:
        """Add the draft of a proposal, or replace the one at ``at``.

        Raises DraftError for one that can't be proposed, or one too many.
        """
        self._try("drafted a deal", evolve(self.orders, drafts=_put(self.orders.drafts, draft, at)))

    def remove_draft(self, at: int) -> None:
        """Throw the draft of a proposal away."""
        self._set("threw away a draft", evolve(self.orders, drafts=_cut(self.orders.drafts, at)))

    def answer(self, proposal: str, answer: Literal["sign", "refuse"] | None) -> None:
        """Sign or refuse a proposal; None takes the answer back. Raises DraftError if it can't be signed."""
        rest = tuple(a for a in self.orders.answers if a.proposal != proposal)
        words = {"sign": "signed a proposal", "refuse": "refused a proposal", None: "took an answer back"}
        answers = (*rest, Answer(PaperId(proposal), answer)) if answer else rest
        self._try(words[answer], evolve(self.orders, answers=answers))

    def take_stance(self, about: str, stance: StanceWord | None) -> None:
        """Endorse, disown or fall silent on a proposal or agreement; None takes back what was composed.

        Raises DraftError where no stance can be taken, or where it is the seat's stance already.
        """
        rest = tuple(s for s in self.orders.stances if s.about != about)
        words = {"endorse": "endorsed a deal", "disown": "disowned a deal", "silent": "fell silent on a deal"}
        stances = (*rest, Stance(PaperId(about), stance)) if stance else rest
        self._try(words[stance] if stance else "took a stance back", evolve(self.orders, stances=stances))

    # -- a card ---------------------------------------------------------------------------------------------

    def taken(self, card: CardView) -> CardChoice | None:
        """The choice of a card that the orders began with, if they did with one."""
        return next((c for c in card.choices if self.orders.card == c.orders.card), None)

    def beside(self, card: CardView) -> Orders:
        """What lies beside the choice that is taken, and stays with any other: letters, answers, stances and
        offers of one's own."""
        taken, mine = self.taken(card), self.orders
        dealt = taken.orders if taken else Orders()
        return Orders(
            letters=tuple(letter for letter in mine.letters if letter not in dealt.letters),
            answers=tuple(answer for answer in mine.answers if answer not in dealt.answers),
            stances=tuple(stance for stance in mine.stances if stance not in dealt.stances),
            drafts=tuple(offer for offer in mine.drafts if offer not in dealt.drafts),
        )

    def own_moves(self, card: CardView) -> tuple[Order, ...]:
        """The moves that are not as the choice that is taken would order them: another takes their place."""
        taken = self.taken(card)
        return tuple(order for order in self.orders.moves if not taken or order not in taken.orders.moves)

    def as_dealt(self, card: CardView, choice: CardChoice) -> bool:
        """Are the orders those of a choice and what lies beside it, whatever is said of them?"""
        return evolve(self.orders, forecast=None, why="", say="") == evolve(
            _with(choice.orders, self.beside(card)), say=""
        )

    def left_open(self, card: CardView) -> tuple[ProposalView, ...]:
        """The offers that wait for an answer which the choice does not give; before one is taken, none of
        the card's."""
        taken = self.taken(card)
        spoken = {
            answer.proposal
            for choice in ([taken] if taken else card.choices)
            for answer in choice.orders.answers
        }
        return tuple(p for p in self.view.proposals if p.must_answer and p.id not in spoken)

    def take(self, card: CardView, choice: CardChoice) -> None:
        """Lay out a choice of a card in the place of all orders but those beside it; forecast and note stay,
        and a public sentence of one's own. Raises DraftError where it is closed, or not with those."""
        if choice.closed:
            raise DraftError(choice.closed)
        said = self.orders.say
        own = said and said not in {one.orders.say for one in card.choices}
        say = said if own or self.orders.card == choice.orders.card else choice.orders.say
        new = evolve(choice.orders, forecast=self.orders.forecast, why=self.orders.why, say=say)
        beside = self.beside(card)
        put = self._try if beside != Orders() else self._set  # a choice alone has been looked at
        put(f"took “{choice.title}”", _with(new, beside))

    # -- the rest -----------------------------------------------------------------------------------------

    def speak(self, say: str) -> None:
        """Say a sentence in public, with the orders; an empty one says nothing. Raises DraftError for one
        that is too long."""
        self._try("changed what you say in public", evolve(self.orders, say=say.strip()))

    def predict(self, percent: int | None) -> None:
        """Answer the turn's question in percent. Raises DraftError outside 0 to 100."""
        self._try("changed the forecast", evolve(self.orders, forecast=percent))

    def note(self, why: str) -> None:
        """Keep a note for the debrief."""
        self._set("changed the note", evolve(self.orders, why=why.strip()))

    def undo(self) -> str:
        """Undo the last change and say what it was; empty if there was none."""
        if not self._past:
            return ""
        what, self.orders = self._past.pop()
        return what

    def still_open(self) -> tuple[str, ...]:
        """What a seat could still do and has not, in words; none of it keeps it from committing."""
        out: list[str] = []
        if left := self.to_choose:
            more = "more " if self.orders.moves else ""
            out.append(f"{left} {more}{'move' if left == 1 else 'moves'} to choose")
        for proposal in self.view.proposals:
            if proposal.must_answer and self.answered(proposal.id) is None:
                last = proposal.expires <= self.view.turn.number
                lapses = ", whose offer lapses after this turn" if last else ""
                out.append(f"an answer to {self.name(proposal.author)}{lapses}")
        if self.still_asked:
            out.append("the forecast")
        return tuple(out)

    @property
    def still_asked(self) -> bool:
        """Is the question of the turn still to be answered?"""
        return self.view.forecast is not None and self.orders.forecast is None

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

    def _change(self, new: Order, what: str) -> None:
        name, old = self.move(new.move).name, self.ordered(new.move)
        if old is None:
            moves, what = (*self.orders.moves, new), "ordered"
        else:
            moves = tuple(new if order is old else order for order in self.orders.moves)
        self._try(f"{what} {name}", evolve(self.orders, moves=moves))

    def _with_move(self, move: str) -> Orders:
        """The orders with a move added, and the first choice of each of its options."""
        options = tuple((option.id, option.choices[0].id) for option in self.move(move).options)
        return evolve(self.orders, moves=(*self.orders.moves, Order(MoveId(move), options)))

    def _objection(self, after: Orders) -> str:
        """What the judge objects to in ``after`` and not in the orders as they are; empty for nothing."""
        before = self._asked(self.orders)
        return next((why for why in self._asked(after) if why not in before), "")

    def _asked(self, orders: Orders) -> Sequence[str]:
        if orders not in self._judged:
            self._judged[orders] = self.judge(orders)
        return self._judged[orders]

    def _try(self, what: str, after: Orders) -> None:
        """Change the orders, if there is no objection. Raises DraftError."""
        if why := self._objection(after):
            raise DraftError(why)
        self._set(what, after)

    def _set(self, what: str, after: Orders) -> None:
        if after != self.orders:
            self._past.append((what, self.orders))
            self.orders = after
            self._judged.clear()


def _with(dealt: Orders, beside: Orders) -> Orders:
    """The orders of a choice, and what lies beside it; it alone says what it answers itself."""
    spoken = {answer.proposal for answer in dealt.answers}
    taken = {stance.about for stance in dealt.stances}
    return evolve(
        dealt,
        letters=(*dealt.letters, *beside.letters),
        answers=(*dealt.answers, *(answer for answer in beside.answers if answer.proposal not in spoken)),
        stances=(*dealt.stances, *(stance for stance in beside.stances if stance.about not in taken)),
        drafts=(*dealt.drafts, *beside.drafts),
    )


def _put(items: tuple[T, ...], item: T, at: int | None) -> tuple[T, ...]:
    if at is None:
        return (*items, item)
    return (*items[:at], item, *items[at + 1 :])


def _cut(items: tuple[T, ...], at: int) -> tuple[T, ...]:
    return (*items[:at], *items[at + 1 :])
