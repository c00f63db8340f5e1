"""Doctor says how a box is, one thing a line, and mends what it can without losing a word."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from socialtui.cli import checks
from socialtui.cli.starting import is_ours
from tests.cli.conftest import Box, Ended, Web


def of(ended: Ended) -> dict[str, dict[str, str]]:
    return {one["check"]: one for one in ended.lines}


def test_a_whole_box_is_said_to_be_whole(practice: Box) -> None:
    ended = practice.demo("doctor", "--json")
    assert ended.code == 0
    assert {one["state"] for one in ended.lines} <= {"ok", "warn"}
    assert {
        "store",
        "modes",
        "disk",
        "filesystem",
        "keyring",
        "locale",
        "terminal",
        "sync",
        "log_out",
    } <= set(of(ended))


def test_every_trouble_says_what_to_do(practice: Box) -> None:
    for one in practice.demo("doctor", "--json").lines:
        assert one["what"]
        assert one["state"] == "ok" or one["next_step"]


def test_open_files_are_told_and_closed(practice: Box) -> None:
    store = practice.home / "state/demo/store.db"
    store.chmod(0o644)
    told = practice.demo("doctor", "--json")
    assert (told.code, of(told)["modes"]["state"]) == (1, "fail")
    store.chmod(0o644)
    assert practice.demo("doctor", "--fix").code == 0
    assert store.stat().st_mode & 0o777 == 0o600


def damage(store: Path) -> None:
    """Overwrites some pages in the middle of the file."""
    with sqlite3.connect(store) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(store.read_bytes())
    for page in (45, 60, 75):
        content[page * 4096 : page * 4096 + 300] = b"\xff" * 300
    store.write_bytes(content)


def test_a_damaged_store_is_saved_and_the_old_one_is_kept(box: Box) -> None:
    box.ok("demo", "--mentions", "400", "--rate", "0", "--load-only")
    store = box.home / "state/demo/store.db"
    first = box.demo("list", "--json", "--limit", "1").lines[0]["id"]
    box.demo("note", first, "keep this")
    damage(store)
    assert of(box.demo("doctor", "--json"))["store"]["state"] == "fail"
    fixed = box.demo("doctor", "--fix", "--json")
    assert fixed.code == 0
    assert "were saved" in of(fixed)["store"]["what"]
    assert list(store.parent.glob("store.db.damaged-*"))
    assert of(box.demo("doctor", "--json"))["store"]["state"] == "ok"
    assert len(box.demo("list", "--json", "--limit", "0").lines) > 50
    assert [one["name"] for one in box.demo("account", "list", "--json").lines] == [
        "acme",
        "acme-alerts",
        "acme-blog",
    ]
    box.ok("sync", "--once", brand="demo")


def test_wrong_counts_are_counted_anew(practice: Box) -> None:
    with sqlite3.connect(practice.home / "state/demo/store.db") as db:
        db.execute("UPDATE tallies SET n = n + 3")
    assert of(practice.demo("doctor", "--json"))["counts"]["state"] == "fail"
    practice.ok("doctor", "--fix", brand="demo")
    assert "counts" not in of(practice.demo("doctor", "--json"))


def test_faults_in_files_are_told_as_well(box: Box) -> None:
    box.write("settings.toml", "colours = 3\n")
    ended = box("doctor", "--json")
    assert ended.code == 1
    assert "did you mean colors?" in of(ended)["config"]["what"]


def test_a_variable_that_is_not_set_is_told_for_its_account(
    box: Box, monkeypatch: pytest.MonkeyPatch, web: Web
) -> None:
    monkeypatch.setenv("FEED", f"{web.url}/feed")
    box.ok("account", "add", "rss", "--secret-env", "FEED")
    monkeypatch.delenv("FEED")
    assert "FEED is not set" in of(box("doctor", "--json"))["account"]["what"]


@pytest.mark.parametrize(
    ("env", "state"),
    [
        ({"TERM": "dumb"}, "warn"),
        ({}, "warn"),
        ({"TERM": "xterm"}, "warn"),
        ({"TERM": "tmux-256color"}, "ok"),
    ],
)
def test_a_terminal_is_told_by_its_name(env: dict[str, str], state: str) -> None:
    assert checks.terminal(env).state == state


@pytest.mark.parametrize(
    ("env", "state"),
    [
        ({"LANG": "de_DE.UTF-8"}, "ok"), ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "warn"), ({}, "warn"),
        ({"LC_CTYPE": "en_GB.utf8"}, "ok"),
    ],
)  # fmt: skip
def test_a_locale_that_is_not_utf_8_is_told(env: dict[str, str], state: str) -> None:
    assert checks.locale(env).state == state


def test_a_box_that_ends_processes_at_log_out_is_told(tmp_path: Path) -> None:
    (tmp_path / "logind.conf").write_text("[Login]\n#KillUserProcesses=yes\n")
    assert checks.logging_out((str(tmp_path),)).state == "ok"
    (tmp_path / "logind.conf.d").mkdir()
    (tmp_path / "logind.conf.d" / "kill.conf").write_text("[Login]\nKillUserProcesses=yes\n")
    assert checks.logging_out((str(tmp_path),)).state == "warn"


def test_the_file_system_is_the_nearest_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/home {tmp_path} nfs4 rw 0 0\n")
    assert checks.filesystem_of(tmp_path / "deep", str(mounts)) == "nfs4"
    assert checks.filesystem_of(Path("/usr"), str(mounts)) == "ext4"


def test_planned_posts_want_a_process_that_is_kept_running(practice: Box) -> None:
    assert "posts" not in of(practice.demo("doctor", "--json"))
    assert practice.demo("post", "add", "--text", "New sails are in.", "--at", "next").code == 0
    told = of(practice.demo("doctor", "--json"))["posts"]
    assert (told["state"], told["what"].startswith("1 post planned, and no sync process is kept")) == (
        "warn",
        True,
    )
    assert "socialtui sync --unit" in told["next_step"]


@pytest.mark.parametrize(("flags", "stays"), [((), True), (("--linger",), False), (("--once",), False)])
def test_a_process_that_a_desk_started_is_not_one_that_stays(flags: tuple[str, ...], stays: bool) -> None:
    argv = [sys.executable, "-c", "print(flush=True); input()", "socialtui", "sync", *flags]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"\n"
            assert is_ours(process.pid)
            assert is_ours(process.pid, for_good=True) is stays
        finally:
            process.kill()
