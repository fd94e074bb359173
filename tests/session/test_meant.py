"""Which save is meant by what somebody says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wargame.scenario.model import Scenario
from wargame.session import Game, SeatSetup, Settings
from wargame.session.meant import meant
from wargame.session.places import NoSuchSave


@pytest.fixture(autouse=True)
def _room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mini: Scenario) -> None:
    """A room's saves, the newest first."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.session.places.user_directory", lambda: tmp_path / "user" / "saves")
    (tmp_path / "saves").mkdir()
    for at, (name, class_name, group, team) in enumerate(
        (
            ("ir-301-friday-2-bcdf", "IR 301, Friday", "2", "Falcon"),
            ("ir-301-friday-12-bcdf", "IR 301, Friday", "12", "Heron"),
            ("ir-402-blue", "IR 402", "Group Blue", ""),
            ("ir-301-friday-2-gone", "IR 301, Friday", "2", "Falcon"),
            ("monday", "", "", "Kestrel"),
            ("monday-again", "", "", ""),
        )
    ):
        path = tmp_path / "saves" / f"{name}.toml"
        settings = Settings(class_name=class_name, group=group)
        seats = {"sarvia": SeatSetup(team=team)}
        Game.new(mini, seed=1, save=path, seats=seats, settings=settings).close()
        os.utime(path, (1_600_000_000 - at, 1_600_000_000 - at))


@pytest.mark.parametrize(
    ("said", "name", "told"),
    [
        ("monday", "monday", ""),
        ("saves/monday.toml", "monday", ""),
        ("ir 301 friday 2", "ir-301-friday-2-bcdf", "The newest game of IR 301, Friday 2: "),
        ("IR-301 group 2", "ir-301-friday-2-bcdf", "The newest game of IR 301, Friday 2: "),
        ("group 12", "ir-301-friday-12-bcdf", "IR 301, Friday 12: "),
        ("402", "ir-402-blue", "IR 402 Group Blue: "),
        ("blue", "ir-402-blue", "IR 402 Group Blue: "),
        ("FALCON", "ir-301-friday-2-bcdf", "The newest game of IR 301, Friday 2: "),
        ("kest", "monday", "The Korrin Dam: "),
        ("day-ag", "monday-again", "The Korrin Dam: "),
    ],
)
def test_a_class_a_group_a_team_or_part_of_a_name_will_do(said: str, name: str, told: str) -> None:
    path, sentence = meant(said)
    assert path.resolve() == Path(f"saves/{name}.toml").resolve()
    assert sentence == (f"{told}saves/{name}.toml" if told else "")


def test_what_fits_several_tables_tells_them() -> None:
    with pytest.raises(NoSuchSave) as caught:
        meant("IR 301")
    assert f"{caught.value}".splitlines() == [
        "'IR 301' fits 2 games. Say more, or the name of the file:",
        "  saves/ir-301-friday-2-bcdf.toml   IR 301, Friday 2 · turn 1 of 4 · 13 September 2020",
        "  saves/ir-301-friday-12-bcdf.toml   IR 301, Friday 12 · turn 1 of 4 · 13 September 2020",
    ]


@pytest.mark.parametrize("said", ["group 7", "30", "saves/ir", "...", "\x1b[2J"])
def test_what_fits_nothing_is_said(said: str) -> None:
    with pytest.raises(NoSuchSave, match=r"no (such )?save") as caught:
        meant(said)
    assert "\x1b" not in f"{caught.value}"
