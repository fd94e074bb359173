"""What is printed: sheets of blocks, and the blocks that only paper has."""

from __future__ import annotations

from wargame.debrief.model import Block
from wargame.rules.views import SeatInfo
from wargame.values import frozen


@frozen
class Drawing:
    """A picture made of characters, and what its signs stand for."""

    title: str
    art: str
    legend: str = ""


@frozen
class Envelope:
    """What is cut off and folded, for the eyes of one seat. ``how`` says what to do with it."""

    to: SeatInfo
    how: str
    blocks: tuple[Block, ...]


@frozen
class Form:
    """A table to write in: its columns, and a label for each row."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]


Printed = Block | Drawing | Envelope | Form


@frozen
class Sheet:
    """Paper for one reader. ``name`` is good for a file, ``foot`` stands at its end. ``one_page``: it is set
    so small that all of it is on one."""

    name: str
    title: str
    blocks: tuple[Printed, ...]
    foot: str = ""
    one_page: bool = False
