"""What comes in: news, cables and letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.debrief.model import Dispatch, Paragraph, Post, Section, Span, Story
from wargame.rules.compiled import Rules
from wargame.rules.seat_views import seat_info
from wargame.rules.state import Mail
from wargame.rules.views import Cable, News, PublicView, SeatInfo, SeatView


def news(items: Iterable[News], title: str = "Public news") -> Section:
    """News in the order given."""
    return Section(title, tuple(Story(item) for item in items))


def front_page(public: PublicView, title: str = "Front page") -> Iterator[Section]:
    """The news of a front page, and what is told inside."""
    stories = tuple(Story(item) for item in public.news)
    quiet = (Paragraph((Span("A quiet day.", "faint"),)),) if public.also else ()
    yield Section(f"{title}: {public.masthead}, No. {public.number}", stories or quiet)
    if public.also:
        yield news(public.also, "On the inside pages")


def dispatches(cables: Iterable[Cable], to: SeatInfo) -> tuple[Dispatch, ...]:
    """Cables to one seat."""
    return tuple(Dispatch(cable, to) for cable in cables)


def fresh_cables(view: SeatView, before: SeatView | None, title: str) -> Section:
    """The cables in ``view`` that were not in ``before`` yet, newest first."""
    fresh = view.cables[: len(view.cables) - (len(before.cables) if before else 0)]
    return Section(title, dispatches(fresh, view.seat))


def letters(rules: Rules, mail: Iterable[Mail], turn: int) -> tuple[Post, ...]:
    """The letters of ``mail`` that came at the dawn of ``turn``."""
    return tuple(
        Post(letter, seat_info(rules, letter.sender), seat_info(rules, letter.to))
        for letter in mail
        if letter.sent == turn - 1
    )
