"""Builds what each eye sees: a seat at its desk, the public on the projector. Everything is computed from
belief."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wargame.ids import AdviserId, SeatId, TermId, TrackId
from wargame.rules.account import Change
from wargame.rules.belief import believed, knows_flag, seen, track_views
from wargame.rules.bulletins import cables, dawn_news, news
from wargame.rules.compiled import MoveCode, Rules, TermCode
from wargame.rules.context import Context
from wargame.rules.dice import Fell
from wargame.rules.estimates import KENT, hint, word
from wargame.rules.lasting import chances, durability, fate
from wargame.rules.legality import closed_because, question, too_late
from wargame.rules.orders import Order
from wargame.rules.record import TurnRecord
from wargame.rules.scoring import objectives_of, score
from wargame.rules.state import Agreement, Proposal, State, stances_now
from wargame.rules.terms import conflicts, term_closed, unmet
from wargame.rules.views import (
    AdviceView,
    AgreementView,
    ChanceView,
    ChoiceView,
    FactorView,
    ForecastView,
    MoveView,
    News,
    ObjectiveView,
    OddsView,
    OptionView,
    ProposalView,
    PublicView,
    RungView,
    SeatInfo,
    SeatView,
    StanceRules,
    TermView,
    Told,
    TurnInfo,
    laid_out,
)
from wargame.rules.wording import listed, paper_name, worth_word
from wargame.scenario.model import PUBLIC, Observer


def seat_view(
    rules: Rules, turns: Sequence[TurnRecord], seat_id: SeatId, *, hidden: bool = False
) -> SeatView:
    """All that a seat knows at the newest record of ``turns`` (all records of the game up to there).
    ``hidden``: odds are told in words alone."""
    s, record = rules.scenario, turns[-1]
    truth = record.closing or record.opening
    over = bool(truth.ending)
    state = believed(rules, truth, seat_id)
    x, seat = rules.context(state), s.seats[seat_id]
    i = rules.resources[rules.seat_index[seat_id]]
    return SeatView(
        seat=seat_info(rules, seat_id),
        others=tuple(seat_info(rules, other) for other in rules.seats if other != seat_id),
        turn=turn_info(rules, truth.turn),
        over=over,
        card=seat.card,
        aim=seat.aim,
        stakes=seat.stakes,
        resource=s.tracks[seat.resource].name if seat.resource else "",
        resource_left=truth.tracks[i] if i is not None else 0,
        allowance=seat.moves,
        tracks=track_views(rules, turns, seat_id),
        flags=tuple(
            (flag.name, value)
            for (id, flag), value in zip(s.flags.items(), truth.flags, strict=True)
            if value and knows_flag(rules, id, seat_id)
        ),
        ladder=ladder_view(rules, truth, seat_id),
        news=_all_news(rules, turns),
        cables=cables(rules, turns, seat_id),
        received=tuple(m for m in truth.mail if m.to == seat_id and (m.sent < truth.turn or over)),
        sent=tuple(m for m in truth.mail if m.sender == seat_id),
        pledges=state.pledges,
        proposals=tuple(_proposal(rules, p, seat_id, x) for p in reversed(state.proposals)),
        agreements=_agreements(rules, turns, x, hidden=hidden),
        moves=tuple(
            _move(rules, code, x, state, seat_id, hidden=hidden)
            for code in rules.moves
            if code.move.seat == seat_id
        ),
        terms=tuple(_term(rules, code, x, seat_id) for code in rules.terms.values()),
        max_terms=s.agreements.max_terms,
        forecast=_forecast(rules, truth, seat_id),
        objectives=objective_views(rules, truth, seat_id),
        promisable=tuple((m.id, m.name) for m in s.moves.values() if m.seat == seat_id),
        signers=tuple(id for id, other in s.seats.items() if other.may_sign),
        stance=_stance_rules(rules, x, seat_id),
        late=too_late(rules, truth),
        role=seat.role,
    )


def public_view(rules: Rules, turns: Sequence[TurnRecord], *, hidden: bool = False) -> PublicView:
    """What a newspaper reader knows at the newest record: the front page is of the last adjudication and
    this dawn. ``hidden``: odds are told in words alone."""
    s, record = rules.scenario, turns[-1]
    truth = record.closing or record.opening
    if record.closing is not None:
        page = news(rules, record)
    else:
        page = dawn_news(rules, record) + (news(rules, turns[-2]) if len(turns) > 1 else ())
    front, also = laid_out(page)
    return PublicView(
        masthead=s.masthead,
        dateline=s.dateline,
        number=record.turn + (record.closing is not None),
        turn=turn_info(rules, truth.turn),
        over=bool(truth.ending),
        seats=tuple(seat_info(rules, seat) for seat in rules.seats),
        tracks=track_views(rules, turns, PUBLIC),
        ladder=ladder_view(rules, truth, PUBLIC),
        news=front,
        also=also,
        agreements=_agreements(rules, turns, None, hidden=hidden),
    )


def order_odds(
    rules: Rules, turns: Sequence[TurnRecord], seat: SeatId, order: Order, *, hidden: bool = False
) -> Told:
    """The odds of an order with its options, as its seat would reckon them; ``hidden``: in words alone.
    Raises KeyError for an unknown move."""
    record = turns[-1]
    x = rules.context(believed(rules, record.closing or record.opening, seat))
    odds = _odds(rules, rules.codes[order.move], x, order)
    return odds.hint if hidden else odds


def seat_info(rules: Rules, id: SeatId) -> SeatInfo:
    """What everybody knows of a seat."""
    seat = rules.scenario.seats[id]
    return SeatInfo(id, seat.name, seat.office, seat.person, seat.mark, seat.colour)


def turn_info(rules: Rules, number: int) -> TurnInfo:
    """Where a turn stands in the calendar."""
    turn = rules.calendar[number - 1]
    left = (rules.calendar[-1].end - turn.start).days
    return TurnInfo(number, rules.last_turn, turn.title, dates_text(turn.start, turn.end), left)


def dates_text(start: date, end: date) -> str:
    """A stretch of days: ``3-23 October 2020``, ``24 October - 8 November 2020``."""
    last = f"{end.day} {end:%B %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}-{last}"
    first = f"{start.day} {start:%B}" + ("" if start.year == end.year else f" {start.year}")
    return f"{first} - {last}"


def ladder_view(rules: Rules, state: State, eye: Observer | None) -> tuple[RungView, ...]:
    """The ladder, lowest rung first, with the rung on which the world stands as far as the eye sees it."""
    ladder = rules.scenario.ladder
    if ladder is None or rules.ladder is None:
        return ()
    visible = eye is None or seen(rules.scenario.tracks[ladder.track], eye) == "exact"
    height = state.tracks[rules.ladder]
    rungs = sorted(ladder.rungs.values(), key=lambda r: r.at)
    here = max((r.at for r in rungs if r.at <= height), default=None) if visible else None
    return tuple(RungView(r.name, r.line, r.at, r.at == here) for r in rungs)


def objective_views(rules: Rules, state: State, seat: SeatId) -> tuple[ObjectiveView, ...]:
    """A seat's own objectives, with scores where the game is over."""
    if state.ending:
        _, scored = score(rules, state, seat)
        return tuple(
            ObjectiveView(o.objective.name, o.objective.text, o.objective.hidden, o.score, o.sentence)
            for o in scored
        )
    return tuple(ObjectiveView(o.name, o.text, o.hidden) for o in objectives_of(rules, state, seat))


def _all_news(rules: Rules, turns: Sequence[TurnRecord]) -> tuple[News, ...]:
    found: list[News] = []
    for record in reversed(turns):
        found += news(rules, record)
        found += dawn_news(rules, record)
    return tuple(found)


def _advice(rules: Rules, seat: SeatId, lines: Iterable[tuple[AdviserId, str]]) -> tuple[AdviceView, ...]:
    advisers = rules.scenario.seats[seat].advisers
    return tuple(
        AdviceView(advisers[id].office, advisers[id].leaning, text) for id, text in lines if id in advisers
    )


def _odds(rules: Rules, code: MoveCode, x: Context, order: Order) -> OddsView:
    x.options = code.choices(order.options)
    base, total, reasons = rules.odds[code.index](x.t, x.f, x)
    factors = [FactorView(r.add, r.because) for r in reasons]
    told = {r.because for r in reasons}
    for guess in code.guesses:
        if guess.because in told:
            continue
        x.ordered = guess.moves
        x.happened = set(guess.moves)
        add = guess.add(x.t, x.f, x)
        x.ordered, x.happened = frozenset(), set()
        if add:
            factors.append(FactorView(add, guess.because, unknown=True))
    x.options = ()
    return OddsView(total, word(total), base, tuple(factors))


def _move(rules: Rules, code: MoveCode, x: Context, state: State, seat: SeatId, *, hidden: bool) -> MoveView:
    """A move, whose odds and effects are reckoned when somebody looks at it: to compile them for all moves
    takes a tenth of a start."""
    move = code.move

    def reckoned() -> dict[str, Any]:
        x = rules.context(state)
        odds, leak = _odds(rules, code, x, Order(move.id)), code.leak(x.t, x.f, x) if code.leak else 0
        return {
            "odds": odds.hint if hidden else odds,
            "leak": hint(leak) if hidden else leak,
            "effects": _effects(rules, code, x, seat),
            "opens": _opens(rules, x, code, seat, hidden=hidden),
        }

    return MoveView.of(
        reckoned,
        id=move.id,
        name=move.name,
        line=move.line,
        stage=move.stage,
        cost=move.cost,
        closed=closed_because(rules, x, code),
        options=tuple(
            OptionView(o.id, o.name, tuple(ChoiceView(c.id, c.name, c.line) for c in o.choices.values()))
            for o in move.options.values()
        ),
        visibility=move.visibility,
        advice=_advice(rules, seat, move.advice.items()),
        severity=move.severity,
        rung=rules.scenario.ladder.rungs[move.rung].name if move.rung and rules.scenario.ladder else "",
    )


def _opens(rules: Rules, x: Context, code: MoveCode, seat: SeatId, *, hidden: bool) -> tuple[str, ...]:
    """Sentences about the exchange that the order opens now: whom it faces, what backing down would cost, on
    its lowest rung and on the last but one, and how likely it slips out of hand."""
    opened = rules.opens.get(code.move.id)
    if opened is None or not opened.when(x.t, x.f, x):
        return ()
    exchange, last = opened.exchange, max(1, opened.top - 1)
    told = [
        f"Opens an exchange with {rules.scenario.seats[exchange.faces].name}: it answers in public, before "
        "anything is carried out."
    ]
    risks, prices = [], []
    for height in dict.fromkeys((1, last)):
        changes: list[Change] = []
        x.height = height
        opened.stands["first", "back down"](list(x.t), list(x.f), x, changes)
        prices.append(listed(moved(rules, changes, seat)) or "nothing")
        risks.append(opened.slip(x.t, x.f, x)[1])
    x.height = 0
    far = f"; on rung {last}: {prices[-1]}" if last > 1 else ""
    told.append(f"To back down then: {prices[0]}{far}. Your order is withdrawn.")
    if any(risks):
        low, high = (hint(risk) if hidden else f"{risk} %" for risk in (risks[0], risks[-1]))
        up = f" to {high} on rung {last}" if last > 1 and high != low else ""
        told.append(f"If neither backs down it slips out of hand: {low}{up}.")
    told.append(f"Rung {opened.top}, {exchange.rungs[-1].name}: nobody wins there.")
    return tuple(told)


def _effects(rules: Rules, code: MoveCode, x: Context, seat: SeatId) -> tuple[str, ...]:
    """What success and failure would do, with the first of each option's choices, to the tracks that the
    seat can see, in words."""
    found = []
    x.options = code.choices(())
    for grade, lead in (("success", "If it works"), ("failure", "If not")):
        if grade == "failure" and code.certain:
            continue
        changes: list[Change] = []
        code.grades[grade](list(x.t), list(x.f), x, changes)
        words = moved(rules, changes, seat)
        if words:
            found.append(f"{lead}: {', '.join(words)}.")
    x.options = ()
    return tuple(found)


def moved(
    rules: Rules,
    changes: Iterable[Change],
    eye: Observer,
    causes: Iterable[tuple[str, Iterable[Change]]] = (),
) -> list[str]:
    """What changes come to on the tracks that an eye can see: ``trust up 6``; with what of it has a cause of
    its own: ``trust up 6 (2 of it: a letter came)``."""
    total = _by_track(rules, changes, eye)
    why: dict[TrackId, list[str]] = {}
    for because, part in causes:
        for id, by in _by_track(rules, part, eye).items():
            lead = f"{abs(by)} of it" if by * total.get(id, 0) > 0 else _by(by)
            why.setdefault(id, []).append(f"{lead}: {because}")
    told = {id: f" ({'; '.join(parts)})" for id, parts in why.items()}
    return [f"{rules.scenario.tracks[id].name} {_by(by)}{told.get(id, '')}" for id, by in total.items()]


def _by_track(rules: Rules, changes: Iterable[Change], eye: Observer) -> dict[TrackId, int]:
    """By how much changes move the tracks that an eye can see, those that they move."""
    found: dict[TrackId, int] = {}
    for change, before, after in changes:
        id = TrackId(change)  # or a flag's, which is no track
        track = rules.scenario.tracks.get(id)
        if track is not None and seen(track, eye) != "hidden":
            found[id] = found.get(id, 0) + after - before
    return {id: by for id, by in found.items() if by}


def _by(by: int) -> str:
    return f"{'up' if by > 0 else 'down'} {abs(by)}"


def _stance_rules(rules: Rules, x: Context, seat: SeatId) -> StanceRules:
    """Whether the seat can endorse and disown now, and what either would do to the tracks it can see."""
    said: dict[str, tuple[str, ...]] = {}
    for stance in ("endorse", "disown"):
        changes: list[Change] = []
        apply = rules.stances.get((seat, stance))
        if apply is not None:
            apply(list(x.t), list(x.f), x, changes)
        said[stance] = tuple(moved(rules, changes, seat))
    return StanceRules(unmet(rules.stance_needs.get(seat, ()), x), said["endorse"], said["disown"])


def _term(rules: Rules, code: TermCode, x: Context, seat: SeatId) -> TermView:
    term = code.term
    points = code.worth[seat](x.t, x.f, x) if seat in code.worth else 0
    return TermView(
        id=term.id,
        name=term.name,
        text=term.text,
        by=term.by,
        closed=term_closed(rules, code, x),
        worth=worth_word(points),
        points=points,
        advice=_advice(rules, seat, term.advice.items()),
        requires=tuple(other for other in term.requires if not x.agreed(other)),
        excludes=code.excludes,
    )


def _proposal(rules: Rules, p: Proposal, seat: SeatId, x: Context) -> ProposalView:
    s = rules.scenario
    mine = "author" if seat == p.author else "party" if seat in p.parties else "reader"
    lines = [line for id in p.terms for line in s.terms[id].advice.items()]
    lapsed = p.status == "open" and next(conflicts(rules, x, p.terms), "")
    return ProposalView(
        id=p.id,
        author=p.author,
        parties=p.parties,
        terms=p.terms,
        clauses=tuple(s.terms[id].text for id in p.terms),
        note=p.note,
        made=p.made,
        expires=p.expires,
        signed=p.signed,
        status=p.status,
        mine=mine,
        must_answer=p.status == "open" and mine == "party" and seat not in p.signed,
        closed=lapsed or "",
        stances=stances_now(p.stances),
        advice=tuple(f"{a.office}: {a.text}" for a in _advice(rules, seat, lines)),
    )


def _agreements(
    rules: Rules, turns: Sequence[TurnRecord], x: Context | None, *, hidden: bool
) -> tuple[AgreementView, ...]:
    """All agreements at the newest record, as the eye of ``x`` sees them; the public's for None."""
    state = turns[-1].closing or turns[-1].opening
    told, asked = chances(rules, turns), rules.context(state)
    if hidden:
        told = {id: chance.hint for id, chance in told.items()}

    def lasts(a: Agreement) -> Told | None:
        if x is None or not rules.asked(a.parties):
            return None
        odds = durability(rules, x, a)
        return odds.hint if hidden else odds

    return tuple(
        agreement_view(rules, a, state.agreements, asked.age(a), durability=lasts(a), chance=told.get(a.id))
        for a in state.agreements
    )


def agreement_view(
    rules: Rules,
    a: Agreement,
    among: Sequence[Agreement],
    age: int,
    *,
    durability: Told | None = None,
    chance: ChanceView | None = None,
    judged: OddsView | None = None,
    roll: Fell | None = None,
) -> AgreementView:
    """An agreement ``among`` all of its game that has been through ``age`` turns."""
    s = rules.scenario
    return AgreementView(
        id=a.id,
        author=a.author,
        parties=a.parties,
        terms=a.terms,
        clauses=tuple((s.terms[id].text, standing(rules, a, id, age)) for id in a.terms),
        since=a.since,
        stances=stances_now(a.stances),
        durability=durability,
        survived=a.survived,
        name=paper_name(rules, a, among),
        chance=chance,
        judged=judged,
        roll=roll,
        fate="" if a.survived is None or not rules.asked(a.parties) else fate(rules, survived=a.survived),
    )


def standing(rules: Rules, a: Agreement, term: TermId, age: int) -> str:
    """How a term stands: kept, not yet due, not yet performed, late, or broken by whom. ``age`` is how many
    turns the agreement has been through."""
    for id, seat, when in a.breaches:
        if id == term:
            return f"broken by {rules.scenario.seats[seat].name} in turn {when}"
    if a.kept[a.terms.index(term)]:
        return "kept"
    if age <= rules.grace.get(term, 0):
        return "not yet due"
    if age > rules.scenario.terms[term].within:
        return "late"
    return "not yet performed" if rules.scenario.terms[term].performed_by else "in force"


def public_forecast(rules: Rules, state: State) -> ForecastView | None:
    """What is asked in a turn, of whomever; None where nothing is."""
    put = None if state.ending else question(rules, state)
    return ForecastView(put.id, put.question, KENT) if put else None


def _forecast(rules: Rules, state: State, seat: SeatId) -> ForecastView | None:
    asked = public_forecast(rules, state)
    return None if asked is None or seat in rules.questions[asked.id].decided_by else asked
