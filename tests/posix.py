"""What only POSIX systems have: pipes with a name, open files without one, modes, signals that kill."""

from __future__ import annotations

import os

import pytest

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
