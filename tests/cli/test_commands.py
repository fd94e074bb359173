"""Every command from outside: what it prints where, its exit status, and never a traceback for a mistake."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import MINI, Run
from tests.players import play
from tests.posix import posix
from wargame.scenario import load
from wargame.session import Game

COMMANDS = (
    "play",
    "resume",
    "replay",
    "auto",
    "show",
    "vary",
    "compare",
    "verify",
    "export",
    "report",
    "packets",
    "check",
)


def test_version_is_data(process: Run) -> None:
    from wargame import __version__

    done = process("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"wargame {__version__}\n", "")


def test_help_lists_every_command(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_has_an_example(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from wargame.cli import main

    assert main([command, "--help"]) == 0
    assert f"wargame {command} " in capsys.readouterr().out.split("Example", 1)[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["plya"], "Did you mean `wargame play`?"),
        (["--nonsense"], "--nonsense"),
        (["show"], "SAVE"),
        (["verify"], "SAVE"),
        (["auto", "offer-lesson", "--seed", "x"], "--seed"),
        (["auto", "offer-lesson", "--seed", "-1"], "--seed"),
        (["auto", MINI, "--seat", "kim"], "SEAT=WHO"),
        (["auto", MINI, "--seat", "nobody=random"], "There is no seat 'nobody'"),
        (["auto", MINI, "--seat", "SEAT=rnadom"], "Did you mean random?"),
        (["auto", MINI, "--seat", "SEAT=random", "--seat", "SEAT=random"], "given twice"),
        (["show", "GAME", "--turn", "99"], "There is no turn 99"),
        (["show", "GAME", "--turn", "0"], "--turn"),
        (["show", "GAME", "--seat", "nobody"], "There is no seat 'nobody'"),
        (["show", "GAME", "--analysis", "--turn", "1"], "are of the whole game"),
    ],
)
def test_wrong_usage_is_said_with_status_2(
    arguments: list[str | Path], says: str, game: Path, seat: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from wargame.cli import main

    words = [str(word).replace("GAME", str(game)).replace("SEAT=r", f"{seat}=r") for word in arguments]
    capsys.readouterr()
    assert main(words) == 2
    printed = capsys.readouterr()
    assert says in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "nowhere"], "no save called 'nowhere'"),
        (["verify", "nowhere"], "no save called 'nowhere'"),
        (["resume", "nowhere"], "no save called 'nowhere'"),
        (["replay", "nowhere"], "no save called 'nowhere'"),
        (["auto", "nowhere"], "nowhere"),
        (["check", "nowhere"], "nowhere"),
        (["auto", MINI, "--save", "no/such/folder/game.toml"], "no/such/folder"),
        (["auto", MINI, "--save", MINI], "mini.toml"),
        (["show", MINI], "mini.toml"),
        (["verify", MINI], "mini.toml"),
        pytest.param(["show", "/dev/null"], "/dev/null", marks=posix),
        (["show", "."], ". is a folder"),
        (["show", "x" * 300], "too long"),
        (["check", "x" * 300], "xxx"),
        (["show", "a\x1b]0;evil\x07b\u202e"], "no save called"),
    ],
)
def test_what_fails_is_said_with_status_1(
    arguments: list[str | Path],
    says: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from wargame.cli import main

    monkeypatch.chdir(tmp_path)
    before = MINI.read_bytes()
    assert main([str(word) for word in arguments]) == 1
    printed = capsys.readouterr()
    everything = printed.out + printed.err
    assert says in everything
    assert "Traceback" not in everything
    assert not any(sign in everything for sign in "\x1b\x07\u202e")
    assert MINI.read_bytes() == before


@pytest.mark.parametrize("command", ["", "play", "play offer-lesson"])
def test_screens_need_a_terminal(command: str, process: Run) -> None:
    done = process(*command.split())
    assert done.returncode == 2
    assert "is no terminal" in done.stderr
    assert "wargame show" in done.stderr
    assert done.stdout == ""


def test_a_traceback_is_never_shown_to_a_person(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe[[record]]\n" * 100)
    for command in ("show", "verify", "check", "auto"):
        done = run(command, "bad.toml")
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr


def test_a_game_from_auto_to_verify(run: Run, process: Run, game: Path, seat: str) -> None:
    shown = run("show", game)
    assert shown.returncode == 0
    assert shown.stderr == ""
    assert "TURN 1 OF" in shown.stdout
    assert "THE END" in shown.stdout
    again = process("auto", MINI, "--seed", "1")
    assert again.stdout == shown.stdout  # the same seed and policies, another process

    verified = run("verify", game)
    assert verified.returncode == 0
    assert "agrees" in verified.stdout

    one = run("show", game, "--turn", "1", "--seat", seat)
    assert one.returncode == 0
    assert "TURN 1 OF" in one.stdout
    assert "TURN 2 OF" not in one.stdout


def test_verify_finds_what_was_changed(run: Run, game: Path, tmp_path: Path) -> None:
    text = game.read_text()
    changed = tmp_path / "changed.toml"
    changed.write_text(text.replace("turn = 2", "turn = 3", 1))
    done = run("verify", changed, game)
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert "agrees" in done.stdout  # one bad save does not keep the next from being verified


def test_verify_counts_only_turns_whose_result_it_compared(run: Run, game: Path, tmp_path: Path) -> None:
    """A save cut at its end, byte by byte: what was not compared is not said to agree."""
    data = game.read_bytes()
    whole = run("verify", game)
    turns = data.count(b'kind = "resolution"')
    assert whole.stdout == f"{game}: agrees, {turns} turns compared.\n"
    cut = tmp_path / "cut.toml"

    cut.write_bytes(data[:-1])  # only the last line end: the record is whole
    done = run("verify", cut)
    assert (done.returncode, done.stdout) == (0, f"{cut}: agrees, {turns} turns compared.\n")
    assert "THE END" in run("show", cut).stdout

    cut.write_bytes(data + b"\r\n")  # from an editor: nothing is missing
    done = run("verify", cut)
    assert (done.returncode, done.stdout) == (0, f"{cut}: agrees, {turns} turns compared.\n")

    last = data.rindex(b"\n[[record]]")
    for rest in (data[last:-2], b"\n[", b"["):
        cut.write_bytes(data[:last] + rest)
        done = run("verify", cut)
        assert done.returncode == 1
        torn = len(rest)
        assert f"agrees, {turns - 1} turns compared; turn {turns} is not finished. The last" in done.stdout
        assert (f"The last {torn:,} bytes are" if torn > 1 else "The last byte is") in done.stdout
        assert "TORN" in done.stdout
        assert "are not a whole record" in done.stderr or "is not a whole record" in done.stderr

    cut.write_bytes(data[:last])  # whole records, and no sign that there was more
    done = run("verify", cut)
    assert done.returncode == 0
    assert done.stdout == f"{cut}: agrees, {turns - 1} turns compared; turn {turns} is not finished.\n"
    assert done.stderr == ""


def test_verify_of_a_game_in_its_first_turn_claims_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "young.toml"
    game = Game.new(load(MINI), seed=1, save=path)
    game.commit("halden", game.default("halden"))
    game.close()
    done = run("verify", path)
    assert (done.returncode, done.stdout) == (
        0,
        f"{path}: agrees, no turns compared; turn 1 is not finished.\n",
    )


def test_without_a_seed_it_is_told(run: Run) -> None:
    done = run("auto", MINI)
    assert done.returncode == 0
    assert "The seed was" in done.stderr
    assert "The seed was" not in done.stdout


def test_a_reader_that_leaves_early_is_no_error_to_see(game: Path, environment: dict[str, str]) -> None:
    command = f'"{sys.executable}" -m wargame show "{game}" | head -n 1'
    done = subprocess.run(command, shell=True, env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_output_survives_a_poor_encoding(process: Run, game: Path) -> None:
    done = process("show", game, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stdout.isascii()


def test_no_line_of_the_account_is_drawn_or_coloured(run: Run, game: Path) -> None:
    text = run("show", game).stdout
    assert not any("\u2500" <= sign <= "\u25ff" or (sign < " " and sign != "\n") for sign in text)
    assert max(len(line) for line in text.splitlines()) <= 78


def test_a_running_game_shows_what_everybody_could_see(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "running.toml"
    game = play(Game.new(load(MINI), seed=1, save=path, code="Blue horse"), 1, turns=1)
    game.close()
    shown = run("show", path)
    assert (shown.returncode, "Orders of" in shown.stdout) == (0, False)
    assert "what everybody could see" in shown.stdout
    assert "Orders of" in run("show", path, "--code", "blue horse").stdout
    for arguments, says in (
        (("--code", "red horse"), "not the code"),
        (("--seat", "sarvia"), "while people play"),
    ):
        refused = run("show", path, *arguments)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert says in " ".join(refused.stderr.split())


def test_what_is_sound_of_a_damaged_save_is_shown(run: Run, game: Path, tmp_path: Path) -> None:
    text = game.read_text()
    at = text.index("turn = 3")
    changed = tmp_path / "changed.toml"
    changed.write_text(f"{text[:at]}turn = 4{text[at + 8 :]}")
    before = changed.read_bytes()
    done = run("show", changed)
    assert done.returncode == 1
    assert "is damaged at record" in done.stderr
    assert "TURN 2 OF" in done.stdout
    assert "TURN 3 OF" not in done.stdout
    assert changed.read_bytes() == before


def test_a_save_damaged_before_its_first_turn_is_called_damaged(run: Run, game: Path, tmp_path: Path) -> None:
    text = game.read_text()
    changed = tmp_path / "changed.toml"
    changed.write_text(text.replace("[[record]]\nn = 1", "[[record]]\nn = 7", 1))
    done = run("show", changed)
    assert done.returncode == 1
    assert "is damaged at record 1" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["show", "verify"])
def test_nobody_listens_at_all(command: str, game: Path, environment: dict[str, str]) -> None:
    line = f'"{sys.executable}" -m wargame {command} "{game}" >&-'
    done = subprocess.run(line, shell=True, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_watch_without_a_save_takes_the_game_that_was_changed_last(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from wargame.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.session.places.user_directory", lambda: tmp_path / "user" / "saves")
    monkeypatch.setattr("wargame.cli.terminal.require_terminal", lambda: None)
    watched: list[tuple[Path, str]] = []

    def watch(path: Path, told: str) -> int:
        watched.append((path, told))
        return 0

    monkeypatch.setattr("wargame.tui.run_watch", watch)
    assert main(["watch"]) == 1
    assert "no saved game" in capsys.readouterr().err
    (tmp_path / "saves").mkdir()
    for at, name in enumerate(("first", "last")):
        Game.new(load("first-letter"), save=tmp_path / f"saves/{name}.toml").close()
        os.utime(f"saves/{name}.toml", (1e9 + at, 1e9 + at))
    Path("saves/notes.toml").write_text("a = 1")
    assert main(["watch"]) == 0
    assert main(["watch", "first"]) == 0
    assert main(["watch", "irs"]) == 0, "a part of its name"
    assert main(["watch", "st"]) == 1
    told = capsys.readouterr().err
    assert "'st' fits 2 games" in told
    assert "saves/last.toml   The First Letter" in told
    assert watched == [
        (Path("saves/last.toml"), "The game that was changed last: saves/last.toml"),
        (Path("saves/first.toml"), ""),
        (Path("saves/first.toml"), "The First Letter: a practice: saves/first.toml"),
    ]


@pytest.mark.parametrize("command", ["show", "verify", "resume", "replay"])
def test_an_endless_name_is_not_told_in_full(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    from wargame.cli import main

    for name in ("a" * 5000, "b" * 120):
        assert main([command, name]) == 1
        assert 0 < len(capsys.readouterr().err) < 400


def test_check_plays_games_and_tells_what_was_not_true_in_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from wargame.cli import main

    path = tmp_path / "told.toml"
    path.write_text(
        f'extends = "{MINI.stem}"\n[moves.protest.success]\ntext = "Sarvia protests in vain."\n'
        "claims = [\"not happened('protest')\"]\n",
        encoding="utf-8",
    )
    (tmp_path / MINI.name).write_text(MINI.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert "told.toml:2: warning: moves.protest.success: What it claims is not so" in line
    assert "times in 40 games: not happened('protest'). moves.protest.success says “" in line
    assert "Sarvia protests in vain.”" in line
    assert main(["check", str(path), "--games", "0"]) == 0
    assert capsys.readouterr().out == ""
