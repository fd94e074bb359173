"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "47aa1f64bab1bfe3b3ff78a520e82696764d44924db91632b6971173a250cfdc",  # first-letter
        "24fea26547056c8f53dd5bb95b638774b0b0ccdde180f08512436cd2edcb56f9",  # a game of first-letter
        "874367a4d7f6902490dbbf0e965d442cbb161eea158aa9057fbc64193719bc37",  # offer-lesson
        "c2f38d21171df1211625be1df9db0ad8cdfa87970845a7b851bfd21605c9240d",  # a game of offer-lesson
        "bd57155933f3955ee57fd73d624bd9e21ec9d4e71560e39923c2e636012df2bb",  # offer-second-term
        "2db24b5cb16d69706113ecf50781be864b356099cddca4d372b51808a658d95f",  # a game of offer-second-term
        "760ab772d68a03d63311a823a9cad25505cc518fd52caa76b704df6bf3f786d5",  # offer
        "719125a5f6bbbe601ae6e2e226793caa451ba2f4f65e7a89863b640db5e27fa2",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
