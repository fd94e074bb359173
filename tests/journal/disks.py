"""Disks that fail on purpose, and small games to try them on."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from wargame.journal import Contents, Disk, NotSaved, create

HEADER: dict[str, Any] = {
    "game": "g7",
    "seed": 42,
    "scenario": {"title": "Two Koreas", "moves": {"wait": {"cost": 0}}},
}


class QuickDisk(Disk):
    """A disk that does not wait for itself; for tests about bytes, not about power cuts."""

    def sync(self, fd: int) -> None: ...

    def sync_folder(self, folder: Path) -> None: ...


class FaultyDisk(QuickDisk):
    """A disk whose operation number ``at`` (from 0) fails with ``error``; with ``forever`` later ones too.

    ``short``: a write that fails has written half, and one that works writes at most 100 bytes.
    ``only``: count these operations alone.
    """

    def __init__(
        self, at: int = -1, error: int = 0, *, forever: bool = False, short: bool = False, only: str = ""
    ) -> None:
        self.ops: list[str] = []
        self.at = at
        self.error = error
        self.forever = forever
        self.short = short
        self.only = only
        self.counted = 0

    def due(self, op: str) -> bool:
        self.ops.append(op)
        if self.only and op != self.only:
            return False
        now = self.counted
        self.counted += 1
        return now == self.at or (self.forever and self.at >= 0 and now > self.at)

    def step(self, op: str) -> None:
        if self.due(op):
            raise OSError(self.error, os.strerror(self.error))

    def open_new(self, path: Path) -> int:
        self.step("open_new")
        return super().open_new(path)

    def open_append(self, path: Path) -> int:
        self.step("open_append")
        return super().open_append(path)

    def open_read(self, path: Path) -> int:
        self.step("open_read")
        return super().open_read(path)

    def status(self, fd: int) -> os.stat_result:
        self.step("status")
        return super().status(fd)

    def holds(self, path: Path, *parts: bytes | bytearray) -> bool:
        self.step("holds")
        return super().holds(path, *parts)

    def read(self, fd: int, most: int) -> bytes:
        self.step("read")
        return super().read(fd, most)

    def write(self, fd: int, data: bytes) -> int:
        if self.due("write"):
            if self.short:
                super().write(fd, data[: len(data) // 2])
            raise OSError(self.error, os.strerror(self.error))
        return super().write(fd, data[:100] if self.short else data)

    def sync(self, fd: int) -> None:
        self.step("sync")
        super().sync(fd)

    def sync_folder(self, folder: Path) -> None:
        self.step("sync_folder")
        super().sync_folder(folder)

    def truncate(self, fd: int, size: int) -> None:
        self.step("truncate")
        super().truncate(fd, size)

    def close(self, fd: int) -> None:
        super().close(fd)  # a close that fails has closed
        self.step("close")

    def remove(self, path: Path) -> None:
        self.step("remove")
        super().remove(path)


class DeadlyDisk(FaultyDisk):
    """A disk at whose operation number ``at`` the program is killed, as by ``kill -9``."""

    def due(self, op: str) -> bool:
        if super().due(op):
            os.kill(os.getpid(), signal.SIGKILL)
        return False


def small_game(path: Path, records: int, disk: Disk | None = None) -> list[int]:
    """Make a save with that many short records; return its size after the header and after each record."""
    sizes: list[int] = []
    with create(path, HEADER, disk=disk or QuickDisk()) as journal:
        sizes.append(path.stat().st_size)
        for i in range(records):
            journal.append("order", {"id": f"o{i}", "turn": i, "moves": [{"move": "wait"}] * (i % 3)})
            sizes.append(path.stat().st_size)
    return sizes


def document(contents: Contents, whole: dict[str, Any]) -> dict[str, Any]:
    """Return what TOML must find in the whole file if ``contents`` is right; seals are those of ``whole``."""
    records = [
        {"n": record.n, "kind": record.kind, **record.body, "seal": found["seal"]}
        for record, found in zip(contents.records, whole.get("record", []), strict=True)
    ]
    top = {"format": contents.format, "kind": "wargame save", **contents.header, "seal": whole["seal"]}
    return {**top, "record": records} if records else top


def play(path: Path, disk: Disk, orders: int = 3) -> tuple[list[str], list[str]]:
    """Play a game on a disk that may fail: try again what may be tried again, give up when the file is dead.

    Return the ids that were reported as saved, and the words of what was not.
    """
    saved: list[str] = []
    told: list[str] = []
    try:
        journal = create(path, HEADER, disk=disk)
    except NotSaved as error:
        return saved, [str(error)]
    with journal:
        for i in range(orders):
            for _ in range(2):
                try:
                    journal.append("order", {"id": f"o{i}", "turn": i})
                except NotSaved as error:
                    told.append(str(error))
                    if error.dead:
                        return saved, told
                else:
                    saved.append(f"o{i}")
                    break
    return saved, told
