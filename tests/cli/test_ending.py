"""However a command line ends, it ends in one clear line and an exit code, and nothing is lost."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from socialtui.cli.parts import Start
from socialtui.cli.starting import stop_sync
from tests.cli.conftest import Box


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lst"], "did you mean list?"), (["list", "--jsn"], "--json"), (["show"], "Missing argument"),
        (["--brand", "Not A Brand", "list"], "can't be a brand's name"), (["list", "--limit", "many"], "many"),
        (["demo", "--plain"], "--plain stands before the command: `socialtui --plain demo`."),
        (["list", "--brand", "acme"], "--brand stands before the command: `socialtui --brand NAME list`."),
        (["list", "--colors=16"], "--colors stands before the command: `socialtui --colors 16|256|true list`."),
        (["account", "list", "--plain"], "--plain stands before the command: `socialtui --plain account list`."),
        (["account", "list", "--as", "b"], "`socialtui --as NAME account list`."),
        (["list", "--no-mouse"], "--no-mouse stands before the command: `socialtui --no-mouse list`."),
        (["tick", "alrets"], "did you mean alerts?"), (["list", "--after", "c9zzzzz"], "no conversation"),
    ],
)  # fmt: skip
def test_a_wrong_word_names_the_right_one(box: Box, words: list[str], said: str) -> None:
    ended = box(*words)
    assert ended.code in (1, 2)
    assert said in ended.err
    assert ended.out == ""
    assert "Traceback" not in ended.err


def test_all_faults_of_a_settings_file_are_named_at_once(box: Box) -> None:
    box.write("settings.toml", 'colours = "256"\nrecall_seconds = 900\n[clock]\ncomplaint = "soon"\n')
    for words in (["list"], ["config", "check"], ["sync", "--once"], ["--plain"]):
        ended = box(*words)
        assert ended.code == 2
        for said in (
            "settings.toml:1: colours: ",
            "did you mean colors?",
            "settings.toml:2: ",
            "settings.toml:4: ",
        ):
            assert said in ended.err


def test_faults_of_all_files_are_named_at_once(box: Box) -> None:
    box.write("settings.toml", "ascii = 3\n")
    box.write("cadence.toml", '[task.alerts]\nwords = "Alerts"\ndays = "dayly"\n')
    box.write("keys.toml", 'replay = "r"\n')
    box.write("guidelines.toml", "[restraint]\ndays = 2\n")
    box.write("facts.toml", '[fact.a]\nclaim = "x"\n')
    ended = box("config", "check")
    assert ended.code == 2
    for said in (
        "settings.toml:1: ascii", "cadence.toml:3: task.alerts.days", "keys.toml:1: replay",
        "guidelines.toml:2: restraint.days: no such key here; did you mean day?", "facts.toml:1: fact.a: has no fact",
    ):  # fmt: skip
        assert said in ended.err


def test_the_files_to_start_from_are_written_once_and_are_right(box: Box) -> None:
    told = box.ok("config", "path", "--write").out
    folder = box.home / "config/default"
    for name in ("settings", "guidelines", "facts"):
        assert (folder / f"{name}.toml").is_file()
        assert f"{name}.toml" in told
    box.ok("config", "check")
    box.write("facts.toml", "# mine\n")
    box.ok("config", "path", "--write")
    assert (folder / "facts.toml").read_text() == "# mine\n"


def test_a_role_of_an_account_that_is_not_there_names_the_nearest(practice: Box) -> None:
    with (practice.home / "config/demo/settings.toml").open("a") as file:
        file.write("\n")
    text = (practice.home / "config/demo/settings.toml").read_text()
    practice.write("settings.toml", text.replace("short = []", 'short = ["amce"]'), brand="demo")
    ended = practice.demo("config", "check")
    assert ended.code == 2
    assert "there is no account amce; did you mean acme?" in ended.err


def test_a_view_or_a_task_on_a_network_that_is_not_there_names_the_nearest(box: Box) -> None:
    box.write("views.toml", '[[view]]\nname = "Fedi"\nquery = "net:mastodan"\n')
    box.write("cadence.toml", '[task.fedi]\nwords = "Read"\ndays = "daily"\nopens = "net:mastodan"\n')
    ended = box("config", "check")
    assert ended.code == 2
    wrong = "net:mastodan is no network (letter 1); did you mean mastodon?"
    assert f"views.toml:3: view[1].query: {wrong}" in ended.err
    assert f"cadence.toml:4: task.fedi.opens: {wrong}" in ended.err


def test_a_store_of_a_newer_version_is_refused_and_left_alone(practice: Box) -> None:
    store = practice.home / "state/demo/store.db"
    with sqlite3.connect(store) as db:
        db.execute("PRAGMA user_version=99")
    ended = practice.demo("list")
    assert ended.code == 1
    assert "newer socialtui" in ended.err


def test_what_is_no_store_is_said_to_be_none(box: Box) -> None:
    (box.home / "state/default").mkdir(parents=True)
    (box.home / "state/default/store.db").write_bytes(b"something else entirely" * 100)
    ended = box("list")
    assert ended.code == 1
    assert "is not a socialtui store" in ended.err


@pytest.mark.skipif(os.getuid() == 0, reason="root writes everywhere")
def test_a_read_only_store_is_one_clear_line(practice: Box) -> None:
    store = practice.home / "state/demo/store.db"
    store.chmod(0o400)
    ended = practice.demo("done", "c1", "--reason", "x")
    assert ended.code == 1
    assert "read-only" in ended.err


def test_a_home_that_cannot_be_made_is_one_clear_line(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOCIALTUI_HOME", "/dev/null/home")
    ended = box("list")
    assert ended.code == 2
    assert "SOCIALTUI_HOME=DIR" in ended.err


def test_a_reader_who_has_enough_ends_it_quietly(practice: Box) -> None:
    command = f"{sys.executable} -m socialtui --brand demo list --limit 0 | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert "Error" not in done.stderr


def test_a_dumb_terminal_gets_the_line_mode(practice: Box) -> None:
    ended = practice.process("--brand", "demo", given="list\nquit\n", TERM="dumb")
    stop_sync(practice.start("demo"))
    assert ended.code == 0
    assert "1. " in ended.out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_stream_of_few_letters_ends_no_command(practice: Box, encoding: str) -> None:
    ended = practice.process("--brand", "demo", "list", "--limit", "0", PYTHONIOENCODING=encoding)
    assert ended.code == 0
    assert "Traceback" not in ended.err


def test_lines_of_json_are_utf_8_whatever_the_locale(practice: Box) -> None:
    text = [one["text"] for one in practice.demo("list", "--json", "--limit", "0").lines]
    ended = practice.process("--brand", "demo", "list", "--json", "--limit", "0", PYTHONIOENCODING="ascii")
    assert [one["text"] for one in ended.lines] == text
    assert not "".join(text).isascii()


def test_help_lists_every_command_and_loads_none(box: Box) -> None:
    from socialtui.cli.root import COMMANDS

    listed = box.ok("--help").out
    assert all(f"  {name} " in listed for name in COMMANDS)


def test_every_command_is_where_it_is_said_to_be(box: Box) -> None:
    from socialtui.cli.root import COMMANDS

    for name in COMMANDS:
        assert box.ok(name, "--help").out.startswith(f"Usage: socialtui {name}")


HEAVY = (
    "textual", "rich", "httpx", "keyring", "vaderSentiment", "regex", "dateutil", "feedparser", "selectolax",
    "tomlkit", "cryptography", "platformdirs",
)  # fmt: skip


def test_a_listing_loads_nothing_heavy(box: Box, tmp_path: Path) -> None:
    box.ok("list")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "socialtui", "list", "--json"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    loaded = {
        line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time")
    }
    assert "aiosqlite" in loaded
    assert not loaded & set(HEAVY)


def test_a_fault_of_ours_is_three_lines_and_a_private_trace(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: Start) -> None:
        raise ZeroDivisionError(os.environ["LOGNAME"] * 3)

    monkeypatch.setattr(Start, "accounts", broken)
    ended = box("account", "list", brand="acme")
    assert ended.code == 70
    assert "Traceback" not in ended.err
    told = ended.err.splitlines()
    assert len(told) == 3
    path = Path(told[2].removeprefix("The trace is in ").removesuffix("."))
    assert "acme" in path.parts
    assert path.stat().st_mode & 0o777 == 0o600
    assert "anaanaana" not in path.read_text()


def test_a_mistyped_brand_names_the_brands_there_are(practice: Box) -> None:
    ended = practice.ok("list", brand="dmo")
    assert "Nothing is connected yet in brand dmo. There are: demo." in ended.err
    assert "There are" not in practice.ok("list", brand="demo").err
