"""The crib: one page for whoever leads, to be looked at while the lesson runs."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.debrief.model import Block, Heading, Paragraph, Row, Section, Span, Table
from wargame.rules.seat_views import dates_text
from wargame.scenario.model import Scenario
from wargame.session.pace import Pace

_KEYS = (
    ("Ctrl+R", "your box, at any moment (asks for your PIN, where one is set). In it:"),
    ("", "P clock, M a minute more, T end the turn now, S say to all, W who plays and PINs,"),
    ("", "L who leads, U umpire, B bookmark, R back to the dawn of a turn, E end the game, I your PIN"),
    (
        "Ctrl+L, Ctrl+Y",
        "stop the clock, and let it go on; a minute more. A lesson's clock commits for who is late",
    ),
    ("Ctrl+E", "end the game now, after a question: it is scored as it stands, and can go on later"),
    ("At a curtain", "S late: its default; N another seat first; T take a commit back; H hand-over card"),
    ("Between two turns", "W who plays; P the whole paper; D the dice, one by one"),
    ("The umpire's stop", "Enter carries out; A accept, R rule, I news, N note, X take back, Esc hide"),
    ("At the end", "G the guided debrief; R the replay, with all secrets"),
    ("Escape, ?", "to the menu, all committed is in the save; the keys of the screen at hand"),
)
_SAY = (
    ("At the start", "You act for an office, not for yourself. Anybody may swap or pass."),
    ("Before a desk", "Eyes off the screen unless it is your turn. One leads, one advises; then you change."),
    ("A forecast", "Say what you believe, not what you hope. Nobody is graded for being right."),
    ("The odds?", "They are on the screen, with their reasons. Which of these could you change?"),
    ("After the dice", "What did they mean by that? Not: was that clever?"),
    ("War for fun", "On the last rung everybody loses. Who here would stop you?"),
)
_WRONG = (
    ("Late by a turn", "Ctrl+E when the minute for the last dice comes. The debrief keeps its third"),
    ("A team is absent", "Ctrl+R, W: a machine plays it; S at its curtain for this turn only"),
    ("A forgotten PIN", "Ctrl+R, W, then P on its line. Everybody is told"),
    ("A turn went wrong", "Ctrl+R, R: back to its dawn, with a reason. What was ordered lies there again"),
    ("Nothing happens", "Ctrl+R, U; at the next stop I puts news in"),
    ("NOT saved", "make room and try again, or take the copy elsewhere that the box offers"),
    ("The screen is gone", "start wargame again, Continue. What was committed is there, and the desks, too"),
    ("Another computer", "wargame resume SAVE --code CODE, the code that the table chose"),
    ("Somebody is upset", "Ctrl+L; own names, at once. Swap or pass; a machine can play on"),
)
_AROUND = (
    ("wargame doctor", "before: is all as it should be? wargame rehearse: what they will see"),
    ("wargame watch SAVE", "the projector: what everybody may see. wargame class FOLDER: all tables"),
    ("wargame show SAVE --brief", "what became of a table, on a page"),
    ("wargame report SAVE... -o DIR", "a whole debrief on paper, for you and to hand out"),
    ("wargame grades SAVE... --class NAME --for canvas -o FILE", "a row a student; never for winning"),
)


def crib(s: Scenario) -> Iterator[Block]:
    """The crib of a scenario: its minutes, then keys, what to say, what goes wrong, what comes after."""
    yield Heading(f"Crib: {s.title}", first=True)
    seats = " ".join(f"{seat.mark} {seat.name}" for seat in s.seats.values())
    yield Paragraph(
        (f"{s.minutes} minutes, {len(s.calendar)} turns. {seats}. Content note: {s.content_note}",)
    )
    yield Section("The lesson by minutes", (Table(tuple(_plan(s))),))
    for title, lines in (("Keys", _KEYS), ("Say", _SAY), ("If", _WRONG), ("Around it", _AROUND)):
        yield Section(title, (Table(tuple(Row((Span(a, "strong"),), None, (b,)) for a, b in lines)),))


def _plan(s: Scenario) -> Iterator[Row]:
    """The lesson in minutes, as its clock has them, the turns alike."""
    pace = Pace(s.minutes)
    debrief, brief, play = pace.debrief, pace.brief, pace.play
    start, turns = brief + play, len(s.calendar)
    begins = [
        0,
        *(brief + play * n // turns for n in range(turns)),
        *(start + debrief * n // 4 for n in range(4)),
    ]
    steps = (
        "The brief on the screen, aloud. Each team reads its role card; the clock waits for the first.",
        *(
            f"Turn {n}, {turn.title or dates_text(turn.start, turn.end)}: paper, "
            f"{'open table, ' if s.open_table and n > 1 else ''}desks, orders carried out."
            for n, turn in enumerate(s.calendar, 1)
        ),
        "Last dice, guesses, one last table, whatever turn it is. Out of the roles: a name, and a regret.",
        "G: how it felt, what happened. One word each; who was beaten is heard first.",
        "Three moments, what each wanted, who could have had a deal: theirs first, then the screen's.",
        "Luck, what if: who would order the same again? What really happened, and what now.",
    )
    for first, last, what in zip(begins, (*begins[1:], s.minutes), steps, strict=True):
        yield Row((Span(f"{first}-{last}", "strong"),), None, (what,))
