"""Whether agreements will outlive the last turn: what an informed public makes of it, and the dice that
decide it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.ids import PaperId
from wargame.rules.account import Reason, Talk
from wargame.rules.belief import believed
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.estimates import word
from wargame.rules.record import TurnRecord
from wargame.rules.state import Agreement, State, evolve
from wargame.rules.views import NEUTRAL, ChanceView, FactorView, OddsView, RevealLine
from wargame.rules.wording import LAST, agreement_text
from wargame.scenario.model import PUBLIC

_LESS = 2
"""How many times as much as a reason that has come one that is gone must have moved to be told instead: the
two are often sides of one deed, and what is there reads better than what is not."""


def durability(rules: Rules, x: Context, agreement: Agreement) -> OddsView:
    """The odds that the agreement outlives the last turn, as the state of ``x`` has it."""
    x.subject = agreement
    found = rules.durability(x.t, x.f, x)
    x.subject = None
    return summed(*found)


def summed(base: int, percent: int, reasons: Sequence[Reason]) -> OddsView:
    """Odds with the sum behind them."""
    return OddsView(percent, word(percent), base, tuple(FactorView(r.add, r.because) for r in reasons))


def chances(rules: Rules, turns: Sequence[TurnRecord]) -> dict[PaperId, ChanceView]:
    """What an informed public makes of each agreement at the newest record, where it is asked at all whether
    that outlives the last turn; and how this moved since the turn before.

    In a game that is over these are the last words before the dice; where none was thrown there are none.
    """
    states = [record.opening for record in turns[-2:]]
    closing = turns[-1].closing
    if closing is not None:
        states.append(closing)
    before = _judged(rules, states[-2]) if len(states) > 1 else {}
    return {id: _chance(odds, before.get(id)) for id, odds in _judged(rules, states[-1]).items()}


def _judged(rules: Rules, state: State) -> Mapping[PaperId, OddsView]:
    if not state.agreements:
        return {}
    standing = tuple(evolve(a, survived=None) for a in state.agreements)  # as before the first die
    x = rules.context(believed(rules, evolve(state, agreements=standing), PUBLIC))
    return {
        a.id: durability(rules, x, a)
        for a, now in zip(standing, state.agreements, strict=True)
        if rules.asked(a.parties) and not (state.ending and now.survived is None)
    }


def _chance(now: OddsView, before: OddsView | None) -> ChanceView:
    if before is None:
        return ChanceView(now)
    moved = _sum(now) - _sum(before)
    return ChanceView(now, now.percent - before.percent, moved, _cause(now, before, moved) if moved else "")


def _sum(odds: OddsView) -> int:
    return odds.base + sum(factor.add for factor in odds.factors)


def _cause(now: OddsView, before: OddsView, change: int) -> str:
    """The reason that moved a sum most in the direction in which it went."""
    way = 1 if change > 0 else -1
    stands, stood = _adds(now), _adds(before)
    moved = {b: way * (stands.get(b, 0) - stood.get(b, 0)) for b in {**stands, **stood} if b}

    def told(because: str) -> bool:
        return way * stands.get(because, 0) > 0

    best = max(moved, key=lambda b: moved[b] * (_LESS if told(b) else 1), default="")
    if not best or moved[best] <= 0:
        return ""
    if told(best):
        return best
    return f"“{best}” weighs less" if best in stands else f"no longer “{best}”"


def _adds(odds: OddsView) -> dict[str, int]:
    adds: dict[str, int] = {}
    for factor in odds.factors:
        adds[factor.because] = adds.get(factor.because, 0) + factor.add
    return adds


def last_dice(rules: Rules, record: TurnRecord) -> tuple[RevealLine, ...]:
    """The last steps of the last turn: the die over each agreement.

    The game is over, so the sum is the true one, beside what everybody could tell. By that they are ordered,
    the surest first: what all were most in doubt of is decided last. No step tells of one that follows.
    """
    entries = record.account.entries if record.account else ()
    thrown = {e.id: e for e in entries if isinstance(e, Talk) and e.kind in ("survived", "fell")}
    if not thrown or record.closing is None:
        return ()
    told = chances(rules, [record])
    lines = []
    for agreement in record.closing.agreements:
        if (die := thrown.get(agreement.id)) is not None:
            lines.append(
                RevealLine(
                    who=LAST[rules.thrown],
                    mark=NEUTRAL,
                    colour="",
                    what=f"Will {agreement_text(rules, agreement, record.closing.agreements)} last?",
                    odds=summed(die.base, die.odds, die.reasons),
                    roll=rules.fell(die.roll),
                    grade="",
                    sentence=fate(rules, survived=die.kind == "survived"),
                    chance=told.get(agreement.id),
                )
            )
    return tuple(sorted(lines, key=lambda line: -line.chance.odds.rank if line.chance else 0))


def fate(rules: Rules, *, survived: bool) -> str:
    """The scenario's sentence for how a last die fell."""
    rule = rules.scenario.durability
    return rule.survives if survived else rule.falls
