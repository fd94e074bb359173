"""An account is built once, and lines and screens tell the same of it; foreign text stays text in both."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise

import pytest
from attrs import evolve

from tests.tui.games import HAND, hostile_scenario, played
from tests.tui.samples import AGREEMENT, END
from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.model import Figure, Item, List, Paragraph, Row, Section, Span, Table
from wargame.debrief.pages import PAGES, replay_page
from wargame.debrief.plain import plain_lines
from wargame.debrief.text import account_blocks
from wargame.rules.ledger import detail_text
from wargame.rules.views import SeatInfo
from wargame.session import Game
from wargame.text import clean
from wargame.tui.document import document
from wargame.tui.ending import leaves

OURS = ("bold", "$accent", "$faint", "$foreground", "$rule", "$seat-", "reverse", "bold $")


@cache
def hostile() -> Game:
    return played(hostile_scenario())


def squashed(text: str) -> str:
    """``text`` without what a renderer may choose: blanks, line ends, capitals, signs that are spoken."""
    for sign, spoken in (("→", "to"), ("–", "-"), (" ·", ";"), ("·", ";")):
        text = text.replace(sign, spoken)
    return "".join(text.split()).casefold()


def in_both(game: Game, **only: object) -> tuple[str, str]:
    """The account of a game as lines and as a screen."""
    blocks = list(account_blocks(game, **only))
    return squashed("\n".join(plain_lines(blocks))), squashed(document(blocks, 78).plain)


def test_lines_and_screen_tell_the_same_facts() -> None:
    game = played()
    lines, screen = in_both(game)
    for number, turn in enumerate(game.turns, 1):
        debrief = game.debrief(number)
        facts = [line.text for line in (*debrief.dawn, *debrief.ledger)]
        facts += [detail_text(detail) for line in debrief.ledger for detail in line.detail]
        facts += [clean(letter.text) for orders in turn.orders.values() for letter in orders.letters]
        facts += [game.scenario.moves[order.move].name for o in turn.orders.values() for order in o.moves]
        facts += [track.shown for track in debrief.tracks]
        facts += [item.headline for item in game.public(number).news]
        for fact in facts:
            assert squashed(fact) in lines
            assert squashed(fact) in screen
    end = game.end()
    for fact in (
        *end.epilogue,
        *(f"{add.because}{add.add:+d}" for add in end.verdict.factors),
        *(objective.sentence for score in end.scores for objective in score.objectives),
        *(f"{score:.2f}" for _, score in end.brier),
        *(clause for agreement in end.agreements for clause, _ in agreement.clauses),
    ):
        assert squashed(fact) in screen
        assert squashed(fact) in lines.replace(":+", "+").replace(":-", "-")


@pytest.mark.parametrize("eye", [EVERYTHING, PUBLIC, "halden"])
@pytest.mark.parametrize("page", PAGES)
def test_foreign_text_is_harmless_on_every_page_of_a_replay(page: str, eye: str) -> None:
    game = hostile()
    for turn in range(1, game.turn + 1):
        blocks = replay_page(game, turn, eye, page)
        shown = document(blocks, 78)
        for text in (shown.plain, "\n".join(plain_lines(blocks))):
            assert not [char for char in text if char != "\n" and unicodedata.category(char) in {"Cc", "Cf"}]
        assert all(str(span.style).startswith(OURS) for span in shown.spans)
        if page not in ("situation", "table"):
            assert ("[red]alarm[/red]" in shown.plain) == (eye != PUBLIC or page != "orders")


def test_foreign_text_is_harmless_in_every_block() -> None:
    seat = SeatInfo("a", HAND, HAND, HAND, HAND, HAND)
    words = (HAND, Span(HAND, "strong"), seat)
    blocks = [
        Section(HAND, (Paragraph(words), List((Item(words, (words,), seat, HAND),))), words),
        Section(HAND, (Table((Row((seat,), 1, (HAND,)), Row(words, None, ()))), Paragraph(words)), (HAND,)),
    ]
    shown = document(blocks, 78)
    assert all(str(span.style).startswith(OURS) for span in shown.spans)
    for text in (shown.plain, "\n".join(plain_lines(blocks))):
        assert "[@click=app.pwn]Blue[/]" in text.replace("\n", " ")
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_an_offer_is_named_by_who_made_it_and_when() -> None:
    game = played()
    everything = document(replay_page(game, 2, EVERYTHING, "orders"), 200).plain
    assert "Signs the offer that ◆ Halden made in turn 1 (Slow filling and An empty bank)." in everything
    own = document(replay_page(game, 2, "sarvia", "orders"), 200).plain
    assert "Signs the offer that ◆ Halden made in turn 1." in own
    assert "◆ Halden\n" not in own


def test_a_figure_has_the_numbers_of_every_turn() -> None:
    game = played()
    sections = [
        block for block in replay_page(game, 3, EVERYTHING, "situation") if isinstance(block, Section)
    ]
    figures = [block for section in sections for block in section.blocks if isinstance(block, Figure)]
    trust = next(track for figure in figures for track in figure.series if track.id == "trust")
    assert len(trust.past) == 4
    assert trust.past[-1] == trust.value


def test_a_leaf_is_told_a_block_or_a_row_at_a_time() -> None:
    fallen = evolve(END, agreements=(evolve(AGREEMENT, survived=False),))
    leaf = next(leaf for leaf in leaves(fallen) if leaf.title == "Does it last?")
    told = ["\n".join(line.plain for line in leaf.draw(n, 76)) for n in range(1, leaf.count + 1)]
    assert leaf.count == 1 + len(("begin", *AGREEMENT.judged.factors, "total", "fate"))  # type: ignore[union-attr]
    assert all(after.startswith(before) for before, after in pairwise(told))
    assert "To begin with" not in told[0]
    assert told[1].endswith("40")
    assert told[-2].endswith("about even (57 %)")
    assert told[-1].endswith(" It falls. ")


def test_seat_after_seat_is_turned_over_on_the_last_table() -> None:
    leaf = next(leaf for leaf in leaves(END) if leaf.title == "One last table")
    told = ["\n".join(line.plain for line in leaf.draw(n, 76)) for n in range(1, leaf.count + 1)]
    assert [text.count("hidden aim: Not on my watch") for text in told] == [1, 2, 3, 4]
    assert ["49 of 100" in text for text in told] == [False, False, False, True]
    assert len(told[-1].splitlines()) <= 19, "all of it is seen at 80 by 24"
    assert "guessed by nobody" in told[0]
    assert "guessed by White House and Pyongyang" not in told[1]
    assert "guessed by White House and Transition" not in told[-1]
    assert "0.18, the best" in told[-1]
    assert "the deal: Interim freeze +9, Family visits +5, 2 more" in told[0]
    assert told[0].splitlines()[-1].endswith("+15")
