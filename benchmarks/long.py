"""The long tier: what the tests try of kills, cuts, flips, errors of the disk and spoilt files, twenty times
as much, and an hour of random keys with two hundred kills.

``python -m benchmarks.long`` (POSIX only; about an hour and a half) gives the figures of ``docs/promises.md``
and ends with status 1 at a fault. ``--minutes 0`` leaves out the keys.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
TIMES = 20
TESTS = (
    "tests/journal",
    "tests/session/test_forged.py",
    "tests/session/test_full.py",
    "tests/test_corpus.py",
    "tests/rules/test_secrets.py",
    "tests/scenario/test_expressions.py",
    "tests/scenario/test_lines.py",
)


def tests() -> int:
    """Run the tests, many times as much of each; print what they say of it, and return the exit status."""
    command = [sys.executable, "-m", "pytest", "-q", "-rP", "-p", "no:cacheprovider", *TESTS]
    settings = {**os.environ, "WARGAME_LONG": str(TIMES)}
    done = subprocess.run(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True, check=False)
    lines = done.stdout.splitlines()
    print("\n".join(line.removeprefix("FIGURE ") for line in lines if line.startswith("FIGURE ")))
    print("\n".join(lines) if done.returncode else lines[-1], flush=True)
    return done.returncode


def main() -> None:
    """Run it all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="of random keys")
    options = parser.parse_args()
    begun = time.monotonic()
    status = tests()
    if options.minutes:
        keys = [sys.executable, "-m", "benchmarks.keys", "--minutes", f"{options.minutes}"]
        status = subprocess.run(keys, cwd=ROOT, check=False).returncode or status
    print(f"{(time.monotonic() - begun) / 60:.0f} minutes, {'a fault' if status else 'no fault'}")
    sys.exit(status)


if __name__ == "__main__":
    main()
