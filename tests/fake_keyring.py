"""A keyring for tests, chosen in the asking child by PYTHON_KEYRING_BACKEND=fake_keyring.Fake.

FAKE_KEYRING_FILE is where it keeps things (not in plain, so that a search for a secret finds leaks alone);
FAKE_KEYRING says how it behaves: locked, hang, forgets, fails, wait.
"""

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, PasswordDeleteError


class Fake(KeyringBackend):
    """Keeps secrets in a file, in hexadecimal."""

    priority = 5

    def _all(self) -> dict[str, str]:
        file = Path(os.environ["FAKE_KEYRING_FILE"])
        return dict(json.loads(file.read_text())) if file.exists() else {}

    def _behave(self) -> None:
        match os.environ.get("FAKE_KEYRING", ""):
            case "locked":
                raise KeyringLocked("no")
            case "hang":
                threading.Event().wait()
            case "wait":
                # Tells who it is, then waits until it may go on.
                folder = Path(os.environ["FAKE_KEYRING_FILE"]).parent
                (folder / "here").write_text(str(os.getpid()))
                (folder / "go").read_text()

    def get_password(self, service: str, username: str) -> str | None:
        self._behave()
        if username == "surroundings":
            try:
                with open("/dev/tty"):
                    terminal = "a terminal"
            except OSError:
                terminal = "no terminal"
            print("noise on standard output")
            return f"{os.environ.get('DISPLAY')} {os.environ.get('WAYLAND_DISPLAY')} {terminal}"
        kept = self._all().get(f"{service} {username}")
        return None if kept is None else bytes.fromhex(kept).decode()

    def set_password(self, service: str, username: str, password: str) -> None:
        self._behave()
        if os.environ.get("FAKE_KEYRING") == "fails":
            print(password, file=sys.stderr)
            raise KeyringError(f"can't keep {password}")
        if os.environ.get("FAKE_KEYRING") == "crashes":
            raise ZeroDivisionError(password)
        if os.environ.get("FAKE_KEYRING") != "forgets":
            self._write({**self._all(), f"{service} {username}": password.encode().hex()})

    def delete_password(self, service: str, username: str) -> None:
        kept = self._all()
        if kept.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError("no")
        self._write(kept)

    def _write(self, kept: dict[str, str]) -> None:
        Path(os.environ["FAKE_KEYRING_FILE"]).write_text(json.dumps(kept))


class Chain(Fake):
    """Several at once, as the library chains them; the first would write plain text."""

    priority = 10

    @property
    def backends(self) -> list[Any]:
        plain = type("Plain", (Fake,), {"__module__": "keyrings.alt.file"})
        return [make() for make in (plain, Fake)]
