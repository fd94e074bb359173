"""What a seat may order now, and what is wrong with orders it may not give. Looks only; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.ids import SeatId, TermId, TrackId
from wargame.rules.compiled import MoveCode, Rules
from wargame.rules.context import Context
from wargame.rules.orders import Draft, Letter, Order, Orders, Stance
from wargame.rules.state import Proposal, State
from wargame.rules.terms import apart, conflicts, parties_of, unmet
from wargame.scenario.cards import named
from wargame.scenario.model import Forecast
from wargame.values import frozen


@frozen
class Limits:
    """How much a seat may write in a turn: numbers of things, and lengths in characters. A note is the one
    that goes with a proposal, ``say`` a sentence in public."""

    letters: int = 6
    drafts: int = 2
    arguments: int = 3
    letter_length: int = 2000
    note_length: int = 600
    argument_length: int = 300
    say_length: int = 140


LIMITS = Limits()


def open_moves(rules: Rules, state: State, seat: SeatId) -> list[int]:
    """The numbers of the moves the seat could order now, each on its own affordable."""
    x = rules.context(state)
    return rules.open_moves[seat](x.t, x.f, x)


def closed_because(rules: Rules, x: Context, code: MoveCode) -> str:
    """Why a move can't be ordered now, in words; empty if it can."""
    if code.move.once and x.done[code.index]:
        return "done already; it can be done once"
    reason = unmet(code.needs, x)
    if reason:
        return reason
    i = rules.resources[code.seat]
    if i is not None and x.t[i] < code.cost:
        return f"costs {code.cost} {_resource(rules, code.move.seat)}, {x.t[i]} left"
    return ""


def default_orders(rules: Rules, state: State, seat: SeatId) -> Orders:
    """What the scenario orders for a seat that gives nothing: its default moves, as far as they are open
    and paid."""
    x = rules.context(state)
    budget = _budget(rules, x, seat)
    moves: list[Order] = []
    for id in rules.scenario.seats[seat].default:
        code = rules.codes[id]
        room = len(moves) < rules.scenario.seats[seat].moves and code.cost <= budget
        if room and not closed_because(rules, x, code):
            moves.append(Order(id))
            budget -= code.cost
    return Orders(moves=tuple(moves), defaulted=True)


def problems(rules: Rules, state: State, seat: SeatId, orders: Orders, x: Context | None = None) -> list[str]:
    """All that is wrong with a seat's orders, each in a sentence; an empty list if nothing is. Who asks often
    has ``x``, the state's context."""
    return [*forbidden(rules, state, seat, orders, x), *_pointless(rules, state, seat, orders)]


def too_late(rules: Rules, state: State) -> str:
    """Why nothing can be sent any more that others would have to read first; empty while it can."""
    last = state.turn >= rules.last_turn
    return "This is the last turn: nobody would read it before the end" if last else ""


def question(rules: Rules, state: State) -> Forecast | None:
    """The question of this turn, put to all seats but those that decide it."""
    put = (asked.question for asked in state.asked if asked.turn == state.turn)
    return next((rules.scenario.forecasts[id] for id in put), None)


def _pointless(rules: Rules, state: State, seat: SeatId, orders: Orders) -> Iterator[str]:
    """What could come to nothing. The rules have taken it, and games that hold it are true."""
    late = too_late(rules, state) if orders.letters or orders.drafts else ""
    if late:
        yield f"{late}."
    elif any(letter.promise is not None and letter.promise.by == state.turn for letter in orders.letters):
        yield "A letter is read at the next dawn: promise something for a later turn than this one."
    put = question(rules, state) if orders.forecast is not None else None
    if put is not None and seat in put.decided_by:
        yield "The question of this turn is yours to decide: no forecast is asked of you."


def forbidden(
    rules: Rules, state: State, seat: SeatId, orders: Orders, x: Context | None = None
) -> list[str]:
    """What of a seat's orders the rules can't take, each in a sentence; an empty list if nothing is. ``x`` is
    as in ``problems``."""
    x = x or rules.context(state)
    found = [
        *_moves(rules, x, seat, orders.moves),
        *(_letters(rules, x, seat, orders.letters) if orders.letters else ()),
        *(_drafts(rules, x, seat, orders.drafts) if orders.drafts else ()),
        *(_answers(rules, x, seat, orders) if orders.answers else ()),
        *(_stances(rules, state, x, seat, orders.stances) if orders.stances else ()),
        *_card(rules, seat, orders),
    ]
    if orders.forecast is not None and not 0 <= orders.forecast <= 100:
        found.append("A forecast is a number from 0 to 100.")
    return found


def _resource(rules: Rules, seat: SeatId) -> str:
    """The name of what pays for a seat's moves; only for a seat whose moves cost something."""
    return rules.scenario.tracks[TrackId(rules.scenario.seats[seat].resource)].name.lower()


def _budget(rules: Rules, x: Context, seat: SeatId) -> int:
    i = rules.resources[rules.seat_index[seat]]
    return 10**9 if i is None else x.t[i]


def _moves(rules: Rules, x: Context, seat: SeatId, orders: Sequence[Order]) -> list[str]:
    found = []
    allowance, left = rules.scenario.seats[seat].moves, _budget(rules, x, seat)
    seen: set[str] = set()
    unpaid = ""
    for order in orders:
        index = rules.move_index.get(order.move)
        code = rules.moves[index] if index is not None else None
        if code is None or code.move.seat != seat:
            found.append(f"There is no move '{order.move}' for this seat.")
            continue
        name = code.move.name
        if order.move in seen:
            found.append(f"{name} is already among your orders.")
        seen.add(order.move)
        reason = closed_because(rules, x, code)
        if reason:
            found.append(f"{name}: {reason}.")
        elif code.cost > left and not unpaid:
            unpaid = f"{name} costs {code.cost} {_resource(rules, seat)}; you have {left} left."
        left -= code.cost
        for id, choice in order.options:
            option = code.move.options.get(id)
            if option is None or choice not in option.choices:
                found.append(f"{name}: there is no choice '{choice}' for '{id}'.")
        if len(order.arguments) > LIMITS.arguments:
            found.append(f"{name}: {len(order.arguments)} arguments; {LIMITS.arguments} at most.")
        if any(len(argument) > LIMITS.argument_length for argument in order.arguments):
            found.append(f"{name}: an argument is longer than {LIMITS.argument_length} characters.")
    if len(orders) > allowance:
        many = "1 move" if allowance == 1 else f"{allowance} moves"
        found.append(f"You may order {many} in a turn. Take one back first.")
    return [*found, unpaid] if unpaid else found


def _letters(rules: Rules, x: Context, seat: SeatId, letters: Sequence[Letter]) -> list[str]:
    found = []
    given: set[tuple[str, str, bool]] = set()
    if len(letters) > LIMITS.letters:
        found.append(f"At most {LIMITS.letters} letters in a turn.")
    for letter in letters:
        to = rules.scenario.seats.get(letter.to)
        if to is None or letter.to == seat:
            found.append(f"A letter can't go to '{letter.to}'.")
        if not letter.text.strip():
            found.append("The letter is empty: write a sentence first.")
        if len(letter.text) > LIMITS.letter_length:
            found.append(f"A letter is longer than {LIMITS.letter_length} characters.")
        promise = letter.promise
        if promise is not None:
            index = rules.move_index.get(promise.move)
            if index is None or rules.moves[index].move.seat != seat:
                found.append(f"A promise speaks of a move of one's own; '{promise.move}' is none.")
            words = (letter.to, promise.move, promise.will)
            if words in given or x.promised(seat, *words):
                name = to.name if to is not None else "that seat"
                found.append(f"You have promised {name} that already: once is enough.")
            given.add(words)
            if not x.turn <= promise.by <= rules.last_turn:
                found.append(f"A promise is for a turn from {x.turn} to {rules.last_turn}, not {promise.by}.")
    return found


def _drafts(rules: Rules, x: Context, seat: SeatId, drafts: Sequence[Draft]) -> list[str]:
    found = []
    s = rules.scenario
    if drafts and not s.seats[seat].may_sign:
        return ["This seat can endorse agreements, but can't sign or propose one."]
    if len(drafts) > LIMITS.drafts:
        found.append(f"At most {LIMITS.drafts} offers in a turn.")
    for draft in drafts:
        unknown = [id for id in draft.terms if id not in rules.terms]
        if unknown:
            found += [f"There is no term '{id}'." for id in unknown]
            continue
        found += _terms(rules, x, draft)
        if len(draft.note) > LIMITS.note_length:
            found.append(f"The note is longer than {LIMITS.note_length} characters.")
        parties = parties_of(rules, seat, draft)
        if len(parties) < 2:
            found.append("Nobody else has to sign this: choose whom you ask to sign.")
        for party in parties:
            if not s.seats[party].may_sign:
                found.append(f"{s.seats[party].name} can't be a party to an agreement.")
        found += [f"There is no seat '{id}'." for id in (*draft.parties, *draft.cc) if id not in s.seats]
    return found


def _terms(rules: Rules, x: Context, draft: Draft) -> list[str]:
    found = []
    most = rules.scenario.agreements.max_terms
    if not draft.terms:
        found.append("Choose at least one term.")
    if len(draft.terms) > most:
        found.append(f"An offer holds at most {most} terms.")
    if len(set(draft.terms)) < len(draft.terms):
        found.append("A term stands twice in a proposal.")
    found += [f"{rules.terms[id].term.name}: in force already." for id in draft.terms if x.agreed(id)]
    return found + [f"{conflict}." for conflict in conflicts(rules, x, draft.terms)]


def _answers(rules: Rules, x: Context, seat: SeatId, orders: Orders) -> list[str]:
    found = []
    waiting = {
        p.id: p for p in x.proposals if p.status == "open" and seat in p.parties and seat not in p.signed
    }
    answered: set[str] = set()
    signed: list[TermId] = []
    for answer in orders.answers:
        if answer.proposal not in waiting:
            found.append(f"There is no offer '{answer.proposal}' that waits for this seat's answer.")
        elif answer.answer == "sign":
            proposal = waiting[answer.proposal]
            terms, author = proposal.terms, rules.scenario.seats[proposal.author].name
            found += [
                f"{author}'s offer can't be signed now: {conflict}."
                for conflict in conflicts(rules, x, terms)
            ]
            found += [f"{clash}." for clash in apart(rules, terms, signed)]
            signed += terms
        if answer.proposal in answered:
            found.append("An offer is answered twice.")
        answered.add(answer.proposal)
    return found


def _stances(rules: Rules, state: State, x: Context, seat: SeatId, stances: Sequence[Stance]) -> list[str]:
    found = []
    known = {a.id: a.stances for a in state.agreements}
    known.update({p.id: p.stances for p in state.proposals if p.status == "open" and knows(p, seat)})
    gone = {p.id for p in state.proposals if p.status != "open" and knows(p, seat)}
    about: set[str] = set()
    for stance in stances:
        if stance.about in about:
            found.append("There are two stances on one paper.")
        about.add(stance.about)
        if stance.about not in known:
            off = "This offer is off the table; there is nothing to be done with it."
            none = f"This seat knows of no offer or agreement '{stance.about}'."
            found.append(off if stance.about in gone else none)
            continue
        held = dict(known[stance.about]).get(seat, "silent")
        if held == stance.stance:
            said = "You said nothing yet." if held == "silent" else "That is what you said of it already."
            found.append(said)
        reason = unmet(rules.stance_needs.get(seat, ()), x)
        if reason:
            found.append(f"Not now: {reason}.")
    return found


def _card(rules: Rules, seat: SeatId, orders: Orders) -> Iterator[str]:
    try:
        if orders.card and named(rules.scenario, orders.card)[0].seat != seat:
            yield f"The card '{orders.card}' is another seat's."
    except KeyError:
        yield f"There is no card '{orders.card}'."
    if len(orders.say) > LIMITS.say_length:
        yield f"The public sentence is longer than {LIMITS.say_length} characters."


def knows(proposal: Proposal, seat: SeatId) -> bool:
    """Does the seat know of this proposal? Its author, its parties and those it was copied to do."""
    return seat in (proposal.author, *proposal.parties, *proposal.cc)
