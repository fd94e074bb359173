"""The guided debrief: one glance a screen, for a projector, with a clock and what to ask."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from attrs import evolve
from textual import work
from textual.app import ComposeResult
from textual.content import Content

from wargame.analysis.results import WHOLE, Budget, cores, results
from wargame.debrief.deck import Glance, Matter, Trial, deck_of, glance, minutes_of, planned, unreckoned
from wargame.debrief.model import Block, List
from wargame.session.progress import GameError
from wargame.tui.command import Command
from wargame.tui.document import document_lines
from wargame.tui.modals import leave_program
from wargame.tui.page import Page
from wargame.tui.program import STEPS
from wargame.tui.untrusted import plain, prose
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written, spread
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from wargame.scenario.model import GlanceName
    from wargame.session import GameLog
    from wargame.tui.deck.groups import Read
    from wargame.tui.deck.plan import Planned

MEASURE = 84
"""Columns of text at most: what can be read from the last row."""
_AROUND = 7
"""Lines around the text at least, with a question of two lines."""


class _Left(Exception):
    """Nobody waits for what is reckoned any more."""


class Deck(Page["None"]):
    """One glance after another. ``alone``: nothing lies behind it, so that leaving it leaves the program,
    after a question. ``budget`` says how much is played on, in so many ``jobs`` (as many as there are cores,
    if None)."""

    HEADING = "Guided debrief"
    PURPOSE = (
        "One thing at a time, for the projector: read it out, ask what stands below, and let people talk; "
        "the clock says how much of its share a glance has had. W tries what the class wants to change, with "
        "the same luck; O lays other groups beside this one; L chooses the glances anew."
    )
    CSS_PATH = "deck.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("deck.next", "next", "space,enter", "Go on", "Down the page, then the next glance.", "Space"),
        Command(
            "deck.back", "turn(-1)", "left,backspace", "Before", "The glance before.", "←", group="Glance"
        ),
        Command("deck.on", "turn(1)", "right", "Next", "The next glance.", "→", group="Glance"),
        # Presenters' remote controls have these two.
        Command("deck.click", "next", "pagedown", "Go on", footer=False, palette=False, priority=True),
        Command(
            "deck.click_back", "turn(-1)", "pageup", "Before", footer=False, palette=False, priority=True
        ),
        Command("deck.1", "jump(1)", "1", "Glance", "The first glance; 0 is the tenth.", "1 to 9, 0"),
        *(
            Command(
                f"deck.{n}",
                f"jump({n})",
                f"{n % 10}",
                f"Glance {n}",
                f"Glance {n}.",
                footer=False,
                palette=False,
            )
            for n in range(2, 11)
        ),
        Command("deck.try", "try", "w", "What if", "Change an order, and play on with the same luck."),
        Command("deck.vary", "vary", "v", "Variations", "Play a turn otherwise, people too.", footer=False),
        Command("deck.groups", "groups", "o", "Other groups", "Lay other games of this folder beside it."),
        Command("deck.plan", "plan", "l", "List", "Choose the glances, their order and the minutes."),
        Command("deck.leave", "leave", "escape", "Leave", "Back to where you came from."),
    )

    def __init__(
        self, game: GameLog, *, alone: bool = False, budget: Budget = WHOLE, jobs: int | None = None
    ) -> None:
        super().__init__()
        self.game, self.alone = game, alone
        self.names: Sequence[GlanceName] = deck_of(game.scenario)
        self.minutes = float(minutes_of(game.scenario))
        self.at = 0
        self.matter = Matter(game, why=unreckoned(game))
        self.spent: dict[GlanceName, float] = {}
        """Seconds that each glance has stood there."""
        self._since = monotonic()
        self._begun = self._gone = False
        self._budget, self._jobs = budget, max(1, cores()) if jobs is None else jobs
        self._done = (0, 1)
        self.reckoning = not self.matter.why
        """Is something played on that is not there yet?"""
        self._made: tuple[Glance, Matter] | None = None

    def compose(self) -> ComposeResult:
        """Lay out clock, title, text and question."""
        yield Written(self._head, id="head")
        yield Written(lambda _: self._title(), id="title")
        with ReadingColumn(id="body"):
            yield Written(self._text, id="text")
        yield Written(self._ask, id="ask")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask which glances, and reckon meanwhile."""
        self.query_one("#body").focus()
        if self.game.notices:
            self.say(prose(" ".join(self.game.notices), 900, 3), alarm=True)
        if self.reckoning:
            self.matter = evolve(self.matter, why="One moment: games are played on ...")
            self.run_worker(self._reckon(), group="reckoning")
        self.set_interval(1.0, self._tick)
        self.action_plan()

    def on_unmount(self) -> None:
        """Let go of what is being reckoned."""
        self._gone = True
        super().on_unmount()

    # -- what is reckoned ---------------------------------------------------------------------------------

    async def _reckon(self) -> None:
        def told(done: int, of: int) -> None:  # in the thread
            if self._gone:
                raise _Left
            self._done = done, of

        try:
            found = await asyncio.to_thread(results, self.game, self._budget, jobs=self._jobs, tell=told)
        except _Left:
            return
        except GameError as why:
            self.matter = evolve(self.matter, why=str(why))
        else:
            self.matter = evolve(self.matter, results=found, why="")
        self.reckoning = False
        self._show(keep=True)

    def _tick(self) -> None:
        if self._begun and self.is_active:
            now = monotonic()
            self.spent[self.name_of] = self.spent.get(self.name_of, 0.0) + now - self._since
            self._since = now
        if self.reckoning:
            done, of = self._done
            share = round(100 * done / of)
            self.matter = evolve(self.matter, why=f"One moment: games are played on, {share} of 100 done.")
            self.query_one("#text", Written).redraw()
        self.query_one("#head", Written).redraw()

    # -- what is shown ------------------------------------------------------------------------------------

    @property
    def name_of(self) -> GlanceName:
        """The glance that is shown."""
        return self.names[self.at]

    @property
    def here(self) -> Glance:
        """The glance that is shown, made once for what it is made of."""
        made = self._made
        if made is None or made[0].id != self.name_of or made[1] is not self.matter:
            made = self._made = glance(self.name_of, self.matter), self.matter
        return made[0]

    def _head(self, width: int) -> Content:
        """Which glance of how many; how much of the time is used."""
        here = self.spent.get(self.name_of, 0.0)
        share = planned(self.names, self.minutes)[self.name_of] * 60
        whole = f"{_clock(sum(self.spent.values()))} of {self.minutes:.0f} min"
        over = "bold reverse" if here > share else "bold"
        dots = "".join("●" if n == self.at else "○" for n in range(len(self.names)))
        left = Content.assemble((f"{self.at + 1}", "bold"), f" of {len(self.names)}  ", (dots, "$faint"))
        mine = Content.assemble("here ", (_clock(here), over), f" of {_clock(share)}")
        return spread(left, Content.assemble(mine, ("   all ", "$faint"), whole), width)

    def _text(self, width: int) -> Content:
        """What it says, in the middle, with air where there is room for it."""
        blocks, measure = self.here.blocks, min(width, MEASURE)
        lines = document_lines(_apart(blocks), measure)
        if len(lines) > self.app.size.height - _AROUND:
            lines = document_lines(blocks, measure)
        margin = " " * ((width - measure) // 2)
        return Content("\n").join([Content.assemble(margin, line) for line in lines])

    def _title(self) -> Content:
        return plain(self.here.title, 80)

    def _ask(self, width: int) -> Content:
        if not self.here.ask:
            return Content("")
        lines = prose(self.here.ask, 300, 3).wrap(max(20, width - 5))
        first = Content.assemble(("Ask  ", "bold $accent"), lines[0] if lines else "")
        return Content("\n").join([first, *(Content.assemble("     ", line) for line in lines[1:])])

    def _show(self, *, keep: bool = False) -> None:
        if not self.is_attached or self._gone:
            return
        for id in ("#head", "#title", "#text", "#ask"):
            self.query_one(id, Written).redraw()
        if not keep:
            self.query_one("#body", ReadingColumn).scroll_home(animate=False)
            self.query_one(Flash).turn()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """There may be room for more air."""
        self.call_after_refresh(self._show, keep=True)

    # -- keys ---------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What if, where games can be played on; other groups where they are told."""
        if action == "try":
            return self.name_of == "otherwise" and not unreckoned(self.game)
        if action == "vary":
            return self.name_of == "otherwise" and not self.game.veiled
        if action == "groups":
            return self.name_of == "groups" and self.game.path is not None
        return super().check_action(action, parameters)

    def action_next(self) -> None:
        """Down the page, then on."""
        if not self.query_one("#body", ReadingColumn).read_on():
            self.action_turn(1)

    def action_turn(self, step: int) -> None:
        """A glance on or back."""
        if 0 <= self.at + step < len(self.names):
            self.action_jump(self.at + step + 1)
        elif step > 0:
            self.say(Content("That was the last glance. Escape leaves, ← goes back, L lists them."))

    def action_jump(self, number: int) -> None:
        """A glance by its number."""
        if number <= len(self.names):
            self._tick()
            self.at = number - 1
            self._show()

    def action_plan(self) -> None:
        """Choose glances and minutes; at the beginning, or in the middle of it."""
        from wargame.tui.deck.plan import Plan

        def chosen(plan: Planned | None) -> None:
            if plan is not None:
                here = self.name_of
                self.names, self.minutes = plan
                self.at = self.names.index(here) if self._begun and here in self.names else 0
            elif not self._begun:
                self.dismiss(None)
                return
            self._begun, self._since = True, monotonic()
            self._show()

        self.app.push_screen(Plan(self.names, self.minutes), chosen)

    def action_try(self) -> None:
        """Try a change of the class's choice."""
        from wargame.tui.deck.trying import Trying

        def found(trial: Trial | None) -> None:
            if trial is not None:
                self.matter = evolve(self.matter, trials=(*self.matter.trials, trial))
            self._show()

        self.app.push_screen(Trying(self.game), found)

    @work(group=STEPS)
    async def action_vary(self) -> None:
        """Play a turn otherwise, the one that was tried last at first."""
        trials = self.matter.trials
        await self.program.vary(self.game, trials[-1].turn if trials else 1)

    def action_groups(self) -> None:
        """Lay other games beside it."""
        from wargame.tui.deck.groups import Groups

        def read(found: Read | None) -> None:
            if found is not None:
                self.matter = evolve(self.matter, others=found.others)
            self._show()
            if found is not None and found.trouble:
                self.say(plain(found.trouble, 300), alarm=True)

        self.app.push_screen(Groups(self.game), read)

    def action_leave(self) -> None:
        """Done."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        if self.alone:
            self.app.push_screen(leave_program(), answered)
        else:
            self.dismiss(None)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _apart(blocks: Sequence[Block]) -> list[Block]:
    """The same with every thing of a list by itself."""
    found: list[Block] = []
    for block in blocks:
        found += [List((item,)) for item in block.items] if isinstance(block, List) else [block]
    return found
