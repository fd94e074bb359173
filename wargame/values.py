"""Classes of values: those of attrs, whose comparing, hashing and printing is not written out for each.

attrs compiles source for every class when it is made. The program has some 170 of them and starts in a third
of a second; half of that source is for methods of which it calls few. These are the same for all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import attrs

if TYPE_CHECKING:
    from attrs import define, frozen
else:

    def frozen(cls=None, /, **how):
        """``attrs.frozen``, cheaper to make."""
        return _make(attrs.frozen, _hash, how, cls)

    def define(cls=None, /, **how):
        """``attrs.define``, cheaper to make."""
        return _make(attrs.define, None, how, cls)


__all__ = ["define", "free", "frozen", "maker", "told"]

P = ParamSpec("P")
T = TypeVar("T")


def maker(cls: Callable[P, T]) -> Callable[P, T]:
    """Return what makes values of a class, as calling it does, for those made very often: where they are
    frozen it takes a third of the time. Raise TypeError for a class with a default that is made anew for
    each value."""
    return _maker(cls)  # type: ignore[no-any-return]


@cache
def _maker(cls: Any) -> Any:
    """``maker``. Each field is set by a step, not by a call; the frozen are ``free`` until they have all."""
    frozen = cls.__setattr__ is not object.__setattr__
    names, defaults = [], []
    for a in attrs.fields(cls):
        names.append(a.name)
        if isinstance(a.default, attrs.Factory):  # type: ignore[arg-type]
            raise TypeError(f"{cls.__name__}.{a.name} is made anew for each value")
        if a.default is not attrs.NOTHING:
            defaults.append(a.default)
    lines = [
        f"def make({', '.join(names)}):",
        " value = free()" if frozen else " value = new(cls)",
        *(f" value.{name} = {name}" for name in names),
        *([" value.__class__ = cls"] if frozen else []),
        " return value",
    ]
    known: dict[str, Any] = {"cls": cls, "free": free(cls), "new": object.__new__}
    exec("\n".join(lines), known)
    known["make"].__defaults__ = tuple(defaults)
    return known["make"]


@cache
def free(cls: Any) -> Any:
    """Return the same class, whose values are made without fields, which can be set."""
    as_objects = ("__init__", "__setattr__", "__delattr__")
    return type(cls.__name__, (cls,), {"__slots__": (), **{n: getattr(object, n) for n in as_objects}})


def told(value: Any) -> dict[str, Any]:
    """Return the fields of a value that are not as they are by default."""
    defaults = _defaults(value.__class__)
    return {name: inside for name, default in defaults if (inside := getattr(value, name)) != default}


@cache
def _defaults(cls: type[Any]) -> tuple[tuple[str, Any], ...]:
    """The fields of a class, each with its default, or with NOTHING, which nothing equals."""
    made = ((a.name, a.default, getattr(a.default, "factory", None)) for a in attrs.fields(cls))
    return tuple((name, default if factory is None else factory()) for name, default, factory in made)


def _make(maker: Any, hash: Any, how: dict[str, Any], cls: type | None) -> Any:
    if cls is None:
        return lambda cls: _make(maker, hash, how, cls)
    own: dict[str, Any] = {"__repr__": _repr}
    if how.get("eq", True):
        own |= {"__eq__": _eq, "__hash__": hash}
    for name, method in own.items():
        if name not in vars(cls):
            setattr(cls, name, method)
    return maker(cls, **{**how, "repr": False, "eq": False})


@cache
def _compared(cls: type[Any]) -> attrgetter[Any]:
    """What takes out of a value all that counts when it is compared."""
    return attrgetter(*(a.name for a in attrs.fields(cls) if a.eq))


def _eq(self: Any, other: Any) -> Any:
    cls = self.__class__
    if other.__class__ is not cls:
        return NotImplemented
    values = _compared(cls)
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash(_compared(self.__class__)(self))


def _repr(self: Any) -> str:
    shown = (a.name for a in attrs.fields(self.__class__) if a.repr)
    return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"
