"""Cards: which one a seat has before it in a turn, and what each of its choices would commit.

When a card can come is asked of the state as the seat believes it to be. Whether orders can be given is told
to whoever composes them, so a choice is closed where its orders could not be committed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from wargame.ids import CardId, PaperId, SeatId
from wargame.rules.belief import believed
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.estimates import word
from wargame.rules.legality import knows, problems, too_late
from wargame.rules.marks import Aims
from wargame.rules.orders import Answer, Draft, Letter, Orders, Promise, Stance, order_with
from wargame.rules.record import TurnRecord
from wargame.rules.seat_views import order_odds
from wargame.rules.state import Agreement, Proposal, State, evolve
from wargame.rules.views import CardChoice, CardView, Told
from wargame.rules.wording import agreement_text, offer_text
from wargame.scenario.model import Bundle, Card
from wargame.values import frozen, maker

LEAST = 2
"""How many choices of a card must be open for it to come."""


@frozen
class Laid:
    """A choice of a card laid out: its orders, why they can't be committed (empty if they can), and the paper
    that they are about."""

    bundle: Bundle
    orders: Orders
    closed: str
    about: PaperId | None = None


Dealt = tuple[Card, Sequence[Laid]]
"""A card and its choices, laid out."""

Come = Callable[[Rules, State, SeatId, Collection[CardId]], Card | None]
"""What finds the card that comes to a seat, as ``coming`` does."""


def card_view(
    rules: Rules, turns: Sequence[TurnRecord], seat: SeatId, *, hidden: bool = False
) -> CardView | None:
    """The card that a seat has before it at the newest of ``turns``, all of the game up to there; None where
    there is none for it, and once the turn is over. ``hidden``: its odds are told in words alone."""
    state = turns[-1].opening
    found = None if turns[-1].closing else dealt(rules, state, seat, had(turns[:-1], seat))
    if found is None:
        return None
    card, laid = found
    advisers = rules.scenario.seats[seat].advisers
    aims = Aims(rules, state, seat)
    about = next((choice.about for choice in laid if choice.about), None)
    return CardView(
        id=card.id,
        situation=card.situation,
        advice=tuple((advisers[id].office, line) for id, line in card.advice.items()),
        choices=tuple(
            CardChoice(
                id=choice.bundle.id,
                title=choice.bundle.title,
                line=choice.bundle.line,
                orders=choice.orders,
                odds=_odds(rules, turns, seat, choice, hidden=hidden),
                marks=() if choice.closed else aims.marks(choice.orders),
                closed=choice.closed,
            )
            for choice in laid
        ),
        paper=_called(rules, state, about) if about else "",
    )


def _odds(
    rules: Rules, turns: Sequence[TurnRecord], seat: SeatId, choice: Laid, *, hidden: bool
) -> Told | None:
    """Those of the first move that a choice can't do without, if it can fail and there is no offer."""
    about = choice.orders.moves[0] if choice.bundle.moves and not choice.bundle.offer else None
    odds = order_odds(rules, turns, seat, about, hidden=hidden) if about else None
    return odds if odds and odds.words != word(100) else None


def untaken(rules: Rules, card: CardView | None, default: Orders) -> Orders:
    """The ``default`` of a seat whose card nobody took a choice of, told as the choice that it amounts to: an
    open one of moves alone, all of which the default has, those that it needs the most. Where there is none,
    with the card's name. So nothing is signed, offered, promised or said for who is not there."""
    if card is None:
        return default
    wanted = {order.move for order in default.moves}
    best, most = evolve(default, card=card.id), 0
    for choice in card.choices:
        needed = rules.scenario.cards[card.id].choices[choice.id].moves
        own = {order.move: order for order in choice.orders.moves}
        alone = evolve(choice.orders, say="") == Orders(choice.orders.moves, card=choice.orders.card)
        if alone and not choice.closed and len(needed) > most and wanted.issuperset(needed):
            moves = tuple(own.get(order.move, order) for order in default.moves)
            best, most = evolve(default, moves=moves, card=choice.orders.card), len(needed)
    return best


def had(turns: Sequence[TurnRecord], seat: SeatId) -> frozenset[CardId]:
    """The cards that a seat had before it in these turns, by the orders that it gave."""
    given = (record.orders[seat].card for record in turns if seat in record.orders)
    return frozenset(CardId(text.partition("/")[0]) for text in given if text)


def uncalled(rules: Rules, turns: Sequence[TurnRecord], seat: SeatId, orders: Orders) -> str:
    """Why a seat can't have had the card that its orders for the newest of ``turns`` name; empty if it had,
    and where they name none."""
    id = orders.card.partition("/")[0]
    if not id:
        return ""
    card = coming(rules, turns[-1].opening, seat, had(turns[:-1], seat))
    return "" if card is not None and card.id == id else f"the card {id} did not come to {seat}"


def dealt(rules: Rules, state: State, seat: SeatId, had: Collection[CardId]) -> Dealt | None:
    """The card that comes to a seat which ``had`` these before, and its choices laid out; None where none
    that can come has two that are open."""
    return next(filter(playable, could_come(rules, state, seat, had)), None)


def coming(rules: Rules, state: State, seat: SeatId, had: Collection[CardId]) -> Card | None:
    """The card that ``dealt`` gives, alone."""
    found = next(filter(playable, could_come(rules, state, seat, had, whole=False)), None)
    return found[0] if found else None


def could_come(
    rules: Rules, state: State, seat: SeatId, had: Collection[CardId], *, whole: bool = True
) -> Iterator[Dealt]:
    """The cards whose ``when`` holds for the seat, in the order in which they come. Unless they shall be
    ``whole``, they have no more choices than show that they are playable, without what these order ``also``.
    """
    own = [card for card in rules.cards[seat] if card.id not in had]
    own += [card for card in rules.cards[seat] if card.repeat and card.id in had]
    x = rules.context(believed(rules, state, seat)) if own else None
    truth = rules.context(state) if own else None
    for card in own:
        if x and truth and rules.condition(card.when)(x.t, x.f, x):
            laid: list[Laid] = []
            for bundle in card.choices.values():
                laid.append(_laid(rules, state, truth, seat, card, bundle, more=whole))
                if not whole and playable((card, laid)):
                    break
            yield card, laid


def playable(found: Dealt) -> bool:
    """Are there two choices that are open?"""
    return sum(not choice.closed for choice in found[1]) >= LEAST


def course(
    rules: Rules, openings: Iterable[State], come: Come = coming
) -> Iterator[tuple[int, SeatId, CardId | None]]:
    """The card of each turn and seat, by the states in which seats decide, if every seat had had what came to
    it before; None where none came."""
    for seat in rules.seats if rules.scenario.cards else ():
        came: set[CardId] = set()
        for state in openings:
            card = come(rules, state, seat, came)
            came.update([card.id] if card else ())
            yield state.turn, seat, card.id if card else None


def _laid(
    rules: Rules, state: State, x: Context, seat: SeatId, card: Card, bundle: Bundle, *, more: bool
) -> Laid:
    """A choice laid out; ``x`` is the context of the state."""
    moves, given = rules.scenario.moves, bundle.options
    late, letter = too_late(rules, state), bundle.letter
    orders = maker(Orders)(
        moves=tuple([order_with(moves[id], given.get(id, ())) for id in bundle.moves]),
        letters=() if letter is None or late else (_letter(rules, x, seat, bundle),),
        drafts=(_draft(bundle),) if bundle.offer else (),
        card=f"{card.id}/{bundle.id}",
        say=bundle.say,
    )
    orders, about, closed = _spoken(rules, state, x, seat, bundle, orders)
    closed = closed or next(iter(problems(rules, state, seat, orders, x)), "")
    letterless = letter is not None and late
    if not closed and (more or letterless):
        for id in bundle.also:
            longer = evolve(orders, moves=(*orders.moves, order_with(moves[id], given.get(id, ()))))
            if not problems(rules, state, seat, longer, x):
                orders = longer
        if letterless and evolve(orders, card="", say="") == Orders():
            closed = f"{late}."
    return Laid(bundle, orders, closed, about)


def _letter(rules: Rules, x: Context, seat: SeatId, bundle: Bundle) -> Letter:
    """The letter, with its promise unless that is given already and still to be kept."""
    assert bundle.letter is not None
    letter, promise = bundle.letter, bundle.letter.promise
    if promise is None or x.promised(seat, letter.to, promise.move, promise.will):
        return Letter(letter.to, letter.text)
    by = min(x.turn + promise.within, rules.last_turn)
    return Letter(letter.to, letter.text, Promise(promise.move, promise.will, by))


def _draft(bundle: Bundle) -> Draft:
    assert bundle.offer is not None
    return Draft(bundle.offer.terms, bundle.offer.parties, bundle.offer.cc, bundle.offer.note)


def _spoken(
    rules: Rules, state: State, x: Context, seat: SeatId, bundle: Bundle, orders: Orders
) -> tuple[Orders, PaperId | None, str]:
    """The orders with the answer and the stance of a choice, the paper that they are about, and why there is
    none (empty where there is)."""
    about: PaperId | None = None
    if bundle.answer:
        waits = [p.id for p in state.proposals if _waits(p, seat)]
        if not waits:
            return orders, None, "No offer waits for your answer."
        about = waits[-1]
        orders = evolve(orders, answers=(Answer(about, bundle.answer),))
    if bundle.stance:
        closed = f"There is no paper that you could {bundle.stance}."
        for paper in _papers(state, seat):
            spoken = evolve(orders, stances=(Stance(paper, bundle.stance),))
            wrong = problems(rules, state, seat, Orders(stances=spoken.stances), x)
            if not wrong:
                return spoken, about or paper, ""
            closed = wrong[0]
        return orders, about, closed
    return orders, about, ""


def _waits(proposal: Proposal, seat: SeatId) -> bool:
    return proposal.status == "open" and seat in proposal.parties and seat not in proposal.signed


def _papers(state: State, seat: SeatId) -> Iterator[PaperId]:
    """The offers and agreements that a seat knows of, the newest first."""
    offers = [p for p in state.proposals if p.status == "open" and knows(p, seat)]
    dated = [(a.since, a.id) for a in state.agreements] + [(p.made, p.id) for p in offers]
    yield from (id for _, id in sorted(dated, key=lambda paper: -paper[0]))


def _called(rules: Rules, state: State, id: PaperId) -> str:
    papers: list[Proposal | Agreement] = [*state.agreements, *state.proposals]
    paper = next(paper for paper in papers if paper.id == id)
    if isinstance(paper, Agreement):
        return agreement_text(rules, paper, state.agreements)
    return offer_text(rules, paper)
