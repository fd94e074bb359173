"""Dice on a stage: what all saw of a turn, move after move, each with its odds, its die and what came of it;
at the end the dice over agreements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from attrs import evolve
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from wargame.debrief.model import Paragraph
from wargame.debrief.sections.odds import lasting_table, public_chance, roll_words, sum_words
from wargame.rules.dice import Fell, face
from wargame.rules.views import ChanceView, OddsView, RevealLine, TurnInfo
from wargame.rules.wording import GRADES, RULED, WORKED
from wargame.tui.command import Command
from wargame.tui.document import document_lines, words_content
from wargame.tui.modals import give_if_meant
from wargame.tui.page import Page
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, story, styled
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Drawn, clip, filled
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import HeaderLine
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from wargame.session.live import Showing

_STEP = 1 / 25
_SECONDS = 1.0
_OPENING = Content.assemble(
    ("What was agreed meets the last dice.", "bold"),
    "\nTurn the screen, so that everybody can see.\n\n",
    ("Space reads out the odds, then throws.", "$faint"),
)
_OPENING_DICELESS = Content.assemble(
    ("What was agreed is put to the test.", "bold"),
    "\nTurn the screen, so that everybody can see.\n\n",
    ("Space reads out the odds, then what they decide.", "$faint"),
)
_REASONS = 3
"""How many reasons are told one by one."""


class RevealScreen(Page[Literal["on", "menu"]]):
    """Walks through public steps. ``lines`` are all there is to see, at least one; nothing secret is in it.

    It can be left; where there are last dice among them, for the menu, as nobody is spared these."""

    PURPOSE = (
        "All orders are carried out at once; here the public ones are told one by one. The bar fills to what "
        "the die shows, without dice to the middle: if it stops before the mark, the move works. Everybody "
        "may look."
    )
    CSS_PATH = "reveal.tcss"
    KEYS = (
        Command(
            "reveal.next",
            "next",
            "space,enter,right",
            "Next",
            "The next line, the die, the next move.",
            "Space",
        ),
        Command("reveal.back", "back", "left", "Back", "Look at the move before.", "←", footer=False),
        Command("reveal.skip", "skip", "s", "Skip all", "To the next last die and what it shows, or out."),
        Command(
            "reveal.leave",
            "leave",
            "escape",
            "Back",
            "Back to what was before; from the last dice, the menu.",
        ),
    )

    def __init__(self, turn: TurnInfo, lines: Sequence[RevealLine]) -> None:
        super().__init__()
        self.turn = turn
        self.lines = lines
        self.last = any(line.chance is not None for line in lines)
        self.thrown = all(line.roll != "no dice" for line in lines)
        self.moment = "lasting" if self.last else None
        self.phase = "last dice" if self.last else "dice"
        self.at = -1
        self._timer: Timer | None = None

    @property
    def heading(self) -> str:
        """What the stage, and its help, is headed."""
        return "Will it last?" if self.last else stage_title(self.lines)

    def compose(self) -> ComposeResult:
        """Lay out the stage: what was told so far, the move in hand."""
        yield HeaderLine(turn=self.turn, title=self.heading)
        yield Static("", id="told")
        with ReadingColumn(id="stage"):
            yield StepView(_OPENING if self.thrown else _OPENING_DICELESS, id="step")
        yield Flash(id="flash")
        yield KeyLine()

    def showing(self) -> Showing:
        """Which line is in hand, counted twice: odd before its die has been thrown, even when it has."""
        thrown = self.query_one(StepView).filled >= 1
        return evolve(super().showing(), item=2 * self.at + 1 + thrown if self.at >= 0 else 0)

    def on_mount(self) -> None:
        """Begin with the first step; before the last dice, with nothing told."""
        self.query_one("#stage").can_focus = False
        if not self.last:
            self._show(0)

    def action_leave(self) -> None:
        """Enough; from the last dice to the menu, if that is meant."""
        if self.last:
            sees = "these dice thrown" if self.thrown else "how this is decided"
            told = f"Whoever goes on with the game sees {sees}, then its end. S goes straight there."
            give_if_meant(self, "menu", "Leave the table for the menu?", told, "Leave", "Stay")
        else:
            self.dismiss("on")

    def action_next(self) -> None:
        """Let the bar jump to its end; else the next line of the sum, the die, the next move; after the last
        one, on."""
        step = self.query_one(StepView)
        if self._timer is not None:
            self._fill(1)
        elif self.query_one("#stage", ReadingColumn).read_on():
            return
        elif step.read_out():
            self.call_after_refresh(self._follow)
        elif step.filled < 1:
            self._throw()
        elif self.at + 1 < len(self.lines):
            self._show(self.at + 1)
        else:
            self.dismiss("on")

    def action_back(self) -> None:
        """The move before, complete."""
        if self.at > 0:
            self._show(self.at - 1, whole=True)

    def action_skip(self) -> None:
        """No more of it; but nobody is spared a last die: first to it, then to what it shows."""
        dice = [at for at, line in enumerate(self.lines) if line.chance is not None]
        if self.at in dice and self.query_one(StepView).filled < 1:
            self._show(self.at, whole=True)
        elif following := [at for at in dice if at > self.at]:
            self._show(following[0])
        else:
            self.dismiss("on")

    def _show(self, at: int, *, whole: bool = False) -> None:
        """Show a move; but what is to be thrown, or read out before, only if it is to be shown ``whole``."""
        self._stop()
        self.at = at
        line = self.lines[at]
        room = 1 if line.chance else max(2, self.size.height - 19)  # what is read out takes the room
        told = [_told(line, self.size.width - 6) for line in self.lines[max(0, at - room) : at]]
        self.query_one("#told", Static).update(Content("\n").join(told))
        thrown = line.roll is not None and line.odds is not None
        stage = self.query_one("#stage", ReadingColumn)
        stage.set_class(line.chance is not None, "-read-out")
        stage.scroll_home(animate=False)
        step = self.query_one(StepView)
        step.show(line, f"{at + 1} of {len(self.lines)}", whole=whole or not thrown)
        if whole:
            self.call_after_refresh(self._follow)
        elif thrown and line.chance is None:
            self._throw()
        self.tell()

    def _throw(self) -> None:
        """Let the bar fill."""
        if self.app.animation_level == "none":
            self._fill(1)
        else:
            self._timer = self.set_interval(_STEP, self._fill_on)

    def _follow(self) -> None:
        """Let the end of a last die be seen: what was just read out, or what it shows."""
        if self.lines[self.at].chance is not None:
            self.query_one("#stage", ReadingColumn).scroll_end(animate=False)

    def _fill_on(self) -> None:
        self._fill(min(1, self.query_one(StepView).filled + _STEP / _SECONDS))

    def _fill(self, filled: float) -> None:
        self.query_one(StepView).fill(filled)
        if filled >= 1:
            self._stop()
            self.call_after_refresh(self._follow)
            self.tell()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


def stage_title(lines: Sequence[RevealLine]) -> str:
    """What the steps of a turn are headed, by what decided them: dice, odds alone, or neither."""
    fell = {line.roll for line in lines} - {None}
    return "What came of it" if not fell else "The odds" if "no dice" in fell else "The dice"


class StepView(Drawn):
    """One move: who, what, odds, the bar, and once it is full the result. ``filled`` runs from 0 to 1; of a
    sum that is read out ``told`` lines are there. Before the first stands the ``opening``."""

    DEFAULT_CSS = "StepView { max-width: 90; }"

    def __init__(self, opening: Content, id: str | None = None) -> None:
        super().__init__(id=id)
        self.opening = opening
        self.line: RevealLine | None = None
        self.count = ""
        self.filled = 1.0
        self.told = 0

    def show(self, line: RevealLine, count: str, *, whole: bool) -> None:
        """Show a move: the ``whole`` of it, or before anything of it is thrown or read out."""
        self.line = line
        self.count = count
        self.told = _rows(line) if whole else 0
        self.fill(float(whole))

    def read_out(self) -> bool:
        """Tell the next line of a sum that is read out; False where there is none."""
        if self.line is None or self.told >= _rows(self.line):
            return False
        self.told += 1
        self.redraw()
        return True

    def fill(self, filled: float) -> None:
        """Let the bar be so full."""
        self.filled = filled
        self.redraw()

    def draw(self, width: int) -> Content:
        """Draw it."""
        if self.line is None:
            return self.opening
        return step_text(self.line, self.count, self.filled, width, self.told)


def step_text(line: RevealLine, count: str, filled: float, width: int, told: int = 0) -> Content:
    """A move on the stage; its result is told only when the bar is full. Of the sum of a last die ``told``
    lines are read out."""
    colour = seat_colour(line.colour)
    who = Content.assemble(styled(line.mark, colour, 2), " ", styled(line.who.upper(), f"bold {colour}", 60))
    lines = [Content.assemble(who, (f"   {count}", "$faint"))]
    if line.what:
        lines += [part.stylize("bold") for part in plain(line.what).wrap(width)]
    lines.append(Content(""))
    if line.chance is not None and line.odds is not None:
        lines += _read_out(line.chance, line.odds, told, width)
        if told < _rows(line):
            return Content("\n").join(lines)
    elif line.odds is not None and line.roll is not None:
        lines.append(styled(str(line.odds), "bold", 60))
        if summands := words_content(sum_words(line.odds, _REASONS)):
            lines += summands.stylize("$faint").wrap(width)
    if line.odds is not None and line.roll is not None:
        lines += [Content(""), *bar(line.odds.percent, line.roll, filled, width), Content("")]
    if filled >= 1:
        if line.grade:
            mark = (f" {_sign(line.grade)} ", "bold reverse")
            ruled = (f"  {RULED[line.ruled]}" if line.ruled else "", "bold")
            lines.append(Content.assemble(mark, " ", (GRADES[line.grade], "bold"), ruled))
        lines += story(line.sentence).wrap(width)
    return Content("\n").join(lines)


def _rows(line: RevealLine) -> int:
    """How many lines of the sum are read out before the die is thrown: none but over an agreement."""
    return len(lasting_table(line.odds).rows) if line.chance and line.odds else 0


def _read_out(chance: ChanceView, odds: OddsView, told: int, width: int) -> list[Content]:
    table = lasting_table(odds)
    rows = evolve(table, rows=table.rows[:told])
    return document_lines((Paragraph((public_chance(chance),)), rows), min(width, 72))


def bar(odds: int, roll: Fell, filled: float, width: int) -> list[Content]:
    """A bar from 0 to 100 with a mark at the odds; it fills to the die, or without dice to the middle. Three
    lines: bar, scale, words.

    ``odds`` is percent, ``roll`` 0 to 99, ``filled`` the part of the way to the roll, 0 to 1.
    """
    told, roll = words_content(roll_words(odds, roll)), face(roll)
    cells = max(20, min(width - 2, 60))
    mark = max(1, min(cells - 2, round(odds * cells / 100)))
    full = round((roll + 1) * cells / 100)
    full = min(full, mark) if roll < odds else max(full, mark + 2)  # never on the wrong side by rounding
    now = round(full * filled)
    pieces: list[tuple[str, str]] = []
    for cell in range(cells):
        if cell == mark:
            pieces.append(("┃", "bold $foreground"))
        elif cell < now:
            pieces.append(("█", "$accent" if cell > mark else "$foreground"))
        else:
            pieces.append(("░" if cell < mark else "·", "$faint"))
    label = f"{odds}"
    scale = " " * max(0, mark - len(label) // 2) + label
    lines = [Content.assemble("│", *pieces, "│"), Content.assemble(" ", (scale, "$faint"))]
    lines.append(told if filled >= 1 else Content(""))
    return lines


def _told(line: RevealLine, width: int) -> Content:
    """A move already told, in one line."""
    mark = styled(line.mark, seat_colour(line.colour), 2)
    who = filled(styled(line.who, "$faint", 60), 14)
    what = line.what or line.sentence
    word = ""
    if line.chance and line.odds and line.roll is not None:
        word = f"  {_sign('success' if face(line.roll) < line.odds.percent else 'failure')}"
    elif line.grade:
        loud = line.grade in {"triumph", "backfire"}
        word = f"  {_sign(line.grade)}{f' {GRADES[line.grade]}' if loud else ''}"
    head, sign = Content.assemble(mark, " ", who, "  "), Content.styled(word, "bold")
    return Content.assemble(head, clip(plain(what, 200), width - head.cell_length - sign.cell_length), sign)


def _sign(grade: str) -> str:
    return "✓" if grade in WORKED else "✗"
