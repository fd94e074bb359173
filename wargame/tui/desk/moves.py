"""The tab of moves: what can be done now and what can't yet, with price, odds, consequences and advice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.content import Content
from textual.widgets.option_list import Option

from wargame.desk.draft import DraftError
from wargame.desk.promises import promised
from wargame.desk.wording import option_words, severity_line, visibility_line
from wargame.ids import ChoiceId, OptionId
from wargame.rules.orders import Order
from wargame.rules.views import MoveView, OddsView
from wargame.tui.command import Command
from wargame.tui.desk.boxes import AskOptions
from wargame.tui.desk.pane import Build, Pane
from wargame.tui.desk.rows import heading, row
from wargame.tui.desk.text import advice, bullets, label, labelled, stack, sum_of, wrapped
from wargame.tui.desk.writing import write_reasons
from wargame.tui.untrusted import plain, prose, styled
from wargame.tui.widgets.drawn import beside

_TALL = 32
_TWO_COLUMNS = 64


class MovesPane(Pane):
    """All moves of the seat. Enter orders a move or takes it back."""

    NAME = "MOVES"
    HINT = "Choose your moves: ↑ ↓ to look, Enter orders one or takes it back."
    KEYS = (
        Command("moves.order", "act", "enter", "Order", "Order the move, or take it back.", palette=False),
        Command(
            "moves.options", "options", "o", "Options", "How to do it: how loud, how much, through whom."
        ),
        Command("moves.argue", "argue", "a", "Argue", "Say why it should work, for the debrief."),
    )

    _odds_width = 0

    def title(self) -> Content:
        """The label on the edge of the list."""
        draft = self.draft
        count = f"MOVES  {len(draft.orders.moves)} of {self.view.allowance} chosen"
        if not self.view.resource:
            return Content(count)
        return Content.assemble(
            count, " · ", plain(self.view.resource.lower(), 30), f" left {draft.resource_left}"
        )

    def rows(self) -> list[Option]:
        """The rows of this tab."""
        open_moves = [move for move in self.view.moves if not move.closed]
        self._odds_width = max(
            (plain(str(self._odds(move)), 40).cell_length for move in open_moves), default=0
        )
        closed = [move for move in self.view.moves if move.closed]
        out: list[Option] = []
        by_stage = self.app.size.height >= _TALL
        stage = ""
        for move in _in_stages(open_moves):
            if by_stage and move.stage != stage:
                stage = move.stage
                out.append(heading(stage.upper()[:40]))
            out.append(self._row(move))
        if closed:
            out.append(heading("CLOSED FOR NOW"))
            out.extend(self._row(move) for move in closed)
        return out

    def _row(self, move: MoveView) -> Option:
        if move.closed:
            left = Content.assemble("  ", styled(move.name, "$faint", 80))
            why = Content.assemble(" · ", plain(move.closed, 200)).stylize("$faint")
            return row(move.id, left, Content.styled("closed", "$faint"), why)
        ordered = self.draft.ordered(move.id)
        if ordered:
            left = Content.assemble(("✓ ", "bold $accent"), styled(move.name, "bold", 80))
        else:
            left = Content.assemble("  ", plain(move.name, 80))
        how = Content("")
        if ordered and move.options:
            chosen = plain(option_words(move.options, ordered.options), 80)
            how = Content.assemble(" · ", chosen).stylize("$faint")
        odds = plain(str(self._odds(move)), 40)
        gap = " " * (3 + self._odds_width - odds.cell_length)
        right = Content.assemble((str(move.cost) if move.cost else "", "bold"), gap, odds)
        if not ordered and self.draft.move_refusal(move.id):
            left, right = left.stylize("$faint"), right.stylize("$faint")
        return row(move.id, left, right, how)

    def _odds(self, move: MoveView) -> OddsView:
        """The odds of a move, done the way it has been ordered, if it has."""
        order = self.draft.ordered(move.id)
        return self.draft.odds(order) if order else move.odds

    def detail_of(self, id: str) -> tuple[str, Build]:
        """The title and the text for a row."""
        if not id:
            return "", lambda width: Content("There is nothing you can order in this turn.")
        move = self.draft.move(id)
        return move.name, lambda width: self._describe(move, width)

    def _describe(self, move: MoveView, width: int) -> Content:
        order = self.draft.ordered(move.id)
        state: list[Content] = []
        if move.closed:
            state = wrapped(Content.assemble(("Closed: ", "bold $accent"), plain(move.closed, 300)), width)
        elif order:
            state = [Content.assemble(("✓ Ordered. ", "bold $accent"), ("Enter takes it back.", "$faint"))]
        elif why := self.draft.move_refusal(move.id):
            state = wrapped(plain(why, 300).stylize("$faint"), width)
        for line in promised(self.draft, move.id):
            state += wrapped(Content.assemble(("! ", "bold $accent"), plain(line, 300)), width, "  ", "")
        left_width = (width - 3) * 9 // 20 if width >= _TWO_COLUMNS else width
        right_width = width - left_width - 3 if width >= _TWO_COLUMNS else width
        odds = sum_of(self._odds(move), left_width)
        facts = self._facts(move, right_width)
        columns = (
            beside([(odds, left_width), (facts, right_width)], Content("   "))
            if width >= _TWO_COLUMNS
            else [*odds, *facts]
        )
        reasons = []
        if order and order.arguments:
            reasons = [label("Your reasons"), *bullets(order.arguments, width)]
        said = advice(move.advice, width)
        texts = (move.name, move.line, *(line.text for line in move.advice))
        word = self.footnote(move.id, width, *texts)
        opens = [line for text in move.opens for line in wrapped(plain(text, 400), width, "  ", "! ")]
        return stack(wrapped(prose(move.line, 600), width), state, opens, reasons, columns, said, word)

    def _facts(self, move: MoveView, width: int) -> list[Content]:
        out = [line for text in move.effects for line in wrapped(plain(text, 300), width, "  ", "")]
        about = [visibility_line(move.visibility, move.leak), severity_line(move.severity, move.rung)]
        for line in about:
            if line:
                out.extend(wrapped(plain(line).stylize("$faint"), width, "  ", ""))
        if move.cost:
            name = plain(self.view.resource.lower() or "means", 40)
            out.append(Content.assemble(("Costs ", "$faint"), (str(move.cost), "bold"), " ", name))
        order = self.draft.ordered(move.id)
        for option in move.options:
            taken = dict(order.options).get(option.id, "") if order else option.choices[0].id
            names = [
                styled(choice.name, "bold" if choice.id == taken else "$faint", 60)
                for choice in option.choices
            ]
            out.extend(labelled(option.name, Content(" · ").join(names), width))
        return out

    # -- what the keys do ---------------------------------------------------------------------------------

    def act(self, id: str) -> None:
        """Do what Enter does on a row."""
        move = self.draft.move(id)
        try:
            if self.draft.ordered(id):
                self.draft.remove_move(id)
                self.changed(f"Taken back: {move.name}.")
                return
            self.draft.add_move(id)
        except DraftError as why:
            self.refused(why)
            return
        more = " O changes how." if move.options else ""
        self.changed(f"Ordered: {move.name}.{more} A gives reasons.")

    def action_options(self) -> None:
        """Open the options of the move under the cursor; kept, they order it."""
        self._with_order(self._ask_options, needs_options=True)

    def action_argue(self) -> None:
        """Write the reasons for the move under the cursor; kept, they order it."""
        self._with_order(self._ask_reasons)

    def _with_order(self, ask: Callable[[MoveView, Order], None], *, needs_options: bool = False) -> None:
        id = self.entries.current
        if not id:
            return
        move = self.draft.move(id)
        if needs_options and not move.options:
            self.desk.say(plain(f"{move.name} has no options: it is done one way."))
            return
        if not self.draft.ordered(id) and (why := self.draft.move_refusal(id)):
            self.desk.say(plain(why))
            return
        ask(move, self.draft.order_of(id))

    def _ask_options(self, move: MoveView, order: Order) -> None:
        def answered(options: dict[OptionId, ChoiceId] | None) -> None:
            if options is not None:
                change = partial(self.draft.choose, move.id, options)
                self.desk.change(change, f"Ordered, done that way: {move.name}.")
            else:
                self._still(move)

        self.app.push_screen(AskOptions(move, order, self.desk.seat.odds), answered)

    def _ask_reasons(self, move: MoveView, order: Order) -> None:
        write_reasons(self.desk, order, lambda: self._still(move))

    def _still(self, move: MoveView) -> None:
        if self.draft.ordered(move.id):
            self.desk.say(plain(f"Still ordered, as it was: {move.name}. Enter takes it back."))
        else:
            self.desk.say(plain(f"Not ordered: {move.name}."))


def _in_stages(moves: list[MoveView]) -> list[MoveView]:
    """Moves of one stage together, stages in the order of their first move."""
    order = {stage: n for n, stage in reversed(list(enumerate(move.stage for move in moves)))}
    return sorted(moves, key=lambda move: order[move.stage])
