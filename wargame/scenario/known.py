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
        "ed3aecd0832c5405e0df587fbc48deb6b075623abbd0aacd2a790a0ff20cd07e",  # offer-lesson
        "a0dad96a1c918f671e824b42268f0f1357740b10fdc36aecc26138b4fd06a74e",  # a game of offer-lesson
        "271d552ba9b81ab9d4b6a2027228cc79cfe119e5f37096c5242a3f822b74c8f8",  # offer-second-term
        "3390d33b4ec27da8436707b34391aa3ef7c53df6c8589af03a1ad93cff0de983",  # a game of offer-second-term
        "97dbd38e49e944fda7e2811fab0dd356e2628d06dbfb1f2a7322b019cb87e3b1",  # offer
        "f256510f67533211fa9c2b5fa9e9d0b4b5f41a6a6d751cf41e70594f6822e283",  # a game of offer
        "719125a5f6bbbe601ae6e2e226793caa451ba2f4f65e7a89863b640db5e27fa2",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
