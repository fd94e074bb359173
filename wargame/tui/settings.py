"""What a game can be set to, in words: the choices of the new-game table and of a class."""

from __future__ import annotations

NAMES = [("offices", "their offices"), ("people", "their names")]
TALK = [("0", "none"), ("1", "a minute between turns, to talk aloud")]
TALK += [(f"{minutes}", f"{minutes} minutes between turns, to talk aloud") for minutes in (2, 3)]
DESKS = [
    ("cards", "cards: a choice, a forecast, a commit"),
    ("full", "full: letters, deals and moves of one's own"),
]
UMPIRES = [
    ("none", "none: all orders are carried out as they are"),
    ("sits in", "looks at all orders before they are carried out"),
]
ODDS = [
    ("shown", "shown in percent, with their reasons"),
    ("hidden", "in words alone, until a turn is carried out"),
]
DICE = [("thrown", "thrown"), ("none", "none: of two things the likelier happens")]
