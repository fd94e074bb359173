"""A guided debrief: one glance after another, each a function of the game and of what was found about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, get_args

from wargame.debrief.deck import reckoned, told
from wargame.debrief.deck.glance import Glance, Matter, faint
from wargame.debrief.deck.trial import Option, Trial, decisions, instead, tried
from wargame.debrief.model import Block
from wargame.scenario.model import GlanceName, Scenario
from wargame.session.log import GameLog
from wargame.session.progress import GameError
from wargame.values import frozen

if TYPE_CHECKING:
    from wargame.analysis.comparison import Outline
    from wargame.analysis.results import Results

__all__ = [
    "GLANCES",
    "Glance",
    "Kind",
    "Matter",
    "Option",
    "Trial",
    "decisions",
    "deck_of",
    "glance",
    "instead",
    "matter_of",
    "minutes_of",
    "planned",
    "tried",
    "unreckoned",
]

MINUTES, STEP = 15, 5
"""Minutes of a whole deck, unless said or the game is short, and by which they are changed."""


@frozen
class Kind:
    """A glance that there can be: its ``title``, what makes its blocks, what to ``ask`` where the scenario
    does not say, and its share of the time (``weight``). One that tells what is hidden (``secret``) is not
    for a game that people still play, one that is ``reckoned`` needs results of playing on."""

    title: str
    blocks: Callable[[Matter], Sequence[Block]]
    ask: str
    weight: float
    secret: bool = True
    reckoned: bool = False


GLANCES: Mapping[GlanceName, Kind] = {
    "felt": Kind(
        "How did it feel?",
        told.felt,
        "One word each, round the table: how do you feel now? Nobody answers anybody.",
        2,
        secret=False,
    ),
    "story": Kind(
        "What happened, and what really happened",
        told.story,
        "Which of these headlines would your seat have written otherwise?",
        2,
        secret=False,
    ),
    "moved": Kind(
        "Three moments that moved the game",
        reckoned.moved,
        "Did it feel like that then? Which moment do you miss here?",
        2,
        reckoned=True,
    ),
    "hidden": Kind(
        "What they wanted, and did not say", told.hidden, "What gave it away, or what misled you?", 1
    ),
    "deals": Kind(
        "Who could have had a deal?",
        reckoned.deals,
        "What would you have had to know to ask for it?",
        2,
        reckoned=True,
    ),
    "promises": Kind(
        "Promises and deeds", told.kept, "Whom did you believe, and why? Would it have mattered to know?", 1
    ),
    "readings": Kind("Who misread whom?", told.readings, "What did you look at, and what did you see?", 1),
    "luck": Kind(
        "What was luck?",
        reckoned.luck,
        "Who would order the same again, now that you know the odds?",
        1,
        reckoned=True,
    ),
    "otherwise": Kind(
        "What would have happened otherwise?",
        reckoned.otherwise,
        "What do you want to change? Guess first: how does it end then?",
        2,
    ),
    "groups": Kind(
        "How did other groups do?",
        told.groups,
        "What did you know that they did not, or they that you did not?",
        0.5,
        secret=False,
    ),
    "now": Kind("What now?", told.now, "Which of it will you look for in the news?", 1, secret=False),
}
"""The glances by name, in the order in which they are told unless the scenario has another."""


def glance(name: GlanceName, matter: Matter) -> Glance:
    """A glance of a game; where it can't be had, it says why."""
    kind, game = GLANCES[name], matter.game
    if kind.secret and game.veiled:
        return Glance(name, kind.title, (faint(unreckoned(game)),))
    if kind.reckoned and matter.results is None:
        return Glance(name, kind.title, (faint(matter.why),))
    asked = game.scenario.debrief.ask.get(name, kind.ask)
    return Glance(name, kind.title, tuple(kind.blocks(matter)), asked)


def minutes_of(scenario: Scenario) -> int:
    """Minutes that the deck of a scenario begins with: about a third of its lesson."""
    return min(MINUTES, max(STEP, round(scenario.minutes / 3 / STEP) * STEP))


def planned(names: Sequence[GlanceName], minutes: float = MINUTES) -> dict[GlanceName, float]:
    """How many of so many minutes each glance has."""
    whole = sum(GLANCES[name].weight for name in names)
    return {name: minutes * GLANCES[name].weight / whole for name in names}


def deck_of(scenario: Scenario) -> tuple[GlanceName, ...]:
    """The glances of a scenario in their order, each once."""
    return tuple(dict.fromkeys(scenario.debrief.deck)) or get_args(GlanceName)


def unreckoned(game: GameLog) -> str:
    """Why nothing can be reckoned of a game by playing on; empty where it can."""
    if game.veiled:
        return "People still play this game: this is told when it is over."
    if not game.adjudicated:
        return "Nothing has been carried out yet: there is nothing to ask."
    try:
        game.must_be_recomputable()
    except GameError as why:
        return f"{why} So what has to be played on is not told."
    return ""


def matter_of(game: GameLog, found: Callable[[GameLog], Results], others: Mapping[str, Outline]) -> Matter:
    """What the glances of a game are made of; ``found`` gives the results of playing on, and is asked only
    where they can be had."""
    why = unreckoned(game)
    return Matter(game, None if why else found(game), why, others)
