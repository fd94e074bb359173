"""The crib: one page for whoever leads, to be looked at while the lesson runs."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.debrief.model import Block, Heading, Paragraph, Row, Section, Span, Table
from wargame.rules.seat_views import dates_text
from wargame.scenario.model import Scenario
from wargame.session.pace import Pace

_KEYS = (
    ("Ctrl+L", "stop the clock, and let it go on; nothing is committed meanwhile"),
    ("Ctrl+Y", "a minute more, for this turn and whoever is at the desk"),
    ("Ctrl+E", "end the game now, after a question: it is scored as it stands, and can go on later"),
    ("Ctrl+R", "your own box, anywhere: end the turn, back to a turn, words to all, who plays, your PIN"),
    ("S, N, T, W at a curtain", "late: its default; another seat first; take a commit back; clear a PIN"),
    ("W between two turns", "who plays: a seat to a machine, and back"),
    ("Escape", "to the menu; all that is committed is in the save, and the clock goes on from there"),
    ("R, G at the end", "the replay, with all secrets; the guided debrief. From the menu: Open a save"),
    ("?", "the keys of the screen at hand (Ctrl+G where one writes)"),
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
    ("A team is absent", "W between two turns: a machine plays it; S at its curtain for this turn only"),
    ("A forgotten PIN", "W at the curtain, then P. Everybody is told"),
    ("The screen is gone", "start wargame again, Continue. What was committed is there, and the desks, too"),
    ("Another computer", "wargame resume SAVE --code CODE, the code that the table chose"),
    ("Somebody is upset", "Ctrl+L; own names, at once. Swap or pass; a machine can play on"),
)
_AFTER = (
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
    for title, lines in (("Keys", _KEYS), ("Say", _SAY), ("If", _WRONG), ("Afterwards", _AFTER)):
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
        "Last dice and scores, whatever turn it is. Out of the roles: everybody says a name and a regret.",
        "Each team: what it wanted, what it took the others to want. Hidden aims are opened.",
        "The replay: one promise, one die, one choice that might have gone otherwise.",
        "What really happened. What the game assumes, and you do not believe.",
    )
    for first, last, what in zip(begins, (*begins[1:], s.minutes), steps, strict=True):
        yield Row((Span(f"{first}-{last}", "strong"),), None, (what,))
