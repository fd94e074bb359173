"""The ledger: every kind of entry with every number behind it, in words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from attrs import evolve

from tests.rules.test_bulletins import ENTRIES, did, happened, papers
from wargame.rules.account import Account, Deed, Drift, End, Entry, Happening, Reason, Talk
from wargame.rules.compiled import Rules
from wargame.rules.estimates import odds_text, word
from wargame.rules.ledger import debrief_view, detail_text, end_view, ledger_lines
from wargame.rules.orders import Ruling, Umpire
from wargame.rules.record import TurnRecord
from wargame.rules.state import Agreement
from wargame.rules.wording import listed
from wargame.session import Game

REASONS = (Reason(12, "what was done so far"), Reason(-25, ""))
CHANGES = [("trust", 28, 34), ("leak_known", 0, 2), ("gates_closed", 1, 0)]
LACKS = (Reason(-4, "Trust had no room for"),)
RULED = Umpire(
    (
        Ruling("sarvia", 1, "A fine speech, in an empty hall.", grade="failure"),
        Ruling("sarvia", 2, "They have the boats.", (1,), shift=5),
    )
)
MORE: list[Entry] = [
    Drift("trust", 30, 29, (Reason(1, "memories fade"), Reason(-2, ""))),
    evolve(happened("event", "drought", reason=""), odds=40, roll=39, changes=CHANGES),
    evolve(happened("event", "drought"), odds=40, roll=40, happened=False),
    evolve(happened("reaction", "call_loan"), odds=60, roll=5, reasons=(*REASONS[:1], Reason(-7, "rain"))),
    happened("inject", "flood", reason="It had become too quiet."),
    happened("inject", "", headline="A rumour", reason="It had become too quiet."),
    happened("inject", "", headline="A whisper", to=("halden", "commission"), reasons=LACKS),
    evolve(did("halden", "fill_on", "success", engine="success"), changes=CHANGES, reasons=REASONS),
    evolve(did("halden", "fill_on", "success", engine="success"), options=(("volume", "loud"),)),
    evolve(did("sarvia", "protest", "success", engine="success"), odds=47, base=60, reasons=REASONS),
    evolve(
        did("sarvia", "protest", "failure", engine="success", ruling="A fine speech, in an empty hall."),
        slot=1,
    ),
    evolve(
        did("sarvia", "patrol", "success", engine="success"),
        base=45,
        odds=55,
        roll=52,
        slot=2,
        reasons=(
            Reason(2, "calm"),
            Reason(3, "arguments the umpire accepted"),
            Reason(5, "the umpire's ruling"),
        ),
        arguments=("It is ours.", "It is theirs."),
        ruling="They have the boats.",
    ),
    evolve(
        did("halden", "sell_power", "backfire", engine="backfire", leaked=False),
        leak_odds=30,
        leak_roll=31,
        arguments=("They need it.", "So do we."),
    ),
    evolve(
        did("sarvia", "survey_gauge", "success", engine="success", leaked=True), leak_odds=25, leak_roll=3
    ),
    Talk("endorsed", "1-sarvia", "commission", changes=CHANGES[:1]),
    Talk("survived", "1-sarvia", odds=47, roll=12, base=60, reasons=REASONS),
    Talk("fell", "1-sarvia", odds=47, roll=47, base=60, reasons=REASONS),
    End("treaty"),
]


def test_every_entry_in_words(rules: Rules, transcript: Callable[[str, str], None]) -> None:
    lines = []
    entries = [
        evolve(entry, engine=entry.grade) if isinstance(entry, Deed) else entry
        for title in ("What happens", "Deeds", "Promises", "An agreement of Sarvia and Halden")
        for entry in ENTRIES[title]
        if not isinstance(entry, Happening) or entry.id or entry.headline or entry.text
    ]
    account = Account(2, "adjudication", [*MORE, *entries])
    for line in ledger_lines(rules, account, papers(rules), RULED):
        lines.append(f"{line.kind} [{line.seat}] {line.text}")
        lines += [f"    {detail_text(detail)}" for detail in line.detail]
        assert line.text
        assert not re.search(r"\d-(halden|sarvia)", line.text)  # no id of a paper is told
    transcript("\n".join(lines) + "\n", "ledger")


def test_a_debrief_shows_the_truth_of_a_turn(rules: Rules) -> None:
    game = Game.new(rules, seed=1)
    dawn = debrief_view(rules, game.turns)
    assert (dawn.orders, dawn.ledger) == ((), ())
    assert dawn.history == "In the records of the commission nothing was signed this month."
    game.commit("halden", game.default("halden"))
    game.commit("sarvia", game.default("sarvia"))
    game.commit("commission", game.default("commission"))
    record = game.resolve()
    view = debrief_view(rules, (record,))
    assert [seat for seat, _ in view.orders] == list(rules.seats)
    assert len(view.ledger) == len(record.account.entries) > 0  # type: ignore[union-attr]
    assert [track.value for track in view.tracks] == list(record.closing.tracks)  # type: ignore[union-attr]
    assert [rung.here for rung in view.ladder] == [True, False, False, False]
    assert {item.decided for item in view.news} == {True, False}
    fifth = evolve(record, turn=4)
    assert debrief_view(rules, (fifth,)).history.endswith("the gauge was read aloud.")


def test_an_agreement_at_the_end_has_the_sum_that_judged_it(rules: Rules) -> None:
    opening = Game.new(rules, seed=1).record.opening
    papers = tuple(
        Agreement(id, "sarvia", ("slow_fill",), ("halden", "sarvia"), 1, (0,), survived=survived)
        for id, survived in (("1-sarvia", True), ("1-halden", None))
    )
    state = evolve(opening, turn=4, agreements=papers, ending="treaty")
    judged = Talk("survived", "1-sarvia", odds=47, roll=12, base=60, reasons=REASONS)
    record = TurnRecord(4, Account(4, "dawn", []), opening, account=Account(4, "", [judged]), closing=state)
    one, other = end_view(rules, (record,)).agreements
    assert one.judged is not None
    assert (one.judged.percent, one.judged.base, one.judged.words) == (47, 60, "about even")
    assert [(f.add, f.because) for f in one.judged.factors] == [(r.add, r.because) for r in REASONS]
    assert other.durability is None
    for unfinished in (
        evolve(record, account=None),
        evolve(record, closing=None),
        evolve(record, closing=opening),
    ):
        with pytest.raises(ValueError, match="not over"):
            end_view(rules, (unfinished,))


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (101, "certain"),
        (100, "certain"),
        (99, "almost certain"),
        (87, "almost certain"),
        (86, "probable"),
        (63, "probable"),
        (62, "about even"),
        (40, "about even"),
        (39, "probably not"),
        (19, "probably not"),
        (18, "almost certainly not"),
        (1, "almost certainly not"),
        (0, "impossible"),
    ],
)
def test_odds_in_a_word(percent: int, said: str) -> None:
    assert word(percent) == said
    assert odds_text(percent) == f"{said} ({percent} %)"


def test_names_in_a_row() -> None:
    assert [listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
