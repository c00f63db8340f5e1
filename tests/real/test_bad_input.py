"""What people get wrong, in real processes: one clear line with what to do, the right exit code, nothing lost."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.real.brand import Brand, Said, until
from tests.real.mastodon_mock import INBOX, Town
from tests.real.tmux import in_tmux

pytestmark = pytest.mark.real

STARTER = Path(__file__).with_name("secret_service.sh")


@pytest.fixture
def brand(tmp_path: Path) -> Brand:
    return Brand(tmp_path / "home", secrets={"TOKEN": "a-token-of-nobody"})


def plainly(said: Said, *words: str, lines: int = 2) -> None:
    """A fault in plain words: those words are there, it is short, and nobody sees the inside of the program."""
    assert said.out == ""
    assert said.err.startswith("socialtui: ")
    assert len(said.err.splitlines()) <= lines, said.err
    assert "Traceback" not in said.err
    assert all(word in said.err for word in words), said.err


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:1", "can't be reached"),
        ("no address at all", "address"),
        ("ftp://files.example", "is not a web address"),
        ("http://town.example", "without encryption"),
    ],
)
def test_a_wrong_address_stores_nothing(brand: Brand, url: str, words: str) -> None:
    said = brand.run("account", "add", "mastodon", "--url", url, "--secret-env", "TOKEN", code=1)
    plainly(said, words)
    assert brand.json("account", "list") == []


def test_a_page_that_is_no_server_is_told_as_one(brand: Brand, mastodon_server: Town) -> None:
    address = f"{mastodon_server.url}/about"
    said = brand.run("account", "add", "rss", "--url", address, code=1)
    plainly(said)
    assert brand.json("account", "list") == []


def test_an_unknown_network_is_answered_with_the_nearest(brand: Brand) -> None:
    said = brand.run(
        "account", "add", "mastadon", "--url", "http://127.0.0.1:1", "--secret-env", "TOKEN", code=2
    )
    plainly(said, "no network called mastadon", "Did you mean mastodon?")


def test_a_missing_flag_is_named_where_nobody_can_be_asked(brand: Brand) -> None:
    plainly(brand.run("account", "add", "rss", code=2), "--url", "Nothing was stored")
    said = brand.run("account", "add", "mastodon", "--url", "http://127.0.0.1:1", code=None)
    assert said.code in (1, 2)
    plainly(said, "--secret-env")


def test_a_token_that_nobody_has_is_turned_down_at_the_door(brand: Brand, mastodon_server: Town) -> None:
    said = brand.run(
        "account", "add", "mastodon", "--url", mastodon_server.url, "--secret-env", "TOKEN", code=1
    )
    plainly(said, "does not accept the secret")
    assert "a-token-of-nobody" not in said.err
    assert brand.json("account", "list") == []


def test_a_token_that_dies_stops_that_account_and_says_what_mends_it(
    brand: Brand, mastodon_server: Town
) -> None:
    brand.secrets = {"TOKEN": mastodon_server.token}
    brand.run("account", "add", "mastodon", "--name", "town", "--url", mastodon_server.url,
              "--secret-env", "TOKEN")  # fmt: skip
    asked = mastodon_server.post("rosa", f"@{INBOX} are you open tomorrow?")
    brand.run("sync", "--once")
    (row,) = brand.json("list")
    oid = brand.run("reply", row["id"], "--text", "From ten.", "--now").out.strip()
    brand.secrets = {"TOKEN": "a-token-of-nobody"}
    said = brand.run("sync", "--once", code=1)
    assert "Traceback" not in said.err + brand.log
    states = {line["state"] for line in brand.json("sources")}
    assert states == {"signed_out"}
    assert all("account add" in line["next_step"] for line in brand.json("sources"))
    assert brand.outbox(oid)["state"] in ("leaving", "due")
    brand.secrets = {"TOKEN": mastodon_server.token}
    brand.run("account", "check", "town")
    brand.run("sync", "--once")
    assert brand.outbox(oid)["state"] == "sent"
    assert len(mastodon_server.answers_to(asked)) == 1


def test_every_unknown_key_of_every_file_is_named_at_once(brand: Brand) -> None:
    (brand.config / "settings.toml").write_text(
        'recal_seconds = 5\n\n[sync]\nsetle = "1m"\nlinger = "soon"\n'
    )
    (brand.config / "cadence.toml").write_text(
        '[task.alerts]\nwords = "Alerts"\ndays = "daily"\nmintes = 3\n'
    )
    (brand.config / "keys.toml").write_text('repyl = "r"\n')
    said = brand.run("config", "check", code=2)
    faults = [line for line in said.err.splitlines() if line.startswith("socialtui: ")]
    for name, line, meant in (
        ("settings.toml", 1, "did you mean recall_seconds?"),
        ("settings.toml", 4, "did you mean settle?"),
        ("settings.toml", 5, "must be a duration"),
        ("cadence.toml", 4, "did you mean minutes?"),
        ("keys.toml", 1, "did you mean reply?"),
    ):
        assert any(f"{name}:{line}: " in fault and meant in fault for fault in faults), (name, line, said.err)
    assert brand.run("list", code=2).out == ""
    plainly(brand.run("cadence", code=2), "settings.toml:1", lines=9)


@pytest.mark.skipif(not shutil.which("setpriv"), reason="setpriv is not here")
def test_a_store_that_may_only_be_read_is_told_and_left_as_it_was(brand: Brand) -> None:
    brand.run("list")
    before = brand.store.read_bytes()
    for path in brand.store.parent.glob("store.db*"):
        path.chmod(0o400)
    brand.store.parent.chmod(0o500)
    try:
        for words in (("list",), ("sync", "--once"), ("undo",)):
            plainly(powerless(brand, *words), "read-only here", "Give the file")
    finally:
        brand.store.parent.chmod(0o700)
        brand.store.chmod(0o600)
    assert brand.store.read_bytes() == before


def powerless(brand: Brand, *words: str) -> Said:
    """Runs a command that has to keep to the files' modes, even where the tests are run by root."""
    done = subprocess.run(
        ["setpriv", "--bounding-set=-all", *brand.argv(*words)] if os.geteuid() == 0 else brand.argv(*words),
        capture_output=True, text=True, timeout=60, env=brand.env(), stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    ],
)
def test_a_locale_that_knows_few_letters_ends_no_command(
    brand: Brand, mastodon_server: Town, locale: dict[str, str]
) -> None:
    brand.secrets = {"TOKEN": mastodon_server.token}
    brand.run("account", "add", "mastodon", "--url", mastodon_server.url, "--secret-env", "TOKEN", env=locale)
    mastodon_server.post("rosa", f"@{INBOX} käse — はありますか？ 🥐")
    brand.run("sync", "--once", env=locale)
    assert "@linden k" in brand.run("list", env=locale).out
    (line,) = brand.run("list", "--json", env=locale).lines()
    assert line["text"].endswith("käse — はありますか？ 🥐")
    oid = brand.run("reply", line["id"], "--text", "Grüße, oui — 🥖", "--now", env=locale).out.strip()
    assert brand.outbox(oid)["text"].startswith("Grüße, oui — 🥖")


def test_an_argument_that_is_no_text_is_told_in_one_line(brand: Brand) -> None:
    done = subprocess.run(
        [*brand.argv("note", "c1"), b"caf\xe9"], capture_output=True, env=brand.env(), timeout=30, check=False
    )
    assert done.returncode == 2
    plainly(Said(2, done.stdout.decode(), done.stderr.decode()), "not UTF-8")


def test_a_locale_that_knows_few_letters_is_told_by_the_desk_in_one_line(brand: Brand) -> None:
    with in_tmux(brand.argv(), brand.env(LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")) as desk:
        assert desk.left() == 2
        assert "needs UTF-8" in desk.screen


def test_a_terminal_of_twenty_by_five_gets_one_line_and_may_grow(brand: Brand) -> None:
    practice = Brand(brand.folder, name="demo")
    brand.run("demo", "--mentions", "20", "--rate", "0", "--load-only")
    with in_tmux(practice.argv(), brand.env(), size=(20, 5)) as desk:
        desk.see(r"40 × 10 cells")
        desk.resize(80, 24)
        desk.see(r"(?m)^▌.*\n(.*\n)+.*\? Keys")
        desk.keys("q")
        assert desk.left() == 0
    until(lambda: not practice.syncing(), "the sync process to end by itself")


def test_a_first_start_in_a_terminal_of_twenty_by_five_can_be_left(brand: Brand) -> None:
    with in_tmux(brand.argv(), brand.env(), size=(20, 5)) as desk:
        desk.see(r"\? Keys")
        desk.keys("q")
        assert desk.left() == 0


@pytest.mark.parametrize("kind", ["locked", "empty", "alone", "gone"])
def test_a_keyring_that_keeps_nothing_is_told_with_the_ways_that_work(
    brand: Brand, tmp_path: Path, kind: str
) -> None:
    lacking = [name for name in ("dbus-daemon", "gnome-keyring-daemon") if not shutil.which(name)]
    if lacking:
        pytest.skip(f"not on this box: {', '.join(lacking)}")
    add = brand.argv("account", "add", "mastodon", "--url", "http://127.0.0.1:1", "--secret-stdin")
    done = subprocess.run(
        [str(STARTER), str(tmp_path / "keyring"), kind, "--", *add],
        input="a-token-of-nobody\n", capture_output=True, text=True, timeout=90, env=brand.env(), check=False,
    )  # fmt: skip
    assert done.returncode == 1, done
    plainly(Said(1, done.stdout, done.stderr), "not saved", "--secret-way vault", "--secret-env VAR", lines=3)
    assert "a-token-of-nobody" not in done.stderr
    assert brand.json("account", "list") == []
