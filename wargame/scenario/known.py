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
        "9e482d9598a9ec6091fdcf6e5dd41cfed791898711e2aeb3d7e193ac486ba91d",  # offer-lesson
        "7800057f328e090561eb1429ec2c899b123ae927c7d5cd5b639da101e40d59f2",  # a game of offer-lesson
        "a99c8a6c9d254154d38551a1f9897e05cc3080c30b6e2d92bb83c93b7e2ea16f",  # offer-second-term
        "70c68ce2219112722b035a02d3ac371d7227c615a585fe5ddcac505af96e2d63",  # a game of offer-second-term
        "94867f3afaf327c0cc6264b6b115bce72d126d3f11573d94a344dc4da67ddabd",  # offer
        "352f9e8f9db25a4dd39b3b9bc0a1723af752c6d2d25aa9c586c8b6862f3cee90",  # a game of offer
        "719125a5f6bbbe601ae6e2e226793caa451ba2f4f65e7a89863b640db5e27fa2",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
