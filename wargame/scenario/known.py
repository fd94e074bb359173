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
        "36a3f807b7c55c2a77de801b7e69c9e113e64311ddd5a359365264c35283464c",  # offer-lesson
        "3d029a8d17d97286143b14a9edf02c1b8fdae39514b9e02fe88593d446e2cbc5",  # a game of offer-lesson
        "05f24fbcea9bfe1380f0262af6d543404bff108c55ab48dfbc9717807de888d1",  # offer-second-term
        "8013ac0b074033748baf889114405852579c77338ee4da1a912ad0f98c885c31",  # a game of offer-second-term
        "8d0c3edfd0b648b27eb80c55d68816493d0dff7547e74c4bd5b043a39e793010",  # offer
        "344dec7e9fa0490a30943c81b3461a4e11b40d3843c7ba43d601ba994de71472",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
