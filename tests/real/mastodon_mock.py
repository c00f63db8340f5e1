"""Starts `mastodon_mock` (PyPI, by Matthew Martin) on loopback: somebody else's idea of Mastodon's client API.

It lives in an environment of its own below `.run/`, made once; `MASTODON_MOCK` may name a program that is
there already. `python -m tests.real.mastodon_mock` starts one by hand, seeded, and says how to sign in.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[1] / ".run" / "mastodon-mock"
VERSION = "0.6.1"
INBOX = "linden"
"""The account that socialtui signs in with; the others write to it."""
WRITERS = ("rosa", "ole")
TEXTS = (
    "@{us} the oat milk was sour again and the whole cake went into the bin. Not good enough.",
    "Best cinnamon buns in town, thank you @{us} 🥐",
    "@{us} are you open on Whit Monday?",
    "@{us} I paid 14.50 twice this morning, who gives me my money back?",
    "Meeting the knitting circle at @{us}, notes on https://knit.example/tuesday?week=12&room=2 #wool",
    "@{us} ¿tenéis pan sin gluten los sábados?",
    "@{us} half an hour in the queue, and then: sold out. Wonderful. 🙃",
    "@{us} 日本語のメニューはありますか？ Straße, naïve, 👩‍🍳",
    "@{us} your order page says <error 42> & nothing else, tried a < b and b > a",
    "@{us} first line\n\nsecond paragraph with _marks_ and `ticks`",
    "@{us} do you cater for sixty people in June? What would that cost?",
)
PRIVACY = ("public", "unlisted", "public", "private", "public", "direct", "public")


class Missing(Exception):
    """The program can't be had here; the words say why."""


@dataclass
class Town:
    """A running server and the ways in."""

    url: str
    client: httpx.Client
    """For what happens beside the program under test."""
    mentions: list[str] = field(default_factory=list)
    """Ids of the seeded mentions of our account, oldest first."""
    announcement: str = ""
    """Id of our own post that some of them answer."""

    @property
    def token(self) -> str:
        """Signs in our account."""
        return self.token_of(INBOX)

    def token_of(self, name: str) -> str:
        """Signs in one of the accounts by its name."""
        return f"token-{name}"

    def call(self, method: str, path: str, who: str = INBOX, **body: Any) -> Any:
        """One request in somebody's name, beside the program under test."""
        headers = {"Authorization": f"Bearer {self.token_of(who)}"}
        answer = self.client.request(method, self.url + path, headers=headers, json=body or None)
        answer.raise_for_status()
        return answer.json()

    def post(self, who: str, text: str, **more: Any) -> str:
        """Says something; returns its id."""
        return str(self.call("POST", "/api/v1/statuses", who, status=text, **more)["id"])

    def seed(self, count: int = 50) -> None:
        """So many mentions by two people: open and private, alone and in a thread; likes and boosts between."""
        self.announcement = self.post(INBOX, "From Monday we bake at night. Tell us what you miss.")
        for number in range(count):
            more: dict[str, Any] = {"visibility": PRIVACY[number % len(PRIVACY)]}
            if number % 6 == 5:
                more = {"in_reply_to_id": self.announcement, "visibility": "public"}
            if number % 9 == 3:
                more |= {"spoiler_text": "grumbling", "sensitive": True}
            text = TEXTS[number % len(TEXTS)].replace("{us}", INBOX)
            self.mentions.append(self.post(WRITERS[number % 2], f"{text} ({number + 1})", **more))
            if number == count // 2:
                self.call("POST", f"/api/v1/statuses/{self.announcement}/favourite", "rosa")
                self.call("POST", f"/api/v1/statuses/{self.announcement}/reblog", "ole")

    def fault(self, effect: str, method: str, path: str, times: int = 1, **more: Any) -> None:
        """The next requests of that kind meet: status, ratelimit, latency (delay_ms), malformed or timeout."""
        rule: dict[str, Any] = {
            "match": {"methods": [method], "path": path},
            "effect": {"type": effect, **more},
            "count": times,
        }
        self.call("POST", "/api/v1/_mock/faults", **rule)

    def calm(self) -> None:
        """No more faults."""
        self.call("DELETE", "/api/v1/_mock/faults")

    def answers_to(self, remote_id: str) -> list[dict[str, Any]]:
        """Our own statuses below one."""
        below = self.call("GET", f"/api/v1/statuses/{remote_id}/context", "rosa")["descendants"]
        return [said for said in below if said["account"]["acct"] == INBOX]

    def begin_anew(self) -> None:
        """Forgets everything that was said, and every fault."""
        self.call("POST", "/api/v1/_mock/reset")
        self.calm()
        self.mentions, self.announcement = [], ""


def program() -> str:
    """Path of the server's program, installed when it is not there yet. Raises `Missing`."""
    if named := os.environ.get("MASTODON_MOCK"):
        if not os.access(named, os.X_OK):
            raise Missing(f"MASTODON_MOCK names {named}, which can't be run")
        return named
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found, whole = HOME / "bin" / "mastodon_mock", HOME / VERSION
        if not whole.exists():
            install()
            whole.touch()
        return str(found)


def install() -> None:
    """An environment of its own: the server brings a web framework that is no business of ours."""
    pip = (str(HOME / "bin" / "python"), "-m", "pip", "install", "-q", f"mastodon_mock=={VERSION}")
    for argv in ((sys.executable, "-m", "venv", str(HOME)), pip):
        try:
            done = subprocess.run(argv, capture_output=True, text=True, timeout=300, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Missing(f"mastodon_mock can't be installed: {error}") from error
        if done.returncode:
            raise Missing(f"mastodon_mock can't be installed: {(done.stderr or done.stdout).strip()[-300:]}")


def configuration(port: int) -> str:
    """The accounts, by their fixed tokens."""
    seeds = [
        f'[[seed.accounts]]\nusername = "{name}"\ndisplay_name = "{name.title()} 🌿"\n'
        f'access_token = "token-{name}"\n'
        for name in (INBOX, *WRITERS)
    ]
    return "\n".join((f'domain = "127.0.0.1:{port}"\n[database]\npath = ":memory:"\n', *seeds))


@contextmanager
def running_town() -> Iterator[Town]:
    """A server of one's own on a free port; ended on the way out. Raises `Missing`."""
    binary = program()
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = int(door.getsockname()[1])
    with tempfile.TemporaryDirectory() as folder:
        config, log = Path(folder) / "town.toml", Path(folder) / "log"
        config.write_text(configuration(port), encoding="utf-8")
        argv = [binary, "serve", "--config", str(config), "--in-memory", "--port", str(port)]
        with log.open("wb") as out:
            server = subprocess.Popen(
                [*argv, "--log-level", "warning"], stdout=out, stderr=out, cwd=folder, start_new_session=True,
                env={**os.environ, "TMPDIR": folder},  # it leaves a folder of pictures behind
            )  # fmt: skip
        try:
            with httpx.Client(timeout=30, verify=False) as client:
                town = Town(f"http://127.0.0.1:{port}", client)
                wait_for(town, server, log)
                yield town
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_for(town: Town, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until it answers; `Missing` with its last words when it never does."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            town.client.get(f"{town.url}/api/v1/instance", timeout=5).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise Missing(f"mastodon_mock did not start: {log.read_text('utf-8', 'replace').strip()[-300:]}")


if __name__ == "__main__":
    with running_town() as shown:
        shown.seed()
        print(f"{shown.url}  account {INBOX}, token {shown.token}; Ctrl-C ends it", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()
