"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "8fe1cb419102fbd17499c6ecfde5577310edde2163e293f43dac277d88f53f5f",  # first-letter
        "5d5dfae5fdb8c759f89fc305b2788ffe1b5c35a6737ed4a39d6a424618fbe5ef",  # a game of first-letter
        "f07365618b7705e1d8dfcbfa38b2be9940445f0c77905fa1070c0cf6671eeac0",  # offer-lesson
        "ce609fc197930707d764dddf8a0404130e74b20380cd632a4f915e7073b0ba6c",  # a game of offer-lesson
        "a99c8a6c9d254154d38551a1f9897e05cc3080c30b6e2d92bb83c93b7e2ea16f",  # offer-second-term
        "70c68ce2219112722b035a02d3ac371d7227c615a585fe5ddcac505af96e2d63",  # a game of offer-second-term
        "21049b34e3cec61ab89cc746bcafe9b14b8d189c29b8ec724d8101268991ed2d",  # offer
        "57cb820a4913bc2af044123b4bc9483cd6334ce14016e23226434fe9d255c7de",  # a game of offer
        "719125a5f6bbbe601ae6e2e226793caa451ba2f4f65e7a89863b640db5e27fa2",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
