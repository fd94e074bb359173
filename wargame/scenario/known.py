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
        "70e335f8d9627d0fc0e3b8a7b38adc8cab9c8d1daa38aa6521bb918f7759c507",  # offer-lesson
        "b017fabf90be7e892a5507f4cdb1a1189b355b5d2e71bcaeb0627c796288057c",  # a game of offer-lesson
        "99e3211524117c0f85c321f64679fefef867307674f4ebb954e46314abdc2c66",  # offer-second-term
        "b3d1f1835f8a3124f7b12393ca1bbc4ffebbfcf83d5968c97243daf13409b1b3",  # a game of offer-second-term
        "660d5b35fcc3094408f3e84a77f527f7ede6433a5c0b15b5ef503b3ab63a7124",  # offer
        "11b43eb53cc9820727576824aa742a6f7373c3c56d3838e6b0d023f03665b194",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
