"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "826c053fc41e2672c241bdad629917c6ab00ac9ce6a349914022e294b23504d5",  # first-letter
        "2744e6f596c5eb473a3dcaca64f2e35d477a3e67fa88e39ec38727a4abb39cb0",  # a game of first-letter
        "5f25b90308c1713f5bdb51281305a27c62e4811bfc7ea8e03cf694f5aff2f968",  # offer-lesson
        "8eeff270609d0d15388fc731005c50cfc6aeaa9a151460fbc51d90a28a908a3e",  # a game of offer-lesson
        "cfe34093b6475133f05fa45682c8785e5c71a7af5e82b4222e469e614d119626",  # offer-second-term
        "ef2517651d12bc0b64b190b596473a99fd051eb584df33f8cdd08fbda4392197",  # a game of offer-second-term
        "9aa668b9539231b3657f23e50f0f78f223a04d5f0f5ce639aefb1b2c57da3630",  # offer
        "53390b1f75dcafa5ee0e1d1c69671903abf42ccae359789f1f08f29a331fa229",  # a game of offer
        "ad7a9dfb39254a565c7008dcca098161ea1b2873f93b6862d22b240f9823cce6",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
