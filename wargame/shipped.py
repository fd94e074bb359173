"""Where the files are that travel with the program: ``scenarios`` and ``saves``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def directory(kind: Literal["scenarios", "saves"]) -> Path:
    """Return the folder of that kind: inside the package where it is installed, beside it in a checkout."""
    installed = _PACKAGE / "_data" / kind
    return installed if installed.is_dir() else _PACKAGE.parent / kind
