"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "c8880e9545d22daa6dc0647b0e9a6b7507a407420bee4b2ada4f71aa806a376f",  # first-letter
        "6ee493d595667f42b0714f93b98057930ecbeb868655763a96b6b4a79bf798d6",  # a game of first-letter
        "e55bdd3abf5ff246caea746e81a12da0a4651acd5194279e0f81853c474d2a81",  # offer-lesson
        "e16a1ce3030eb30f17795511e0fd38dbb7179c661198d73a776f66ff81ebed44",  # a game of offer-lesson
        "9e7a4ab8e3bc162e35397f477725e2e01b572621beeb075de302c4689e0691c5",  # offer-second-term
        "7be41daeb6366ec19c2118002a9915ba3dbbdb92b3e089a1ec1f1cf4deeb86ee",  # a game of offer-second-term
        "54e3bd6ca8d17ddb988a4fca1ace76afd0435dfaa6e062018dc27b1112a1591b",  # offer
        "fd52bc2f89d4f0e1d5741613944320fe84cb5b8c3fe872f8f3574d5b0fc501f3",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
