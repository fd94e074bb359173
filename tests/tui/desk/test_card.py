"""A card on the desk: a turn in three keys, orders of one's own from it, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import evolve
from textual.pilot import Pilot

from tests.desk.fake import FakeSeat
from tests.desk.views import VIEW
from tests.tui.games import mini, resumed
from tests.tui.screens import LARGE, SMALL, on, screen_text, settle, tap, until
from wargame.desk.counts import fresh_news
from wargame.desk.draft import OrdersDraft
from wargame.ids import CardId, ChoiceId, PaperId
from wargame.rules.orders import Answer, Draft, Injection, Letter, Order, Orders, Promise
from wargame.rules.views import CardChoice, CardView, OddsView, Pledge
from wargame.session import Game, SeatSetup, Settings
from wargame.tui.app import WargameApp
from wargame.tui.desk.boxes import AskSentence
from wargame.tui.desk.card import CardDesk
from wargame.tui.desk.card_text import card_text
from wargame.tui.desk.commit import Commit
from wargame.tui.desk.proposal_form import ProposalForm
from wargame.tui.desk.reading import Reading, came, came_text, orders_text
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.flow import resume_flow
from wargame.tui.instructor.powers import BackTo, Powers
from wargame.tui.modals import Confirm
from wargame.tui.page import Page


def begun(save: Path) -> Path:
    """A game on cards that one team plays, before its first turn."""
    seats = {seat: SeatSetup("closed") for seat in mini().seats} | {"halden": SeatSetup("people")}
    Game.new(mini(), seed=7, save=save, seats=seats, settings=Settings(desk="cards")).close()
    return save


async def to_desk(pilot: Pilot[Any], kind: type[CardDesk] | type[DeskScreen]) -> Any:
    """Through what all watch, to the curtain and the desk behind it."""
    while True:
        await until(
            pilot,
            lambda: (
                isinstance(pilot.app.screen, Page)
                and screen_text(pilot.app).strip()
                and not pilot.app.screen.BUSY
            ),
        )
        if isinstance(before := pilot.app.screen, kind):
            break
        await tap(pilot, "enter")
        await until(pilot, lambda before=before: pilot.app.screen is not before)
    await on(pilot, kind)
    return pilot.app.screen


async def test_a_turn_in_three_keys_and_orders_of_ones_own_from_a_card(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    save = begun(tmp_path / "game.toml")
    async with WargameApp(resume_flow(save), theme="ink", animations="none").run_test(size=SMALL) as pilot:
        app, card = pilot.app, await to_desk(pilot, CardDesk)
        golden(await settle(pilot), "card-80")
        await tap(pilot, "enter")
        assert "Take a choice first" in screen_text(app)
        await tap(pilot, "space")
        await on(pilot, Reading)
        assert "We can wait a week." in await settle(pilot)
        await tap(pilot, "escape")
        await on(pilot, CardDesk)
        await tap(pilot, "enter")
        assert "Take a choice first" in screen_text(app)
        await tap(pilot, "2")
        assert "Take a choice first" not in await settle(pilot)
        await tap(pilot, "в", "s")  # what lies at the place of D on a Russian keyboard
        await on(pilot, AskSentence)
        await tap(pilot, *"Wait", "enter")
        await on(pilot, CardDesk)
        await tap(pilot, "w")
        await on(pilot, DeskScreen)
        text = await settle(pilot)
        assert "✓ Hold the level for a week" in text
        assert "To Sarvia: We can wait a week." in text
        await tap(pilot, "u")  # the sentence
        await tap(pilot, "k")
        await on(pilot, CardDesk)
        assert "Nothing is said in public." in await settle(pilot)
        await tap(pilot, "s", *"Rain", "enter")
        await until(pilot, lambda: "In public  “Rain”" in screen_text(app))
        app.exit(0)
    resumed(save).close()
    async with WargameApp(resume_flow(save), theme="ink", animations="none").run_test(size=LARGE) as pilot:
        app, card = pilot.app, await to_desk(pilot, CardDesk)
        assert card.draft.orders.card == "lamps/sell"
        assert card.draft.orders.forecast == 75
        assert card.draft.orders.say == "Rain"
        golden(await settle(pilot), "card-120")
        for key in ("1", "e", "enter"):  # faster than anything is drawn
            app.simulate_key(key)
        await until(pilot, lambda: card not in app.screen_stack)
        second = await to_desk(pilot, CardDesk)
        await tap(pilot, "w")
        await on(pilot, DeskScreen)
        assert "chosen" in await settle(pilot)
        await tap(pilot, "enter", "k")
        await on(pilot, CardDesk)
        assert "✓ Ordered by yourself: " in await settle(pilot)
        await tap(pilot, "1")
        assert "put aside; U brings it back" in screen_text(app)
        await tap(pilot, "u", "w")
        await on(pilot, DeskScreen)
        full: Any = app.screen
        await tap(pilot, "g")
        await on(pilot, Commit)
        await tap(pilot, "enter")
        await until(pilot, lambda: full not in app.screen_stack)
        third = await to_desk(pilot, DeskScreen)  # who writes orders of its own begins with that next time
        await tap(pilot, "ctrl+r")
        await on(pilot, Powers)
        await tap(pilot, "r")
        await on(pilot, BackTo)
        await tap(pilot, "2", "enter", *"Again", "enter")
        again = await to_desk(pilot, DeskScreen)  # where orders lie that no card has
        assert (again.view.turn.number, again.draft.orders.moves) == (2, full.draft.orders.moves)
        await tap(pilot, "g")
        await on(pilot, Commit)
        await tap(pilot, "enter")
        await until(pilot, lambda: again not in app.screen_stack)
        await to_desk(pilot, DeskScreen)
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        app.exit(0)
    game = resumed(save)
    first, own = (record.orders["halden"] for record in game.turns[:2])
    assert first.card == "lamps/film"
    assert (first.forecast, first.say) == (93, "Rain")  # a sentence of one's own goes with any choice
    assert own.moves
    assert own.card == second.card.id
    assert third.seat.id == "halden"
    assert game.verify() == []
    game.close()


def test_a_card_of_the_longest_texts_stands_whole_on_a_small_screen() -> None:
    odds = OddsView(7, "almost certainly not", 7, ())
    orders = Orders(card="x/0", say=("a sentence " * 13)[:139] + "!")
    choice = CardChoice(
        ChoiceId("0"), ("seven long " * 6)[:60], ("a line " * 11)[:75] + "!", orders, odds,
        tuple((f"An aim with quite a long name {n}", 2 - n) for n in (0, 1, 3, 4)), "",
    )  # fmt: skip
    closed = evolve(choice, id=ChoiceId("2"), closed="Nobody has answered the letter of the last turn yet.")
    card = CardView(
        CardId("x"), " ".join(["island"] * 34 + ["END"]), (("Secretary of State", ("says " * 18)[:90]),) * 2,
        (closed, choice, evolve(choice, id=ChoiceId("1"), marks=(("An aim", 2),))), "",
    )  # fmt: skip
    draft = OrdersDraft.of(FakeSeat(VIEW), evolve(orders, forecast=7))
    for width, height in ((78, 20), (78, 19), (72, 36)):
        text = card_text(card, draft, width, height)
        lines = text.plain.split("\n")
        assert len(lines) <= height
        assert max(line.cell_length for line in text.split("\n")) <= width
        shown = " ".join(text.plain.split())
        assert "END" in shown
        assert shown.count("almost certainly not 7 %") == 2
        assert shown.count("▲▲") == 2
        assert "closed" in shown
        assert "E almost certain" in shown
        assert shown.count("a line a") >= 2
        assert shown.count("!") >= 2  # to the end of each line that says what a choice means


def test_a_mark_that_all_choices_share_is_told_once_and_none_where_none_differs() -> None:
    def told(*marks: tuple[tuple[str, int], ...]) -> str:
        choices = [
            CardChoice(ChoiceId(f"{n}"), "Go", "It goes.", Orders(), None, own, "")
            for n, own in enumerate(marks)
        ]
        return card_text(CardView(CardId("x"), "So.", (), tuple(choices), ""), draft, 78, 20).plain

    draft = OrdersDraft.of(FakeSeat(VIEW), Orders())
    text = told((("Peace", 1), ("Bread", 2)), (("Peace", 1),), (("Peace", 1), ("Bread", -1)))
    assert [text.count(mark) for mark in ("Each: ▲ Peace", "▲ Peace", "▲▲ Bread", "▼ Bread", "none of")] == [
        1,
        1,
        1,
        1,
        0,
    ]
    assert told((("Peace", 1),), ()).count("none of your aims") == 1
    assert told((), ()).count("none of your aims") == 1


def test_what_came_names_no_keys_that_a_card_has_not() -> None:
    text = came_text(OrdersDraft.of(FakeSeat(VIEW), Orders()), 70).plain
    assert "OFFER OF" in text
    assert "signs it" not in text


def test_a_choice_keeps_what_was_written_beside_it_and_the_card_shows_that() -> None:
    seat, when = _Dealt(VIEW), VIEW.turn.number
    card = CardView(
        CardId("x"), "So.", (),
        (_choice("write", "letter_kim", letters=(Letter("kim", "Wait."),)), _choice("fly", "bombers")), "",
    )  # fmt: skip
    write, fly = card.choices
    draft = OrdersDraft.of(seat)
    mine = Letter("xi", "What do you want?", Promise("designate", False, when + 1))
    draft.put_letter(mine)
    about = VIEW.agreements[0].id
    draft.take_stance(about, "disown")
    draft.take(card, write)
    assert draft.orders.letters == (*write.orders.letters, mine)
    assert draft.as_dealt(card, write)
    draft.take(card, fly)
    assert draft.orders.letters == (mine,)
    assert [stance.about for stance in draft.orders.stances] == [about]
    text = card_text(card, draft, 78, 20).plain
    assert "✓ A letter of yours to Beijing" in text
    assert "✓ We disown " in text


def test_a_card_reads_out_and_the_tab_counts_each_cable_in_the_first_turn_it_can_be_read() -> None:
    game = Game.new(mini(), seed=3, settings=Settings(umpire=True))
    told = []
    for turn in (1, 2, 3):
        draft = OrdersDraft.of(game.seat("halden"))
        count = fresh_news(draft, 0)
        assert count == int(came(draft).partition(" cable")[0] or 0)
        told.append(came_text(draft, 70).plain)
        for seat in game.waiting:
            game.commit(seat, Orders())
        if turn == 1:
            game.inject(Injection(headline="A boat at night", to=("halden",)))
            game.inject(Injection(headline="A boat at dusk", to=("halden",), turn=2))
        game.resolve()
    assert ["A boat at night" in text for text in told] == [False, True, False]
    assert ["A boat at dusk" in text for text in told] == [False, False, True]


def test_details_put_what_is_refused_below_the_refusal_and_a_choice_names_its_answer() -> None:
    def told(*answers: Answer, drafts: tuple[Draft, ...] = ()) -> str:
        orders = Orders(letters=(Letter("kim", "Not so."),), answers=answers, drafts=drafts)
        choice = CardChoice(ChoiceId("0"), "Go", "It goes.", orders, None, (), "")
        card = CardView(CardId("x"), "So.", (), (choice,), "")
        return card_text(card, draft, 78, 20).plain + orders_text(card, draft, 70).plain

    draft = OrdersDraft.of(FakeSeat(VIEW), Orders())
    refused = told(Answer("2-kim", "refuse"))
    assert "an answer" in refused
    term = VIEW.proposals[0].clauses[0][:30]
    assert refused.index("· Refuse the offer") < refused.index(term) < refused.index("Not so.")
    assert "a signature" in told(Answer("2-kim", "sign"))
    assert "an offer" in told(drafts=(Draft(("suspend",), ("kim",)),))
    assert "no die" in told()


def test_a_card_about_an_offer_says_on_a_small_screen_what_stands_in_it() -> None:
    sign, no = (
        _choice(str(n), answers=(Answer("2-kim", word),)) for n, word in enumerate(("sign", "refuse"))
    )
    card = CardView(
        CardId("x"), "A paper waits.", (("Envoy", "Sign."),) * 2, (sign, no), "Kim's offer of turn 2"
    )
    draft = OrdersDraft.of(FakeSeat(VIEW), Orders())
    names = {term.id: term.name for term in VIEW.terms}
    told = " ".join(card_text(card, draft, 78, 20).plain.split())
    assert "It is about Kim's offer of turn 2: " in told
    assert VIEW.proposals[0].id == "2-kim"
    assert all(names[term] in told for term in VIEW.proposals[0].terms)
    assert "It is about" not in card_text(card, draft, 78, 11).plain  # air goes first, then this


def test_a_card_says_which_offers_of_ones_own_can_still_be_signed_whatever_is_ordered_now() -> None:
    theirs = evolve(
        VIEW.proposals[0], must_answer=False, signed=("kim", "trump"), parties=("kim", "trump", "xi")
    )
    made = evolve(theirs, id=PaperId("2-trump.2"), author="trump", mine="author", signed=("trump",))
    lapsed = evolve(made, id=PaperId("2-trump"), closed="It excludes what is in force.")
    over = evolve(made, id=PaperId("1-trump"), made=1, status="refused")
    offers = (theirs, evolve(made, parties=("trump", "kim")), lapsed, over)
    card = CardView(CardId("x"), "So.", (), (_choice("fly", "bombers"),), "")
    draft = OrdersDraft.of(FakeSeat(evolve(VIEW, proposals=offers)), Orders())
    told = " ".join(card_text(card, draft, 78, 20).plain.split())
    last = "lapses after this turn" if theirs.expires <= VIEW.turn.number else "until the end"
    assert f"Beijing can still sign Pyongyang's offer of turn 2, signed by you: {last}" in told
    assert f"Pyongyang can still sign your second offer of turn 2: {last}" in told
    assert told.count("can still sign") == 2


def _choice(id: str, *moves: str, **more: Any) -> CardChoice:
    orders = Orders(moves=tuple(map(Order, moves)), card=f"x/{id}", **more)
    return CardChoice(ChoiceId(id), f"Do {id}", "It is done.", orders, None, (), "")


class _Dealt(FakeSeat):
    """A seat whose scenario has the card that is laid before it."""

    def problems(self, orders: Orders) -> list[str]:
        return super().problems(evolve(orders, card=""))


async def test_an_offer_and_a_promise_that_the_card_does_not_speak_of_are_dealt_with_on_it() -> None:
    offer = evolve(VIEW.proposals[0], expires=VIEW.turn.number)
    due = Pledge("trump", "xi", "envoy", True, 1, VIEW.turn.number)
    kept = Pledge("trump", "kim", "bombers", False, 1, VIEW.turn.number + 1)
    view = evolve(VIEW, proposals=(offer,), pledges=(due, kept))
    promise = Letter("kim", "Wait.", Promise("designate", False, VIEW.turn.number + 1))
    card = CardView(
        CardId("x"), "So.", (),
        (_choice("write", "letter_kim", letters=(promise,)), _choice("fly", "bombers")), "",
    )  # fmt: skip
    seat, app = _Dealt(view), WargameApp(theme="ink", animations="none")

    async def send(orders: Orders, *, late: bool = False) -> bool:
        seat.commit(orders)
        return True

    async with app.run_test(size=SMALL) as pilot:
        desk = CardDesk(card, seat, send)
        app.push_screen(desk)
        await until(pilot, lambda: "Do write" in screen_text(app))
        text = await settle(pilot)
        assert "Pyongyang's offer of turn 2, +1 for us: lapses" in text
        assert "Y sign  N refuse  O counter" in text
        assert "Due now, promised to Beijing: Send an envoy to Panmunjom" in text
        assert "A promise to Pyongyang" in text
        assert text.count("Breaks your word to Pyongyang") == 1
        await tap(pilot, "y")
        assert "Choose 1-2." in screen_text(app)
        await tap(pilot, "1")
        assert "Y✓sign" in screen_text(app)
        assert [answer.answer for answer in desk.draft.orders.answers] == ["sign"]
        await tap(pilot, "n", "2")  # another answer, another choice: each stays beside the other
        assert [answer.answer for answer in desk.draft.orders.answers] == ["refuse"]
        await tap(pilot, "u", "u", "u", "u")
        assert desk.draft.empty
        await tap(pilot, "o")
        await on(pilot, ProposalForm)
        assert "THE DOCUMENT" in await settle(pilot)
        await tap(pilot, "ctrl+o")
        await on(pilot, CardDesk)
        await tap(pilot, "1", "a")
        text = await settle(pilot)
        assert "N✓refuse  O✓counter" in text
        assert "✓ Offer to Pyongyang" in text
        await tap(pilot, "enter")
        await until(pilot, lambda: seat.committed is not None)
    sent = seat.committed
    assert sent is not None
    assert (sent.card, len(sent.drafts), sent.answers) == ("x/write", 1, (Answer(offer.id, "refuse"),))
