"""The same small rules in other engines, in one run: boardgame.io (JavaScript) and a PettingZoo environment.

Run with ``python -m benchmarks.others``. It installs both into a temporary folder, with npm and pip; without
node or a network it says what is missing. All play the yardstick (yardstick.json) with random open moves;
as a check that the rules are the same it prints the mean of all tracks at the end of the games. Rates are
by processor time, that of all threads.
"""

from __future__ import annotations

import importlib
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks import yardstick
from wargame.ids import SeatId
from wargame.rules.adjudicator import adjudicate
from wargame.rules.dawn import begin_turn, opening
from wargame.rules.dice import Dice

ROUNDS = 3
BOARDGAME = "boardgame.io@0.50.2"
PETTINGZOO = "pettingzoo>=1.24"

GAME = """
const { Client } = require('boardgame.io/client');
const { ActivePlayers } = require('boardgame.io/core');
const clamp = (v) => Math.min(Math.max(v, 0), 100);
const MOVES = %(moves)s;
const TRIGGERED = %(triggered)s;
const RANDOM = %(random)s;
const TURNS = %(turns)d;
const ROLES = Object.keys(MOVES);
const TRACKS = Object.keys(%(tracks)s);

function dawn(G, random) {
  const due = TRIGGERED.filter((e) => e.when(G)).map((e) => e.effect);
  for (const e of RANDOM) if (Math.floor(random.Number() * 100) < e.odds) due.push(e.effect);
  for (const effect of due) effect(G);
}

function resolve(G, random) {
  const weighed = ROLES.map((role, n) => {
    const move = MOVES[role][G.orders[n]];
    return [move, Math.min(Math.max(Math.floor(move.odds(G) + 0.5), 5), 95)];
  });
  for (const [move, odds] of weighed) {
    (Math.floor(random.Number() * 100) < odds ? move.success : move.failure)(G);
  }
  G.orders = {};
  G.turn += 1;
  if (G.turn <= TURNS) dawn(G, random);
}

const game = {
  setup: ({ random }) => {
    const G = { t: %(tracks)s, f: %(flags)s, orders: {}, turn: 1 };
    dawn(G, random);
    return G;
  },
  turn: { activePlayers: ActivePlayers.ALL },
  moves: {
    order: ({ G, playerID, random }, n) => {
      G.orders[playerID] = n;
      if (Object.keys(G.orders).length === ROLES.length) resolve(G, random);
    },
  },
  endIf: ({ G }) => (G.turn > TURNS ? { over: true } : undefined),
};

function play() {
  const client = Client({ game, numPlayers: ROLES.length, debug: false });
  for (;;) {
    const { G, ctx } = client.getState();
    if (ctx.gameover) return TRACKS.reduce((sum, id) => sum + G.t[id], 0) / TRACKS.length;
    const open = ROLES.map((role) => MOVES[role].map((m, i) => [m, i]).filter(([m]) => m.when(G)));
    ROLES.forEach((role, n) => {
      client.updatePlayerID(String(n));
      client.moves.order(open[n][Math.floor(Math.random() * open[n].length)][1]);
    });
  }
}

const games = Number(process.argv[2]);
for (let i = 0; i < 30; i++) play();
const before = process.cpuUsage();
let sum = 0;
for (let i = 0; i < games; i++) sum += play();
const used = process.cpuUsage(before);
console.log(JSON.stringify({ rate: (games * 1e6) / (used.user + used.system), mean: sum / games }));
"""
"""A game of boardgame.io's local client, with its log and undo as they are by default: all seats order, and
the last order resolves the turn."""


def script() -> str:
    """The yardstick's rules as a game of boardgame.io."""
    d = yardstick.DOCUMENT
    moves = {
        role: [
            f"{{ when: (G) => {js(m['when'])}, odds: (G) => {js(m['odds'])}, "
            f"success: {effect(m['success'])}, failure: {effect(m['failure'])} }}"
            for m in table
        ]
        for role, table in d["moves"].items()
    }
    triggered = [
        f"{{ when: (G) => {js(e['when'])}, effect: {effect(e['effects'])} }}" for e in d["triggered"]
    ]
    chance = [f"{{ odds: {e['odds']}, effect: {effect(e['effects'])} }}" for e in d["random"]]
    return GAME % {
        "moves": "{" + ", ".join(f"{role}: [{', '.join(table)}]" for role, table in moves.items()) + "}",
        "triggered": f"[{', '.join(triggered)}]",
        "random": f"[{', '.join(chance)}]",
        "turns": d["turns"],
        "tracks": json.dumps(d["tracks"]),
        "flags": json.dumps(dict.fromkeys(d["flags"], False)),
    }


def js(source: str) -> str:
    """An expression of the yardstick in JavaScript."""
    source = re.sub(r"\((\S+) if (.+?) else (\S+)\)", r"(\2 ? \1 : \3)", source)
    source = re.sub(r"flag\('(\w+)'\)", r"G.f.\1", source)
    source = re.sub(r"\b(t\d+)\b", r"G.t.\1", source)
    for python, javascript in (("and", "&&"), ("or", "||"), ("not ", "!")):
        source = re.sub(rf"\b{python}", javascript, source)
    return source


def effect(effects: list[list[Any]]) -> str:
    """A list of effects as a function in JavaScript."""
    lines = [
        f"G.t.{name} = clamp(G.t.{name} + {amount});"
        if kind == "add"
        else f"G.f.{name} = {'true' if kind == 'set' else 'false'};"
        for kind, name, amount in effects
    ]
    return "(G) => { " + " ".join(lines) + " }"


def boardgame(folder: Path) -> Callable[[int], tuple[float, float]] | None:
    """Installs boardgame.io and gives what plays games of it: rate and check. None without npm."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        print("There is no node here: boardgame.io is left out.")
        return None
    (folder / "package.json").write_text("{}")
    subprocess.run(["npm", "install", "--silent", BOARDGAME], cwd=folder, check=True, timeout=300)
    (folder / "game.js").write_text(script())

    def play(games: int) -> tuple[float, float]:
        done = subprocess.run(
            ["node", "game.js", str(games)], cwd=folder, check=True, capture_output=True, text=True
        )
        found = json.loads(done.stdout)
        return found["rate"], found["mean"]

    return play


def environment(folder: Path) -> Callable[[int], tuple[float, float]]:
    """Installs PettingZoo and gives what plays games of a parallel environment around our own rules, with
    the account off: the rate is what that library's calls, spaces and masks leave of it."""
    target = folder / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target), PETTINGZOO],
        check=True,
        timeout=600,
        stderr=subprocess.DEVNULL,
    )
    sys.path.insert(0, str(target))
    np: Any = importlib.import_module("numpy")
    spaces: Any = importlib.import_module("gymnasium.spaces")
    library: Any = importlib.import_module("pettingzoo")
    rules = yardstick.compiled()
    mine = {seat: [c.index for c in rules.moves if c.move.seat == seat] for seat in rules.seats}

    class Yardstick(library.ParallelEnv):  # type: ignore[misc]
        """The yardstick: observations are the tracks and flags, an action is a move of one's own."""

        metadata = {"name": "yardstick"}  # noqa: RUF012

        def __init__(self) -> None:
            self.possible_agents = list(rules.seats)
            self._actions = {seat: spaces.Discrete(len(mine[seat])) for seat in rules.seats}
            size = len(rules.track_index) + len(rules.flag_index)
            box = spaces.Box(0, 100, (size,), np.float32)
            self._spaces = {
                seat: spaces.Dict(
                    {"observation": box, "action_mask": spaces.Box(0, 1, (len(mine[seat]),), np.int8)}
                )
                for seat in rules.seats
            }

        def action_space(self, agent: SeatId) -> Any:
            return self._actions[agent]

        def observation_space(self, agent: SeatId) -> Any:
            return self._spaces[agent]

        def reset(self, seed: int | None = None, options: Any = None) -> Any:
            self.agents = self.possible_agents[:]
            self.dice = Dice(seed or 0)
            self.x = rules.context(opening(rules, self.dice))
            begin_turn(rules, self.x, self.dice)
            return self._observe(), {agent: {} for agent in self.agents}

        def step(self, actions: dict[SeatId, Any]) -> Any:
            orders = {seat: yardstick.single(rules.move_ids[mine[seat][n]]) for seat, n in actions.items()}
            adjudicate(rules, self.x, orders, self.dice)
            over = bool(self.x.ending)
            if not over:
                begin_turn(rules, self.x, self.dice)
            agents = self.agents
            found = self._observe()
            self.agents = [] if over else agents
            return (
                found,
                {agent: float(self.x.t[0]) if over else 0.0 for agent in agents},
                dict.fromkeys(agents, over),
                dict.fromkeys(agents, False),
                {agent: {} for agent in agents},
            )

        def _observe(self) -> Any:
            x = self.x
            state = np.array([*x.t, *x.f], np.float32)
            found = {}
            for agent in self.agents:
                mask = np.zeros(len(mine[agent]), np.int8)
                mask[[n - mine[agent][0] for n in rules.open_moves[agent](x.t, x.f, x)]] = 1
                found[agent] = {"observation": state, "action_mask": mask}
            return found

    env = Yardstick()

    def play(games: int) -> tuple[float, float]:
        total = 0.0
        start = process_time()
        for seed in range(games):
            seen, _ = env.reset(seed=seed)
            while env.agents:
                actions = {
                    agent: env.action_space(agent).sample(seen[agent]["action_mask"]) for agent in env.agents
                }
                seen = env.step(actions)[0]
            total += statistics.mean(env.x.t)
        return games / (process_time() - start), total / games

    return play


def ours(account: bool) -> Callable[[int], tuple[float, float]]:
    """Our own rules, played as ``benchmarks.engine`` does."""
    rules = yardstick.compiled()

    def play(games: int) -> tuple[float, float]:
        start = process_time()
        ends = [yardstick.play(rules, seed, account=account) for seed in range(games)]
        took = process_time() - start
        return games / took, statistics.mean(statistics.mean(state.tracks) for state in ends)

    return play


def main() -> None:
    """Plays every engine in turn, several times, and prints a table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ways: dict[str, tuple[Callable[[int], tuple[float, float]], int]] = {
            "wargame, account on": (ours(True), 1500),
            "wargame, account off": (ours(False), 1500),
            "PettingZoo environment around the same rules": (environment(folder), 500),
        }
        client = boardgame(folder)
        if client is not None:
            ways["boardgame.io client, log and undo on"] = (client, 300)
        found: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        for _ in range(ROUNDS):
            for way, (play, games) in ways.items():
                found[way].append(play(games))
    base = statistics.median(rate for rate, _ in found["wargame, account on"])
    print("| yardstick, one core | games a second | wargame, account on, is so many times as fast | check |")
    print("| --- | ---: | ---: | ---: |")
    for way, results in found.items():
        rate = statistics.median(one for one, _ in results)
        mean = statistics.mean(check for _, check in results)
        print(f"| {way} | {rate:,.0f} | {base / rate:.1f} | {mean:.1f} |")


if __name__ == "__main__":
    main()
