"""A scenario and orders with a mark in everything that is not for everybody."""

from __future__ import annotations

from functools import cache
from typing import Any

from attrs import evolve

from tests.tui.games import MINI, scripted
from wargame.rules.orders import Draft, Letter, Order, Orders
from wargame.scenario import from_document, resolved_document
from wargame.scenario.model import Scenario
from wargame.session import Game

MARKS = (
    "LETTER",
    "DRAFT",
    "NOTE",
    "REASON",
    "ARGUED",
    "AIM",
    "UNSEEN",
    "COVERT",
    "ADVICE",
    "RULED",
    "TOLD",
    "47118153",  # as long as a PIN can be: four digits stand in a hash now and then
)
"""What stands in letters, drafts of deals, notes, reasons, arguments, hidden aims, tracks and facts that are
hidden, secret moves, advisers' lines, the umpire's reasons and what he tells one seat alone, and PINs."""


@cache
def spoiled() -> Scenario:
    """The small scenario; what leaks from a move is told, so none leaks."""
    document = resolved_document(str(MINI))
    for track in document["tracks"].values():
        if track.get("seen", {}).get("public") == "hidden":
            track["bands"] = [{"upto": track.get("max", 100), "name": "UNSEEN"}]
    for flag in document["flags"].values():
        if "public" not in flag.get("seen", ()):
            flag["name"] = f"UNSEEN {flag['name']}"
    for move in document["moves"].values():
        if move.get("visibility", "open") != "open":
            move["leak"] = 0
            move["name"] = f"COVERT {move['name']}"
            _mark(move, "COVERT")
    for aim in document["objectives"].values():
        _mark(aim, "AIM")
    for seat in document["seats"].values():
        for adviser in seat.get("advisers", {}).values():
            _mark(adviser, "ADVICE")
        seat["aim"] = f"AIM {seat['aim']}"
    return from_document(document)


def _mark(table: Any, mark: str) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _mark(value, mark)
        elif isinstance(value, str) and key in {
            "name",
            "text",
            "headline",
            "line",
            "met",
            "missed",
            "office",
        }:
            table[key] = f"{mark} {value}"


def private(game: Game, seat: str) -> Orders:
    """Orders of a seat with a mark in all of their words."""
    orders = scripted(game.view(seat))
    other = next(one for one in game.rules.seats if one != seat)
    secret = [view for view in game.view(seat).moves if "COVERT" in view.name and not view.closed]
    if secret:
        orders = evolve(orders, moves=(Order(secret[0].id),), card="")
    marked = evolve(
        orders,
        moves=tuple(evolve(order, arguments=("ARGUED well",)) for order in orders.moves),
        letters=(Letter(other, "LETTER of mine"),),
        drafts=tuple(Draft(one.terms, one.parties, one.cc, "DRAFT of a deal") for one in orders.drafts),
        why="REASON of mine",
        say="We are for peace.",
    )
    return marked if not game.problems(seat, marked) else evolve(orders, why="REASON of mine")
