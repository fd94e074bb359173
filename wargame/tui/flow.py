"""The order of screens: the menu, what is chosen on it, a game at the table, a replay.

Each function waits for one screen after another, in one worker of the app; what a screen returns decides what
comes next. Nothing here decides what a seat may know: screens get views from the game.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from wargame.tui.guarded import guarded
from wargame.tui.waiting import in_thread

if TYPE_CHECKING:
    from wargame.session import Game, GameLog
    from wargame.session.running import SealedOrders
    from wargame.session.setup import DiceForm, OddsForm
    from wargame.tui.program import Flow, Program
    from wargame.tui.seating import NewGame

T = TypeVar("T")


def menu_flow() -> Flow:
    """The program from its menu."""

    async def flow(app: Program) -> int:
        return await menu(app)

    return flow


def play_flow(
    scenario: str | None,
    seats: Mapping[str, str],
    seed: int | None,
    save: Path | None,
    code: str = "",
    desk: str = "",
    *,
    odds: OddsForm | None = None,
    dice: DiceForm | None = None,
) -> Flow:
    """Straight to the table; with no scenario, to the choice of one.

    Raises ScenarioErrors, SeatingError, JournalError or OSError before there is a screen.
    """
    if scenario is None:

        async def choose(app: Program) -> int:
            return await menu(app, at="new")

        return choose
    game = _set_up(scenario, seats, seed, save, code, desk, odds=odds, dice=dice)
    return game_flow(game, brief=True)


def class_flow(name: str, group: str | None, **how: Any) -> Flow:
    """Straight to the table of a group of a class, on with the game that it has today; where it has several
    groups, first to the choice of one. ``how`` goes before what the class file says.

    Raises ClassError, ScenarioErrors, SeatingError, JournalError, GameError or OSError before a screen.
    """
    from wargame.classroom.dealing import setups
    from wargame.classroom.file import find, load
    from wargame.classroom.lessons import begin, going_on, group_named
    from wargame.session import Game
    from wargame.tui.classes.flow import lesson, opened

    path = find(name)
    file = load(path)
    groups = file.groups or ("",)
    if group is None and len(groups) > 1:
        first = opened(path)
        setups(first.ready, first.scenario, groups[0], first.day, how.get("words"))  # are its words right?

        async def choose(app: Program) -> int:
            said = await guarded(lesson, app, path, how, first)
            return await menu(app, said if isinstance(said, str) else said.message if said else "")

        return choose
    chosen = groups[0] if group is None else group_named(file, group)
    on = None if how.get("save") else going_on(path, file).get(chosen)
    if on is not None:
        return game_flow(Game.resume(on.path, code=how.get("code", "")), brief=False)
    game, told = begin(path, chosen, **how)
    return game_flow(game, brief=True, told=told)


def resume_flow(path: Path, code: str = "", *, anew: bool = False, variation: str = "") -> Flow:
    """On with a saved game, or with a variation in it. Raises JournalError or GameError before a screen."""
    from wargame.session import Game

    if variation:
        game = Game.reopen(path, code=code)
        try:
            return game_flow(game.variation(variation), brief=False)
        except BaseException:
            game.close()
            raise
    return game_flow(Game.resume(path, code=code, anew=anew), brief=False)


def replay_flow(path: Path, variation: str = "") -> Flow:
    """A saved game turn by turn, or a variation in it. Raises JournalError or GameError before a screen."""
    game = _looked_at(path, variation)

    async def flow(app: Program) -> int:
        from wargame.tui.replay import Replay

        await app.push_screen_wait(Replay(game, alone=True))
        return 0

    return flow


def deck_flow(path: Path, variation: str = "") -> Flow:
    """The guided debrief of a saved game, or of a variation in it. Raises what ``replay_flow`` raises."""
    game = _looked_at(path, variation)

    async def flow(app: Program) -> int:
        from wargame.tui.deck.screen import Deck

        await app.push_screen_wait(Deck(game, alone=True))
        return 0

    return flow


def _looked_at(path: Path, variation: str) -> GameLog:
    from wargame.session.saves import open_replay

    game = open_replay(path)
    return game.variation(variation) if variation else game


def game_flow(game: Game, *, brief: bool, told: tuple[str, ...] = ()) -> Flow:
    """A game at the table, where everybody is ``told`` something at the beginning; then the menu."""

    async def flow(app: Program) -> int:
        from wargame.tui.play import play

        said = await guarded(partial(play, brief=brief, told=told), app, game)
        game.main.close()
        return await menu(app, said)

    return flow


async def menu(app: Program, message: str = "", *, at: Literal["menu", "new"] = "menu") -> int:
    """The menu, again after everything that was chosen on it, until somebody quits."""
    from wargame.tui.menu import Choice, Menu

    while True:
        choice = Choice("new") if at == "new" else await app.push_screen_wait(Menu(message))
        at, message = "menu", ""
        what, path = choice
        if what == "quit":
            return 0
        if what == "new":
            message = await guarded(_new_game, app)
        elif what == "alone":
            message = await guarded(_alone, app)
        elif what == "class":
            message = await guarded(_classes, app)
        elif what == "open":
            message = await guarded(_open, app)
        elif path is not None:
            message = await guarded(_resume, app, path)


async def _new_game(app: Program) -> str:
    from wargame.session.places import new_save
    from wargame.tui.choose import ChooseScenario
    from wargame.tui.play import play
    from wargame.tui.seating import Seating

    async def lay(wanted: NewGame) -> Game | str:
        return await guarded(in_thread, app, partial(_begin, wanted), "Laying the table ...")

    while scenario := await app.push_screen_wait(ChooseScenario()):
        game: Game | None = await app.push_screen_wait(Seating(scenario, new_save(scenario.id), lay=lay))
        if game is not None:
            return await play(app, game, brief=True)
    return ""


async def _alone(app: Program) -> str:
    from wargame.session import Settings
    from wargame.session.places import new_save
    from wargame.tui.alone import ChooseSeat, against_planners
    from wargame.tui.choose import ChooseScenario
    from wargame.tui.play import play
    from wargame.tui.seating import NewGame

    while scenario := await app.push_screen_wait(ChooseScenario("Play alone")):
        if seat := await app.push_screen_wait(ChooseSeat(scenario)):
            settings = Settings(minutes=scenario.minutes, alone=True, desk=scenario.desk)
            seats = against_planners(scenario, seat)
            wanted = NewGame(scenario, seats, settings, None, new_save(scenario.id))
            game = await in_thread(app, partial(_begin, wanted), "Laying the table ...")
            return await play(app, game, brief=True)
    return ""


async def _classes(app: Program) -> str:
    from wargame.tui.classes.flow import classes

    return await classes(app)


async def _open(app: Program) -> str:
    from wargame.session import Game
    from wargame.session.saves import open_replay
    from wargame.tui.play import play
    from wargame.tui.replay import Replay
    from wargame.tui.saves import SavesScreen

    message, at = "", None
    while opened := await app.push_screen_wait(SavesScreen(message, at)):
        message, at = "", opened.path
        if opened.how == "resume":
            found: Game | GameLog | str = await guarded(_resumed, app, opened.path)
        else:
            look = partial(open_replay, opened.path)
            found = await guarded(in_thread, app, look, "Opening the save ...")
        if isinstance(found, str):
            message = found
        elif isinstance(found, Game):
            return await play(app, found, brief=False)
        elif await app.push_screen_wait(Replay(found)) == "menu":
            break
    return ""


async def _resume(app: Program, path: Path) -> str:
    from wargame.tui.play import play

    game = await _resumed(app, path)
    return game if isinstance(game, str) else await play(app, game, brief=False)


async def _resumed(app: Program, path: Path) -> Game | str:
    """The game in a save, to go on with; or a sentence on why not."""
    from wargame.session.game import Game
    from wargame.session.running import SealedOrders

    try:
        return await in_thread(app, partial(Game.resume, path), "Opening the save ...")
    except SealedOrders as sealed:
        if not await _begins_anew(app, sealed):
            return "Nothing was changed."
        return await in_thread(app, partial(Game.resume, path, anew=True), "Opening the save ...")


async def _begins_anew(app: Program, sealed: SealedOrders) -> bool:
    """Is a turn to begin anew, the orders of which can't be opened here?"""
    from textual.content import Content

    from wargame.tui.modals import Confirm
    from wargame.tui.untrusted import plain

    text = Content.assemble(
        "The game was begun on another computer, and what ",
        plain(sealed.names, 200),
        " committed can't be opened here. Anew, everybody orders again, with other dice; the code of the "
        "table opens it: wargame resume SAVE --code CODE.",
    )
    question = Content(f"Begin turn {sealed.turn} anew?")
    return await app.push_screen_wait(Confirm(question, text, yes="Anew", no="Back")) is True


def _begin(wanted: NewGame) -> Game:
    from wargame.session import Game

    wanted.save.parent.mkdir(parents=True, exist_ok=True)
    return Game.new(
        wanted.scenario,
        seed=wanted.seed,
        seats=wanted.seats,
        save=wanted.save,
        settings=wanted.settings,
        code=wanted.code,
        hides=True,  # people may sit down later
    )


def _set_up(
    scenario: str,
    seats: Mapping[str, str],
    seed: int | None,
    save: Path | None,
    code: str,
    desk: str,
    *,
    odds: OddsForm | None,
    dice: DiceForm | None,
) -> Game:
    from attrs import evolve

    from wargame.bots.seating import setups
    from wargame.scenario import load
    from wargame.session import Game
    from wargame.session.places import new_save
    from wargame.session.setup import usual

    loaded = load(scenario)
    settings = evolve(usual(loaded), odds=odds or "shown", dice=dice or "thrown")
    if desk:
        settings = evolve(settings, desk="cards" if desk == "cards" else "full")
    if save is None:
        save = new_save(loaded.id)
        save.parent.mkdir(parents=True, exist_ok=True)
    return Game.new(
        loaded,
        seed=seed,
        seats=setups(loaded, seats),
        save=save,
        settings=settings,
        code=code,
        hides=True,
    )
