"""A real Secret Service, in every state in which a box may have it: each is told apart, and none hangs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

NEEDED = ("dbus-daemon", "dbus-send", "gnome-keyring-daemon", "bash")
MISSING = [name for name in NEEDED if shutil.which(name) is None]
STARTER = Path(__file__).with_name("secret_service.sh")

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(bool(MISSING), reason=f"not on this box: {', '.join(MISSING)}"),
]

LOOK = """
from socialtui.credentials import look
found = look(limit=LIMIT)
print(found.state, found.what, found.next_step, sep="\\n")
"""
ROUND = """
from pathlib import Path
from socialtui.credentials import Credentials, Secret
from socialtui.domain.errors import CredentialFault
from socialtui.settings import home
ours = Credentials(home({"SOCIALTUI_HOME": "/nowhere"}), limit=LIMIT)
try:
    ours.put("keyring", "main", Secret("a secret ü"))
    print(ours.get("keyring", "main").reveal())
    ours.forget("keyring", "main")
    ours.forget("keyring", "main")
    ours.get("keyring", "main")
except CredentialFault as fault:
    print(fault.state)
"""


def with_service(folder: Path, kind: str, code: str, limit: float = 30, **env: str) -> list[str]:
    """Runs code beside a Secret Service of this kind; the lines that it prints."""
    begun = monotonic()
    surroundings = ["env", *(f"{name}={value}" for name, value in env.items())]
    code = code.replace("LIMIT", str(limit))
    done = subprocess.run(
        [str(STARTER), str(folder), kind, "--", *surroundings, sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON_KEYRING")},
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert monotonic() - begun < 90
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("kind", "state", "words", "step"),
    [
        ("unlocked", "ok", "The keyring answers", ""),
        ("locked", "locked", "is locked", "gnome-keyring-daemon --replace --unlock"),
        ("empty", "empty", "no keyring has been made", "gnome-keyring-daemon --replace --unlock"),
        ("alone", "no_service", "no Secret Service", "apt install gnome-keyring"),
        ("gone", "stale_bus", "has ended", "socialtui vault init"),
    ],
)
def test_each_state_is_told_apart(tmp_path: Path, kind: str, state: str, words: str, step: str) -> None:
    found = with_service(tmp_path, kind, LOOK)
    assert found[0] == state
    assert words in found[1]
    assert step in found[2]


def test_a_login_without_a_bus_is_told_apart(tmp_path: Path) -> None:
    found = with_service(tmp_path, "alone", LOOK, DBUS_SESSION_BUS_ADDRESS="")
    assert found[0] == "no_bus"


def test_a_halted_keyring_hangs_nobody(tmp_path: Path) -> None:
    assert with_service(tmp_path, "stopped", LOOK, limit=3)[0] == "hung"
    assert with_service(tmp_path, "stopped", ROUND, limit=3) == ["hung"]


def test_a_locked_keyring_opens_no_dialog_on_a_display_where_nobody_sits(tmp_path: Path) -> None:
    found = with_service(tmp_path, "locked", LOOK, DISPLAY=":99")
    assert found[0] == "locked"
    assert "its dialog would open on display :99" in found[1]


def test_a_secret_is_kept_read_back_and_forgotten(tmp_path: Path) -> None:
    assert with_service(tmp_path, "unlocked", ROUND) == ["a secret ü", "missing"]


@pytest.mark.parametrize(
    ("kind", "state"),
    [("locked", "locked"), ("empty", "empty"), ("alone", "no_service"), ("gone", "stale_bus")],
)
def test_what_cannot_be_kept_is_refused_without_a_prompt(tmp_path: Path, kind: str, state: str) -> None:
    assert with_service(tmp_path, kind, ROUND, DISPLAY=":99") == [state]


@pytest.mark.parametrize("kind", ["locked", "empty"])
def test_the_command_that_is_advised_does_what_it_says(tmp_path: Path, kind: str) -> None:
    code = """
import os, signal, subprocess, re
from socialtui.credentials import look
step = re.search("`(.*)`", look().next_step)[1]
subprocess.run(["bash", "-c", step], input=b"made for a test\\n", capture_output=True, check=True)
for _ in range(100):
    if look().state == "ok":
        break
print(look().state)
ask = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
       "org.freedesktop.DBus.GetConnectionUnixProcessID", "string:org.freedesktop.secrets"]
answer = subprocess.run(ask, capture_output=True, check=True).stdout
os.kill(int(answer.split()[-1]), signal.SIGTERM)
"""
    assert with_service(tmp_path, kind, code) == ["ok"]
