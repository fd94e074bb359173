"""The boxes of observers in the public phase: the press desk's headline, the analyst's forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from wargame.rules.views import ForecastView, News
from wargame.tui.desk.boxes import AskForecast, AskLines
from wargame.tui.page import Dialog, Page, Result
from wargame.tui.untrusted import plain, styled

if TYPE_CHECKING:
    from wargame.session.live import Phase

_STYLES = "desk/form.tcss"
_WIRES = 8
"""How many items of news the press desk has before it."""


class Observing(Page[Result], Generic[Result]):
    """An observer has the keyboard, and all that the table shows is one box; what it gives is the result."""

    AT_TABLE = True
    HEADING = "An observer's word"

    def __init__(self, phase: Phase, box: Dialog[Result]) -> None:
        super().__init__()
        self.phase = phase
        self.box = box

    def on_mount(self) -> None:
        """Ask."""
        self.app.push_screen(self.box, self.action_give)


class AskHeadline(AskLines):
    """The first headline of the paper that all read next."""

    PURPOSE = (
        "The press desk has the news before the others, and writes one line over the paper that all read "
        "next. It is marked as theirs and changes nothing in the game; everybody may talk about it. Escape "
        "leaves the paper as it is."
    )
    FOR_ALL = True  # a second press of the key that led here is no answer
    CSS_PATH = _STYLES
    LENGTH = 90
    KEEP = "Print it"
    TIP = "Enter: print it"

    def __init__(self, who: str, news: Sequence[News]) -> None:
        """``who`` writes, ``news`` is what the paper has."""
        words = (
            f"{who or 'The press desk'} has the keyboard; all others wait for the paper. It has this so far:",
        )
        super().__init__("Press desk", words, (), ("Your headline over the whole paper",))
        self.news = news[:_WIRES]
        self.refusal = lambda lines: (
            "" if lines else "There is no headline yet. Esc leaves the paper as it is."
        )

    def fields(self) -> ComposeResult:
        """The news, then the line."""
        told = [Content.assemble(("·  ", "$faint"), plain(item.headline, 120)) for item in self.news]
        first, *rest = super().fields()
        yield first
        yield Static(Content("\n").join(told) if told else Content.styled("Nothing.", "$faint"))
        yield from rest


class AskAnalyst(AskForecast):
    """The question of the turn, put to the analyst."""

    PURPOSE = (
        f"The analyst foresees what all seats are asked, and is scored beside them. {AskForecast.PURPOSE}"
    )
    FOR_ALL = True  # a second press of the key that led here is no answer
    CSS_PATH = _STYLES
    LABEL = "The analyst's forecast"
    WITHOUT = "There is no forecast yet. Esc goes on without one."

    def __init__(self, who: str, question: ForecastView) -> None:
        super().__init__(
            question, None, lambda percent: "" if percent is None or percent <= 100 else _TOO_MUCH
        )
        self.who = who

    def fields(self) -> ComposeResult:
        """Whose it is, then the question."""
        yield Static(styled(f"{self.who or 'The analyst'} has the keyboard; the others look away.", "$faint"))
        yield from super().fields()


_TOO_MUCH = "A forecast is a number from 0 to 100."
