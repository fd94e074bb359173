"""Games for tests of screens: the small scenario, as it is or with hostile texts everywhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

from attrs import evolve

from tests.players import answered
from wargame.classroom.file import ClassFile, Lesson, Student
from wargame.ids import MoveId, SeatId
from wargame.journal import Locked
from wargame.rules.orders import Answer, AnswerWord, Draft, Letter, Order, Orders
from wargame.rules.views import ExchangeView, SeatView
from wargame.scenario import from_document, load, resolved_document
from wargame.scenario.model import Role, Scenario
from wargame.session import Game, SeatSetup, Settings
from wargame.session.saves import Saved
from wargame.tui.classes.lesson import Opened

MINI = Path(__file__).parent.parent / "scenarios" / "mini.toml"

HOSTILE = (
    "[red]alarm[/red]",
    "[@click=app.pwn]Blue[/]",
    "a[/b]c",
    "Team [A]",
    "\x1b[2Jgone\x1b]0;pwned\x07",
    "\u202eevil\u2028\u009b31m",
    "[type=x, v={'a[0]'}]",
    "${x} {0} %s $seat-sky [/",
)
"""What a hostile hand types; the words that must still be legible stand in ``LEGIBLE``."""

HAND = " ".join(HOSTILE)

_TEXTS = {
    "title", "name", "summary", "brief", "short", "content_note", "derole", "masthead", "dateline",
    "disclaimer", "office", "person", "aim", "card", "stakes", "line", "text", "headline", "what", "because",
    "question", "met", "missed", "survives", "falls", "who", "have", "thought", "turbine", "level",
    "situation",
}  # fmt: skip


@cache
def mini() -> Scenario:
    """The small scenario."""
    return load(str(MINI))


@cache
def no_roles() -> Scenario:
    """The small scenario without role cards: from the curtain one comes straight to the desk."""
    return evolve(mini(), seats={id: evolve(seat, role=Role()) for id, seat in mini().seats.items()})


@cache
def hostile_scenario() -> Scenario:
    """The small scenario with markup, control characters and worse in every text."""
    document = _spoil(resolved_document(str(MINI)), "")
    for card in document["cards"].values():
        for choice in card["choices"].values():  # where there is no room for all of it
            choice["title"] = choice["say"] = " ".join(HOSTILE[:3])
    return from_document(document)


def _spoil(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _spoil(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_spoil(item, key) for item in value]
    if isinstance(value, str) and key in _TEXTS:
        return f"{HAND} {value}"
    return value


def fresh(
    scenario: Scenario | None = None, *, save: Path | None = None, seed: int = 7, code: str = "", **kinds: str
) -> Game:
    """A new game; seats are people's unless ``kinds`` says ``ai`` or ``closed``. Teams have names."""
    chosen = scenario or mini()
    seats = {
        seat: SeatSetup("ai", "random")
        if kinds.get(seat) == "ai"
        else SeatSetup("closed")
        if kinds.get(seat) == "closed"
        else SeatSetup("people", "", f"Team {seat}", "Ada, Min-jun")
        for seat in chosen.seats
    }
    settings = Settings(turn_minutes=0)
    return Game.new(chosen, seed=seed, seats=seats, save=save, settings=settings, code=code)


@cache
def followed(name: str = "") -> Path:
    """The save of a game whose first turn was played, in a folder of its own; where the class has a name,
    all names are hostile."""
    chosen, save = hostile_scenario() if name else mini(), Path(mkdtemp()) / "g.toml"
    settings = Settings(class_name=name, group=name)
    seats = {seat: SeatSetup("people", "", name, name) for seat in chosen.seats}
    with closing(Game.new(chosen, seed=7, seats=seats, save=save, settings=settings)) as game:
        for seat in game.waiting:
            game.commit(seat, evolve(game.default(seat), say=name))
        answered(game, Random(1)).resolve()
    return save


def resumed(save: Path) -> Game:
    """The game of an app that has ended: its thread may be about to let go of the save."""
    ends = time.perf_counter() + 20
    while True:
        try:
            return Game.resume(save)
        except Locked:
            if time.perf_counter() > ends:
                raise
            time.sleep(0.01)


async def unsent(orders: Orders, *, late: bool = False) -> bool:
    """For a desk that is only looked at: nothing can be committed."""
    return False


def scripted(view: SeatView) -> Orders:
    """Orders that try everything: moves in turn, a letter, an offer at first, a signature, a forecast."""
    turn = view.turn.number
    able = [move for move in view.moves if not move.closed and move.cost <= max(view.resource_left, 0)]
    chosen = able[turn % len(able) :][:1] if able else []
    free = [term for term in view.terms if not term.closed and not term.requires]
    terms = [term.id for term in free if term.id not in free[0].excludes][:2]
    return Orders(
        moves=tuple(
            Order(move.id, tuple((o.id, o.choices[0].id) for o in move.options), ("It is time.",))
            for move in chosen
        ),
        letters=() if view.late else (Letter(view.others[0].id, f"Turn {turn}: let us talk. {HAND}"),),
        drafts=(Draft(tuple(terms), note="Our offer."),)
        if turn == 1 and terms and view.seat.id == "halden"
        else (),
        answers=tuple(Answer(p.id, "sign") for p in view.proposals if p.must_answer),
        forecast=view.forecast.words[2][0] if view.forecast else None,
        why="As written.",
    )


def play_out(game: Game) -> Game:
    """Play a game to its end by the script."""
    while not game.over:
        for seat in game.waiting:
            orders = scripted(game.view(seat))
            if game.problems(seat, orders):
                orders = game.default(seat)
            game.commit(seat, orders)
        answered(game, Random(game.turn)).resolve()
    return game


def ordered(
    scenario: Scenario | None = None, *, save: Path | None = None, orders: dict[str, Orders] | None = None
) -> Game:
    """A game with an umpire in its first turn, with all orders in."""
    chosen = scenario or mini()
    game = Game.new(chosen, seed=7, save=save, settings=Settings(umpire=True))
    for seat in game.waiting:
        given = (orders or {}).get(seat) or scripted(game.view(seat))
        game.commit(seat, game.default(seat) if game.problems(seat, given) else given)
    return game


async def always(act: Callable[[], object]) -> bool:
    """Saves, wherever there is nothing that could fail."""
    act()
    return True


def exchange(scenario: Scenario | None = None, *said: AnswerWord) -> ExchangeView:
    """An exchange of a first turn, whatever may be ordered then, with these answers."""
    game = fresh(scenario)
    moves = {"halden": "hold_levels", "sarvia": "seize_bridge", "commission": "publish_gauge"}
    for seat, move in moves.items():
        game._progress.committed[SeatId(seat)] = ""
        game._progress.pending[SeatId(seat)] = Orders((Order(MoveId(move)),))
    for answer in said:
        view = game.exchange
        assert view is not None
        assert view.asked is not None
        game.answer(view.asked.id, answer)
    return game.exchanges()[-1]


def played(scenario: Scenario | None = None, *, save: Path | None = None, seed: int = 7) -> Game:
    """A game played to its end."""
    return play_out(fresh(scenario, save=save, seed=seed))


def a_lesson(scenario: Scenario | None = None, word: str = "Ada King") -> Opened:
    """A class of two groups on the day of a lesson: one is away, one observes, one group plays already."""
    scenario, day = scenario or mini(), date(2020, 10, 9)
    first, *_, last = scenario.seats
    file = ClassFile(
        word,
        "mini",
        students=(
            Student(f"{word} 1", "a", group=word, seat=first),
            Student(f"{word} 2", "b", group=word, seat=last, absent=day),
            Student(f"{word} 3", "c", group="2", seat="press"),
        ),
        plan=word,
        lessons=(Lesson(date(2020, 10, 2), "x.toml"),),
    )
    going = {"2": Saved(Path(word), word, "open", 2, 4, word, datetime(2020, 10, 9))}
    return Opened(Path(word), file, file, scenario, day, going)


async def not_kept(file: ClassFile) -> Path | str:
    """Keeps no class."""
    return "The disk is full."
