#!/usr/bin/env bash
# One would guess that a screen which was closed, and to which nothing refers any more, is gone from memory with all that was
# drawn on it. What really happens (textual 8.2.8): its widgets are gone, their drawn lines are not. A method of the cache
# that each widget has for its lines stands under functools.lru_cache(1024), so the last 1,024 such caches stay alive as
# the `self` of its arguments, and every line with them; two widgets never share an entry, so it finds hardly anything.
# It matters here because a desk of some hundred widgets is opened dozens of times in a lesson, at 0.8 MB each: the screens
# clear that one cache when they go (wargame/tui/page.py).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8
cat >"$work/lines.py" <<'PYTHON'
import asyncio
import gc

from textual._styles_cache import StylesCache
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static


class Page(Screen):
    def compose(self):
        for n in range(20):
            yield Static(f"a line of text, the {n}th")


def count(kind):
    gc.collect()
    return sum(issubclass(type(thing), kind) for thing in gc.get_objects())


async def main():
    app = App()
    async with app.run_test() as pilot:
        found = []
        for _ in range(6):
            await app.push_screen(Page())
            await pilot.pause()
            app.pop_screen()
            await pilot.pause()
            found.append((count(Widget), count(Strip)))
            print("closed: widgets {}, drawn lines {}".format(*found[-1]))
        StylesCache.get_inner_outer.cache_clear()
        last = count(Strip)
        print(f"after clearing the cache: drawn lines {last}")
    assert found[-1][0] == found[0][0], "widgets stay, too"
    assert found[-1][1] > 3 * found[0][1] > 3 * last, "the lines are gone, as one would guess"


asyncio.run(main())
PYTHON
"$work/env/bin/python" "$work/lines.py"
