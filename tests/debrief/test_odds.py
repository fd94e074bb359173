"""Sums behind odds, line by line."""

from __future__ import annotations

import pytest

from wargame.debrief.sections.odds import whole_sum
from wargame.rules.views import FactorView, OddsView


@pytest.mark.parametrize(("percent", "adds"), [(3, (-53,)), (97, (30, 40)), (50, (10,)), (50, ())])
def test_the_lines_of_a_sum_add_up_to_the_odds_also_at_their_limits(
    percent: int, adds: tuple[int, ...]
) -> None:
    factors = (*(FactorView(add, "a reason") for add in adds), FactorView(9, "may be", unknown=True))
    table = whole_sum(OddsView(percent, "so", 40, factors))
    *rows, total = table.rows
    assert total.number == percent
    assert sum(row.number or 0 for row in rows if row.label != ("may be",)) == percent
    assert any("limits" in str(row.label) for row in rows) == (40 + sum(adds) != percent)
