"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "cf61c62d0d32a8a5f638f49ebc18f2eab8ab6ec456be5b0df7089c4b09b497d7",  # first-letter
        "c8b5d948e11fb2e74c976f55ebbb2c25bd69475be30787472a50739e4b528f13",  # a game of first-letter
        "c318abe7ad9e8f851401597b055962a37c5b5a550a967e32904ace12a096e788",  # offer-lesson
        "8ea251ff5fe660631a549982b3b78045967af78d82cca5a19d743b4dd8690679",  # a game of offer-lesson
        "d64b582f4a2b2ce01e25d491aad0bd22f836971480da20e09e2ca1d686f4313c",  # offer-second-term
        "e16888b408c59186ea1b2c17daef0d2f6b1246de4f87762352a1bc07bc825b61",  # a game of offer-second-term
        "faae55ddbd8eee2512cab58a244c884068d7feaec15ee540bcc5940c0c978931",  # offer
        "d10e68ece3c1ce08f742a557567a5308119a7fd9cc9e0d80979c24fc2b4c3e7d",  # a game of offer
        "71beec265972f078f27c2886206bd41019071bf543bf84e91f4a3643fc03f6d7",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
