"""Lints about cards: what stands on them, that their choices can be ordered, and that there is something to
choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from attrs import evolve

from wargame.ids import ChoiceId, SeatId
from wargame.scenario.errors import Finding, Place
from wargame.scenario.lint.bounds import Bounds
from wargame.scenario.lint.references import made_with
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import Bundle, OfferTemplate, Scenario, Seat, Term
from wargame.scenario.parser import syntax_tree

CHOICES = (2, 3)
SITUATION, TITLE = 35, 7
"""The words of a situation and of a choice's title, at most."""

LONGEST = {"say": 140, "letter": 2000, "note": 600}
"""How many characters a seat may write; what is longer would be cut off."""

K = TypeVar("K")

_NOTHING = Bundle(id=ChoiceId(""), title="", line="")


def shape(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Cards without two or three choices, without a line of each adviser, with nothing in a text, or with
    more than can be sent."""
    least, most = CHOICES
    for id, card in scenario.cards.items():
        place: Place = ("cards", id)
        if not least <= len(card.choices) <= most:
            told = f"This card has {_counted(len(card.choices), 'choice')}."
            yield Finding((*place, "choices"), told, f"Give it {least} or {most}.")
        if not 1 <= card.weight <= 9:
            yield Finding((*place, "weight"), "The weight of a card goes from 1 to 9.")
        advisers = seat.advisers if (seat := scenario.seats.get(card.seat)) else {}
        missing = [adviser for adviser in advisers if adviser not in card.advice]
        if missing:
            told = f"{missing[0]} has no line on this card."
            yield Finding((*place, "advice"), told, f'Add {missing[0]} = "...".')
        texts: list[tuple[Place, str]] = [((*place, "situation"), card.situation)]
        texts += [((*place, "advice", name), line) for name, line in card.advice.items()]
        for choice in card.choices.values():
            here = (*place, "choices", choice.id)
            texts += [((*here, "title"), choice.title), ((*here, "line"), choice.line)]
            if _says(survey.document, here):
                texts.append(((*here, "say"), choice.say))
            yield from _written(here, choice)
        yield from (Finding(where, "This is empty.") for where, text in texts if not text.strip())


def _says(document: Any, place: Place) -> bool:
    """Does the file say something of what a choice says in public, if only that it is nothing?"""
    for key in place:
        document = document.get(key) if isinstance(document, dict) else None
    return isinstance(document, dict) and "say" in document


def wordy(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Situations and titles of choices with more words than can be read at a glance."""
    for id, card in scenario.cards.items():
        texts: list[tuple[Place, str, int]] = [(("situation",), card.situation, SITUATION)]
        texts += [(("choices", choice.id, "title"), choice.title, TITLE) for choice in card.choices.values()]
        for where, text, most in texts:
            if (words := len(text.split())) > most:
                told = f"This has {words} words; {most} can be read at a glance."
                yield Finding(("cards", id, *where), told)


def _written(place: Place, choice: Bundle) -> Iterator[Finding]:
    texts = [("say", choice.say, (*place, "say"))]
    if choice.letter is not None:
        texts.append(("letter", choice.letter.text, (*place, "letter", "text")))
        if not choice.letter.text.strip():
            yield Finding((*place, "letter", "text"), "This is empty.")
    if choice.offer is not None:
        texts.append(("note", choice.offer.note, (*place, "offer", "note")))
    for kind, text, where in texts:
        if len(text) > LONGEST[kind]:
            yield Finding(where, f"This has {len(text)} characters; {LONGEST[kind]} at most can be sent.")


def orders(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Choices with orders that the card's seat can't give, whatever happens."""
    for card in scenario.cards.values():
        if (seat := scenario.seats.get(card.seat)) is not None:
            for choice in card.choices.values():
                place: Place = ("cards", card.id, "choices", choice.id)
                yield from _moves(scenario, seat, choice, place, survey)
                yield from _letter(scenario, seat, choice, place)
                if choice.offer is not None:
                    yield from _offer(scenario, seat, choice.offer, (*place, "offer"))
                if choice.answer and not seat.may_sign:
                    told = f"{seat.id} can be no party to an agreement: no offer waits for its answer."
                    yield Finding((*place, "answer"), told, 'It can take a stance: stance = "endorse".')


def _moves(s: Scenario, seat: Seat, choice: Bundle, place: Place, survey: Survey) -> Iterator[Finding]:
    seen: set[str] = set()
    for name in ("moves", "also"):
        for i, id in enumerate(getattr(choice, name)):
            move = s.moves.get(id)
            if move is not None and move.seat != seat.id:
                yield Finding((*place, name, i), f"{id} is a move of {move.seat}.", _own(s, seat.id))
            if id in seen:
                yield Finding((*place, name, i), f"{id} is ordered by this choice already.")
            seen.add(id)
    if len(choice.moves) > seat.moves:
        told = f"{seat.id} may order {_counted(seat.moves, 'move')} in a turn."
        yield Finding((*place, "moves"), told, "Put what can be left out into also.")
    for id, made in choice.options.items():
        here = (*place, "options", id)
        if id not in seen:
            yield Finding(here, f"{id} is not among the moves of this choice.")
        if id in s.moves:
            yield from made_with(s.moves[id], made, here, survey)


def _letter(s: Scenario, seat: Seat, choice: Bundle, place: Place) -> Iterator[Finding]:
    letter = choice.letter
    if letter is None:
        return
    if letter.to == seat.id:
        others = ", ".join(id for id in s.seats if id != seat.id)
        yield Finding((*place, "letter", "to"), f"{seat.id} would write to itself.", f"There are: {others}.")
    if letter.promise is not None:
        here, promise = (*place, "letter", "promise"), letter.promise
        move = s.moves.get(promise.move)
        if move is not None and move.seat != seat.id:
            told = f"{promise.move} is a move of {move.seat}: {seat.id} can't promise it."
            yield Finding((*here, "move"), told, _own(s, seat.id))
        if not 1 <= promise.within < max(len(s.calendar), 2):
            told = "A letter is read at the next dawn, and the game has so many turns."
            yield Finding((*here, "within"), told, f"Write 1 to {max(len(s.calendar), 2) - 1}.")


def _offer(s: Scenario, seat: Seat, offer: OfferTemplate, place: Place) -> Iterator[Finding]:
    terms = [s.terms[id] for id in offer.terms if id in s.terms]
    if not seat.may_sign:
        yield Finding(place, f"{seat.id} can endorse agreements, but can't sign or propose one.")
        return
    if not offer.terms:
        yield Finding((*place, "terms"), "This offer has no terms.")
    if len(offer.terms) > s.agreements.max_terms:
        told = f"An agreement has at most {_counted(s.agreements.max_terms, 'term')}."
        yield Finding((*place, "terms"), told)
    if len(set(offer.terms)) < len(offer.terms):
        yield Finding((*place, "terms"), "A term stands here twice.")
    named = {*offer.terms}
    clashes = {tuple(sorted((term.id, other))) for term in terms for other in named & {*term.excludes}}
    for one, other in sorted(clashes):
        told = f"{one} and {other} exclude each other: nobody could sign this."
        yield Finding((*place, "terms"), told, "Leave one of them out.")
    parties = {seat.id, *offer.parties, *(party for term in terms for party in term.by)}
    if len(parties & s.seats.keys()) < 2:
        hint = f'Add parties = ["{next((id for id in s.seats if id != seat.id), "x")}"].'
        yield Finding(place, "Nobody else has to sign this offer.", hint)
    for i, party in enumerate(offer.parties):
        if party in s.seats and not s.seats[party].may_sign:
            yield Finding((*place, "parties", i), f"{party} can't be a party to an agreement.", "Use cc.")


def desks(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Desks that open with cards, of which some seat has none."""
    if scenario.desk == "cards":
        having = {card.seat for card in scenario.cards.values()}
        if bare := [id for id in scenario.seats if id not in having]:
            told = f"{bare[0]} has no card: its desk opens in full in every turn."
            yield Finding(("desk",), told, 'Write cards for each seat, or say "full".')


def never_open(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Choices that nobody can ever take, as what they need can't be so where the card can come; and offers
    that lack what their terms require, which need not be in force there."""
    for card in scenario.cards.values():
        bounds = Bounds(scenario, ("cards", card.id, "when"))
        comes = (syntax_tree(card.when), True)
        if card.seat not in scenario.seats or not bounds.reckoner.can([comes]):
            continue  # told of the card
        for choice in card.choices.values():
            place: Place = ("cards", card.id, "choices", choice.id)
            needs = list(_needs(scenario, choice, card.seat))
            trees = [comes, *((syntax_tree(text), True) for _, text, _ in needs)]
            if not bounds.reckoner.can(trees):
                failing = (n for n in range(len(needs)) if not bounds.reckoner.can(trees[: n + 2]))
                where, _text, so = needs[next(failing, -1)]
                hint = "Let the card come when it can be taken, or leave it out."
                yield Finding((*place, *where), f"Nobody can ever take this choice: {so}.", hint)
            for i, term in _terms(scenario, choice):
                for other in term.requires:
                    apart = choice.offer is not None and other not in choice.offer.terms
                    if apart and bounds.reckoner.can([comes, (syntax_tree(f"agreed('{other}')"), False)]):
                        told = f"{term.id} needs {other} in the same offer, or in force."
                        hint = f"Add {other} to the terms, or ask agreed('{other}') in the card's when."
                        yield Finding((*place, "offer", "terms", i), told, hint)


def _needs(s: Scenario, choice: Bundle, seat: SeatId) -> Iterator[tuple[Place, str, str]]:
    """Where each thing stands that a choice needs, the condition for it, and what it means if that fails."""
    moves = [(i, s.moves[id]) for i, id in enumerate(choice.moves) if id in s.moves]
    for i, move in moves:
        needs = [*(need.when for need in move.needs), *([f"done('{move.id}') == 0"] if move.once else [])]
        for text in needs:
            yield ("moves", i), text, f"{move.id} is closed whenever the card comes"
    if (resource := s.seats[seat].resource) in s.tracks:
        cost = sum(move.cost for _, move in moves)
        yield ("moves",), f"{resource} >= {cost}", f"its moves cost {cost} together"
    late, early = f"turn < {len(s.calendar)}", "turn > 1"
    if choice.offer is not None:
        yield ("offer",), late, "in the last turn nothing can be offered"
    for i, term in _terms(s, choice):
        for text in (f"not agreed('{term.id}')", *(need.when for need in term.needs)):
            yield ("offer", "terms", i), text, f"{term.id} can't be offered whenever the card comes"
    if choice.letter is not None and _orders(choice) == evolve(_NOTHING, letter=choice.letter):
        yield ("letter",), late, "in the last turn nobody would read a letter"
    if choice.answer:
        yield ("answer",), early, "in the first turn no offer can wait"
    if choice.stance:
        yield ("stance",), early, "in the first turn there is no paper"
        for needed in s.agreements.stance_needs.get(seat, ()):
            yield ("stance",), needed.when, f"{seat} has no say whenever the card comes"


def _terms(s: Scenario, choice: Bundle) -> list[tuple[int, Term]]:
    """The terms that a choice would offer, with their positions."""
    named = choice.offer.terms if choice.offer else ()
    return [(i, s.terms[id]) for i, id in enumerate(named) if id in s.terms]


def idle(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Choices that order nothing and say nothing, and those that break in their turn what they promise."""
    for card in scenario.cards.values():
        for choice in card.choices.values():
            place: Place = ("cards", card.id, "choices", choice.id)
            if not choice.say and _orders(choice) == _NOTHING:
                hint = "Give it orders; where to do nothing is a course of its own, let the seat say so."
                yield Finding(place, "This choice orders nothing.", hint)
            promise = choice.letter.promise if choice.letter else None
            if promise is None or promise.will:
                continue
            for name in ("moves", "also"):
                for i, id in enumerate(getattr(choice, name)):
                    if id == promise.move:
                        told = f"The letter of this choice promises not to order {id}, from this turn on."
                        hint = "Leave it out, or promise something else."
                        yield Finding((*place, name, i), told, hint)


def alike(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Choices of one card with the same orders, and advisers that say the same."""
    for card in scenario.cards.values():
        place: Place = ("cards", card.id)
        ordered = {id: repr(_orders(choice)) for id, choice in card.choices.items()}
        for id, first in _again(ordered):
            told = f"This orders the same as {first}: there is nothing to choose."
            yield Finding((*place, "choices", id), told)
        for adviser, speaker in _again(card.advice):
            yield Finding((*place, "advice", adviser), f"This is what {speaker} says, too.")


def _again(texts: Mapping[K, str]) -> Iterator[tuple[K, K]]:
    """Each whose text stood before, and where it stood first."""
    first: dict[str, K] = {}
    for id, text in texts.items():
        if first.setdefault(text, id) != id:
            yield id, first[text]


def _orders(choice: Bundle) -> Bundle:
    return evolve(choice, id=_NOTHING.id, title="", line="", say="")


def _own(s: Scenario, seat: SeatId) -> str:
    own = [id for id, move in s.moves.items() if move.seat == seat]
    return f"Moves of {seat}: {', '.join(own)}." if len(own) <= 12 else ""


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
