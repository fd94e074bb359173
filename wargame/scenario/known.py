"""The scenarios that travel with the program: known to have no errors, they need not be looked through at
each start. Written by ``python -m benchmarks.known``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

_FINGERPRINTS = frozenset(
    {
        "6c06c3c95fb7df645934b1e02c9a472673495f2277e4306259313533dbf65458",  # offer-lesson
        "02f29a1b0968705441e2b1704fa315362536608b4d45f4eccc713937d8cd2702",  # a game of offer-lesson
        "bf06d93012994a1ee73e67e3dcd382bfb4518bc6afdd91d5b041538ab73d581e",  # offer-second-term
        "fb5897f317aeee494ea70fa37096d14ab9dda6680cebc1dd85ff7cd3962471c5",  # a game of offer-second-term
        "517274cc9ac1c93b7a58c96e748abdd353b8f2d2bbbc0370a3d803287e774bf5",  # offer
        "a4fcd92a36691ef8291bb1ace8c87a45f67510350b9f7d4379c842070cf5ad86",  # a game of offer
        "d02b57c9140c4872399a3562d9d9d9575f3a28fb1e867bd93af8ccd2aab49f60",  # sample
    }
)


def known(document: dict[str, Any]) -> bool:
    """Is this a document of one of them, to the last letter: as its files have it, or a save?"""
    return fingerprint(document) in _FINGERPRINTS


def fingerprint(document: dict[str, Any]) -> str:
    """Return what stands for a clean document, whose tables count in their order: 64 hexadecimal digits."""
    return sha256(json.dumps(document, default=str).encode()).hexdigest()
