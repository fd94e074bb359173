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
        "7b0190ceca2a23d445fc925b97209b2ebcea337d659bc08beb7cdfdc50dffcfe",  # offer-lesson
        "2e756083d792f44f1576542f36766fa6c2e845cdd5cfa2a71522b2f7528ff24e",  # a game of offer-lesson
        "ad3344d1eb31084f741e68d7937d75d9e8e5ad7a24d358eb4b0d304bb032a492",  # offer-second-term
        "57d0bb52e555f44305ef8bb2b4e30af21fa61b1be7312cc845fbc8a4288e2752",  # a game of offer-second-term
        "51b82c5046e4882c324b55ff9696e38a2a21ba2f41bd1a2e2bf2d570090e2e2d",  # offer
        "6774e626a5e0e9095c8e2f293530d8a1f4069c2292ccda87a185b917dcccc798",  # a game of offer
        "ad7a9dfb39254a565c7008dcca098161ea1b2873f93b6862d22b240f9823cce6",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
