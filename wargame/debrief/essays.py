"""The scenario's questions and ideas as prompts for essays: a sheet, and GIFT for learning platforms."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.debrief.model import Heading, Paragraph, Section
from wargame.debrief.paper import Sheet
from wargame.debrief.sections import table
from wargame.scenario.model import Scenario
from wargame.text import clean

IDEA = "Where did this show in your game, and what in your game speaks against it?"
"""What is asked of each concept."""

_GIFT = str.maketrans({**{sign: f"\\{sign}" for sign in "\\~=#{}:"}, "\n": "\\n"})


def sheet(scenario: Scenario) -> Sheet:
    """The prompts on paper: each question, and each concept with what to read."""
    ideas = Section("Ideas", (Paragraph((IDEA,)), table.concepts(scenario)))
    blocks = (Heading(f"Essays: {scenario.title}", first=True), table.questions(scenario), ideas)
    return Sheet("essays", scenario.title, blocks if scenario.debrief.concepts else blocks[:2])


def gift(scenario: Scenario) -> str:
    """The same as essay questions in GIFT, one paragraph each: what has a meaning there is escaped, and their
    answers are empty, so no text stands where -> would mean anything."""
    lines = [f"// Essays: {clean(scenario.title, 200)}"]
    for name, text in _prompts(scenario):
        lines.append(f"::{_escaped(name)}::[plain]{_escaped(text)} {{}}")
    return "\n\n".join(lines) + "\n"


def _prompts(s: Scenario) -> Iterator[tuple[str, str]]:
    """The name of each prompt, and its text."""
    for n, question in enumerate(s.debrief.questions, 1):
        yield f"Question {n}", question
    for concept in s.debrief.concepts.values():
        under = "\n".join(table.shows_and_readings(s, concept))
        yield concept.name, f"{concept.text}\n\n{IDEA}\n\n{under}"


def _escaped(text: str) -> str:
    return clean(text, 20_000, 400).translate(_GIFT)
