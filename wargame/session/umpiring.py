"""What an umpire can do in a game: see all of a turn before it is carried out, rule, put in news."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from wargame.rules.orders import FURTHEST, Injection, Ruling
from wargame.rules.rulings import beyond
from wargame.rules.umpire_view import standing, umpire_view
from wargame.rules.views import UmpireView
from wargame.session.progress import GameError
from wargame.session.records.umpire import InjectRecord, RulingRecord, UmpireRecord, WithdrawalRecord
from wargame.session.running import Running
from wargame.text import clean


class Umpiring(Running):
    """A game over which somebody can rule."""

    def set_umpire(self, on: bool) -> None:
        """Records that from now on an umpire looks at all orders before they are carried out, or none does.
        Raises GameError where it is so already, and once the game is over."""
        self._do(UmpireRecord(turn=self.turn, on=on, at=self._now()))

    def stop(self) -> UmpireView:
        """What the umpire sees of this turn, once all orders and answers are in: the whole truth. Raises
        GameError before."""
        progress = self._progress
        progress.must_be_on(self.turn)
        progress.must_be_complete()
        progress.must_be_answered()
        orders, replies = progress.orders, progress.replies
        return umpire_view(self.rules, self.record.opening, orders, progress.umpire, replies, self.injects)

    def rule(self, ruling: Ruling) -> None:
        """Records an umpire's ruling on an order of this turn; a later one on the same order replaces it, and
        one that says nothing takes it back. What does no more than accept arguments needs no reason.

        Raises GameError where it has no reason, shifts odds by more than ``FURTHEST`` points, or speaks of an
        order or an argument that there is not.
        """
        self._do(self._ruling(ruling))

    def inject(self, injection: Injection) -> None:
        """Records news that the umpire puts into this turn or a later one: it comes when that is carried out.

        Raises GameError for an unknown inject, for news of one's own without a headline, and for what
        would move a track past its bounds: as things stand, or in a later turn, as they could ever stand.
        """
        news = self._news(injection)
        self._must_fit(news.inject)
        self._do(news)

    def refusal(self, what: Ruling | Injection) -> str:
        """Why a ruling, or news, could not be recorded now, in words; empty if it could."""
        try:
            record = self._ruling(what) if isinstance(what, Ruling) else self._news(what)
            record.check(self._progress)
            if isinstance(record, InjectRecord):
                self._must_fit(record.inject)
        except GameError as error:
            return str(error)
        return ""

    @property
    def injects(self) -> Mapping[int, Injection]:
        """What the umpire has put into this turn and later ones, by its number; ``turn`` says in which."""
        put = self._progress.put.items()
        due = {n: evolve(one.news, turn=one.due) for n, one in put if not one.withdrawn}
        return {number: one for number, one in due.items() if one.turn >= self.turn}

    def withdraw(self, number: int) -> None:
        """Records that the umpire withdraws news that has not come yet, by its number in ``injects``. Raises
        GameError where there is none."""
        self._do(WithdrawalRecord(turn=self.turn, inject=number))

    def _must_fit(self, news: Injection) -> None:
        """Raises GameError for what would go past a bound after the exchanges of this turn. The record itself
        is checked without them, as whoever reads it later may not be able to read what was ordered."""
        progress = self._progress
        if news.turn or not progress.replies or progress.waiting:
            return
        x, _ = standing(self.rules, self.record.opening, progress.orders, progress.umpire, progress.replies)
        if wrong := " ".join(beyond(self.rules, evolve(news, sets=(), clears=()), x)):
            raise GameError(wrong)

    def _ruling(self, ruling: Ruling) -> RulingRecord:
        if abs(ruling.shift) > FURTHEST:
            raise GameError(f"A ruling shifts odds by {FURTHEST} points at most.")
        return RulingRecord(turn=self.turn, ruling=evolve(ruling, reason=clean(ruling.reason, 300)))

    def _news(self, injection: Injection) -> InjectRecord:
        injection = evolve(
            injection,
            headline=clean(injection.headline, 200),
            text=clean(injection.text, 2000, 20),
            reason=clean(injection.reason, 300),
        )
        if not (injection.inject or injection.headline):
            raise GameError("News needs a headline.")
        id = f"{self.turn}-inject-{self._progress.puts + 1}"
        return InjectRecord(id=id, turn=self.turn, inject=injection)
