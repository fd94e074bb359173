"""What texts claim of the game, held against the turn in which they were told.

Two texts of a turn that contradict each other can't both be true of it: one of them claims what is not so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from wargame.ids import Place, ReactionId
from wargame.rules.account import Account, Answered, Deed, Entry, Happening, Reason, Showdown
from wargame.rules.belief import believed, knows_move
from wargame.rules.bulletins import is_public
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.exchange_views import stand_of
from wargame.rules.exchanges import Bout, begun
from wargame.rules.orders import Reply
from wargame.rules.record import TurnRecord
from wargame.rules.scoring import objectives_of
from wargame.rules.seat_views import ladder_view
from wargame.rules.state import State
from wargame.rules.stories import Stories, Worded, turned
from wargame.rules.wording import grade_of
from wargame.scenario.expressions import parse
from wargame.scenario.model import PUBLIC, Expr, Factor, Observer, Part
from wargame.values import frozen


@frozen
class Told:
    """A text that was told: where it stands in the scenario, what it says and claims, the options of the
    move that it is about, and the rung on which an exchange stood."""

    path: Place
    text: str
    claims: tuple[Expr, ...] = ()
    options: tuple[str, ...] = ()
    height: int = 0


@frozen
class Untrue:
    """A text that claims what was not so in ``turn``, and another one of the turn that says otherwise, if
    there is one."""

    told: Told
    claim: str
    turn: int
    beside: Told | None = None


def untrue(rules: Rules, record: TurnRecord, following: State | None = None) -> Iterator[Untrue]:
    """What was told in a turn and was not so. ``following`` is the state at the next dawn, in which the
    papers of this turn are read."""
    yield from _held(rules, rules.context(record.opening), _news(rules, record.dawn, record.opening))
    if record.account is None or record.closing is None:
        return
    deeds = [entry for entry in record.account.entries if isinstance(entry, Deed)]
    x = turned(rules, record.closing, deeds)
    said = _exchanges(rules, record, record.account)
    yield from _held(rules, x, [*said, *_news(rules, record.account, record.closing)])
    yield from _lasting(rules, x, rules.context(believed(rules, record.closing, PUBLIC)))
    for state in filter(None, (record.closing, following)):
        yield from _ladder(rules, deeds, state, record.turn)
    if record.closing.ending:
        yield from _ending(rules, x, record.closing)


def _held(rules: Rules, x: Context, told: Sequence[tuple[Entry, Told]]) -> Iterator[Untrue]:
    for entry, text in told:
        for claim in _false(rules, x, text):
            others = (other for by, other in told if by is not entry and _speaks_of(by, claim))
            yield Untrue(text, claim, x.turn, next(others, None))


def _false(rules: Rules, x: Context, told: Told) -> Iterator[Expr]:
    x.options, x.height = told.options, told.height
    yield from [claim for claim in told.claims if not rules.condition(claim)(x.t, x.f, x)]
    x.options, x.height = (), 0


def _news(rules: Rules, account: Account, state: State) -> list[tuple[Entry, Told]]:
    eyes: tuple[Observer, ...] = (PUBLIC, *rules.seats)
    tellings = {eye: Stories(rules, account, state, eye) for eye in eyes}
    return [(entry, text) for entry in account.entries for text in _told(tellings, entry)]


def _exchanges(rules: Rules, record: TurnRecord, account: Account) -> Iterator[tuple[Entry, Told]]:
    """What was told while the exchanges of the turn were fought, and of how they ended."""
    answers = [entry for entry in account.entries if isinstance(entry, Answered)]
    replies = [Reply(entry.exchange, entry.seat, entry.answer) for entry in answers]
    ends = [entry for entry in account.entries if isinstance(entry, Showdown)]
    bouts = begun(rules, rules.context(record.opening), record.orders, replies) if answers else []
    x = rules.context(believed(rules, record.opening, PUBLIC))
    for bout, end in zip(bouts, ends, strict=True):
        exchange, seen = bout.code.exchange, Bout(bout.code, bout.moves, x)
        path: Place = ("exchanges", exchange.id)
        yield end, Told(path, f"{exchange.name}: {exchange.text}", exchange.claims)
        for told in _factors(path, exchange.factors, end.reasons):
            yield end, evolve(told, height=end.height)
        for answer in bout.answers:
            side = seen.side
            seen.say(answer)
            stand, here = stand_of(bout.code, side, answer), (*path, side, answer.replace(" ", "_"))
            headline = f"{stand.headline}: " if stand.headline else ""
            yield answers.pop(0), Told(here, f"{headline}{stand.text}", stand.claims, height=seen.height)
            x.height = seen.height
            parts = list(_parts(rules, x, here, stand.parts))
            x.height = 0
            yield from ((end, evolve(told, height=seen.height)) for told in parts)
        if end.end in ("slip", "top"):
            top = exchange.top
            yield end, Told((*path, "top"), f"{top.headline}: {top.text}", top.claims, height=bout.code.top)


def _told(tellings: Mapping[Observer, Stories], entry: Entry) -> Iterator[Told]:
    """The texts of the scenario that an entry of an account brings, each once, whoever reads them."""
    rules = tellings[PUBLIC].rules
    s = rules.scenario
    texts: list[tuple[Place, Worded, Observer]] = []
    made: tuple[str, ...] = ()
    deed, found = None, set()
    if isinstance(entry, Deed):
        deed, move, grade = entry, s.moves[entry.move], grade_of(s.moves[entry.move], entry.grade)
        made = rules.codes[move.id].choices(entry.options)
        outcome = getattr(move, grade)
        eyes = [eye for eye in tellings if knows_move(move, eye)]
        texts = [(("moves", move.id, grade), outcome, eye) for eye in eyes]
        if entry.leaked and move.leaked:
            texts.append((("moves", move.id, "leaked"), move.leaked, PUBLIC))
    elif isinstance(entry, Happening) and entry.happened and entry.id:
        table = f"{entry.kind}s"
        item = getattr(s, table)[entry.id]
        texts = [((table, entry.id), item, eye) for eye in tellings if eye == PUBLIC or eye in item.cables]
    for path, item, eye in texts:
        chosen = tellings[eye].chosen(item, deed)
        if (path, chosen) not in found:
            found.add((path, chosen))
            yield _text(path, item, chosen, made)
    if isinstance(entry, Deed):
        sums = _factors(("moves", entry.move), s.moves[entry.move].factors, entry.reasons)
        yield from (evolve(told, options=made) for told in sums)
    elif isinstance(entry, Happening) and entry.kind == "reaction":
        reaction = s.reactions[ReactionId(entry.id)]
        yield from _factors(("reactions", reaction.id), reaction.factors, entry.reasons)


def _text(path: Place, item: Worded, chosen: int | None, options: tuple[str, ...]) -> Told:
    of = item if chosen is None else item.variants[chosen]
    headline, text = of.headline or item.headline, of.text or item.text
    told = text or next(iter((of.cables or item.cables).values()), "")
    where = path if chosen is None else (*path, "variants", chosen)
    return Told(where, f"{headline}: {told}" if headline else told, of.claims, options)


def _speaks_of(entry: Entry, claim: str) -> bool:
    """Is it of this that the claim speaks: of its move, or of what it changed?"""
    names = {args[0] for _, args in parse(claim, "boolean").calls if args}
    if isinstance(entry, Deed) and entry.move in names:
        return True
    changed = {id for id, _, _ in entry.changes} if isinstance(entry, Deed | Happening) else set()
    return not changed.isdisjoint(names | parse(claim, "boolean").tracks)


def _ladder(rules: Rules, deeds: Iterable[Deed], state: State, turn: int) -> Iterator[Untrue]:
    """News of a rung that was climbed, under a ladder that stands below it."""
    ladder = rules.scenario.ladder
    here = next((rung for rung in ladder_view(rules, state, PUBLIC) if rung.here), None)
    if ladder is None or here is None:
        return
    for deed in deeds:
        if deed.rung and is_public(rules, deed) and ladder.rungs[deed.rung].at > here.at:
            path = ("moves", deed.move, "rung")
            text = f"{rules.scenario.moves[deed.move].name}: {ladder.rungs[deed.rung].name}"
            yield Untrue(Told(path, text), f"the ladder marks {ladder.rungs[deed.rung].name}", turn)


def _ending(rules: Rules, x: Context, state: State) -> Iterator[Untrue]:
    """What the end says: its paragraphs, the reasons of scores and of the verdict, why agreements last."""
    s = rules.scenario
    ending = s.endings[state.ending]  # type: ignore[index]
    found = [
        Told(("endings", ending.id), ending.text, ending.claims),
        *_parts(rules, x, ("endings", ending.id), ending.parts),
    ]
    for seat in rules.seats:
        for objective in objectives_of(rules, state, seat):
            found += _parts(rules, x, ("objectives", objective.id), objective.parts)
    found += _factors(("verdict",), s.verdict.factors, rules.verdict(x.t, x.f, x)[2])
    yield from (Untrue(told, claim, state.turn) for told in found for claim in _false(rules, x, told))
    yield from _lasting(rules, x, x)


def _lasting(rules: Rules, x: Context, eye: Context) -> Iterator[Untrue]:
    """Why agreements last, as an eye sees it, held against ``x``."""
    for agreement in x.agreements:
        if rules.asked(agreement.parties):
            x.subject = eye.subject = agreement
            reasons = rules.durability(eye.t, eye.f, eye)[2]
            for told in _factors(("durability",), rules.scenario.durability.factors, reasons):
                yield from (Untrue(told, claim, x.turn) for claim in _false(rules, x, told))
            x.subject = eye.subject = None


def _parts(rules: Rules, x: Context, path: Place, parts: Iterable[Part]) -> Iterator[Told]:
    for n, part in enumerate(parts):
        if rules.condition(part.when)(x.t, x.f, x):
            yield Told((*path, "parts", n), part.text, part.claims)


def _factors(path: Place, factors: Iterable[Factor], reasons: Iterable[Reason]) -> Iterator[Told]:
    because = {reason.because for reason in reasons}
    for n, factor in enumerate(factors):
        if factor.because in because:
            yield Told((*path, "factors", n), factor.because, factor.claims)
