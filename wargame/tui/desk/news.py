"""The tab of news and cables: the newspaper everybody reads, and what is for one pair of eyes only."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from wargame.rules.views import News
from wargame.tui.desk.pane import Build, Pane
from wargame.tui.desk.rows import heading, row
from wargame.tui.desk.text import stack
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.drawn import beside, spread
from wargame.tui.widgets.drawn import heading as heading_line
from wargame.tui.widgets.papers import cable_text, news_text

_COLUMNS = 90


class NewsPane(Pane):
    """Newest first: the front page, then the cables, then older ones."""

    NAME = "NEWS AND CABLES"
    KEYS = ()
    HINT = "The front page is public, cables are for you alone: ↑ ↓ to look."

    def rows(self) -> list[Option]:
        """The rows of this tab."""
        view = self.view
        out: list[Option] = []
        for turn in range(view.turn.number, 0, -1):
            stories = self.desk.page(turn)
            cables = [(n, cable) for n, cable in enumerate(view.cables) if cable.turn == turn]
            if not stories and not cables:
                continue
            now = " · NOW" if turn == view.turn.number else ""
            out.append(heading(f"TURN {turn}{now}"))
            if stories:
                lead = styled(stories[0].headline, "bold", 120)
                out.append(row(f"page:{turn}", Content.assemble("■ ", lead), _count(len(stories))))
            for n, cable in cables:
                mark = Content.assemble(plain(view.seat.mark, 2), " ")
                out.append(row(f"cable:{n}", mark, Content.styled("cable", "$faint"), plain(cable.text, 160)))
        return out

    def detail_of(self, id: str) -> tuple[str, Build]:
        """The title and the text for a row."""
        kind, _, key = id.partition(":")
        if kind == "cable":
            cable = self.view.cables[int(key)]
            return "For your eyes only", lambda width: cable_text(cable, self.view.seat, width)
        if kind == "page":
            turn = int(key)
            stories, inside = self.desk.page(turn), self.desk.inside(turn)
            masthead = self.desk.seat.scenario.masthead
            return "The front page", lambda width: front_page(masthead, turn, stories, inside, width)
        return "", lambda width: Content("Nothing has happened yet. News comes at the dawn of each turn.")


def front_page(
    masthead: str, turn: int, stories: Sequence[News], inside: Sequence[News], width: int
) -> Content:
    """The page that all saw at the beginning of ``turn``, in small; the rest in one column or two, last what
    is told on the inside pages."""
    name = styled(masthead.upper(), "bold", 60)
    head = spread(name, Content.styled(f"No. {turn}", "$faint"), width)
    rule = Content.styled("═" * width, "$rule")
    page: list[Content] = [head, rule]
    if stories:
        title = [line.stylize("bold $accent") for line in plain(stories[0].headline.upper()).wrap(width)]
        body = news_text(_untitled(stories[0]), width).split("\n")
        page += [*title, *(line for line in body if line)]
    else:
        page.append(Content("No news."))
    if stories[1:]:
        page += [Content.styled("─" * width, "$rule"), *_columns(stories[1:], width)]
    if inside:
        page += [Content(""), heading_line("Inside"), *_columns(inside, width)]
    return stack(page)


def _columns(stories: Sequence[News], width: int) -> list[Content]:
    if width < _COLUMNS:
        out: list[Content] = []
        for story in stories:
            out.extend([*news_text(story, width).split("\n"), Content("")])
        return out[:-1]
    column = (width - 3) // 2
    sides: tuple[list[Content], list[Content]] = ([], [])
    for story in stories:
        side = min(sides, key=len)
        side.extend([*news_text(story, column).split("\n"), Content("")])
    return beside([(sides[0], column), (sides[1], column)], Content.styled(" │ ", "$rule"))


def _untitled(story: News) -> News:
    from attrs import evolve

    return evolve(story, headline="")


def _count(stories: int) -> Content:
    return Content.styled("1 story" if stories == 1 else f"{stories} stories", "$faint")
