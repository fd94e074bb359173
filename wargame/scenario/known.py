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
        "9abb572066001935daf6f8dff1afc095252879ef01d1dc67d23c0ce3cea828c0",  # offer-lesson
        "654c4f725a6c165f63e252cf46958d6b0180e24eb3dcd0f51dd976a61dca0704",  # a game of offer-lesson
        "1011c9122225e9ef43645aa95ccf8429b4ef6cd3500981b28c3200f21df3cc7f",  # offer-second-term
        "77aa56a1740b8cab7224643fe67e1d9c841230e4480fda7ca3055926ddfa0280",  # a game of offer-second-term
        "88fd40a6eb9ebceded0cf921b793e2d5f87ed7494bee800b50b7e89e4a297f48",  # offer
        "f6daa876f85331498af04a2ee2b45d0f8b2ada6eef457f9496f7a783d7d77414",  # a game of offer
        "719125a5f6bbbe601ae6e2e226793caa451ba2f4f65e7a89863b640db5e27fa2",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
