"""The desk: where one seat reads, writes, bargains, orders and commits."""

from __future__ import annotations

from textual import on
from textual.actions import parse
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.dom import DOMNode

from wargame.desk.counts import fresh_letters, fresh_news, unanswered
from wargame.desk.draft import CARD
from wargame.desk.items import done
from wargame.tui.command import HELP_KEYS, Command
from wargame.tui.desk.beside import lay_left, left
from wargame.tui.desk.desk import WIDE, Desk
from wargame.tui.desk.orders_strip import OrdersStrip
from wargame.tui.desk.pane import Pane
from wargame.tui.desk.panes import TABS, pane_class
from wargame.tui.desk.tabs import Tab, TabStrip
from wargame.tui.desk.writing import begin, write_sentence
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine
from wargame.tui.widgets.tracks import TrackStrip


class DeskScreen(Desk):
    """The full desk: a tab for each thing to read, write or order."""

    CSS_PATH = "screen.tcss"
    moment = "desk"
    HEADING = "The desk"
    PURPOSE = (
        "Read what happened (2), write letters (3), draft and answer deals (4), choose your moves (5),"
        " look it all over (6), then commit (G). Nothing counts before that, and U undoes the last change."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (150, "-broad"), (170, "-huge")]  # noqa: RUF012 -- as Textual has it
    KEYS = (
        Command(
            "desk.situation",
            "tab('situation')",
            "1",
            "Situation",
            "Your aim, and how things stand.",
            footer=False,
        ),
        Command(
            "desk.news", "tab('news')", "2", "News", "The front page, and cables for you alone.", footer=False
        ),
        Command("desk.letters", "tab('letters')", "3", "Letters", "Read and write letters.", footer=False),
        Command("desk.deals", "tab('deals')", "4", "Deals", "Answer offers, draft your own.", footer=False),
        Command("desk.moves", "tab('moves')", "5", "Moves", "Choose what your side does.", footer=False),
        Command(
            "desk.orders", "tab('orders')", "6", "Orders", "Look over all you have composed.", footer=False
        ),
        Command(
            "desk.left", "turn(-1)", "left", "Tab before", "The tab before.", footer=False, palette=False
        ),
        Command("desk.right", "turn(1)", "right", "Next tab", "The next tab.", footer=False, palette=False),
        Command(
            "desk.say", "say", "s", "Say", "Say a sentence in public; on an offer S signs it.", footer=False
        ),
        Command("desk.undo", "undo", "u,ctrl+z", "Undo", "Undo the last change.", shown_as="U"),
        Command("desk.back", "hand_back", "escape", "Back", "Hand the keyboard back; the draft is kept."),
        Command("desk.card", "card", "k", "Card", "Back to the card of this turn."),
        Command(
            "desk.handover",
            "handover",
            "h",
            "Hand-over",
            "For whoever comes late: what this seat knows, wants and owes.",
            footer=False,
        ),
        Command("desk.help", "desk_help", HELP_KEYS, "Help", "What this is, and its keys.", palette=False),
        Command("desk.commit", "commit", "g,f10", "Commit", "Send your orders; what is open is told first."),
    )

    active = TABS[0]
    """The open tab."""
    _panes: dict[str, Pane]
    _room = (False, False)

    def on_mount(self) -> None:
        """Begin with what there is to say, or to go on with."""
        begin(self)

    # -- what is on it ------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out the head, the open tab, and what stands beside it; other tabs come when they are opened."""
        self._room, self._panes = (self.wide, self.roomy), {}
        first = self._make(self.draft.tab if self.draft.tab in TABS else self.active)
        yield from self.head(TrackStrip(self.view.tracks, id="strip"))
        with Horizontal(id="desk"):
            yield left(self)
            with Vertical(id="right"):
                yield TabStrip(self.tabs(), self.active, id="tabs")
                yield Container(first, id="body")
                yield OrdersStrip(self.draft, id="orders")
        yield Flash(id="flash")
        yield KeyLine()

    async def on_resize(self) -> None:
        """The situation appears or goes with the room for it."""
        room = (self.wide, self.roomy)
        if room == self._room:
            return
        self._room = room
        await lay_left(self)
        self._panes[self.active].reload()
        self._marks()

    def tabs(self) -> tuple[Tab, ...]:
        """The tabs with their counts and marks."""
        draft = self.draft
        mail, answer = fresh_letters(draft), unanswered(draft)
        stories = fresh_news(draft, len(self.page(self.view.turn.number)))
        chosen = f"{len(draft.orders.moves)}/{self.view.allowance}"
        return (
            Tab("situation", "Situation"),
            Tab("news", "News", f"•{stories}" if stories else ""),
            Tab("letters", "Letters", f"•{mail}" if mail else ""),
            Tab("deals", "Deals", str(answer) if answer else "", urgent=bool(answer)),
            Tab("moves", "Moves", chosen),
            Tab("orders", "Orders", str(len(done(draft))), urgent=False),
        )

    @property
    def parts(self) -> list[tuple[DOMNode, tuple[Command, ...]]]:
        """The open tab has commands of its own."""
        pane = self._panes[self.active]
        return [(pane, pane.KEYS)]

    def action_say(self) -> None:
        """Write the sentence in public."""
        write_sentence(self)

    # -- tabs ---------------------------------------------------------------------------------------------

    def _make(self, tab: str, row: str = "") -> Pane:
        """A tab that hasn't been opened yet."""
        pane = self._panes[tab] = pane_class(tab)(self.draft, id=f"pane-{tab}")
        pane.wanted = row
        pane.set_class(tab not in self.draft.visited, "-first")
        self.draft.visited.add(tab)
        self.draft.tab = self.active = tab
        return pane

    def open_tab(self, tab: str, row: str = "") -> None:
        """Open a tab, with the cursor on a row if one is named."""
        pane = self._panes.get(tab)
        if tab != self.active:
            self.query_one(Flash).turn()
        if pane is None:
            self.query_one("#body").mount(self._make(tab, row))
        else:
            if tab != self.active:
                pane.remove_class("-first")
                self.draft.tab = self.active = tab
            pane.reload()
            if row:
                pane.goto(row)
            pane.home.focus()
        for id, other in self._panes.items():
            other.display = id == tab
        self._marks()

    def _marks(self) -> None:
        """Show the counts on the tabs and the orders as they are now."""
        self.query_one("#tabs", TabStrip).show(self.tabs(), self.active)
        if self.wide:
            self.query_one("#orders", OrdersStrip).redraw()

    @on(TabStrip.Wanted)
    def _wanted(self, event: TabStrip.Wanted) -> None:
        self.open_tab(event.tab)

    @on(Pane.Changed)
    def _changed(self) -> None:
        self._marks()
        self.keep()

    def action_tab(self, tab: str) -> None:
        """Open a tab."""
        self.open_tab(tab)

    def action_turn(self, by: int) -> None:
        """Open the tab before or after."""
        self.open_tab(TABS[(TABS.index(self.active) + by) % len(TABS)])

    def changed(self, message: str, row: str = "") -> None:
        """Show the draft as it is now, with the cursor on ``row``, and say what was done."""
        pane = self._panes[self.active]
        pane.changed(message)
        if row:
            pane.goto(row)

    def action_card(self) -> None:
        """Go to the card, if one lies there in this turn."""
        if self.seat.card() is None:
            self.say(Content("No card lies on your desk in this turn."))
        else:
            self.draft.tab = CARD
            self.dismiss("cards")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where a scenario has no cards for the seat, no key brings one."""
        if action == "card":
            return any(card.seat == self.seat.id for card in self.seat.scenario.cards.values())
        return super().check_action(action, parameters)

    # -- keys of the whole desk ---------------------------------------------------------------------------

    def action_desk_help(self) -> None:
        """Open the help of this tab and of the desk."""
        from wargame.tui.modals import Help

        pane = self._panes[self.active]
        shown = ("app.palette", "app.theme", "app.instructor", "app.quit")
        everywhere = tuple(c for c in self.program.KEYS if c.id in shown and c.allowed(self.app))
        here, desk = (
            tuple(c for c in node.KEYS if node.check_action(*_parsed(c.action)) is not False)
            for node in (pane, self)
        )
        parts = [(f"In {pane.NAME.lower()}", here), ("On the desk", desk), ("Everywhere", everywhere)]
        self.app.push_screen(Help(self.HEADING, f"{pane.hint()}\n\n{self.PURPOSE}", parts))


def _parsed(action: str) -> tuple[str, tuple[object, ...]]:
    _, name, parameters = parse(action)
    return name, parameters
