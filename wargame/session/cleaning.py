"""Free text, cleaned where it enters the game: no control characters, no invisible tricks,
bounded length."""

from __future__ import annotations

from attrs import evolve

from wargame.rules.legality import LIMITS
from wargame.rules.orders import Orders
from wargame.session.setup import SeatSetup, Settings
from wargame.text import clean

LINES = 40
NAMES = 1200
"""How long the names of a team may be, all together: a dozen people."""
_TITLE = 60


def clean_orders(orders: Orders) -> Orders:
    """The same orders with every text cleaned and cut to its limit. Idempotent."""
    most = LIMITS
    return evolve(
        orders,
        moves=tuple(
            evolve(
                order, arguments=tuple(a for t in order.arguments if (a := clean(t, most.argument_length)))
            )
            for order in orders.moves
        ),
        letters=tuple(
            evolve(letter, text=clean(letter.text, most.letter_length, LINES)) for letter in orders.letters
        ),
        drafts=tuple(
            evolve(draft, note=clean(draft.note, most.note_length, LINES)) for draft in orders.drafts
        ),
        why=clean(orders.why, 600, LINES),
        say=clean(orders.say, most.say_length),
    )


def wordless(orders: Orders) -> bool:
    """Are these orders without any text?"""
    words = orders.letters or orders.drafts or orders.why or orders.say
    return not (words or any(order.arguments for order in orders.moves))


def clean_setup(setup: SeatSetup) -> SeatSetup:
    """The same setup with its names cleaned and cut."""
    return evolve(setup, team=clean(setup.team, 24), players=clean_names(setup.players))


def clean_settings(settings: Settings) -> Settings:
    """The same settings with the names of class, group and observers cleaned and cut."""
    return evolve(
        settings,
        class_name=clean(settings.class_name, _TITLE),
        group=clean(settings.group, _TITLE),
        press=clean_names(settings.press),
        analyst=clean_names(settings.analyst),
    )


def clean_names(text: str) -> str:
    """Names, cut between two of them: half a name would be somebody else's."""
    whole = clean(text, 10 * NAMES)
    head, comma, _ = whole[: NAMES + 1].rpartition(",") if len(whole) > NAMES else (whole, ",", "")
    return head if comma else clean(whole, NAMES)
