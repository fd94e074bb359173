"""How the minutes of a lesson are spent, and what of them each turn has: where time was lost, less."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from wargame.ids import SeatId
from wargame.values import frozen


@frozen
class Times:
    """Seconds that a clock counts, None where it does not: what is ``left`` of the turn, and of the
    ``lesson`` for all turns; how many went by ``before`` the first of these; what ``seat`` has of its
    ``share``. ``held``: somebody stopped it."""

    left: float | None = None
    lesson: float | None = None
    before: float | None = None
    seat: SeatId | Literal[""] = ""
    share: float | None = None
    held: bool = False

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """Reads them; what is no number of seconds is left out."""
        found = {name: _seconds(document.get(name)) for name in ("left", "lesson", "before", "share")}
        return cls(seat=SeatId(str(document.get("seat", ""))), held=document.get("held") is True, **found)

    @property
    def document(self) -> dict[str, Any]:
        """Those that are counted, whole."""
        found = {name: getattr(self, name) for name in ("left", "lesson", "before", "share")}
        times: dict[str, Any] = {name: round(time) for name, time in found.items() if time is not None}
        times |= {"seat": self.seat} if self.share is not None else {}
        return {**times, "held": True} if self.held else times

    @property
    def of_lesson(self) -> Times:
        """Those that go on with the next turn."""
        return Times(lesson=self.lesson, before=self.before, held=self.held)

    def over(self, older: Times) -> Times:
        """These, and the older ones where they do not count: of the lesson, or of the turn."""
        lesson = older if self.lesson is None else self
        turn = older if self.left is None else self
        return Times(turn.left, lesson.lesson, lesson.before, turn.seat, turn.share, self.held)


def _seconds(found: Any) -> float | None:
    return float(found) if isinstance(found, int | float) and abs(found) < _ENDLESS else None


_ENDLESS = 10**9
_DESKS = 3 / 4
"""What of a turn the desks have; the rest goes by at answers in public and at the news."""
_LEAST = 60.0


@frozen
class Pace:
    """A lesson of so many ``minutes``: a tenth to begin, a third for the debrief, the rest for its turns."""

    minutes: int
    open_table: int = 0
    """Minutes of the open table between two turns; they are a part of those for the turns."""

    @property
    def brief(self) -> int:
        """Minutes to begin: a tenth, one at least."""
        return max(1, round(self.minutes / 10))

    @property
    def debrief(self) -> int:
        """Minutes for the debrief, not less than a third."""
        return -(-self.minutes // 3)

    @property
    def play(self) -> int:
        """Minutes for all turns."""
        return max(0, self.minutes - self.brief - self.debrief)

    def desks(self, left: float, turns: int) -> float:
        """The seconds for all desks of a turn, with ``left`` seconds of play for ``turns`` turns, this one
        among them and an open table between any two: the same for each, a minute at least."""
        talk = self.open_table * 60 * (turns - 1)
        return max(_LEAST, (left - talk) / max(1, turns) * _DESKS)

    @property
    def words(self) -> str:
        """The plan in a few words."""
        return f"brief {self.brief}, turns {self.play}, debrief {self.debrief}"
