"""What is checked in a scenario beyond its shape: one function a lint, all of them in ``LINTS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Literal, cast

from attrs import evolve

from wargame.scenario.errors import Finding, Place
from wargame.scenario.lint import (
    again,
    cards,
    exchanges,
    news,
    numbers,
    places,
    play,
    reach,
    reading,
    references,
    terms,
    unused,
)
from wargame.scenario.lint.survey import MOST, Survey, survey
from wargame.scenario.model import Scenario
from wargame.scenario.partial import gathered, partials
from wargame.values import frozen


@frozen
class Lint:
    """One check: how serious its findings are, what it finds (as the manual says), and its function.

    One that is ``sound`` reckons with what all the rest says, and is asked only where there are no errors.
    One with ``own`` is not for what a file inherits, which was written for another game.
    """

    severity: Literal["error", "warning"]
    finds: str
    look: Callable[[Scenario, Survey], Iterator[Finding]]
    sound: bool = False
    own: bool = False


LINTS: tuple[Lint, ...] = (
    Lint("error", "another version of the format, an id of the wrong form, no seats or moves", numbers.form),
    Lint("error", "ids that mean something else already", references.ids),
    Lint("error", "empty titles and names", references.names),
    Lint("error", "names of things that don't exist", references.references),
    Lint("error", "choices of a record that its moves don't have", references.choices),
    Lint("error", "terms that contradict themselves", references.contradictions),
    Lint("error", "turns that overlap or end before they start", numbers.calendar),
    Lint("error", "events and forecasts on a day that lies in no turn", numbers.dates),
    Lint("error", "tracks whose bounds, start and bands don't fit together", numbers.tracks),
    Lint(
        "error",
        "what goes past a bound and on from there, bounds that nothing goes past",
        numbers.past_bounds,
    ),
    Lint("error", "percentages, weights and caps out of range, odds with min above max", numbers.odds),
    Lint("error", "negative costs, and counts below 1", numbers.counts),
    Lint("error", "rungs of the ladder out of order or out of reach", numbers.ladder),
    Lint(
        "error", "long cards over 350 words, a brief over 2,000; unclear marks and colours", numbers.lengths
    ),
    Lint("error", "words of the glossary that are longer than a line", reading.words),
    Lint("error", "guide lines that are empty, for no turn, or two for one screen", reading.guide),
    Lint("error", "a seat that pays with a track it can't see", numbers.seen_somehow),
    Lint("error", "needs and cards that would tell a seat what it can't know", play.visible_needs),
    Lint("error", "moves of another seat in a seat's default, persona or record", play.defaults),
    Lint("error", "games that could come to their last turn without an ending", play.endings),
    Lint(
        "error",
        "a deck that is empty, has a glance twice, or asks at one that it has not",
        play.glances,
    ),
    Lint("error", "dated events and role cards without a source, if the file has sources", play.sourced),
    Lint("error", "exchanges that face nobody, that no open move opens, or that can't end", exchanges.shape),
    Lint(
        "error",
        "cards without two or three choices, without a line of each adviser, with more than can be sent",
        cards.shape,
    ),
    Lint(
        "error",
        "choices of a card with orders that its seat can't give, or that nobody could sign",
        cards.orders,
    ),
    Lint("error", "height where no exchange is being fought", exchanges.heights),
    Lint("error", "divisions that can only be by zero", unused.division),
    Lint("error", "a term's worth that asks for worth()", unused.circular),
    Lint("warning", "days between turns that belong to none", numbers.gaps),
    Lint("warning", "deeds of a seat's record on a day that lies in no turn", numbers.records),
    Lint("warning", "no sources at all", play.without_sources),
    Lint("warning", "dated events that only general sources tell of", play.general_only),
    Lint("warning", "concepts that show nowhere, or without two readings and their years", play.concepts),
    Lint("warning", "needs of a term that a seat which could draft it can't know", play.visible_term_needs),
    Lint("warning", "seats with the colour of another", numbers.colours),
    Lint("warning", "ids of moves that start with their seat's", references.repetitions),
    Lint("warning", "open moves that leak, quiet ones nobody knows of, free backing down", unused.secrecy),
    Lint(
        "warning", "exchanges that cost nothing: backing down, standing, or the last rung", exchanges.prices
    ),
    Lint("warning", "prices of an exchange that the public can't see or reckon", exchanges.unseen),
    Lint("warning", "reasons of effects that nobody is told, or that are too long", exchanges.reasons),
    Lint("warning", "secret moves that a flag or a cable tells others of", play.secrets_told),
    Lint(
        "warning",
        "moves, terms, stances and exchanges that are never open, costs that nobody can pay",
        reach.never_open,
        sound=True,
    ),
    Lint(
        "warning",
        "choices of a card that nobody can ever take, and offers that lack what their terms require",
        cards.never_open,
        sound=True,
    ),
    Lint("warning", "situations of over 35 words and titles of choices of over 7", cards.wordy),
    Lint(
        "warning",
        "choices of a card that order nothing, or break in the same turn what their letter promises",
        cards.idle,
    ),
    Lint("warning", "choices of a card with the same orders, advisers that say the same", cards.alike),
    Lint("warning", "desks that open with cards, of which some seat has none", cards.desks),
    Lint(
        "warning",
        "endings that are never reached, and what can't be in the ending it belongs to",
        reach.endings_reached,
        sound=True,
    ),
    Lint("warning", "seats without an objective or without moves", play.objectives, sound=True),
    Lint("warning", "moves that pay again for the state they made", again.pays_again, sound=True),
    Lint("warning", "flags that are set and never read, or read and never set", unused.flags),
    Lint("warning", "tracks, stages, actors and sources that nothing uses", unused.unused),
    Lint(
        "warning",
        "conditions, and parts of them, that never hold or always do",
        reach.conditions,
        sound=True,
        own=True,
    ),
    Lint("warning", "odds out of range, or written as fractions", reach.odds, sound=True),
    Lint(
        "warning",
        "amounts that are rounded to nothing, below 0, or larger than what they change",
        reach.amounts,
        sound=True,
    ),
    Lint(
        "warning",
        "scores and worths out of range, scores that never come to one side of 60",
        reach.scores,
        sound=True,
    ),
    Lint("warning", "numbers of minutes, turns and moves that don't go together", reach.lengths, sound=True),
    Lint("warning", "questions about this turn's orders where nothing is ordered yet", unused.too_early),
    Lint(
        "warning",
        "terms that nobody wants, can keep or break, or can sign",
        terms.terms,
        sound=True,
    ),
    Lint(
        "warning",
        "texts and a map that are longer or wider than the places where they are shown",
        places.too_long,
    ),
    Lint(
        "warning",
        "role cards that are missing or over 95 words, over 250 words before the first decision",
        reading.roles,
    ),
    Lint("warning", "words of the glossary that no text has", reading.unmet),
    Lint("warning", "moves of which the papers write the same whatever is chosen", news.one_text),
    Lint("warning", "news told instead of a move that need not have been made", news.instead_of),
    Lint("warning", "two forecasts dated to one turn", unused.forecasts),
    Lint("warning", "forecasts of whether agreements last where their chance is told", unused.foretold),
    Lint("warning", "forecasts of what may have come by then", unused.settled),
    Lint("warning", "places off the map, a history that doesn't go turn by turn", unused.pictures),
)
"""Every lint. Expressions and effects that can't be read, and names in them that don't exist, come first."""


def examine(
    document: dict[str, Any],
    scenario: Scenario | None,
    *,
    warnings: bool,
    inherited: Callable[[Place], bool] = lambda place: False,
) -> list[Finding]:
    """Return what is wrong with a document, and with warnings also what is doubtful.

    ``inherited`` says whether what stands at a place comes from another file.
    Without a ``scenario`` (the document doesn't have its shape) only errors are looked for, and only those
    told that do not come of what doesn't fit.
    """
    if scenario is None:
        document = gathered(document)
    seen = survey(document)
    found = list(seen.findings)
    if scenario is None:
        return found + _beside_holes(document, seen) if len(found) < MOST else found
    for lint in LINTS:
        wrong = lint.sound and any(one.severity == "error" for one in found)
        if lint.severity == "error" or (warnings and not wrong):
            some = islice(lint.look(scenario, seen), MOST)
            found += (
                evolve(one, severity=lint.severity) for one in some if not (lint.own and inherited(one.path))
            )
    return found


def _beside_holes(document: dict[str, Any], seen: Survey) -> list[Finding]:
    """Return the errors that are there however the holes of a document are filled."""
    always: dict[tuple[Place, str], Finding] | None = None
    for partial in partials(document):
        found: dict[tuple[Place, str], Finding] = {}
        for lint in LINTS:
            if lint.severity == "error":
                watched = _Watched(partial.scenario)
                some = list(islice(lint.look(cast(Scenario, watched), seen), MOST))
                if not watched.asked & partial.lost:
                    found.update(
                        ((one.path, one.message), one) for one in some if not partial.hides(one.path)
                    )
        if always is None:
            always = found
        # A hint that is not always the same speaks of what was made up.
        always = {
            key: one if found[key].hint == one.hint else evolve(one, hint="")
            for key, one in always.items()
            if key in found
        }
        if not always:
            return []
    return list((always or {}).values())


class _Watched:
    """A scenario that knows which of its tables a lint has looked into."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.asked.add(name)
        return getattr(self._scenario, name)
