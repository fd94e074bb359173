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
        "c77407bfc2466d10db8f24106a47de75c7e7df327819d5e5625e484fc0d782ef",  # offer-lesson
        "0877fcb2cbb78626ff05ca40fea69d1f7c6838d9c17ca420aa57350979ee15f5",  # a game of offer-lesson
        "f1f86143441957985d61cb9753b113db5b99757f30a494387b24df540d73718c",  # offer-second-term
        "935da4409543652dba189945bfd1c11258ae5547be9142ba00f0cc3429441022",  # a game of offer-second-term
        "c0523df4e0241cf247625b0e5b4f5a1db3f1ce680454840576427903d72c490a",  # offer
        "7fa47e777dfba58a26f3843b83a541525d799aceca46a4296ce86fc0e1e122da",  # a game of offer
        "ad7a9dfb39254a565c7008dcca098161ea1b2873f93b6862d22b240f9823cce6",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
