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
        "e1d03199e7f857c837e8fd56d6bbebe1ffa25e862ba61952bc8a0799a5a6b61c",  # offer-lesson
        "ab52687b4ec7db2f77a453a4ad207e0d01bac1f145beb35d080c307d6f72e1a3",  # a game of offer-lesson
        "5a676d285c53906463a126da2767a16d138ff4109224658af68bf232b6870dc0",  # offer-second-term
        "c2ea7d0cdb4a780c27e1bbed39660062d84b724bf447de45afb5c93729ce893f",  # a game of offer-second-term
        "59e92aebbe0387d0a2796327bde8a3186312b17968bd54a3f9ab92690c4b02e3",  # offer
        "d09ead88eba7bc4bb219434441990550a5dd3f543535955826bd4943b0349762",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
