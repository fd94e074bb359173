"""The boxes of the umpire's stop: a ruling, which news, the news themselves, a note."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

import wargame.tui.desk.form as forms
from wargame.desk.acts import Act
from wargame.ids import FlagId, InjectId, SeatId, TrackId
from wargame.rules.orders import FURTHEST, Grade, Injection, Push, Ruling
from wargame.rules.views import OrderedView, PreparedView, UmpireView
from wargame.rules.wording import GRADES
from wargame.tui.desk.boxes import AskAct, AskLines
from wargame.tui.desk.form import Form
from wargame.tui.desk.radio import RadioRow
from wargame.tui.desk.rows import Entries, heading, row
from wargame.tui.umpire.text import ruled_text
from wargame.tui.untrusted import plain
from wargame.tui.widgets.drawn import clip
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.line import Line

_FORM = str(Path(forms.__file__).with_name("form.tcss"))
_NOTE, _REASON, _HEADLINE, _TEXT = 400, 300, 120, 600


class AskRuling(Form[Ruling]):
    """What the umpire rules on an order, and why."""

    CSS_PATH = _FORM
    PURPOSE = (
        "Say what comes of the order, or by how many points its odds shift; and why, in a line. The reason "
        "is for the ledger and the debrief: at the table everybody is told that the umpire ruled, not why. "
        "The arguments that you accepted stay accepted. X on the order takes the ruling back."
    )
    KEEP = "Rule"
    DEFAULT_CSS = """
    AskRuling > .dialog { width: 84; }
    AskRuling .field { margin-top: 1; }
    AskRuling Line { width: 1fr; }
    AskRuling #shift { width: 8; }
    AskRuling #now { width: 1fr; height: auto; margin-top: 1; }
    """

    def __init__(
        self,
        seat: str,
        move: OrderedView,
        grades: tuple[Grade, ...],
        view: UmpireView,
        ruling: Ruling,
        refusal: Callable[[Ruling], str],
        *,
        thrown: bool = True,
    ) -> None:
        """``ruling`` is the one that there is, or an empty one on this order; ``thrown``: there are dice."""
        super().__init__(refusal)
        self.thrown = thrown
        self.seat = seat
        self.move = move
        self.grades = grades
        self.view = view
        self.ruling = ruling

    def title_line(self) -> Content:
        """The label on the edge of the box."""
        return clip(plain(f"{self.seat}: {self.move.what}", 120), 66)

    def fields(self) -> ComposeResult:
        """The fields of this box."""
        engine = "the die decides" if self.thrown else "the odds decide"
        answers = [("", engine), *((grade, GRADES[grade]) for grade in self.grades)]
        yield RadioRow(answers, value=self.ruling.grade, id="grade")
        with Horizontal(classes="field"):
            yield Static(Content("Shift"), classes="name")
            shift = f"{self.ruling.shift:+d}" if self.ruling.shift else ""
            yield Line(
                shift, restrict=r"[+-]?[0-9]*", max_length=3, placeholder="none", id="shift", compact=True
            )
            yield Static(Content.styled(f"  points, -{FURTHEST} to +{FURTHEST}", "$faint"))
        with Horizontal(classes="field"):
            yield Static(Content("Why"), classes="name")
            yield Line(self.ruling.reason, max_length=_REASON, id="why", compact=True, placeholder="needed")
        yield Static("", id="now")

    def on_mount(self) -> None:
        """Begin with what comes of it."""
        self.query_one("#grade").focus()
        self._tell()

    @on(Line.Changed)
    @on(RadioRow.Changed)
    def _tell(self) -> None:
        self.query_one("#now", Static).update(ruled_text(self.move, self.result(), self.view))

    @on(Line.Submitted)
    def _submitted(self, event: Line.Submitted) -> None:
        event.stop()
        if event.input.id == "why":
            self.action_keep()
        else:
            self.query_one("#why").focus()

    def missing(self, why: str) -> None:
        """Say why it can't be kept, and lead to what is wrong: the reason that is missing, or the shift."""
        super().missing(why)
        ruling = self.result()
        self.query_one("#why" if not ruling.reason else "#shift" if ruling.shift else "#grade").focus()

    @property
    def loses(self) -> bool:
        """Has something been changed?"""
        return self.result() != self.ruling

    def result(self) -> Ruling:
        """What has been filled in."""
        shift = self.query_one("#shift", Line).value
        taken = self.query_one("#grade", RadioRow).value
        grade: Grade | Literal[""] = next((one for one in self.grades if one == taken), "")
        reason = self.query_one("#why", Line).value.strip()
        whole = int(shift) if shift.strip("+-") else 0
        return Ruling(self.ruling.seat, self.ruling.slot, reason, self.ruling.accepted, grade, whole)


class AskNews(AskAct):
    """Which news to put in: what the scenario has ready for now, or one's own."""

    CSS_PATH = _FORM
    PURPOSE = (
        "News that the scenario has ready and that applies now, or news of your own. What you choose opens "
        "in a form: to whom it is told, when, and what it moves."
    )
    KEEP = "Take it"
    TIP = "Enter: take it"
    OWN = "own"

    def __init__(self, prepared: tuple[PreparedView, ...]) -> None:
        own = Act(self.OWN, "0", "News of your own", "Headline, text, what it moves, to whom, and when.")
        ready = [
            Act(one.id, f"{n}" if n < 10 else " ", one.name, "; ".join(one.effects) or one.headline)
            for n, one in enumerate(prepared, 1)
        ]
        super().__init__("Put in news", [own, *ready])


class Choosing(Entries):
    """Rows in parts that headings name. Left and right change a row, Tab goes on to the next part, from the
    last one to the next field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Less", show=False),
        Binding("right", "turn(1)", "More", show=False),
        Binding("minus", "turn(-5)", "Less by 5", show=False),
        Binding("plus", "turn(5)", "More by 5", show=False),
        Binding("space", "turn(1)", "Change", show=False),
        Binding("tab", "part(1)", "Next part", show=False),
        Binding("shift+tab,comma", "part(-1)", "Part before", show=False),
    ]
    eager = True

    def __init__(self, change: Callable[[str, int], None]) -> None:
        super().__init__(classes="entries", id="choices")
        self._change = change

    def action_turn(self, by: int) -> None:
        """Change the row under the cursor."""
        if self.current:
            self._change(self.current, by)

    def action_part(self, way: int) -> None:
        """To the first row of the next part (1) or of the one before (-1); else on to another field."""
        rows = [n for n, option in enumerate(self.options) if not option.disabled]
        first = [n for n in rows if n == 0 or self.options[n - 1].disabled]
        here = max((n for n in first if n <= (self.highlighted or 0)), default=0)
        there = [n for n in first if (n > here if way > 0 else n < here)]
        if there:
            self.highlighted = there[0 if way > 0 else -1]
            if way > 0:  # as much of the part as there is room for
                self.scroll_to(y=self._index_to_line[self.highlighted] - 1, animate=False)
        elif way > 0:
            self.app.action_focus_next()
        else:
            self.app.action_focus_previous()

    def action_select(self) -> None:
        """A click changes it, too."""
        self.action_turn(1)


class AskInject(Form[Injection]):
    """News to put in: words, when, to whom, and what it moves."""

    CSS_PATH = _FORM
    PURPOSE = (
        "Headline and text are told as news to everybody, or by cable to the seats that you leave ticked. "
        "← → change a row of the list, - and + by five; Tab goes to what it moves, then to what is so. News "
        "for a later turn comes when that turn is carried out; X on it takes it back before. What would go "
        "past a bound is refused."
    )
    KEEP = "Put it in"
    TIP = "Tab: next field"
    DEFAULT_CSS = """
    AskInject > .dialog { width: 84; }
    AskInject Line { width: 1fr; }
    AskInject #choices { margin-top: 1; }
    """

    def __init__(
        self, view: UmpireView, prepared: PreparedView | None, refusal: Callable[[Injection], str]
    ) -> None:
        super().__init__(refusal)
        self.view = view
        self.prepared = prepared
        self.to = {one.seat.id: True for one in view.seats}
        self.pushes: dict[TrackId, int] = {}
        self.flags: dict[FlagId, bool] = {}
        self.turn = view.turn.number
        self.rows = Choosing(self.change)

    def title_line(self) -> Content:
        """The label on the edge of the box."""
        return plain(self.prepared.name if self.prepared else "News of your own", 60)

    def fields(self) -> ComposeResult:
        """The fields of this box."""
        ready = self.prepared
        for label, name, value, length, hint in (
            ("Headline", "headline", ready.headline if ready else "", _HEADLINE, "what the papers print"),
            ("Text", "text", ready.text if ready else "", _TEXT, "one or two sentences"),
            ("Why", "why", "", _REASON, "for the ledger and the debrief, if you like"),
        ):
            with Horizontal(classes="field"):
                yield Static(Content(label), classes="name")
                yield Line(
                    value, max_length=length, id=name, compact=True, placeholder=hint, select_on_focus=False
                )
        if ready and ready.effects:
            yield Static(plain(f"It moves by itself: {'; '.join(ready.effects)}.", 300))
        yield self.rows

    def on_mount(self) -> None:
        """Fill it."""
        self._fill()
        (self.rows if self.prepared else self.query_one("#headline")).focus()

    @on(Entries.OptionHighlighted)
    def _count(self, event: Entries.OptionHighlighted) -> None:
        event.stop()
        self._tip()

    def on_descendant_focus(self) -> None:
        """Tell the keys of what has the focus."""
        self._tip()

    def _tip(self) -> None:
        """On the list say which row of how many it is: few of them are to be seen on a small screen."""
        rows = [option.id for option in self.rows.options if not option.disabled]
        on = self.rows.has_focus and self.rows.current in rows
        at = f"{rows.index(self.rows.current) + 1}/{len(rows)}: ← → - +, Tab next part" if on else self.TIP
        self.query_one(".tip", Static).update(Content(at))

    def _fill(self) -> None:
        turn = self.view.turn
        when = "now" if self.turn == turn.number else f"when turn {self.turn} is carried out"
        found = [row("when", Content("When"), Content(when))]
        for one in self.view.seats:
            told = "[x]" if self.to[one.seat.id] else "[ ]"
            left = Content.assemble("Told to ", seat_name(one.seat))
            found.append(row(f"to:{one.seat.id}", left, Content(told)))
        found += [heading("What it moves")][: len(self.view.tracks)]
        for track in self.view.tracks:
            by = self.pushes.get(track.id, 0)
            now = Content.assemble(
                (f"{by:+d}  " if by else "", "bold"),
                (f"{track.value} of {track.min} to {track.max}", "$faint"),
            )
            found.append(row(f"track:{track.id}", plain(track.name, 40), now))
        found += [heading("What is so")][: len(self.view.flags)]
        for flag in self.view.flags:
            so = self.flags.get(flag.id, flag.so)
            word = Content("yes" if so else "no").stylize("bold" if flag.id in self.flags else "$faint")
            found.append(row(f"flag:{flag.id}", plain(flag.name, 50), word))
        self.rows.fill(found, self.rows.current)

    def change(self, row: str, by: int) -> None:
        """Change what a row says."""
        kind, _, id = row.partition(":")
        step = 1 if by > 0 else -1
        if kind == "when":
            first, last = self.view.turn.number, self.view.turn.of
            self.turn = first + (self.turn - first + step) % (last - first + 1)
        elif kind == "to":
            self.to[SeatId(id)] = not self.to[SeatId(id)]
        elif kind == "track":
            self.pushes[TrackId(id)] = self.pushes.get(TrackId(id), 0) + by
        elif FlagId(id) in self.flags:
            del self.flags[FlagId(id)]
        else:
            self.flags[FlagId(id)] = not next(flag.so for flag in self.view.flags if flag.id == id)
        self.unsay()
        self._fill()

    @on(Line.Submitted)
    def _submitted(self, event: Line.Submitted) -> None:
        event.stop()
        self.app.action_focus_next()

    @property
    def loses(self) -> bool:
        """Has something been written or chosen?"""
        changed = self.pushes or self.flags or not all(self.to.values())
        return bool(changed) or any(self._said(name) != old for name, old in self._before())

    def _before(self) -> tuple[tuple[str, str], ...]:
        ready = self.prepared
        return (
            ("headline", ready.headline if ready else ""),
            ("text", ready.text if ready else ""),
            ("why", ""),
        )

    def _said(self, field: str) -> str:
        return self.query_one(f"#{field}", Line).value.strip()

    def action_keep(self) -> None:
        """Put it in, if somebody is told."""
        if any(self.to.values()):
            super().action_keep()
        else:
            self.missing("Somebody has to be told: tick a seat.")

    def result(self) -> Injection:
        """What has been filled in; of prepared news only the words that are others."""
        words = {name: "" if self.prepared and self._said(name) == old else self._said(name)
                 for name, old in self._before()}  # fmt: skip
        to = tuple(seat for seat, told in self.to.items() if told)
        return Injection(
            InjectId(self.prepared.id) if self.prepared else "",
            words["headline"],
            words["text"],
            words["why"],
            tuple(Push(track, by) for track, by in self.pushes.items() if by),
            tuple(flag for flag, so in self.flags.items() if so),
            tuple(flag for flag, so in self.flags.items() if not so),
            () if len(to) == len(self.to) else to,
            0 if self.turn == self.view.turn.number else self.turn,
        )


class AskUmpiresNote(AskLines):
    """A private note, tied to something at the stop."""

    CSS_PATH = _FORM
    PURPOSE = "A note for the debrief, on what lies under the cursor. Nobody reads it before."
    LENGTH = _NOTE

    def __init__(self, about: str) -> None:
        words = (f"On “{about}”, for the debrief. Nobody reads it before.",)
        super().__init__("A note of the umpire's", words, (), ("such as: ask them why",))
