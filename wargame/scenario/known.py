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
        "132cd39d25c12e8a80a70eceb3ef745605b7ec554ca1460c1307f89a585dfb77",  # offer-lesson
        "a1f115dfd2958ece9e32fc17d633b0bfcded4d9f13fc7d58c21b5cc7744ef762",  # a game of offer-lesson
        "60e642525b717a373ed6845f74e5dd14aea40cea586ceab623bf9ccd006e8079",  # offer-second-term
        "8ec4eafae6493f25e3872e6fce36f5adb23886a98bed3fd27015dc25aadc9dfc",  # a game of offer-second-term
        "8934c2a5d632481a451ec01e7fd64de66bd13e20b1c4e2166b3fb1392d9b21f2",  # offer
        "75dcc8cf8c44c4b376467d2523b4ae49b12ecd1f17539c76f6577c2647ee159d",  # a game of offer
        "71beec265972f078f27c2886206bd41019071bf543bf84e91f4a3643fc03f6d7",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
