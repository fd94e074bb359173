"""An exchange as everybody sees it, while it is fought and afterwards. Prices and odds are those that an
informed public would give: they are shown before the answer, on a screen that all may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from wargame.ids import SeatId
from wargame.rules.account import Showdown
from wargame.rules.belief import believed
from wargame.rules.compiled import ExchangeCode, Rules, SideWord
from wargame.rules.context import Context
from wargame.rules.estimates import hint, odds_text, word
from wargame.rules.exchanges import ROUNDS, Bout
from wargame.rules.orders import ANSWERS, AnswerWord
from wargame.rules.seat_views import moved, seat_info
from wargame.rules.state import State
from wargame.rules.views import AnswerView, ExchangeLine, ExchangeView, FactorView, OddsView, SeatInfo
from wargame.rules.wording import DOES, outcome_words
from wargame.scenario.model import PUBLIC, Stand
from wargame.text import full_stop

NAMES: dict[AnswerWord, str] = {"back down": "Back down", "hold": "Hold", "climb": "Climb"}
"""What an answer is called where the scenario does not say it."""


Named = Callable[[SeatInfo], SeatInfo]
"""How a game speaks of a seat: with its holder's name or without."""


def exchange_views(
    rules: Rules,
    opening: State,
    bouts: Iterable[Bout],
    named: Named = lambda seat: seat,
    *,
    hidden: bool = False,
) -> tuple[ExchangeView, ...]:
    """The exchanges of the turn that opened so, in the order in which they were fought. ``hidden``: odds are
    told in words alone."""
    x = rules.context(believed(rules, opening, PUBLIC))
    seats = {seat: named(seat_info(rules, seat)) for seat in rules.seats}
    return tuple(_view(rules, bout, x, seats, hidden=hidden) for bout in bouts)


def stand_of(code: ExchangeCode, side: SideWord, answer: AnswerWord) -> Stand:
    """What the scenario says of an answer."""
    sides = {"first": code.exchange.first, "faced": code.exchange.faced}
    stand: Stand = getattr(sides[side], answer.replace(" ", "_"))
    return stand


def told_of(rules: Rules, code: ExchangeCode, n: int, answer: AnswerWord, height: int, x: Context) -> str:
    """What is told in public of the ``n``-th answer (from 0), after which it stands on a rung."""
    side: SideWord = "first" if n % 2 else "faced"
    exchange, stand = code.exchange, stand_of(code, side, answer)
    x.height = height
    texts = [stand.text, *(p.text for p in stand.parts if rules.condition(p.when)(x.t, x.f, x))]
    x.height = 0
    seat = rules.scenario.seats[exchange.by if side == "first" else exchange.faces].name
    rung = f": {exchange.rungs[height - 1].name}" if answer == "climb" else ""
    return " ".join(filter(None, texts)) or f"{seat} {DOES[answer]}{rung}."


def _view(
    rules: Rules, bout: Bout, x: Context, seats: Mapping[SeatId, SeatInfo], *, hidden: bool
) -> ExchangeView:
    """An exchange as far as it has come, on a context of what the public believes, which it moves on."""
    code, exchange = bout.code, bout.code.exchange
    seen, lines = Bout(code, bout.moves, x), []
    for n, answer in enumerate(bout.answers):
        seat, side = seen.seat, seen.side
        causes = seen.causes(answer)
        price = tuple(moved(rules, seen.say(answer), PUBLIC, causes))
        text = told_of(rules, code, n, answer, seen.height, x)
        name = stand_of(code, side, answer).name or NAMES[answer]
        lines.append(ExchangeLine(seats[seat], answer, name, text, seen.height, price))
    asked = bout.seat if bout.end is None else None
    outcome = ""
    if bout.end is not None:
        outcome = outcome_words(
            rules, Showdown(exchange.id, exchange.by, exchange.faces, bout.moves, bout.end, bout.height)
        )
    if bout.end == "both":
        risk, decides = seen.risk()[1], "a die decides" if rules.thrown else "the odds decide"
        outcome += f" Whether it slips out of hand, {decides}: {hint(risk) if hidden else odds_text(risk)}."
    return ExchangeView(
        id=exchange.id,
        name=exchange.name,
        text=exchange.text,
        by=seats[exchange.by],
        to=seats[exchange.faces],
        moves=tuple((move, rules.scenario.moves[move].name) for move in bout.moves),
        rungs=tuple(rung.name for rung in exchange.rungs),
        height=bout.height,
        round=min(bout.round, ROUNDS),
        rounds=ROUNDS,
        lines=tuple(lines),
        asked=seats[asked] if asked else None,
        answers=tuple(_answer(rules, seen, answer, hidden=hidden) for answer in ANSWERS) if asked else (),
        top=exchange.top.text or full_stop(exchange.rungs[-1].name),
        end=bout.end,
        outcome=outcome,
    )


def _answer(rules: Rules, seen: Bout, answer: AnswerWord, *, hidden: bool) -> AnswerView:
    """An answer that can be given now: what it would cost, and what would come of it."""
    code, x, side = seen.code, seen.x, seen.side
    exchange, seats = code.exchange, rules.scenario.seats
    other = seats[exchange.faces if side == "first" else exchange.by].name
    tracks, flags, stood, yielded = list(x.t), list(x.f), list(x.stood), list(x.yielded)
    tried = Bout(code, seen.moves, x)
    tried.answers, tried.height = list(seen.answers), seen.height
    causes = tried.causes(answer)
    price, risk = tuple(moved(rules, tried.say(answer), PUBLIC, causes)), None
    if tried.end not in ("faced", "first", "top"):
        base, odds, reasons = tried.risk()
        factors = tuple(FactorView(reason.add, reason.because) for reason in reasons)
        risk = OddsView(odds, word(odds), base, factors) if odds else None
    x.t[:], x.f[:], x.stood, x.yielded = tracks, flags, stood, yielded
    then = {
        "faced": f"{seats[exchange.by].name} does as it ordered.",
        "first": "What was ordered is withdrawn.",
        "both": "It ends here: both stand, and the orders are carried out.",
        "top": "Nobody wins there.",
        None: f"{other} answers then." if side == "first" else f"{other} then backs down, holds or climbs.",
    }[tried.end]
    name = stand_of(code, side, answer).name or NAMES[answer]
    if answer == "climb":
        name = f"{name}: {exchange.rungs[tried.height - 1].name}"
    told = risk.hint if risk and hidden else risk
    return AnswerView(answer, name, price, told, then, dict(seen.leanings()).get(answer, 0.0))
