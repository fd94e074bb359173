"""Keys by their place: a letter of another alphabet is the key of the Latin letter that lies there.

Single letters do things only where no text is typed, and there the hand means the key, whatever layout is on
and whether Caps Lock or Shift is. Latin layouts that lie otherwise (AZERTY, QWERTZ, Dvorak) need nothing:
their keys are named by what is printed on them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from textual.dom import DOMNode
from textual.events import Key

_QWERTY = "qwertyuiopasdfghjklzxcvbnm"
_LAYOUTS = (
    "йцукенгшщзфывапролдячсмить",  # Russian; most others in Cyrillic differ from it in a few letters
    "·ςερτυθιοπασδφγηξκλζχψωβνμ",  # Greek
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",  # Korean
    "··קראטוןםפשדגכעיחלךזסבהנמצ",  # Hebrew
    "ضصثقفغعهخحشسيبلاتنمئءؤر·ىة",  # Arabic
    "ๆไำพะัีรนยฟหกดเ้่าสผปแอิืท",  # Thai
)
_OTHERS = {"і": "s", "ў": "o", "؟": "question_mark"}
_OTHERS |= {"х": "left_square_bracket", "ъ": "right_square_bracket", "ї": "right_square_bracket"}
_OTHERS |= dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "qwertop", strict=True))  # with Shift


def _simple(char: str) -> str:
    """A letter or digit in one form: small, of full width no more; of a Korean syllable what begins it."""
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    if "가" <= char <= "힣":  # put together by an input method before it was passed on
        return unicodedata.normalize("NFD", char)[0]
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char


_PLACES = {_simple(char): key for layout in _LAYOUTS for char, key in zip(layout, _QWERTY, strict=True)}
_PLACES |= {_simple(char): key for char, key in _OTHERS.items()}
del _PLACES["·"]  # where a layout has no letter


@lru_cache(maxsize=1024)
def key_at_place(key: str, character: str | None = None) -> str:
    """The key that is meant where no text is typed, as Textual names it; ``character`` is what it types.

    >>> key_at_place("N"), key_at_place("т"), key_at_place("ctrl+ы"), key_at_place("f10")
    ('n', 'n', 'ctrl+s', 'f10')
    """
    *modifiers, last = key.split("+")
    char = _simple(last) if len(last) == 1 else _simple(character or "\0") if not modifiers else ""
    meant = _PLACES.get(char, char if char.isalnum() else last)
    return "+".join([*modifiers, meant])


def read_as(event: Key, at: DOMNode) -> None:
    """Make of a key the one that is meant, unless ``at``, which has the focus, takes it as text."""
    if takes_text(at, event.key, event.character):
        return
    meant = key_at_place(event.key, event.character)
    if meant != event.key:
        event.key, event.character = meant, meant if len(meant) == 1 else event.character


def takes_text(at: DOMNode, key: str = "question_mark", character: str | None = "?") -> bool:
    """Is what is typed text, where ``at`` has the focus?"""
    return any(node.check_consume_key(key, character) for node in at.ancestors_with_self)
