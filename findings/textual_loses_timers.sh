#!/usr/bin/env bash
# One would guess that App.set_timer(0.004, callback) calls back after 4 ms, or later on a busy machine. What really happens
# (textual 8.2.8): a timer skips the times that it has missed, also the only one that there is. Where the system takes
# the processor away for longer than the delay between two lines of Timer._run, when it begins, it ends without having called
# anybody. That is rare, and happens on a loaded machine only; the clock below stands in for one.
# It matters here because the next look at a key that waits was such a timer: now and then the program took no key any
# more. Textual itself ends by one the pause in drawing while screens change, so the program's timers skip nothing
# (wargame/tui/program.py).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8
cat >"$work/timers.py" <<'PYTHON'
import asyncio
import time

from textual import _time
from textual.app import App


async def called(app, lost):
    """Ask for a call after 4 ms, while ``lost`` seconds pass between any two looks at the clock; is it made?"""
    looks, calls = 0, []

    def clock():
        nonlocal looks
        looks += 1
        return time.monotonic() + looks * lost

    _time.get_time = clock
    app.set_timer(0.004, lambda: calls.append(1))
    await asyncio.sleep(1)
    _time.get_time = time.monotonic
    return bool(calls)


async def main():
    app = App()
    async with app.run_test():
        found = {lost: await called(app, lost) for lost in (0.0, 0.002, 0.01)}
        for lost, was in found.items():
            print(f"{1000 * lost:.0f} ms lost when a timer of 4 ms begins: {'called' if was else 'never called'}")
    assert found[0.0] and found[0.002], "the clock is not read as it was"
    assert not found[0.01], "it is called late, as one would guess"


asyncio.run(main())
PYTHON
"$work/env/bin/python" "$work/timers.py"
