"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "443d080cb6c82bd0de8acfe34bb728f13e870a3478f76a6e6e2a88f67d55a4c5",  # first-letter
        "f2cae92ad253d99f87b4450296ef68513786af8e80bb8316b4300d8383a2cd15",  # a game of first-letter
        "78a2bdddce343751f8802a6738db76a4bd9cd48b35be56769387e7b42a0a3eb7",  # offer-lesson
        "6010af49cd9768fc0111dcf9981ff29fad2892a89af901f9f02afdeb1e675bd3",  # a game of offer-lesson
        "805cfbb8345d7a31508616369173ce19588ed289da2b2960e7efa87632bb49b0",  # offer-second-term
        "9b3de078dc47b49e26c184efb04297172e1bd2f4959d22c4ee542ec2ac945971",  # a game of offer-second-term
        "39814b1af99f9e749f2c4b8efdea7cd94dd793db0aa9cf1765ac52378b28689c",  # offer
        "614deb44820086a57fce5f69aee95c7bfd71575f3db2b7962eb3c3cb5cb7905d",  # a game of offer
        "719125a5f6bbbe601ae6e2e226793caa451ba2f4f65e7a89863b640db5e27fa2",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
