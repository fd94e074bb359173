"""Words of the glossary, as texts have them."""

from __future__ import annotations

import pytest

from wargame.scenario.glossary import met

WORDS = {"sanction": "a ban.", "1718 Committee": "who allows what.", "envoy": "who is sent."}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Envoys ask the 1718 committee.", ["envoy", "1718 Committee"]),
        ("SANCTIONED, or not", ["sanction"]),
        ("a reenvoying of things", []),
        ("a \u017fanction, as old prints have it", []),
    ],
)
def test_words_are_met_in_any_case_and_ending_and_letters_like_them_do_no_harm(
    text: str, found: list[str]
) -> None:
    assert met(WORDS, text) == found
