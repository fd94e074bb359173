"""The end of a game, leaf by leaf: the last paper, agreements, epilogue, scores, verdict, out of the role."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import Literal

from attrs import evolve
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from wargame.debrief.sections.ending import FORECASTS
from wargame.rules.views import (
    AgreementView,
    EndView,
    News,
    ObjectiveView,
    OddsView,
    PublicView,
    ScoreView,
    SeatInfo,
)
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, prose, story, styled
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Drawn, clip, spread
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.frontpage import front_page
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.keyline import KeyLine

__all__ = ["EndingScreen", "Leaf", "leaves"]


class EndingScreen(Page[Literal["menu", "replay"]]):
    """Tells the end in leaves; Space turns over the next line, then the next leaf."""

    HEADING = "The end"
    PURPOSE = (
        "The end is told line by line: read it aloud, and let people say what they think before you go on. "
        "Hidden objectives are turned over one by one."
    )
    CSS_PATH = "ending.tcss"
    KEYS = (
        Command(
            "ending.next",
            "next",
            "space,enter",
            "Go on",
            "Down the leaf, the next line, the next leaf.",
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
        Command("ending.replay", "replay", "r", "Replay", "Walk through the game with everything shown."),
        Command("ending.menu", "menu", "m", "Menu", "Leave the table."),
    )

    def __init__(
        self,
        end: EndView,
        public: PublicView,
        fates: Collection[str] = (),
        notices: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.notices = notices
        self.end = end
        self.public = public
        self.leaves = leaves(end, public, fates)
        self.at = 0

    def compose(self) -> ComposeResult:
        """Lay out the leaf in hand."""
        yield Static("", id="where")
        with ReadingColumn(id="leaf"):
            yield LeafView(id="text")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Open the first leaf."""
        self._open(0)
        if self.notices:
            self.say(prose(" ".join(self.notices), 900, 3), alarm=True)

    def action_next(self) -> None:
        """The next line, or leaf."""
        view = self.query_one(LeafView)
        if self.query_one("#leaf", ReadingColumn).read_on():
            return
        if view.more:
            told = view.size.height
            view.told += 1
            view.redraw()
            self.call_after_refresh(self._show_new, told)
        elif self.at + 1 < len(self.leaves):
            self._open(self.at + 1)
        else:
            self.say(Content("This was the last leaf. R walks through the whole game; M leaves the table."))

    def _show_new(self, told: int) -> None:
        """Scroll to what was just told, from line ``told`` on; of a long piece to its beginning."""
        reader = self.query_one("#leaf", ReadingColumn)
        reader.scroll_to(y=min(reader.max_scroll_y, told), animate=False)

    def action_leaf(self, step: int) -> None:
        """Turn a leaf, forwards or back; one turned back to is told already."""
        at = self.at + step
        if 0 <= at < len(self.leaves):
            self._open(at, whole=step < 0)

    def action_replay(self) -> None:
        """On to the replay."""
        self.dismiss("replay")

    def action_menu(self) -> None:
        """Leave the table."""
        self.dismiss("menu")

    def _open(self, at: int, *, whole: bool = False) -> None:
        self.at = at
        leaf = self.leaves[at]
        view = self.query_one(LeafView)
        view.leaf = leaf
        view.told = leaf.count if whole else leaf.first
        view.redraw()
        self.query_one("#leaf", ReadingColumn).scroll_home(animate=False)
        dots = " ".join("●" if index == at else "○" for index in range(len(self.leaves)))
        where = Content.assemble((dots, "$faint"), "   ", (leaf.title, "bold $accent"))
        self.query_one("#where", Static).update(where)


class Leaf(ABC):
    """One leaf: a title, and pieces that are told one by one; the ``first`` ones stand there at once."""

    title = ""
    first = 1
    measure = 84

    @property
    @abstractmethod
    def count(self) -> int:
        """How many pieces there are."""

    @abstractmethod
    def draw(self, told: int, width: int) -> list[Content]:
        """The first ``told`` pieces as lines."""


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


class PaperLeaf(Leaf):
    """The last front page; ``fates`` are headlines that tell whether agreements hold, which comes later."""

    title = "The last front page"
    measure = 132

    def __init__(self, end: EndView, public: PublicView, fates: Collection[str]) -> None:
        news = tuple(story for story in public.news if story.headline not in fates)
        if not end.agreements:  # else the headline would give away what the next leaf tells
            text = end.epilogue[0] if end.epilogue else ""
            news = (News(public.turn.number, end.headline or end.name, text, 9, ""), *news)
        self.public = evolve(public, news=news)

    @property
    def count(self) -> int:
        """It is there at once."""
        return 1

    def draw(self, told: int, width: int) -> list[Content]:
        """The paper."""
        return front_page(self.public, width).split("\n")


class TextLeaf(Leaf):
    """Paragraphs, one after another."""

    measure = 76

    def __init__(self, title: str, heading: Content, paragraphs: Sequence[Content]) -> None:
        self.title = title
        self.heading = heading
        self.paragraphs = paragraphs

    @property
    def count(self) -> int:
        """A piece a paragraph."""
        return max(1, len(self.paragraphs))

    def draw(self, told: int, width: int) -> list[Content]:
        """Heading and paragraphs."""
        lines = [*self.heading.wrap(width), Content("")] if self.heading else []
        for paragraph in self.paragraphs[:told]:
            lines += [*paragraph.wrap(width), Content("")]
        return lines


class AgreementLeaf(Leaf):
    """An agreement's clauses, then the reasons for and against its lasting, then whether it did."""

    title = "Does it last?"

    def __init__(self, agreement: AgreementView) -> None:
        self.agreement = agreement
        self.pieces = _durability(agreement)

    @property
    def count(self) -> int:
        """The document itself, then a piece a reason."""
        return 1 + len(self.pieces)

    def draw(self, told: int, width: int) -> list[Content]:
        """The document, the reasons told so far, the outcome."""
        lines = [
            Content.assemble(
                ("The agreement", "bold"), (f", in force since turn {self.agreement.since}", "$faint")
            )
        ]
        for text, status in self.agreement.clauses:
            lines += [Content.assemble("  ", line) for line in plain(text).wrap(width - 2)]
            lines.append(Content.assemble("  ", styled(f"— {status}", "$faint", 120)))
        lines.append(Content(""))
        for left, right in self.pieces[: told - 1]:
            lines.append(spread(left, right, width) if right else left)
        return lines


class ScoreLeaf(Leaf):
    """A seat's objectives, one after another, hidden ones last, then its score."""

    first = 2

    def __init__(self, score: ScoreView) -> None:
        self.score = score
        self.title = "Scores"
        self.objectives = sorted(score.objectives, key=lambda objective: objective.hidden)

    @property
    def count(self) -> int:
        """A piece an objective, one for the sum."""
        return len(self.objectives) + 2

    def draw(self, told: int, width: int) -> list[Content]:
        """The seat, its objectives so far, its score."""
        name = seat_name(self.score.seat)
        total = Content.assemble((f"{self.score.score}", "bold"), (" of 100", "$faint"))
        lines = [
            spread(name, total if told >= self.count else Content(""), width),
            Content(""),
        ]
        for objective in self.objectives[: told - 1]:
            lines += [*_objective(objective, width), Content("")]
        hidden = [objective for objective in self.objectives[told - 1 :] if objective.hidden]
        if hidden:
            lines.append(Content.assemble(("▒▒▒▒ ", "$faint"), ("a hidden objective, face down", "$faint")))
        return lines


class VerdictLeaf(Leaf):
    """The historians' verdict, summand by summand; escalation and forecasts beside it."""

    title = "The historians' verdict"

    def __init__(self, end: EndView) -> None:
        self.end = end
        self.sums = _sum_lines(end.verdict)

    @property
    def count(self) -> int:
        """Summands, the verdict, the tables."""
        return len(self.sums) + 2

    def draw(self, told: int, width: int) -> list[Content]:
        """As far as it has been told."""
        lines = [Content("What will be said of all of them together.").stylize("$faint"), Content("")]
        lines += [spread(left, right, width) for left, right in self.sums[:told]]
        if told > len(self.sums):
            verdict = Content.assemble(styled(self.end.verdict_word, "bold $accent", 60))
            lines += [
                Content(""),
                spread(verdict, Content(f"{self.end.verdict.percent} of 100").stylize("bold"), width),
            ]
        if told > len(self.sums) + 1:
            lines += [Content(""), *self._tables(width)]
        return lines

    def _tables(self, width: int) -> list[Content]:
        names = {score.seat.id: score.seat for score in self.end.scores}
        lines = [
            Content.assemble(("Escalation", "bold"), ("  what each did, weighed; less is calmer", "$faint"))
        ]
        lines += [
            _row(names[seat], f"{points}", width) for seat, points in self.end.escalation if seat in names
        ]
        if self.end.brier:
            note = Content(FORECASTS).stylize("bold", 0, 9).wrap(width)
            lines += [Content(""), *note]
            lines += [
                _row(names[seat], f"{score:.2f}", width) for seat, score in self.end.brier if seat in names
            ]
        return [clip(line, width) for line in lines]


def leaves(end: EndView, public: PublicView, fates: Collection[str] = ()) -> list[Leaf]:
    """The leaves of an ending, in the order in which they are told."""
    found: list[Leaf] = [PaperLeaf(end, public, fates)]
    found += [AgreementLeaf(agreement) for agreement in end.agreements]
    heading = Content.assemble(styled(end.name, "bold $accent", 80))
    if end.headline and end.headline != end.name:
        heading = Content.assemble(heading, "\n", styled(end.headline, "bold"))
    found.append(TextLeaf("Epilogue", heading, [story(text) for text in end.epilogue]))
    found += [ScoreLeaf(score) for score in end.scores]
    found.append(VerdictLeaf(end))
    out = [
        story(end.derole),
        Content("R walks through the game with everything shown: who knew what, and why.").stylize("$faint"),
    ]
    found.append(TextLeaf("Out of the role", Content(""), out))
    return found


def _durability(agreement: AgreementView) -> list[tuple[Content, Content]]:
    odds = agreement.durability
    pieces = _sum_lines(odds) if odds is not None else []
    if odds is not None:
        total = Content.assemble(styled(odds.words, "bold", 40), (f" ({odds.percent} %)", "bold"))
        pieces.append((Content("That it lasts").stylize("bold"), total))
    if agreement.survived is not None:
        word = "It holds." if agreement.survived else "It falls."
        pieces.append((Content.assemble((f" {word} ", "bold reverse")), Content("")))
    return pieces


def _sum_lines(odds: OddsView) -> list[tuple[Content, Content]]:
    """The summands of odds: reason left, number right."""
    lines = [(Content("To begin with").stylize("$faint"), Content(f"{odds.base}"))]
    for factor in odds.factors:
        lines.append(
            (plain(factor.because or "adjustment", 200), Content(f"{factor.add:+d}").stylize("bold"))
        )
    return lines


def _objective(objective: ObjectiveView, width: int) -> list[Content]:
    score = "" if objective.score is None else f"{objective.score}"
    name = styled(objective.name, "bold", 80)
    if objective.hidden:
        name = Content.assemble(("hidden: ", "$accent"), name)
    lines = [spread(name, Content(score).stylize("bold"), width)]
    lines += plain(objective.text).stylize("$faint").wrap(width)
    return [*lines, *plain(objective.sentence).wrap(width)] if objective.sentence else lines


def _row(seat: SeatInfo, value: str, width: int) -> Content:
    name = Content.assemble(styled(seat.mark, seat_colour(seat.colour), 2), " ", plain(seat.name, 40))
    return spread(name, Content(value), min(width, 40))
