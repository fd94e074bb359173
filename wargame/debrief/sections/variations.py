"""The variations in a save: which there are, where each parts from its parent, what is different there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from wargame.analysis.comparison import Outline, compare, outline
from wargame.analysis.turning_points import TurningPoint, moments_of
from wargame.debrief.model import Block, Item, List, Paragraph, Section, text_of
from wargame.debrief.sections import comparison
from wargame.debrief.sections.analysis import moment
from wargame.debrief.sections.table import who
from wargame.ids import EventId, InjectId, SeatId
from wargame.rules.changes import Change, Die, umpired
from wargame.rules.compiled import Rules
from wargame.rules.dice import GROUP
from wargame.rules.orders import ANSWERS, AnswerWord, Orders, Ruling, Umpire
from wargame.rules.record import TurnRecord
from wargame.rules.wording import DOES, listed
from wargame.scenario.model import Scenario
from wargame.session import GameError, GameLog
from wargame.session.setup import Variation
from wargame.values import frozen

_TITLE = "Variations of this game"
_ANSWERS: dict[str, AnswerWord] = {word: word for word in ANSWERS}


@frozen
class Way:
    """How a turn could go otherwise: in words, with a ``change``, or with seats that order ``anew``."""

    words: str
    change: Change | None = None
    anew: tuple[SeatId, ...] | None = None


def ways(game: GameLog, turn: int) -> list[Way]:
    """The ways in which a turn could go otherwise, one thing at a time: seats order anew; then each order,
    word, answer, ruling and die of it as it was not."""
    found = [Way("All seats order anew")]
    if turn > len(game.adjudicated):
        return found
    for seat in game.rules.seats:
        name = game.scenario.seats[seat].name
        found.append(Way(f"{name} orders anew, all others do what they did", anew=(seat,)))
    for one in moments_of(game, turn):
        point = TurningPoint(turn, one.kind, one.seat, one.what, one.instead, {}, {}, 0)
        words, change = text_of(moment(game, point)), one.change
        told = "Not so"
        if one.thrown is not None:
            told = "The die falls the other way; as it was"
            die, odds, _ = one.thrown
            other = (odds + 100) // 2 if change.dice[die] < odds else odds // 2
            change = Change(turn, dice={die: other})
        instead = f"; instead: {DOES[reply]}" if (reply := _ANSWERS.get(one.instead)) else ""
        found.append(Way(f"{told}: {words}{instead}", change))
    return found


def variations(game: GameLog, only: Sequence[int] = ()) -> Section:
    """All of them, or ``only`` these, each with its number and name, what it is, and somebody's comment."""
    items = []
    for one, log in _each(game, only):
        told = (log,) if isinstance(log, str) else (*about(log), *([one.comment] if one.comment else ()))
        items.append(Item((f"{one.number}. {one.name}",), tuple((words,) for words in told)))
    return Section(_TITLE, (List(tuple(items or [Item(("None yet.",))])),))


def beside_the_game(game: GameLog, was: Outline) -> Section:
    """All of them, each with somebody's comment, what it is, its scores beside those of the game, which came
    to what it ``was``, and where the two parted first."""
    told = []
    for one, log in _each(game):
        blocks: list[Block] = [Paragraph((one.comment,))] if one.comment else []
        if isinstance(log, str):
            blocks.append(Paragraph((log,)))
        else:
            now = outline(log)
            lines = [*about(log), *([_scores(game.scenario, was, now)] if now.scores else ())]
            games = {"the game": was, one.name: now}
            blocks += [List(tuple(Item((line,)) for line in lines))]
            blocks += [comparison.parted(game.scenario, games, compare((was, now)))]
        told.append(Section(f"{one.number}. {one.name}", tuple(blocks)))
    return Section(_TITLE, tuple(told))


def _each(game: GameLog, only: Sequence[int] = ()) -> Iterator[tuple[Variation, GameLog | str]]:
    """All of them, or ``only`` these, each to be looked at; or why it can't be."""
    for one in game.variations:
        if not only or one.number in only:
            try:
                yield one, game.variation(one.number)
            except GameError as error:
                yield one, str(error)


def _scores(s: Scenario, was: Outline, now: Outline) -> str:
    """What each seat got, and by how much that is more or less than in the game."""
    told = [
        f"{s.seats[seat].name} {score}{f' ({score - was.scores[seat]:+d})' if was.scores else ''}"
        for seat, score in now.scores.items()
    ]
    return f"Scores{', with the difference to the game' if was.scores else ''}: {listed(told)}."


def about(log: GameLog) -> Iterator[str]:
    """What a variation is, a sentence a line: where it begins, what is different in that turn, who plays it
    on, and how far that is."""
    assert log.of is not None
    yield f"{parts(log, log.of)}."
    for words in different(log):
        yield f"{words}."
    hands: dict[str, list[str]] = {}
    for seat, setup in log.setups.items():
        hands.setdefault(who(setup), []).append(log.scenario.seats[seat].name)
    played = [hand if len(hands) == 1 else f"{hand} ({listed(seats)})" for hand, seats in hands.items()]
    yield f"Played on by {listed(played)}."
    if log.over:
        was = log.main.end().name if log.main.over else "not over"
        yield f"How it ended: {log.end().name}; the game: {was}."
    else:
        yield f"Not over: turn {log.turn} of {log.rules.last_turn} is on."


def parts(log: GameLog, one: Variation) -> str:
    """Where it parts from what."""
    parent = log.variations[one.parent - 1].name if one.parent else ""
    return f"From turn {one.turn} of {f'“{parent}”' if parent else 'the game'}"


def different(log: GameLog) -> Iterator[str]:
    """What is different in the first turn of a variation, a thing a line."""
    s, parting = log.scenario, log.parting
    if parting is None:
        return
    here, there = log.turns[parting.turn - 1], parting.record
    if there is not None and here.closing is not None:
        for seat in log.rules.seats:
            words = _ordered(s, there.orders[seat], here.orders[seat])
            if words:
                yield f"{s.seats[seat].name}: {words}"
        if here.replies != there.replies:
            yield f"In public: {_answers(s, here)}; it was {_answers(s, there)}"
        yield from _ruled(s, here, umpired(there, Change(there.turn, here.orders)))
    for die, shows in parting.change.dice.items():
        yield f"{_die(log.rules, die)} shows {shows}"
    for event, happens in parting.change.events.items():
        yield f"{s.events[event].name}: it {'happens' if happens else 'does not happen'}"


def _ordered(s: Scenario, was: Orders, now: Orders) -> str:
    """What a seat orders now, where that is another thing."""
    if was.moves != now.moves:
        return f"{_moves(s, now)}; it was {_moves(s, was)}"
    a, b = (evolve(orders, why="", card="", defaulted=False) for orders in (was, now))
    return "other letters, offers or answers" if a != b else ""


def _ruled(s: Scenario, record: TurnRecord, was: Umpire) -> Iterator[str]:
    """What the umpire does otherwise than would go with the orders that there are now."""
    now = record.umpire
    for one in (*was.rulings, *now.rulings):
        before, after = one in was.rulings, one in now.rulings
        if before != after and (before or not any(_same_order(one, other) for other in was.rulings)):
            move = record.orders[one.seat].moves[one.slot].move
            gone = before and not any(_same_order(one, other) for other in now.rulings)
            does = "does not rule on" if gone else "rules otherwise on" if before else "rules on"
            yield f"The umpire {does} “{s.moves[move].name}” of {s.seats[one.seat].name}"
    for news in (*was.injects, *now.injects):
        if (news in was.injects) != (news in now.injects):
            name = news.headline or news.text or s.injects[InjectId(news.inject)].name
            yield f"The umpire {'puts in' if news in now.injects else 'does not put in'} “{name}”"


def _same_order(one: Ruling, other: Ruling) -> bool:
    return (one.seat, one.slot) == (other.seat, other.slot)


def _moves(s: Scenario, orders: Orders) -> str:
    told = []
    for order in orders.moves:
        options = s.moves[order.move].options
        chosen = [options[option].choices[choice].name for option, choice in order.options]
        told.append(f"{s.moves[order.move].name}{f' ({listed(chosen)})' if chosen else ''}")
    return listed(told) or "no move"


def _answers(s: Scenario, record: TurnRecord) -> str:
    return (
        listed([f"{s.seats[reply.seat].name} {DOES[reply.answer]}" for reply in record.replies]) or "nothing"
    )


def _die(rules: Rules, die: Die) -> str:
    """What a die is called."""
    s, (throw, place) = rules.scenario, die
    if isinstance(throw, bytes):
        whose, _, what = throw.decode().partition("\x1f")
        event = s.events.get(EventId(what))
        return f"The die of {event.name if event else f'{whose} {what}'}"
    slot, group = throw
    seat = s.seats[rules.seats[group * GROUP + place // 2]].name
    leaks = "by which it leaks " if place % 2 else ""
    return f"The die of order {slot + 1} of {seat} {leaks}".rstrip()
