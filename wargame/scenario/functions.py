"""What the expression language can ask: its functions and names, with the texts the manual is made from."""

from __future__ import annotations

from keyword import kwlist
from typing import Literal

from wargame.values import frozen

Kind = Literal["boolean", "number"]

NUMBER = 10**9
"""No number that is written down, and none that the game gives, may be larger."""


@frozen
class Function:
    """A function of the language: the kinds of its arguments and of its result, and what it tells.

    Argument kinds name the table that the id must come from (``flag``, ``move``, ``choice``, ``seat``,
    ``term``, ``exchange``), or are ``date`` or ``seat|all``. ``when`` says where it means anything:
    ``always``, during ``adjudication`` (elsewhere nothing has been ordered yet), or only in a ``move``'s own
    expressions. ``whole`` says that a number is always a whole one.
    """

    name: str
    args: tuple[str, ...]
    kind: Kind
    doc: str
    when: Literal["always", "adjudication", "move"] = "always"
    whole: bool = True


_FLAG, _MOVE, _SEAT, _TERM = ("flag",), ("move",), ("seat",), ("term",)

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function("flag", _FLAG, "boolean", "the flag is set"),
        Function("since", _FLAG, "number", "turns since the flag was set: 0 this turn, 99 if it isn't set"),
        Function("after", ("date",), "boolean", "this turn starts on or after the date"),
        Function("before", ("date",), "boolean", "this turn ends before the date"),
        Function("done", _MOVE, "number", "how often the move has succeeded so far, this turn included"),
        Function("tried", _MOVE, "number", "how often the move was ordered in earlier turns"),
        Function("ordered", _MOVE, "boolean", "the move was ordered this turn", "adjudication"),
        Function("happened", _MOVE, "boolean", "the move succeeded this turn", "adjudication"),
        Function("failed", _MOVE, "boolean", "the move was ordered this turn and failed", "adjudication"),
        Function("option", ("choice",), "boolean", "that choice was made for this very move", "move"),
        Function("letter", ("seat", "seat"), "boolean", "a letter from one to the other came at dawn"),
        Function("letters", ("seat", "seat"), "number", "how many letters from one to the other ever came"),
        Function("will", ("seat", "move"), "boolean", "the seat has promised the move, and time is left"),
        Function("wont", ("seat", "move"), "boolean", "the seat has promised not to, and is still bound"),
        Function("word_kept", _SEAT, "number", "how many promises the seat has kept"),
        Function("word_broken", _SEAT, "number", "how many promises the seat has broken"),
        Function("offered", ("seat", "seat"), "boolean", "an open proposal by one has the other as a party"),
        Function("on_table", _TERM, "boolean", "the term is in an open proposal"),
        Function("agreed", _TERM, "boolean", "the term is in an agreement in force and isn't broken"),
        Function("signed", (), "number", "how many agreements were ever signed"),
        Function("breaches", _SEAT, "number", "how many terms the seat has broken"),
        Function("endorsed", _SEAT, "boolean", "the seat endorses the agreement (or any, or any proposal)"),
        Function("disowned", _SEAT, "boolean", "the seat disowns the agreement (or any, or any proposal)"),
        Function("has", _TERM, "boolean", "the agreement (or any) contains the term"),
        Function("agreed_with", ("term", "seat"), "boolean", "the same, in one that the seat is party to"),
        Function("party", _SEAT, "boolean", "the seat is party to the agreement (or any in force)"),
        Function("age", (), "number", "turns since the agreement (or the newest) was signed, 99 without one"),
        Function("performance", (), "number", "how much of the agreed was done, 0 to 100", whole=False),
        Function("worth", _SEAT, "number", "what the agreed terms are worth to the seat now", whole=False),
        Function("survived", (), "number", "how many agreements outlived the last turn"),
        Function("fought", ("exchange",), "boolean", "the exchange was fought this turn", "adjudication"),
        Function("stood", _SEAT, "number", "how often the seat has held or climbed in exchanges so far"),
        Function("backed_down", _SEAT, "number", "how often the seat has backed down in exchanges so far"),
        Function("escalation", ("seat|all",), "number", "the escalation index of the seat, or of 'all'"),
    )
}
"""Every function that asks about the game, by name. The compiler of the rules lists how each is asked; a test
holds the two lists together."""

ARITHMETIC: dict[str, str] = {
    "min": "the smallest of two or more numbers",
    "max": "the largest of two or more numbers",
    "abs": "the number without its sign",
    "clamp": "the first number, but not below the second and not above the third",
}
"""The functions that only compute, and what they give."""

NAMES: dict[str, str] = {
    "turn": "the number of this turn, from 1",
    "turns": "how many turns the game has",
    "height": "the rung on which an exchange stands, from 1; 0 outside of one",
}
"""The names that are not tracks, and what they stand for."""

RESERVED = frozenset({*kwlist, *FUNCTIONS, *ARITHMETIC, *NAMES})
RESERVED |= {"true", "false", "none", "when", "because", "public", "all"}
"""Words that mean something in expressions or beside them."""

_COMPUTING = {"min": "min(a, b)", "max": "max(a, b)", "abs": "abs(a)", "clamp": "clamp(a, low, high)"}
_QUOTED = {"date": "'2020-11-03'", "seat|all": "'seat'"}


def usage(name: str) -> str:
    """Return how the function of that name is called, as in ``will('seat', 'move')``."""
    if name in _COMPUTING:
        return _COMPUTING[name]
    args = FUNCTIONS[name].args
    return f"{name}({', '.join(_QUOTED.get(kind, repr(kind)) for kind in args)})"
