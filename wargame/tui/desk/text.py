"""Small pieces of layout that the texts of the desk share: wrapping, labels, sums, advice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from wargame.desk.wording import LEANINGS
from wargame.rules.views import AdviceView, HintView, Told
from wargame.tui.untrusted import plain, prose, styled


def stack(*parts: Content | Sequence[Content] | None) -> Content:
    """Lines and lists of lines under each other; None leaves no trace, an empty Content an empty line."""
    lines: list[Content] = []
    for part in parts:
        if part is None:
            continue
        if isinstance(part, Content):
            lines.append(part)
        else:
            lines.extend(part)
    return Content("\n").join(lines)


def wrapped(text: Content, width: int, indent: str = "", first: str | None = None) -> list[Content]:
    """A text wrapped to lines; all but the first begin with ``indent``, the first with ``first``."""
    room = max(8, width - len(indent))
    lines = text.wrap(room)
    lead = indent if first is None else first
    return [Content.assemble(indent if n else lead, line) for n, line in enumerate(lines)]


def label(text: str) -> Content:
    """A quiet label over or before something."""
    return styled(text, "bold $faint", 120)


def labelled(name: str, text: Content, width: int) -> list[Content]:
    """``name`` quietly, then the text, wrapped under itself."""
    lead = Content.assemble(styled(name, "bold $faint", 40), "  ")
    lines = text.wrap(max(8, width - lead.cell_length))
    first = Content.assemble(lead, lines[0] if lines else "")
    return [first, *(Content.assemble(" " * lead.cell_length, line) for line in lines[1:])]


def bullets(texts: Iterable[str], width: int) -> list[Content]:
    """A list of sentences from outside."""
    return [line for text in texts for line in wrapped(plain(text), width, "  ", "· ")]


def advice(lines: Sequence[AdviceView], width: int) -> list[Content]:
    """What each adviser says, with the office and the leaning."""
    out: list[Content] = []
    for line in lines:
        leaning = styled(f"({LEANINGS.get(line.leaning, line.leaning)}):", "$faint", 40)
        who = Content.assemble(styled(line.office, "bold", 60), " ", leaning, " ")
        out.extend(wrapped(Content.assemble(who, "“", prose(line.text, 600), "”"), width, "  ", ""))
    return out


def sum_of(odds: Told, width: int) -> list[Content]:
    """An odds sum as a ledger: the result, then the base and each factor with its sign before its reason;
    where odds are hidden the signs alone."""
    out = [Content.assemble(label("Odds"), "  ", styled(str(odds), "bold", 60))]
    if isinstance(odds, HintView):
        for reason in odds.reasons:
            sign = "+" if reason.helps else "-"
            may = ("may help: " if reason.helps else "may hurt: ") if reason.unknown else ""
            why = Content.assemble((may, "$faint"), plain(reason.because or "adjustment", 200))
            out += wrapped(why, width, "      ", f"   {'?' if may else sign}  ")
        return out
    out.append(Content.assemble((f"{odds.base:>4}", "bold"), ("  to begin with", "$faint")))
    for factor in odds.factors:
        if factor.unknown:
            why = Content.assemble((f"may add {factor.add:+}: ", "$faint"), plain(factor.because, 200))
            out.extend(wrapped(why, width, "      ", "   ?  "))
        else:
            lead = f"{factor.add:>+4}  "
            lines = wrapped(plain(factor.because, 200), width, "      ", lead)
            out.append(lines[0].stylize("bold", 0, 4) if lines else Content(lead))
            out.extend(lines[1:])
    known = odds.base + sum(factor.add for factor in odds.factors if not factor.unknown)
    if known != odds.percent:
        out.append(Content.styled(f"   =  {known}, held to {odds.percent} %", "$faint"))
    return out
