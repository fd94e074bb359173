"""Our classes of values are those of attrs, but for what making them costs."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from wargame import values
from wargame.rules.account import Drift, Talk
from wargame.rules.orders import Draft, Orders
from wargame.rules.state import evolve


def _classes(frozen: Any, define: Any) -> tuple[Any, ...]:
    @frozen
    class Plain:
        a: int
        b: str = "x"
        quiet: int = attrs.field(default=0, repr=False)
        aside: int = attrs.field(default=0, eq=False)

    @define
    class Open:
        a: int

    @frozen(eq=False)
    class Alone:
        a: int

    @frozen
    class Named:
        a: int

        def __repr__(self) -> str:
            return "named"

    return Plain, Open, Alone, Named


OURS, THEIRS = _classes(values.frozen, values.define), _classes(attrs.frozen, attrs.define)


@pytest.mark.parametrize(("Plain", "Open", "Alone", "Named"), [OURS, THEIRS])
def test_they_compare_hash_and_print_as_those_of_attrs(Plain: Any, Open: Any, Alone: Any, Named: Any) -> None:
    one = Plain(1)
    assert one == Plain(1, aside=5)
    assert hash(one) == hash(Plain(1, aside=5))
    assert one != Plain(1, quiet=1)
    assert one != Open(1)
    assert one != (1, "x", 0)
    assert repr(one).endswith("Plain(a=1, b='x', aside=0)")
    assert Open(1) == Open(1)
    with pytest.raises(TypeError):
        hash(Open(1))
    assert Alone(1) != Alone(1)
    assert repr(Named(1)) == "named"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.a = 2
    assert attrs.evolve(one, a=2) == Plain(2)
    assert not hasattr(one, "__dict__")


def test_what_is_changed_must_be_a_field() -> None:
    with pytest.raises(TypeError, match="Orders has no lettres"):
        evolve(Orders(), lettres=())


def test_a_class_is_made_without_the_source_of_what_few_call() -> None:
    for ours, theirs in zip(OURS, THEIRS, strict=True):
        assert attrs.fields(ours) == attrs.fields(theirs)
    assert OURS[0].__eq__ is OURS[1].__eq__ is not THEIRS[0].__eq__


def test_what_is_made_often_is_what_its_class_makes() -> None:
    for made, called in (
        (values.maker(Orders)(forecast=40), Orders(forecast=40)),
        (values.maker(Draft)(("a",), note="n"), Draft(("a",), note="n")),
        (values.maker(Drift)("fuel", 1, 2, ()), Drift("fuel", 1, 2, ())),
    ):
        assert made == called
        assert type(made) is type(called)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        values.maker(Orders)().forecast = 50
    for wrong in ({"moves": ()}, {}):
        with pytest.raises(TypeError):
            values.maker(Drift)(**wrong)
    with pytest.raises(TypeError, match=r"Talk\.changes is made anew"):
        values.maker(Talk)
