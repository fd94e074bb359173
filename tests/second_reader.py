"""Reads and checks a saved game by itself, without the program that made it: written from ``docs/saves.md``.

``python tests/second_reader.py SAVE...`` says of each what it is and whether it is sound.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

SEAL = re.compile(rb'\n\[(?:record\.)?seal\]\nprev = "(\w{64})"\nhash = "(\w{64})"(?:\n|(?=\s*\Z))')
FORMAT = 1
TEXT = re.compile(rb'"(?:[^"\\\n]|\\.)*"')
COUNTED = b"=,[."
BOUND_ANEW = {"branch", "rebind"}


class Unsound(Exception):
    """What is wrong with a save."""


def blocks(data: bytes) -> tuple[list[dict[str, Any]], bytes]:
    """The blocks of a save as TOML, each without its seal, and what follows the last. Raises Unsound."""
    found: list[dict[str, Any]] = []
    start, prev = 0, "0" * 64
    while seal := SEAL.search(data, start):
        content = data[start : seal.start() + 1]
        if (
            seal[1].decode() != prev
            or hashlib.sha256(prev.encode() + content).hexdigest() != seal[2].decode()
        ):
            raise Unsound(f"block {len(found)} was changed")
        bare = TEXT.sub(b"", content)
        signs = sum(bare.count(bytes([sign])) for sign in COUNTED) + content.count(b"\\") // 8
        if signs > 40_000 or len(content) > 2 * 2**20:
            raise Unsound(f"block {len(found)} is larger than a block may be")
        found.append(tomllib.loads(content.decode()))
        start, prev = seal.end(), seal[2].decode()
    return found, data[start:].strip()


def read(data: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The header and the records of a save. Raises Unsound."""
    found, rest = blocks(data)
    if not found or (found[0].get("format"), found[0].get("kind")) != (FORMAT, "wargame save"):
        raise Unsound("this is no save of this format")
    records = [record for block in found[1:] for record in block["record"]]
    if [record["n"] for record in records] != [*range(1, len(found))]:
        raise Unsound("the records are not numbered from 1 on")
    ids = [record["id"] for record in records if "id" in record]
    if len(set(ids)) < len(ids):
        raise Unsound("two records have one id")
    if rest:
        raise Unsound(f"{len(rest)} bytes at its end are no whole record")
    return found[0], records


def check(header: dict[str, Any], records: list[dict[str, Any]]) -> int:
    """How many turns were adjudicated, all rewinds included, if what was bound is what was laid open and
    things happened in an order in which they can. Raises Unsound."""
    scenario, last = header["scenario"]["id"], len(header["scenario"]["calendar"])
    bound = dict(enumerate(header.get("secrets", {}).get("dice", [])))
    name = "".join(bound.values()) or str(header["seed"])
    waiting: dict[str, dict[str, Any]] = {}
    turn, on, adjudicated = 0, False, 0
    for record in records:
        kind, at = record["kind"], record["turn"]
        if kind == "dawn":
            if on or at != turn + 1 or at > last or record["state"]["turn"] != at:
                raise Unsound(f"turn {at} can't dawn here")
            turn, on = at, True
            if at == 1:
                opened(bound, 0, record)
        elif kind == "commit":
            if not on or at != turn or record["seat"] in waiting:
                raise Unsound(f"{record['seat']} can't commit in turn {at} here")
            waiting[record["seat"]] = record
        elif kind == "takeback":
            if waiting.pop(record["seat"], None) is None:
                raise Unsound(f"{record['seat']} has nothing to take back")
        elif kind == "answer":
            if not on or at != turn or not waiting:
                raise Unsound(f"{record['seat']} can't answer in turn {at} here")
        elif kind == "resolution":
            if not on or at != turn:
                raise Unsound(f"turn {at} can't be adjudicated here")
            opened(bound, at, record)
            laid_open(waiting, record, complete=True)
            waiting, on, adjudicated = {}, False, adjudicated + 1
        elif kind == "rewind":
            laid_open(waiting, record, complete=False)
            waiting, turn, on = {}, at, True
        elif kind in BOUND_ANEW:
            dice = record.get("secrets", {}).get("dice", [])
            bound |= dict(enumerate(dice, at))
            if kind == "branch":
                name = "".join(dice) or f"{header['seed']}/{record['salt']}"
            else:
                waiting = {seat: one for seat, one in waiting.items() if "orders" in one}
    computed = hashlib.blake2b(f"{scenario}/{name}".encode(), digest_size=6).hexdigest()
    if header["id"] != f"{scenario}-{computed}":
        raise Unsound("its id is not bound to its dice")
    return adjudicated


def opened(bound: dict[int, str], turn: int, record: dict[str, Any]) -> None:
    """The dice that a record lays open must be those that were bound."""
    if turn in bound and hashlib.sha256(record["dice"].encode()).hexdigest() != bound[turn]:
        raise Unsound(f"the dice of turn {turn} are not those that were bound")


def laid_open(waiting: dict[str, dict[str, Any]], record: dict[str, Any], *, complete: bool) -> None:
    """The orders that a record lays open must be those that were committed; with ``complete``, all."""
    found = {one["seat"]: one for one in record.get("opened", [])}
    hidden = {seat: commit["bound"] for seat, commit in waiting.items() if "bound" in commit}
    if (complete and found.keys() != hidden.keys()) or found.keys() - hidden.keys():
        raise Unsound(f"other orders are laid open in turn {record['turn']} than were committed")
    for seat, one in found.items():
        text = json.dumps(one["orders"], sort_keys=True, separators=(",", ":"))
        if hashlib.sha256(f"{one['nonce']}\n{text}".encode()).hexdigest() != hidden[seat]:
            raise Unsound(f"{seat} committed other orders in turn {record['turn']} than are laid open")


def main(paths: list[str]) -> int:
    """Say of each save what it is and whether it is sound; return the exit status."""
    status = 0
    for path in paths:
        try:
            header, records = read(Path(path).read_bytes())
            turns = check(header, records)
            print(f"{path}: {header['title']}, {len(records)} records, {turns} turns adjudicated, sound")
        except (Unsound, KeyError, TypeError, ValueError) as error:
            print(f"{path}: UNSOUND: {error!r}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
