"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "47aa1f64bab1bfe3b3ff78a520e82696764d44924db91632b6971173a250cfdc",  # first-letter
        "24fea26547056c8f53dd5bb95b638774b0b0ccdde180f08512436cd2edcb56f9",  # a game of first-letter
        "74936b3af600e8461fb190cd115ae0a449a851d85eefdae9cf15e0e7d7de1796",  # offer-lesson
        "8032edaf4190f3109e469ba140c378bd05eeb0be91b94387d3417e15b5fe0f57",  # a game of offer-lesson
        "3c94797b19871f0b154db572faf76644e57faa61456a05f61ad770900122b6a3",  # offer-second-term
        "10d0b8f1af8e8b4832f17eb58e6fe1b1c23e1ff31a63d463cf126a0dd0b45a50",  # a game of offer-second-term
        "e713509e050fae9138b987b85ed00a91e8105d7b504e0012a496cb37e199cb2c",  # offer
        "29a1bc2236e7d8d1c4fd6d6b7ca359c89e9f08ad5339c373e5473970a1d581f2",  # a game of offer
        "719125a5f6bbbe601ae6e2e226793caa451ba2f4f65e7a89863b640db5e27fa2",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
