"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _seats(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Split each SEAT=WHO and refuse what isn't one."""
    seats: dict[str, str] = {}
    for text in given:
        seat, equals, who = text.partition("=")
        if not (equals and seat and who):
            raise click.BadParameter(f"{text!r} is not of the form SEAT=WHO, such as kim=ai:random.")
        if seat in seats:
            raise click.BadParameter(f"The seat {seat!r} is given twice.")
        seats[seat] = who
    return seats


def seat_option(help: str, metavar: str) -> Decorator:
    """``--seat``, any number of times; the command gets a dict of seat to who sits there."""
    return click.option("--seat", "seats", multiple=True, callback=_seats, metavar=metavar, help=help)


def policy_option(*, batch: bool = False) -> Decorator:
    """``--seat`` where every seat is played by a policy: in a game, or in a ``batch`` of them."""
    from wargame.bots.registry import OWN, listed, own_names

    names = listed(own_names(batch=batch))
    more = " ".join(f"In {one.name}:N, N is {one.argument}." for one in OWN.values() if one.argument)
    return seat_option(
        f"Which policy plays a seat (random if not said): {names}. {more} Repeat it for more seats.",
        "SEAT=POLICY",
    )


def seed_option() -> Decorator:
    """``--seed``: an int from 0, or None."""
    return click.option(
        "--seed",
        type=click.IntRange(0, 2**63 - 1),
        metavar="N",
        help="The game's luck: the same seed and the same orders give the same game.",
    )


def code_option(help: str) -> Decorator:
    """``--code``: the table's code, or nothing."""
    return click.option(
        "--code", default="", metavar="CODE", help=f"{help} The table chooses it when the game begins."
    )


def new_file(suffix: str = "") -> Callable[[click.Context, click.Parameter, str | None], Path | None]:
    """A callback for an option that names a file to be written; its path gets ``suffix`` where it has none
    like it."""

    def convert(_context: click.Context, _option: click.Parameter, text: str | None) -> Path | None:
        from wargame.session.places import BadPath, typed_new

        try:
            return typed_new(text, suffix) if text is not None else None
        except BadPath as error:
            raise click.BadParameter(f"{error}") from None

    return convert


def save_option(help: str) -> Decorator:
    """``--save``: a path, or None."""
    return click.option("--save", callback=new_file(".toml"), metavar="FILE", help=help)


def variation_option(help: str) -> Decorator:
    """``--variation``: the number or name of one in the save, or nothing."""
    return click.option("--variation", default="", metavar="NAME", help=f"{help} Its number will do.")


def class_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--class`` and ``--group``, as ``class_`` and ``group``: what a class plays, or None."""
    group = click.option("--group", metavar="N", help="The group of the class that plays, by name or number.")
    class_ = click.option(
        "--class",
        "class_",
        metavar="NAME",
        help="A class file, by name or path: scenario, settings, seats and people as it says.",
    )
    return class_(group(command))


def must_be_one(scenario: str | None, class_: str | None, group: str | None) -> None:
    """Raises UsageError for a class beside a scenario, and for a group without a class."""
    if class_ is not None and scenario is not None:
        raise click.UsageError("--class says what is played: leave SCENARIO out.")
    if group is not None and class_ is None:
        raise click.UsageError("--group is one of a class: add --class NAME.")
