"""A door to a desk on a hand-made view, which takes orders and judges them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from attrs import evolve

from tests.desk.views import GAINS, MAP, VIEW
from tests.tui.samples import LONE_PUBLIC
from wargame.desk.draft import Judge, OrdersDraft
from wargame.rules.belief import Chance
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.legality import LIMITS, problems
from wargame.rules.orders import Order, Orders
from wargame.rules.state import Agreement, Proposal, State
from wargame.rules.views import (
    GainsView,
    MoveView,
    OddsView,
    PublicView,
    SeatInfo,
    SeatView,
    TermView,
    by_prominence,
)
from wargame.scenario.model import (
    AgreementRules,
    Choice,
    Expr,
    Move,
    Need,
    Option,
    Scenario,
    Seat,
    Term,
    Track,
    Turn,
)
from wargame.session.people import Chairs
from wargame.session.setup import Settings


@cache
def judge(view: SeatView) -> Judge:
    """The judge of the rules, for a scenario in which all is open that is open in a hand-made view."""
    rules, me = _rules(view), view.seat.id
    proposals = tuple(
        Proposal(
            p.id, p.author, p.terms, p.parties, (), p.made, p.expires, p.note, p.signed, p.stances,
            p.status,
        )
        for p in view.proposals
    )  # fmt: skip
    # Without their terms: in a view made by hand these may be open all the same.
    agreements = tuple(
        Agreement(a.id, a.author, (), a.parties, a.since, (), a.stances) for a in view.agreements
    )
    state = evolve(
        rules.start,
        turn=view.turn.number,
        pledges=tuple(p for p in view.pledges if p.seat == me),
        proposals=proposals,
        agreements=agreements,
    )
    return lambda orders: problems(rules, state, me, orders)


@cache
def _rules(view: SeatView) -> Rules:
    return compile_rules(_scenario(view))


def _scenario(view: SeatView) -> Scenario:
    day = date(2020, 9, 1)
    texts: dict[str, Any] = dict.fromkeys(
        ("title", "summary", "brief", "short", "content_note", "derole"), ""
    )
    return Scenario(
        **texts,
        id="fake",
        masthead="The Peninsula Herald",
        stages=("any",),
        calendar=(Turn(start=day, end=day),) * view.turn.of,
        tracks={"means": Track(id="means", name=view.resource, start=view.resource_left)},
        seats={seat.id: _seat(view, seat) for seat in (view.seat, *view.others)},
        moves={move.id: _move(view, move) for move in view.moves} | {ICBM.id: ICBM},
        terms={term.id: _term(term) for term in view.terms},
        agreements=AgreementRules(
            max_terms=view.max_terms, stance_needs={view.seat.id: _needs(view.stance.closed)}
        ),
        map=MAP,
    )


def _seat(view: SeatView, seat: SeatInfo) -> Seat:
    known = {key: getattr(seat, key) for key in ("id", "name", "office", "person", "mark", "colour")}
    may_sign = seat.id in view.signers
    return Seat(**known, aim="", card="", moves=view.allowance, resource="means", may_sign=may_sign)


def _move(view: SeatView, move: MoveView) -> Move:
    options = {
        option.id: Option(
            id=option.id,
            name=option.name,
            choices={c.id: Choice(id=c.id, name=c.name) for c in option.choices},
        )
        for option in move.options
    }
    known = {key: getattr(move, key) for key in ("id", "name", "line", "cost")}
    return Move(**known, stage="any", seat=view.seat.id, options=options, needs=_needs(move.closed))


def _term(term: TermView) -> Term:
    # Without what it requires: the desk brings that along, and the view's own proposal lacks it.
    known = {key: getattr(term, key) for key in ("id", "name", "text", "by", "excludes")}
    theirs = {("trump",): 3, ("kim",): -2}.get(term.by, 1)
    return Term(**known, needs=_needs(term.closed), worth={"kim": Expr(f"{theirs}")})


def _needs(closed: str) -> tuple[Need, ...]:
    return (Need(when="turn > 99", because=closed),) if closed else ()


ICBM = Move(id="icbm_test", seat="kim", name="Test a long-range missile", line="", stage="any")


def drafting(view: SeatView = VIEW, orders: Orders | None = None) -> OrdersDraft:
    """A draft of orders on a hand-made view."""
    return OrdersDraft.of(FakeSeat(view), orders)


class FakeSeat:
    """The door of a seat with a hand-made view: takes its orders. ``problems`` are always told."""

    settings = Settings()
    chairs = Chairs()
    limits = LIMITS
    umpired = False

    def __init__(self, view: SeatView = VIEW, problems: tuple[str, ...] = ()) -> None:
        self.id = view.seat.id
        self.seen = view
        self.scenario = _scenario(view)
        self.rules = _rules(view)
        self.judge = judge(view)
        self.wrong = problems
        self.committed: Orders | None = None

    def view(self, turn: int | None = None) -> SeatView:
        return self.seen

    def public(self, turn: int | None = None) -> PublicView:
        news = by_prominence(item for item in self.seen.news if item.turn == turn)
        return evolve(LONE_PUBLIC, news=news)

    def problems(self, orders: Orders) -> list[str]:
        return [*self.judge(orders), *self.wrong]

    def commit(self, orders: Orders) -> None:
        self.committed = orders

    def take_back(self) -> Orders:
        raise NotImplementedError

    @property
    def ordered(self) -> Orders | None:
        return self.committed

    def given(self, turn: int) -> Orders | None:
        return None

    def exchanges(self) -> tuple[()]:
        return ()

    def default(self, *, on_card: bool = False) -> Orders:
        return Orders((Order("designate"),), defaulted=True)

    def card(self) -> None:
        return None

    def sample(self, chance: Chance) -> State:
        return self.rules.start

    def gains(self, order: Order) -> GainsView:
        return GAINS.get(order.move, GainsView())

    def odds(self, order: Order) -> OddsView:
        shift = 7 if ("tone", "formal") in order.options else 0
        base = next(m for m in self.seen.moves if m.id == order.move).odds
        assert isinstance(base, OddsView)
        return evolve(base, percent=base.percent + shift)
