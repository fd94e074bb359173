"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "0f63f7f3756430654b75691a7932bf05e8311e5170050a2012583e9948ed3895",  # first-letter
        "e293afc64330140fc534c571c814a3b6d08cd30408e7cac95f7ff9f6f9443cd3",  # a game of first-letter
        "125a7d8f53bf6e925d6d5c98b1ec964a4a2c09229c93545aea197cef4c5a14c4",  # offer-lesson
        "3d1f878f678bbc7a61d74c65f1fd36723639a9b3d4fbd244d22a32acf2744c83",  # a game of offer-lesson
        "805cfbb8345d7a31508616369173ce19588ed289da2b2960e7efa87632bb49b0",  # offer-second-term
        "9b3de078dc47b49e26c184efb04297172e1bd2f4959d22c4ee542ec2ac945971",  # a game of offer-second-term
        "6b7d3afd57db0a41372b7e60ab0c07a36ac26acf40afe2124a4a546d2db7f1c2",  # offer
        "9465f155f659eb223fd7add82a5da917b4e197b8445c2f7f46de1e5e8970c80c",  # a game of offer
        "719125a5f6bbbe601ae6e2e226793caa451ba2f4f65e7a89863b640db5e27fa2",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
