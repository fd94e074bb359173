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
        "08f96d74035ce401c198e20231f7c313d52bf1b0baad4f239aa68ca5c4222dcf",  # offer-lesson
        "65a13e04243fce70ff9aeba8a1db93fec19495aebac151f339046e665d471c6f",  # a game of offer-lesson
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
