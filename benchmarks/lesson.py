"""How long a lesson takes: a scripted class plays it through the real screens at 80x24, at a reader's pace.

Run with ``python -m benchmarks.lesson``. ``--desk cards`` or ``full`` says which desk all teams use, else
the scenario does; ``--full SEAT`` lets one team write its own orders. Words and keys are counted from what is
painted, not assumed. What a reader has seen stand in a line before is not read again, and of a line that
changes only what is new. What is shown unasked is read at 180 words a minute, and so is what a tab marks as
new; what the cursor opens is not counted. A key takes 1.2 seconds, a decision 15. Not counted either are talk
between teams, the walk to the keyboard, and letters, which nobody writes here by hand.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any, Literal

from attrs import define, field
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen

from tests.tui.screens import dealt_with, screen_text
from wargame.scenario import load
from wargame.session import Game, SeatSetup, Settings
from wargame.tui import keyboard
from wargame.tui.app import WargameApp
from wargame.tui.play import play
from wargame.tui.program import Program

keyboard.AGAIN = keyboard._GAP = 0.0  # here no time goes by between two keys, and none is held down

SIZE = (80, 24)
WORDS_A_MINUTE, KEY, DECISION = 180, 1.2, 15.0
KINDS = "brief", "role", "hand-over", "seat", "exchange", "public", "talk", "end"
_ALL = {"Briefing": "brief", "OpenTable": "talk", "GuessScreen": "end"}
CLASS = ""
"""The reader of what everybody sees."""
_BESIDE = re.compile(r"\s{2,}|[\u2500-\u257f·]+")
_WORD, _APART = re.compile(r"[^\W_]"), re.compile(r"\b(\w )+\w\b")
_FRESH = re.compile(r"(\d) (\w+) [•!]\d")
"""What the desk says of a tab with something new, or something to answer."""
_MOST = 900
"""Keys a turn after which there must be a screen from which none leads on."""


@define
class Part:
    """What one reader saw and did in one part of a game: ``words`` were read, ``keys`` pressed, ``decisions``
    taken. ``what`` is one of ``KINDS``; ``turn`` counts from 1, and is one more after the last."""

    what: str
    turn: int
    reader: str
    words: int = 0
    keys: int = 0
    decisions: int = 0
    forecasts: int = 0
    """How many of the decisions were forecasts."""

    @property
    def seconds(self) -> float:
        """How long that takes."""
        return self.words * 60 / WORDS_A_MINUTE + self.keys * KEY + self.decisions * DECISION


@define
class Sight:
    """What of one screen a reader read, in one go: the words, as they stood there."""

    what: str
    turn: int
    reader: str
    screen: str
    told: list[str] = field(factory=list)
    words: int = 0


def pieces(line: str) -> Iterable[str]:
    """What stands side by side in a line."""
    return (piece.strip() for piece in _BESIDE.split(line) if piece.strip())


def words(text: str) -> Counter[str]:
    """The words there are; a number is one, and so are letters set apart."""
    joined = _APART.sub(lambda match: match[0].replace(" ", ""), text.replace("✓", " "))
    return Counter(word for word in joined.split() if _WORD.search(word))


@define
class Lesson:
    """A class at its table. ``full`` are the seats whose teams write their own orders beside cards."""

    game: Game
    pilot: Pilot[Any]
    chance: Random
    full: frozenset[str] = frozenset()
    parts: list[Part] = field(factory=list)
    sights: list[Sight] = field(factory=list)
    before: int = 0
    """Words read before the first decision."""
    _seen: dict[str, set[str]] = field(factory=dict)
    _told: bool = False
    _painted: tuple[Screen[Any] | None, list[str]] = (None, [])

    @property
    def screen(self) -> Screen[Any]:
        """What is to be seen now."""
        return self.pilot.app.screen

    def part(self, what: str, reader: str = CLASS) -> Part:
        """The part of the game that goes on now."""
        last, turn = self.parts[-1] if self.parts else None, self.game.turn + self.game.over
        if last is None or (last.what, last.turn, last.reader) != (what, turn, reader):
            last = Part(what, turn, reader)
            self.parts.append(last)
        return last

    def read(self, what: str, reader: str = CLASS) -> int:
        """Read what is new on the screen; return how many words that are."""
        seen, new = self._seen.setdefault(reader, set()), 0
        screen, before = self._painted
        if screen is not self.screen or not self.sights:
            self.sights.append(Sight(what, self.part(what, reader).turn, reader, type(self.screen).__name__))
        sight = self.sights[-1]
        lines = screen_text(self.pilot.app).splitlines()
        for n, line in enumerate(lines):
            stood = words(before[n]) if screen is self.screen and n < len(before) else Counter[str]()
            for piece in pieces(line):
                if piece not in seen and piece not in self._seen.setdefault(CLASS, set()):
                    seen.add(piece)
                    fresh = words(piece) - stood
                    new += fresh.total()
                    sight.told += [" ".join(fresh)] if fresh else []
        sight.words += new
        self._painted = self.screen, lines
        self.part(what, reader).words += new
        self.before += 0 if self._told else new
        return new

    async def press(
        self, key: str, what: str, reader: str = CLASS, *, decides: bool = False, forecast: bool = False
    ) -> None:
        """Press a key; with ``decides`` something is decided by that."""
        part = self.part(what, reader)
        part.forecasts += forecast
        part.keys += 1
        part.decisions += decides
        self._told = self._told or decides
        before = self.screen
        self.pilot.app.simulate_key(key)
        await asyncio.sleep(0.005)
        await dealt_with(self.pilot)
        for _ in range(40):  # what is saved, or adjudicated, goes by in a moment
            await asyncio.sleep(0.005)
            if self.settled and (self.screen is before or screen_text(self.pilot.app).strip()):
                break

    @property
    def settled(self) -> bool:
        """Is there a screen that takes keys?"""
        app = self.pilot.app
        if not app.screen_stack:
            return True
        return not getattr(self.screen, "BUSY", False) and isinstance(app, WargameApp) and app.keyboard.idle

    def offers(self, key: str) -> bool:
        """Does the screen take a key now?"""
        return key in self.screen.active_bindings

    # -- what everybody looks at ---------------------------------------------------------------------------

    async def play(self) -> None:
        """Play to the end: each screen as its kind asks for."""
        while self.pilot.app.screen_stack and sum(part.keys for part in self.parts) < _MOST * self.game.turn:
            name = type(self.screen).__name__
            if name == "EndingScreen":
                await self.ending()
                return
            if name == "Curtain":
                self.read("hand-over")
                await self.press("enter", "hand-over")
            elif name in ("DeskScreen", "CardDesk"):
                reader = self.screen.seat.id  # type: ignore[attr-defined]
                if name == "DeskScreen":
                    await self.desk(reader)
                else:
                    await (self.own if reader in self.full else self.card)(reader)
            elif getattr(self.screen, "SECRET", False):  # what a seat reads before its desk
                await self.public("role", self.screen.view.seat.id)  # type: ignore[attr-defined]
            elif name == "ExchangeScreen":
                await self.exchange()
            else:
                await self.public(_ALL.get(name, "public"))
        raise SystemExit(f"no key led on:\n{screen_text(self.pilot.app)}")

    async def public(self, what: str, reader: str = CLASS) -> None:
        """Read on as long as there is something new, then go on."""
        new = self.read(what, reader)
        here = self.screen
        while self.offers("space") and new and self.screen is here:
            await self.press("space", what, reader)
            new = self.read(what, reader) if self.screen is here else 0
        if self.screen is here:
            await self.press("enter", what, reader)

    async def exchange(self) -> None:
        """Read what was said, and hold."""
        self.read("exchange")
        asked = self.offers("h")
        await self.press("h" if asked else "enter", "exchange", decides=asked)
        if isinstance(self.screen, ModalScreen):
            self.read("exchange")
            await self.press("y", "exchange")

    async def ending(self) -> None:
        """Turn over every leaf; whoever sees an old one again has seen all."""
        here, tried = self.screen, 0
        while self.screen is here and tried < 3:
            tried = 0 if self.read("end") else tried + 1
            await self.press("space", "end")

    # -- the desks -----------------------------------------------------------------------------------------

    async def card(self, reader: str) -> None:
        """Read the card, choose from what is open, answer the question, commit."""
        self.read("seat", reader)
        for keys in ("123", "abcde"):
            able = [key for key in keys if self.offers(key)]
            able = able if keys != "123" else [key for key in able if not self.closed(key)]
            if able:
                key = self.chance.choice(able)
                await self.press(key, "seat", reader, decides=True, forecast=key.isalpha())
                self.read("seat", reader)
        desk = self.screen
        await self.press("enter", "seat", reader)
        if self.screen is desk:
            raise SystemExit(f"{reader} can't commit:\n{screen_text(self.pilot.app)}")

    def closed(self, key: str) -> bool:
        """Is a choice of the card shown as closed?"""
        rows = (row.strip("✓ ") for row in screen_text(self.pilot.app).splitlines())
        return any(row.startswith(f"{key} ") and row.endswith("closed") for row in rows)

    async def own(self, reader: str) -> None:
        """Leave the card for orders of one's own."""
        await self.press("w", "seat", reader)
        await self.desk(reader)

    async def desk(self, reader: str) -> None:
        """The way of the full desk, as it is told there: the brief, what is new, moves, forecast, commit."""
        desk = self.screen
        await self.read_on(reader)
        for key, name in _FRESH.findall(screen_text(self.pilot.app)):
            await self.press(key, "seat", reader)
            await self.read_on(reader)
            if name == "Deals":
                await self.deals(reader)
                continue
            for _ in range(12):
                if f"{key} {name} •" not in screen_text(self.pilot.app):
                    break
                await self.press("down", "seat", reader)
                await self.read_on(reader)
        await self.moves(reader)
        await self.press("6", "seat", reader)
        self.read("seat", reader)
        if self.offers("f"):
            await self.press("f", "seat", reader)
            self.read("seat", reader)
            for _ in range(self.chance.randrange(3)):
                await self.press(self.chance.choice(("up", "down")), "seat", reader)
            await self.press("enter", "seat", reader, decides=True, forecast=True)
        await self.press("g", "seat", reader)
        self.read("seat", reader)
        await self.press("enter", "seat", reader)
        if self.screen is desk or desk in self.pilot.app.screen_stack:
            raise SystemExit(f"{reader} can't commit:\n{screen_text(self.pilot.app)}")

    async def read_on(self, reader: str) -> None:
        """Read what is open to its end."""
        while self.read("seat", reader) and "Space: more" in screen_text(self.pilot.app):
            await self.press("space", "seat", reader)

    async def deals(self, reader: str) -> None:
        """Answer what must be answered, by what is offered first."""
        for _ in range(6):
            if "4 Deals !" not in screen_text(self.pilot.app):
                return
            desk = self.screen
            await self.press("enter", "seat", reader)
            if isinstance(self.screen, ModalScreen):
                self.read("seat", reader)
                await self.press(self.chance.choice(("s", "r")), "seat", reader, decides=True)
            if isinstance(self.screen, ModalScreen):
                await self.press("r", "seat", reader)
            while self.screen is not desk:
                await self.press("escape", "seat", reader)
            await self.press("down", "seat", reader)
            self.read("seat", reader)

    async def moves(self, reader: str) -> None:
        """Choose as many moves as there may be, from those that the list shows."""
        await self.press("5", "seat", reader)
        self.read("seat", reader)
        for _ in range(12):
            chosen = re.search(r"5 Moves (\d)/(\d)", screen_text(self.pilot.app))
            if chosen is None or chosen[1] == chosen[2]:
                return
            count = screen_text(self.pilot.app).count("✓")
            await self.press("enter", "seat", reader, decides=True)
            if isinstance(self.screen, ModalScreen):
                await self.press("enter", "seat", reader)
            if screen_text(self.pilot.app).count("✓") < count:  # it was ordered before: leave it so
                await self.press("enter", "seat", reader)
            for _ in range(self.chance.randrange(1, 4)):
                await self.press("down", "seat", reader)


def figures(lesson: Lesson) -> dict[str, float]:
    """What is measured, by its name."""
    seats = [part for part in lesson.parts if part.what == "seat"]
    public: dict[int, int] = {}
    for part in lesson.parts:
        if part.what == "public":
            public[part.turn] = public.get(part.turn, 0) + part.words
    minutes = {what: sum(part.seconds for part in lesson.parts if part.what == what) / 60 for what in KINDS}
    return {
        "words before the first decision": lesson.before,
        "words a seat-turn, mean": statistics.mean(part.words for part in seats),
        "words a seat-turn, most": max(part.words for part in seats),
        "words a seat-turn after the first turn, mean": statistics.mean(
            part.words for part in seats if part.turn > 1
        ),
        "keys a seat-turn, least": min(part.keys for part in seats),
        "keys a seat-turn, mean": statistics.mean(part.keys for part in seats),
        "words of reveal and paper a turn, mean": statistics.mean(public.values()),
        "words of reveal and paper a turn, most": max(public.values()),
        **{f"minutes, {what}": spent for what, spent in minutes.items()},
        "minutes of the whole game": sum(minutes.values()),
        "of them to think about forecasts": sum(part.forecasts for part in lesson.parts) * DECISION / 60,
    }


async def played(scenario: str, seed: int, desk: str, full: frozenset[str]) -> Lesson:
    """A lesson, played."""
    loaded = load(scenario)
    form: Literal["full", "cards"] = "cards" if (desk or loaded.desk) == "cards" else "full"
    with tempfile.TemporaryDirectory() as folder:
        game = Game.new(
            loaded,
            seed=seed,
            seats={seat: SeatSetup("people", "", f"Team {n}") for n, seat in enumerate(loaded.seats, 1)},
            save=Path(folder) / "lesson.toml",
            settings=Settings(minutes=loaded.minutes, open_table=loaded.open_table, desk=form),
        )

        async def flow(app: Program) -> int:
            await play(app, game, brief=True)
            return 0

        app = WargameApp(flow, theme="ink", animations="none")
        async with app.run_test(size=SIZE) as pilot:
            lesson = Lesson(game, pilot, Random(seed), full)
            while not (app.screen_stack and lesson.settled and screen_text(app).strip()):
                await asyncio.sleep(0.01)
            await lesson.play()
            return lesson


def screens(lesson: Lesson, told: str) -> None:
    """Print what was read unasked on each screen, the most first; with ``told`` the words, too."""
    for sight in sorted(lesson.sights, key=lambda sight: -sight.words):
        if sight.words and told in ("count", sight.screen):
            print(f"{sight.words:4} {sight.what:9} turn {sight.turn} {sight.reader:6} {sight.screen}")
            if told != "count":
                print("     " + "\n     ".join(sight.told))


def main() -> int:
    """Measure some lessons and print the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="offer-lesson")
    parser.add_argument("--desk", choices=("cards", "full", ""), default="")
    parser.add_argument("--full", action="append", default=[])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument(
        "--screens",
        nargs="?",
        const="count",
        default="",
        metavar="NAME",
        help="print how many words were read of each screen of the first game; of those NAMEd, which",
    )
    options = parser.parse_args()
    lessons = [
        asyncio.run(played(options.scenario, seed, options.desk, frozenset(options.full)))
        for seed in range(1, options.seeds + 1)
    ]
    if options.screens:
        screens(lessons[0], options.screens)
    runs = [figures(lesson) for lesson in lessons]
    print(f"{options.scenario}, {options.seeds} games")
    for name in runs[0]:
        values = [run[name] for run in runs]
        print(f"{name:50} {statistics.mean(values):8.1f}   {min(values):.1f} to {max(values):.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
