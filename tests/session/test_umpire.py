"""The umpire: rulings that shift odds, news with effects, for some seats, for later turns; what is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.players import MACHINES
from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.model import Section
from wargame.debrief.pages.table import AtTheTable
from wargame.debrief.plain import plain_lines
from wargame.debrief.sections.umpire import umpired
from wargame.debrief.text import account
from wargame.debrief.turns import public_turn
from wargame.rules.account import Deed, Happening, Showdown
from wargame.rules.orders import Injection, Order, Orders, Push, Ruling
from wargame.rules.wording import GRADES
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog, SeatSetup, Settings
from wargame.session.redaction import without_words
from wargame.session.round import told_of

CANARY = "CANARY-4711"
ARGUED = Orders((Order("protest", arguments=("The treaty says so.", "We are thirsty.")),))


def begun(mini: Scenario, save: Path | None = None, **orders: Orders) -> Game:
    """A game, all of whose orders of the first turn are in."""
    game = Game.new(mini, seed=3, save=save, settings=Settings(umpire=True), hides=save is not None)
    for seat in game.waiting:
        game.commit(seat, orders.get(seat, Orders()))
    return game


def commit_all(game: Game) -> None:
    for seat in game.waiting:
        game.commit(seat, Orders())


def deed(game: Game, turn: int = 1) -> Deed:
    account = game.turns[turn - 1].account
    assert account is not None
    return next(entry for entry in account.entries if isinstance(entry, Deed) and entry.move == "protest")


def test_the_ledger_keeps_what_the_engine_alone_would_have_done(mini: Scenario, tmp_path: Path) -> None:
    """Beside a shift, accepted arguments and a result that was fixed; on disk, recomputed, and in words."""
    plain = begun(mini, sarvia=ARGUED)
    plain.resolve()
    alone = deed(plain)
    sentence = f"the engine alone: {GRADES[alone.grade]}"
    other = "failure" if alone.grade == "success" else "success"
    for n, ruling in enumerate(
        (
            Ruling("sarvia", 0, "So be it.", shift=-50 if alone.grade == "success" else 40),
            Ruling("sarvia", 0, "", (0, 1)),
            Ruling("sarvia", 0, "It was the day for it.", (1,), grade=other),
        )
    ):
        save = tmp_path / f"{n}.toml"
        game = begun(mini, save, sarvia=ARGUED)
        game.rule(ruling)
        (seen,) = game.stop().seats[game.rules.seats.index("sarvia")].moves
        game.resolve()
        game.close()
        log = GameLog.read(save)
        found = deed(log)
        assert log.verify() == []
        assert found.roll == alone.roll
        assert seen.engine is not None
        assert seen.odds is not None
        assert (seen.engine.percent, seen.odds.percent) == (alone.odds, found.odds)
        assert found.odds == max(3, min(97, alone.odds + ruling.shift + 5 * len(ruling.accepted)))
        assert (found.grade == other) is (n != 1)
        (line,) = [line for line in log.debrief(1).ledger if line.seat == "sarvia"]
        told = "\n".join(map(str, line.detail))
        engine = next(part for part in told.split("\n") if part.startswith("the engine alone"))
        assert engine.startswith("the engine alone: ")
        assert engine.endswith(sentence.removeprefix("the engine alone: "))
        assert f"{alone.odds} %" in engine
        assert not ruling.reason or f"the umpire's reason: {ruling.reason}" in told
        assert told.count("argued, and accepted") == len(ruling.accepted)
        (step,) = [line for line in log.reveal(1) if line.what == "Protest at the commission"]
        assert step.ruled == ("result" if ruling.grade else "odds")
        assert (step.roll is None) is bool(ruling.grade)
        assert ruling.reason not in str(log.reveal(1)) or not ruling.reason
        (cable,) = [cable.text for cable in log.cables("sarvia", 1) if "Protest" in cable.text]
        assert cable.endswith("As the umpire ruled." if ruling.grade else "The umpire ruled on the odds.")


REFUSED: dict[str, Callable[[Game], object]] = {
    "A ruling shifts odds by 50 points at most.": lambda g: g.rule(Ruling("sarvia", 0, "so", shift=51)),
    "A ruling needs a reason.": lambda g: g.rule(Ruling("sarvia", 0, " \x1b", shift=5)),
    "A ruling says what comes of it or shifts the odds, not both.": lambda g: g.rule(
        Ruling("sarvia", 0, "so", grade="success", shift=5)
    ),
    "This order has no odds that could be shifted: it is certain.": lambda g: g.rule(
        Ruling("halden", 0, "so", shift=5)
    ),
    "Trust can't move by +70. It stands at 32, and goes from 0 to 100: it can rise by 68 at most.": (
        lambda g: g.inject(Injection(headline="x", pushes=(Push("trust", 70),)))
    ),
    "Trust can't move by -101. It goes from 0 to 100: it can fall by 100 at most.": lambda g: g.inject(
        Injection(headline="x", pushes=(Push("trust", -101),), turn=3)
    ),
    "Trust would not move.": lambda g: g.inject(Injection(headline="x", pushes=(Push("trust", 0),))),
    "It moves “Trust” twice.": lambda g: g.inject(
        Injection(headline="x", pushes=(Push("trust", 1), Push("trust", 1)))
    ),
    "“The gates are shut” is so already.": lambda g: g.inject(
        Injection(headline="x", sets=("gates_closed",))
    ),
    "There is no track 'nosuch'.": lambda g: g.inject(Injection(headline="x", pushes=(Push("nosuch", 1),))),
    "There is no flag 'nosuch'.": lambda g: g.inject(Injection(headline="x", clears=("nosuch",))),
    "There is no seat 'nosuch'; there are halden, sarvia, commission.": lambda g: g.inject(
        Injection(headline="x", to=("nosuch",))
    ),
    "News can come in this turn or a later one, up to 4; not in turn 5.": lambda g: g.inject(
        Injection(headline="x", turn=5)
    ),
    "There is no such news to withdraw.": lambda g: g.withdraw(1),
    "There is an umpire already.": lambda g: g.set_umpire(True),
}


@pytest.fixture(scope="module")
def waiting(mini: Scenario) -> Game:
    return begun(mini, sarvia=ARGUED, halden=Orders((Order("fill_on"),)))


@pytest.mark.parametrize("says", REFUSED)
def test_what_an_umpire_may_not_is_refused_with_a_sentence(waiting: Game, says: str) -> None:
    with pytest.raises(GameError) as error:
        REFUSED[says](waiting)
    assert str(error.value) == says
    assert waiting.stop().put == {}


def test_bounds_are_those_that_an_inject_finds(waiting: Game, mini: Scenario) -> None:
    """After what was put in before it, and its own effects; what has no room in a later turn is told."""
    game = begun(mini)
    game.inject(Injection(headline="x", pushes=(Push("trust", 65),)))
    with pytest.raises(GameError, match=r"stands at 100, .* can't rise"):
        game.inject(Injection("flood", pushes=(Push("trust", 1),)))
    game.inject(Injection(headline="late", pushes=(Push("trust", 100),), sets=("gates_closed",), turn=2))
    game.withdraw(1)
    game.resolve()
    commit_all(game)
    before = game.record.opening.tracks[game.rules.track_index["trust"]]
    assert game.stop().tracks[game.rules.track_index["trust"]].value == 100
    record = game.resolve()
    assert record.account is not None
    (late,) = [e for e in record.account.entries if isinstance(e, Happening) and e.kind == "inject"]
    assert late.changes == [("trust", before, 100)]
    assert [(r.add, r.because) for r in late.reasons] == [(before, "Trust had no room for")]


def test_news_for_some_seats_is_told_to_nobody_else(mini: Scenario, tmp_path: Path) -> None:
    """Not in the papers, the reveal, the roundup, another's cables, nor in a game without private words."""
    game = begun(mini, tmp_path / "a.toml")
    game.inject(Injection(headline=f"{CANARY} at night", text="A boat.", to=("halden",), reason=CANARY))
    game.inject(Injection("flood", to=("commission",)))
    game.inject(Injection(headline="All wet", text="A flood."))
    game.resolve()
    assert [c.text for c in game.cables("halden", 1)] == [f"{CANARY} at night. A boat."]
    assert "Flood in the gorge" in str(game.cables("commission", 1))
    others = [game.view(seat) for seat in ("sarvia", "commission")]
    cables = [game.cables("sarvia", 1), game.cables("commission", 1)]
    everybody = game.public(), game.public(1), game.reveal(1), game.roundup(), game.roundup(2)
    assert CANARY not in repr((others, cables, everybody))
    assert "Flood in the gorge" not in repr((others[0], cables[0], everybody))
    assert "All wet" in repr(game.public())
    assert game.roundup().world[0].headline == "All wet"
    less = without_words(game, "private")
    assert CANARY not in repr(less.turns)
    assert "All wet" in repr(less.turns)


def test_games_that_differ_in_news_for_one_seat_look_alike_to_all_others(mini: Scenario) -> None:
    """Now and in a later turn, to every eye but its own, and to whoever replays them as an eye sees them."""
    games = [Game.new(mini, seed=3, seats=MACHINES) for _ in range(2)]  # of which everything may be seen
    for game in games:
        commit_all(game)
    for turn in (0, 2):
        games[1].inject(Injection(headline=f"{CANARY} {turn}", text="A boat.", to=("halden",), turn=turn))
    for game in games:
        game.resolve()
        commit_all(game)
        game.resolve()
    plain, told = (
        [
            *(game.view(seat, turn) for seat in ("sarvia", "commission") for turn in (1, 2, 3)),
            *(game.cables(seat, turn) for seat in ("sarvia", "commission") for turn in (1, 2, 3)),
            *(game.public(turn) for turn in (1, 2, 3)),
            *(game.roundup(turn) for turn in (1, 2, 3)),
            *(game.reveal(turn) for turn in (1, 2)),
            *("\n".join(account(game, seat=seat)) for seat in ("sarvia", "commission")),
            *("\n".join(plain_lines(public_turn(game, turn))) for turn in (1, 2, 3)),
        ]
        for game in games
    )
    assert plain == told
    assert games[0].view("halden") != games[1].view("halden")
    assert f"{CANARY} 2" in repr(games[1].cables("halden", 2))


def test_the_debrief_tells_what_the_umpire_did_and_why(mini: Scenario) -> None:
    game = begun(mini, sarvia=ARGUED)
    game.rule(Ruling("sarvia", 0, "So be it.", (1,), "failure"))
    game.inject(Injection(headline="A boat", to=("halden",), pushes=(Push("trust", 3),), reason="Too quiet."))
    game.resolve()
    text = " ".join("\n".join(plain_lines([umpired(game, [1])])).split())
    for words in (
        "accepted “We are thirsty.” and ruled: it fails",
        "Why: So be it.",
        "The engine alone: about even (60 %)",
        "put in A boat, told to Halden alone",
        "Why: Too quiet.",
        "Trust 32 to 35",
    ):
        assert words in text
    told = [block for block in AtTheTable().told(game, 1, EVERYTHING) if isinstance(block, Section)]
    assert umpired(game, [1]) in told
    assert "umpire" not in "\n".join(plain_lines(AtTheTable().told(game, 1, PUBLIC)))


def test_news_for_a_later_turn_comes_then_and_rewinds_know_it(mini: Scenario, tmp_path: Path) -> None:
    game = begun(mini, tmp_path / "a.toml")
    early = Injection(headline="Early", turn=3)
    game.inject(early)
    game.resolve()
    commit_all(game)
    late = Injection(headline="Late", turn=3)
    game.inject(late)
    game.resolve()
    assert list(game.injects) == [1, 2]
    game.rewind(2, "Once more.")
    assert list(game.injects) == [1]
    commit_all(game)
    assert game.resolve().umpire.injects == ()
    game.close()
    game = Game.resume(tmp_path / "a.toml")
    commit_all(game)
    assert game.resolve().umpire.injects == (early,)
    game.rewind(3, "Again.")
    commit_all(game)
    assert game.resolve().umpire.injects == (early,)
    assert game.verify() == []
    game.rewind(3, "Without it.")
    commit_all(game)
    game.withdraw(1)
    assert game.resolve().umpire.injects == ()
    game.rewind(3, "With it after all: that it was withdrawn is undone, too.")
    assert list(game.injects) == [1]
    commit_all(game)
    assert game.resolve().umpire.injects == (early,)
    game.close()
    log = GameLog.read(tmp_path / "a.toml")
    assert log.verify() == []
    assert log.notices == ()


def test_a_ruling_goes_with_orders_taken_back_and_with_an_empty_one(mini: Scenario, tmp_path: Path) -> None:
    """Also where orders are sealed; a closed seat's default can be ruled on."""
    seats = {"commission": SeatSetup("closed")}
    game = Game.new(mini, seed=3, save=tmp_path / "a.toml", seats=seats, settings=Settings(umpire=True))
    game.commit("sarvia", ARGUED)
    with pytest.raises(GameError, match="Still waiting"):
        game.stop()
    game.rule(Ruling("sarvia", 0, "so", grade="success"))
    game.take_back("sarvia")
    game.commit("sarvia", ARGUED)
    commit_all(game)
    stop = game.stop()
    assert [move.ruling.reason for seat in stop.seats for move in seat.moves if move.ruling.seat] == []
    game.rule(Ruling("sarvia", 0, "so", (0,)))
    game.rule(Ruling("sarvia", 0, ""))
    closed = next(seat for seat in stop.seats if seat.seat.id == "commission")
    if closed.moves:
        game.rule(Ruling("commission", 0, "Nobody sits there.", grade="success"))
    record = game.resolve()
    assert [ruling.seat for ruling in record.umpire.rulings] == ["commission"] * bool(closed.moves)
    game.close()
    assert GameLog.read(tmp_path / "a.toml").verify() == []


def test_whether_there_is_an_umpire_is_a_record(mini: Scenario, tmp_path: Path) -> None:
    game = Game.new(mini, seed=3, save=tmp_path / "a.toml", seats=MACHINES)
    assert not game.umpired
    game.set_umpire(True)
    game.close()
    game = Game.resume(tmp_path / "a.toml")
    assert game.umpired
    assert told_of(game, game.turn) == ("The instructor has an umpire look at all orders from now on.",)
    game.set_umpire(False)
    assert not game.umpired
    game.close()


@pytest.mark.parametrize(("answers", "carried"), [("d", True), ("hh", True), ("hd", False)])
def test_the_stop_says_of_an_exchange_what_is_carried_out_and_takes_a_ruling_on_it(
    answers: str, carried: bool, mini: Scenario
) -> None:
    game = Game.new(mini, seed=3, seats=MACHINES)
    for turn, move in enumerate(("patrol", "seize_bridge"), 1):
        game.commit("sarvia", Orders((Order(move),)))
        commit_all(game)
        if turn == 1:
            game.resolve()
    for seat, answer in zip(("halden", "sarvia"), answers, strict=False):
        game.answer(seat, {"d": "back down", "h": "hold"}[answer])
    assert game.exchange is None
    (ordered,) = next(seat for seat in game.stop().seats if seat.seat.id == "sarvia").moves
    assert ordered.withdrawn is not carried
    if carried:
        game.set_umpire(True)
        game.rule(Ruling("sarvia", 0, "so", grade="failure"))
    game.resolve()
    account = game.turns[1].account
    assert account is not None
    (fought,) = [one for one in account.entries if isinstance(one, Showdown)]
    deeds = [one for one in account.entries if isinstance(one, Deed) and one.move == "seize_bridge"]
    slipped = fought.end == "slip"  # where both hold, by a die that is not thrown yet at the stop
    assert [one.grade for one in deeds] == ["failure"] * (carried and not slipped)


def test_who_backed_down_has_withdrawn_what_the_umpire_sees(mini: Scenario) -> None:
    game = Game.new(mini, seed=3, seats=MACHINES)
    for turn, move in enumerate(("patrol", "seize_bridge"), 1):
        game.commit("sarvia", Orders((Order(move),)))
        commit_all(game)
        if turn == 1:
            game.resolve()
    assert game.exchange is not None
    with pytest.raises(GameError, match="has to answer first"):
        game.stop()
    game.answer("halden", "hold")
    game.answer("sarvia", "back down")
    (ordered,) = next(seat for seat in game.stop().seats if seat.seat.id == "sarvia").moves
    assert ordered.withdrawn
    before = dict(zip(game.rules.track_index, game.record.opening.tracks, strict=True))
    moved = next(track for track in game.stop().tracks if track.value != before[track.id])
    down = moved.value < before[moved.id]
    most = moved.min - moved.value - 1 if down else moved.max - moved.value + 1
    with pytest.raises(GameError, match=f"stands at {moved.value}, "):  # after what was answered
        game.inject(Injection(headline="x", pushes=(Push(moved.id, most),)))
