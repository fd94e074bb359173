"""A card as text: as airy as there is room for, and whole where there is little."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve
from textual.content import Content
from textual.style import Style

from wargame.desk.draft import OrdersDraft
from wargame.desk.items import done
from wargame.ids import PaperId
from wargame.rules.orders import Orders
from wargame.rules.views import CardChoice, CardView, ForecastView, HintView
from wargame.rules.wording import listed
from wargame.tui.desk.card_beside import beside, words_given
from wargame.tui.desk.forecast import ANSWERS, answers
from wargame.tui.desk.proposal_text import clauses
from wargame.tui.desk.text import label, wrapped
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.drawn import clip, spread, whole

_TIGHT, _LAST = 8, 9
_ROOMY, _WIDE = 30, 88
"""From so many lines on there is room for what each choice orders; from so many cells on for wide gaps."""
_INDENT = "     "
_NO_AIM = Content.styled("= none of your aims", "$faint")

Marks = Sequence[tuple[str, int]]
"""Names of aims, and by how much each is moved, -2 to 2."""


def ordered(card: CardView) -> list[CardChoice]:
    """The choices as they stand on the screen: closed ones last."""
    return sorted(card.choices, key=lambda choice: bool(choice.closed))


def card_text(card: CardView, draft: OrdersDraft, width: int, height: int) -> Content:
    """The card in ``height`` lines at most. Where there is much room each choice, or the one that is taken,
    tells what it orders; where there is little, air gives way, then the ends of what is too long for its
    line."""
    says = draft.orders.say, *(choice.orders.say for choice in card.choices)
    taken = draft.taken(card)
    for level in range(0 if height >= _ROOMY else 2, _LAST + 1):
        lines = _lines(card, draft, width, level)
        said = max(len(_said(say, width, clipped=level == _LAST)) for say in says)
        if len(lines) + said <= height:  # also before anything is said: nothing moves for it
            break
    if draft.orders.say or taken:
        lines = [*lines[: height - said], *_said(draft.orders.say, width, clipped=level == _LAST)]
    return Content("\n").join(lines[:height])


def _lines(card: CardView, draft: OrdersDraft, width: int, level: int) -> list[Content]:
    """All but what is said. ``level`` 0 has everything and air everywhere, then less and less."""
    taken, question = draft.taken(card), draft.view.forecast

    def air(until: int) -> list[Content]:
        return [Content("")] if level <= until else []

    lines = [*wrapped(styled(card.situation, "bold", 600), width), *air(2)]
    for office, line in card.advice:
        said = Content.assemble(styled(office, "bold $faint", 60), "  ", plain(f"“{line}”", 200))
        lines += [clip(said, width)] if level == _LAST else wrapped(said, width, "  ", "")
    if card.paper and level < _TIGHT:
        lines += wrapped(styled(_about(card, draft), "$faint", 400), width)
    lines += air(7)
    told: dict[CardChoice | None, list[Content]] = {
        choice: items_text(evolve(draft, orders=choice.orders), width) for choice in _told(card, level)
    }
    shared, room = _shared(card), width - len(_INDENT)
    for n, choice in enumerate(ordered(card), 1):
        marks = _marks([mark for mark in choice.marks if mark not in shared], room, tight=level == _LAST)
        marks = [_NO_AIM] if not choice.marks and _marked(card) else marks
        marks += words_given(card, choice, draft, room)
        lines += air(4) if n > 1 else []
        lines += _choice(choice, n, width, marks, taken=choice is taken, level=level)
        if level == 0 or choice is taken:
            lines += told.get(choice, [])
    if level == 1:  # as much as any of them needs, so that nothing moves
        lines += [Content("")] * (max(map(len, told.values())) - len(told.get(taken, ())))
    if shared or not _marked(card):
        lines += _marks(shared, width, "Each: ") or [_NO_AIM]
    lines += beside(card, draft, width, tight=level == _LAST)
    lines += air(6)
    if question is not None:
        asked = _forecast(question, draft.orders.forecast, width)  # one thing after another, at its place
        lines += [*(asked if begun(draft.orders) else [Content("")] * len(asked)), *air(3)]
    return lines


def _about(card: CardView, draft: OrdersDraft) -> str:
    """The paper that the choices are about; of an offer that they answer, what stands in it."""
    answered = {answer.proposal for choice in card.choices for answer in choice.orders.answers}
    names = {term.id: term.name for term in draft.view.terms}
    terms = [names[id] for offer in draft.view.proposals if offer.id in answered for id in offer.terms]
    return f"It is about {card.paper}{': ' if terms else ''}{listed(terms)}."


def begun(orders: Orders) -> bool:
    """Is anything decided yet?"""
    return evolve(orders, say="") != Orders()


def _told(card: CardView, level: int) -> list[CardChoice]:
    """The choices of which may be told what they order."""
    return [choice for choice in card.choices if not choice.closed] if level < 2 else []


def _marked(card: CardView) -> bool:
    """Would any choice move one of the seat's aims?"""
    return any(choice.marks for choice in card.choices if not choice.closed)


def _shared(card: CardView) -> Marks:
    """The marks that all open choices have: they tell nothing of which to take."""
    first, *others = [choice.marks for choice in card.choices if not choice.closed] or [()]
    return [mark for mark in first if others and all(mark in marks for marks in others)]


def _choice(
    choice: CardChoice, n: int, width: int, marks: Sequence[Content], *, taken: bool, level: int
) -> list[Content]:
    """A choice: its title with its odds, its line, its marks."""
    key, tight = Style.from_meta({"key": str(n)}), level == _LAST
    indent = _INDENT if level < 7 else "  "
    if choice.closed:
        lines = [spread(Content.assemble(f" {n}   ", plain(choice.title, 80)), Content("closed"), width)]
        lines += wrapped(plain(choice.closed, 300), width, indent, indent)[: 1 if tight else None]
        return [line.stylize("$faint").stylize(key) for line in lines]
    mark = Content.assemble((f" {n} ", "bold reverse" if taken else "bold $accent"), "✓ " if taken else "  ")
    head = Content.assemble(mark, styled(choice.title, "bold", 80))
    odds = _odds(choice)
    lines = [spread(head, odds, width)] if tight else whole(head, odds, width, len(indent))
    lines += wrapped(plain(choice.line, 160), width, indent, indent)
    lines += [Content.assemble(indent, line) for line in marks]
    return [line.stylize(key) for line in lines]


def _odds(choice: CardChoice) -> Content:
    """The odds of the order that a choice is about, or what that is where others decide it."""
    if choice.odds is None:
        orders = choice.orders
        signs = any(answer.answer == "sign" for answer in orders.answers)
        paper = "a signature" if signs else "an answer" if orders.answers else "no die"
        return Content.styled("an offer" if orders.drafts else paper, "$faint")
    percent = "" if isinstance(choice.odds, HintView) else f"  {choice.odds.percent:>3} %"
    return Content.assemble(styled(choice.odds.words, "bold", 30), (percent, "bold"))


def items_text(laid: OrdersDraft, width: int, *, briefly: bool = True) -> list[Content]:
    """What orders there are, each in a line or two; where not told ``briefly`` no letters and offers, and
    below an answer what it is to."""
    papers = {paper.id: paper.clauses for paper in laid.view.proposals}
    lines = []
    for item in done(laid):
        if item.kind in ("letter", "draft") and not briefly:
            continue
        right = f": {laid.odds(order)}" if (order := laid.ordered(item.key)) and item.kind == "move" else ""
        text = styled(f"{item.text}{right}", "$faint" if briefly else "", 240)
        lines += wrapped(text, width, f"{_INDENT}  ", f"{_INDENT}· ")
        if item.kind == "answer" and not briefly:
            terms = clauses(papers[PaperId(item.key)], width - len(_INDENT))
            lines += [Content.assemble(_INDENT, line) for line in terms]
    return lines


def _marks(marks: Marks, width: int, lead: str = "", *, tight: bool = False) -> list[Content]:
    """What a choice does to the seat's own aims: arrows and names, never by colour alone. Names are cut only
    where these must stand in one line, if it is ``tight``."""
    parts: list[Content] = []
    for name, by in sorted(marks, key=lambda mark: -mark[1]):
        first = ("" if parts else lead, "$faint")
        sign = Content.styled(("▲" if by > 0 else "▼") * abs(by), "bold" if by > 0 else "bold $accent")
        parts.append(Content.assemble(first, sign, " ", styled(name, "$faint", 60)))
    lines = _flowing(parts, "   ", width)
    if tight and len(lines) > 1:
        return [Content("   ").join([clip(part, width // len(parts) - 3) for part in parts])]
    return lines


def _forecast(question: ForecastView, given: int | None, width: int) -> list[Content]:
    """The question, and a key for each of the usual answers."""
    lines = wrapped(styled(question.question, "bold", 300), width)
    usual = answers(question)
    parts = []
    for key, (percent, word) in zip(ANSWERS, usual, strict=False):
        look, mark = ("bold reverse", "✓") if percent == given else ("bold $accent", " ")
        part = Content.assemble((f"{key.upper()}{mark}", look), plain(word, 30))
        parts.append(part.stylize(Style.from_meta({"key": key})))
    lines += _flowing(parts, "   " if width > _WIDE else " ", width)
    if given is not None and given not in dict(usual):
        lines.append(Content.assemble("Your own answer: ", (f"{given} %", "bold")))
    return lines


def _flowing(parts: Sequence[Content], gap: str, width: int) -> list[Content]:
    """Parts side by side, on as many lines as they need."""
    lines: list[Content] = []
    for part in parts:
        longer = Content.assemble(lines[-1], gap, part) if lines else part
        if lines and longer.cell_length <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _said(say: str, width: int, *, clipped: bool) -> list[Content]:
    """What is said in public with the orders."""
    if not say:
        return [Content.styled("Nothing is said in public.", "$faint")]
    words = Content.assemble(label("In public"), "  ", plain(f"“{say}”", 200))
    return [clip(words, width)] if clipped else words.wrap(width)
