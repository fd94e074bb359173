"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "5a17aa76bfa1b63f126bc5aa3689ed24d9cdfd14e3b9296f91118b5265343671",  # offer-lesson
        "8953fc71507731ee4d4768eeead050a1678f6a09e9da959baad3d307dc8752e0",  # a game of offer-lesson
        "d73259306a95fdeb4a4a0b9aee6fcfaaa4c3da9e1077f54eb406edc522d4b8db",  # offer-second-term
        "5cd543702d633800f1434869920a43e4cfd0aeb86ab81f3e0b4d33451d00ffb5",  # a game of offer-second-term
        "34b43cd34c349178e0bece3b2f471ac573516c3e1e62be17bb951e5c2ca9bcc4",  # offer
        "a0ed0e1338fcc27f428be287fad1706decb051db9515157086d2e3f9a439eae0",  # a game of offer
        "63d6d60ba7566f08af5fc787f40203936ec132a4cbd20afdf99aeec518e46f20",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
