"""A box of one's own: a home in a temporary folder, and command lines run in it."""

import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

import pytest
from msgspec import Struct

from socialtui.cli.ending import run
from socialtui.cli.parts import Start


class Ended(Struct, frozen=True):
    """What a command line left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """stdout as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


class Box:
    """Runs command lines."""

    def __init__(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
    ) -> None:
        self.home = home
        self._monkeypatch, self._capture = monkeypatch, capture

    def __call__(self, *words: str, given: str = "", brand: str = "") -> Ended:
        """Runs one in this process."""
        self._capture.readouterr()
        stdin = io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8")
        self._monkeypatch.setattr(sys, "stdin", stdin)
        code = run([*(("--brand", brand) if brand else ()), *words])
        out, err = self._capture.readouterr()
        return Ended(code, out, err)

    def ok(self, *words: str, given: str = "", brand: str = "") -> Ended:
        """Runs one that has to succeed."""
        ended = self(*words, given=given, brand=brand)
        assert ended.code == 0, ended.err
        return ended

    def demo(self, *words: str, given: str = "") -> Ended:
        """Runs one on the practice brand."""
        return self(*words, given=given, brand="demo")

    def process(self, *words: str, given: str = "", **env: str) -> Ended:
        """Runs one in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "socialtui", *words], input=given, capture_output=True, text=True,
            timeout=60, errors="replace", check=False, env={**os.environ, **env},
        )  # fmt: skip
        return Ended(done.returncode, done.stdout, done.stderr)

    def start(self, brand: str = "default") -> Start:
        """The parts behind the commands."""
        return Start(brand)

    def write(self, file: str, text: str, brand: str = "default") -> Path:
        """Puts a file into a brand's configuration."""
        folder = self.home / "config" / brand
        folder.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
        return folder / file


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Box]:
    """An empty home; no keyring, no tmux, nothing of whoever runs the tests; nobody works there afterwards."""
    for name in (
        "DBUS_SESSION_BUS_ADDRESS",
        "XDG_RUNTIME_DIR",
        "TMUX",
        "STY",
        "SSH_CONNECTION",
        "NO_COLOR",
        "DISPLAY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOCIALTUI_HOME", str(tmp_path))
    monkeypatch.setenv("LOGNAME", "ana")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield Box(tmp_path, monkeypatch, capsys)
    end_all_of(tmp_path)


def end_all_of(home: Path) -> None:
    """Ends whatever still runs over a home; a process that has just begun has shown the store nothing yet."""
    ours = f"SOCIALTUI_HOME={home}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if ours in (process / "environ").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGTERM)


@pytest.fixture(scope="session")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a practice brand of a hundred mentions, from which others are copied: loading it takes a while."""
    home = tmp_path_factory.mktemp("practised")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"SOCIALTUI_HOME": str(home), "LOGNAME": "ana", "TZ": "UTC"}.items():
            patch.setenv(name, value)
        assert run(["demo", "--mentions", "100", "--rate", "0", "--load-only"]) == 0
    return home


@pytest.fixture
def practice(box: Box, practised: Path) -> Box:
    """A box with a practice brand of a hundred mentions."""
    shutil.copytree(practised, box.home, dirs_exist_ok=True)
    with closing(sqlite3.connect(box.home / "state/demo/store.db")) as db, db:
        # The practice network keeps its world in a file, whose path is its address.
        moved = "UPDATE accounts SET url = replace(url, ?, ?)"
        assert db.execute(moved, (quote(str(practised)), quote(str(box.home)))).rowcount == 3
    return box


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Linden</title><id>urn:linden</id>
<updated>2026-09-01T10:00:00Z</updated>{}</feed>"""
ENTRY = """<entry><id>urn:entry:{0}</id><title>Entry {0} \x85 about paddles</title>
<link href="http://127.0.0.1/{0}"/><updated>2026-09-01T10:00:0{0}Z</updated>
<author><name>Paper {0}</name></author><content type="text">Words of entry {0}.</content></entry>"""


class Web:
    """A web server of this test; what it answers is looked up by path."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, str, str]] = {
            "/feed": (200, "application/atom+xml", ATOM.format("".join(ENTRY.format(n) for n in range(5)))),
        }
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                code, kind, text = web.answers.get(self.path.partition("?")[0], web.otherwise)
                body = text.encode()
                self.send_response(code)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.otherwise = (401, "application/json", '{"error": "The access token is invalid"}')
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def web() -> Iterator[Web]:
    """A web server on this machine; without a known path it says that the token is dead."""
    server = Web()
    yield server
    server.stop()
