"""What is said on the terminal once the screens are gone."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

from textual.worker import WorkerFailed

from wargame.text import clean

FAULT = "The program has a fault and had to stop"
"""How it begins where the program failed."""

_PROGRAM = Path(__file__).parents[1]


def farewell(save: Path | None, *, failed: bool = False, error: BaseException | None = None) -> str:
    """Where the game is, and that the program failed, if it did: a line each, or nothing.

    Of an error its kind and place are told, never its words or what the program knew: both may be secret.
    """
    kept = f"The game is kept in {clean(str(save), 400)}\n" if save is not None else ""
    if not failed:
        return kept
    more = " What was committed is in the save, and `wargame resume` goes on with it." if kept else ""
    return f"{FAULT}{_place(error)}.{more}\n{kept}"


def _place(error: BaseException | None) -> str:
    while isinstance(error, WorkerFailed):
        error = error.error
    if error is None:
        return ""
    ours = [at for at in extract_tb(error.__traceback__) if _PROGRAM in Path(at.filename).parents]
    where = f" in {Path(ours[-1].filename).relative_to(_PROGRAM)}, line {ours[-1].lineno}" if ours else ""
    return f" ({type(error).__name__}{where})"
