"""The replay speaks of offers as people do."""

from __future__ import annotations

from tests.tui.table import mini
from wargame.rules.orders import Answer, Orders, Stance
from wargame.rules.views import SeatInfo
from wargame.tui.replay_text import orders_text


def test_an_offer_is_named_by_who_made_it_and_when() -> None:
    scenario = mini()
    seats = {
        id: SeatInfo(id, s.name, s.office, s.person, s.mark, s.colour) for id, s in scenario.seats.items()
    }
    given = Orders(
        answers=(Answer("1-halden", "sign"), Answer("2-halden.2", "refuse")),
        stances=(Stance("nonsense", "endorse"),),
    )
    text = orders_text([("sarvia", given)], scenario, seats, 80).plain
    assert "signs the offer of ◆ Halden from turn 1" in text
    assert "refuses the offer of ◆ Halden from turn 2, the offer numbered 2" in text
    assert "endorses the agreement nonsense" in text
