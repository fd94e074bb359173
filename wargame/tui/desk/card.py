"""The desk in the form of a card: a dilemma on one screen, a turn in three keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from attrs import evolve
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from wargame.desk.draft import CARD, OrdersDraft
from wargame.rules.orders import Orders
from wargame.rules.views import CardView
from wargame.session.drafts import Sheet
from wargame.session.seat import SeatDoor
from wargame.tui.command import Command
from wargame.tui.desk.beside import lay_left, left
from wargame.tui.desk.card_beside import asked_now
from wargame.tui.desk.card_text import card_text, ordered
from wargame.tui.desk.desk import Desk, Send
from wargame.tui.desk.forecast import answer_keys, answers
from wargame.tui.desk.reading import Reading, came, came_text, orders_text
from wargame.tui.desk.writing import begin, write_sentence
from wargame.tui.untrusted import plain
from wargame.tui.widgets.drawn import Drawn, Written, clip, spread
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine

_CHOICES = tuple(
    Command(f"card.choice{n}", f"take({n})", f"{n}", f"Choice {n}", f"Take choice {n}.", footer=False)
    for n in (1, 2, 3)
)


class CardDesk(Desk):
    """A seat's desk with its card of this turn on it. The draft is that of the full desk."""

    CSS_PATH = "card.tcss"
    moment = "card"
    HEADING = "Your card"
    PURPOSE = (
        "A turn in three keys: 1, 2 or 3 takes a choice, A to E says how likely you think the answer is, and "
        "Enter commits. ▲ and ▼ show which of your own aims a choice helps or hurts, as far as you can tell; "
        "beside its title stand the odds of its first order, and Space tells all. Your advisers disagree, "
        "and either may be wrong. Below the choices stands an offer that waits: Y signs it, N refuses it, O "
        "counters it. Nothing counts before you commit; U undoes. W opens the whole "
        "desk with your choice laid out, for orders of your own."
    )
    KEYS = (
        *_CHOICES,
        *answer_keys("card"),
        Command("card.sign", "answer('sign')", "y", "Sign", "Sign the offer that waits.", footer=False),
        Command(
            "card.refuse", "answer('refuse')", "n", "Refuse", "Refuse the offer that waits.", footer=False
        ),
        Command(
            "card.counter", "counter", "o", "Counter", "Refuse it and draft your own from it.", footer=False
        ),
        Command(
            "card.commit",
            "commit",
            "enter,g,f10",
            "Commit",
            "Send these orders.",
            shown_as="Enter",
            footer=False,
        ),
        Command("card.own", "own", "w", "Own orders", "Write your own orders, from this choice on."),
        Command("card.say", "say", "s", "Say", "Change what you say in public, or say nothing."),
        Command("card.look", "look", "space", "Details", "What each choice orders, to the letter."),
        Command(
            "card.read",
            "read",
            "r",
            "Read",
            "Cables, letters and offers that came for you; the news.",
            footer=False,
        ),
        Command(
            "card.brief", "brief", "i", "Who you are", "Your role, your aims, how things stand.", footer=False
        ),
        Command(
            "card.handover",
            "handover",
            "h",
            "Hand-over",
            "For whoever comes late: what this seat knows, wants and owes.",
            footer=False,
        ),
        Command("card.undo", "undo", "u,ctrl+z", "Undo", "Undo the last change.", shown_as="U", footer=False),
        Command(
            "card.back",
            "hand_back",
            "escape",
            "Back",
            "Hand the keyboard back; the draft is kept.",
            footer=False,
        ),
    )

    def __init__(
        self,
        card: CardView,
        seat: SeatDoor,
        send: Send,
        draft: OrdersDraft | None = None,
        keeps: Callable[[Sheet], str] | None = None,
        notice: str = "",
    ) -> None:
        super().__init__(seat, send, draft, keeps, notice)
        self.card = card
        self.choices = ordered(card)
        self._warned = False
        self.draft.tab, self.draft.dealt = CARD, card.id

    def compose(self) -> ComposeResult:
        """Lay out the head, the card and what to press next; beside it how things stand."""
        yield from self.head(days=False)
        with Horizontal(id="desk"):
            yield left(self)
            yield CardText(self.card, self.draft, id="card")
        yield Written(self._next, id="next")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with what there is to say, or to go on with."""
        self.query_one("#card").focus()
        begin(self)

    async def on_resize(self) -> None:
        """How things stand appears or goes with the room for it."""
        if self.wide != self.has_class("-beside"):
            await lay_left(self)
        self.query_one("#card", CardText).redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys only for what there is."""
        n = next((one for one in parameters if isinstance(one, int)), 0)
        if action == "take":
            return n <= len(self.choices)
        if action in ("answer", "counter"):
            return asked_now(self.card, self.draft) is not None and not (
                action == "counter" and self.view.late
            )
        if action == "predict":
            return self.view.forecast is not None and n < len(answers(self.view.forecast))
        return super().check_action(action, parameters)

    @property
    def all_seen(self) -> bool:
        """Are the orders those of a choice, as it stands there?"""
        taken = self.draft.taken(self.card)
        return taken is not None and self.draft.as_dealt(self.card, taken) and not self._answered

    @property
    def _bare(self) -> bool:
        """Is nothing composed but an answer to the question and a sentence?"""
        return self._is_all(Orders())

    def _is_all(self, orders: Orders) -> bool:
        """Are these all orders, beside an answer to the question and a sentence?"""
        return evolve(self.draft.orders, forecast=None, why="", say="") == orders

    @property
    def _answered(self) -> bool:
        """Will others answer these orders in public, at once? That is told before the commit."""
        return any(self.draft.move(order.move).opens for order in self.draft.orders.moves)

    def default(self) -> Orders:
        """What goes out where no choice has been taken."""
        return self.seat.default(on_card=True)

    def _next(self, width: int) -> Content:
        """What to press next, in a sentence; what there is to read."""
        draft = self.draft
        taken, asked = draft.taken(self.card), self.view.forecast
        if taken is None and self._is_all(self.draft.beside(self.card)):
            told = f"Choose 1-{len(self.choices)}."
        elif asked and draft.orders.forecast is None:
            told = "Answer A-E."
        elif self.all_seen:
            told = "Enter commits."
        else:
            own = "It will be answered." if self._answered else "Orders of your own."
            told = f"{own} Enter looks them over."
        what = came(draft)
        right = Content.assemble(("R", "bold $accent"), f" {what}") if what else Content("")
        return spread(clip(Content.assemble(("▸ ", "bold $accent"), (told, "bold")), width), right, width)

    # -- what the keys do ---------------------------------------------------------------------------------

    def changed(self, message: str = "", row: str = "") -> None:
        """Show the card as it is taken now."""
        self._warned = False
        self.query_one("#card", CardText).redraw()
        self.query_one("#next", Written).redraw()
        self.keep()
        if message:
            self.say(plain(message))
        else:
            self.query_one(Flash).turn()  # what was said of the card as it stood

    def open_tab(self, tab: str, row: str = "") -> None:
        """Open a tab of the full desk."""
        self.draft.tab = tab
        self.dismiss("full")

    def action_take(self, n: int) -> None:
        """Take a choice."""
        own = bool(self.draft.own_moves(self.card))
        told = "What you had ordered yourself is put aside; U brings it back." if own else ""
        self.change(partial(self.draft.take, self.card, self.choices[n - 1]), told)

    def action_predict(self, n: int) -> None:
        """Answer the question of this turn."""
        question = self.view.forecast
        assert question is not None
        self.change(partial(self.draft.predict, answers(question)[n][0]), "")

    def action_answer(self, word: Literal["sign", "refuse"]) -> None:
        """Sign or refuse the offer that waits, or take that back."""
        if asked := asked_now(self.card, self.draft):
            given = None if self.draft.answered(asked.id) == word else word
            self.change(partial(self.draft.answer, asked.id, given), "")

    def action_counter(self) -> None:
        """Refuse the offer that waits, and open it as an own draft."""
        from wargame.tui.desk.answering import counter

        if asked := asked_now(self.card, self.draft):
            counter(self, asked)

    def action_own(self) -> None:
        """Write orders of one's own, from what is taken on."""
        self.open_tab("moves" if self.draft.empty else "orders")

    def action_say(self) -> None:
        """Write the sentence in public."""
        write_sentence(self)

    def action_look(self) -> None:
        """Tell what each choice orders."""
        self.app.push_screen(Reading("What each choice orders", partial(orders_text, self.card, self.draft)))

    def action_read(self) -> None:
        """Show what came for the seat alone."""
        self.app.push_screen(Reading("What came for you, and the news", partial(came_text, self.draft)))

    def action_brief(self) -> None:
        """Show who the seat is, and what it wants."""
        from wargame.tui.desk.situation import situation

        people = self.seat.settings.names == "people"
        make = partial(situation, self.view, people=people, tracks=True, ladder=True)
        self.app.push_screen(Reading(f"{self.view.seat.name}: your brief", lambda width: make(width=width)))

    def action_commit(self) -> None:  # type: ignore[override] # the worker of the full desk is begun in it
        """Commit, once there is something to commit; an open forecast is told once."""
        if self._bare:
            self.say(Content("Take a choice first: 1, 2 or 3."))
        elif self.all_seen and self.draft.still_asked and not self._warned:
            self._warned = True
            self.say(Content("Your forecast is still open: A to E. Enter commits without it."))
        else:
            super().action_commit()


class CardText(Drawn, can_focus=True):
    """The card. A click on a choice or an answer is its key."""

    def __init__(self, card: CardView, draft: OrdersDraft, id: str | None = None) -> None:
        super().__init__(id=id)
        self.card = card
        self.draft = draft

    def draw(self, width: int) -> Content:
        """Draw it as airy as there is room for."""
        taken = sum(
            part.display for part in self.screen.query("#head, #lasting, #next, Flash.-guided, KeyLine")
        )
        return card_text(self.card, self.draft, width, self.screen.size.height - taken)

    def on_click(self, event: events.Click) -> None:
        """Press the key of what is under the mouse."""
        key = event.style.meta.get("key")
        if key is not None:
            self.app.simulate_key(str(key))
