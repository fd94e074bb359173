"""The whole truth about turns that are over, in words: for the umpire and the debrief only. And the end of
a game."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.ids import SeatId
from wargame.rules.account import (
    Account,
    Answered,
    Deed,
    Drift,
    End,
    Entry,
    Happening,
    Omission,
    PledgeFate,
    Reason,
    Showdown,
    Talk,
)
from wargame.rules.belief import track_views
from wargame.rules.bulletins import dawn_news, news
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.estimates import odds_text
from wargame.rules.lasting import summed
from wargame.rules.orders import NO_UMPIRE, Umpire
from wargame.rules.record import TurnRecord
from wargame.rules.rulings import UNRULED, alone, ruling_on
from wargame.rules.scoring import brier, ending, epilogue, score, verdict
from wargame.rules.seat_views import agreement_view, ladder_view, objective_views, seat_info, turn_info
from wargame.rules.state import Agreement, State
from wargame.rules.stories import Stories
from wargame.rules.views import (
    AgreementView,
    DebriefView,
    EndView,
    FactorView,
    LedgerLine,
    OddsView,
    ScoreView,
)
from wargame.rules.wording import (
    DOES,
    GRADES,
    LAST,
    agreement_text,
    change_text,
    deed_text,
    die_text,
    listed,
    offer_text,
    outcome_words,
    promise_text,
    roll_text,
    secrecy,
    sum_text,
)
from wargame.scenario.model import Reaction, Verdict

_TALKS = {
    "proposed": "{who} makes an offer: {terms}",
    "signed": "{who} signs {offer}",
    "refused": "{who} refuses {offer}",
    "expired": "{offer} runs out",
    "lapsed": "{offer} lapses: {why}",
    "in force": "In force, {agreement}: {terms}",
    "endorsed": "{who} endorses {paper}",
    "disowned": "{who} disowns {paper}",
    "silent": "{who} falls silent on {paper}",
    "kept": "Kept, {agreement}: {term}",
    "late": "Overdue, {agreement}: {term}",
    "broken": "{who} breaks {agreement}: {term}",
    "survived": "{last} over {agreement}: {terms}",
    "fell": "{last} over {agreement}: {terms}",
    "untouched": "Not touched by the last turn, {agreement}: {terms}",
}
"""What is said of each kind of talk."""


def debrief_view(rules: Rules, turns: Sequence[TurnRecord]) -> DebriefView:
    """Everything about the newest record of ``turns``."""
    record = turns[-1]
    truth = record.closing or record.opening
    history = rules.scenario.debrief.history
    return DebriefView(
        turn=turn_info(rules, record.turn),
        tracks=track_views(rules, turns, None),
        ladder=ladder_view(rules, truth, None),
        dawn=ledger_lines(rules, record.dawn, record.opening),
        orders=tuple((seat, record.orders[seat]) for seat in rules.seats if seat in record.orders),
        ledger=ledger_lines(rules, record.account, truth, record.umpire) if record.account else (),
        news=(*dawn_news(rules, record), *news(rules, record)),
        history=history[record.turn - 1] if record.turn <= len(history) else "",
    )


def ledger_lines(
    rules: Rules, account: Account, state: State, umpire: Umpire = NO_UMPIRE
) -> tuple[LedgerLine, ...]:
    """An account in words, line by line, with every number behind it; ``state`` is what it led to, ``umpire``
    what was ruled in its turn."""
    stories = Stories(rules, account, state, None)
    return tuple(_line(stories, entry, umpire) for entry in account.entries)


def detail_text(detail: str | OddsView) -> str:
    """A detail of a line in words: what is there, or a sum with what it comes to."""
    if isinstance(detail, str):
        return detail
    reasons = [Reason(factor.add, factor.because) for factor in detail.factors]
    return f"{sum_text(detail.base, reasons)} = {detail.percent} %"


def _line(stories: Stories, entry: Entry, umpire: Umpire) -> LedgerLine:
    rules, s = stories.rules, stories.rules.scenario
    match entry:
        case Drift():
            track = s.tracks[entry.track].name
            reasons = " · ".join(f"{r.because or 'adjustment'} {r.add:+d}" for r in entry.reasons)
            return LedgerLine("drift", "", f"{track} {entry.before} → {entry.after}", (reasons,))
        case Happening():
            return _happening(stories, entry)
        case Deed():
            return _deed(stories, entry, umpire)
        case Talk():
            return _talk(rules, entry, stories.state)
        case PledgeFate():
            who, to = s.seats[entry.seat].name, s.seats[entry.to].name
            promise = promise_text(s.moves[entry.move], entry.will, entry.by)
            fate = f"{entry.status}, and known now" if entry.known else entry.status
            return LedgerLine("promise", entry.seat, f"{who} to {to}: promise {fate}: {promise}", ())
        case Answered():
            exchange = s.exchanges[entry.exchange]
            rung = exchange.rungs[entry.height - 1].name
            told = f"{s.seats[entry.seat].name} {DOES[entry.answer]}, on rung {entry.height} ({rung})"
            prices = tuple(change_text(rules, change) for change in entry.changes)
            return LedgerLine("exchange", entry.seat, f"{exchange.name}: {told}", prices)
        case Showdown():
            return _showdown(rules, entry)
        case Omission():
            return LedgerLine(
                "default", entry.seat, f"{s.seats[entry.seat].name} gave no orders: default", ()
            )
        case End():
            return LedgerLine("end", "", f"The end: {s.endings[entry.ending].name}", ())


def _happening(stories: Stories, entry: Happening) -> LedgerLine:
    rules, item = stories.rules, stories.item(entry)
    if isinstance(item, Reaction):
        name = f"{rules.scenario.actors[item.actor].name}: {item.headline or item.text}"
    else:
        name = item.name if item else entry.headline or entry.text
    did = "" if entry.happened else " - did not happen"
    detail = []
    if entry.odds < 100:
        detail.append(die_text(entry.odds, rules.fell(entry.roll)))
    if entry.reasons:
        detail.append(" · ".join(f"{r.because} {r.add:+d}" for r in entry.reasons))
    if entry.to:
        detail.append(f"told to {listed([rules.scenario.seats[seat].name for seat in entry.to])} alone")
    if entry.reason:
        detail.append(f"the umpire's reason: {entry.reason}")
    detail += [change_text(rules, change) for change in entry.changes]
    return LedgerLine(entry.kind, "", name + did, tuple(detail))


def _deed(stories: Stories, deed: Deed, umpire: Umpire) -> LedgerLine:
    rules, move = stories.rules, stories.rules.scenario.moves[deed.move]
    detail: list[str | OddsView] = [f"{die_text(deed.odds, rules.fell(deed.roll))}: {GRADES[deed.grade]}"]
    if deed.odds < 100 and deed.reasons:
        detail.append(summed(deed.base, deed.odds, deed.reasons))
    if (ruling := ruling_on(umpire, deed.seat, deed.slot)) is not UNRULED:
        if ruling.grade:
            detail.append(f"the umpire ruled: {GRADES[ruling.grade]}")
        odds, grade = alone(rules, deed, ruling)
        detail.append(f"the engine alone: {die_text(odds, rules.fell(deed.roll))}: {GRADES[grade]}")
    if deed.ruling:
        detail.append(f"the umpire's reason: {deed.ruling}")
    if deed.leaked is not None:
        how = "leaked" if deed.leaked else "kept secret"
        shows = f"the die shows {deed.leak_roll}" if rules.thrown else roll_text(deed.leak_odds, "no dice")
        detail.append(f"{how}: leak {odds_text(deed.leak_odds)}, {shows}")
    for n, text in enumerate(deed.arguments):
        detail.append(f"argued{', and accepted' if n in ruling.accepted else ''}: {text}")
    detail += [change_text(rules, change) for change in deed.changes]
    told = deed_text(rules, deed, stories.outcome(deed).text) + secrecy(move)
    return LedgerLine("move", deed.seat, told, tuple(detail))


def _showdown(rules: Rules, entry: Showdown) -> LedgerLine:
    detail = list[str | OddsView]()
    if entry.odds:
        detail.append(f"slips out of hand: {die_text(entry.odds, rules.fell(entry.roll))}")
        if entry.reasons:
            detail.append(summed(entry.base, entry.odds, entry.reasons))
    detail += [change_text(rules, change) for change in entry.changes]
    name = rules.scenario.exchanges[entry.exchange].name
    return LedgerLine("exchange", entry.seat, f"{name}: {outcome_words(rules, entry)}", tuple(detail))


def _talk(rules: Rules, talk: Talk, state: State) -> LedgerLine:
    s = rules.scenario
    offer = next((p for p in state.proposals if p.id == talk.id), None)
    signed = next((a for a in state.agreements if a.id == talk.id), None)
    paper = signed or offer
    words = {
        "who": s.seats[talk.seat].name if talk.seat else "",
        "offer": offer_text(rules, offer) if offer else "an offer",
        "agreement": agreement_text(rules, signed, state.agreements) if signed else "",
        "terms": listed([s.terms[id].name for id in (paper.terms if paper else ())]),
        "term": s.terms[talk.term].name if talk.term else "",
        "why": talk.why,
        "last": LAST[rules.thrown],
    }
    told = _TALKS[talk.kind].format(paper=words["agreement"] or words["offer"], **words)
    detail: list[str | OddsView] = [change_text(rules, change) for change in talk.changes]
    if talk.kind in ("survived", "fell"):
        holds = "it outlives the last turn" if talk.kind == "survived" else "it falls"
        detail.append(summed(talk.base, talk.odds, talk.reasons))
        detail.append(f"{die_text(talk.odds, rules.fell(talk.roll))}: {holds}")
    return LedgerLine("talks", talk.seat, told, tuple(detail))


def end_view(rules: Rules, turns: Sequence[TurnRecord]) -> EndView:
    """What a finished game comes to. Raises ValueError while it is not over."""
    record = turns[-1]
    state = record.closing
    if state is None or not state.ending or record.account is None:
        raise ValueError("The game is not over.")
    end = ending(rules, state)
    x = rules.context(state)
    base, total, reasons, verdict_word = verdict(rules, state)
    fates = {
        e.id: e for e in record.account.entries if isinstance(e, Talk) and e.kind in ("survived", "fell")
    }
    scores = tuple(_score(rules, x, state, seat) for seat in rules.seats)
    measured = [(seat, brier(state, seat)) for seat in rules.seats]
    return EndView(
        id=end.id,
        name=end.name,
        headline=end.headline or end.name,
        epilogue=epilogue(rules, state),
        agreements=tuple(
            _final(rules, a, state.agreements, x.age(a), fates.get(a.id)) for a in state.agreements
        ),
        scores=scores,
        verdict=OddsView(total, verdict_word, base, tuple(FactorView(r.add, r.because) for r in reasons)),
        verdict_word=verdict_word,
        escalation=tuple(zip(rules.seats, state.escalation, strict=True)),
        brier=tuple((seat, value) for seat, value in measured if value is not None),
        derole=rules.scenario.derole,
        judged=rules.scenario.verdict != Verdict(),
    )


def _score(rules: Rules, x: Context, state: State, seat: SeatId) -> ScoreView:
    """What a seat has come to; ``x`` is the context of ``state``."""
    points, _ = score(rules, state, seat)
    fates = [pledge.status for pledge in state.pledges if pledge.seat == seat]
    terms = [term for a in state.agreements if a.survived is not False for term in a.terms]
    worth = ((rules.scenario.terms[term].name, rules.worth(seat, (term,), x)) for term in terms)
    gains = tuple(sorted((one for one in worth if one[1]), key=lambda one: -one[1]))
    return ScoreView(
        seat=seat_info(rules, seat),
        score=points,
        objectives=objective_views(rules, state, seat),
        kept=fates.count("kept"),
        broke=fates.count("broken"),
        gains=gains if state.agreements else None,
    )


def _final(
    rules: Rules, a: Agreement, among: Sequence[Agreement], age: int, die: Talk | None
) -> AgreementView:
    """An agreement at the end, with the sum by which the dice judged it."""
    if die is None:
        return agreement_view(rules, a, among, age)
    odds = summed(die.base, die.odds, die.reasons)
    return agreement_view(rules, a, among, age, judged=odds, roll=rules.fell(die.roll))
