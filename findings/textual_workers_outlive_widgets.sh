#!/usr/bin/env bash
# One would guess that what a screen does in a worker ends when the screen is closed, or at least can look for the screen's
# own widgets as long as it goes on. What really happens (textual 8.2.8): the widgets go first, one after another, and the
# worker is cancelled when all are gone. Whatever it has waited for may come in between: then `query_one` raises NoMatches,
# and the error of a worker ends the program. Textual's own command palette is caught by that, where the program ends while
# it is opened or searches.
# It matters here because a program that was told to end then ended with status 1 and the words of a crash. The program has a
# palette of its own, and its screens cancel their workers before their widgets go (wargame/tui/page.py).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8
cat >"$work/workers.py" <<'PYTHON'
import asyncio

from textual import work
from textual.app import App
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Label


class Slow(Widget):
    async def on_unmount(self):
        await asyncio.sleep(0.1)
        self.screen.parting.set()
        await asyncio.sleep(0.1)


class Page(Screen):
    found = "nothing: it was cancelled"

    def compose(self):
        yield Label("Looking ...")
        yield Slow()

    @work(exit_on_error=False)
    async def on_mount(self):
        self.parting = asyncio.Event()
        await self.parting.wait()
        try:
            self.found = str(self.query_one(Label).content)
        except NoMatches as error:
            self.found = f"no label: {error}"


async def main():
    app = App()
    async with app.run_test() as pilot:
        page = Page()
        await app.push_screen(page)
        await pilot.pause()
        await app.pop_screen()
        print("what a worker finds while its screen is being closed:", page.found)
    assert page.found.startswith("no label"), "it is cancelled in time, or its widgets are still there"


asyncio.run(main())
PYTHON
"$work/env/bin/python" "$work/workers.py"
