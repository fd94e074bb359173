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
        "7abd0b4e824c22179bf2d8f9a86588eec941a89cd2b86d67cb97a522d3913f47",  # offer-lesson
        "028564bfb1699957a6431a45a63debb8ad2e61fc17edff834ffb126a7857df09",  # a game of offer-lesson
        "f1f86143441957985d61cb9753b113db5b99757f30a494387b24df540d73718c",  # offer-second-term
        "935da4409543652dba189945bfd1c11258ae5547be9142ba00f0cc3429441022",  # a game of offer-second-term
        "b4d408197eae138f6d04e14710508ea010c032e25755a4c8cb387d47f6938128",  # offer
        "6a97fccbd30e71cf9dc528e26735e6594cb02f9dde2694feac66e193edc7f10b",  # a game of offer
        "ad7a9dfb39254a565c7008dcca098161ea1b2873f93b6862d22b240f9823cce6",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
