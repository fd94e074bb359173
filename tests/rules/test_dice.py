from __future__ import annotations

from collections import Counter

from wargame.rules.dice import LIMITS, Dice, KeptDice, scale

GOLDEN: list[tuple[int, int, str, str, int]] = [
    (0, 1, "event", "typhoon", 99),
    (0, 3, "kim", "durability", 26),
    (0, 8, "reaction", "seoul", 5),
    (0, 0, "xi", "hidden objective", 72),
    (0, 2, "event", "é", 64),
    (1, 1, "event", "typhoon", 33),
    (1, 3, "kim", "durability", 19),
    (1, 8, "reaction", "seoul", 21),
    (1, 0, "xi", "hidden objective", 27),
    (1, 2, "event", "é", 73),
    (2020, 1, "event", "typhoon", 84),
    (2020, 3, "kim", "durability", 66),
    (2020, 8, "reaction", "seoul", 9),
    (2020, 0, "xi", "hidden objective", 36),
    (2020, 2, "event", "é", 81),
    (1000000000000, 1, "event", "typhoon", 98),
    (1000000000000, 3, "kim", "durability", 7),
    (1000000000000, 8, "reaction", "seoul", 6),
    (1000000000000, 0, "xi", "hidden objective", 41),
    (1000000000000, 2, "event", "é", 17),
]


def test_rolls_are_the_same_for_ever() -> None:
    """These pairs were written down once; a change of any of them breaks every save there is."""
    assert len(GOLDEN) == 20
    for seed, turn, who, purpose, roll in GOLDEN:
        assert Dice(seed).roll(turn, who, purpose) == roll


def test_every_seat_and_slot_has_dice_of_its_own() -> None:
    dice = Dice(5)
    rolls = [
        [dice.main(turn, seat, slot) for turn in range(300)] for seat in range(6) for slot in range(3)
    ] + [[dice.leak(turn, seat, 0) for turn in range(300)] for seat in range(6)]
    for i, one in enumerate(rolls):
        assert set(one) <= set(range(100))
        for other in rolls[:i]:
            assert sum(a == b for a, b in zip(one, other, strict=True)) < 20


def test_rolls_depend_on_nothing_rolled_before() -> None:
    one, other = Dice(11), Dice(11)
    for turn in range(1, 5):
        one.roll(turn, "event", "noise")
    assert one.roll(3, "kim", "leak") == other.roll(3, "kim", "leak")


def test_a_salt_sets_a_branch_apart() -> None:
    rolls = [Dice(11).roll(turn, "a", "b") for turn in range(200)]
    salted = [Dice(11, salt="branch").roll(turn, "a", "b") for turn in range(200)]
    assert sum(a == b for a, b in zip(rolls, salted, strict=True)) < 12


def test_rolls_are_even() -> None:
    counts = Counter(Dice(3).roll(turn, "event", "x") for turn in range(20_000))
    assert set(counts) == set(range(100))
    chi_squared = sum((counts[face] - 200) ** 2 / 200 for face in range(100))
    assert 60 < chi_squared < 150  # 99 degrees of freedom: far outside one time in a thousand


def test_a_lane_need_not_be_scaled_to_be_held_against_odds() -> None:
    for odds, limit in enumerate(LIMITS):
        for lane in (0, limit - 1, limit, limit + 1, 2**64 - 1):
            if 0 <= lane < 2**64:
                assert (lane < limit) is (scale(lane) < odds)


def test_slots_have_the_lanes_of_all_seats_group_by_group() -> None:
    for dice in (Dice(7), KeptDice(7)):
        for turn in (1, 2, 1):
            assert dice.slots(turn, 0) == []
            assert dice.slots(turn, 2) == [dice.lanes(turn, slot) for slot in (0, 1)]
    for dice in (Dice(7), KeptDice(7)):
        for _ in range(2):
            thrown = dice.slots(3, 2, range(1, 3))
            assert thrown == [
                dice.lanes(3, slot) + dice.lanes(3, slot, 1) + dice.lanes(3, slot, 2) for slot in (0, 1)
            ]
            assert [scale(thrown[slot][2 * seat]) for seat in range(12) for slot in (0, 1)] == [
                dice.main(3, seat, slot) for seat in range(12) for slot in (0, 1)
            ]
