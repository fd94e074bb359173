"""What the doctor finds: each thing that can be wrong before a lesson, and that it repairs nothing else."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.journal.disks import FaultyDisk
from tests.tui.games import fresh
from wargame.journal import Damaged, Disk, Locked
from wargame.rules.orders import Orders
from wargame.session import GameLog, checkup
from wargame.session.drafts import Drafts, Sheet


def grades(findings: object) -> dict[str, str]:
    return {finding.about: finding.how for finding in findings}  # type: ignore[attr-defined]


def test_a_terminal_that_is_too_small_or_cannot_draw_is_wrong() -> None:
    good = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    assert grades(checkup.terminal((80, 24), (80, 24), good)) == {"size": "ok", "colours": "ok"}
    assert grades(checkup.terminal((79, 24), (80, 24), good))["size"] == "wrong"
    for environ, grade in (({"TERM": "dumb"}, "wrong"), ({}, "wrong"), ({"TERM": "linux"}, "look")):
        assert grades(checkup.terminal((80, 24), (80, 24), environ))["colours"] == grade
    assert grades(checkup.terminal((80, 24), (80, 24), {"TERM": "linux", "NO_COLOR": ""}))["colours"] == "ok"


def test_letters_go_by_what_the_terminal_drew_before_what_the_locale_says() -> None:
    assert checkup.letters({"LANG": "C"}, "ascii", None).how == "look"
    assert checkup.letters({"LANG": "de_DE.utf8"}, "utf-8", None).how == "ok"
    assert checkup.letters({"LANG": "C"}, "ascii", True).how == "ok"
    assert checkup.letters({"LANG": "C.UTF-8"}, "utf-8", False).how == "wrong"


@pytest.mark.parametrize(
    ("arrived", "grade"),
    [(b"\x1bOP", "ok"), (None, "ok"), (b"", "look"), (b"\x1b[21~", "look"), (b"\x1b[2J\x07", "look")],
)  # fmt: skip
def test_a_key_that_does_not_arrive_is_told_with_what_does_the_same(arrived: bytes, grade: str) -> None:
    found = checkup.key("F1", arrived)
    assert found.how == grade
    assert ("Ctrl+G" in found.do) == (grade == "look")
    assert f"{found}".isprintable()


class Liar(Disk):
    """A disk that has lost what was written."""

    def holds(self, path: Path, *parts: bytes | bytearray) -> bool:
        return False


def test_a_disk_is_tried_and_left_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "saves"  # need not be there
    assert grades(checkup.disk(folder)) == dict.fromkeys(("disk", "locks", "space", "place"), "ok")
    for disk in (
        FaultyDisk(1, errno.ENOSPC),
        FaultyDisk(0, errno.EROFS),
        FaultyDisk(0, errno.EIO, only="sync"),
    ):
        assert grades(checkup.disk(folder, disk=disk))["disk"] == "wrong"
    assert grades(checkup.disk(folder, disk=Liar()))["disk"] == "wrong"
    for free, grade in ((1 << 40, "ok"), (100 << 20, "look"), (1 << 20, "wrong")):
        assert grades(checkup.disk(folder, free=free))["space"] == grade
    assert list(tmp_path.iterdir()) == []


def test_a_folder_where_others_write_too_is_told(tmp_path: Path) -> None:
    for name in ("Dropbox", "OneDrive - School", "Nextcloud", "Mobile Documents", "Google Drive"):
        assert checkup.place(tmp_path / name / "saves").how == "look", name
    (tmp_path / ".stfolder").mkdir()
    assert ".stfolder" in checkup.place(tmp_path / "saves").words
    mounts = "/dev/sda1 / ext4 rw 0 0\nschool:/home /srv/my\\040home nfs4 rw 0 0\n"
    assert checkup.place(Path("/srv/my home/saves"), mounts).how == "look"
    assert checkup.place(Path("/srv/my"), mounts).how == "ok"
    mounts = "/dev/disk1s1 on / (apfs, local)\n//ada@school/home on /Volumes/my home (smbfs, nodev)\n"
    assert checkup.place(Path("/Volumes/my home/saves"), mounts).how == "look"
    assert checkup.place(Path("/Volumes/my"), mounts).how == "ok"


def test_a_torn_end_is_put_aside_after_a_copy_and_nothing_else_is_changed(tmp_path: Path) -> None:
    save = tmp_path / "monday.toml"
    game = fresh(save=save)
    game.commit("halden", game.default("halden"))
    game.close()
    whole = save.read_bytes()
    assert grades(checkup.saved(save)) == {"save": "ok"}
    assert list(checkup.repaired(save)) == []
    torn = whole[:-40]
    save.write_bytes(torn)
    assert grades(checkup.saved(save)) == {"save": "ok", "end": "look"}
    assert save.read_bytes() == torn
    said = " ".join(checkup.repaired(save))
    assert "monday.toml.copy" in said
    assert "monday.toml.torn" in said
    assert (tmp_path / "monday.toml.copy").read_bytes() == torn
    assert torn.startswith(save.read_bytes())
    assert grades(checkup.saved(save)) == {"save": "ok"}
    assert GameLog.read(save).committed == frozenset()


def test_desks_of_another_game_are_put_aside_and_those_of_this_turn_are_kept(tmp_path: Path) -> None:
    save, desks = tmp_path / "monday.toml", tmp_path / "monday.toml.draft"
    game = fresh(save=save)
    kept = Drafts(game)
    kept.open("halden")
    kept.keep("halden", Sheet(orders=Orders(say="We wait.")))
    kept.close()
    game.close()
    assert desks.exists()
    assert grades(checkup.saved(save)) == {"save": "ok"}
    theirs = desks.read_text()
    desks.write_text(theirs.replace(game.id, "another"))
    assert grades(checkup.saved(save))["desks"] == "look"
    assert "monday.toml.draft.aside" in " ".join(checkup.repaired(save))
    assert (tmp_path / "monday.toml.draft.aside").exists()
    desks.write_text(theirs.replace('"format": 1', '"format": 9'))  # of a newer program: nobody knows
    assert list(checkup.repaired(save)) == []


def test_a_damaged_save_and_one_that_is_open_elsewhere_are_left_alone(tmp_path: Path) -> None:
    save = tmp_path / "monday.toml"
    game = fresh(save=save)
    (tmp_path / "monday (conflicted copy).toml").touch()
    assert grades(checkup.saved(save)) == {"save": "ok", "copies": "look", "window": "look"}
    (tmp_path / "monday.toml.draft").write_text("{")
    with pytest.raises(Locked):
        list(checkup.repaired(save))
    game.close()
    data = save.read_bytes()
    damaged = data.replace(b"Team halden", b"Team Halden", 1)
    assert damaged != data
    save.write_bytes(damaged)
    assert grades(checkup.saved(save)) == {"save": "wrong"}
    with pytest.raises(Damaged):
        list(checkup.repaired(save))
    assert save.read_bytes() == damaged
    assert sorted(path.name for path in tmp_path.iterdir() if "cop" in path.name) == [
        "monday (conflicted copy).toml"
    ]
