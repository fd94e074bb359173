"""The tab of the situation: who you are, what you want, how things stand."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from wargame.rules.views import ObjectiveView, SeatView, TrackView
from wargame.scenario.model import Role
from wargame.tui.desk.pane import Pane
from wargame.tui.desk.text import label, stack, wrapped
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, prose, styled
from wargame.tui.widgets.drawn import whole
from wargame.tui.widgets.ladder import ladder_lines
from wargame.tui.widgets.tracks import track_table


class SituationPane(Pane):
    """One text to scroll: the role, then (where they are not beside it anyway) tracks and ladder."""

    NAME = "SITUATION"
    KEYS = ()
    HINT = "Your brief: Space reads on. Then press 2 to 6; G commits."

    @property
    def home(self) -> Widget:
        """What has the focus when the tab is opened."""
        return self.detail

    def compose(self) -> ComposeResult:
        """Lay it out."""
        # Mostly there is more than fits; without its bar from the start all would be wrapped twice.
        self.detail.set_reactive(Widget.show_vertical_scrollbar, True)
        yield Static(Content(self.hint()), classes="hint")
        yield self.detail

    def reload(self) -> None:
        """Show it as it is now."""
        seat = self.view.seat
        self.detail.show(f"{seat.name}: your brief", self._brief)

    def _brief(self, width: int) -> Content:
        people = self.desk.seat.settings.names == "people"
        word = self.footnote("situation", width, *(aim.text for aim in self.view.objectives))
        return situation(
            self.view, width, people=people, tracks=not self.desk.roomy, ladder=not self.desk.wide, word=word
        )


def situation(
    view: SeatView, width: int, *, people: bool, tracks: bool, ladder: bool, word: Sequence[Content] = ()
) -> Content:
    """The brief of a seat, by the person's name or not; with ``tracks`` and ``ladder`` how things stand.
    ``word`` explains one of the aims."""
    seat = view.seat
    colour = seat_colour(seat.colour)
    who = styled(f"{seat.mark} {seat.office or seat.name}", f"bold {colour}", 90)
    if people and seat.person:
        who = Content.assemble(
            styled(f"{seat.mark} {seat.person}", f"bold {colour}", 60), ", ", plain(seat.office, 90)
        )
    parts: list[Content] = [who, *wrapped(styled(view.aim, "bold", 400), width), Content("")]
    parts += [label("YOU WANT"), *_objectives(view.objectives, width), *word, Content("")]
    role = [
        label("YOUR ROLE"),
        *role_lines(view.role, width),
        *prose(view.card, 4000).wrap(width),
        Content(""),
    ]
    first = view.turn.number == 1 and not view.role.who  # else it has just been read
    if first:
        parts += role
    if tracks:
        parts += [label("HOW THINGS STAND"), *track_table(known(view), width).split("\n"), Content("")]
    if ladder and view.ladder:
        parts += [label("THE LADDER: the top rung loses for everybody")]
        parts += [*ladder_lines(view.ladder, width).split("\n"), Content("")]
    if view.flags:
        parts += [
            label("WHAT STANDS (the newest first; moves and terms may need it)"),
            *_facts(view, width),
            Content(""),
        ]
    if view.stakes:
        parts += [label("WHAT YOU HAVE TO LOSE"), *wrapped(prose(view.stakes, 1200), width), Content("")]
    advisers = _advisers(view)
    if advisers:
        parts += [label("YOUR ADVISERS (their word on each move and term is in 4 Deals and 5 Moves)")]
        parts += [line for text in advisers for line in wrapped(text, width, "  ", "· ")]
        parts.append(Content(""))
    if not first:
        parts += role
    meanings = [track for track in known(view) if track.what]
    if meanings:
        parts += [label("WHAT THE NUMBERS MEAN"), *_meanings(meanings, width)]
    return stack(parts).rstrip()


def role_lines(role: Role, width: int) -> list[Content]:
    """The role card without what the seat wants; nothing where there is none."""
    texts = [text for text in (role.who, role.have, role.thought) if text]
    return [line for text in texts for line in (*wrapped(prose(text, 1200), width), Content(""))]


def known(view: SeatView) -> list[TrackView]:
    """The tracks of which the seat sees anything."""
    return [track for track in view.tracks if track.shown != "?"]


def _facts(view: SeatView, width: int) -> list[Content]:
    out: list[Content] = []
    for name, since in sorted(view.flags, key=lambda flag: -flag[1]):
        fact = Content.assemble(plain(name, 120), (f" (since turn {since})", "$faint"))
        out.extend(wrapped(fact, width, "  ", "· "))
    return out


def _objectives(objectives: tuple[ObjectiveView, ...], width: int) -> list[Content]:
    out: list[Content] = []
    for objective in objectives:
        lead = "▪ " if not objective.hidden else "◇ "
        name = styled(objective.name, "bold", 80)
        secret = Content.styled(" (hidden: only you know)", "$accent") if objective.hidden else Content("")
        text = Content.assemble(name, secret, ": ", plain(objective.text, 400))
        out.extend(wrapped(text, width, "  ", lead))
    return out


def _advisers(view: SeatView) -> list[Content]:
    seen: dict[str, str] = {}
    for lines in (*(move.advice for move in view.moves), *(term.advice for term in view.terms)):
        for line in lines:
            seen.setdefault(line.office, line.leaning)
    words = {"pressure": "leans to pressure", "talks": "leans to talks"}
    return [
        Content.assemble(styled(office, "bold", 60), plain(f": {words.get(leaning, leaning)}", 60))
        for office, leaning in seen.items()
    ]


def _meanings(tracks: list[TrackView], width: int) -> list[Content]:
    out: list[Content] = []
    for track in tracks:
        out.extend(whole(styled(track.name, "bold", 60), plain(track.shown, 20), width))
        out.extend(wrapped(plain(track.what, 300).stylize("$faint"), width, "  ", "  "))
    return out
