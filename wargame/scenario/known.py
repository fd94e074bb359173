"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "67b0a8b02669ae87138702c3e26f773c56839ae5be6e399e9b33fc536139b5f3",  # first-letter
        "6ad668145d10a723ed25acbe47b923b72f8c9ba87aebd25f857b54df62c606cc",  # a game of first-letter
        "ae79cb4207802094602866cd3d89e2130d4667cb7f12b238e181cca0c75fb75a",  # offer-lesson
        "ed75b5eed403f08f8bf722da2720c6cb3e771e86de82116311a0b2377c6b5be6",  # a game of offer-lesson
        "6d75bf85e7462e6f630abc4000c25b79ccf429b3386d319f2d0c3f28409b91ce",  # offer-second-term
        "33e86f23d3cb35a9efbee9866c5e38d34078414684502fdd962bbf56e7365659",  # a game of offer-second-term
        "18142d3765dfc3074a170ff8c52ecbb94fcd136e16f324a03a1df210f8278215",  # offer
        "2e3cd04ac6d98954b0d169acf01638e48e11e355fd0340984e066ac834a8c95e",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
