from __future__ import annotations

from wargame.rules.abreast import Parts, abreast


def test_each_part_is_taken_in_all_before_the_next_and_what_they_come_to_keeps_their_order() -> None:
    taken: list[tuple[str, int]] = []

    def game(name: str, parts: int) -> Parts[str]:
        for part in range(parts):
            taken.append((name, part))
            yield
        return f"end of {name}"

    ends = abreast([game("long", 3), game("none", 0), game("short", 1), game("middle", 2)])
    assert ends == ["end of long", "end of none", "end of short", "end of middle"]
    assert taken == [("long", 0), ("short", 0), ("middle", 0), ("long", 1), ("middle", 1), ("long", 2)]
