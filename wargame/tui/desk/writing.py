"""Writing what goes into the orders: each opens a box, and is opened from more than one place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from attrs import evolve
from textual.content import Content

from wargame.desk.draft import DraftError, OrdersDraft
from wargame.desk.items import forecast_words
from wargame.desk.proposal import ProposalDraft
from wargame.ids import PaperId
from wargame.rules.orders import Answer, Draft, Letter, Order, Orders
from wargame.text import clean, full_stop
from wargame.tui.desk.desk import Desk
from wargame.tui.modals import Confirm
from wargame.tui.untrusted import plain


def begin(desk: Desk) -> None:
    """Say what there is to say first, and go on with what was being written."""
    if desk.notice:
        desk.say(plain(desk.notice))
    desk.keep()
    if desk.draft.unsent:
        _ask_first(desk)
    else:
        _open(desk)


def _ask_first(desk: Desk) -> None:
    """Ask what becomes of what was not sent before its turn was over. A box that opened by itself would lie
    over the card, unexplained, and take what is typed for that."""
    draft, writing = desk.draft, desk.draft.writing
    letter = next(iter(writing.letters), None)
    what = f"A letter to {draft.name(letter.to)}" if letter is not None else "An offer"
    words = letter.text if letter is not None else "".join(offer.note for offer in writing.drafts)

    def answered(gone: bool | None) -> None:
        if gone is None:  # the desk was set aside meanwhile: it stays as it is
            return
        draft.unsent = False
        if gone:
            draft.writing, draft.at = Orders(), None
            desk.keep()
        else:
            _open(desk)

    question = Content.assemble(plain(what, 60), " was not sent")
    text = Content("It was still being written when its turn was over.")
    if words.strip():
        text = Content.assemble(text, "\n\n", plain(clean(words, 200)))
    desk.app.push_screen(Confirm(question, text, "Throw it away", "Go on writing"), answered)


def _open(desk: Desk) -> None:
    try:
        _go_on(desk)
    except DraftError as why:
        desk.say(plain(str(why)), alarm=True)


def _go_on(desk: Desk) -> None:
    """Open the box again in which something was being written when the program ended, if one was."""
    draft = desk.draft
    writing, at = draft.writing, draft.at
    if writing.letters:
        write_letter(desk, at, begun=writing.letters[0])
    elif writing.drafts:
        refuse = writing.answers[0].proposal if writing.answers else ""
        write_proposal(desk, at, ProposalDraft.of(draft, writing.drafts[0]), refuse)
    elif writing.moves:
        write_reasons(desk, writing.moves[0])
    elif writing.forecast is not None:
        ask_forecast(desk, writing.forecast)
    elif writing.say:
        write_sentence(desk, writing.say)
    elif writing.why:
        write_note(desk, writing.why)


def write_letter(desk: Desk, at: int | None = None, to: str = "", begun: Letter | None = None) -> None:
    """Write a letter, from ``begun`` or the one at ``at``."""
    from wargame.tui.desk.letter_form import LetterForm

    if desk.view.late:
        desk.say(Content(f"{desk.view.late}."))
        return
    if begun is None and at is not None:
        begun = desk.draft.orders.letters[at]

    def answered(letter: Letter | None) -> None:
        if letter is not None:
            message = f"In the tray: a letter to {desk.draft.name(letter.to)}. It goes out when you commit."
            row = f"draft:{len(desk.draft.orders.letters) if at is None else at}"
            desk.change(lambda: desk.draft.put_letter(letter, at), message, row)

    def refusal(letter: Letter) -> str:
        return desk.draft.refusal(lambda draft: draft.put_letter(letter, at))

    form = LetterForm(desk.view, refusal, begun, to)
    desk.ask(form, answered, lambda letter: Orders(letters=(letter,)), at)


def write_proposal(
    desk: Desk, at: int | None = None, start: ProposalDraft | None = None, refuse: str = "", hint: str = ""
) -> None:
    """Draft a proposal, from ``start`` or the draft at ``at``; then refuse the proposal ``refuse``.

    ``hint`` is said in the box at first.
    """
    from wargame.tui.desk.proposal_form import ProposalForm

    if desk.view.late:
        desk.say(Content(f"{desk.view.late}."))
        return
    begun = start or ProposalDraft(desk.draft)
    if at is not None and start is None:
        begun = ProposalDraft.of(desk.draft, desk.draft.orders.drafts[at])

    def put(draft: OrdersDraft, proposal: Draft) -> None:
        draft.put_draft(proposal, at)
        if refuse:
            draft.answer(refuse, "refuse")

    def answered(proposal: Draft | None) -> None:
        if proposal is not None:
            also = " You refuse theirs." if refuse else ""
            message = f"In the tray: your offer. It goes on the table when you commit.{also}"
            row = f"draft:{len(desk.draft.orders.drafts) if at is None else at}"
            desk.change(lambda: put(desk.draft, proposal), message, row)

    def refusal(proposal: Draft) -> str:
        return desk.draft.refusal(lambda draft: put(draft, proposal))

    answers = (Answer(PaperId(refuse), "refuse"),) if refuse else ()
    form = ProposalForm(begun, refusal, hint)
    desk.ask(form, answered, lambda proposal: Orders(drafts=(proposal,), answers=answers), at)


def write_reasons(desk: Desk, order: Order, otherwise: Callable[[], None] = lambda: None) -> None:
    """Write the reasons for a move, from those of ``order``; ``otherwise`` is done where none are kept."""
    from wargame.tui.desk.boxes import AskReasons

    move = desk.draft.move(order.move)

    def answered(reasons: tuple[str, ...] | None) -> None:
        if reasons is None:
            otherwise()
        else:
            change = partial(desk.draft.argue, move.id, reasons)
            desk.change(change, full_stop(f"Ordered, with your reasons: {move.name}"))

    seat = desk.seat
    form = AskReasons(move, order.arguments, seat.scenario.odds.argument if seat.umpired else 0)
    desk.ask(form, answered, lambda reasons: Orders(moves=(evolve(order, arguments=reasons),)))


def ask_forecast(desk: Desk, begun: int | None = None) -> None:
    """Answer the question of this turn, from the answer given or one that was begun."""
    from wargame.tui.desk.boxes import AskForecast

    question, draft = desk.view.forecast, desk.draft
    if question is None:
        desk.say(Content("No question is put to you in this turn."))
        return

    def answered(percent: int | None) -> None:
        if percent is not None:
            desk.change(lambda: draft.predict(percent), f"Forecast kept: {forecast_words(draft, percent)}.")

    def refusal(percent: int | None) -> str:
        return draft.refusal(lambda trial: trial.predict(percent))

    given = draft.orders.forecast if begun is None else begun
    desk.ask(AskForecast(question, given, refusal), answered, lambda percent: Orders(forecast=percent))


def write_note(desk: Desk, begun: str = "") -> None:
    """Write the note for the debrief, from the one that is there or one that was begun."""
    from wargame.tui.desk.boxes import AskNote

    def answered(lines: tuple[str, ...] | None) -> None:
        if lines is not None:
            desk.change(lambda: desk.draft.note(" ".join(lines)), "Note kept for the debrief.")

    form = AskNote(begun or desk.draft.orders.why)
    desk.ask(form, answered, lambda lines: Orders(why=" ".join(lines)))


def write_sentence(desk: Desk, begun: str = "") -> None:
    """Write the sentence in public, from the one that is there or one that was begun."""
    from wargame.tui.desk.boxes import AskSentence

    def answered(lines: tuple[str, ...] | None) -> None:
        if lines is not None:
            said = "It is told with your orders." if lines else "You say nothing in public."
            desk.change(lambda: desk.draft.speak(" ".join(lines)), said)

    form = AskSentence(begun or desk.draft.orders.say)
    desk.ask(form, answered, lambda lines: Orders(say=" ".join(lines)))
