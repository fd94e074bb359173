"""Generated code: what it can reach, how it shows in a traceback, and that no word of the language is left
out."""

from __future__ import annotations

import dis
import gc
import linecache
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import product
from threading import Barrier, Thread
from types import FunctionType, SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from tests.shipped import shipped_rules
from wargame.bots.fast.games import turns_of
from wargame.bots.fast.random import FastRandom
from wargame.ids import MoveId
from wargame.rules.account import Change, Happening
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import dawn
from wargame.rules.dice import Dice
from wargame.rules.emit import CALLS, NAMES, Emitter
from wargame.rules.orders import Order
from wargame.rules.rulings import UNRULED
from wargame.rules.steps import GRADES
from wargame.scenario.effects import KINDS
from wargame.scenario.expressions import parse
from wargame.scenario.functions import FUNCTIONS
from wargame.scenario.functions import NAMES as WITHOUT_BRACKETS
from wargame.scenario.model import Inject, Scenario
from wargame.session import Game


def generated(rules: Rules) -> dict[str, Any]:
    """All that generated code can name, once every function is compiled."""
    for code in rules.moves:
        assert rules.odds[code.index] is not None
        assert rules.acts[code.index] is not None
        assert all(code.grades[grade] for grade in GRADES)
    *_, act = (rules.playout.plays[id][2] for id in rules.move_ids)
    assert isinstance(act, FunctionType)
    names = act.__globals__
    for name, function in list(names.items()):
        if isinstance(function, FunctionType) and function.__kwdefaults__:  # never called so far
            with suppress(TypeError):
                function.__kwdefaults__["first"]()
            assert names[name] is function
    return names


def functions(names: dict[str, Any]) -> Iterator[Any]:
    for value in names.values():
        if isinstance(value, FunctionType) and value.__code__.co_filename.startswith("<rules of "):
            yield value


@pytest.mark.parametrize("name", ["offer", "mini"])
def test_generated_code_reaches_nothing_that_it_is_not_given(name: str, mini: Scenario) -> None:
    rules = compile_rules(mini) if name == "mini" else shipped_rules(name)
    names = generated(rules)
    looked = 0
    for function in functions(names):
        assert function.__builtins__ == {}
        for step in dis.get_instructions(function):
            if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
                looked += 1
                assert step.argval in NAMES or step.argval.rpartition("_")[2].isdigit(), step.argval
            assert not step.opname.startswith("IMPORT")
    assert looked > 80
    for text in ("open", "__import__('os')", "eval('1')", "print"):
        with pytest.raises(NameError):
            eval(text, names)


def test_a_function_is_compiled_when_it_is_first_called_and_stays_the_same(mini: Scenario) -> None:
    rules = compile_rules(evolve(mini))
    dawn, x = rules.dawn, rules.context(rules.start)
    assert isinstance(dawn, FunctionType)
    assert not list(functions(dawn.__globals__))
    for _ in range(2):
        dawn(x.t, x.f, x, Dice(1), [])
        assert dawn.__code__.co_filename.startswith("<rules of mini, part ")
        assert dawn.__globals__[dawn.__name__] is dawn


def broken(rules: Rules) -> str:
    """The traceback of a move that is resolved without any tracks."""
    act = rules.acts[rules.move_index["fill_on"]]
    try:
        order, x = Order(MoveId("fill_on")), rules.context(rules.start)
        act([], [], x, (0,) * 8, (100, 100, ()), 0, 0, order, UNRULED)
    except IndexError:
        return traceback.format_exc()
    raise AssertionError("nothing went wrong")


def test_a_traceback_shows_the_source(mini: Scenario) -> None:
    track = list(mini.tracks).index(mini.seats["halden"].resource)
    told = broken(compile_rules(mini))
    assert "<rules of mini, part " in told
    assert f"    a = t[{track}] - {mini.moves['fill_on'].cost}\n" in told


def test_scenarios_of_one_id_keep_their_sources_apart_as_long_as_they_live(mini: Scenario) -> None:
    move = evolve(mini.moves["fill_on"], cost=mini.moves["fill_on"].cost + 1)
    dearer = compile_rules(evolve(mini, moves={**mini.moves, move.id: move}))
    rules = compile_rules(evolve(mini))  # of its own: other tests hold those of mini
    assert f"- {move.cost}\n" in broken(dearer)
    assert f"- {move.cost - 1}\n" in broken(rules)
    files = {function.__code__.co_filename for function in functions(generated(rules))}
    assert files <= linecache.cache.keys()
    del rules
    gc.collect()
    assert files.isdisjoint(linecache.cache)
    assert f"- {move.cost}\n" in broken(dearer)


@pytest.mark.parametrize("sign", KINDS)
def test_every_kind_of_effect_is_emitted(sign: str, mini: Scenario) -> None:
    kind = KINDS[sign]
    id = next(iter(mini.tracks if kind.changes == "track" else mini.flags))
    never = (kind.usage(id, "1") + " when turn == 5", kind.usage(id, "1") + " when false")
    lines = (*never, kind.usage(id, "7") + " when true")
    rules = compile_rules(evolve(mini, injects={"one": Inject(id="one", name="One", effects=lines)}))
    x = rules.context(evolve(rules.start, turn=3))
    x.f = [0 if sign == "set" else 1] * len(x.f)
    before = (list(x.t), list(x.f))
    changes: list[Change] = []
    rules.injects["one"](x.t, x.f, x, changes)
    ((told, was, now),) = changes
    table, old = (x.t, before[0]) if kind.changes == "track" else (x.f, before[1])
    place = (rules.track_index if kind.changes == "track" else rules.flag_index)[id]
    assert (told, was, now) == (id, old[place], table[place])
    assert [n for n, (a, b) in enumerate(zip(old, table, strict=True)) if a != b] == [place]


def test_every_function_of_the_language_is_emitted() -> None:
    assert CALLS.keys() == FUNCTIONS.keys() | WITHOUT_BRACKETS.keys()


@pytest.mark.parametrize(
    "source",
    [
        "flag('{a}')",
        "not flag('{a}') and (turn > 2 or flag('{b}'))",
        "flag('{a}') == flag('{b}')",
        "flag('{a}') == (flag('{b}') and flag('{c}'))",
        "(flag('{a}') or flag('{b}')) != flag('{c}')",
        "(1 if flag('{a}') else 2) == 1",
        "(flag('{a}') == true) and flag('{b}')",
    ],
)
def test_a_flag_is_true_however_long_ago_it_was_set(source: str, mini: Scenario) -> None:
    """A flag holds the turn in which it was set; in tests that is read as true, compared it is made true."""
    emitter = Emitter(mini)
    text = source.format(**dict(zip("abc", mini.flags, strict=False)))
    parsed, truths = parse(text, "boolean"), set()
    for turns in product((0, 1, 3), repeat=3):
        known = {"f": [*turns, *(0 for _ in mini.flags)], "x": SimpleNamespace(turn=3)}
        exact = eval(emitter.code(parsed), known)
        assert bool(eval(emitter.test(text), known)) is exact
        truths.add(exact)
    assert truths == {True, False}


def test_what_is_sure_has_happened_whatever_its_condition_gives(mini: Scenario) -> None:
    """The turn in which a flag was set is as good as true where it is asked, but is no answer to be kept."""
    melt = evolve(mini.events["melt"], on=None, at="dawn", when="flag('survey')", odds="100")
    rules = compile_rules(evolve(mini, events={"melt": melt}))
    game = Game.new(rules, seed=1)
    flags = tuple(2 if flag == "survey" else 0 for flag in rules.flag_index)
    _, account = dawn(rules, evolve(game.record.opening, turn=3, flags=flags), Dice(1))
    (happening,) = (entry for entry in account.entries if isinstance(entry, Happening))
    assert happening.happened is True


def _play(rules: Rules, seed: int, together: Barrier, failed: list[BaseException]) -> None:
    together.wait()
    try:
        list(turns_of(rules, [FastRandom(rules, n) for n in range(len(rules.seats))], seed))
    except BaseException as error:
        failed.append(error)


def test_two_threads_may_ask_for_the_same_functions(mini: Scenario) -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for seed in range(5):
            rules, failed = compile_rules(mini), list[BaseException]()
            play = partial(_play, rules, seed, Barrier(2), failed)
            threads = [Thread(target=play) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert failed == []
    finally:
        sys.setswitchinterval(before)
