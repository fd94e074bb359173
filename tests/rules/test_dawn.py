from __future__ import annotations

from attrs import evolve

from wargame.rules.account import Happening
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import dawn, opening
from wargame.rules.dice import Dice
from wargame.scenario.model import Event, Scenario


def test_events_happen_by_their_own_dice(mini: Scenario) -> None:
    """An account shows no die for what is sure, whether that was written or reckoned."""
    odds = {
        "sure": "100",
        "summed": "standing + 900",
        "half": "50",
        "some": "standing - 20",
        "never": "-5",
    }
    events = {id: Event(id=id, name=id, odds=text, repeat=id == "half") for id, text in odds.items()}
    rules = compile_rules(
        evolve(mini, events={**events, "idle": Event(id="idle", name="Idle", when="trust > 999")})
    )
    some = rules.scenario.tracks["standing"].start - 20
    wanted, seen = {"sure": 100, "summed": 100, "half": 50, "some": some, "never": 0}, set()
    for seed in range(30):
        dice = Dice(seed)
        first, one = dawn(rules, opening(rules, dice), dice)
        second, two = dawn(rules, first, dice)
        fired = dict.fromkeys(rules.scenario.events, 0)
        for account in (one, two):
            for entry in account.entries:
                if isinstance(entry, Happening):
                    assert entry.odds == wanted[entry.id]
                    roll = 0 if entry.odds == 100 else dice.roll(account.turn, "event", entry.id)
                    assert (entry.roll, entry.happened) == (roll, roll < entry.odds)
                    assert not fired[entry.id] or entry.id == "half"
                    fired[entry.id] += entry.happened
                    seen.add((entry.id, entry.happened))
        assert second.fired[: len(fired)] == tuple(fired.values())
    assert seen == {(id, id in ("sure", "summed")) for id in odds} | {("half", True), ("some", True)}
