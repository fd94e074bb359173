"""The looks of the program: ink (dark), paper (light), high contrast, plain (the terminal's own 16 colours).

Every theme names the same extra variables: ``$rule`` for thin lines, ``$faint`` for quiet text that still
reads (at least 4.5 to 1), and ``$seat-...``, the colours of seats. A scenario may ask for any colour: it gets
the nearest of the palette, which differ for every kind of colour sight, in the shade that fits the theme.
"""

from __future__ import annotations

import os
from functools import lru_cache

from textual.theme import Theme

# The hues are those of Okabe and Ito, told apart by colour-blind eyes.
_HUES = {
    "sky": (0x56, 0xB4, 0xE9),
    "vermilion": (0xD5, 0x5E, 0x00),
    "amber": (0xE6, 0x9F, 0x00),
    "green": (0x00, 0x9E, 0x73),
    "rose": (0xCC, 0x79, 0xA7),
    "blue": (0x00, 0x72, 0xB2),
}


def _theme(
    name: str, *, dark: bool, ansi: bool = False, seats: str, rule: str, faint: str, **colours: str
) -> Theme:
    names = [*_HUES, "neutral"]
    variables = {f"seat-{hue}": colour for hue, colour in zip(names, seats.split(), strict=True)}
    ground, ink = colours["background"], colours["foreground"]
    variables |= {
        "rule": rule,
        "faint": faint,
        "border": rule,
        "border-blurred": rule,
        "block-cursor-background": ground if ansi else ink,
        "block-cursor-foreground": ink if ansi else ground,
        "block-cursor-text-style": "bold reverse" if ansi else "bold",
        "block-cursor-blurred-background": ground if ansi else colours["panel"],
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-text-style": "underline" if ansi else "none",
        "block-hover-background": colours["panel"],
        "footer-background": ground,
        "footer-foreground": faint,
        "footer-description-foreground": faint,
        "footer-key-foreground": colours["accent"],
        "footer-key-background": ground,
        "footer-description-background": ground,
        "footer-item-background": ground,
        "input-cursor-background": ink,
        "input-cursor-foreground": ground,
        "button-color-foreground": ground,
        "button-focus-text-style": "bold reverse",
        "scrollbar": rule,
        "scrollbar-hover": faint,
        "scrollbar-active": colours["accent"],
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
    }
    if ansi:  # Textual's own rules for such themes name these two
        variables |= {"ansi-background": "ansi_black", "ansi-foreground": "ansi_white"}
    return Theme(
        name=name,
        dark=dark,
        ansi=ansi,
        primary=colours["accent"],
        secondary=faint,
        success=variables["seat-green"],
        variables=variables,
        background=ground,
        surface=colours["surface"],
        panel=colours["panel"],
        boost=colours["panel"],
        foreground=ink,
        accent=colours["accent"],
        warning=colours["warning"],
        error=colours["error"],
    )


THEMES = (
    _theme(
        "ink",
        dark=True,
        seats="#56B4E9 #E8793A #E6A91E #2EB88D #D88FB8 #5C9FD6 #B9B3A5",
        rule="#3F444C",
        faint="#9A968B",
        background="#14171B",
        surface="#191D22",
        panel="#23282F",
        foreground="#EAE5D9",
        accent="#EC6A78",
        warning="#E6A91E",
        error="#EC6A78",
    ),
    _theme(
        "paper",
        dark=False,
        seats="#1A6FA3 #A84300 #8A5A00 #00694C #96427A #004E85 #5A564D",
        rule="#C3BAA5",
        faint="#6B6558",
        background="#F4EFE3",
        surface="#FAF6EC",
        panel="#E8E0CE",
        foreground="#1F1D19",
        accent="#9C1C33",
        warning="#8A5A00",
        error="#9C1C33",
    ),
    _theme(
        "contrast",
        dark=True,
        seats="#7CCBFF #FF9A5C #FFC845 #4FE3B0 #FFAEDC #8FBFFF #FFFFFF",
        rule="#FFFFFF",
        faint="#E0E0E0",
        background="#000000",
        surface="#000000",
        panel="#333333",
        foreground="#FFFFFF",
        accent="#FFE14D",
        warning="#FFC845",
        error="#FF8080",
    ),
    _theme(
        "plain",
        dark=True,
        ansi=True,
        # Of a terminal's own colours only red, magenta and light blue can be read on black and on white.
        seats="ansi_bright_blue ansi_red ansi_default ansi_magenta ansi_bright_magenta ansi_bright_blue"
        " ansi_default",
        rule="ansi_default",
        faint="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        foreground="ansi_default",
        accent="ansi_default",
        warning="ansi_default",
        error="ansi_red",
    ),
)
"""All themes, in the order in which the theme key walks through them; the first is the default."""

DEFAULTS = dict(THEMES[0].variables)
"""Values for somebody else's theme, which lacks our variables."""


def offered_themes(colours: str | None) -> tuple[Theme, ...]:
    """The themes to choose from; ``colours`` is the terminal's colour system as rich names it.

    Where there are sixteen colours, those of another theme would be replaced by their nearest: two seats by
    the same.
    """
    if "NO_COLOR" in os.environ or colours in (None, "standard", "windows"):
        return tuple(theme for theme in THEMES if theme.ansi)
    return THEMES


def first_theme(offered: tuple[Theme, ...]) -> str:
    """The theme to start with: the one that the environment names, or the first."""
    wanted = os.environ.get("TEXTUAL_THEME", "")
    return wanted if wanted in {theme.name for theme in THEMES} else offered[0].name


@lru_cache(maxsize=256)
def seat_colour(colour: str) -> str:
    """The theme variable for a seat's colour as a scenario gives it (``#56B4E9``): always a readable one.

    >>> seat_colour("#56B4E9")
    '$seat-sky'
    >>> seat_colour("nonsense")
    '$seat-neutral'
    """
    if colour in _HUES:
        return f"$seat-{colour}"
    try:
        red, green, blue = bytes.fromhex(colour.strip().lstrip("#"))
    except ValueError:
        return "$seat-neutral"
    if max(red, green, blue) - min(red, green, blue) < 24:
        return "$seat-neutral"

    def distance(hue: str) -> int:
        return sum((a - b) ** 2 for a, b in zip(_HUES[hue], (red, green, blue), strict=True))

    return f"$seat-{min(_HUES, key=distance)}"
