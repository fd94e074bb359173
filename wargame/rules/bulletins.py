"""Public news, private cables and the public reveal of one turn: who may read what of an account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.ids import FlagId, MoveId, SeatId, TrackId
from wargame.rules.account import (
    Account,
    Answered,
    Deed,
    Entry,
    Happening,
    Omission,
    PledgeFate,
    Showdown,
    Talk,
)
from wargame.rules.belief import believed, bounds, knows_flag, knows_move, seen
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.diplomacy import SAID
from wargame.rules.exchanges import Bout
from wargame.rules.lasting import last_dice, summed
from wargame.rules.orders import NO_UMPIRE, Umpire
from wargame.rules.record import TurnRecord
from wargame.rules.rulings import ruled, ruling_on, shifted
from wargame.rules.state import Agreement, Proposal, State, evolve
from wargame.rules.stories import Stories
from wargame.rules.views import NEUTRAL, Cable, News, RevealLine, by_prominence
from wargame.rules.wording import (
    ACTS,
    GRADES,
    RULED,
    deed_text,
    item_of,
    listed,
    outcome_words,
    paper_name,
    promise_text,
)
from wargame.scenario.model import PUBLIC, Event, Observer, Reaction
from wargame.text import full_stop

_SAYS = {said: ACTS[stance] for stance, said in SAID.items()}
SIGNED_WEIGHT, BROKEN_WEIGHT, STANCE_WEIGHT, INJECT_WEIGHT = 8, 7, 5, 5
FACT, RUNG, BRIEF = 4, 5, 2
"""How many steps a fact that everybody knows counts, and so does another range or word for a track; a rung
that was climbed; how often a step counts of a track that stands at the head of every desk."""
WORN = 3
"""How many steps less news of a move count for each earlier time that it was ordered."""


def is_public(rules: Rules, deed: Deed) -> bool:
    """Does everybody learn of the deed? Open moves, and those that leaked."""
    return rules.scenario.moves[deed.move].visibility == "open" or bool(deed.leaked)


def news(rules: Rules, record: TurnRecord) -> tuple[News, ...]:
    """What the papers write at the end of a turn, in the order of a page; nothing while it is played."""
    if record.account is None or record.closing is None:
        return ()
    return by_prominence(_news(Stories(rules, record.account, record.closing, PUBLIC)))


def dawn_news(rules: Rules, record: TurnRecord) -> tuple[News, ...]:
    """What the papers write at a turn's dawn, in the order of a page."""
    return by_prominence(_news(Stories(rules, record.dawn, record.opening, PUBLIC)))


def _news(stories: Stories) -> Iterator[News]:
    return (item for _, item in told(stories))


def told(stories: Stories) -> Iterator[tuple[Entry, News]]:
    """Each thing of an account that makes public news, with the news that it makes."""
    for entry in stories.apart([e for e in stories.account.entries if is_told(stories.rules, e)]):
        for item in _entry_news(stories, entry):
            decided, changed = not _by_itself(stories.rules, entry), _changed(stories, entry)
            yield entry, evolve(item, decided=decided, changed=changed)


def is_told(rules: Rules, entry: Entry) -> bool:
    """Is it of this that a public text could speak?"""
    if isinstance(entry, Happening):
        return entry.happened and not entry.to
    return not isinstance(entry, Deed) or is_public(rules, entry)


def _by_itself(rules: Rules, entry: Entry) -> bool:
    """Did it happen whatever seats did? What comes without a date, and for certain, comes of the state that
    they have made."""
    if not isinstance(entry, Happening) or entry.kind == "reaction":
        return False
    item = item_of(rules, entry)
    return not isinstance(item, Event) or item.on is not None or entry.odds < 100


def _changed(stories: Stories, entry: Entry) -> int:
    """How much an entry changed of what everybody sees, in steps of tracks."""
    if not isinstance(entry, Deed | Happening | Showdown | Talk):
        return 0
    rules, s = stories.rules, stories.rules.scenario
    net: dict[TrackId | FlagId, tuple[int, int]] = {}
    for id, before, after in entry.changes:
        net[id] = (net.get(id, (before, after))[0], after)
    steps = 0
    for id, (before, after) in net.items():
        if id in s.tracks:
            track = s.tracks[TrackId(id)]
            exact = seen(track, PUBLIC) == "exact"
            shows = bounds(track, PUBLIC, after) != bounds(track, PUBLIC, before)
            steps += (abs(after - before) if exact else FACT * shows) * (BRIEF if track.brief else 1)
        elif bool(before) != bool(after) and knows_flag(rules, FlagId(id), PUBLIC):
            steps += FACT
    if isinstance(entry, Deed):
        steps += RUNG if entry.rung else 0
        if s.moves[entry.move].visibility == "open":
            steps -= WORN * max(stories.state.tried[rules.move_index[entry.move]] - 1, 0)
    return max(steps, 0)


def _entry_news(stories: Stories, entry: Entry) -> Iterator[News]:
    turn = stories.account.turn
    if isinstance(entry, Happening):
        yield from _happening_news(stories, entry)
    elif isinstance(entry, Deed):
        yield _deed_news(stories, entry)
    elif isinstance(entry, Talk):
        yield from _talk_news(stories, entry)
    elif isinstance(entry, Showdown):
        yield _showdown_news(stories.rules, entry, turn)
    elif isinstance(entry, Omission):
        name = stories.rules.scenario.seats[entry.seat].name
        text = f"{name} gave no orders; its default applied."
        yield News(turn, f"{name} keeps its counsel", text, 0, name, slip=True)


def _happening_news(stories: Stories, entry: Happening) -> Iterator[News]:
    """The news of an event, reaction or inject, if it makes any."""
    item, turn = stories.item(entry), stories.account.turn
    if isinstance(item, Event):
        if item.headline or item.text:
            headline = item.headline or item.name
            yield News(turn, headline, item.text, item.weight, "", item.place, item.unconfirmed)
    elif isinstance(item, Reaction):
        source = stories.rules.scenario.actors[item.actor].name
        if item.headline or item.text:
            yield News(turn, item.headline or source, item.text, item.weight, source)
    else:
        headline = entry.headline or (item.headline if item else "")
        text = entry.text or (item.text if item else "")
        if headline or text:
            yield News(turn, headline or text, text, item.weight if item else INJECT_WEIGHT, "")


def _deed_news(stories: Stories, deed: Deed) -> News:
    s, turn = stories.rules.scenario, stories.account.turn
    move, seat = s.moves[deed.move], s.seats[deed.seat]
    outcome = stories.outcome(deed)
    if move.visibility != "open":
        leak = stories.leak(deed)
        slip = leak is None or not leak.headline
        headline = f"Leaked from {seat.name}: {move.name}" if leak is None or slip else leak.headline
        text = leak.text if leak and leak.text else f"It has come out: {_deed(stories, deed)}"
        return News(turn, headline, text, leak.weight if leak else 4, seat.name, move.place, slip=slip)
    return News(
        turn,
        outcome.headline or f"{seat.name}: {move.name}",
        outcome.text or f"{GRADES[deed.grade].capitalize()}.",
        outcome.weight,
        seat.name,
        move.place,
        slip=not outcome.headline,
    )


def _deed(stories: Stories, deed: Deed) -> str:
    return deed_text(stories.rules, deed, stories.outcome(deed).text)


def _showdown_news(rules: Rules, entry: Showdown, turn: int) -> News:
    """One line on who blinked, and how high they stood."""
    exchange, told = rules.scenario.exchanges[entry.exchange], outcome_words(rules, entry)
    headline, text = exchange.name, told
    if entry.end in ("slip", "top"):
        headline, text = exchange.top.headline or headline, f"{told} {exchange.top.text}".strip()
    elif entry.end != "both":
        loser = exchange.first if entry.end == "first" else exchange.faced
        headline = loser.back_down.headline or f"{exchange.name}: {told.partition(' on rung')[0]}"
    return News(turn, headline, text, exchange.weight, rules.scenario.seats[entry.seat].name, exchange.place)


def _talk_news(stories: Stories, talk: Talk) -> Iterator[News]:
    rules, s, turn = stories.rules, stories.rules.scenario, stories.account.turn
    agreement = next((a for a in stories.state.agreements if a.id == talk.id), None)
    if agreement is None:
        return
    parties = listed([s.seats[p].name for p in agreement.parties])
    name = s.seats[talk.seat].name if talk.seat else ""
    paper = paper_name(rules, agreement, stories.state.agreements)
    if talk.kind == "in force":
        clauses = " ".join(s.terms[t].text for t in agreement.terms)
        yield News(turn, f"{parties} sign {paper}", clauses, SIGNED_WEIGHT, parties)
    elif talk.kind == "broken" and name and talk.term:
        headline = f"{name} breaks its word: {s.terms[talk.term].name}"
        text = f"A term of {paper} of {parties} no longer holds."
        yield News(turn, headline, text, BROKEN_WEIGHT, name)
    elif talk.kind in ("endorsed", "disowned", "silent") and name:
        headline = f"{name} {_SAYS[talk.kind]} {paper}"
        yield News(turn, headline, f"It was signed by {parties}.", STANCE_WEIGHT, name)


def cables(rules: Rules, turns: Sequence[TurnRecord], seat: SeatId) -> tuple[Cable, ...]:
    """Everything ever cabled to one seat, newest turn first. A turn's adjudication is cabled with the
    number of that turn."""
    found: list[Cable] = []
    for record in reversed(turns):
        if record.account is not None and record.closing is not None:
            brought = _cables(rules, record.account, record.closing, seat, record.umpire)
            found += (evolve(cable, came=cable.turn + 1) for cable in brought)
        found += _cables(rules, record.dawn, record.opening, seat)
    return tuple(found)


def _cables(
    rules: Rules, account: Account, state: State, seat: SeatId, umpire: Umpire = NO_UMPIRE
) -> Iterator[Cable]:
    turn, stories = account.turn, Stories(rules, account, state, seat)
    for entry in account.entries:
        if isinstance(entry, Deed):
            yield from _deed_cables(stories, entry, seat, umpire)
        elif isinstance(entry, Happening) and entry.happened:
            text = _happening_cable(stories, entry, seat)
            if text:
                yield Cable(turn, "event", text)
        elif isinstance(entry, Talk):
            yield from _talk_cables(rules, entry, state, turn, seat)
        elif isinstance(entry, PledgeFate):
            yield from _pledge_cables(rules, entry, account, turn, seat)
        elif isinstance(entry, Showdown) and entry.seat == seat and entry.withdrawn:
            moves = listed([rules.scenario.moves[move].name for move in entry.moves])
            yield Cable(turn, "report", f"Not carried out: {moves}. {outcome_words(rules, entry)}")
        elif isinstance(entry, Omission) and entry.seat == seat:
            yield Cable(turn, "notice", "No orders came from you in time; your default applied.")


def _deed_cables(stories: Stories, deed: Deed, seat: SeatId, umpire: Umpire) -> Iterator[Cable]:
    turn, move = stories.account.turn, stories.rules.scenario.moves[deed.move]
    own = stories.outcome(deed).cables.get(seat)
    if deed.seat == seat:
        by_umpire = RULED[ruled(ruling_on(umpire, deed.seat, deed.slot))]
        yield Cable(turn, "report", " ".join(filter(None, (_deed(stories, deed), by_umpire))))
        if deed.leaked:
            yield Cable(turn, "leak", full_stop(f"It has leaked: {move.name}"))
    elif move.visibility == "quiet" and seat in move.seen_by and not own:
        yield Cable(turn, "event", _deed(stories, deed))
    if own:
        yield Cable(turn, "report" if deed.seat == seat else "event", own)


def _happening_cable(stories: Stories, entry: Happening, seat: SeatId) -> str:
    item = stories.item(entry)
    own = item.cables.get(seat, "") if item else ""
    if not entry.to or seat not in entry.to:
        return "" if entry.to else own
    headline, text = (
        entry.headline or (item.headline if item else ""),
        entry.text or (item.text if item else ""),
    )
    return " ".join(full_stop(part) for part in dict.fromkeys((headline, text, own)) if part)


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
        yield Cable(turn, "notice", full_stop(f"Overdue: {s.terms[talk.term].name}"))
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
    """The public steps of an adjudicated turn, in order, and the last dice. What is secret leaves no gap.

    Odds are those an informed public would have given, from what is public; the die is shown where it
    agrees with them, and left out where the truth was different.
    """
    return (*(line for _, line, _ in steps(rules, record)), *last_dice(rules, record))


def steps(rules: Rules, record: TurnRecord) -> Iterator[tuple[Entry, RevealLine, News | None]]:
    """The public steps of an adjudicated turn up to the last dice: what happened, how it is told, and the
    news of it, unless it is told in another's."""
    if record.account is None:
        return
    news: dict[int, list[News]] = {}
    for entry, item in told(Stories(rules, record.account, record.closing or record.opening, PUBLIC)):
        news.setdefault(id(entry), []).append(item)
    public = believed(rules, record.opening, PUBLIC)
    open_deeds = [d for d in record.account.entries if isinstance(d, Deed) and is_public(rules, d)]
    x = rules.context(public)
    x.ordered = {rules.move_index[d.move] for d in open_deeds}
    bouts = dict[str, Bout]()
    for entry in record.account.entries:
        items = news.get(id(entry), ())
        if isinstance(entry, Answered):
            fresh = Bout(rules.exchanges[entry.exchange], (), x)
            bouts.setdefault(entry.exchange, fresh).say(entry.answer)
        elif isinstance(entry, Showdown):
            item = _showdown_news(rules, entry, record.turn)
            yield entry, _showdown_line(rules, entry, bouts[entry.exchange], item.text), item
        elif isinstance(entry, Deed) and is_public(rules, entry):
            found = next(iter(items), None)
            yield entry, _deed_line(rules, entry, x, found.text if found else "", record.umpire), found
        elif isinstance(entry, Happening | Talk):
            for item in items:
                yield entry, _news_line(item), item


def _deed_line(rules: Rules, deed: Deed, x: Context, sentence: str, umpire: Umpire) -> RevealLine:
    """A deed, with its odds in the state of ``x``, and that the umpire ruled on it; not why he did."""
    seat, move = rules.scenario.seats[deed.seat], rules.scenario.moves[deed.move]
    code = rules.codes[move.id]
    x.options = code.choices(deed.options)
    ruling = ruling_on(umpire, deed.seat, deed.slot)
    base, odds, reasons = shifted(rules, rules.odds[code.index](x.t, x.f, x), ruling)
    agrees = not ruling.grade and (deed.roll < odds) == (deed.grade in ("success", "triumph"))
    return RevealLine(
        seat.name,
        seat.mark,
        seat.colour,
        move.name,
        None if code.certain else summed(base, odds, reasons),
        rules.fell(deed.roll) if agrees and not code.certain else None,
        deed.grade,
        sentence,
        ruled=ruled(ruling),
    )


def _showdown_line(rules: Rules, entry: Showdown, seen: Bout, sentence: str) -> RevealLine:
    """How an exchange ended; with the die, where one was thrown and the public would have understood it."""
    seat, name = rules.scenario.seats[entry.seat], rules.scenario.exchanges[entry.exchange].name
    odds, roll = None, None
    if entry.odds and seen.end == "both":
        odds = summed(*seen.odds)
        roll = rules.fell(entry.roll) if (entry.roll < odds.percent) == (entry.end == "slip") else None
        name = f"{name}: does it slip out of hand?"
    return RevealLine(seat.name, seat.mark, seat.colour, name, odds, roll, "", sentence)


def _news_line(item: News) -> RevealLine:
    """A step of the reveal that no die of a seat decides."""
    return RevealLine(item.source or "World", NEUTRAL, "", item.headline, None, None, "", item.text)
