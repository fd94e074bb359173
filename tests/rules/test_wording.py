"""What is said of numbers and promises, wherever it is said."""

from __future__ import annotations

from pathlib import Path

from wargame.rules.wording import die_text, promise_text, worth_word
from wargame.scenario import load

MINI = Path(__file__).parent.parent / "scenarios" / "mini.toml"


def test_words_for_worth_are_one_scale_around_nothing() -> None:
    assert worth_word(0) == "neither good nor bad for us"
    for low, high, word in (
        (1, 4, "a little good for us"),
        (5, 11, "good for us"),
        (12, 40, "a great deal for us"),
        (-4, -1, "a little bad for us"),
        (-11, -5, "bad for us"),
        (-40, -12, "very bad for us"),
    ):
        assert worth_word(low) == worth_word(high) == word


def test_a_die_at_the_odds_is_not_under_them() -> None:
    assert die_text(41, 40) == "about even (41 %), the die shows 40: under 41"
    assert die_text(41, 41) == "about even (41 %), the die shows 41: not under 41"
    assert die_text(100, 99) == "certain, no die"


def test_a_promise_reads_as_a_note_and_in_a_sentence() -> None:
    move = next(iter(load(MINI).moves.values()))
    assert promise_text(move, True, 3) == f"will: {move.name}, by the end of turn 3"
    assert promise_text(move, False, 3, whole=True) == f"will not order {move.name} by the end of turn 3"
