"""Public news, private cables and the public reveal of one turn: who may read what of an account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.ids import MoveId, SeatId
from wargame.rules.account import Account, Deed, Entry, Happening, Omission, PledgeFate, Talk
from wargame.rules.belief import believed, knows_move
from wargame.rules.compiled import Rules
from wargame.rules.diplomacy import SAID
from wargame.rules.estimates import word
from wargame.rules.lasting import last_dice
from wargame.rules.record import TurnRecord
from wargame.rules.state import Agreement, Proposal, State, evolve
from wargame.rules.views import NEUTRAL, Cable, FactorView, News, OddsView, RevealLine, by_prominence
from wargame.rules.wording import ACTS, GRADES, deed_text, item_of, listed, outcome_of, promise_text
from wargame.scenario.model import PUBLIC, Event, Observer, Reaction

_SAYS = {said: ACTS[stance] for stance, said in SAID.items()}
SIGNED_WEIGHT, BROKEN_WEIGHT, STANCE_WEIGHT, INJECT_WEIGHT = 8, 7, 5, 5


def is_public(rules: Rules, deed: Deed) -> bool:
    """Does everybody learn of the deed? Open moves, and those that leaked."""
    return rules.scenario.moves[deed.move].visibility == "open" or bool(deed.leaked)


def news(rules: Rules, record: TurnRecord) -> tuple[News, ...]:
    """What the papers write at the end of a turn, in the order of a page; nothing while it is played."""
    if record.account is None or record.closing is None:
        return ()
    return by_prominence(_news(rules, record.account, record.closing))


def dawn_news(rules: Rules, record: TurnRecord) -> tuple[News, ...]:
    """What the papers write at a turn's dawn, in the order of a page."""
    return by_prominence(_news(rules, record.dawn, record.opening))


def _news(rules: Rules, account: Account, state: State) -> Iterator[News]:
    for entry in account.entries:
        by_itself = isinstance(entry, Happening) and entry.kind != "reaction"
        for item in _entry_news(rules, entry, state, account.turn):
            yield evolve(item, decided=not by_itself)


def _entry_news(rules: Rules, entry: Entry, state: State, turn: int) -> Iterator[News]:
    if isinstance(entry, Happening) and entry.happened:
        yield from _happening_news(rules, entry, turn)
    elif isinstance(entry, Deed) and is_public(rules, entry):
        yield _deed_news(rules, entry, turn)
    elif isinstance(entry, Talk):
        yield from _talk_news(rules, entry, state, turn)
    elif isinstance(entry, Omission):
        name = rules.scenario.seats[entry.seat].name
        yield News(turn, f"{name} keeps its counsel", f"{name} gave no orders; its default applied.", 0, name)


def _happening_news(rules: Rules, entry: Happening, turn: int) -> Iterator[News]:
    """The news of an event, reaction or inject, if it makes any."""
    item = item_of(rules, entry)
    if isinstance(item, Event):
        if item.headline or item.text:
            headline = item.headline or item.name
            yield News(turn, headline, item.text, item.weight, "", item.place, item.unconfirmed)
    elif isinstance(item, Reaction):
        source = rules.scenario.actors[item.actor].name
        if item.headline or item.text:
            yield News(turn, item.headline or source, item.text, item.weight, source)
    else:
        headline = entry.headline or (item.headline if item else "")
        text = entry.text or (item.text if item else "")
        if headline or text:
            yield News(turn, headline or text, text, item.weight if item else INJECT_WEIGHT, "")


def _deed_news(rules: Rules, deed: Deed, turn: int) -> News:
    s = rules.scenario
    move, seat = s.moves[deed.move], s.seats[deed.seat]
    outcome = outcome_of(rules, deed)
    if move.visibility != "open":
        leak = move.leaked
        headline = leak.headline if leak and leak.headline else f"Leaked from {seat.name}: {move.name}"
        text = leak.text if leak and leak.text else f"It has come out: {deed_text(rules, deed)}"
        return News(turn, headline, text, leak.weight if leak else 4, seat.name, move.place)
    headline = outcome.headline or f"{seat.name}: {move.name}"
    return News(
        turn,
        headline,
        outcome.text or f"{GRADES[deed.grade].capitalize()}.",
        outcome.weight,
        seat.name,
        move.place,
    )


def _talk_news(rules: Rules, talk: Talk, state: State, turn: int) -> Iterator[News]:
    s = rules.scenario
    agreement = next((a for a in state.agreements if a.id == talk.id), None)
    if agreement is None:
        return
    parties = listed([s.seats[p].name for p in agreement.parties])
    name = s.seats[talk.seat].name if talk.seat else ""
    concerns = f"It concerns the agreement between {parties}."
    if talk.kind == "in force":
        clauses = " ".join(s.terms[t].text for t in agreement.terms)
        yield News(turn, f"{parties} sign an agreement", clauses, SIGNED_WEIGHT, parties)
    elif talk.kind == "broken" and name and talk.term:
        headline = f"{name} breaks its word: {s.terms[talk.term].name}"
        text = f"A term of the agreement between {parties} no longer holds."
        yield News(turn, headline, text, BROKEN_WEIGHT, name)
    elif talk.kind in ("endorsed", "disowned", "silent") and name:
        yield News(turn, f"{name} {_SAYS[talk.kind]} the agreement", concerns, STANCE_WEIGHT, name)


def cables(rules: Rules, turns: Sequence[TurnRecord], seat: SeatId) -> tuple[Cable, ...]:
    """Everything ever cabled to one seat, newest turn first. A turn's adjudication is cabled with the
    number of that turn."""
    found: list[Cable] = []
    for record in reversed(turns):
        if record.account is not None and record.closing is not None:
            found += _cables(rules, record.account, record.closing, seat)
        found += _cables(rules, record.dawn, record.opening, seat)
    return tuple(found)


def _cables(rules: Rules, account: Account, state: State, seat: SeatId) -> Iterator[Cable]:
    turn = account.turn
    for entry in account.entries:
        if isinstance(entry, Deed):
            yield from _deed_cables(rules, entry, turn, seat)
        elif isinstance(entry, Happening) and entry.happened:
            text = _happening_cable(rules, entry, seat)
            if text:
                yield Cable(turn, "event", text)
        elif isinstance(entry, Talk):
            yield from _talk_cables(rules, entry, state, turn, seat)
        elif isinstance(entry, PledgeFate):
            yield from _pledge_cables(rules, entry, account, turn, seat)
        elif isinstance(entry, Omission) and entry.seat == seat:
            yield Cable(turn, "notice", "No orders came from you in time; your default applied.")


def _deed_cables(rules: Rules, deed: Deed, turn: int, seat: SeatId) -> Iterator[Cable]:
    move = rules.scenario.moves[deed.move]
    own = outcome_of(rules, deed).cables.get(seat)
    if deed.seat == seat:
        yield Cable(turn, "report", deed_text(rules, deed))
        if deed.leaked:
            yield Cable(turn, "leak", f"It has leaked: {move.name}.")
    elif move.visibility == "quiet" and seat in move.seen_by and not own:
        yield Cable(turn, "event", deed_text(rules, deed))
    if own:
        yield Cable(turn, "report" if deed.seat == seat else "event", own)


def _happening_cable(rules: Rules, entry: Happening, seat: SeatId) -> str:
    item = item_of(rules, entry)
    return item.cables.get(seat, "") if item else ""


def _talk_cables(rules: Rules, talk: Talk, state: State, turn: int, seat: SeatId) -> Iterator[Cable]:
    s = rules.scenario
    item: Proposal | Agreement | None = next((p for p in state.proposals if p.id == talk.id), None)
    if item is None or seat not in (item.author, *item.parties, *getattr(item, "cc", ())):
        return
    who = s.seats[talk.seat].name if talk.seat else ""
    author = s.seats[item.author].name
    if talk.kind in ("signed", "refused"):
        yield Cable(
            turn, "notice", f"{who} has {talk.kind} the offer that {author} made in turn {_made(item)}."
        )
    elif talk.kind == "expired":
        yield Cable(turn, "notice", f"The offer that {author} made in turn {_made(item)} has run out.")
    elif talk.kind == "lapsed":
        made = f"The offer that {author} made in turn {_made(item)}"
        yield Cable(turn, "notice", f"{made} can't come into force any more: {talk.why}.")
    elif talk.kind == "late" and talk.term:
        yield Cable(turn, "notice", f"Overdue: {s.terms[talk.term].name}.")
    elif talk.kind in ("endorsed", "disowned", "silent") and not any(
        a.id == talk.id for a in state.agreements
    ):
        verb = {"endorsed": "speaks for", "disowned": "speaks against", "silent": "falls silent on"}[
            talk.kind
        ]
        yield Cable(turn, "notice", f"{who} {verb} the offer that {author} made.")


def _made(item: Proposal | Agreement) -> int:
    return item.made if isinstance(item, Proposal) else item.since


def _pledge_cables(
    rules: Rules, fate: PledgeFate, account: Account, turn: int, seat: SeatId
) -> Iterator[Cable]:
    if fate.status == "made" or seat not in (fate.seat, fate.to):
        return
    if seat == fate.to and not can_tell(rules, fate.move, seat, account):
        return
    if fate.known and (seat == fate.seat or knows_move(rules.scenario.moves[fate.move], seat)):
        return  # told when it was decided
    who = "You have" if seat == fate.seat else f"{rules.scenario.seats[fate.seat].name} has"
    promise = promise_text(rules.scenario.moves[fate.move], fate.will, fate.by)
    yield Cable(turn, "notice", f"{who} {fate.status} the promise '{promise}'.")


def can_tell(rules: Rules, move: MoveId, eye: Observer, account: Account | None) -> bool:
    """Can the eye tell from what it knows whether the move was made?"""
    if knows_move(rules.scenario.moves[move], eye):
        return True
    deeds = account.entries if account else ()
    return any(isinstance(d, Deed) and d.move == move and d.leaked for d in deeds)


def reveal(rules: Rules, record: TurnRecord) -> tuple[RevealLine, ...]:
    """The public steps of an adjudicated turn, in order. What is secret leaves no gap.

    Odds are those an informed public would have given, from what is public; the die is shown where it
    agrees with them, and left out where the truth was different.
    """
    if record.account is None:
        return ()
    s = rules.scenario
    public = believed(rules, record.opening, PUBLIC)
    open_deeds = [d for d in record.account.entries if isinstance(d, Deed) and is_public(rules, d)]
    x = rules.context(public)
    x.ordered = {rules.move_index[d.move] for d in open_deeds}
    lines = []
    for entry in record.account.entries:
        if isinstance(entry, Deed) and is_public(rules, entry):
            seat, move = s.seats[entry.seat], s.moves[entry.move]
            code = rules.codes[move.id]
            x.options = code.choices(entry.options)
            base, odds, reasons = rules.odds[code.index](x.t, x.f, x)
            agrees = (entry.roll < odds) == (entry.grade in ("success", "triumph"))
            factors = tuple(FactorView(r.add, r.because) for r in reasons)
            sentence = _deed_news(rules, entry, record.turn).text
            lines.append(
                RevealLine(
                    seat.name,
                    seat.mark,
                    seat.colour,
                    move.name,
                    None if code.certain else OddsView(odds, word(odds), base, factors),
                    entry.roll if agrees and not code.certain else None,
                    entry.grade,
                    sentence,
                )
            )
        elif isinstance(entry, Happening) and entry.happened:
            lines += [_news_line(item) for item in _happening_news(rules, entry, record.turn)]
        elif isinstance(entry, Talk) and record.closing is not None:
            lines += [_news_line(item) for item in _talk_news(rules, entry, record.closing, record.turn)]
    return (*lines, *last_dice(rules, record))


def _news_line(item: News) -> RevealLine:
    """A step of the reveal that no die of a seat decides."""
    return RevealLine(item.source or "World", NEUTRAL, "", item.headline, None, None, "", item.text)
