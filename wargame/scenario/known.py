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
        "b61eedf9930050ceb0f196d7e3ffb6c544039d0088e2542809bbcca9565a66ac",  # offer-lesson
        "c74d7c1b701225dd40342cc1ab2ec75a57d6a70e0fe1429eaff7a7ef7fe667d7",  # a game of offer-lesson
        "60e642525b717a373ed6845f74e5dd14aea40cea586ceab623bf9ccd006e8079",  # offer-second-term
        "8ec4eafae6493f25e3872e6fce36f5adb23886a98bed3fd27015dc25aadc9dfc",  # a game of offer-second-term
        "f2efc90f9de7b879f29ee0bb528aedb6da4f506b9aaef8a142359696887e2c04",  # offer
        "02612cfadfde82b629648f778521b7d9d6d2d1821adf197899f7aa95a82fa797",  # a game of offer
        "71beec265972f078f27c2886206bd41019071bf543bf84e91f4a3643fc03f6d7",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
