"""The last line of every screen: its keys. Each can be clicked."""

from __future__ import annotations

from textual.widgets import Footer

__all__ = ["KeyLine"]


class KeyLine(Footer):
    """Textual's footer, set with air between the keys and without the command palette's."""

    DEFAULT_CSS = """
    KeyLine { padding: 0 1; }
    KeyLine.keyline.-compact FooterKey { margin-right: 3; }
    KeyLine.keyline.-compact FooterLabel { margin-right: 3; }
    """

    def __init__(self) -> None:
        # With a class the rules above outweigh those of Footer, which come in no certain order.
        super().__init__(show_command_palette=False, compact=True, classes="keyline")
