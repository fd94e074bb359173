"""Programs that start in no time: a process that has imported ``wargame`` forks them (POSIX).

To import takes as long as all that screens do until somebody sits at a desk. As a script it is that process,
and its argument is the descriptor of the socket on which it is asked for programs.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class Nursery:
    """The process that forks, from outside."""

    def __init__(self) -> None:
        self._line, far = socket.socketpair()
        with far:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.nursery", str(far.fileno())],
                cwd=ROOT,
                pass_fds=[far.fileno()],
                stdin=subprocess.DEVNULL,
            )

    def start(
        self, terminal: int, words: Sequence[str], folder: Path, environment: Mapping[str, str], first: str
    ) -> int:
        """Run ``wargame`` with ``words`` in a terminal (a descriptor), after ``first``, which is Python.
        Return its process id."""
        asked = {"words": words, "folder": str(folder), "environment": dict(environment), "first": first}
        return int(self._ask(asked, terminal))

    def status(self, child: int) -> int | None:
        """The exit status of a program, once it has ended, as ``Popen.returncode`` has it."""
        status = self._ask({"child": child})
        return None if status is None else int(status)

    def close(self) -> None:
        """Nobody will ask any more."""
        self._line.close()
        self._process.wait()

    def _ask(self, asked: dict[str, Any], *descriptors: int) -> Any:
        socket.send_fds(self._line, [json.dumps(asked).encode()], descriptors)
        return json.loads(self._line.recv(1000))


def serve(line: socket.socket) -> None:
    """Do what is asked until nobody can ask any more."""
    while True:
        data, descriptors, _, _ = socket.recv_fds(line, 10**6, 1)
        if not data:
            return
        asked = json.loads(data)
        if not descriptors:
            done, status = os.waitpid(asked["child"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if done else None
        else:
            (terminal,) = descriptors
            answer = os.fork()
            if answer == 0:
                line.close()
                os.login_tty(terminal)
                run(**asked)
            os.close(terminal)
        line.send(json.dumps(answer).encode())


def run(words: list[str], folder: str, environment: dict[str, str], first: str) -> None:
    """Be the program. Does not return."""
    from wargame.cli import main

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for descriptor, (name, mode) in enumerate({"stdin": "r", "stdout": "w", "stderr": "w"}.items()):
        stream = open(descriptor, mode)  # noqa: PTH123, SIM115 -- as the interpreter opens them at its start
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    exec(first, {})
    sys.exit(main(words))


if __name__ == "__main__":
    import wargame

    for module in pkgutil.walk_packages(wargame.__path__, "wargame."):
        if module.name not in {"wargame.__main__", "wargame.bots.pettingzoo_env"}:
            importlib.import_module(module.name)
    serve(socket.socket(fileno=int(sys.argv[1])))
