"""A batch as text, as rows for a spreadsheet, and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import asdict

from wargame.bots.batch.summary import K, Numbers, Summary
from wargame.ids import EndingId, SeatId
from wargame.rules.orders import ANSWERS
from wargame.scenario.model import Scenario

Row = tuple[str, str, str, float, float]
"""Section, id, measure, value, half the width of its 95 % interval (0 where there is none)."""


def share(hits: int, games: int) -> tuple[float, float, float]:
    """A share in percent with Wilson's 95 % interval ("Probable Inference ...", 1927): value, low, high."""
    if not games:
        return 0.0, 0.0, 0.0
    z, p = 1.96, hits / games
    middle = p + z * z / (2 * games)
    spread = z * ((p * (1 - p) + z * z / (4 * games)) / games) ** 0.5
    scale = 1 + z * z / games
    return 100 * p, 100 * max(middle - spread, 0) / scale, 100 * min(middle + spread, scale) / scale


def lines(scenario: Scenario, summary: Summary, policies: Mapping[SeatId, str]) -> Iterator[str]:
    """The report as lines of text."""
    s, n = summary, summary.games
    names = {id: seat.name for id, seat in scenario.seats.items()}
    yield f"{scenario.title}: {n} games"
    yield ", ".join(f"{names[seat]} {policy}" for seat, policy in policies.items())
    if not n:
        return
    yield from ("", "How they end, in percent (95 % interval)")
    for id, hits in sorted(s.endings.items(), key=lambda item: -item[1]):
        if hits:
            yield f"  {_share(hits, n)}  {scenario.endings[id].name}{_example(s.lengths[id])}"
    yield f"  {_share(s.signed, n)}  something was signed"
    yield f"  {_share(s.survived, n)}  something signed outlived the last turn"
    if scenario.ladder is not None and s.rungs:
        top = max(scenario.ladder.rungs.values(), key=lambda rung: rung.at)
        yield f"  {_share(s.top, n)}  war: the ladder's top was reached ({top.name})"
    yield f"  Turns: {_numbers(s.turns)}. Verdict: {_numbers(s.verdict)}."
    yield from ("", "Scores (mean, 95 % interval, deviation, least and most with a game that had it)")
    for seat, numbers in s.scores.items():
        yield f"  {names[seat]}: {_numbers(numbers)}"
    yield from _objectives(scenario, s, names)
    yield from _climbed(scenario, s)
    yield from _exchanges(scenario, s, names)
    yield from ("", "Escalation index")
    for side, numbers in s.escalation.items():
        yield f"  {'All together' if side == 'all' else names[side]}: {_numbers(numbers)}"
    if any(numbers.n for numbers in s.brier.values()):
        yield from ("", "Forecasts, Brier score (0.25 is what always saying 50 % gets)")
        for seat, numbers in s.brier.items():
            yield f"  {names[seat]}: {numbers.mean / 10_000:.3f} ± {numbers.error / 10_000:.3f}"
    yield from _chosen(scenario, s, names)
    yield from _bare(s, names)
    yield from _never(scenario, s)


def _climbed(scenario: Scenario, s: Summary) -> Iterator[str]:
    """How high the ladder came to stand."""
    if scenario.ladder is None:
        return
    yield from ("", "The highest rung of a game, in percent")
    for id, games in s.rungs.items():
        yield f"  {_share(games, s.games)}  {scenario.ladder.rungs[id].name}"


def _exchanges(scenario: Scenario, s: Summary, names: Mapping[SeatId, str]) -> Iterator[str]:
    """How often exchanges began, who backed down, and how high they came."""
    if not scenario.exchanges:
        return
    yield from (
        "",
        "Exchanges (begun in a hundred games; in percent of these, how they ended and where)",
    )
    for id, one in scenario.exchanges.items():
        times = s.fought[id]
        yield f"  {100 * times / s.games:5.1f}  {one.name}: {names[one.by]} and {names[one.faces]}"
        if not times:
            continue
        ends = {
            "faced": f"{names[one.faces]} backed down",
            "first": f"{names[one.by]} backed down",
            "both": "both stood",
            "slip": "slipped out of hand",
            "top": "climbed to the top",
        }
        yield f"    {_shares(s.ended, id, ends, times)}"
        rungs = {str(n): f"{n} {rung.name}" for n, rung in enumerate(one.rungs, 1)}
        yield f"    Rungs: {_shares(s.stood_on, id, rungs, times)}"
        for seat in (one.faces, one.by):
            words = {f"{seat} {answer}": answer for answer in ANSWERS}
            given = sum(s.answers.get(f"{id} {word}", 0) for word in words)
            if given:
                yield f"    {names[seat]} answered: {_shares(s.answers, id, words, given)}"


def _shares(table: Mapping[str, int], exchange: str, words: Mapping[str, str], of: int) -> str:
    """Shares in percent of what is told of an exchange, each with its name."""
    counts = ((table.get(f"{exchange} {key}", 0), name) for key, name in words.items())
    return ", ".join(f"{name} {100 * count / of:.1f}" for count, name in counts)


def _objectives(scenario: Scenario, s: Summary, names: Mapping[SeatId, str]) -> Iterator[str]:
    yield from ("", "Objectives (mean score; games of those it was drawn in with 60 or more)")
    for id, numbers in s.objectives.items():
        objective = scenario.objectives[id]
        hidden = ", hidden" if objective.hidden else ""
        value = _share(s.attained[id], numbers.n) if numbers.n else "never drawn"
        yield f"  {names[objective.seat]}, {objective.name}{hidden}: {numbers.mean:.0f}; {value}"


def _chosen(scenario: Scenario, s: Summary, names: Mapping[SeatId, str]) -> Iterator[str]:
    """What each seat ordered: how often a move was taken of the turns in which it was open."""
    turns = s.turns.total
    for seat, name in names.items():
        mine = [(id, s.ordered[id]) for id, move in scenario.moves.items() if move.seat == seat]
        yield from (
            "",
            f"What {name} ordered (in percent of its turns; of the turns in which it was open; successes)",
        )
        for id, times in sorted(mine, key=lambda item: -item[1]):
            if times:
                of_open = 100 * times / s.open[id] if s.open[id] else 0.0
                won = 100 * s.won[id] / times
                yield (f"  {100 * times / turns:5.1f}  {of_open:5.1f}  {won:5.1f}  {scenario.moves[id].name}")


def _bare(s: Summary, names: Mapping[SeatId, str]) -> Iterator[str]:
    """Where a seat had nothing to choose from."""
    if s.watched:
        yield from ("", f"Turns without a card of two open choices (in percent of {s.watched} games)")
        found = [(id.split(), times) for id, times in sorted(s.bare.items(), key=lambda item: -item[1])]
        for (seat, turn), times in found:
            yield f"  {_share(times, s.watched)}  {names[SeatId(seat)]}, turn {turn}"
        if not found:
            yield "  none: every seat had one in every turn"


def _never(scenario: Scenario, s: Summary) -> Iterator[str]:
    """What no game reached."""
    yield from ("", "Never reached")
    found = False
    for title, names in never(scenario, s).items():
        if names:
            found = True
            yield f"  {title}: {', '.join(names)}"
    if not found:
        yield "  nothing: every move, term, exchange, event, reaction, question, ending and paragraph came"


def never(scenario: Scenario, s: Summary) -> dict[str, list[str]]:
    """By sort, the names of what no game reached."""
    reactions = {id: f"{scenario.actors[r.actor].name} ({id})" for id, r in scenario.reactions.items()}
    happenings = {id: e.name for id, e in scenario.events.items()} | reactions
    moves = {id: move.name for id, move in scenario.moves.items()}
    terms = {id: term.name for id, term in scenario.terms.items()}
    return {
        "moves never open": _zero(s.open, moves),
        "moves never ordered": [m for m in _zero(s.ordered, moves) if m not in _zero(s.open, moves)],
        "terms never offered": _zero(s.offered, terms),
        "terms never agreed": [t for t in _zero(s.agreed, terms) if t not in _zero(s.offered, terms)],
        "exchanges": _zero(s.fought, {id: one.name for id, one in scenario.exchanges.items()}),
        "events and reactions": _zero(s.fired, happenings),
        "endings": _zero(s.endings, {id: e.name for id, e in scenario.endings.items()}),
        "epilogue parts (ending and number)": [
            part for part, times in s.parts.items() if not times and s.endings[EndingId(part.split()[0])]
        ],
        "cards": _zero(s.cards, {id: id for id in scenario.cards}) if s.watched else [],
        "questions": _zero(s.asked, {id: q.question for id, q in scenario.forecasts.items()}),
        "objectives never attained": [
            scenario.objectives[id].name
            for id, numbers in s.objectives.items()
            if numbers.n and not s.attained[id]
        ],
    }


def _zero(table: Mapping[K, int], names: Mapping[K, str]) -> list[str]:
    return [name for id, name in names.items() if not table.get(id)]


def _share(hits: int, games: int) -> str:
    value, low, high = share(hits, games)
    return f"{value:5.1f} ({low:.1f} to {high:.1f})"


def _example(lengths: Numbers) -> str:
    """A game that ended so, to look at with ``--game``."""
    return f", as game {lengths.least[1]}" if lengths.least else ""


def _numbers(numbers: Numbers) -> str:
    text = f"{numbers.mean:.1f} ± {numbers.error:.1f}, deviation {numbers.deviation:.1f}"
    if numbers.least is None or numbers.most is None:
        return text
    (least, first), (most, second) = numbers.least, numbers.most
    return f"{text}, from {least} (game {first}) to {most} (game {second})"


def rows(summary: Summary) -> Iterable[Row]:
    """Every figure of the summary as a row, for a spreadsheet."""
    for section, value in asdict(summary, recurse=False).items():
        if isinstance(value, int):
            yield section, "", "count", value, 0.0
        elif isinstance(value, Numbers):
            yield from _spread(section, "", value)
        else:
            for id, one in value.items():
                if isinstance(one, Numbers):
                    yield from _spread(section, id, one)
                else:
                    yield section, id, "count", one, 0.0


def _spread(section: str, id: str, numbers: Numbers) -> Iterator[Row]:
    yield section, id, "mean", numbers.mean, numbers.error
    yield section, id, "deviation", numbers.deviation, 0.0
    yield section, id, "n", numbers.n, 0.0


def data(summary: Summary) -> dict[str, Any]:
    """The summary as plain data, for JSON: whole numbers as they were added up."""
    return asdict(summary)
