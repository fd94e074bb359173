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
        "c39890cdae705b02ce722eea5af785ecfc0e9bfe877bfca76e55211db0636c8e",  # offer-lesson
        "582d66ecef3d227f77c9165dae78e1f476e3aba1a3b5d21fa2d89d5d6ea8a2a8",  # a game of offer-lesson
        "a99c8a6c9d254154d38551a1f9897e05cc3080c30b6e2d92bb83c93b7e2ea16f",  # offer-second-term
        "70c68ce2219112722b035a02d3ac371d7227c615a585fe5ddcac505af96e2d63",  # a game of offer-second-term
        "07e5e464f0e8ed7419af5e5238dfd0ac0a6a17068914b61d5d69742d4c52c60d",  # offer
        "34b7ad0c281c7cf925082c89c007983e5ac79f99d638c3f1b4015938495c692a",  # a game of offer
        "719125a5f6bbbe601ae6e2e226793caa451ba2f4f65e7a89863b640db5e27fa2",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
