"""The screens, in Textual. Modules of a screen are imported when it opens, so the menu is there at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.session import Game
    from wargame.session.setup import DiceForm, OddsForm
    from wargame.tui.app import WargameApp
    from wargame.tui.rehearsal import Rehearsal

__all__ = [
    "run_class",
    "run_deck",
    "run_menu",
    "run_play",
    "run_rehearsal",
    "run_replay",
    "run_resume",
    "run_room",
    "run_watch",
]


def run_menu() -> int:
    """Open the menu; return an exit code."""
    from wargame.tui.flow import menu_flow

    return _run(menu_flow())


def run_play(
    scenario_name: str | None,
    seats: Mapping[str, str],
    seed: int | None,
    save: Path | None,
    code: str = "",
    desk: str = "",
    *,
    odds: OddsForm | None = None,
    dice: DiceForm | None = None,
) -> int:
    """Straight to the table (to the new-game screen without a scenario); return an exit code.

    ``seats`` maps seat ids to ``people``, ``closed`` or ``ai:POLICY``; seats left out are people's. ``desk``
    is ``cards`` or ``full``; empty, the scenario says it. ``odds`` and ``dice`` are as in ``Settings``.
    """
    from wargame.tui.flow import play_flow

    return _run(play_flow(scenario_name, seats, seed, save, code, desk, odds=odds, dice=dice))


def run_class(name: str, group: str | None, **how: object) -> int:
    """Straight to the table of a group of a class; return an exit code. ``how`` goes before what its file
    says: ``words`` for seats, ``seed``, ``save``, ``code``, ``desk``, ``odds``, ``dice``."""
    from wargame.tui.flow import class_flow

    return _run(class_flow(name, group, **how))


def run_resume(path: Path, code: str = "", *, anew: bool = False, variation: str = "") -> int:
    """Go on where a save ends, or a variation in it; return an exit code."""
    from wargame.tui.flow import resume_flow

    return _run(resume_flow(path, code, anew=anew, variation=variation))


def run_replay(path: Path, variation: str = "") -> int:
    """Show a save turn by turn, or a variation in it; return an exit code."""
    from wargame.tui.flow import replay_flow

    return _run(replay_flow(path, variation))


def run_deck(path: Path, variation: str = "") -> int:
    """Lead through the guided debrief of a save, or of a variation in it; return an exit code."""
    from wargame.tui.flow import deck_flow

    return _run(deck_flow(path, variation))


def run_rehearsal(game: Game, speed: float = 1.0) -> Rehearsal:
    """Play a game that is kept nowhere at ``speed`` on its own screens; return the program as it ended."""
    from wargame.tui.rehearsal import Rehearsal

    app = Rehearsal(game, speed)
    _end(app)
    return app


def run_watch(path: Path, told: str = "") -> int:
    """Follow the game in a save that is played elsewhere; return an exit code. ``told`` says which it is,
    where that is to be said."""
    from wargame.tui.watch.flow import watch_flow

    return _run(watch_flow(path, told))


def run_room(folder: Path) -> int:
    """Follow all games in a folder; return an exit code."""
    from wargame.tui.watch.flow import room_flow

    return _run(room_flow(folder))


def _run(flow: object) -> int:
    from wargame.tui.app import WargameApp

    app = WargameApp(flow)  # type: ignore[arg-type]
    _end(app)
    return app.status


def _end(app: WargameApp) -> None:
    app.run()
    try:
        print(app.farewell(), end="", file=sys.stderr, flush=True)
    except OSError:  # the terminal is gone: what is left to say goes nowhere, as it would change the status
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    app.done.set()
