"""The roundup: what everybody is told between two turns, set to be read once. All it is given is public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from wargame.rules.views import PublicView, RevealLine, RoundupView, ShiftView
from wargame.rules.wording import GRADES, RULED, WORKED
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, story, styled
from wargame.tui.widgets.drawn import Drawn, beside, filled, heading, spread
from wargame.tui.widgets.frontpage import ladder_note, lasting_lines
from wargame.tui.widgets.header import seat_name

if TYPE_CHECKING:
    from wargame.tui.clock import Clock

_WIDE, _MEASURE = 100, 132
"""From which width on there are two columns; what is not exceeded."""
_NAME = 16
"""The column of marks and names."""
_PAPERS = 2
"""Of how many agreements it is told whether they last."""
_GAP = Content.assemble("  ", ("│", "$rule"), "  ")


class Roundup(Drawn):
    """A roundup."""

    DEFAULT_CSS = "Roundup { padding: 0 1; }"

    def __init__(
        self, roundup: RoundupView, public: PublicView, clock: Clock | None = None, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.roundup = roundup
        self.public = public
        self.clock = clock

    def on_mount(self) -> None:
        """Let the minute of the lesson go on."""
        if self.clock is not None and self.clock.plan:
            self.set_interval(10, self._minute)

    def _minute(self) -> None:
        self._drawn = None
        self.refresh()

    def draw(self, width: int) -> Content:
        """Draw it."""
        return roundup_text(self.roundup, self.public, width, self.clock.plan if self.clock else "")


def roundup_text(roundup: RoundupView, public: PublicView, width: int, plan: str = "") -> Content:
    """The roundup at a width: head, with the ``plan`` of the lesson in its rule, whether agreements last,
    what seats did, the world, what changed."""
    measure = min(width, _MEASURE)
    lines = [*_head(public, measure, plan), *_press(roundup, measure), *_lasting(public, measure)]
    if measure < _WIDE:
        lines += [
            *_seats(roundup, public, measure),
            *_world(roundup, measure),
            *_shifts(roundup.shifts, measure),
        ]
    else:
        right = min(48, measure * 2 // 5)
        left = measure - 5 - right
        told = [*_world(roundup, right), Content(""), *_shifts(roundup.shifts, right)]
        columns = (
            [(_seats(roundup, public, left), left), (told, right)] if roundup.acts else [(told, measure)]
        )
        lines += [Content(""), *beside(columns, _GAP)]
    margin = " " * ((width - measure) // 2)
    return Content("\n").join([Content.assemble(margin, line) for line in lines])


def _head(public: PublicView, width: int, plan: str) -> list[Content]:
    name = styled(public.masthead.upper(), "bold $accent", 60)
    when = "The end" if public.over else f"Turn {public.turn.number} begins"
    right = Content.assemble((f"{when} · ", "$faint"), plain(public.turn.dates, 60))
    note = ladder_note(public.ladder)
    if note and name.cell_length + right.cell_length + note.cell_length + 5 <= width:
        right = Content.assemble(right, "   ", note)
    told = f" {plan} ━" if plan else ""
    rule = Content.assemble(("━" * (width - len(told)), "$rule"), (told, "$faint"))
    return [spread(name, right, width), rule]


def _press(roundup: RoundupView, width: int) -> list[Content]:
    """What the press desk wrote over it."""
    return [*styled(roundup.headline, "bold", 200).wrap(width), Content("")] if roundup.headline else []


def _lasting(public: PublicView, width: int) -> list[Content]:
    """Whether agreements last, the ones most in doubt."""
    asked = sorted(
        (a for a in public.agreements if a.chance), key=lambda a: a.chance.odds.rank if a.chance else 0
    )
    more = f"{len(asked) - _PAPERS} more papers are surer, on the front page."
    note = [Content.styled(more, "$faint")] if len(asked) > _PAPERS else []
    return [*lasting_lines(asked[:_PAPERS], width), *note]


def _seats(roundup: RoundupView, public: PublicView, width: int) -> list[Content]:
    lines, turn = seat_lines(roundup, width), public.turn.number - (not public.over)
    return [heading(f"What the seats did · turn {turn}"), *lines] if lines else []


def seat_lines(roundup: RoundupView, width: int) -> list[Content]:
    """Who did what, with which odds, and what came of it; then what was said. Each name once."""
    told: dict[str, list[Content]] = {}
    for act in roundup.acts:
        lines = told.setdefault(act.who, [])
        lines += act_lines(act, width, named=not lines)
    for seat, text in roundup.said:
        lines = told.setdefault(seat.name, [])
        words = Content.assemble("“", plain(text, 300), "”").stylize("italic").wrap(width - _NAME)
        lines += _beside(Content("") if lines else seat_name(seat), _NAME, words)
    return [line for lines in told.values() for line in lines]


def act_lines(act: RevealLine, width: int, *, named: bool = True) -> list[Content]:
    """A deed in a line or two."""
    joint = act.what.startswith(act.who)  # news of several seats name them
    who = Content.assemble(
        styled(act.mark, seat_colour(act.colour), 2), " ", styled("" if joint else act.who, "bold", 60)
    )
    column = 2 if joint else _NAME
    rest, what, result = width - column, plain(act.what, 200), _result(act)
    said = story(" ".join(part for part in (RULED[act.ruled], act.sentence) if part), 400)
    told = said.stylize("$faint")
    if what.cell_length + result.cell_length < rest:
        lines = [spread(what, result, rest)]
    else:
        lines = what.wrap(rest)
        told = Content("  ").join([part for part in (result, told) if part])
    lines += told.wrap(rest) if told else []
    return _beside(who if named else Content(""), column, lines)


def _result(act: RevealLine) -> Content:
    """The odds, and what the die made of them; nothing where there was none."""
    if act.odds is None:
        return Content("")
    grade = f"  {'✓' if act.grade in WORKED else '✗'} {GRADES[act.grade]}" if act.grade else ""
    if not grade and isinstance(
        act.roll, int
    ):  # no deed, but a question, such as whether it slips out of hand
        grade = "  ✓ it does" if act.roll < act.odds.percent else "  ✗ it does not"
    return Content.assemble((str(act.odds), "$faint"), (grade, "bold"))


def _beside(name: Content, column: int, lines: Sequence[Content]) -> list[Content]:
    return [
        Content.assemble(" " * column if at else filled(name, column), line) for at, line in enumerate(lines)
    ]


def _world(roundup: RoundupView, width: int) -> list[Content]:
    lines = []
    for item in roundup.world:
        doubt = (" (unconfirmed)", "$faint") if item.unconfirmed else ""
        text = Content.assemble("  ", story(item.text, 600)) if item.text else ""
        lines += Content.assemble(styled(item.headline, "bold", 200), doubt, text).wrap(width)
    return [heading("In the world"), *(lines or [Content.styled("Nothing reached the papers.", "$faint")])]


def _shifts(shifts: Sequence[ShiftView], width: int) -> list[Content]:
    lines = []
    for shift in shifts:
        now = " ".join([shift.shown, f"({shift.moved})" if shift.moved else ""]).strip()
        told = Content.assemble(styled(shift.name, "bold", 80), "  ", plain(now, 80))
        if (cause := shift.cause) is not None:
            mark = styled(cause.mark, seat_colour(cause.colour), 2)
            told = Content.assemble(told, ("  by  ", "$faint"), mark, " ", plain(cause.what, 200))
        lines += told.wrap(width)
    return [heading("What changed, and its known causes"), *lines] if lines else []
