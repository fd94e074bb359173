"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "c534c69249ced3a9df8c389551eec49989131ed35b35057cb3b32059cc2f5a56",  # first-letter
        "311ffa0f9065cdc381b227f564ea64a52166a55bd763c1158249d96049180748",  # a game of first-letter
        "81b1af321289e58b28e2fa2c45b1238f0982e7a80e24a80fd783dd233e04d2fe",  # offer-lesson
        "e3217edaf530afb71eaa059b961ce7db44ffbeea335b73069b61a003d8d09366",  # a game of offer-lesson
        "ee8919dd7cf274cc34d63d27c52a17d8accac1e14acef99c9c98ebd6f9fa9e59",  # offer-second-term
        "d8108fbf1e6e4c0def76939bd3f0d71d0c3636f3c07e1b86f76fc209c053083b",  # a game of offer-second-term
        "ef47cc1b410fd017000449f794cf0b0dc589935349ebd7f0708d59652b84b4dd",  # offer
        "71beec265972f078f27c2886206bd41019071bf543bf84e91f4a3643fc03f6d7",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
