"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "45da96669b04263adf20aec2743ebd01ac50739edc2ed36c58dcd0ee375ff860",  # offer-lesson
        "6dc0abc6795e447849a315402fa0e461567d0c7e5e734b931bc57af1a20d96a8",  # a game of offer-lesson
        "ad3344d1eb31084f741e68d7937d75d9e8e5ad7a24d358eb4b0d304bb032a492",  # offer-second-term
        "57d0bb52e555f44305ef8bb2b4e30af21fa61b1be7312cc845fbc8a4288e2752",  # a game of offer-second-term
        "a825c24c73cf3f0b14d5fd6db85963846b657fd0d45db098d70d59252d9c3f8a",  # offer
        "2d7491c07e483ebd4565aa76b4a8126fb0162b45f6a0f33aba88f552746bdfac",  # a game of offer
        "ad7a9dfb39254a565c7008dcca098161ea1b2873f93b6862d22b240f9823cce6",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
