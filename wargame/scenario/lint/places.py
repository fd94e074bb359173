"""Lints about texts that are longer than the places where they are shown.

The numbers are those of the screens at 80 columns: what is longer ends there in an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wargame.scenario.errors import Finding, Place
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import Scenario

_GRADES = ("success", "failure", "triumph", "backfire", "leaked")
_OF = ("events.*", "reactions.*", "injects.*", *(f"moves.*.{grade}" for grade in _GRADES))
_NEWS = (*_OF, *(f"{news}.variants.*" for news in _OF))

LONGEST: dict[str, tuple[int, str]] = {
    "title": (50, "the list of games"),
    "summary": (600, "the list of scenarios"),
    "content_note": (600, "the list of scenarios"),
    "masthead": (60, "the head of the front page"),
    "dateline": (24, "the line under the masthead"),
    "stages.*": (40, "the list of moves"),
    "calendar.*.title": (60, "the replay"),
    "guide.*.text": (74, "the foot of a screen"),
    "tracks.*.name": (24, "the strip at the head of the desk"),
    "tracks.*.what": (300, "the desk"),
    "tracks.*.bands.*.name": (24, "the strip at the head of the desk"),
    "flags.*.name": (100, "the desk"),
    "seats.*.name": (24, "the list of who plays"),
    "seats.*.office": (88, "the head of the desk"),
    "seats.*.person": (60, "the head of the desk"),
    "seats.*.aim": (200, "the head of the desk"),
    "seats.*.stakes": (1200, "the desk"),
    "seats.*.advisers.*.office": (60, "the desk"),
    "ladder.rungs.*.name": (30, "the head of the front page"),
    "moves.*.name": (60, "the list of moves"),
    "moves.*.line": (600, "the desk"),
    "moves.*.needs.*.because": (200, "the list of moves"),
    "moves.*.factors.*.because": (200, "the sum of the odds"),
    "moves.*.options.*.choices.*.name": (60, "the box of options"),
    "moves.*.options.*.choices.*.line": (160, "the box of options"),
    "exchanges.*.name": (60, "the screen of an exchange"),
    "exchanges.*.text": (300, "the screen of an exchange"),
    "exchanges.*.rungs.*.name": (30, "the screen of an exchange"),
    **{
        f"exchanges.*.{side}.{answer}.{field}": (most, where)
        for side in ("faced", "first")
        for answer in ("back_down", "hold", "climb")
        for field, most, where in (
            ("name", 34, "the screen of an exchange"),
            ("text", 200, "the screen of an exchange"),
            ("headline", 120, "the news"),
        )
    },
    "exchanges.*.top.headline": (120, "the news"),
    "exchanges.*.top.text": (300, "the screen of an exchange"),
    "cards.*.advice.*": (90, "the card"),
    "cards.*.choices.*.title": (60, "the card"),
    "cards.*.choices.*.line": (76, "the card"),
    "terms.*.name": (60, "the list of terms"),
    "terms.*.text": (600, "the draft"),
    "terms.*.needs.*.because": (200, "the draft"),
    "objectives.*.name": (24, "the card"),
    "objectives.*.text": (400, "the desk"),
    "forecasts.*.question": (300, "the desk"),
    "endings.*.headline": (120, "the news"),
    "criteria.*.text": (200, "the debrief"),
    "debrief.ask.*": (160, "a glance of the debrief"),
    "debrief.headlines.*": (66, "a glance of the debrief"),
    "glossary.*": (120, "a footnote"),
    "map.places.*.name": (24, "the map"),
    **{f"{news}.headline": (120, "the news") for news in _NEWS},
    **{f"{news}.text": (600, "the front page") for news in _NEWS},
}
"""How many characters the narrowest place has that a text is shown in, and which that is."""

MAP = 42
"""Columns of the map beside the desk."""


def too_long(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Texts that are longer than the places where they are shown, and a map that is wider."""
    for pattern, (most, where) in LONGEST.items():
        for place, text in fields_of(scenario, pattern):
            if len(text) > most:
                told = f"This has {len(text)} characters; {where} has room for {most}."
                yield Finding(place, told)
    widest = max(map(len, scenario.map.art.split("\n")))
    if widest > MAP:
        yield Finding(
            ("map", "art"), f"The map is {widest} columns wide; beside the desk there is room for {MAP}."
        )
    for id, spot in scenario.map.places.items():
        if (end := spot.x + 2 + len(spot.name)) > MAP:
            told = f"The name of this place ends in column {end}; beside the desk there is room for {MAP}."
            yield Finding(("map", "places", id), told)


def fields_of(value: Any, pattern: str, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield the texts that a pattern leads to, with their places; * stands for any key or position."""
    if not pattern:
        yield from [(place, value)] if isinstance(value, str) else []
        return
    name, _, rest = pattern.partition(".")
    if name != "*":
        yield from fields_of(getattr(value, name, None), rest, (*place, name))
    elif isinstance(value, dict | tuple):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from fields_of(item, rest, (*place, key))
