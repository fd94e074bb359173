"""The tab of moves: what can be done now and what can't yet, with price, odds, consequences and advice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial

from attrs import evolve
from textual.content import Content
from textual.widgets.option_list import Option

from wargame.desk.draft import DraftError
from wargame.desk.promises import promised
from wargame.desk.shortlist import shortlist
from wargame.desk.wording import counted, option_words, severity_line, visibility_line
from wargame.ids import ChoiceId, MoveId, OptionId
from wargame.rules.orders import Order
from wargame.rules.views import GainsView, MoveView, Told
from wargame.rules.wording import listed
from wargame.text import full_stop
from wargame.tui.command import Command
from wargame.tui.desk.boxes import AskOptions
from wargame.tui.desk.pane import Build, Pane
from wargame.tui.desk.rows import heading, row
from wargame.tui.desk.text import advice, bullets, label, labelled, stack, sum_of, wrapped
from wargame.tui.desk.writing import write_reasons
from wargame.tui.untrusted import plain, prose, styled
from wargame.tui.widgets.drawn import beside

_MORE = "more:"
"""The row that shows the others."""
_TEACH = (
    "At first there are two moves that each of your advisers would make, what your side does by default, and"
    " the boldest one. Enter shows all others by stage, and last what is closed with what would open it."
)
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
        Command(
            "moves.all",
            "all",
            "m",
            "All",
            "All moves by stage, closed ones last; or few again.",
            footer=False,
        ),
        Command("moves.argue", "argue", "a", "Argue", "Say why it should work."),
    )

    _width = 0
    _room = 0
    _all = False

    @cached_property
    def _first(self) -> dict[MoveId, str]:
        """The moves to begin with, and whose each is."""
        return shortlist(self.view.moves, self.desk.seat.default())

    @cached_property
    def _few(self) -> bool:
        """Are there no more open moves than those to begin with?"""
        return sum(not move.closed for move in self.view.moves) <= len(self._first)

    @cached_property
    def _reckoned(self) -> dict[Order, GainsView]:
        return {}

    def _gains(self, move: MoveView) -> GainsView:
        """What a move would do for the seat, done the way it has been ordered, if it has; asked for once."""
        order = evolve(self.draft.order_of(move.id), arguments=())
        if order not in self._reckoned:
            self._reckoned[order] = self.desk.seat.gains(order)
        return self._reckoned[order]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where all moves stand there from the first, none are to be asked for."""
        return not self._few if action == "all" else super().check_action(action, parameters)

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
        """The rows of this tab: some moves to begin with, the others where they are asked for."""
        moves = [move for move in self.view.moves if not move.closed]
        closed = [move for move in self.view.moves if move.closed]
        few = self._few
        first = [] if few else [self.draft.move(id) for id in self._first]
        others = _in_stages([move for move in moves if move not in first])
        every, here = few or self._all, self.entries.current
        if not every:  # what is ordered stays in sight, and what is under the cursor in its place
            others = [move for move in others if self.draft.ordered(move.id) or move.id == here]
        shown = [*first, *others]
        self._width = max((_arrows(self._gains(move)).cell_length for move in shown), default=0)
        self._room = max(7, 2 + max((len(self._odds(move).brief) for move in shown), default=0))
        staged = every and (not few or self.app.size.height >= _TALL)
        head: Content | None = self._right(Content("aims"), "cost", "odds").stylize("$faint")
        out: list[Option] = []
        if first or (others and not staged):
            out.append(heading("FIRST THOUGHTS" if first else "OPEN NOW", head))
            head = None
        out += [self._row(move) for move in first]
        if not staged:
            out += [self._row(move) for move in others]
        if not few:
            count = f" · {counted(len(moves) - len(first), 'other')}, {len(closed)} closed for now"
            text, told = ("First thoughts alone", "") if every else ("More moves", count)
            key = Content.styled("M", "bold $accent")
            out.append(row(_MORE, Content.assemble("… ", text), key, Content.styled(told, "$faint")))
        stage = ""
        for move in others if staged else ():
            if move.stage != stage:
                stage = move.stage
                out.append(heading(stage.upper()[:40], head))
                head = None
            out.append(self._row(move))
        if closed and every:
            out.append(heading("CLOSED FOR NOW"))
            out.extend(self._row(move) for move in closed)
        return out

    def _right(self, arrows: Content, cost: str, odds: str) -> Content:
        """The columns at the right edge of a row."""
        gap = " " * (max(4, self._width) - arrows.cell_length)
        return Content.assemble(gap, arrows, (f"{cost:>6}", "bold"), f"{odds:>{self._room}}")

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
        how = plain(self._first.get(move.id, ""), 60)
        if ordered and move.options:
            how = plain(option_words(move.options, ordered.options), 80)
        if how:
            how = Content.assemble(" · ", how).stylize("$faint")
        cost, odds = str(move.cost) if move.cost else "", self._odds(move).brief
        right = self._right(_arrows(self._gains(move)), cost, odds)
        if not ordered and self.draft.move_refusal(move.id):
            left, right = left.stylize("$faint"), right.stylize("$faint")
        return row(move.id, left, right, how)

    def goto(self, id: str) -> None:
        """Put the cursor on a row, wherever its move stands."""
        if not self._all and all(option.id != id for option in self.entries.options):
            self._all = True
            self.reload()
        super().goto(id)

    def _odds(self, move: MoveView) -> Told:
        """The odds of a move, done the way it has been ordered, if it has."""
        order = self.draft.ordered(move.id)
        return self.draft.odds(order) if order else move.odds

    def detail_of(self, id: str) -> tuple[str, Build]:
        """The title and the text for a row."""
        if not id:
            return "", lambda width: Content("There is nothing you can order in this turn.")
        if id == _MORE:
            return "All moves", lambda width: stack(wrapped(Content(_TEACH), width))
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
        gained = self._opened_by(move, width) if move.closed else _gained(self._gains(move), width)
        what = wrapped(prose(move.line, 600), width)
        return stack(what, state, gained, opens, reasons, columns, said, word)

    def _opened_by(self, move: MoveView, width: int) -> list[Content]:
        """Which of the moves that are open would open this one, if they work."""
        ways = [m.name for m in self.view.moves if not m.closed and move.name in self._gains(m).opens]
        return labelled("Opened by", plain(listed(ways), 300), width) if ways else []

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
        if id == _MORE:
            self.action_all()
            return
        move = self.draft.move(id)
        try:
            if self.draft.ordered(id):
                self.draft.remove_move(id)
                self.changed(full_stop(f"Taken back: {move.name}"))
                return
            self.draft.add_move(id)
        except DraftError as why:
            self.refused(why)
            return
        more = " O changes how." if move.options else ""
        self.changed(f"{full_stop(f'Ordered: {move.name}')}{more} A gives reasons.")

    def action_all(self) -> None:
        """Show all moves, or those alone to begin with."""
        self._all = not self._all
        self.reload()

    def action_options(self) -> None:
        """Open the options of the move under the cursor; kept, they order it."""
        self._with_order(self._ask_options, needs_options=True)

    def action_argue(self) -> None:
        """Write the reasons for the move under the cursor; kept, they order it."""
        self._with_order(self._ask_reasons)

    def _with_order(self, ask: Callable[[MoveView, Order], None], *, needs_options: bool = False) -> None:
        id = self.entries.current
        if id in ("", _MORE):
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
                self.desk.change(change, full_stop(f"Ordered, done that way: {move.name}"))
            else:
                self._still(move)

        self.app.push_screen(AskOptions(move, order, self.desk.seat.odds), answered)

    def _ask_reasons(self, move: MoveView, order: Order) -> None:
        write_reasons(self.desk, order, lambda: self._still(move))

    def _still(self, move: MoveView) -> None:
        if self.draft.ordered(move.id):
            self.desk.say(
                plain(f"{full_stop(f'Still ordered, as it was: {move.name}')} Enter takes it back.")
            )
        else:
            self.desk.say(plain(full_stop(f"Not ordered: {move.name}")))


def _in_stages(moves: list[MoveView]) -> list[MoveView]:
    """Moves of one stage together, stages in the order of their first move."""
    order = {stage: n for n, stage in reversed(list(enumerate(move.stage for move in moves)))}
    return sorted(moves, key=lambda move: order[move.stage])


def _arrows(gains: GainsView) -> Content:
    """What a move does for the seat, briefly: full arrows for its aims, hollow ones for what serves them
    later."""
    later = [by for _, by in gains.means] + [1] * bool(gains.opens or gains.terms) + [-1] * bool(gains.shuts)
    aims = [by for _, by in gains.aims]
    return Content(_run(aims, "▲", "▼") + _run(later, "△", "▽"))


def _run(marks: Iterable[int], up: str, down: str) -> str:
    ups, downs = sum(by for by in marks if by > 0), sum(-by for by in marks if by < 0)
    return up * min(ups, 3) + down * min(downs, 3)


def _gained(gains: GainsView, width: int) -> list[Content]:
    """What a move does for the seat, by name."""
    out = labelled("Your aims", _named(gains.aims, "▲", "▼") or Content("none of them is touched"), width)
    if gains.means:
        out += labelled("For later", _named(gains.means, "△", "▽"), width)
    terms = counted(len(gains.terms), "term") + " for a deal" if len(gains.terms) > 2 else listed(gains.terms)
    opens = [*gains.opens, terms] if terms else gains.opens
    for name, texts in (("Opens", opens), ("Shuts", gains.shuts)):
        if texts:
            out += labelled(name, plain(f"{listed(texts)}, if it works", 400), width)
    return out


def _named(marks: Iterable[tuple[str, int]], up: str, down: str) -> Content:
    parts = [
        Content.assemble(((up if by > 0 else down) * abs(by), "bold"), " ", plain(name, 120))
        for name, by in sorted(marks, key=lambda mark: -mark[1])
    ]
    return Content("   ").join(parts)
