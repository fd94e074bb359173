"""The front page: public news set as a newspaper, fit for a projector. All it is given is public."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from textual.content import Content

from wargame.rules.views import AgreementView, News, PublicView, RungView, SeatInfo
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, story, styled
from wargame.tui.widgets.drawn import Drawn, beside, clip, heading, spread
from wargame.tui.widgets.ladder import ladder_lines
from wargame.tui.widgets.papers import byline
from wargame.tui.widgets.tracks import track_table

_COLUMNS_FROM, _WIDE, _MEASURE = 60, 110, 132
"""From which widths on there are two columns, and figures beside them; what is not exceeded."""

_SIDE = 44
"""The width of the figures beside the columns: of a track with its band."""

_FOLD, _TOP = 14, 4
"""Lines under the headline that a small screen holds; where there are more, all headlines come first, under
so many lines of the lead at most."""

_GAP = Content.assemble("  ", ("│", "$rule"), "  ")

Part = Callable[[int], list[Content]]
"""A part of the page: its lines at a width."""


class FrontPage(Drawn):
    """A front page."""

    DEFAULT_CSS = "FrontPage { padding: 0 2; }"

    def __init__(self, public: PublicView, id: str | None = None) -> None:
        super().__init__(id=id)
        self.public = public

    def draw(self, width: int) -> Content:
        """Draw it."""
        return front_page(self.public, width)


def front_page(public: PublicView, width: int) -> Content:
    """The page at a width: masthead, dateline, the lead, briefs, figures, agreements."""
    measure = min(width, _MEASURE)
    lasting = lasting_lines(public.agreements, measure)
    roomy = measure >= _WIDE
    lines = [*_masthead(public, measure), *lasting, *([Content("")] if roomy or not lasting else [])]
    lead, rest = (public.news[0], public.news[1:]) if public.news else (None, ())
    if lead is None:
        lines += [
            _centred(styled("A quiet day", "bold"), measure),
            _centred(Content("No news reached the papers.").stylize("$faint"), measure),
            Content(""),
        ]
    else:
        lines += [*_headline(lead, measure), *([Content("")] if roomy else [])]
    lines += _columns(public, lead, rest, measure, max(2, _TOP - len(lasting)))
    margin = " " * ((width - measure) // 2)
    return Content("\n").join([Content.assemble(margin, line) for line in lines])


def committed_line(seats: Sequence[SeatInfo], committed: Collection[str], turn: int) -> Content:
    """``Orders for turn 4:  ◆ in  ★ not yet``: who has committed, never what."""
    parts = [Content.assemble((f"Orders for turn {turn}:", "$faint"))]
    for seat in seats:
        done = seat.id in committed
        parts.append(
            Content.assemble(
                styled(seat.mark, seat_colour(seat.colour), 2),
                " ",
                ("in", "bold") if done else ("not yet", "$faint"),
            )
        )
    return Content("   ").join(parts)


def _masthead(public: PublicView, width: int) -> list[Content]:
    name = plain(public.masthead, 60).plain.upper()
    spaced = " ".join(name) if 2 * len(name) + 4 < width else name
    left = Content.assemble((f"No. {public.number}", "$faint"))
    right = ladder_note(public.ladder)
    room = width - 2 * max(left.cell_length, right.cell_length) - 2
    when = plain(public.turn.dates, 60)
    middle = Content.assemble(plain(public.dateline, 60), " · ", when) if public.dateline else when
    if middle.cell_length > room:
        middle = when
    at = max(
        left.cell_length + 1,
        min((width - middle.cell_length) // 2, width - right.cell_length - middle.cell_length - 1),
    )
    line = Content.assemble(left, " " * (at - left.cell_length), middle)
    return [
        _rule("━", width),
        _centred(Content.assemble((spaced, "bold $accent")), width),
        spread(line, right, width),
        _rule("━", width),
    ]


def lasting_lines(agreements: Sequence[AgreementView], width: int) -> list[Content]:
    """What everybody knows of whether agreements last: a line each, under the masthead."""
    told = [agreement.outlook for agreement in agreements]
    return [_centred(line, width) for text in told if text for line in plain(text, 400).wrap(width)]


def ladder_note(rungs: Sequence[RungView]) -> Content:
    """On which rung the world stands, where everybody can see it."""
    here = [rung for rung in rungs if rung.here]
    if not here:
        return Content("")
    return Content.assemble(("Ladder: ", "$faint"), styled(here[-1].name, "bold", 30))


def _headline(news: News, width: int) -> list[Content]:
    head = plain(news.headline).plain.upper()
    lines = [_centred(line, width) for line in Content(head).stylize("bold").wrap(min(width, 76))]
    return lines


def _columns(
    public: PublicView, lead: News | None, rest: Sequence[News], width: int, top: int
) -> list[Content]:
    """All under the headline; ``top`` is how many lines of the lead stand above other headlines."""
    story = [partial(_story, lead)] if lead else []
    briefs: list[Part] = [partial(_brief, item) for item in rest]
    papers: list[Part] = [partial(_agreement, agreement) for agreement in public.agreements]
    if width >= _WIDE:
        room = width - _SIDE - 5
        right = [*_figures(public, _SIDE), *_ladder(public, _SIDE)]
        lines = beside([(_set([*story, *briefs, *papers], room), room), (right, _SIDE)], _GAP)
    else:
        lines = [line for part in story for line in part(width)]
        told = _set(briefs, width)
        if lead and len(lines) + len(told) > _FOLD:
            if len(lines) > top:  # what is cut here stands below in full
                told = _set([partial(_brief, lead), *briefs], width)
                lines = [*lines[: top - 1], Content.styled("…", "$faint")]
            titles = _set([partial(_title, item) for item in rest], width, apart=0)
            lines += [_label("In brief", width), *titles, Content(""), _label("In full", width), *told]
        elif told:
            lines += [_label("In brief", width), *told]
        figures = _set([partial(_figures, public), *papers], width) if papers else _figures(public, width)
        lines += [Content(""), *figures]
    also = _set([partial(_brief, item) for item in public.also], width)
    return [*lines, Content(""), _label("On the inside pages", width), *also] if also else lines


def _set(parts: Sequence[Part], width: int, apart: int = 1) -> list[Content]:
    """Parts of a page, ``apart`` lines from each other, in two columns: each in the one that is shorter so
    far, so that the page is filled evenly. In one column where there is no room for two."""
    main = width if width < _COLUMNS_FROM else (width - 5) // 2
    columns: list[tuple[list[Content], int]] = [([], main)]
    if main < width:
        columns.append(([], width - main - 5))
    for part in parts:
        lines, room = min(columns, key=lambda column: len(column[0]))
        lines.extend([*([Content("")] * apart if lines else []), *part(room)])
    return beside(columns, _GAP)


def _story(news: News, width: int) -> list[Content]:
    return [*(story(news.text).wrap(width) if news.text else []), *byline(news, width)]


def _title(item: News, width: int) -> list[Content]:
    return [line.stylize("bold") for line in plain(item.headline).wrap(width)]


def _brief(item: News, width: int) -> list[Content]:
    text = story(item.text, 600).wrap(width) if item.text else []
    return [*_title(item, width), *text, *byline(item, width)]


def _figures(public: PublicView, width: int) -> list[Content]:
    tracks = [track for track in public.tracks if track.shown != "?"]
    if not tracks:
        return []
    return [_label("The state of things", width), *track_table(tracks, width).split("\n")]


def _ladder(public: PublicView, width: int) -> list[Content]:
    if not public.ladder:
        return []
    return [Content(""), _label("The ladder", width), *ladder_lines(public.ladder, width).split("\n")]


def _agreement(agreement: AgreementView, width: int) -> list[Content]:
    lines = [_label("In force" if agreement.survived is None else "The agreement", width)]
    for text, status in agreement.clauses:
        lines += [*plain(text).wrap(width), *styled(f"— {status}", "$faint").wrap(width)]
    return lines


def _label(text: str, width: int) -> Content:
    return clip(heading(text), width)


def _rule(mark: str, width: int) -> Content:
    return Content.assemble((mark * width, "$rule"))


def _centred(line: Content, width: int) -> Content:
    line = clip(line, width)
    return Content.assemble(" " * ((width - line.cell_length) // 2), line)
