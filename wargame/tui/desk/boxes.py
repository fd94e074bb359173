"""The small boxes of the desk: options and reasons of a move, forecast, note, what to do with a proposal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from wargame.desk.acts import Act
from wargame.ids import ChoiceId, OptionId
from wargame.rules.legality import LIMITS
from wargame.rules.orders import Order
from wargame.rules.views import ForecastView, MoveView, Told
from wargame.text import clean
from wargame.tui.command import Command
from wargame.tui.desk.forecast import ANSWERS, answer_keys, answers
from wargame.tui.desk.form import Form
from wargame.tui.desk.rows import Entries, heading, row
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.line import Line

_NOTE = 400


class AskOptions(Form[dict[OptionId, ChoiceId]]):
    """How to do a move. The result maps option ids to choice ids."""

    PURPOSE = "A move can be done in more than one way. The odds below are those of the way under the cursor."
    LABEL = "How?"
    KEEP = "Done"
    TIP = "Enter: take it"
    KEYS = (
        *Form.KEYS,
        Command("options.take", "take", "enter", "Take", "Take the choice under the cursor."),
    )

    def __init__(self, move: MoveView, order: Order, odds: Callable[[Order], Told]) -> None:
        super().__init__()
        self.move = move
        self.order = order
        self.chosen = {option.id: option.choices[0].id for option in move.options} | dict(order.options)
        self._odds = odds
        self.choices = Entries(classes="entries", id="choices")
        self.choices.eager = True

    def title_line(self) -> Content:
        """The label on the edge of the box."""
        return plain(self.move.name, 60)

    def fields(self) -> ComposeResult:
        """The fields of this box."""
        yield self.choices
        yield Static("", id="odds")

    def on_mount(self) -> None:
        """Fill it."""
        self._fill("")

    def _fill(self, keep: str) -> None:
        out: list[Option] = []
        for option in self.move.options:
            out.append(heading(option.name.upper()[:60]))
            for choice in option.choices:
                taken = self.chosen[option.id] == choice.id
                line = Content.assemble(
                    "(•) " if taken else "( ) ", styled(choice.name, "bold" if taken else "", 60)
                )
                if choice.line:
                    line = Content.assemble(line, "\n    ", plain(choice.line, 160).stylize("$faint"))
                out.append(Option(line, id=f"{option.id}:{choice.id}"))
        self.choices.fill(out, keep)
        self._reckon()

    def _reckon(self) -> None:
        """Say the odds with the choice under the cursor."""
        option, _, choice = self.choices.current.partition(":")
        chosen = self.chosen | ({OptionId(option): ChoiceId(choice)} if option else {})
        odds = self._odds(Order(self.order.move, tuple(chosen.items()), self.order.arguments))
        line = Content.assemble(("Odds done this way  ", "$faint"), styled(str(odds), "bold", 60))
        self.query_one("#odds", Static).update(line)

    @on(Entries.OptionHighlighted)
    def _highlighted(self, event: Entries.OptionHighlighted) -> None:
        event.stop()
        self._reckon()

    @on(Entries.OptionSelected)
    def _selected(self, event: Entries.OptionSelected) -> None:
        event.stop()
        self.action_take()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter takes a choice only while the cursor is among them."""
        if action == "take":
            return self.focused is self.choices
        return super().check_action(action, parameters)

    def action_take(self) -> None:
        """Take the choice under the cursor; a move with one question is done with that."""
        option, _, choice = self.choices.current.partition(":")
        if not option:
            return
        self.chosen[OptionId(option)] = ChoiceId(choice)
        if len(self.move.options) == 1:
            self.action_keep()
        else:
            self._fill(self.choices.current)

    def result(self) -> dict[OptionId, ChoiceId]:
        """What has been filled in."""
        return self.chosen


class AskLines(Form[tuple[str, ...]]):
    """Lines of text. Enter goes to the next one and keeps them after the last."""

    TIP = "Enter keeps it"
    COUNT: ClassVar[int] = 1
    LENGTH: ClassVar[int] = 300

    def __init__(self, title: str, words: Sequence[str], lines: Sequence[str], hints: Sequence[str]) -> None:
        """``words`` explain the box, ``lines`` stand in the fields, ``hints`` in the empty ones."""
        super().__init__()
        self._title = title
        self._words = words
        self._lines = tuple(lines)
        self._hints = hints

    def title_line(self) -> Content:
        """The label on the edge of the box."""
        return plain(self._title, 60)

    def fields(self) -> ComposeResult:
        """The fields of this box."""
        for text in self._words:
            yield Static(plain(text))
        for n in range(self.COUNT):
            value = self._lines[n] if n < len(self._lines) else ""
            yield Line(
                value, max_length=self.LENGTH, placeholder=self._hints[n], id=f"line{n}", classes="line"
            )

    @on(Line.Submitted)
    def _submitted(self, event: Line.Submitted) -> None:
        event.stop()
        n = int((event.input.id or "line0").removeprefix("line"))
        if n + 1 < self.COUNT and event.value.strip():
            self.query_one(f"#line{n + 1}").focus()
        else:
            self.action_keep()

    def _now(self) -> tuple[str, ...]:
        fields = [self.query_one(f"#line{n}", Line).value for n in range(self.COUNT)]
        return tuple(text for text in (clean(field, limit=self.LENGTH) for field in fields) if text)

    @property
    def loses(self) -> bool:
        """Has something been written?"""
        return self._now() != self._lines

    def result(self) -> tuple[str, ...]:
        """What has been filled in."""
        return self._now()


class AskReasons(AskLines):
    """Up to three reasons why a move should work."""

    PURPOSE = (
        "Say in your own words why the move should work. Everybody reads it in the debrief; whether it can "
        "shift the odds, the box says."
    )
    TIP = "Enter: next line"
    COUNT = LIMITS.arguments
    LENGTH = LIMITS.argument_length

    def __init__(self, move: MoveView, reasons: Sequence[str], step: int = 0) -> None:
        """``step`` is what a reason adds that an umpire accepts; 0 where there is none."""
        told = "to be read in the debrief. They don't shift the odds."
        if step:
            told = f"for an umpire to read: each one that counts shifts the odds by {step:+d} points."
        words = (f"Why should “{clean(move.name, 60)}” work? Up to three reasons, {told}",)
        super().__init__("Your reasons", words, reasons, ("Because …", "And because …", "And because …"))


class AskNote(AskLines):
    """A note for the debrief."""

    PURPOSE = "What you want to remember in the debrief: why you did this. It changes nothing in the game."
    LENGTH = _NOTE

    def __init__(self, note: str) -> None:
        words = ("Why do you do this? Nobody reads it before the debrief; it changes nothing in the game.",)
        super().__init__(
            "A note for the debrief", words, (note,) if note else (), ("We want them to believe …",)
        )


class AskSentence(AskLines):
    """A sentence in public."""

    PURPOSE = (
        "One sentence that everybody reads with the news of this turn. It changes no odds; others can hold "
        "it against what you do. An empty line says nothing."
    )
    LENGTH = LIMITS.say_length

    def __init__(self, say: str) -> None:
        words = (
            "What do you say in public? Everybody reads it when the orders are carried out. It binds nobody.",
        )
        super().__init__("In public", words, (say,) if say else (), ("We want peace, and a date for it.",))


class _Answers(Entries):
    """The usual answers. Without a cursor on one of them Enter keeps the number that was typed, and ↑ begins
    with the last one."""

    def action_cursor_up(self) -> None:
        """Go to the answer above."""
        if self.highlighted is None:
            self.action_last()
        else:
            super().action_cursor_up()

    def action_select(self) -> None:
        """Take the answer under the cursor, or else the number."""
        if self.highlighted is None and isinstance(self.screen, AskForecast):
            self.screen.action_keep()
        else:
            super().action_select()


class AskForecast(Form[int | None]):
    """The question of the turn. The result is percent.

    Digits go into the field of the number wherever the focus is. The cursor among the answers and the number
    never say two things: the one changed last moves the other.
    """

    PURPOSE = (
        "Say how likely you think it is. A to E keeps an answer at once. Or take a word with ↑ ↓, or type a "
        "number from 0 to 100; what you changed last counts, and Enter keeps it."
    )
    LABEL = "Your forecast"
    KEEP = "Keep it"
    TIP = "A-E, or type a number"
    WITHOUT: ClassVar = "There is no answer yet. Esc leaves the question as it was."
    KEYS = (
        *Form.KEYS,
        *answer_keys("forecast"),
        Command("forecast.take", "take", "enter", "Take", "Take the answer under the cursor."),
    )

    def __init__(
        self, question: ForecastView, given: int | None, refusal: Callable[[int | None], str]
    ) -> None:
        super().__init__(lambda percent: self.WITHOUT if percent is None else refusal(percent))
        self.question = question
        self.given = given
        self.words = _Answers(classes="entries", id="words")
        self.words.eager = True

    def fields(self) -> ComposeResult:
        """The fields of this box."""
        yield Static(styled(self.question.question, "bold"))
        yield Static(
            Content.styled("Nobody sees it now. The debrief shows who read the others best.", "$faint")
        )
        yield self.words
        yield Static("or a number of your own, in percent:")
        yield Line(
            "" if self.given is None else str(self.given),
            restrict="[0-9]*", max_length=3, placeholder="0 to 100", id="number", compact=True,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Fill it."""
        usual = answers(self.question)
        rows = [
            row(
                str(percent),
                Content.assemble((f"{key.upper()}  ", "bold $accent"), plain(word, 40)),
                Content(f"{percent} %"),
            )
            for key, (percent, word) in zip(ANSWERS, usual, strict=False)
        ]
        self.words.fill(rows)
        self._point("" if self.given is None else str(self.given))  # on none: Enter alone answers nothing

    def _point(self, number: str) -> None:
        """Put the cursor on the answer that says ``number``; on none where there is no such answer."""
        ids = [option.id for option in self.words.options]
        self.words.highlighted = ids.index(number) if number in ids else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter takes an answer only while the cursor is among them; letters only what there is."""
        if action == "take":
            return self.focused is self.words
        if action == "predict":
            return parameters[0] in range(len(answers(self.question)))
        return super().check_action(action, parameters)

    def action_predict(self, n: int) -> None:
        """Take one of the usual answers at once."""
        self.dismiss(answers(self.question)[n][0])

    def on_key(self, event: events.Key) -> None:
        """A digit typed elsewhere begins a number; the one typed right after it goes on with that."""
        number = self.query_one("#number", Line)
        if not (event.character and event.character in "0123456789"):
            return
        event.stop()
        if self.focused is not number:
            number.select_on_focus = False  # the next digit would replace this one
            self.set_focus(number)
            number.value = ""
        number.insert_text_at_cursor(event.character)

    @on(Line.Changed)
    def _typed(self, event: Line.Changed) -> None:
        event.stop()
        if event.value and self.focused is event.input:
            self._point(event.value)

    @on(Entries.OptionHighlighted)
    def _moved(self, event: Entries.OptionHighlighted) -> None:
        event.stop()
        # Else the cursor only follows the number, or has gone on to where that put it.
        if self.focused is self.words and event.option.id == self.words.current:
            self.query_one("#number", Line).value = ""

    @on(Entries.OptionSelected)
    def _selected(self, event: Entries.OptionSelected) -> None:
        event.stop()
        self.action_take()

    @property
    def begun(self) -> bool:
        """Was a number typed that isn't the one given already?"""
        return self.restored or self.query_one("#number", Line).value not in {"", str(self.given)}

    def action_take(self) -> None:
        """Take the answer under the cursor, or the number where it is on none."""
        if self.words.current:
            self.dismiss(int(self.words.current))
        else:
            self.action_keep()

    @on(Line.Submitted)
    def _submitted(self, event: Line.Submitted) -> None:
        event.stop()
        self.action_keep()

    def result(self) -> int | None:
        """What has been filled in."""
        number = self.query_one("#number", Line).value or self.words.current
        return int(number) if number else None


class AskAct(Form[str]):
    """A choice of things to do, each with what it means. The result is the id of one."""

    PURPOSE = (
        "What can be done with this offer or agreement, and what each of it means. The letters do it at once."
    )
    KEEP = "Do it"
    TIP = "Enter: do it"
    KEYS = (*Form.KEYS, Command("what.take", "keep", "enter", "Do it", "Do what is under the cursor."))

    def __init__(self, title: str, items: Sequence[Act]) -> None:
        """The key of an act also does it."""
        super().__init__()
        self._title = title
        self.items = tuple(items)
        self.list = Entries(classes="entries", id="what")
        self.list.eager = True

    def title_line(self) -> Content:
        """The label on the edge of the box."""
        return plain(self._title, 60)

    def fields(self) -> ComposeResult:
        """The fields of this box."""
        yield self.list

    def on_mount(self) -> None:
        """Fill it."""
        self.list.fill([Option(_item(item), id=item.id) for item in self.items])

    @on(Entries.OptionSelected)
    def _selected(self, event: Entries.OptionSelected) -> None:
        event.stop()
        self.action_keep()

    def on_key(self, event: events.Key) -> None:
        """The letters beside the names do them at once."""
        for item in self.items:
            if event.key == item.key.lower():
                event.stop()
                self.dismiss(item.id)
                return

    def result(self) -> str:
        """What has been filled in."""
        return self.list.current


def _item(item: Act) -> Content:
    """A thing to do: its key and name, and what it means below."""
    head = Content.assemble((item.key, "bold $accent"), "  ", (item.name, "bold"))
    return Content.assemble(head, "\n", plain(item.meaning, 600).stylize("$faint")) if item.meaning else head
