"""``wargame vary``: what would have happened otherwise, kept in the save."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wargame.cli.options import code_option, new_file, seat_option

if TYPE_CHECKING:
    from wargame.ids import SeatId
    from wargame.rules.changes import Change, Die
    from wargame.rules.orders import Orders, Reply
    from wargame.rules.record import TurnRecord
    from wargame.session import GameLog, SeatSetup

_POLICY = "planner"


@click.command(
    epilog="Examples: wargame vary game.toml --turn 3 --order kim=none --name 'Kim waits'; "
    "wargame vary game.toml --turn 3 --anew kim --seat kim=people"
)
@click.argument("save")
@click.option("--turn", type=click.IntRange(min=1), required=True, metavar="N", help="Where it parts.")
@click.option("--of", default="", metavar="NAME", help="Of this variation, by name or number; else the game.")
@click.option("--name", default="", metavar="TEXT", help="What it is called.")
@click.option("--comment", default="", metavar="TEXT", help="What somebody says of it.")
@click.option(
    "--order",
    "orders",
    multiple=True,
    metavar="SEAT=MOVE,MOVE",
    help="In this turn a seat makes these moves instead of its own, or none; MOVE:CHOICE chooses.",
)
@click.option(
    "--answer", "answers", multiple=True, metavar="SEAT=WORD", help="It answers back-down, hold or climb."
)
@click.option(
    "--die",
    "dice",
    multiple=True,
    metavar="SEAT=MOVE:0-99",
    help="The die of this order shows something else.",
)
@click.option(
    "--event", "events", multiple=True, metavar="EVENT=yes|no", help="An event happens in this turn, or not."
)
@click.option("--anew", multiple=True, metavar="SEAT", help="The seat orders again in this turn.")
@seat_option(
    "Who plays it on: people, closed, or ai:POLICY (machines that did, and planners for people).",
    "SEAT=WHO",
)
@click.option("--copy", callback=new_file(".toml"), metavar="FILE", help="Leave SAVE as it is; write a copy.")
@code_option("Vary a game that is not over.")
def command(
    save: str,
    turn: int,
    of: str,
    name: str,
    comment: str,
    orders: tuple[str, ...],
    answers: tuple[str, ...],
    dice: tuple[str, ...],
    events: tuple[str, ...],
    anew: tuple[str, ...],
    seats: dict[str, str],
    copy: Path | None,
    code: str,
) -> int:
    """Play the game in SAVE on from a turn with something changed, and lay both beside each other.

    It is kept in SAVE as a variation, which leaves the game itself as it is. In its first turn all seats do
    what they did, but for what is changed here and for who orders anew; with neither all order anew. The dice
    are those that fell. Where people have a seat, `wargame resume SAVE --variation NAME` goes on with it.
    """
    from wargame.bots.runner import play_out
    from wargame.cli.errors import UsageError
    from wargame.cli.output import emit, say
    from wargame.debrief import text
    from wargame.session import Game
    from wargame.session.places import find_save, is_sample

    path = find_save(save)
    if copy is None and is_sample(path):
        raise UsageError(
            f"{path} is a sample: it stays as it is. --copy FILE puts the variation into a copy."
        )
    with closing(Game.reopen(path, save=copy, code=code)) as game:
        try:
            parent = game.variation(of) if of else game
            change = _change(parent, turn, orders, answers, dice, events)
            setups = _setups(parent, seats)
            free = anew if change is not None or anew else None
            one = parent.vary(turn, name=name, comment=comment, change=change, anew=free, seats=setups)
        except BaseException:
            game.close()
            if copy is not None:
                copy.unlink(missing_ok=True)
            raise
        assert one.of is not None
        if any(setup.kind == "people" for setup in one.setups.values()):
            say(f"People play it on: wargame resume {game.path} --variation {one.of.number}")
        else:
            say(f"Played on from turn {turn} ...")
            play_out(one)
        emit(text.variations(game, [one.of.number]))
        say(f"“{one.of.name}” is variation {one.of.number} in {game.path}.")
    return 0


def _setups(game: GameLog, words: dict[str, str]) -> dict[SeatId, SeatSetup]:
    """Who plays it on. Raises SeatingError."""
    from wargame.bots.seating import must_be_seat, seat_setup
    from wargame.session import SeatSetup

    for seat in words:
        must_be_seat(game.scenario, seat)
    return {
        seat: seat_setup(words[seat])
        if seat in words
        else SeatSetup("ai", _POLICY)
        if setup.kind == "people"
        else setup
        for seat, setup in game.setups.items()
    }


def _change(
    game: GameLog,
    turn: int,
    orders: Iterable[str],
    answers: Iterable[str],
    dice: Iterable[str],
    events: Iterable[str],
) -> Change | None:
    """What is different in a turn; None where nothing is. Raises UsageError, GameError."""
    from wargame.cli.errors import UsageError
    from wargame.ids import EventId
    from wargame.rules.changes import Change
    from wargame.session import GameError

    if not (orders or answers or dice or events):
        return None
    if not 1 <= turn <= len(game.adjudicated):
        raise GameError(f"Turn {turn} has not been adjudicated: there is nothing to change in it.")
    record = game.adjudicated[turn - 1]
    known, happen = game.scenario.events, {}
    for text, word in _pairs("--event", events):
        event = EventId(text)
        if event not in known or word not in ("yes", "no"):
            raise UsageError(f"--event takes EVENT=yes or EVENT=no. The events are {', '.join(known)}.")
        happen[event] = word == "yes"
    return Change(
        turn,
        {seat: _orders(game, record, seat, moves) for seat, moves in _of_seats(game, "--order", orders)},
        _replies(game, record, answers),
        None,
        dict(_die(game, record, seat, word) for seat, word in _of_seats(game, "--die", dice)),
        happen,
    )


def _pairs(option: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    from wargame.cli.errors import UsageError

    for text in texts:
        what, equals, word = (part.strip() for part in text.partition("="))
        if not (what and equals and word):
            raise UsageError(f"{option} {text!r} lacks what is before or behind its =.")
        yield what, word


def _of_seats(game: GameLog, option: str, texts: Iterable[str]) -> Iterator[tuple[SeatId, str]]:
    from wargame.bots.seating import must_be_seat
    from wargame.ids import SeatId

    for seat, word in _pairs(option, texts):
        must_be_seat(game.scenario, seat)
        yield SeatId(seat), word


def _orders(game: GameLog, record: TurnRecord, seat: SeatId, words: str) -> Orders:
    """The seat's orders with other moves; its letters, offers and answers stay."""
    from attrs import evolve

    from wargame.cli.errors import UsageError
    from wargame.ids import ChoiceId, MoveId
    from wargame.rules.orders import order_with

    own, made = {id: move for id, move in game.scenario.moves.items() if move.seat == seat}, []
    for word in words.split(",") if words != "none" else []:
        text, *choices = (part.strip() for part in word.split(":"))
        move = own.get(MoveId(text))
        there = {choice for option in move.options.values() for choice in option.choices} if move else set()
        if move is None or not {*choices} <= there:
            what = f"choice {', '.join({*choices} - there)}" if move else f"move {text!r}"
            raise UsageError(f"{seat} has no {what}. It has {', '.join(there if move else own)}.")
        made.append(order_with(move, [ChoiceId(choice) for choice in choices]))
    was = record.orders[seat]
    return evolve(was, moves=tuple(made), card=was.card.partition("/")[0], defaulted=False)


def _replies(game: GameLog, record: TurnRecord, texts: Iterable[str]) -> tuple[Reply, ...] | None:
    """The answers of a turn, with others of some seats."""
    from attrs import evolve

    from wargame.cli.errors import UsageError
    from wargame.rules.orders import ANSWERS

    given = dict(_of_seats(game, "--answer", texts))
    words = {word.replace(" ", "-"): word for word in ANSWERS}
    for seat, word in given.items():
        if word not in words:
            raise UsageError(f"{word!r} is no answer. There are {', '.join(words)}.")
        if seat not in (reply.seat for reply in record.replies):
            raise UsageError(f"{seat} was asked for no answer in turn {record.turn}.")
    if not given:
        return None
    return tuple(
        evolve(reply, answer=words[given[reply.seat]]) if reply.seat in given else reply
        for reply in record.replies
    )


def _die(game: GameLog, record: TurnRecord, seat: SeatId, word: str) -> tuple[Die, int]:
    from wargame.cli.errors import UsageError
    from wargame.rules.changes import die_of

    move, _, shows = word.partition(":")
    moves = [str(order.move) for order in record.orders[seat].moves]
    if move not in moves or not shows.isdecimal() or int(shows) > 99:
        told = ", ".join(moves) or "nothing"
        raise UsageError(f"--die takes SEAT=MOVE:N, 0 to 99. In turn {record.turn} {seat} ordered {told}.")
    return die_of(game.rules, seat, moves.index(move)), int(shows)
