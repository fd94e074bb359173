"""All that once failed, again: see ``tests/corpus/README.md``."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bounds import bounded, counted
from tests.cli.conftest import MINI, ROOT
from tests.corpus.files import AT_THE_LIMITS, BEYOND, SPOILT, parts, sealed
from tests.posix import posix
from wargame.cli import main
from wargame.session import Game, GameLog
from wargame.session.saves import look
from wargame.session.verify import ENGINES

FILES = {**SPOILT, **BEYOND, **AT_THE_LIMITS}
SAVES = sorted((ROOT / "tests" / "corpus" / "saves").glob("*.toml"))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("good") / "game.toml"
    assert main(["auto", str(MINI), "--seed", "1", "--save", str(path)]) == 0
    return path.read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_once_did_harm_is_told_of_in_little_time(
    name: str, good: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(FILES[name](good))
    data = path.read_bytes()
    assert name not in AT_THE_LIMITS or len(data) > 380_000
    with bounded():
        look(path)
        status = main(["verify", str(path)])
    told = "".join(capsys.readouterr())
    assert name in AT_THE_LIMITS or status == 1
    assert status == 0 or re.search(r"\.toml.*\.$", told.strip(), re.S)
    assert not re.search("Traceback|Error", told)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file.toml"]
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("body", "most"),
    [(b'kind = "vote"\n', 80), (b'kind = "note"\nturn = 1\nseat = ""\ntext = "x"\n', 170)],
)
def test_every_record_takes_as_much_as_the_one_before(
    body: bytes, most: int, good: bytes, tmp_path: Path
) -> None:
    header, (dawn, *_) = parts(good)

    def calls(number: int) -> int:
        path = tmp_path / f"{number}.toml"
        path.write_bytes(sealed(header, [dawn, *(b"n = %d\n" % n + body for n in range(2, number + 2))]))
        with counted() as count:
            assert GameLog.read(path).turn == 1
        return count[0]

    calls(1)  # what is done once
    first, second, third = calls(200), calls(400), calls(800)
    assert third - second == pytest.approx(2 * (second - first), rel=0.02)
    assert (third - second) / 400 < most


MEASURE = """
import sys, time
from pathlib import Path
from wargame.journal import JournalError
from wargame.session import GameError, GameLog
begin = time.process_time()
try:
    print(GameLog.read(Path(sys.argv[1])).turn)
except (JournalError, GameError) as error:
    print(error)
used = time.process_time() - begin
status = Path("/proc/self/status")  # what getrusage tells begins with what the parent had
lines = status.read_text().splitlines() if status.exists() else ()
print(used, *(int(line.split()[1]) / 2**10 for line in lines if line.startswith("VmHWM")), 0)
"""


@posix
@pytest.mark.parametrize("name", ["full of empty tables", "full of deep headings", "rewound again and again"])
def test_the_costliest_saves_stay_within_two_seconds_and_200_mib(
    name: str, good: bytes, tmp_path: Path
) -> None:
    """Those that take most time and most memory. Twice the time is allowed for a machine that does other
    things."""
    path = tmp_path / "file.toml"
    path.write_bytes(AT_THE_LIMITS[name](good))
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    seconds, mebibytes, *_ = map(float, done.stdout.splitlines()[-1].split())
    assert seconds < 4
    assert mebibytes < 200


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.stem)
def test_saves_of_each_released_version_open_show_and_verify(
    save: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = any(f'engine = "{engine}"'.encode() in save.read_bytes() for engine in ENGINES)
    assert look(save).state == ("open" if "running" in save.stem else "over")
    assert main(["show", str(save)]) == 0
    assert "TURN 2 OF " in capsys.readouterr().out
    assert main(["verify", str(save)]) == (0 if ours else 1)
    told = "".join(capsys.readouterr())
    assert ("agrees" if ours else "played with rules 1") in told
    if ours:
        copy = shutil.copy(save, tmp_path)
        game = Game.resume(Path(copy))
        while not game.over:
            for seat in game.waiting:
                game.commit(seat, game.default(seat))
            game.resolve()
        game.close()
        assert main(["verify", str(copy)]) == 0
