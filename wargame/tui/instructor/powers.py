"""The instructor's box: what can be done at any moment, one key each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets.option_list import Option

from wargame.session import Game
from wargame.text import clean
from wargame.tui.clock import Clock
from wargame.tui.command import Command
from wargame.tui.page import Dialog
from wargame.tui.pin import PinBox
from wargame.tui.untrusted import plain
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.line import Line

What = Literal["stop", "more", "turn", "tell", "seats", "people", "umpire", "mark", "back", "end", "pin"]


class Power(NamedTuple):
    """Something that the instructor can do: its ``key``, its name and a word of what it does."""

    what: What
    key: str
    name: str
    told: str
    why_not: str = ""
    """Why it can't be done now, though it is looked for."""


NOTHING_YET = "Nothing can be scored before turn 1 is carried out: T ends it, then E."
"""Why a game can't be ended yet."""


def out(game: Game) -> tuple[str, ...]:
    """The seats of people whose orders are out, by name."""
    setups, seats = game.setups, game.scenario.seats
    return tuple(seats[seat].name for seat in game.waiting if setups[seat].kind == "people")


def powers_now(game: Game, clock: Clock) -> tuple[Power, ...]:
    """What can be done in a game as it stands."""
    found: list[Power] = []
    if clock.ticks and not game.over:
        held = clock.held
        told = "time runs on for everybody" if held else "nothing acts by itself until P lets it go on"
        found.append(Power("stop", "p", "Start the clock" if held else "Stop the clock", told))
        found.append(Power("more", "m", "A minute more", "for this turn and whoever's time it is"))
    if not game.over and (out(game) or game.exchange is not None):
        told = "who is out gives what is composed, or the default"
        told = told if out(game) else "whoever is asked holds"
        found.append(Power("turn", "t", "End the turn now", told))
    found.append(Power("tell", "s", "Say to all", "on the next page, all curtains and desks"))
    if not game.over:
        found.append(Power("seats", "w", "Hands and PINs", "people, planner or closed; a forgotten PIN"))
        found.append(Power("people", "l", "Who leads", "and advises, and observes, from now on"))
        told = "orders are carried out at once" if game.umpired else "look at all orders before they count"
        found.append(Power("umpire", "u", f"Umpire {'off' if game.umpired else 'on'}", told))
    found.append(Power("mark", "b", "Bookmark", "this moment, to come back to in the debrief"))
    found.append(Power("back", "r", "Back to a turn", "undoes what came since; it stays in the save"))
    if not game.over:
        told, why_not = "it is scored as it stands; it can go on later", ""
        if not game.resolved:
            told, why_not = "after turn 1: T ends it, then E", NOTHING_YET
        found.append(Power("end", "e", "End the game now", told, why_not))
    found.append(Power("pin", "i", "Instructor's PIN", "set it, or change it with the old one"))
    return tuple(found)


class Powers(Dialog[What]):
    """One key each; nothing is done before a question where it can't be taken back."""

    HEADING = "The instructor"
    PURPOSE = (
        "What whoever leads the lesson can do at any moment. What was at hand waits: a desk comes back "
        "behind its curtain, with all that was written on it. All of it but the clock is kept in the save, "
        "and what touches the teams is told to everybody."
    )
    KEYS = (
        Command("instructor.stop", "do('stop')", "p", "Clock", "Stop the clock, or let it go on."),
        Command(
            "instructor.more", "do('more')", "m", "A minute more", "For this turn and whoever's time it is."
        ),
        Command("instructor.turn", "do('turn')", "t", "End the turn", "Whoever is out gives what it has."),
        Command("instructor.tell", "do('tell')", "s", "Say to all", "Tell everybody something."),
        Command("instructor.seats", "do('seats')", "w", "Who plays", "Give seats away, clear PINs."),
        Command(
            "instructor.people",
            "do('people')",
            "l",
            "Who leads",
            "Swap who leads, who advises, who observes.",
        ),
        Command(
            "instructor.umpire",
            "do('umpire')",
            "u",
            "Umpire",
            "All orders are looked at, or not.",
        ),
        Command("instructor.mark", "do('mark')", "b", "Bookmark", "Mark this moment for the debrief."),
        Command("instructor.back", "do('back')", "r", "Back to a turn", "Undo what came since."),
        Command("instructor.end", "do('end')", "e", "End the game", "Score it as it stands."),
        Command("instructor.pin", "do('pin')", "i", "PIN", "Set or change the instructor's PIN."),
        Command("instructor.leave", "give", "escape", "Leave", "Nothing; back to what was at hand."),
    )
    DEFAULT_CSS = "Powers > .dialog { width: 76; }"

    def __init__(self, powers: Sequence[Power]) -> None:
        super().__init__()
        self.powers = powers

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        width = max(len(power.name) for power in self.powers)
        with ReadingColumn(classes="dialog", can_focus=False) as box:
            box.border_title = Content(self.HEADING)
            yield Choices(*(_option(power, width) for power in self.powers), id="powers", compact=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now."""
        if action == "do":
            return any(power.what == parameters[0] for power in self.powers)
        return super().check_action(action, parameters)

    def action_do(self, what: What) -> None:
        """Choose it, or say why it can't be done."""
        why_not = next((power.why_not for power in self.powers if power.what == what), "")
        if why_not:
            self.say(Content(why_not), alarm=True)
        else:
            self.dismiss(what)

    @on(Choices.OptionSelected, "#powers")
    def _selected(self, event: Choices.OptionSelected) -> None:
        self.action_do(self.powers[event.option_index].what)


def _option(power: Power, width: int) -> Option:
    name = power.name.ljust(width)
    line = Content.assemble(
        (power.key.upper(), "bold $accent"), "  ", (name, "bold"), "  ", plain(power.told, 80)
    )
    return Option(line, id=power.what)


class Say(PinBox[str]):
    """Ask for words, of which there must be some unless ``may_be_none``."""

    ALLOWED = ".*"
    LENGTH = 200
    SHOWN = True
    DEFAULT_CSS = "Say > .dialog { width: 76; } Say .name { width: 8; } Say Line { width: 1fr; }"

    def __init__(self, question: str, text: str, label: str, *, may_be_none: bool = False) -> None:
        super().__init__(Content(question), Content(text), ("Words",), label)
        self._may_be_none = may_be_none

    def done(self) -> None:
        """Keep the words."""
        words = clean(self.query_one(Line).value, self.LENGTH)
        if words or self._may_be_none:
            self.dismiss(words)
        else:
            self.wrong("There are no words.")


class BackTo(PinBox["tuple[int, str]"]):
    """Ask to which turn the game shall go back, and why."""

    ALLOWED = ".*"
    LENGTH = 200
    SHOWN = True
    DEFAULT_CSS = "BackTo > .dialog { width: 76; } BackTo .name { width: 8; } BackTo Line { width: 1fr; }"

    def __init__(self, last: int, first: int = 1, *, thrown: bool = True) -> None:
        """To a turn from ``first`` to ``last``; ``thrown``: there are dice."""
        self._turns = range(first, last + 1)
        turns = f"of turn {last}" if first == last else f"of a turn, {first} to {last}"
        text = (
            f"It goes back to the dawn {turns}. What came since is out of play; what was ordered in that "
            "turn lies on the desks again. The save keeps what was undone, and everybody is told why."
            f"{' The dice fall as they fell.' if thrown else ''}"
        )
        super().__init__(Content("Back to an earlier turn"), Content(text), ("Turn", "Reason"), "Go back")

    def done(self) -> None:
        """Take both, if they will do."""
        turn, reason = (clean(field.value, self.LENGTH) for field in self.query(Line))
        if not (turn.isascii() and turn.isdecimal() and int(turn) in self._turns):
            first, last = self._turns[0], self._turns[-1]
            self.wrong(
                f"Which turn? A number, {first} to {last}." if last > first else f"Only {last} is there."
            )
        elif not reason:
            self.wrong("Without a reason it stays as it is.", at=1)
        else:
            self.dismiss((int(turn), reason))
