"""Lints about exchanges: whom they face, that they can end, and that they cost something."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.ids import EndingId, MoveId, TrackId
from wargame.scenario.effects import expressions
from wargame.scenario.errors import Finding, Place
from wargame.scenario.exchanges import opening_moves
from wargame.scenario.lint.play import secrets
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import PUBLIC, Exchange, Scenario

LEAST, MOST = 2, 7
"""Rungs of an exchange: three rounds of answers climb six, no more."""
REASON = 80
"""Characters of a reason beside a price."""


def shape(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Exchanges of a seat with itself, that no order opens or a secret one does, and that can't come to their
    last rung."""
    taken: dict[str, str] = {}
    for id, exchange in scenario.exchanges.items():
        place: Place = ("exchanges", id)
        if exchange.by == exchange.faces:
            hint = "Let it face the seat that has to answer."
            yield Finding((*place, "faces"), f"{exchange.by} would face itself.", hint)
        if not LEAST <= len(exchange.rungs) <= MOST:
            hint = f"Give it {LEAST} to {MOST} rungs; the last is the one on which nobody wins."
            what = (
                "It has no rung to climb to." if len(exchange.rungs) < LEAST else "It can't end on its last."
            )
            yield Finding((*place, "rungs"), f"{len(exchange.rungs)} rungs: {what}", hint)
        if not exchange.mark and not exchange.moves:
            hint = 'Add moves = ["..."], or mark = "..." for all open moves that lift the ladder so high.'
            yield Finding(place, "No order opens this exchange.", hint)
        for move in sorted(opening_moves(scenario, exchange) & scenario.moves.keys()):
            yield from _opens(scenario, exchange, move, taken)


def _opens(scenario: Scenario, exchange: Exchange, id: MoveId, taken: dict[str, str]) -> Iterator[Finding]:
    move, place = scenario.moves[id], ("exchanges", exchange.id, "moves")
    if move.seat != exchange.by:
        yield Finding(place, f"{id} is a move of {move.seat}.", f"This one is opened by {exchange.by}.")
    if move.visibility != "open":
        hint = "Let an open move open it, or set the move's visibility to open."
        yield Finding(place, f"{id} is {move.visibility}: nobody could answer it.", hint)
    if taken.setdefault(id, exchange.id) != exchange.id:
        yield Finding(place, f"{id} opens {taken[id]} already.", "Name it in one of them.")


def heights(_: Scenario, survey: Survey) -> Iterator[Finding]:
    """Questions about the rung of an exchange where there is none, or where it has not begun."""
    for place, expression in survey.expressions:
        begun = place[0] == "exchanges" and place[2:] != ("when",)
        if not begun and ("height", ()) in expression.calls:
            told = "height is the rung of an exchange, and none is being fought here."
            yield Finding(place, told, "Ask for the track of the ladder, or stood() and backed_down().")


def reasons(_: Scenario, survey: Survey) -> Iterator[Finding]:
    """Reasons of effects that nobody is ever told, or that don't fit where they are told."""
    for place, effect in survey.effects:
        if effect.because and (place[0] != "exchanges" or "top" in place):
            hint = "Leave because out here, or say it in a text."
            yield Finding(place, "Nobody is told this reason: answers in exchanges have one.", hint)
        elif len(effect.because) > REASON:
            told = f"This reason has {len(effect.because)} characters; the screen has room for {REASON}."
            yield Finding(place, told)


def prices(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Exchanges that cost nothing, and prices that the one who pays can't be shown."""
    for id, exchange in scenario.exchanges.items():
        place: Place = ("exchanges", id)
        for side, who in (("faced", exchange.faces), ("first", exchange.by)):
            if not getattr(exchange, side).back_down.effects:
                hint = f'Add [exchanges.{id}.{side}.back_down] with effects = ["..."].'
                yield Finding((*place, side), f"Backing down costs {who} nothing.", hint)
        top, ending = exchange.top, scenario.endings.get(EndingId(exchange.top.ending))
        if not top.effects and ending is None:
            yield Finding((*place, "top"), "The last rung costs nothing.", "Give it an ending, or effects.")
        elif ending is not None and ending.cap >= 100:
            hint = f"Give [endings.{ending.id}] a cap, so that nobody wins there."
            yield Finding((*place, "top", "ending"), "The last rung leaves every score as it is.", hint)
        if exchange.slip == "0" and not exchange.factors:
            hint = 'Add slip = "4 * height", or whatever the danger is.'
            yield Finding((*place, "slip"), "To stand costs nothing: no die is thrown.", hint)


def unseen(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Prices that touch what the public can't see, or ask for what it can't know: the screen of an exchange
    is for all."""
    for place, effect in survey.effects:
        if place[0] != "exchanges" or effect.kind.changes != "track" or "top" in place:
            continue
        for secret in dict.fromkeys(s for e in expressions(effect) for s in secrets(scenario, PUBLIC, e)):
            told = f"Not everybody can know this: {secret}. So the price that is shown is not the one paid."
            yield Finding(place, told, "Ask for what was done or said in public.")
        track = scenario.tracks.get(TrackId(effect.name))
        if track is not None and (track.seen.get(PUBLIC) or "exact") == "hidden":
            hint = "Move something that everybody can see, at least as a word."
            yield Finding(place, f"The public can't see {track.id}, so this price is not shown.", hint)
