"""What a save speaks of is there: every id and every fixed word in it is looked up, wherever it stands."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from tests.players import MACHINES, answered
from tests.session.test_forged import JARGON
from wargame.bots.random_policy import RandomPolicy
from wargame.journal import Contents, Record, read
from wargame.rules.orders import Injection, Ruling
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog
from wargame.session.documents import BadRecord
from wargame.session.progress import Progress
from wargame.session.records.base import KINDS
from wargame.session.replay import restore

UNKNOWN = "nosuch"
TIMES = 2  # so often is each field tried
WORDS = {"text", "note", "because", "reason", "why", "say", "headline", "ruling", "arguments", "rung"}
"""Fields of free text, and of words that were taken from the scenario when it was written."""
PAPERS = {"id", "orders.answers.proposal", "orders.stances.about", "account.talks.id"} | {
    f"state.{name}.id" for name in ("proposals", "agreements")
}
"""Names that are given in play: of records, offers and agreements."""

FIELDS = {
    "": ("seat", "exchange", "answer"),
    "orders": ("card",),
    "orders.moves": ("move", "options"),
    "orders.letters": ("to", "promise.move"),
    "orders.drafts": ("terms", "parties", "cc"),
    "orders.answers": ("answer",),
    "orders.stances": ("stance",),
    "ruling": ("seat", "grade"),
    "inject": ("inject",),
    "account": ("is",),
    "account.drift": ("track",),
    "account.happening": ("kind", "id", "changes"),
    "account.move": ("seat", "move", "options", "grade", "engine", "changes"),
    "account.talks": ("kind", "seat", "term", "changes"),
    "account.promise": ("seat", "to", "move", "status"),
    "account.answer": ("exchange", "seat", "answer", "changes"),
    "account.exchange": ("exchange", "seat", "to", "moves", "end"),
    "account.default": ("seat",),
    "account.end": ("ending",),
    "state": ("ending", "hidden"),
    "state.mail": ("sender", "to"),
    "state.pledges": ("seat", "to", "move", "status"),
    "state.proposals": ("author", "terms", "parties", "cc", "signed", "stances", "status"),
    "state.agreements": ("author", "terms", "parties", "stances", "breaches"),
    "state.asked": ("question", "answers"),
    "state.exchanges": ("exchange", "seat", "to", "answers", "end"),
}
"""All fields that name something, by the table they stand in: each of them stands in one of the saves."""


def played(mini: Scenario, seed: int, save: Path) -> Contents:
    """A game in which much is said, promised, signed, broken and ruled."""
    game, rng, talker = (
        Game.new(mini, seed=seed, save=save, seats=MACHINES),
        random.Random(seed),
        RandomPolicy(1, 1, 1),
    )
    while not game.over:
        for seat in game.waiting[:-1] if game.turn == 2 else game.waiting:
            orders = talker.choose(game.view(seat), rng)
            others = tuple(other for other in ("halden", "sarvia") if other != seat)
            drafts = tuple(evolve(d, parties=others, cc=("commission",)) for d in orders.drafts)
            card = game.card(seat)
            taken = f"{card.id}/{card.choices[seed % 2].id}" if card else ""
            game.commit(seat, evolve(orders, drafts=drafts, card=taken, say="We said so."))
            if orders.moves:
                game.rule(Ruling(seat, 0, "as it pleases us", grade=rng.choice(("triumph", "backfire"))))
        game.inject(Injection("flood") if game.turn == 1 else Injection(headline="A rumour", reason="a test"))
        for seat in game.waiting:
            game.commit(seat, game.default(seat))
        answered(game, rng).resolve()
    game.close()
    return read(save)


@pytest.fixture(scope="module")
def saves(mini: Scenario, tmp_path_factory: pytest.TempPathFactory) -> list[Contents]:
    folder = tmp_path_factory.mktemp("saves")
    return [played(mini, seed, folder / f"{seed}.toml") for seed in range(8)]


Way = tuple[str | int, ...]


def texts(value: Any, way: Way = (), name: str = "") -> Iterator[tuple[Way, str, str]]:
    """Each text in a record, with the way to it and the name of its field. Rows count as one field."""
    if isinstance(value, dict):
        within = f"{name}.{value['is']}" if "is" in value else name
        for key, item in value.items():
            at = name if key == "is" or name == "state.hidden" else within
            yield from texts(item, (*way, key), at if name == "state.hidden" else f"{at}.{key}".lstrip("."))
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from texts(item, (*way, n), name)
    elif isinstance(value, str):
        yield way, name, value


def changed(records: tuple[Record, ...], i: int, way: Way, said: str = UNKNOWN) -> list[Record]:
    """The records with what stands in one place replaced, if not told otherwise by what there is not."""
    copied = list(records)
    copied[i] = copy.deepcopy(records[i])
    *steps, last = way
    holder: Any = copied[i].body
    for step in steps:
        holder = holder[step]
    _, arrow, rest = holder[last].partition(" ")
    holder[last] = f"{said} {rest}" if "changes" in way and arrow else said
    return copied


def refusal(honest: Game, records: list[Record]) -> str:
    """What is said against the records, if anything."""
    progress = Progress(honest.rules, dict(honest.setups))
    try:
        restore(progress, records)
    except GameError as error:
        return str(error)
    return ""


def test_every_id_in_a_save_is_looked_up(saves: list[Contents]) -> None:
    tried: Counter[tuple[str, object]] = Counter()
    for save in saves:
        honest = GameLog._restored(save.header, save.records)
        for i, record in enumerate(save.records):
            for way, name, text in texts(record.body):
                place = name, way[-1]
                if name in PAPERS or name.split(".")[-1] in WORDS or tried[place] == TIMES:
                    continue
                tried[place] += 1
                said = refusal(honest, changed(save.records, i, way))
                assert said, f"{name} may say {UNKNOWN} instead of {text}"
                assert not JARGON.search(said), (name, said)
    assert {name for name, _ in tried} == {
        f"{table}.{field}".lstrip(".") for table, fields in FIELDS.items() for field in fields
    }


WORDS_OF = {
    "account.answer.answer": ("back down", "hold", "climb"),
    "account.exchange.end": ("faced", "first", "both", "slip", "top"),
    "state.exchanges.answers": ("back down", "hold", "climb"),
    "state.exchanges.end": ("faced", "first", "both", "slip", "top"),
    "account.move.grade": ("success", "failure", "triumph", "backfire"),
    "account.promise.status": ("made", "kept", "broken"),
    "account.talks.kind": (
        *("proposed", "signed", "refused", "expired", "lapsed", "in force", "endorsed", "disowned", "silent"),
        *("kept", "late", "broken", "survived", "fell"),
    ),
    "state.pledges.status": ("open", "kept", "broken"),
    "state.proposals.status": ("open", "refused", "expired", "signed"),
    "state.proposals.stances": ("endorse", "disown", "silent"),
}


@pytest.mark.parametrize("field", WORDS_OF)
def test_every_fixed_word_is_known(saves: list[Contents], field: str) -> None:
    places = (
        (save, i, way)
        for save in saves
        for i, record in enumerate(save.records)
        for way, name, text in texts(record.body)
        if name == field and text in WORDS_OF[field]
    )
    save, i, way = next(places)
    honest = GameLog._restored(save.header, save.records)
    for word in WORDS_OF[field]:
        assert refusal(honest, changed(save.records, i, way, word)) == ""


@pytest.mark.parametrize(
    ("orders", "says"),
    [
        ({"card": "nosuch/film"}, "there is no card called 'nosuch/film'"),
        ({"card": "lamps/nosuch"}, "there is no card called 'lamps/nosuch'"),
        ({"moves": [{"move": "fill_on", "options": [["volume", "nosuch"]]}]}, "there is no choice 'nosuch'"),
    ],
)
def test_orders_that_are_laid_open_are_looked_up_as_those_in_clear_are(
    orders: dict[str, Any], says: str, mini: Scenario, tmp_path: Path
) -> None:
    game = Game.new(mini, seed=1, save=tmp_path / "a.toml")
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.resolve()
    game.close()
    body = copy.deepcopy(next(r.body for r in read(tmp_path / "a.toml").records if r.kind == "resolution"))
    assert KINDS["resolution"].read(game.rules, body)
    body["opened"][0]["orders"] = orders
    with pytest.raises(BadRecord, match=says):
        KINDS["resolution"].read(game.rules, body)
