"""Which tabs the desk has. Each is imported when it is first opened: so the first one is there at once."""

from __future__ import annotations

from wargame.tui.desk.pane import Pane

TABS = ("situation", "news", "letters", "deals", "moves", "orders")


def pane_class(tab: str) -> type[Pane]:
    """The class of a tab. Raises KeyError if there is no such tab."""
    if tab == "situation":
        from wargame.tui.desk.situation import SituationPane

        return SituationPane
    if tab == "news":
        from wargame.tui.desk.news import NewsPane

        return NewsPane
    if tab == "letters":
        from wargame.tui.desk.letters import LettersPane

        return LettersPane
    if tab == "deals":
        from wargame.tui.desk.proposals import ProposalsPane

        return ProposalsPane
    if tab == "moves":
        from wargame.tui.desk.moves import MovesPane

        return MovesPane
    if tab == "orders":
        from wargame.tui.desk.orders import OrdersPane

        return OrdersPane
    raise KeyError(tab)
