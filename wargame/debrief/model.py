"""What is told, as blocks without a form: a renderer makes lines or a screen of them.

Text in blocks may be foreign, as it came: every renderer cleans it and takes it literally.
"""

from __future__ import annotations

from typing import Literal

from wargame.rules.state import Mail
from wargame.rules.views import Cable, News, ObjectiveView, RungView, SeatInfo, TrackView
from wargame.values import frozen


@frozen
class Span:
    """Words in a style: ``strong``; ``faint``, a label or an aside; ``title``; ``fate``, how a thing ends."""

    text: str
    style: Literal["strong", "faint", "title", "fate"]


Words = tuple[str | Span | SeatInfo, ...]
"""A run of words; a seat in it stands for its name."""


@frozen
class Heading:
    """What a part of an account is called; the ``first`` one names all of it."""

    text: str
    first: bool = False


@frozen
class Paragraph:
    """Running text; its line breaks and empty lines are the writer's."""

    words: Words


@frozen
class Item:
    """A thing of a list with what belongs ``under`` it. ``mark`` stands before it, ``note`` says how it
    stands."""

    words: Words
    under: tuple[Words, ...] = ()
    mark: SeatInfo | str = ""
    note: str = ""


@frozen
class List:
    """Things one after another."""

    items: tuple[Item, ...]


@frozen
class Row:
    """A number with its label; ``shown`` is how it is told. None where there is no number to it."""

    label: Words
    number: float | None
    shown: Words


@frozen
class Table:
    """Numbers with labels. ``adds`` says that they are the summands of one number; ``inner`` that they
    explain the line before."""

    rows: tuple[Row, ...]
    adds: bool = False
    inner: bool = False


@frozen
class Figure:
    """Tracks over the turns as one eye sees them, each with its numbers so far (``past``) and the newest."""

    series: tuple[TrackView, ...]


@frozen
class Ladder:
    """The rungs of the ladder, and where the world stands on it."""

    rungs: tuple[RungView, ...]


@frozen
class Grid:
    """Cells in columns under a ``head``; the first of each row says what the row is about."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class Curve:
    """A line of a chart: a number for each station, None where there is none, and how each is told."""

    label: str
    points: tuple[float | None, ...]
    shown: tuple[str, ...]


@frozen
class Chart:
    """Curves over the same stations, which have names, between the ends of one scale. ``notes`` say of
    stations, by their index, what moved the curves on the way there from the station before."""

    title: str
    stations: tuple[str, ...]
    curves: tuple[Curve, ...]
    low: float
    high: float
    notes: tuple[tuple[int, str], ...] = ()

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What was noted, with the stations between which it came."""
        return tuple((f"{self.stations[at - 1]} to {self.stations[at]}", what) for at, what in self.notes)


@frozen
class Story:
    """A story of the papers."""

    news: News


@frozen
class Dispatch:
    """A cable, and whose eyes it is for."""

    cable: Cable
    to: SeatInfo


@frozen
class Post:
    """A letter that was delivered."""

    mail: Mail
    sender: SeatInfo
    to: SeatInfo


@frozen
class Target:
    """An objective, with its score where the game is over."""

    objective: ObjectiveView


@frozen
class Section:
    """Blocks under a title. ``brief`` is the title where the page says already what it is about. What is only
    looked up is ``aside``: a web page opens it when asked, and a printer leaves it out."""

    title: str
    blocks: tuple[Block, ...]
    brief: Words = ()
    aside: bool = False


Block = (
    Heading
    | Paragraph
    | List
    | Table
    | Figure
    | Ladder
    | Grid
    | Chart
    | Story
    | Dispatch
    | Post
    | Target
    | Section
)


def text_of(words: Words) -> str:
    """The words alone."""
    return "".join(
        part if isinstance(part, str) else part.name if isinstance(part, SeatInfo) else part.text
        for part in words
    )
