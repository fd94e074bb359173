"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "5e242849ee7a022a3cd3275e16e9ae6c227b2cc7a2baacb777f6747ccefc33fd",  # first-letter
        "1daf1d22c89cef8194b5faf27d8d9ea2f814d6866a32b5e34f0217f8a3c79bfa",  # a game of first-letter
        "8b0368b6215606c82f9c99658cc8ce10c74accbd643375bd9386cd9c78dbc45a",  # offer-lesson
        "04ef0283a58170e0156e2cb38ac1c025fcaa33330ba3928bb8125dabe0d40d21",  # a game of offer-lesson
        "ee8919dd7cf274cc34d63d27c52a17d8accac1e14acef99c9c98ebd6f9fa9e59",  # offer-second-term
        "d8108fbf1e6e4c0def76939bd3f0d71d0c3636f3c07e1b86f76fc209c053083b",  # a game of offer-second-term
        "5ea25a57bee5acb4a78a934d5457bc6feb6fab113d66fd527e511953ec825cbf",  # offer
        "15675a8955dbb05ab9abbf3567e270a7a7b6926c08f49df3906e6d9d2c0d41b7",  # a game of offer
        "344dec7e9fa0490a30943c81b3461a4e11b40d3843c7ba43d601ba994de71472",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
