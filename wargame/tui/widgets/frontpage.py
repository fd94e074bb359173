"""The front page: public news set as a newspaper, fit for a projector. All it is given is public."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual.content import Content

from wargame.rules.views import AgreementView, News, PublicView, RungView, SeatInfo
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, story, styled
from wargame.tui.widgets.drawn import Drawn, beside, clip, heading, spread
from wargame.tui.widgets.ladder import ladder_lines
from wargame.tui.widgets.papers import byline
from wargame.tui.widgets.tracks import track_table

_COLUMNS_FROM = 60
_MEASURE = 132


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
    lines = [*_masthead(public, measure), *_lasting(public.agreements, measure), Content("")]
    lead, rest = (public.news[0], public.news[1:]) if public.news else (None, ())
    if lead is None:
        lines += [
            _centred(styled("A quiet day", "bold"), measure),
            _centred(Content("No news reached the papers.").stylize("$faint"), measure),
            Content(""),
        ]
    else:
        lines += [*_headline(lead, measure), Content("")]
    lines += _columns(public, lead, rest, measure)
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
    right = _ladder_note(public.ladder)
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


def _lasting(agreements: Sequence[AgreementView], width: int) -> list[Content]:
    """What everybody knows of whether agreements last: a line each, under the masthead."""
    told = [agreement.outlook for agreement in agreements]
    return [_centred(line, width) for text in told if text for line in plain(text, 400).wrap(width)]


def _ladder_note(rungs: Sequence[RungView]) -> Content:
    here = [rung for rung in rungs if rung.here]
    if not here:
        return Content("")
    return Content.assemble(("Ladder: ", "$faint"), styled(here[-1].name, "bold", 30))


def _headline(news: News, width: int) -> list[Content]:
    head = plain(news.headline).plain.upper()
    lines = [_centred(line, width) for line in Content(head).stylize("bold").wrap(min(width, 76))]
    return lines


def _columns(public: PublicView, lead: News | None, rest: Sequence[News], width: int) -> list[Content]:
    gap = Content.assemble("  ", ("│", "$rule"), "  ")
    if width < _COLUMNS_FROM:
        return [*_story(lead, width), Content(""), *_briefs(lead, rest, width), *_figures(public, width)]
    if width < 110:
        side = (width - 5) // 2
        main = width - side - 5
        left = [*_story(lead, main), *_figures(public, main)]
        right = _briefs(lead, (), side) if not rest else [_label("In brief", side)]
        for item in rest:  # each to the shorter column, so that the page is filled evenly
            if len(left) < len(right):
                left += [Content(""), *_brief(item, main)]
            else:
                right += [*_brief(item, side), Content("")]
        for agreement in public.agreements:
            column, room = (left, main) if len(left) < len(right) else (right, side)
            column += _agreement(agreement, room)
        return beside([(left, main), (right, side)], gap)
    side = 44  # wide enough for a track with its band
    main = (width - 10 - side) // 2
    middle = width - 10 - side - main
    left, agreements = _story(lead, main), _agreements(public, main)
    centre = _briefs(lead, (), middle) if not rest else [_label("In brief", middle)]
    for item in rest:  # each to the shorter column, so that the page is filled evenly
        if len(left) + len(agreements) < len(centre):
            left += [Content(""), *_brief(item, main)]
        else:
            centre += [*_brief(item, middle), Content("")]
    right = [*_figures(public, side, first=True), *_ladder(public, side)]
    return beside([([*left, *agreements], main), (centre, middle), (right, side)], gap)


def _story(news: News | None, width: int) -> list[Content]:
    if news is None:
        return []
    return [*(story(news.text).wrap(width) if news.text else []), *byline(news, width)]


def _briefs(lead: News | None, news: Sequence[News], width: int) -> list[Content]:
    if lead is None:
        return []
    lines = [_label("In brief", width)]
    for item in news:
        lines += [*_brief(item, width), Content("")]
    if not news:
        lines.append(Content("Nothing else of note.").stylize("$faint"))
    return lines


def _brief(item: News, width: int) -> list[Content]:
    lines = [line.stylize("bold") for line in plain(item.headline).wrap(width)]
    if item.text and item.weight >= 2:
        lines += story(item.text, 600).wrap(width)
    return [*lines, *byline(item, width)]


def _figures(public: PublicView, width: int, *, first: bool = False) -> list[Content]:
    tracks = [track for track in public.tracks if track.shown != "?"]
    if not tracks:
        return []
    label = _label("The state of things", width)
    head = [label] if first else [Content(""), label]
    return [*head, *track_table(tracks, width).split("\n")]


def _ladder(public: PublicView, width: int) -> list[Content]:
    if not public.ladder:
        return []
    return [Content(""), _label("The ladder", width), *ladder_lines(public.ladder, width).split("\n")]


def _agreements(public: PublicView, width: int) -> list[Content]:
    return [line for agreement in public.agreements for line in _agreement(agreement, width)]


def _agreement(agreement: AgreementView, width: int) -> list[Content]:
    lines = [Content(""), _label("In force" if agreement.survived is None else "The agreement", width)]
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
