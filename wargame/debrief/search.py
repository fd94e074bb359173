"""Looks for words in all that an eye may see of a game: letters, orders, papers, what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.debrief.model import Block, Heading, List, Paragraph, Section, Span
from wargame.debrief.pages import PAGES, Outcome, page_told
from wargame.debrief.plain import plain_lines
from wargame.session.log import GameLog
from wargame.values import frozen

_PAGES = ("papers", "orders", "ledger", "table")
_AROUND = 40
"""How much of a text is told before what was found in it."""


@frozen
class Passage:
    """A text with its place: the turn, the page, and the outcome on that page, counted among all that stands
    there, None where it is in none."""

    turn: int
    page: str
    at: int | None
    text: str


def passages(game: GameLog, eye: str) -> tuple[Passage, ...]:
    """All that there is to look through for an eye, turn by turn; what stands in several turns in the first.
    Raises GameError for an eye that may not look."""
    found: dict[tuple[str, str], Passage] = {}
    for record in game.turns:
        for page in _PAGES:
            for at, part in enumerate(page_told(game, record.turn, eye, page)):
                opens = isinstance(part, Outcome)
                for text in _texts(part):
                    found.setdefault((page, text), Passage(record.turn, page, at if opens else None, text))
    return tuple(found.values())


def search(among: Sequence[Passage], words: str) -> list[Passage]:
    """The passages that have all these words, or parts of words, in any case."""
    wanted = words.casefold().split()
    return [one for one in among if wanted and all(word in one.text.casefold() for word in wanted)]


def excerpt(passage: Passage, words: str) -> str:
    """A passage from a little before the first of the words on."""
    wanted, text = words.casefold().split(), passage.text
    at = min((text.casefold().find(word) for word in wanted), default=0)
    begin = text.find(" ", at - _AROUND) + 1 if at > _AROUND else 0
    return f"{'…' if begin else ''}{text[begin:]}"


def where(passage: Passage) -> str:
    """Where a passage stands, in words."""
    return f"Turn {passage.turn}, {PAGES[passage.page].name}"


def _texts(part: Block | Outcome) -> Iterator[str]:
    match part:
        case Outcome():
            yield " ".join(text for block in _parts(part) for text in _texts(block))
        case Section():
            for block in part.blocks:
                for text in _texts(block):
                    yield f"{part.title}: {text}" if isinstance(block, List | Paragraph) else text
        case List():
            for item in part.items:
                yield _line(List((item,)))
        case Heading() | Paragraph((Span(style="faint"),)):
            pass  # titles, and what a page says that has nothing to tell
        case _:
            yield _line(part)


def _parts(outcome: Outcome) -> Iterator[Block]:
    yield Paragraph(outcome.words)
    if outcome.note:
        yield Paragraph(outcome.note)
    yield from outcome.entry


def _line(block: Block) -> str:
    return " ".join(" ".join(plain_lines((block,))).split())
