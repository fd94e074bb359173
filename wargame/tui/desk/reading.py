"""A box to read in: what came for a seat, its brief, what the choices of a card would order."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve
from textual.app import ComposeResult
from textual.content import Content

from wargame.desk.draft import OrdersDraft
from wargame.desk.proposal import ProposalDraft
from wargame.desk.wording import counted, pledge_line, promise_line
from wargame.rules.orders import Promise
from wargame.rules.views import Cable, CardChoice, CardView, SeatView
from wargame.tui.command import Command
from wargame.tui.desk.card_text import items_text, ordered
from wargame.tui.desk.proposal_text import draft_text, proposal_text
from wargame.tui.desk.text import label, stack, wrapped
from wargame.tui.page import Dialog
from wargame.tui.untrusted import plain, prose, styled
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written
from wargame.tui.widgets.papers import news_text


class Reading(Dialog[None]):
    """Shows a text under a title, until it is closed."""

    PURPOSE = "Something to read. Space reads on, Escape closes it."
    KEYS = (
        Command("reading.more", "read", "space", "Read on", "Down the text; from its end back to the top."),
        Command("reading.close", "give", "escape,enter,q", "Close", "Back to the desk.", shown_as="Esc"),
    )
    AUTO_FOCUS = ".dialog"
    DEFAULT_CSS = "Reading > .dialog { width: 78; padding: 0 1; }"

    def __init__(self, title: str, make: Callable[[int], Content]) -> None:
        super().__init__()
        self._title = title
        self._make = make

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with ReadingColumn(classes="dialog") as box:
            box.border_title = plain(self._title, 60)
            yield Written(self._make)


def orders_text(card: CardView, draft: OrdersDraft, width: int) -> Content:
    """What each choice of a card would order, to the letter."""
    lines: list[Content] = []
    for n, choice in enumerate(ordered(card), 1):
        head = Content.assemble((f"{n}  ", "bold $accent"), styled(choice.title, "bold", 80))
        lines += [
            *wrapped(head, width),
            *_ordered(evolve(draft, orders=choice.orders), choice, width),
            Content(""),
        ]
    return stack(lines).rstrip()


def _ordered(laid: OrdersDraft, choice: CardChoice, width: int) -> list[Content]:
    if choice.closed:
        return wrapped(plain(f"Closed: {choice.closed}", 300), width, "   ", "   ")
    room, lines = width - 5, items_text(laid, width, briefly=False)
    for letter in choice.orders.letters:
        lines += wrapped(plain(f"A letter to {laid.name(letter.to)}:", 80), width, "     ", "   · ")
        lines += [
            Content.assemble("     ", line) for line in _letter(laid, letter.text, letter.promise, room)
        ]
    for draft in choice.orders.drafts:
        text = draft_text(ProposalDraft.of(laid, draft), room)
        lines += [Content("   · An offer:"), *(Content.assemble("     ", line) for line in text.split("\n"))]
    return lines


def _letter(draft: OrdersDraft, text: str, promise: Promise | None, width: int) -> list[Content]:
    told = [plain(promise_line(draft.view, promise), 200).stylize("bold")] if promise else []
    return [line for part in (prose(text, 4000), *told) for line in part.wrap(max(8, width))]


def came_text(draft: OrdersDraft, width: int) -> Content:
    """What came for the seat alone: cables, then letters; and the offers on the table. Below,
    what everybody could read."""
    view, lines = draft.view, list[Content]()
    for cable in _fresh(view):
        lines += [*wrapped(prose(cable.text, 2000), width, "  ", "· "), Content("")]
    for mail in view.received:
        if mail.sent + 1 == view.turn.number:
            lines += [label(f"LETTER FROM {draft.name(mail.sender).upper()}")]
            lines += _letter(draft, mail.text, None, width)
            given = [p for p in view.pledges if (p.seat, p.to, p.made) == (mail.sender, mail.to, mail.sent)]
            for pledge in given:
                lines += wrapped(plain(pledge_line(view, pledge, draft.names), 300), width, "  ", "· ")
            lines.append(Content(""))
    for paper in view.proposals:
        if paper.must_answer:
            lines += [label(f"OFFER OF {draft.name(paper.author).upper()}")]
            lines += [*proposal_text(draft, paper, width, keys=False).split("\n"), Content("")]
    lines = lines or [Content("Nothing came for you alone."), Content("")]
    if stories := [news for news in view.news if news.turn == view.turn.number and not news.slip]:
        lines.append(label("IN THE NEWS"))
        for news in stories:
            lines += [*news_text(news, width).split("\n"), Content("")]
    return stack(lines).rstrip()


def _fresh(view: SeatView) -> list[Cable]:
    """The cables that lie here for the first time: of this dawn, and of what the turn before brought."""
    return [cable for cable in view.cables if cable.came == view.turn.number]


def came(draft: OrdersDraft) -> str:
    """How much of that there is, in words; empty for nothing."""
    view = draft.view
    cables = len(_fresh(view))
    letters = sum(mail.sent + 1 == view.turn.number for mail in view.received)
    offers = sum(paper.must_answer for paper in view.proposals)
    counts = ((cables, "cable"), (letters, "letter"), (offers, "offer"))
    return ", ".join(counted(count, name) for count, name in counts if count)
