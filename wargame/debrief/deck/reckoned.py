"""The glances that games played on tell: what moved the game, who could have had a deal, what was luck, and
what would have happened otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wargame.analysis.bargaining import Bargaining, Offer, Stake
from wargame.analysis.chance import GameChance, TurnChance
from wargame.analysis.turning_points import TurningPoint
from wargame.debrief.deck.glance import Matter, faint, lead
from wargame.debrief.model import Block, Heading, Item, List, Paragraph, Row, Span, Table, Words
from wargame.debrief.sections.analysis import NO_LUCK, apart, moment
from wargame.debrief.sections.umpire import umpired
from wargame.debrief.sections.words import seats_words
from wargame.ids import EndingId
from wargame.rules.views import SeatInfo
from wargame.rules.wording import listed
from wargame.text import full_stop

THREE = 3
"""Moments that are told."""
OFFERS = 3
"""Offers that are told, the one that nobody made among them."""
_NONE = " No deal was found that all would have signed."
DECIDED = ("order", "offer", "signature", "stance", "answer")
"""Kinds of moments that somebody decided."""


def moved(m: Matter) -> list[Block]:
    """The moments that moved the game most, each once."""
    assert m.results is not None
    shown = apart(m.results.points)[:THREE]
    if not shown:
        return [lead("No single moment moved the game for sure.")]
    items = [
        Item(
            (Span(f"Turn {p.turn}: ", "faint"), *moment(m.game, p, terms=False), "."),
            ((_because(m, p),),),
        )
        for p in shown
    ]
    return [
        faint(f"{_played(m)}, with it and without it."),
        List(tuple(items)),
    ]


def _because(m: Matter, p: TurningPoint, *, otherwise: bool = False) -> str:
    """What a moment moved, or what it would have been ``otherwise``, in a sentence."""
    sign = -1 if otherwise else 1
    told = _endings(m, {id: sign * shift.mean for id, shift in p.endings.items() if shift.sure})
    if told:
        return f"{'Then' if otherwise else 'Because of it'}, of 100 games played on, {told}."
    names = m.game.scenario.seats
    sure = [(seat, round(sign * shift.mean)) for seat, shift in p.seats.items() if shift.sure]
    scores = [f"{names[seat].name} {points:+d}" for seat, points in sure if points]
    return full_stop(f"Points: {listed(scores)}" if scores else "It moved little")


def _endings(m: Matter, means: Mapping[EndingId, float]) -> str:
    """The two endings of which there were most more or fewer."""
    most = sorted(means.items(), key=lambda item: -abs(item[1]))[:2]
    parts = [
        f"{abs(round(mean))} {'more' if mean > 0 else 'fewer'} end as “{m.game.scenario.endings[id].name}”"
        for id, mean in most
        if round(mean)
    ]
    return listed(parts)


def deals(m: Matter) -> list[Block]:
    """Offers, who fell short of them, and the offer that nobody made."""
    assert m.results is not None
    found = m.results.bargain
    signed = sum(offer.fate == "signed" for offer in found.offers)
    could = sorted({offer.turn for offer in found.missed if offer.possible})
    told = (
        f"{_count(len(found.offers))}, {signed or 'none'} signed."
        if found.offers
        else "Nobody made an offer."
    )
    nobody = [_offer(m, best, "never asked", _would_all(m, best)) for best in _best(found)]  # fmt: skip
    made = _telling(found.offers, OFFERS - len(nobody))
    made.sort(key=lambda offer: offer.made)
    items = [_offer(m, offer, _fate(m, offer), _why(m, offer)) for offer in made]
    none = not signed and not any(offer.possible for offer in found.offers)
    when = f" There were deals that nobody asked for, in {_turns(could)}." if could else _NONE if none else ""
    return [lead(f"{told}{when}"), List((*items, *nobody))]


def _turns(turns: Sequence[int]) -> str:
    """Turns in their order, a run of them by its ends."""
    if len(turns) > 2 and turns[-1] - turns[0] == len(turns) - 1:
        return f"turns {turns[0]} to {turns[-1]}"
    return f"turn{'s' * (len(turns) > 1)} {listed([str(n) for n in turns])}"


def _fate(m: Matter, offer: Offer) -> str:
    """What became of an offer; of one that was signed also when, which is later than it was made."""
    since = [one.since for one in m.game.state.agreements if one.id == offer.id]
    return f"{offer.fate} in turn {since[0]}" if since else offer.fate


def _count(offers: int) -> str:
    return f"{offers} offers" if offers > 1 else "1 offer"


def _telling(offers: Sequence[Offer], most: int) -> list[Offer]:
    """Those that failed and were nearest to being signed, and the last one signed; others if there is
    room."""
    failed = sorted((one for one in offers if one.fate != "signed"), key=lambda one: -one.least)
    signed = [one for one in reversed(offers) if one.fate == "signed"]
    return [*failed[: most - 1], *signed[:1], *signed[1:], *failed[most - 1 :]][:most]


def _best(found: Bargaining) -> list[Offer]:
    """The offer never made that most seats would have signed, with most to spare."""
    could = [offer for offer in found.missed if offer.possible]
    return sorted(could, key=lambda offer: (-len(offer.parties), -offer.least))[:1]


def _offer(m: Matter, offer: Offer, fate: str, why: Words) -> Item:
    return Item((*_who(m, offer), ", ", Span(fate, "strong")), (_terms(m, offer), why))


def _who(m: Matter, offer: Offer) -> Words:
    if not offer.author:
        return (f"Turn {offer.turn}: ", *seats_words(m.game.rules, offer.parties))
    others = [seat for seat in offer.parties if seat != offer.author]
    return (f"Turn {offer.made}: ", *m.seat(offer.author), " to ", *seats_words(m.game.rules, others))


def _terms(m: Matter, offer: Offer) -> Words:
    return (listed([m.game.scenario.terms[id].name for id in offer.terms]),)


def _why(m: Matter, offer: Offer) -> Words:
    """Why it was signed or not, as far as what it was worth tells."""
    short = [stake for stake in offer.stakes if stake.party and not stake.signs]
    if offer.fate == "signed":
        if not short:
            return ("All who signed had to gain by it.",)
        return ("Signed all the same, though worth too little for ", *_short(m, short))
    if not short:
        refused = [seat for seat in offer.refused if seat in offer.parties]
        if refused:
            return ("It was worth it for all; ", *seats_words(m.game.rules, refused), " refused.")
        return _would_all(m, offer)
    return ("Worth too little for ", *_short(m, short))


def _would_all(m: Matter, offer: Offer) -> Words:
    return (f"{'Both' if len(offer.parties) == 2 else 'All'} would have signed.",)


def _short(m: Matter, short: Iterable[Stake]) -> Words:
    """Seats with how far they fell short."""
    words: list[str | Span | SeatInfo] = []
    for n, stake in enumerate(short):
        words += [" and " if n else "", *m.seat(stake.seat), f" by {_points(-stake.margin)}"]
    return (*words, ".")


def _points(number: float) -> str:
    whole = round(number)
    return "less than a point" if whole < 1 else "1 point" if whole == 1 else f"{whole} points"


def _played(m: Matter) -> str:
    """By whom it was played on."""
    return f"Machines played on from there{' under other dice' if m.game.rules.thrown else ''}"


def _fell(m: Matter) -> str:
    return " Then the dice are those that fell." if m.game.rules.thrown else ""


def luck(m: Matter) -> list[Block]:
    """How many points of each score were luck, and the turn that was least likely."""
    assert m.results is not None
    if not m.game.rules.thrown:
        return [lead(NO_LUCK), *_last(m)]
    whole, turns = m.results.game, m.results.turns
    ruled = umpired(m.game, range(1, m.game.resolved + 1))
    ruling = [Heading(ruled.title), *ruled.blocks] if ruled.blocks else []
    return [lead(_most(m, whole)), _scores(m, whole), *_odd(m, turns), *_last(m), *ruling]


def _most(m: Matter, whole: GameChance) -> str:
    seat, score = max(whole.seats.items(), key=lambda item: abs(item[1].luck))
    name, points = m.game.scenario.seats[seat].name, round(abs(score.luck))
    if not points:
        return "With other dice the same orders come to about the same."
    return f"{'Luckiest' if score.luck > 0 else 'Unluckiest'}: {name}, by {points} of {score.was} points."


def _scores(m: Matter, whole: GameChance) -> Table:
    rows = []
    for seat, score in whole.seats.items():
        told = f"{score.was}, with average dice {score.mean:.0f}"
        rows.append(Row(m.seat(seat), score.luck, (told,)))
    return Table(tuple(rows))


def _odd(m: Matter, turns: Iterable[TurnChance]) -> list[Block]:
    turn = min(turns, key=lambda turn: turn.likely.share, default=None)
    if turn is None or turn.likely.share > 0.5:
        return []
    often = round(100 * turn.likely.share)
    odd = min(turn.moves, key=lambda one: one.often.share if one.came_off else 1 - one.often.share)
    share = odd.often.share if odd.came_off else 1 - odd.often.share
    how = "came off" if odd.came_off else "did not come off"
    first = f"Turn {turn.turn} was the least likely: {_times(often)} would it go like that."
    name = m.game.scenario.moves[odd.move].name
    second = (*m.seat(odd.seat), f": {name} {how}, as it would {_times(round(100 * share))}.")
    return [List((Item((first,), (second,)),))]


def _times(often: int) -> str:
    return f"{often} times in 100" if often > 1 else "once in 100" if often else "less than once in 100"


def _last(m: Matter) -> list[Block]:
    """What came of agreements at the end."""
    items = []
    for item in m.game.end().agreements if m.game.over else ():
        if item.judged is not None and item.survived is not None:
            fell = "it holds" if item.survived else "it falls"
            parties = listed([m.game.scenario.seats[party].name for party in item.parties])
            odds = f"{item.judged.percent} in 100 to last"
            items.append(Item((f"The paper of {parties}, turn {item.since}: {odds}; {fell}.",)))
    return [List(tuple(items[-2:]))] if items else []


def otherwise(m: Matter) -> list[Block]:
    """What the class has tried; else what the largest decision would have been otherwise."""
    if m.trials:
        return [block for trial in m.trials[-2:] for block in trial.blocks(m.game)]
    if m.results is None:
        return [faint(m.why)]
    found = [p for p in apart(m.results.points) if p.kind in DECIDED][:2]
    items = []
    for p in found:
        without = "the other way round" if p.kind in ("signature", "answer") else "without it"
        items.append(
            Item(
                (Span(f"Turn {p.turn}: ", "faint"), *moment(m.game, p, terms=False), f". Now {without}:"),
                ((_because(m, p, otherwise=True),),),
            )
        )
    if not items:
        return [lead("No single decision moved the game for sure."), faint("Try one all the same.")]
    return [
        faint(f"{_played(m)}."),
        List(tuple(items)),
        Paragraph((f"Choose one yourselves: a seat, a turn, an order.{_fell(m)}",)),
    ]
