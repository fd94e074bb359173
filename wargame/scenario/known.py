"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "6eec9c99081ed5566b26e9bba973b378ce3312935b998f5fc6580b291753fd0d",  # offer-lesson
        "fda4c90bc29fa4b89020eed1ca2a0a23c33c45b082e5a84e6a8042219e1de701",  # a game of offer-lesson
        "b836065c7ef54c9aa474e7e5f54656b7d7995516bb339d2a59b02b67e6383e33",  # offer-second-term
        "9335b0cc0bf4a96e4b2eba55c523a7e337e88422f04755ebcb751ea3dc81ced6",  # a game of offer-second-term
        "bb26bb113908cb0a77eef1f3e59e945ac9b920ae40fe12d017efad0732ae2b34",  # offer
        "ad7a9dfb39254a565c7008dcca098161ea1b2873f93b6862d22b240f9823cce6",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
