"""The glances that need nothing reckoned: how it felt, what happened, what was hidden, promised and misread;
other groups, and what now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.analysis.comparison import Outline, compare, outline
from wargame.analysis.criteria import criteria
from wargame.analysis.forecasts import Forecast, Question, forecasts
from wargame.analysis.promises import Promised, promises
from wargame.debrief.deck.glance import Matter, faint, lead, named, short
from wargame.debrief.model import Block, Item, List, Paragraph, Span, Words
from wargame.debrief.sections.table import who
from wargame.ids import ForecastId, ObjectiveId
from wargame.rules.wording import capital, listed, promise_text
from wargame.scenario.model import Scenario

LINE = 66
"""Characters of what is to stand on one line, also where the screen is small."""
FEW = 4
"""Things on one screen, at most."""
GROUPS = 6
"""Other games on one screen, at most."""


def felt(m: Matter) -> list[Block]:
    """Out of the role, and how it felt."""
    seats = []
    for id, setup in m.game.setups.items():
        seats.append(Item((*m.seat(id), Span(f"  {who(setup)}", "faint"))))
    on = f"The game is not over: turn {m.game.turn} of {m.game.rules.last_turn} is on."
    return [lead(m.game.scenario.derole if m.game.over else on), List(tuple(seats))]


def story(m: Matter) -> list[Block]:
    """The headlines of the game beside those of history."""
    s, one = m.game.scenario, outline(m.game)
    if not one.turns:
        return [faint("Nothing has been carried out yet.")]
    items = []
    for n, turn in enumerate(one.turns):
        real = s.debrief.headlines[n : n + 1] or s.debrief.history[n : n + 1]
        under = [(Span(f"really: {short(text, LINE)}", "faint"),) for text in real]
        told = Span(short(turn.headline, LINE) if turn.headline else "Nothing was printed.", "strong")
        items.append(Item((Span(f"{n + 1}  ", "faint"), told), tuple(under)))
    return [List((*items, _end(m)))]


def _end(m: Matter) -> Item:
    if not m.game.over:
        return Item((f"The game is not over: turn {m.game.turn} of {m.game.rules.last_turn} is on.",))
    end = m.game.end()
    broken = f", broken off after turn {end.broken}" if end.broken else ""
    return Item((f"It ended as “{end.name}”{broken}.",))


def hidden(m: Matter) -> list[Block]:
    """The aims that were hidden, and who had guessed them."""
    s, items = m.game.scenario, []
    scores = {score.seat.id: score for score in m.game.end().scores} if m.game.over else {}
    for id, drawn in zip(m.seats, m.game.state.hidden or ("",) * len(m.seats), strict=True):
        if not drawn:
            continue
        aim = s.objectives[ObjectiveId(drawn)]
        words: Words = (*m.seat(id), ": ", Span(aim.name, "strong"))
        score = scores.get(id)
        points = next((o.score for o in score.objectives if o.hidden), None) if score else None
        told = f", met by {points} points of 100" if points is not None else ""
        under: list[Words] = [(short(aim.text, 2 * LINE),)]
        if score is not None and score.guessed is not None:
            names = [seat.name for seat in score.guessed]
            under.append((Span(f"guessed by {listed(names) or 'nobody'}", "faint"),))
        items.append(Item((*words, Span(told, "faint")), tuple(under)))
    if not items:
        return [faint("This scenario has no hidden aims.")]
    guessed = bool(m.game.guessed)
    return [List(tuple(items)), *([] if guessed else [faint("Nobody was asked to guess them.")])]


def kept(m: Matter) -> list[Block]:
    """Promises beside deeds, the broken ones first."""
    found = promises(m.game)
    if not found:
        return [lead("Nobody promised anything.")]
    order = {"broken": 0, "open": 1, "kept": 2}
    shown = sorted(found, key=lambda one: order[one.status])[:FEW]
    count = [sum(one.status == status for one in found) for status in ("kept", "broken", "open")]
    parts = [f"{n} {word}" for n, word in zip(count, ("kept", "broken", "still open"), strict=True) if n]
    promised = "promise" if len(found) == 1 else "promises"
    more = [faint(f"And {len(found) - FEW} more.")] if len(found) > FEW else []
    return [
        lead(f"{len(found)} {promised}: {listed(parts)}."),
        List(tuple(_promise(m, one) for one in shown)),
        *more,
    ]


def _promise(m: Matter, one: Promised) -> Item:
    said = promise_text(m.game.scenario.moves[one.move], one.will, one.by, whole=True)
    fate = Span(f"{capital(one.status)}: ", "strong" if one.status == "broken" else "faint")
    words: Words = (fate, *m.seat(one.seat), " to ", *m.seat(one.to), f", turn {one.made}: {said}")
    if one.status != "broken":
        return Item(words)
    learned = f" learned of it after turn {one.learned}." if one.learned else " never learned of it."
    return Item(words, ((f"Broken in turn {one.settled}; ", *m.seat(one.to), learned),))


def readings(m: Matter) -> list[Block]:
    """Who misread whom: the questions at which answers were furthest from what came."""
    found, names = forecasts(m.game), m.game.scenario.seats
    decided = [q for q in found.questions if any(a.brier is not None for a in q.answers)]
    if not decided:
        return [faint("No forecast was asked of which it is known how it came out.")]
    off = {id: [a for a in q.answers if (a.brier or 0) > 0.25] for q in decided for id in [(q.id, q.turn)]}
    worst = sorted((q for q in decided if off[q.id, q.turn]), key=lambda q: -_far(off[q.id, q.turn]))
    items = []
    for q in worst[: FEW - 1]:
        answers = sorted(off[q.id, q.turn], key=lambda a: -(a.brier or 0))
        said = listed([f"{names[a.seat].name} said {a.percent} in 100" for a in answers])
        came = "It came so." if q.outcome else "It did not come so."
        asked = m.game.scenario.forecasts[q.id].question
        items.append(Item((f"Turn {q.turn}: “{asked}” ", Span(came, "strong")), ((f"{said}.",),)))
    blocks: list[Block] = [lead(_misread(m, worst[0], off)), List(tuple(items))] if worst else []
    scored = {seat: score for seat, score in found.seats.items() if score is not None}
    if len(scored) > 1:
        best = min(scored, key=lambda seat: scored[seat])
        blocks.append(Paragraph(("Best on the whole: ", *m.seat(best), ".")))
    return blocks if worst else [lead("Nobody was on the wrong side of anything."), *blocks]


def _far(answers: Sequence[Forecast]) -> float:
    return max(answer.brier or 0 for answer in answers)


def _misread(m: Matter, q: Question, off: Mapping[tuple[ForecastId, int], Sequence[Forecast]]) -> str:
    """Who was furthest from what seats did."""
    names = m.game.scenario.seats
    far = [answer for answer in off[q.id, q.turn] if answer.brier == _far(off[q.id, q.turn])]
    off_by = f"{'was' if len(far) == 1 else 'were'} furthest off"
    about = f"misread {listed([names[seat].name for seat in q.about])} most" if q.about else off_by
    return f"{listed([names[answer.seat].name for answer in far])} {about}."


def groups(m: Matter) -> list[Block]:
    """Other games of the scenario, and where they parted from this one."""
    if not m.others:
        return [faint("No other game is laid beside this one.")]
    s, mine = m.game.scenario, outline(m.game)
    games = {"this game": mine, **dict([*m.others.items()][:GROUPS])}
    items = []
    for name, one in games.items():
        peak = "" if one.peak is None else f", ladder up to {one.peak}"
        items.append(Item((Span(name, "strong"), f": {_came_to(s, one)}{peak}")))
    public = any(one.veiled for one in games.values())
    found = compare(tuple(games.values()), public=public)
    parted = [("over what was signed", found.deals), ("on the ladder", found.ladder)]
    told = [f"{what} in turn {one.turn}" for what, one in parted if one]
    blocks: list[Block] = [List(tuple(items))]
    if told:
        blocks.append(Paragraph((f"They parted first {listed(told)}.",)))
    if len(m.others) > GROUPS:
        blocks.append(faint(f"{len(m.others) - GROUPS} more: wargame compare has them all."))
    return blocks


def _came_to(s: Scenario, one: Outline) -> str:
    signed = sum(len(turn.signed) for turn in one.turns)
    deals = f"{signed} signed, {one.lasting} lasting" if signed else "nothing signed"
    if one.ending is None:
        return f"not over, {deals}"
    return f"{s.endings[one.ending].name if one.ending in s.endings else one.ending}; {deals}"


def now(m: Matter) -> list[Block]:
    """What the game was to show, and what to take along."""
    s = m.game.scenario
    blocks: list[Block] = []
    if not m.game.veiled and (found := criteria(m.game)):
        met = sum(bool(one.met) for one in found)
        told = f"Of {len(found)} things that the game was to show, {met} came about."
        missed = [Item((s.criteria[one.criterion].text,)) for one in found if one.met is False]
        which = {0: "", 1: " Not this:"}.get(len(missed), " Not these:")
        which = " Not these, among others:" if len(missed) > FEW else which
        blocks += [lead(f"{told}{which}"), List(tuple(missed[:FEW]))]
    ideas = [concept.name for concept in s.debrief.concepts.values()]
    if ideas:
        blocks.append(Paragraph(("Ideas to look for: ", f"{named(ideas, FEW)}.")))
    rest = [text for text in s.debrief.questions if text not in s.debrief.ask.values()]
    asked = [Item((text,)) for text in rest[:2]]
    return [*blocks, List(tuple(asked))]
