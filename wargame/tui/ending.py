"""The end of a game, leaf by leaf: agreements, epilogue, one last table, verdict, out of the role. The last
paper and the lines of the scores are a key away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Self

from attrs import evolve
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from wargame.debrief.model import Block, Item, List, Paragraph, Row, Section, Span, Table, Target
from wargame.debrief.sections import ending
from wargame.rules.views import PAGE, EndView, News, PublicView, ScoreView
from wargame.session.live import LEAF
from wargame.tui.command import Command
from wargame.tui.document import document_lines
from wargame.tui.modals import give_if_meant
from wargame.tui.page import Page
from wargame.tui.untrusted import prose
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Drawn
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.frontpage import front_page
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from wargame.session import GameLog
    from wargame.session.live import Showing


_EPILOGUE, TABLE = "Epilogue", "One last table"
"""What two leaves are called."""


class EndingScreen(Page[Literal["menu", "replay"]]):
    """Tells the end in leaves; Space turns over the next line, then the next leaf."""

    FOR_ALL = True
    moment = "end"
    phase = "end"
    HEADING = "The end"
    PURPOSE = (
        "The end is told line by line: read it aloud, and let people say what they think before you go on. "
        "On the last table seat after seat is turned over, with its hidden aim and who had guessed it; L has "
        "the lines of each score, P the last front page."
    )
    CSS_PATH = "ending.tcss"
    KEYS = (
        Command(
            "ending.next",
            "next",
            "space,enter",
            "Go on",
            "Down the leaf, the next line, the next leaf; at last from the first one.",
            "Space",
        ),
        Command(
            "ending.back", "leaf(-1)", "left", "Leaf before", "Back to the leaf before.", "←", group="Leaf"
        ),
        Command(
            "ending.leaf",
            "leaf(1)",
            "right",
            "Next leaf",
            "Without waiting for its lines.",
            "→",
            group="Leaf",
        ),
        Command("ending.lines", "aside('lines')", "l", "Lines", "What gave each seat its points."),
        Command("ending.paper", "aside('paper')", "p", "Paper", "The last front page."),
        Command(
            "ending.replay", "give('replay')", "r", "Replay", "Walk through the game with everything shown."
        ),
        Command("ending.deck", "deck", "g", "Debrief", "The guided debrief: one glance a screen."),
        Command("ending.menu", "give('menu')", "m", "Menu", "Leave the table."),
        Command(
            "ending.leave",
            "leave",
            "escape",
            "Out",
            "Out of what lies beside; else to the menu, or back to the replay.",
            footer=False,
        ),
    )

    def __init__(
        self,
        end: EndView,
        public: PublicView,
        notices: Sequence[str] = (),
        *,
        asked: Sequence[str] = (),
        thrown: bool = False,
        told: bool = False,
        one_page: bool = False,
        replayed: bool = False,
        menu: bool = True,
    ) -> None:
        """``thrown``: everybody has seen the last dice, so that nothing is told again line by line.
        ``replayed``: it was opened from the replay, which lies behind it, and there may be no ``menu``."""
        super().__init__()
        self.notices = notices
        self.game: GameLog | None = None
        """The game, where there is one to lead through."""
        self.end = end
        self.public = public
        self.leaves = [page(end, asked)] if one_page else leaves(end, asked, thrown=thrown)
        self.at = len(self.leaves) - 1 if told else 0
        self.aside = False
        self._replayed, self._menu = replayed, menu

    @classmethod
    def of(
        cls,
        game: GameLog,
        notices: Sequence[str] = (),
        *,
        thrown: bool = False,
        told: bool = False,
        replayed: bool = False,
        menu: bool = True,
    ) -> Self:
        """The ending of a game that is over; ``told`` opens the last leaf."""
        asked, one_page = game.scenario.debrief.questions, game.scenario.debrief.one_page
        end, public = game.end(), game.public()
        screen = cls(
            end,
            public,
            notices,
            asked=asked,
            thrown=thrown,
            told=told,
            one_page=one_page,
            replayed=replayed,
            menu=menu,
        )
        screen.game = game
        return screen

    def compose(self) -> ComposeResult:
        """Lay out the leaf in hand."""
        yield Static("", id="where")
        with ReadingColumn(id="leaf"):
            yield LeafView(id="text")
        yield Flash(id="flash")
        yield KeyLine()

    def showing(self) -> Showing:
        """The leaf in hand, counted from the epilogue, and how much of it is told."""
        first = next((n for n, leaf in enumerate(self.leaves) if leaf.title == _EPILOGUE), 0)
        told = min(self.query_one(LeafView).told, self.leaves[self.at].count, LEAF - 1)
        return evolve(super().showing(), item=LEAF * (self.at - first) + told if self.at >= first else 0)

    def on_mount(self) -> None:
        """Open the leaf one begins with."""
        self._open(self.at, whole=self.at > 0)
        if self.notices:
            self.say(prose(" ".join(self.notices), 900, 3), alarm=True)

    def action_next(self) -> None:
        """The next line, or leaf."""
        view = self.query_one(LeafView)
        if self.query_one("#leaf", ReadingColumn).read_on():
            return
        if self.aside:
            self._open(self.at, whole=True)
        elif view.more:
            told = view.size.height
            view.told += 1
            view.redraw()
            self.call_after_refresh(self._scroll_to_new, told)
            self.tell()
        elif self.at + 1 < len(self.leaves):
            self._open(self.at + 1)
        else:
            self._open(0, whole=True)
            self.say(Content("That was the end."))

    def _scroll_to_new(self, told: int) -> None:
        """Scroll to what was just told, from line ``told`` on; of a long piece to its beginning."""
        reader = self.query_one("#leaf", ReadingColumn)
        reader.scroll_to(y=min(reader.max_scroll_y, told), animate=False)

    def action_leaf(self, step: int) -> None:
        """Turn a leaf, forwards or back; one turned back to is told already."""
        at = self.at + (0 if self.aside else step)
        if 0 <= at < len(self.leaves):
            self._open(at, whole=step < 0 or self.aside)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing beside the leaves before these have come to it, nor another leaf where there is but one."""
        if action == "leaf":
            return len(self.leaves) > 1
        if action == "deck":
            return self.game is not None
        if (action, parameters) == ("give", ("menu",)):
            return self._menu
        if action != "aside":
            return super().check_action(action, parameters)
        reached = _EPILOGUE if parameters == ("paper",) else TABLE
        return self.at >= next((n for n, leaf in enumerate(self.leaves) if leaf.title == reached), 0)

    def action_aside(self, what: Literal["lines", "paper"]) -> None:
        """Show what is beside the leaves, and go back to the leaf by the key that reads on."""
        paper = what == "paper"
        aside = PaperLeaf(self.end, self.public) if paper else Leaf("Scores, line by line", _lines(self.end))
        self._show(aside, aside.count)
        self.aside = True
        self.say(Content("Space reads on, and leads back."))

    def action_deck(self) -> None:
        """Lead through the game, glance by glance."""
        from wargame.tui.deck.screen import Deck

        if self.game is not None:
            self.app.push_screen(Deck(self.game))

    def action_leave(self) -> None:
        """Back to the leaf; from there to the menu, if that is meant."""
        if self.aside:
            self._open(self.at, whole=True)
        elif self._replayed:
            self.dismiss("replay")
        else:
            told = "The end can be read again: the game is in its save."
            give_if_meant(self, "menu", "Leave the table for the menu?", told, "Leave", "Stay")

    def _open(self, at: int, *, whole: bool = False) -> None:
        self.at, self.aside = at, False
        self.refresh_bindings()
        leaf = self.leaves[at]
        self._show(leaf, leaf.count if whole else leaf.first)
        self.tell()

    def _show(self, leaf: Leaf, told: int) -> None:
        self.query_one(Flash).turn()
        view = self.query_one(LeafView)
        view.leaf, view.told = leaf, told
        view.redraw()
        self.query_one("#leaf", ReadingColumn).scroll_home(animate=False)
        dots = " ".join("●" if index == self.at else "○" for index in range(len(self.leaves)))
        where = Content.assemble((dots, "$faint"), "   ", (leaf.title, "bold $accent"))
        self.query_one("#where", Static).update(where)


class Leaf:
    """One leaf: a title, and pieces that are told one by one; the ``first`` ones stand there at once."""

    def __init__(self, title: str, blocks: Sequence[Block], *, first: int = 1, measure: int = 84) -> None:
        self.title = title
        self.blocks = blocks
        self.first = first
        self.measure = measure

    @property
    def count(self) -> int:
        """How many pieces there are: a block each, of a table a row."""
        return max(1, sum(_pieces(block) for block in self.blocks))

    def draw(self, told: int, width: int) -> list[Content]:
        """The first ``told`` pieces as lines."""
        shown: list[Block] = []
        for block in self.blocks:
            if told > 0:
                shown.append(evolve(block, rows=block.rows[:told]) if isinstance(block, Table) else block)
            told -= _pieces(block)
        return document_lines(shown, width)


class LeafView(Drawn):
    """Shows a leaf as far as it has been told."""

    DEFAULT_CSS = "LeafView { padding: 0 2; }"
    told = 1
    leaf: Leaf | None = None

    @property
    def more(self) -> bool:
        """Is there something of this leaf that has not been told?"""
        return self.leaf is not None and self.told < self.leaf.count

    def draw(self, width: int) -> Content:
        """Draw it."""
        if self.leaf is None:
            return Content("")
        measure = min(width, self.leaf.measure)
        margin = " " * ((width - measure) // 2)
        return Content("\n").join(
            [Content.assemble(margin, line) for line in self.leaf.draw(self.told, measure)]
        )


class TableLeaf(Leaf):
    """One last table, a seat a piece; which forecasts were the best is told with the last of them."""

    def __init__(self, end: EndView) -> None:
        super().__init__(TABLE, [Section("", (seat,)) for seat in ending.table(end)])
        self._end = end

    def draw(self, told: int, width: int) -> list[Content]:
        """The first ``told`` seats."""
        return document_lines([Section("", (seat,)) for seat in ending.table(self._end, told)], width)


class PaperLeaf(Leaf):
    """The last front page; the ending leads it."""

    def __init__(self, end: EndView, public: PublicView) -> None:
        super().__init__("The last front page", (), measure=132)
        text = end.epilogue[0] if end.epilogue else ""
        lead = News(public.turn.number, end.headline or end.name, text, 9, "")
        front = (lead, *public.news)
        self.public = evolve(public, news=front[:PAGE], also=(*front[PAGE:], *public.also))

    def draw(self, told: int, width: int) -> list[Content]:
        """The paper."""
        return front_page(self.public, width).split("\n")


def leaves(end: EndView, asked: Sequence[str] = (), *, thrown: bool = False) -> list[Leaf]:
    """The leaves of an ending, in the order in which they are told; last what is ``asked`` in the debrief.

    Those of agreements come before anything that tells how the last dice fell, if these were not ``thrown``
    before everybody.
    """
    agreements = [] if thrown else end.agreements
    questions = [List((Item((text,)),)) for text in asked]
    return [
        *(Leaf("Does it last?", [ending.terms(one), ending.lasting(one)]) for one in agreements),
        Leaf(_EPILOGUE, [_title(end), *ending.epilogue(end).blocks], first=2 + bool(end.broken), measure=76),
        TableLeaf(end),
        _verdict(end),
        Leaf("Out of the role", [Paragraph((end.derole,))], measure=76),
        *([Leaf("Questions for the debrief", questions, measure=76)] if questions else []),
    ]


def page(end: EndView, asked: Sequence[str]) -> Leaf:
    """All of an ending on one page: how it ended, who got how much, the verdict, what is ``asked``."""
    word = f"{end.verdict_word or 'no word'}, {end.verdict.percent} of 100"
    verdict = [Row((Span("Historians' verdict: ", "faint"), word), end.verdict.percent, ())]
    talk = (Paragraph((end.derole,)), List(tuple(Item((text,)) for text in asked)))
    blocks = [
        _title(end),
        *ending.epilogue(evolve(end, epilogue=(" ".join(end.epilogue),))).blocks,
        Table((*(_score(item) for item in end.scores), *(verdict if end.judged else ()))),
        Section("", talk),
    ]
    return Leaf("What came of it", blocks, first=10_000)


def _score(item: ScoreView) -> Row:
    """A seat's total, and what it wanted."""
    aims = Span(f"  {', '.join(aim.name for aim in item.objectives)}", "faint")
    return Row((item.seat, aims), item.score, (Span(f"{item.score}", "strong"), " of 100"))


def _lines(end: EndView) -> list[Block]:
    """Each seat with its objectives, hidden ones last, and its total."""
    blocks: list[Block] = []
    for score in end.scores:
        ordered = sorted(score.objectives, key=lambda objective: objective.hidden)
        points = (Span(f"{score.score}", "strong"), " of 100")
        total = Table((Row((Span("All in all", "title"),), score.score, points),))
        blocks.append(Section("", (*(Target(objective) for objective in ordered), total), (score.seat,)))
    return blocks


def _pieces(block: Block) -> int:
    return len(block.rows) if isinstance(block, Table) else 1


def _title(end: EndView) -> Section:
    headline = end.headline if end.headline != end.name else ""
    lines = [Span(end.name, "title"), *([Span(headline, "strong")] if headline else [])]
    return Section("", tuple(Paragraph((line,)) for line in lines))


def _verdict(end: EndView) -> Leaf:
    """The historians' verdict, summand by summand, if there is one; then escalation and forecasts."""
    measured = Section("", (ending.escalation(end), ending.forecasts(end)))
    if not end.judged:
        return Leaf("Escalation and forecasts", [measured])
    points = Span(f"{end.verdict.percent} of 100", "strong")
    word = Row((Span(end.verdict_word, "title"),), end.verdict.percent, (points,))
    blocks = [
        *ending.verdict(end).blocks,
        Table((word,)),
        measured,
    ]
    return Leaf("The historians' verdict", blocks)
