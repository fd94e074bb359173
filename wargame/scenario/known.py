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
        "f9dfecad604d0059fef7264a63fd465043673cecc3fa05df96dd8a8df52eb2d2",  # offer-lesson
        "a970dab816eec962e7df2ee0f1e0a18c6f858d9a9ede69ba2b5c1838ea3f7311",  # a game of offer-lesson
        "9e7a4ab8e3bc162e35397f477725e2e01b572621beeb075de302c4689e0691c5",  # offer-second-term
        "7be41daeb6366ec19c2118002a9915ba3dbbdb92b3e089a1ec1f1cf4deeb86ee",  # a game of offer-second-term
        "21cbc7f12d91dd2742cb39676ebccc6c139a8745433400808b45e2615d983bef",  # offer
        "4326161c3b58d869e13633f8b514c69c527d9a355691c562c97406e308371f2c",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
