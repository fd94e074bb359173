"""How the minutes of a lesson are spent, and what of them each turn has: where time was lost, less."""

from __future__ import annotations

from wargame.values import frozen

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
