"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "cd606c2c3e097a4170c220e8afddb846c86aec2aeb10af079cabcb8a0c1db9ed",  # first-letter
        "e05bb61252e2861f1196825b695012e6256a0e6b7cc234aae2d0ae0ef311227a",  # a game of first-letter
        "f758b68b98dac63dd1a1b58f60f7d777d6678f31fe49e777cdee91a3ebb2ab35",  # offer-lesson
        "4aa4d0a4d2ab36d17c61f845e1a0dec935363e94002a7cc20cb92477600d87ca",  # a game of offer-lesson
        "60e642525b717a373ed6845f74e5dd14aea40cea586ceab623bf9ccd006e8079",  # offer-second-term
        "8ec4eafae6493f25e3872e6fce36f5adb23886a98bed3fd27015dc25aadc9dfc",  # a game of offer-second-term
        "b48ae6e9d9b6da823d58899f3b4969447af5621d1f44ce7baf4d4e6fc6a672fd",  # offer
        "1617f590b687e24fa74c59b6286bc5f9de24075defd96b09b6264782052358bb",  # a game of offer
        "71beec265972f078f27c2886206bd41019071bf543bf84e91f4a3643fc03f6d7",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
