"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "4895033b1ddc057dae6348633fe91c573bb11483ff1dd473f3bab3bfd0f72681",  # offer-lesson
        "24883f9409018a1e28bb582498ca36b9c5096abaac6c3b425261034c787e1139",  # a game of offer-lesson
        "c37b991394602c1177c795a51d3a4d28a521d23f92b02c331768d90157eb79c9",  # offer
        "6f3ccc7a0c8a4c03f41b6e5d875bc31fb9fd599ec7188672b9981e844557a6f9",  # a game of offer
        "63d6d60ba7566f08af5fc787f40203936ec132a4cbd20afdf99aeec518e46f20",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
