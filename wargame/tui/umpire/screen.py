"""The umpire's stop: everything that was ordered, with its true odds, and what the umpire can do about it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Literal

from attrs import evolve
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from wargame.debrief.sections.orders import known_to_all
from wargame.rules.orders import Grade, Injection, Ruling
from wargame.rules.views import OrderedView, SeatOrdersView
from wargame.session import Game, GameError
from wargame.text import clean
from wargame.tui.command import Command
from wargame.tui.desk.desk import WIDE
from wargame.tui.desk.pane import Detail
from wargame.tui.desk.rows import Entries
from wargame.tui.page import Page
from wargame.tui.program import STEPS
from wargame.tui.umpire.text import detail, rows, title
from wargame.tui.untrusted import plain
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import HeaderLine
from wargame.tui.widgets.keyline import KeyLine

Save = Callable[[Callable[[], object]], Awaitable[bool]]
"""Does something that writes to the save, until it is saved; False where that is given up."""

_GRADES: tuple[Grade, ...] = ("triumph", "success", "failure", "backfire")


class UmpireStop(Page[Literal["on", "hide"]]):
    """All orders of a turn before they are carried out. Each ruling is in the save once it is shown."""

    SECRET = True
    phase = "umpire"
    FOR_ALL = True  # gone with a key: what was pressed for the page before it is not meant for it
    HEADING = "The umpire's stop"
    PURPOSE = (
        "All that was ordered, with every secret, and the true odds as things stand before the first stage. "
        "Where there is nothing to do, Enter carries all of it out. A accepts the argument under the cursor, "
        "or refuses it again; R rules on the order: what comes of it, or by how much its odds shift. I puts "
        "in news, for all or for some, now or in a later turn. N notes something for the debrief. X takes "
        "back the ruling or the news under the cursor."
    )
    CSS_PATH = "umpire.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 -- as Textual has it
    KEYS = (
        Command("umpire.on", "give('on')", "enter", "Carry out", "All orders are carried out, as you ruled."),
        Command("umpire.accept", "accept", "a", "Accept", "Accept the argument, or refuse it again."),
        Command("umpire.rule", "rule", "r", "Rule", "Say what comes of the order, or shift its odds."),
        Command("umpire.inject", "inject", "i", "News", "Put in news, prepared or your own."),
        Command("umpire.note", "note", "n", "Note", "Note something for the debrief."),
        Command("umpire.withdraw", "withdraw", "x", "Take back", "The ruling or the news under the cursor."),
        Command("umpire.read", "more", "space", "More", "Read on in the text.", footer=False),
        Command(
            "umpire.hide", "give('hide')", "escape", "Hide", "Back to the curtain; what you ruled stays."
        ),
    )

    def __init__(self, game: Game, save: Save) -> None:
        super().__init__()
        self.game = game
        self._save = save
        self.view = game.stop()
        self._known = known_to_all(game.rules, game.state)
        self.entries = Entries(classes="panel", id="ordered")
        self.detail = Detail(id="behind")
        self._shown = ""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield HeaderLine(turn=self.view.turn, title=self.HEADING)
        with Container(id="stop"):
            yield self.entries
            yield self.detail
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the first order."""
        self.entries.border_title = Content("All orders")
        self.entries.fill(rows(self.game.rules, self.view))
        self._show(self.entries.current)
        self.entries.focus()

    # -- where the cursor is ------------------------------------------------------------------------------

    def _seat(self) -> SeatOrdersView | None:
        """The seat under the cursor."""
        kind, _, rest = self.entries.current.partition(":")
        id = rest.partition(":")[0] if kind != "put" else ""
        return next((one for one in self.view.seats if one.seat.id == id), None)

    def _order(self) -> tuple[SeatOrdersView, OrderedView, int | None] | None:
        """The order under the cursor with its seat, and the number of the argument, if it is on one."""
        one, (_, _, *place) = self._seat(), f"{self.entries.current}::".split(":", 4)[:4]
        if one is None or not place[0]:
            return None
        return one, one.moves[int(place[0])], int(place[1]) if place[1] else None

    def _ruling(self, one: SeatOrdersView, move: OrderedView) -> Ruling:
        return move.ruling if move.ruling.seat else Ruling(one.seat.id, move.slot, "")

    @on(Entries.OptionHighlighted)
    def _highlighted(self, event: Entries.OptionHighlighted) -> None:
        event.stop()
        if event.option.id != self._shown:
            self._show(event.option.id or "")

    @on(Entries.OptionSelected)
    def _selected(self, event: Entries.OptionSelected) -> None:
        """A second click does what one would do there."""
        event.stop()
        if self.check_action("accept", ()):
            self.action_accept()
        elif self.check_action("rule", ()):
            self.action_rule()

    def _show(self, id: str) -> None:
        self._shown = id
        draw = partial(detail, self.game.rules, self.view, self._known, id)
        self.detail.show(title(self.view, id), lambda width: Content("\n").join(draw(width)))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with what is under the cursor."""
        if action not in ("accept", "rule", "withdraw"):
            return super().check_action(action, parameters)
        if not self.is_mounted:
            return False
        found = self._order()
        if found is None:
            return action == "withdraw" and self.entries.current.startswith("put:")
        _, move, argument = found
        if move.withdrawn:
            return False
        if action == "accept":
            return move.odds is not None and (argument is not None or len(move.order.arguments) == 1)
        return action == "rule" or bool(move.ruling.seat)

    # -- what is done -------------------------------------------------------------------------------------

    @work(exclusive=True, group=STEPS)
    async def _do(self, act: Callable[[], object], said: str, *, put: bool = False) -> None:
        """Do something that is kept, then show how things stand; with the cursor on the newest news, if that
        was ``put`` in."""
        try:
            saved = await self._save(act)
        except GameError as why:
            self.say(plain(str(why), 300), alarm=True)
            return
        if not saved:
            self.say(Content("It was not saved, and does not count."), alarm=True)
            return
        self.view = await asyncio.to_thread(self.game.stop)
        row, at = self.entries.current, self.entries.highlighted or 0
        row = f"put:{max(self.view.put)}" if put and self.view.put else row
        options = rows(self.game.rules, self.view)
        if all(option.id != row for option in options):  # it was taken back: the one that stands there now
            row = next(one.id for one in (*options[at:], *options[::-1]) if one.id and not one.disabled)
        self.entries.fill(options, row)
        self._show(self.entries.current)
        self.say(plain(said, 200))

    def action_accept(self) -> None:
        """Accept the argument under the cursor, or refuse it again."""
        if (found := self._order()) is None:
            return
        one, move, argument = found
        ruling, n = self._ruling(one, move), argument or 0
        accepted = {*ruling.accepted} ^ {n}
        said = f"Accepted: {self.view.step:+d} points." if n in accepted else "Refused: it moves nothing."
        changed = evolve(ruling, accepted=tuple(sorted(accepted)))
        self._do(partial(self.game.rule, changed), said)

    def action_rule(self) -> None:
        """Rule on the order under the cursor."""
        from wargame.tui.umpire.boxes import AskRuling

        if (found := self._order()) is None:
            return
        one, move, _ = found

        def ruled(ruling: Ruling | None) -> None:
            if ruling is not None:
                self._do(partial(self.game.rule, ruling), "Ruled. It counts when the orders are carried out.")

        held = self.game.scenario.moves[move.order.move]
        grades = tuple(grade for grade in _GRADES if getattr(held, grade) is not None)
        ruling = self._ruling(one, move)
        refusal, thrown = self.game.refusal, self.game.rules.thrown
        box = AskRuling(one.seat.name, move, grades, self.view, ruling, refusal, thrown=thrown)
        self.app.push_screen(box, ruled)

    def action_inject(self) -> None:
        """Put in news."""
        from wargame.tui.umpire.boxes import AskInject, AskNews

        def written(put: Injection | None) -> None:
            if put is not None:
                self._do(partial(self.game.inject, put), "Put in. X on it takes it back.", put=True)

        def chosen(id: str | None) -> None:
            if id:
                ready = next((one for one in self.view.prepared if one.id == id), None)
                self.app.push_screen(AskInject(self.view, ready, self.game.refusal), written)

        self.app.push_screen(AskNews(self.view.prepared), chosen)

    def action_note(self) -> None:
        """Note something on what is under the cursor."""
        from wargame.tui.umpire.boxes import AskUmpiresNote

        one, about = self._seat(), title(self.view, self.entries.current)
        seat = one.seat.id if one else ""

        def written(lines: tuple[str, ...] | None) -> None:
            if lines:
                text = f"The umpire on “{clean(about, 120)}”: {' '.join(lines)}"
                self._do(partial(self.game.note, text, seat=seat), "Noted for the debrief.")

        self.app.push_screen(AskUmpiresNote(about), written)

    def action_withdraw(self) -> None:
        """Take back the ruling or the news under the cursor."""
        kind, _, number = self.entries.current.partition(":")
        if kind == "put":
            self._do(partial(self.game.withdraw, int(number)), "Taken back.")
        elif (found := self._order()) is not None:
            one, move, _ = found
            self._do(partial(self.game.rule, Ruling(one.seat.id, move.slot, "")), "Taken back.")

    def action_more(self) -> None:
        """Read on in the text."""
        self.detail.read_on()
