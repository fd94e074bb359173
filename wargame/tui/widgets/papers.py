"""Cables, for one pair of eyes, letters and public stories, each as text."""

from __future__ import annotations

from textual.content import Content

from wargame.rules.state import Mail
from wargame.rules.views import Cable, News, SeatInfo
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, prose, story, styled
from wargame.tui.widgets.drawn import spread

_KINDS = {"report": "REPORT", "event": "CABLE", "leak": "INTELLIGENCE", "notice": "NOTICE"}


def cable_text(cable: Cable, seat: SeatInfo, width: int) -> Content:
    """A cable: a capital dateline, the EYES ONLY line in the seat's colour, the text."""
    colour = seat_colour(seat.colour)
    head = Content.assemble(
        (_KINDS.get(cable.kind, "CABLE"), f"bold {colour}"),
        (f"  TURN {cable.turn}", "$faint"),
    )
    eyes = Content.assemble(styled(seat.name.upper(), colour, 40), (" EYES ONLY", colour))
    return Content("\n").join([spread(head, eyes, width), *story(cable.text).wrap(width)])


def letter_text(mail: Mail, sender: SeatInfo, to: SeatInfo, width: int) -> Content:
    """A letter: from whom to whom, indented as on paper, with a quiet signature line."""
    head = Content.assemble(
        ("From ", "$faint"),
        styled(sender.name, f"bold {seat_colour(sender.colour)}", 40),
        (" to ", "$faint"),
        styled(to.name, f"bold {seat_colour(to.colour)}", 40),
        (f", sent in turn {mail.sent}", "$faint"),
    )
    inner = max(10, min(width - 4, 76))
    body = [Content.assemble("  ", line) for line in prose(mail.text).wrap(inner)]
    sign = styled(sender.mark, seat_colour(sender.colour), 2)
    return Content("\n").join([*head.wrap(width), *body, Content.assemble(" " * max(0, inner - 2), sign)])


def news_text(news: News, width: int) -> Content:
    """A public story: headline in bold, its text below, who is behind it and whether it is confirmed."""
    lines = [line.stylize("bold") for line in plain(news.headline).wrap(width)]
    if news.text:
        lines += story(news.text).wrap(width)
    return Content("\n").join([*lines, *byline(news, width)])


def byline(news: News, width: int) -> list[Content]:
    """Who is behind a story, unless its headline begins with that, and whether it is confirmed."""
    named = news.headline.startswith(news.source)
    words = [] if named else [plain(news.source, 60)]
    if news.unconfirmed:
        words.append(Content("unconfirmed"))
    return Content(" · ").join(words).stylize("$faint").wrap(width) if words else []
