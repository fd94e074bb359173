from __future__ import annotations

import gc
import pickle
import random
import re
import sys
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from tests.shipped import shipped_rules
from wargame.bots.batch import Spec, Summary, chunk, game_seed, run, run_chunk, saved_game
from wargame.bots.batch.accumulator import Accumulator
from wargame.bots.batch.chunk import Part
from wargame.bots.batch.report import data, lines, never, rows, share
from wargame.bots.batch.run import LEAST, Cut
from wargame.bots.contradictions import contradictions
from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.runner import play_out
from wargame.rules.abreast import abreast
from wargame.rules.terms import open_terms, term_closed, unmet
from wargame.scenario import from_document, load, load_with_document
from wargame.session import Game, GameLog, SeatSetup

batch_run = sys.modules[run.__module__]
MINI = Path(__file__).parent.parent / "scenarios" / "mini.toml"
SEATS = ("halden", "sarvia", "commission")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return load_with_document(MINI)[1]


def spec(document: dict[str, Any], policy: str = "random") -> Spec:
    return Spec.of(document, 7, dict.fromkeys(SEATS, policy))


def test_any_grouping_gives_the_same_to_the_last_digit(document: dict[str, Any]) -> None:
    one = run_chunk(spec(document), 0, 60)
    cut = [run_chunk(spec(document), first, first + 15) for first in range(0, 60, 15)]
    assert sum(reversed(cut), Summary()) == one
    assert one.games == 60
    assert sum(one.endings.values()) == 60
    assert one.scores["halden"].n == 60


def test_every_executor_gives_the_same(document: dict[str, Any]) -> None:
    here = run(spec(document), 40).summary
    with ThreadPoolExecutor(2) as threads:
        assert run(spec(document), 40, executor=threads).summary == here
    with ProcessPoolExecutor(2) as processes:
        assert run(spec(document), 40, executor=processes).summary == here
    assert run(spec(document), 40, jobs=2).summary == here


def test_joblib_gives_the_same(document: dict[str, Any]) -> None:
    joblib = pytest.importorskip("joblib")  # an optional extra
    parallel = joblib.Parallel(n_jobs=2, return_as="generator_unordered")
    assert run(spec(document), 40, joblib=parallel).summary == run(spec(document), 40).summary


class Elsewhere(Executor):
    """Workers elsewhere, each with a memory of its own; ``sent`` has the bytes that went to them."""

    def __init__(self, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.memories: list[dict[str, Any]] = [{} for _ in range(workers)]
        self.sent: list[int] = []
        self.patch = monkeypatch

    def submit(self, play: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        data = pickle.dumps((play, arguments))
        self.sent.append(len(data))
        self.patch.setattr(chunk, "_compiled", self.memories[len(self.sent) * 7 % 5 % len(self.memories)])
        play, arguments = pickle.loads(data)
        future: Future[Any] = Future()
        future.set_result(play(*arguments))
        return future

    # as joblib's Parallel, which may give a list alone

    def __call__(self, tasks: Any) -> list[Any]:
        return [self.submit(play, *arguments).result() for play, arguments, _ in tasks]


@pytest.mark.parametrize("by", ["executor", "joblib"])
def test_the_scenario_goes_to_a_worker_once(
    by: str, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, size = run(spec(document), 60).summary, len(spec(document).packed)
    assert size < len(pickle.dumps(document)) / 2
    monkeypatch.setattr(batch_run, "MOST", 0)
    monkeypatch.setattr(batch_run, "LEAST", 0)  # chunks of one game
    workers = Elsewhere(3, monkeypatch)
    assert run(spec(document), 60, jobs=3, **{by: workers}).summary == here
    with_it = sum(bytes > size for bytes in workers.sent)
    assert 3 <= with_it <= 3 * batch_run.WAVES
    assert len(workers.sent) == 60


@pytest.mark.parametrize("by", ["executor", "joblib"])
def test_a_worker_that_does_not_know_the_scenario_says_so(
    by: str, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of nine workers one alone is there from the beginning."""
    here = run(spec(document), 60).summary
    monkeypatch.setattr(batch_run, "MOST", 0)
    monkeypatch.setattr(batch_run, "LEAST", 0)
    workers = Elsewhere(9, monkeypatch)
    assert run(spec(document), 60, jobs=1, **{by: workers}).summary == here
    assert len(workers.sent) > 60


@pytest.mark.parametrize(
    ("games", "jobs", "pace"), [(10_000, 2, 1e-4), (300, 64, 6.0), (1000, 8, 0.02), (3, 1, 9)]
)
def test_chunks_last_a_quarter_of_a_second_and_have_every_game_once(
    games: int, jobs: int, pace: float
) -> None:
    cut = Cut(games, jobs)
    played: list[tuple[int, int]] = []
    for first, last in cut:
        assert first == (played[-1][1] if played else 0)
        known = bool(played)
        played.append((first, last))
        list(cut.came(Part(first, last, Summary(), pace)))
        if known and last < games:
            assert (last - first) * pace >= batch_run.LEAST >= 0.25
            assert (last - first) * pace <= max(batch_run.MOST, pace) * 1.01
    assert played[-1][1] == games


def test_a_spec_and_a_summary_can_travel(document: dict[str, Any]) -> None:
    sent = pickle.loads(pickle.dumps(spec(document)))
    assert run_chunk(sent, 0, 5) == pickle.loads(pickle.dumps(run_chunk(spec(document), 0, 5)))


@pytest.mark.parametrize("policy", ["random", "moves", "default", "history"])
def test_a_game_of_a_batch_can_be_looked_at(document: dict[str, Any], policy: str, tmp_path: Path) -> None:
    """The game at the table is the game of the batch, and its save is sound."""
    for number in (0, 3):
        alone = run_chunk(spec(document, policy), number, number + 1)
        save = tmp_path / f"{policy}-{number}.toml"
        game = saved_game(spec(document, policy), number, save)
        game.close()
        assert alone.endings[game.state.ending] == 1
        assert {s.seat.id: s.score for s in game.end().scores} == {
            seat: numbers.total for seat, numbers in alone.scores.items()
        }
        assert GameLog.read(save).verify() == []


def test_policies_that_look_at_their_desks_can_play_a_batch(document: dict[str, Any]) -> None:
    mixed = Spec.of(document, 7, {"halden": "random", "sarvia": "closed", "commission": "default"})
    summary = run_chunk(mixed, 0, 4)
    assert summary.games == 4
    assert summary.ordered["wait_and_pray"] > 0
    assert summary.open["fill_on"] > 0


def test_fast_players_and_others_can_share_a_game(document: dict[str, Any], tmp_path: Path) -> None:
    """The same game at the table, whoever plays in it."""
    mixed = Spec.of(document, 7, {"halden": "moves", "sarvia": "planner:5", "commission": "history"})
    summary = run_chunk(mixed, 2, 3)
    game = saved_game(mixed, 2, tmp_path / "game.toml")
    game.close()
    assert summary.endings[game.state.ending] == 1
    assert sum(summary.ordered.values()) == sum(game.state.tried)


def test_a_game_of_a_batch_is_the_same_at_the_table_with_its_exchanges(document: dict[str, Any]) -> None:
    """Also where two papers that exclude each other wait for one seat, which may not sign both."""
    batch = spec(document)
    rules, fought = chunk.rules_of(batch), 0
    players = chunk.fast_players(batch, rules)
    sums, table = Accumulator(rules), Accumulator(rules)
    play = chunk._fast(batch, rules, players, sums)
    for number, (end, _, openings) in enumerate(abreast(map(play, range(chunk.FIRST)))):
        at_the_table = chunk._game(batch, rules, number, None)
        chunk._play_out(at_the_table, players, chunk.game_seed(batch, number))
        assert at_the_table.state == end
        sums.watch(openings)
        table.watch([record.opening for record in at_the_table.turns])
        fought += len(at_the_table.state.exchanges)
    assert fought > 3
    assert (sums.cards, sums.bare) == (table.cards, table.bare)


@pytest.mark.parametrize("policy", ["random", "moves", "default", "history"])
def test_fast_players_give_legal_orders_only(document: dict[str, Any], policy: str) -> None:
    """``commit`` refuses others; a game in memory is as good as a saved one. One seat decides a question, and
    is not asked it."""
    asked = {**document["forecasts"]["will_fill"], "decided_by": ["halden"]}
    forecasts = {**document["forecasts"], "will_fill": asked}
    batch = spec({**document, "forecasts": forecasts}, policy)
    rules = chunk.rules_of(batch)
    players = chunk.fast_players(batch, rules)
    assert len(players) == len(rules.seats)
    for number in range(12):
        at_the_table = chunk._game(batch, rules, number, None)
        chunk._play_out(at_the_table, players, chunk.game_seed(batch, number))
        assert at_the_table.over


def test_the_height_of_the_ladder_is_told(document: dict[str, Any]) -> None:
    summary = run_chunk(spec(document, "moves"), 0, 120)
    assert sum(summary.rungs.values()) == 120
    assert summary.top == summary.rungs["shots"] > 0
    for id, numbers in summary.lengths.items():
        assert numbers.n == summary.endings[id]
        if numbers.least:
            turns, number = numbers.least
            again = run_chunk(spec(document, "moves"), number, number + 1)
            assert (again.endings[id], again.turns.total) == (1, turns)


def test_games_have_seeds_of_their_own(document: dict[str, Any]) -> None:
    seeds = [game_seed(spec(document), n) for n in range(500)]
    assert len(set(seeds)) == 500
    other = Spec.of(document, 8, dict.fromkeys(SEATS, "random"))
    assert game_seed(other, 0) != seeds[0]


def test_an_interruption_gives_what_has_been_played(document: dict[str, Any]) -> None:
    told = []

    def tell(games: int) -> None:
        told.append(games)
        raise KeyboardInterrupt

    played = run(spec(document), 40, tell=tell)
    assert not played.complete
    assert played.summary.games == sum(told) < 40


def test_the_report_says_what_was_never_reached(document: dict[str, Any]) -> None:
    scenario = load(MINI)
    summary = run_chunk(spec(document, "default"), 0, 30)
    text = "\n".join(lines(scenario, summary, dict.fromkeys(SEATS, "default")))
    assert "30 games" in text
    assert "Take the bridge" in never(scenario, summary)["moves never open"]
    assert "Protest at the commission" in never(scenario, summary)["moves never ordered"]
    assert "moves never ordered" in text
    assert ("games", "", "count", 30, 0.0) in set(rows(summary))
    assert data(summary)["games"] == 30


def test_turns_without_a_card_are_told_by_a_batch_and_by_check(document: dict[str, Any]) -> None:
    """Once Halden is named there is but one thing left on the commission's other card; nobody sees
    a card of a flood that does not come."""
    assert run_chunk(spec(document), 0, 51).bare == {}
    flood = {**document["cards"]["dry"], "when": "harvest > 99"}
    cards = {**document["cards"], "flood": flood}
    lean = {**document, "cards": {id: card for id, card in cards.items() if id != "friday"}}
    random, planned = run_chunk(spec(lean), 0, 51), run_chunk(spec(lean, "cards"), 0, 6)
    assert (random.watched, planned.watched) == (41, 6)  # every game of players that look at their desks
    assert {entry.split()[0] for entry in planned.bare} == {"commission"}
    assert planned.cards["lamps"] > 0 == planned.cards["flood"]
    scenario = from_document(lean)
    report = "\n".join(lines(scenario, planned, {}))
    assert "Turns without a card of two open choices (in percent of 6 games)" in report
    assert "The River Commission, turn 4" in report
    assert never(scenario, planned)["cards"] == ["flood"]
    (found,) = contradictions(scenario, 12)
    assert (found.path, found.severity) == (("seats", "commission"), "warning")
    assert re.match(r"No card with two choices that are open came in turn \d \(in \d+ of 12", found.message)
    assert found.hint.startswith("Closed then: name/")  # which choices, and what closes them
    without = {id: card for id, card in document["cards"].items() if card["seat"] != "commission"}
    (found,) = contradictions(from_document({**document, "cards": without}), 4)
    assert found.message == "This seat has no cards; others have."
    assert list(contradictions(from_document({**document, "cards": {}}), 4)) == []


def test_shares_have_honest_intervals() -> None:
    value, low, high = share(50, 100)
    assert value == 50
    assert 40 < low < 41 < 59 < high < 60
    assert share(0, 100)[1] == 0
    assert 3 < share(0, 100)[2] < 4
    assert share(0, 0) == (0, 0, 0)


def test_the_terms_that_can_be_proposed_are_those_that_nothing_closes() -> None:
    rules = shipped_rules("offer")
    game = Game.new(rules, seed=1, seats=dict.fromkeys(rules.seats, SeatSetup("ai", "random")))
    play_out(game)
    met = set()
    for record in game.turns:
        x = rules.context(record.opening)
        found = open_terms(rules.terms.values(), x)
        assert found == [code for code in rules.terms.values() if not term_closed(rules, code, x)]
        possible = {id for id, _ in rules.playout.pool((), tuple(rules.terms))(x.t, x.f, x)}
        assert possible == {id for id, code in rules.terms.items() if not unmet(code.needs, x)}
        met.add(bool(x.held))
    assert met == {True, False}


def test_few_chunks_wait_until_it_is_known_how_long_a_game_takes() -> None:
    """The first of a worker compile, and say too much."""
    chunks: list[int] = []

    class Workers(Executor):
        def submit(self, act: Any, /, *args: Any, **more: Any) -> Future[Any]:
            _, first, last = args
            chunks.append(last - first)
            done = Future[Any]()
            done.set_result(Part(first, last, Summary(), 0.2 if len(chunks) <= 2 else 0.01))
            return done

    assert run(Spec.of({"id": "x"}, 1, {}), 5_000, jobs=2, executor=Workers()).complete
    assert sum(chunks) == 5_000
    assert sum(games * 0.01 < LEAST / 2 for games in chunks) <= 12


def test_a_player_draws_the_same_numbers_as_ever() -> None:
    """By the definition: other numbers are begun when fewer than 2 ** 40 values are left."""
    draws, chance = KeyedDraws(3), random.Random(3)
    for turn in range(1, 30):
        for seat in range(10):
            draws.begin(turn, seat)
            base = f"3\x1fplayers\x1f{turn}\x1f"
            lanes = blake2b(f"{base}{seat // 8}".encode(), digest_size=64).digest()
            pool, room, used = int.from_bytes(lanes[seat % 8 * 8 :][:8], "little"), 1 << 64, 0
            for _ in range(chance.randrange(90)):
                limit = chance.choice((1, 2, 3, 10, 100, 1 << 12, 1 << 24))
                if room < 1 << 40:
                    used += 1
                    more = blake2b(f"{base}{seat}\x1fmore\x1f{used}".encode(), digest_size=64).digest()
                    pool, room = int.from_bytes(more, "little"), 1 << 512
                pool, drawn = divmod(pool, limit)
                room //= limit
                assert draws.below(limit) == drawn


def test_games_of_fast_players_leave_nothing_that_refers_to_itself(
    document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So nobody sweeps meanwhile."""
    swept, watch = set(), Accumulator.watch

    def watched(sums: Accumulator, openings: Any) -> None:
        swept.add(gc.isenabled())
        watch(sums, openings)

    monkeypatch.setattr(Accumulator, "watch", watched)
    run_chunk(spec(document), 0, 20)
    gc.collect()
    gc.freeze()
    try:
        run_chunk(spec(document), 20, 60)
        assert gc.collect() == 0
    finally:
        gc.unfreeze()
    assert swept == {False}
    assert gc.isenabled()
