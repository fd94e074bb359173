"""Lints about what can come about in a game: conditions that never hold or always do, endings that are never
reached, numbers that are none of their kind.

They reckon with ranges (``wargame.scenario.ranges``): what they call impossible is.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from wargame.ids import ExchangeId, TrackId
from wargame.scenario.arithmetic import whole
from wargame.scenario.errors import Finding, Place
from wargame.scenario.exchanges import opening_moves
from wargame.scenario.functions import NUMBER
from wargame.scenario.lint.bounds import Bounds
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import Expr, Factor, Need, Scenario
from wargame.scenario.parser import syntax_tree
from wargame.scenario.ranges import Span, is_condition

HERE = 60
"""Characters of an expression that a message quotes, at most."""

_TURNED = {"+=": "-=", "-=": "+="}
_FAR: Span = (-100, 200)
"""A score that can leave this leaves 0 to 100 by more than a slip of rounding or a sum of rare gains."""


def conditions(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Conditions that never hold or always do, and such parts of expressions."""
    for place, expression in survey.expressions:
        tree = syntax_tree(expression.source)
        bounds = Bounds(scenario, place)
        if expression.constant is False and place[-1] == "when" and "needs" not in place:
            yield Finding(place, "This never holds.")
            continue
        for node, holds in _settled(tree, bounds):
            if node is tree and not holds and {"needs", "stance_needs"}.intersection(place):
                continue  # told with those beside it
            how = "always" if holds else "never"
            part = _deciding(node, holds, bounds)
            here = "" if part is tree else f"Here: {ast.unparse(part)[:HERE]}"
            yield Finding(place, f"This {how} holds{bounds.why(part)}", here)


def _settled(tree: ast.expr, bounds: Bounds) -> Iterator[tuple[ast.expr, bool]]:
    """Yield each condition in a tree that can't hold, or only hold; of those in one another the outermost."""
    if isinstance(tree, ast.Constant | ast.Name):
        return
    if is_condition(tree) and (holds := _fixed(tree, bounds)) is not None:
        yield tree, holds
        return
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.expr):
            yield from _settled(node, bounds)


def _fixed(condition: ast.expr, bounds: Bounds) -> bool | None:
    """Return whether a condition holds, where that is sure."""
    if not bounds.reckoner.can([(condition, True)], bounds.now):
        return False
    # What the place alone makes sure may be said to be clear.
    return None if bounds.reckoner.can([(condition, False)]) else True


def _deciding(condition: ast.expr, holds: bool, bounds: Bounds) -> ast.expr:
    """Return the part of a condition that alone decides it, or all of it."""
    for part in condition.values if isinstance(condition, ast.BoolOp) else ():
        if _fixed(part, bounds) is holds:
            return _deciding(part, holds, bounds)
    return condition


def never_open(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Moves that can never be ordered, what is never open (terms, stances, exchanges), unpayable costs."""
    s = scenario
    closed: list[tuple[Place, Sequence[Need], str]] = []
    closed += [(("moves", id), move.needs, "the move can never be ordered") for id, move in s.moves.items()]
    closed += [(("terms", id), term.needs, "the term can never be signed") for id, term in s.terms.items()]
    stances = s.agreements.stance_needs.items()
    closed += [(("agreements", "stance_needs", id), needs, f"{id} never has a say") for id, needs in stances]
    for table, needs, so in closed:
        where = table if table[0] == "agreements" else (*table, "needs")
        bounds = Bounds(s, where)
        trees = [(syntax_tree(need.when), True) for need in needs]
        if not bounds.reckoner.can(trees):
            held = range(1, len(trees) + 1)  # of more needs no more can hold
            i = bisect_left(held, True, key=lambda first: not bounds.reckoner.can(trees[:first]))
            alone = not bounds.reckoner.can([trees[i]])
            told = "This need" if alone else "Together with the needs before it this"
            why = bounds.why(trees[i][0]) if alone else "."
            yield Finding((*where, i, "when"), f"{told} never holds, so {so}{why}")
    for exchange in s.exchanges.values():
        if not opening_moves(s, exchange):
            told = f"No open move of {exchange.by} climbs so high: this exchange never opens."
            yield Finding(("exchanges", exchange.id, "mark"), told, "Set a lower mark, or list moves.")
    for id, move in s.moves.items():
        seat = s.seats.get(move.seat)
        track = s.tracks.get(seat.resource) if seat and seat.resource else None
        if track is not None and move.cost > track.max:
            yield Finding(("moves", id, "cost"), f"{track.id} never gets above {track.max}.")
        elif seat is not None and move.cost and not seat.resource:
            yield Finding(("moves", id, "cost"), f"{move.seat} has no resource to pay with.")


def endings_reached(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Endings that can't be reached because those before them hold wherever they would, parts of endings that
    contradict them, and games that end at once."""
    before: list[tuple[str, str, tuple[ast.expr, bool]]] = []
    for id, ending in scenario.endings.items():
        place: Place = ("endings", id)
        bounds = Bounds(scenario, place)
        here = (syntax_tree(ending.when), True)
        if ending.at == "any" and not bounds.reckoner.can([(here[0], False)]):
            yield Finding(place, "This ending always holds: the game ends in its first turn.")
        others = [(other, no) for other, at, no in before if at == "any" or ending.at == "last"]
        if bounds.reckoner.can([here], bounds.now):
            for n, (other, _no) in enumerate(others, 1):
                if not bounds.reckoner.can([*(no for _, no in others[:n]), here], bounds.now):
                    held = "always holds" if n == 1 else "holds wherever it would"
                    yield Finding(place, f"This ending is never reached: {other} before it {held}.")
                    break
            texts = [((*place, "claims", i), claim) for i, claim in enumerate(ending.claims)]
            texts += [((*place, "parts", i, "when"), part.when) for i, part in enumerate(ending.parts)]
            for where, text in texts:
                also = (syntax_tree(text), True)
                if bounds.reckoner.can([also], bounds.now) and not bounds.reckoner.can(
                    [here, also], bounds.now
                ):
                    yield Finding(where, "This can't hold in this ending, whose own when excludes it.")
        before.append((id, ending.at, (here[0], False)))


# -- numbers ------------------------------------------------------------------------------------------


def odds(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Odds that are always out of range, or look like fractions."""
    s = scenario
    kept = (s.odds.min, s.odds.max)
    all_odds: list[tuple[Place, Expr, Sequence[Factor], Span]] = []
    for move in s.moves.values():
        all_odds.append((("moves", move.id, "odds"), move.odds, move.factors, kept))
        all_odds.append((("moves", move.id, "leak"), move.leak, (), (0, 100)))
    all_odds += [(("events", one.id, "odds"), one.odds, (), (0, 100)) for one in s.events.values()]
    for reaction in s.reactions.values():
        place: Place = ("reactions", reaction.id, "odds")
        all_odds.append((place, reaction.odds, reaction.factors, (0, 100)))
    all_odds += [
        (("exchanges", one.id, "slip"), one.slip, one.factors, (0, 100)) for one in s.exchanges.values()
    ]
    all_odds.append((("durability", "odds"), s.durability.odds, s.durability.factors, kept))
    for place, text, factors, (low, high) in all_odds:
        base = span(s, place, text)
        least, most = _sum(s, (*place[:-1], "factors"), base, factors)
        sure = not factors and base[0] == base[1] == 100  # without a die
        if base[0] >= 0 and 0 < base[1] < 1:
            hint = f"Write {_number(100 * base[1])} for {_number(100 * base[1])} %."
            yield Finding(place, f"{_number(base[1])} is less than one percent.", hint)
        elif not sure and (most < low or least > high):
            told = _told(least, most) if factors else _told(*base)
            with_factors = " with all factors" if factors else ""
            yield Finding(
                place, f"These odds{with_factors} are {told}; they go from {low} to {high} percent."
            )
        elif place[-1] == "slip" and (over := _rung_beyond(s, place, text, high)):
            told = (
                f"On rung {over} it has come to more than {high} percent: to stand there is to slip for sure."
            )
            yield Finding(place, told, "Let it grow less with the height.")


def _rung_beyond(s: Scenario, place: Place, text: Expr, most: float) -> int:
    """Return the first rung below the last on which odds are above ``most`` whatever is played; else 0."""
    bounds, exchange = Bounds(s, place), s.exchanges[ExchangeId(str(place[1]))]
    for n in range(1, len(exchange.rungs)):
        base = bounds.reckoner.span(syntax_tree(text), {("height", ()): (n, n)})
        if _sum(s, (*place[:-1], "factors"), base, exchange.factors)[0] > most:
            return n
    return 0


def amounts(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Amounts that are rounded to nothing, are taken away below 0 or added there, or put or move a track
    beyond its bounds."""
    for place, effect in survey.effects:
        track = scenario.tracks.get(TrackId(effect.name))
        if effect.amount is None or track is None:
            continue
        bounds = Bounds(scenario, place)
        when = [(syntax_tree(effect.when.source), True)] if effect.when else []
        known = bounds.reckoner.known(when, bounds.now)
        low, high = bounds.reckoner.span(syntax_tree(effect.amount.source), known)
        goes = f"{track.id} goes from {track.min} to {track.max}."
        if effect.kind.sign == "=" and (high < track.min or low > track.max):
            yield Finding(place, f"This puts it at {_told(low, high)}, but {goes}")
        elif effect.kind.sign != "=" and max(low, -high) > track.max - track.min:
            yield Finding(place, f"This changes it by {_told(low, high)}, but {goes}")
        elif effect.kind.sign in _TURNED and high < 0:
            told = f"{effect.kind.sign} with a number below 0 does the opposite of what it says."
            amount = _told(-low, -low) if low == high else "..."
            yield Finding(place, told, f"Write {effect.name} {_TURNED[effect.kind.sign]} {amount}.")
        elif effect.kind.sign != "=" and _nothing((low, high)):
            yield Finding(place, f"{_told(low, high)} is rounded to 0.")
    for place, expression in survey.expressions:
        if place[-1] == "add" and _nothing(adds := span(scenario, place, Expr(expression.source))):
            yield Finding(place, f"{_told(*adds)} is rounded to 0.", "Sums are of whole numbers.")


def scores(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Scores, and a verdict, that leave their range from 0 to 100 or never come to one side of 60; worths far
    from -10 to 10."""
    s = scenario
    for id, objective in s.objectives.items():
        place: Place = ("objectives", id, "score")
        low, high = span(s, place, objective.score)
        goes = f"This score is {_told(low, high)}"
        if high <= 1 and high > 0 and low >= 0:
            yield Finding(place, f"{goes}.", "A score goes from 0 to 100: multiply it by 100.")
        elif low >= 100 or high <= 0 or -NUMBER < low < _FAR[0] or NUMBER > high > _FAR[1]:
            yield Finding(place, f"{goes}; what is below 0 counts as 0, above 100 as 100.")
        elif high < 60 or low >= 60:
            never = "met" if high < 60 else "missed"
            yield Finding(place, f"{goes}, and the line is drawn at 60: {never} is never told.")
    place = ("verdict", "base")
    low, high = _sum(s, ("verdict", "factors"), span(s, place, s.verdict.base), s.verdict.factors)
    if high <= 0 or low >= 100:
        yield Finding(place, f"The verdict with all factors is {_told(low, high)}; it goes from 0 to 100.")
    for term in s.terms.values():
        for seat, text in term.worth.items():
            low, high = span(s, place := ("terms", term.id, "worth", seat), text)
            if high < -20 or low > 20:
                yield Finding(place, f"A worth of {_told(low, high)}: it goes from about -10 to 10.")


def lengths(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Turns longer than the lesson, and numbers of turns and moves that there are not."""
    s, turns = scenario, len(scenario.calendar)
    talk = s.open_table * (turns - 1)
    if turns * s.turn_minutes + talk > s.minutes:
        hint = f"{turns} turns of {s.turn_minutes} minutes are {turns * s.turn_minutes}"
        hint += f", and {talk} of open table between them." if talk else "."
        yield Finding(
            ("turn_minutes",), f"The turns take longer than the lesson of {s.minutes} minutes.", hint
        )
    for id, seat in s.seats.items():
        own = sum(move.seat == id for move in s.moves.values())
        if seat.moves > max(own, 2):
            yield Finding(
                ("seats", id, "moves"), f"This seat has {own} moves, and may order each once a turn."
            )
    rules = s.agreements
    counts: list[tuple[Place, int]] = [(("terms", id, "within"), term.within) for id, term in s.terms.items()]
    counts += [(("agreements", "expires"), rules.expires), (("agreements", "due"), rules.due)]
    for place, number in counts:
        if number > max(turns, 2):
            yield Finding(place, f"The game has {turns} turns.")
    for track in s.tracks.values():
        if "estimate" in track.seen.values() and track.spread > track.max - track.min:
            yield Finding(
                ("tracks", track.id, "spread"),
                f"This is as wide as the track, which goes from {track.min} to {track.max}.",
            )


def span(scenario: Scenario, place: Place, text: Expr) -> Span:
    """Return the lowest and the highest value of an expression at a place."""
    bounds = Bounds(scenario, place)
    return bounds.reckoner.span(syntax_tree(text), bounds.now)


def _sum(scenario: Scenario, place: Place, base: Span, factors: Sequence[Factor]) -> Span:
    """Return the lowest and the highest sum of a base and of what may be added to it."""
    low, high = base
    for i, factor in enumerate(factors):
        bounds = Bounds(scenario, (*place, i, "add"))
        when = syntax_tree(factor.when)
        known = bounds.reckoner.known([(when, True)], bounds.now)
        if known is not None:
            least, most = bounds.reckoner.span(syntax_tree(factor.add), known)
            sure = not bounds.reckoner.can([(when, False)], bounds.now)
            low, high = low + (least if sure else min(least, 0)), high + (most if sure else max(most, 0))
    return low, high


def _nothing(span: Span) -> bool:
    """Is it always rounded to 0, though it is not 0?"""
    return span != (0, 0) and whole(span[0]) == whole(span[1]) == 0


def _told(low: float, high: float) -> str:
    if low == high:
        return _number(low)
    if low <= -NUMBER or high >= NUMBER:
        return f"{_number(low)} or more" if low > -NUMBER else f"{_number(high)} or less"
    return f"from {_number(low)} to {_number(high)}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value}"
