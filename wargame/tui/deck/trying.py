"""What if: the class chooses a turn, a seat and what it decides otherwise, guesses, and it is played."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option as Line

from wargame.analysis.comparison import outline
from wargame.debrief.deck import Option, Trial, decisions, instead, tried
from wargame.ids import SeatId
from wargame.rules.seat_views import seat_info
from wargame.session import GameLog
from wargame.session.progress import GameError
from wargame.tui.command import NUMBERS, Command, numbers
from wargame.tui.document import words_content
from wargame.tui.page import Page
from wargame.tui.untrusted import plain
from wargame.tui.waiting import in_thread
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.keyline import KeyLine

Choice = tuple[Content, Callable[[], object]]
"""A line to choose, and what comes of it."""


class Trying(Page[Trial | None]):
    """Lists, one after another; the result is what was tried."""

    HEADING = "What if?"
    PURPOSE = (
        "Let the class choose: a turn, a seat, and what that seat decides otherwise. Then let it guess how "
        "the game ends, before it is played, all else as it was, and played on with the same luck."
    )
    CSS_PATH = "deck.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("try.back", "back", "escape,left,backspace", "Back", "To the choice before.", "Esc"),
        *numbers("try", "Line"),
    )

    def __init__(self, game: GameLog) -> None:
        super().__init__()
        self.game = game
        self.lists: list[tuple[str, Sequence[Choice]]] = []

    def compose(self) -> ComposeResult:
        """Lay out what is asked, and a list."""
        yield Static(id="title")
        yield Choices(id="list", compact=True)
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the turn."""
        choices = [
            (plain(turn.headline, 90), partial(self._seats, n))
            for n, turn in enumerate(outline(self.game).turns, 1)
        ]
        self._put("In which turn?", choices)
        self.query_one("#list").focus()

    def _seats(self, turn: int) -> None:
        choices: list[Choice] = []
        orders = self.game.adjudicated[turn - 1].orders
        for seat in self.game.rules.seats:
            names = [self.game.scenario.moves[order.move].name for order in orders[seat].moves]
            did = plain(f"ordered {', '.join(names) or 'nothing'}", 200).stylize("$faint")
            line = Content.assemble(seat_name(seat_info(self.game.rules, seat)), "  ", did)
            choices.append((line, partial(self._decisions, turn, seat)))
        self._put(f"Turn {turn}: who decides otherwise?", choices)

    def _decisions(self, turn: int, seat: SeatId) -> None:
        found = decisions(self.game, turn, seat)
        self._options(f"Turn {turn}, {self._called(seat)}: what would be different?", turn, seat, found)

    def _options(self, title: str, turn: int, seat: SeatId, found: Sequence[Option]) -> None:
        choices: list[Choice] = []
        for option in found:
            then = partial(self._guess, seat, option)
            if option.change is None:
                others = instead(self.game, turn, seat, option.slot)
                asked = f"Turn {turn}, {self._called(seat)}: which order?"
                then = partial(self._options, asked, turn, seat, others)
            choices.append((words_content(option.words), then))
        if choices:
            self._put(title, choices)
        else:
            self.say(Content("This seat could decide nothing else in that turn."))

    def _guess(self, seat: SeatId, option: Option) -> None:
        choices: list[Choice] = [
            (plain(ending.name, 80), partial(self._play, seat, option, id))
            for id, ending in self.game.scenario.endings.items()
        ]
        choices.append((Content("Nobody guesses").stylize("$faint"), partial(self._play, seat, option, "")))
        self._put("Guess first: how does the game end then?", choices)

    def _play(self, seat: SeatId, option: Option, guessed: str) -> None:
        async def play() -> None:
            act = partial(tried, self.game, option, seat, guessed)
            try:
                self.dismiss(await in_thread(self.program, act, "It is played again, and on ..."))
            except GameError as why:
                self.say(plain(str(why), 300), alarm=True)

        self.run_worker(play(), group="trying", exclusive=True)

    def _called(self, seat: SeatId) -> str:
        return self.game.scenario.seats[seat].name

    # -- the lists ----------------------------------------------------------------------------------------

    def _put(self, title: str, choices: Sequence[Choice]) -> None:
        self.lists.append((title, choices))
        self._show()

    def _show(self) -> None:
        title, choices = self.lists[-1]
        told = Content.assemble(("What if?", "bold $accent"), "   ", plain(title, 120))
        self.query_one("#title", Static).update(told)
        lines = self.query_one("#list", Choices)
        lines.set_options(
            Line(Content.assemble((f"{n}  " if n <= NUMBERS else "   ", "$faint"), line))
            for n, (line, _) in enumerate(choices, 1)
        )
        lines.highlighted = 0

    @on(Choices.OptionSelected, "#list")
    def _selected(self, event: Choices.OptionSelected) -> None:
        self.action_pick(event.option_index + 1)

    def action_pick(self, number: int) -> None:
        """Choose a line by its number."""
        choices = self.lists[-1][1]
        if number <= len(choices):
            choices[number - 1][1]()

    def action_back(self) -> None:
        """To the list before; from the first one back to the glance."""
        if len(self.lists) > 1:
            self.lists.pop()
            self._show()
        else:
            self.dismiss(None)
