"""The tab of orders: everything composed so far, what is still open, the forecast, and the way to commit."""

from __future__ import annotations

from typing import Literal

from textual.content import Content
from textual.widgets.option_list import Option

from wargame.desk.items import Item, groups
from wargame.desk.proposal import ProposalDraft
from wargame.desk.wording import option_words, promise_line
from wargame.tui.command import Command
from wargame.tui.desk.answering import answer, ask, counter, find_proposal
from wargame.tui.desk.pane import Build, Pane
from wargame.tui.desk.proposal_text import draft_text, headed, proposal_text
from wargame.tui.desk.rows import heading, row
from wargame.tui.desk.text import bullets, label, labelled, stack, sum_of, wrapped
from wargame.tui.desk.writing import (
    ask_forecast,
    write_letter,
    write_note,
    write_proposal,
    write_reasons,
    write_sentence,
)
from wargame.tui.untrusted import plain, prose, styled


class OrdersPane(Pane):
    """All orders in a list. Enter changes an item or goes where it is made, X takes it out."""

    NAME = "YOUR ORDERS"
    HINT = "Enter changes a line, X takes it out, G commits it all."
    KEYS = (
        Command(
            "orders.open",
            "act",
            "enter",
            "Open",
            "Change what is under the cursor, or go where it is made.",
            palette=False,
        ),
        Command("orders.forecast", "forecast", "f", "Forecast", "Answer the question of this turn."),
        Command(
            "orders.sign", "answer('sign')", "s", "Sign", "Sign the offer under the cursor.", footer=False
        ),
        Command(
            "orders.refuse",
            "answer('refuse')",
            "r",
            "Refuse",
            "Refuse the offer under the cursor.",
            footer=False,
        ),
        Command(
            "orders.counter", "counter", "c", "Counter", "Refuse it and draft your own from it.", footer=False
        ),
        Command("orders.argue", "argue", "a", "Argue", "Say why the move should work.", footer=False),
        Command(
            "orders.drop", "drop", "delete,x", "Take out", "Take the line under the cursor out.", shown_as="X"
        ),
        Command(
            "orders.earlier",
            "shift(-1)",
            "left_square_bracket",
            "Earlier",
            "Move an order up.",
            footer=False,
        ),
        Command(
            "orders.later",
            "shift(1)",
            "right_square_bracket",
            "Later",
            "Move an order down.",
            footer=False,
        ),
    )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where no question is put to the seat, no key answers it; nor an offer that is not there."""
        offer = self.entries.current.startswith("answer:")
        if action == "forecast":
            return self.view.forecast is not None
        if action in ("answer", "counter"):
            return offer and not (action == "counter" and self.view.late)
        if action == "argue":
            return self.entries.current.startswith("move:") and bool(self._about)
        return super().check_action(action, parameters)

    def rows(self) -> list[Option]:
        """The rows of this tab."""
        out: list[Option] = []
        for group in groups(self.draft):
            if group.items:
                out.append(heading(group.title))
                out += [_row(item) for item in group.items]
        commit = Content.assemble(("➤ ", "bold $accent"), ("Commit your orders", "bold"))
        out += [heading(""), row("commit:", commit, styled("G", "bold $accent"))]
        return out

    def detail_of(self, id: str) -> tuple[str, Build]:
        """The title and the text for a row."""
        kind, _, key = id.partition(":")
        title = "On paper"
        if kind == "answer":
            title = headed(self.draft, "Offer", find_proposal(self.view, key).terms)
        elif kind == "draft" and key:
            title = headed(self.draft, "Your offer", self.draft.orders.drafts[int(key)].terms)
        return title, lambda width: self._describe(kind, key, width)

    def _describe(self, kind: str, key: str, width: int) -> Content:
        draft, view = self.draft, self.view
        if kind == "move" and (order := draft.ordered(key)):
            entry = draft.move(key)
            chosen = option_words(entry.options, order.options)
            reasons = [label("Your reasons"), *bullets(order.arguments, width)] if order.arguments else None
            odds = self.desk.seat.odds(order)
            return stack(
                wrapped(prose(entry.line), width),
                wrapped(plain(chosen), width) if chosen else None,
                sum_of(odds, width),
                reasons,
            )
        if kind == "letter" and key:
            letter = draft.orders.letters[int(key)]
            promise = plain(promise_line(view, letter.promise)) if letter.promise else None
            return stack(
                prose(letter.text).wrap(width), labelled("Promise", promise, width) if promise else None
            )
        if kind == "draft" and key:
            return draft_text(ProposalDraft.of(draft, draft.orders.drafts[int(key)]), width)
        if kind == "forecast" and view.forecast:
            teach = Content(_TEACH["forecast"]).stylize("$faint")
            return stack(wrapped(styled(view.forecast.question, "bold", 300), width), wrapped(teach, width))
        if kind == "note" and draft.orders.why:
            return stack(wrapped(plain(draft.orders.why), width))
        if kind == "say" and draft.orders.say:
            return stack(wrapped(plain(f"“{draft.orders.say}”"), width))
        if kind == "answer":
            return proposal_text(draft, find_proposal(view, key), width)
        return stack(wrapped(Content(_TEACH.get(kind, "")), width))

    # -- what the keys do ---------------------------------------------------------------------------------

    def act(self, id: str) -> None:
        """Do what Enter does on a row."""
        kind, _, key = id.partition(":")
        desk = self.desk
        if kind == "move":
            desk.open_tab("moves", key)
        elif kind == "letter":
            write_letter(desk, at=int(key) if key else None)
        elif kind == "draft":
            write_proposal(desk, at=int(key) if key else None)
        elif kind == "answer":
            ask(desk, key, proposal=True)
        elif kind == "stance":
            known = any(p.id == key for p in self.view.proposals)
            desk.open_tab("deals", f"{'proposal' if known else 'agreement'}:{key}")
        elif kind == "forecast":
            self.action_forecast()
        elif kind == "say":
            self.action_say()
        elif kind == "note":
            write_note(desk)
        elif kind == "commit":
            desk.action_commit()

    def action_answer(self, word: Literal["sign", "refuse"]) -> None:
        """Sign or refuse the offer under the cursor."""
        answer(self.desk, self._about, word)

    def action_counter(self) -> None:
        """Refuse the offer under the cursor, and open it as an own draft."""
        counter(self.desk, find_proposal(self.view, self._about))

    @property
    def _about(self) -> str:
        """Which one the line under the cursor is about."""
        return self.entries.current.partition(":")[2]

    def action_forecast(self) -> None:
        """Answer the question of this turn."""
        ask_forecast(self.desk)

    def action_say(self) -> None:
        """Write the sentence in public."""
        write_sentence(self.desk)

    def action_argue(self) -> None:
        """Write the reasons for the move under the cursor."""
        write_reasons(self.desk, self.draft.order_of(self._about))

    def action_drop(self) -> None:
        """Take out what is under the cursor."""
        kind, _, key = self.entries.current.partition(":")
        draft = self.draft
        if kind == "move" and key:
            draft.remove_move(key)
        elif kind == "letter" and key:
            draft.remove_letter(int(key))
        elif kind == "draft" and key:
            draft.remove_draft(int(key))
        elif kind == "answer" and draft.answered(key):
            draft.answer(key, None)
        elif kind == "stance":
            draft.take_stance(key, None)
        elif kind == "forecast" and draft.orders.forecast is not None:
            draft.predict(None)
        elif kind == "say" and draft.orders.say:
            draft.speak("")
        elif kind == "note" and draft.orders.why:
            draft.note("")
        else:
            self.desk.say(Content("There is nothing of yours on this line."))
            return
        self.changed("Taken out. U brings it back.")

    def action_shift(self, by: int) -> None:
        """Move the order under the cursor up or down."""
        kind, _, key = self.entries.current.partition(":")
        if kind == "move" and key:
            self.draft.shift_move(key, by)
            self.changed()


def _row(item: Item) -> Option:
    if item.state == "done":
        left = Content.assemble(("✓ ", "bold $accent"), plain(item.text, 200))
        return row(item.id, left, styled(item.right, "$faint", 40) if item.right else None)
    if item.state == "open":
        left = Content.assemble(("! ", "bold $accent"), styled(item.text, "bold", 200))
        return row(item.id, left, styled(item.right, "$accent", 40))
    left = Content.assemble("+ ", plain(item.text, 200)).stylize("$faint")
    return row(item.id, left, styled(item.right, "$faint", 40))


_TEACH = {
    "move": "Moves are what your side does. Enter opens the catalogue.",
    "letter": "A letter is read by the one you write to at the next dawn. Enter writes one.",
    "draft": "An offer goes on the table when you commit; the others see it at the next dawn."
    " Enter drafts one.",
    "forecast": "Say how likely you think it is. Nobody sees it now; the debrief shows who read the others"
    " best. Enter answers.",
    "say": "A sentence in public: everybody reads it when the orders are carried out. Enter writes it.",
    "note": "A sentence on why you do this. Nobody sees it before the debrief; it doesn't change the game.",
    "commit": "All of it goes out together and is saved. You can take it back only until the last seat has"
    " committed.",
    "stance": "What you say of a deal is public. Enter shows the deal.",
}
