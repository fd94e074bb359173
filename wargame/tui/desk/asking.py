"""What the desk asks in boxes, and what it does with the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from wargame.rules.orders import Draft, Letter
from wargame.tui.desk.ask import AskForecast, AskNote, AskOptions, AskReasons, AskWhat
from wargame.tui.desk.dealing import choices, do
from wargame.tui.desk.sheet import TermSheet
from wargame.tui.untrusted import plain

if TYPE_CHECKING:
    from wargame.tui.desk.deals import DealsPane
    from wargame.tui.desk.screen import DeskScreen


def ask_options(desk: DeskScreen, move: str) -> None:
    """Ask how a chosen move is to be done."""
    order = desk.draft.ordered(move)
    assert order is not None

    name = desk.draft.move(move).name

    def answered(options: dict[str, str] | None) -> None:
        if options is not None:
            desk.change(lambda: desk.draft.choose(move, options), f"Ordered, done that way: {name}.")
        else:
            desk.say(plain(f"Still ordered, as it was: {name}. Enter takes it back."))

    desk.app.push_screen(AskOptions(desk.draft.move(move), order, desk.odds), answered)


def ask_reasons(desk: DeskScreen, move: str) -> None:
    """Ask for reasons why a chosen move should work."""
    order = desk.draft.ordered(move)
    assert order is not None

    name = desk.draft.move(move).name

    def answered(reasons: tuple[str, ...] | None) -> None:
        if reasons is not None:
            desk.change(lambda: desk.draft.argue(move, reasons), f"Ordered, with your reasons: {name}.")
        else:
            desk.say(plain(f"Still ordered, as it was: {name}. Enter takes it back."))

    desk.app.push_screen(AskReasons(desk.draft.move(move), order.arguments), answered)


def ask_letter(desk: DeskScreen, at: int | None = None, to: str = "") -> None:
    """Write a letter, or go on with the one at ``at``."""
    from wargame.tui.desk.write import WriteLetter

    letter = None if at is None else desk.draft.orders.letters[at]

    def answered(letter: object) -> None:
        if isinstance(letter, Letter):
            message = f"In the tray: a letter to {desk.draft.name(letter.to)}. It goes out when you commit."
            row = f"draft:{len(desk.draft.orders.letters) if at is None else at}"
            desk.change(lambda: desk.draft.put_letter(letter, at), message, row)

    desk.app.push_screen(WriteLetter(desk.view, letter, to), answered)


def ask_deal(
    desk: DeskScreen, at: int | None = None, start: TermSheet | None = None, refuse: str = "", hint: str = ""
) -> None:
    """Draft an offer, from ``start`` or the one at ``at``; then refuse the proposal ``refuse``.

    ``hint`` is said in the box at first.
    """
    from wargame.tui.desk.bargain import DraftDeal

    sheet = start or TermSheet(desk.view)
    if at is not None:
        sheet = TermSheet.of(desk.view, desk.draft.orders.drafts[at])

    def answered(deal: Draft | None) -> None:
        if deal is None:
            return

        def change() -> None:
            desk.draft.put_deal(deal, at)
            if refuse:
                desk.draft.answer(refuse, "refuse")

        also = " You refuse theirs." if refuse else ""
        row = f"draft:{len(desk.draft.orders.drafts) if at is None else at}"
        desk.change(change, f"In the tray: your offer. It goes on the table when you commit.{also}", row)

    desk.app.push_screen(DraftDeal(sheet, hint), answered)


def ask_about_deal(desk: DeskScreen, pane: DealsPane, about: str, *, proposal: bool) -> None:
    """Ask what to do with an offer or agreement."""
    items = choices(desk.draft, about, proposal=proposal, may_sign=pane.may_sign)
    if not items:
        desk.say(Content("This offer is off the table; there is nothing to be done with it."))
        return

    def answered(choice: str | None) -> None:
        if choice:
            do(pane, about, choice)

    desk.app.push_screen(AskWhat("What do you do with it?", items), answered)


def ask_forecast(desk: DeskScreen) -> None:
    """Ask for the answer to the question of this turn."""
    question = desk.view.forecast
    if question is None:
        desk.say(Content("There is no question in this turn."))
        return

    def answered(percent: int | None) -> None:
        if percent is not None:
            desk.change(lambda: desk.draft.predict(percent), "Forecast kept.")

    desk.app.push_screen(AskForecast(question, desk.draft.orders.forecast), answered)


def ask_note(desk: DeskScreen) -> None:
    """Ask for a note for the debrief."""

    def answered(lines: tuple[str, ...] | None) -> None:
        if lines is not None:
            desk.change(lambda: desk.draft.note(" ".join(lines)), "Note kept for the debrief.")

    desk.app.push_screen(AskNote(desk.draft.orders.why), answered)
