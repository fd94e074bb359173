"""The account of a game in plain text: complete for the debrief, and one seat's knowledge for a seat."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from attrs import evolve

from wargame import scenario as scenarios
from wargame.bots.random_policy import RandomPolicy
from wargame.bots.runner import play_out
from wargame.bots.seating import setups
from wargame.debrief.model import Post, Section
from wargame.debrief.pages import PAGES, replay_page
from wargame.debrief.plain import plain_lines
from wargame.debrief.sections.table import who
from wargame.debrief.text import account, summary
from wargame.ids import ConceptId, MoveId, TrackId
from wargame.rules.account import Deed
from wargame.rules.estimates import odds_text
from wargame.rules.orders import Letter, Order, Orders
from wargame.rules.state import Mail
from wargame.rules.views import SeatInfo, SeatView
from wargame.scenario.model import Concept, Scenario, Verdict
from wargame.session import Game, SeatSetup
from wargame.tui.ending import leaves

HERE = Path(__file__).resolve().parents[1]
MINI = HERE / "scenarios" / "mini.toml"


def lines(game: Game, **only: object) -> list[str]:
    return list(account(game, **only))


@pytest.fixture(scope="module")
def finished() -> Game:
    scenario = scenarios.load(MINI)
    game = Game.new(scenario, seed=3, seats=setups(scenario, {}, "ai:random"))
    play_out(game)
    return game


def test_the_turns_add_up_to_the_whole(finished: Game) -> None:
    whole = "\n".join(lines(finished))
    for turn in range(1, finished.turn + 1):
        assert "\n".join(lines(finished, turn=turn)) in whole


class Talker(RandomPolicy):
    """Plays at random, and leaves a mark that can be searched for wherever a seat can write."""

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        orders = super().choose(view, rng)
        mark = f"{view.seat.id.upper()}{view.turn.number}"
        return evolve(
            orders,
            moves=tuple(evolve(order, arguments=(f"ARGUES-{mark}",)) for order in orders.moves),
            letters=tuple(
                Letter(to.id, f"WRITES-{mark}-TO-{to.id.upper()}") for to in view.others if not view.late
            ),
            drafts=tuple(evolve(draft, note=f"OFFERS-{mark}") for draft in orders.drafts),
            why=f"THINKS-{mark}",
        )


@pytest.fixture(scope="module")
def marked() -> Game:
    scenario = scenarios.load(MINI)
    game = Game.new(scenario, seed=4, seats=setups(scenario, {}, "ai:random"))
    play_out(game, {seat: Talker(drafts=1.0) for seat in scenario.seats})
    return game


def test_the_whole_account_has_everything_that_was_written(marked: Game) -> None:
    whole = " ".join(lines(marked))
    for turn in marked.turns:
        for seat, orders in turn.orders.items():
            mark = f"{seat.upper()}{turn.turn}"
            assert f"THINKS-{mark}" in whole
            assert whole.count(f"WRITES-{mark}-TO") == (
                0 if turn.turn == len(marked.scenario.calendar) else len(marked.scenario.seats) - 1
            )
            assert whole.count(f"OFFERS-{mark}") == len(orders.drafts)


@pytest.mark.parametrize("reader", ["halden", "sarvia", "commission"])
def test_a_seats_account_has_nothing_of_the_others(reader: str, marked: Game) -> None:
    text = " ".join(lines(marked, seat=reader))
    for turn in marked.turns:
        for seat, orders in turn.orders.items():
            mark = f"{seat.upper()}{turn.turn}"
            if seat == reader:
                assert f"THINKS-{mark}" in text
                continue
            assert f"THINKS-{mark}" not in text
            assert f"ARGUES-{mark}" not in text
            for other in marked.scenario.seats:
                arrived = other == reader and turn.turn < marked.turn
                assert (f"WRITES-{mark}-TO-{other.upper()}" in text) == arrived
            parties = {
                p.id: p.parties for p in marked.state.proposals if p.author == seat and p.made == turn.turn
            }
            if orders.drafts and not any(reader in seats for seats in parties.values()):
                assert f"OFFERS-{mark}" not in text


def test_an_unfinished_game_says_where_it_stands() -> None:
    scenario = scenarios.load(MINI)
    game = Game.new(scenario, seed=1)
    first = next(iter(scenario.seats))
    game.commit(first, evolve(game.default(first), why="SECRET"))
    text = " ".join(lines(game))
    assert "THE GAME IS NOT OVER" in text
    assert f"{scenario.seats[first].name}." not in text.rsplit("waits for", 1)[1]
    assert "SECRET" not in text


def test_what_was_done_at_the_table_is_told() -> None:
    """Take-backs, PINs given and cleared, changes of hands, rewinds, notes: in print and in the replay."""
    scenario = scenarios.load(MINI)
    game = Game.new(scenario, seed=1, seats=setups(scenario, {}, "ai:random"))
    game.lock("halden", "2468")
    game.commit("halden", game.default("halden"))
    game.take_back("halden")
    game.lock("halden", "")
    game.reseat("sarvia", SeatSetup("ai", "random", team="Table 2"))
    game.note("Nobody spoke of the dam.", seat="sarvia")
    game.bookmark()
    game.declare("halden", "We fill no further.")
    wanted = (
        "Halden was given a PIN.",
        "Halden took its orders back.",
        "Halden was rid of its PIN.",
        "Sarvia: from this turn on a machine that draws at random, Table 2.",
        "Note on Sarvia: Nobody spoke of the dam.",
        "Bookmark: this moment",
        "Halden: We fill no further.",
    )
    page = "\n".join(text for name in PAGES for text in plain_lines(replay_page(game, 1, "everything", name)))
    for text in (" ".join(lines(game)), page):
        assert [words for words in wanted if words not in text] == []
    seen = "\n".join(text for name in PAGES for text in plain_lines(replay_page(game, 1, "sarvia", name)))
    assert [words in seen for words in wanted] == [*[True] * 4, False, False, False], "no notes, no orders"
    table = Game.new(scenario, seed=1)  # people play: what everybody can see, and no notes
    table.lock("halden", "2468")
    table.commit("halden", table.default("halden"))
    table.take_back("halden")
    table.lock("halden", "")
    table.note("Nobody spoke of the dam.")
    text = " ".join(lines(table))
    assert [words for words in wanted[:3] if words not in text] == []
    assert "Nobody spoke" not in text
    game.commit("halden", game.default("halden"))
    game.rewind(1, "A fire drill.")
    assert "The game went back to the dawn of this turn: A fire drill." in " ".join(lines(game))
    page = "\n".join(plain_lines(replay_page(game, 1, "everything", "table")))
    assert "A fire drill." in page
    assert "Undone: turn 1 as it was played first" in page


def test_the_card_what_was_left_on_it_and_the_sentence_in_public_are_told() -> None:
    """The sentence to everybody once the orders are carried out, not before; never as markup."""
    scenario = scenarios.load(MINI)
    game = Game.new(scenario, seed=1, seats=setups(scenario, {}, "ai:random"))
    card = game.card("halden")
    assert card is not None
    game.commit("halden", evolve(card.choices[0].orders, say="[red]The lake\x1b[7m is ours."))
    game.commit("sarvia", Orders(card="dry", say="Dry fields."))

    def told(turn: int) -> str:
        pages = [line for name in PAGES for line in plain_lines(replay_page(game, turn, "public", name))]
        return (
            f"{' '.join(' '.join(pages).split())} {game.public()} {game.view('commission')} {game.statements}"
        )

    assert "is ours" not in told(1)
    game.commit("commission", Orders(card="name/rebuke"))
    assert "is ours" not in told(1)
    game.resolve()
    assert [note.text for note in game.statements] == ["[red]The lake[7m is ours.", "Dry fields."]
    assert "Said in public Halden: [red]The lake[7m is ours. Sarvia: Dry fields." in told(1)
    whole = " ".join(" ".join(lines(game)).split())
    taken = "Taken: Fill, with a band at the sluice. Not taken: Hold, and sell them the winter; Offer three"
    assert f"Card: {card.situation} {taken} slow seasons." in whole
    assert "a calendar. Orders of its own. Not taken: Show them soldiers; Show them fields." in whole
    assert "Taken: Name Halden, changed. Not taken: Stand behind" in whole
    assert whole.count("is ours.") == 1
    own = " ".join(" ".join(lines(game, seat="halden")).split())
    assert taken in own
    assert "is ours." in own
    assert "Dry fields." not in own
    page = " ".join(plain_lines(replay_page(game, 1, "everything", "orders")))
    assert "Not taken: Hold" in page
    assert "Dry fields." in page


def test_forecasts_are_told_with_their_question_and_outcome(finished: Game) -> None:
    put = finished.state.asked[0]
    question = finished.scenario.forecasts[put.question].question
    outcome = {True: "it came so", False: "it did not come so"}[put.outcome]
    page = " ".join(" ".join(plain_lines(replay_page(finished, put.turn, "everything", "orders"))).split())
    whole = " ".join(" ".join(lines(finished)).split())
    own = " ".join(" ".join(lines(finished, seat="halden")).split())
    for text in (page, whole, own):
        assert f"{question} [{outcome}]" in text
    seat, percent = put.answers[0]
    assert f"{finished.scenario.seats[seat].name}: {odds_text(percent)}" in whole
    running = Game.new(finished.scenario, seed=3, seats=setups(finished.scenario, {}, "ai:random"))
    assert f"{question} [not decided yet]" in " ".join(" ".join(lines(running)).split())
    assert f"{question} [" not in " ".join(" ".join(lines(running, seat="halden")).split())


def test_the_questions_for_the_debrief_are_told_when_the_game_is_over(finished: Game) -> None:
    asked = finished.scenario.debrief.questions
    assert asked
    page = " ".join(plain_lines(replay_page(finished, finished.turn, "everything", "situation")))
    before = " ".join(plain_lines(replay_page(finished, 1, "everything", "situation")))
    for text in (" ".join(lines(finished)), page):
        assert all(" ".join(question.split()) in " ".join(text.split()) for question in asked)
    assert not any(question in before for question in asked)


def test_all_lines_of_a_letter_stand_under_its_sender() -> None:
    mail = Mail(1, "halden", "sarvia", "Dear all,\n\nthe dam holds.\nYours")
    post = Post(
        mail, SeatInfo("halden", "Halden", "", "", "", ""), SeatInfo("sarvia", "Sarvia", "", "", "", "")
    )
    assert list(plain_lines([Section("Letters", (post,))]))[2:] == [
        "  From Halden: Dear all,",
        "",
        "    the dam holds.",
        "    Yours",
    ]


def test_concepts_and_criteria_are_told_at_the_end_and_only_there(mini: Scenario) -> None:
    readings = ("A. Author, A Work, 1999", "B. Author, Another Work, 1871")
    concept = Concept(
        id=ConceptId("trust"),
        name="Trust",
        text="So.",
        shows=(TrackId("trust"), MoveId("patrol")),
        readings=readings,
    )
    debrief = evolve(mini.debrief, concepts={concept.id: concept}, criteria=("All have spoken.",))
    scenario = evolve(mini, debrief=debrief)
    game = Game.new(scenario, seed=4, seats=setups(scenario, {}, "ai:default"))
    assert "whoever leads" not in " ".join(lines(game))
    play_out(game)
    told = " ".join(" ".join(lines(game)).split())
    assert "For whoever leads the debrief Trust. So. Shows in: " in told
    assert all(f"Read: {reading}." in told for reading in readings)
    assert "What makes it a good one All have spoken." in told


def test_the_game_on_a_page_has_verdict_scores_deals_and_a_line_a_turn(finished: Game) -> None:
    told = " ".join(" ".join(summary(finished)).split())
    end = finished.end()
    assert f"Historians' verdict: {end.verdict_word}: {end.verdict.percent} of 100." in told
    for score in end.scores:
        assert f"{score.score} of 100." in told.partition(f"{score.seat.name}: ")[2]
    for record in finished.turns:
        assert f"Turn {record.turn}: " in told
        for deed in record.account.entries if record.account else ():
            if isinstance(deed, Deed):
                assert finished.scenario.moves[deed.move].name in told
    assert told.count("turn ") - told.count("turns") >= len(end.agreements)
    assert len([*summary(finished)]) < len([*account(finished)]) / 5


def test_the_game_on_a_page_tells_no_secret_while_people_play() -> None:
    scenario = scenarios.load(MINI)
    hidden = next(m for m in scenario.moves.values() if m.visibility == "covert" and not m.needs)
    secret = Orders(moves=(Order(hidden.id),))
    game = Game.new(scenario, seed=1, seats={id: SeatSetup() for id in scenario.seats})
    for seat in scenario.seats:
        game.commit(seat, secret if seat == hidden.seat else Orders())
    game.resolve()
    assert hidden.name not in " ".join(" ".join(summary(game)).split())
    game.break_off()
    assert hidden.name in " ".join(" ".join(summary(game)).split())


def test_a_deed_whose_name_begins_with_its_seat_is_told_once_on_a_page() -> None:
    scenario = scenarios.load(MINI)
    open_one = next(m for m in scenario.moves.values() if m.visibility != "covert" and not m.needs)
    named = evolve(open_one, name=f"{scenario.seats[open_one.seat].name} goes home")
    scenario = evolve(scenario, moves={**scenario.moves, named.id: named})
    game = Game.new(scenario, seed=1, seats={id: SeatSetup() for id in scenario.seats})
    for seat in scenario.seats:
        game.commit(seat, Orders(moves=(Order(named.id),)) if seat == named.seat else Orders())
    game.resolve()
    game.break_off()
    assert " ".join(" ".join(summary(game)).split()).count(named.name) == 1


def test_a_scenario_without_a_verdict_is_not_judged() -> None:
    bare = evolve(scenarios.load(MINI), verdict=Verdict())
    game = Game.new(bare, seed=3, seats=setups(bare, {}, "ai:random"))
    play_out(game)
    assert "verdict" not in "\n".join(lines(game))
    assert [leaf.title for leaf in leaves(game.end())][-2:] == ["Escalation and forecasts", "Out of the role"]


def test_a_team_that_is_called_by_its_peoples_names_is_named_once() -> None:
    assert (
        who(SeatSetup(team="Seán and Ömer", players="Seán O'Brien, Ömer Çelik")) == "Seán O'Brien, Ömer Çelik"
    )
    assert who(SeatSetup(team="The Hawks", players="Ada, Ben")) == "The Hawks, Ada, Ben"
    assert who(SeatSetup(team="Seán and Ömer")) == "Seán and Ömer"
    assert who(SeatSetup()) == "people"
