"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "f59ac5aabb9374e4e327ea89c90ca7208c8dc53039f6f79119a1d140bad1ff99",  # first-letter
        "410d11c021c8480d367701e4970786849334a3c25f4b2fd232c892e5284fa0cb",  # a game of first-letter
        "b00de39d34c3754f2895752407d2c15d87332a7fd5671e9e48e526e58b0edeb6",  # offer-lesson
        "68472f870aafa43484e0ace9098b4250578017dd33bf62b437704da109f46d3c",  # a game of offer-lesson
        "85b16eb0e6be185f935005e2fdeac4f58fd48551d2f273a986d4c132a491239c",  # offer-second-term
        "899e2944c19bdd62666616eddfa97a50397d74acb3a22100864b62707ec3ab0a",  # a game of offer-second-term
        "17c4c7120b39dbe661dec202da2fd0aa45605906451304b59007e6a8ac7fa01e",  # offer
        "3d96c9832b021b2d0cd99e73ede816195cf25401afdc75019c5bcafb4c7b29a4",  # a game of offer
        "719125a5f6bbbe601ae6e2e226793caa451ba2f4f65e7a89863b640db5e27fa2",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
