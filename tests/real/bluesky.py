"""Starts a real Bluesky network on loopback: Bluesky's own directory, account server, app view and moderation.

PostgreSQL, Redis and Node run for it in a folder of their own and are ended with it. `bluesky_install.py` brings
the servers. `python -m tests.real.bluesky` starts one by hand, seeded, and says how to sign in.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from tests.real.bluesky_install import Missing, folder, node, postgres, redis

SCRIPT = Path(__file__).with_name("bluesky.network.mjs")
INBOX, WRITERS = "linden", ("rosa", "fenno")
PASSWORD = "made for a test"
POST = "app.bsky.feed.post"
STARTS = 120
"""Seconds until it must have begun; on a busy machine its programs take half a minute to load."""
TEXTS = (
    "{us} the oat milk was sour again and the whole cake went into the bin. Not good enough.",
    "Best cinnamon buns in town, thank you {us} 🥐",
    "{us} are you open on Whit Monday?",
    "{us} I paid 14.50 twice this morning, who gives me my money back?",
    "Knitting circle at {us}, notes on https://knit.example/tuesday?week=12&room=2 #wool",
    "{us} ¿tenéis pan sin gluten los sábados?",
    "{us} half an hour in the queue, and then: sold out. Wonderful. 🙃",
    "Straße, naïve, 👩‍👩‍👧‍👦 日本語のメニューはありますか？ {us}",
    "{us} first line\n\nsecond paragraph with _marks_ and <tags> & more",
    "{us} do you cater for sixty people in June? What would that cost?",
)


@dataclass
class Person:
    """An account there, with a session for what happens beside the program under test."""

    name: str
    did: str
    token: str
    app_password: str = ""

    @property
    def handle(self) -> str:
        """How others address it."""
        return f"{self.name}.test"


@dataclass
class Sky:
    """A running network and the ways in."""

    url: str
    """The account server: all that a program under test talks to."""
    secret: str
    """What it signs sessions with; nobody else's server says so."""
    appview: str
    """The DID of its app view."""
    client: httpx.Client
    people: dict[str, Person] = field(default_factory=dict)
    mentions: list[str] = field(default_factory=list)
    """At-uris of the seeded mentions, oldest first."""
    announcements: list[dict[str, str]] = field(default_factory=list)
    """Our own posts that some of them answer."""
    clock: float = field(default_factory=lambda: time.time() - 6 * 3600)
    """When the next seeded post says that it was written."""

    @property
    def us(self) -> Person:
        """The account that socialtui signs in with."""
        return self.people[INBOX]

    def call(self, verb: str, method: str, who: str = INBOX, *, json: Any = None, **params: Any) -> Any:
        """One request in somebody's name, beside the program under test."""
        headers = {"Authorization": f"Bearer {self.people[who].token}"} if who in self.people else {}
        answer = self.client.request(
            verb, f"{self.url}/xrpc/{method}", headers=headers, json=json, params=params
        )
        assert answer.is_success, (method, answer.status_code, answer.text)
        return answer.json() if answer.content else {}

    def join(self, name: str) -> Person:
        """Somebody new."""
        wish = {"handle": f"{name}.test", "email": f"{name}@mail.test", "password": PASSWORD}
        made = self.call("POST", "com.atproto.server.createAccount", "", json=wish)
        self.people[name] = Person(name, made["did"], made["accessJwt"])
        self.write(name, "app.bsky.actor.profile", {"displayName": f"{name.title()} 🌿"}, rkey="self")
        return self.people[name]

    def app_password(self, name: str, *, privileged: bool = False) -> str:
        """A new app password of somebody's."""
        wish = {"name": f"socialtui {time.time_ns()}", "privileged": privileged}
        return str(self.call("POST", "com.atproto.server.createAppPassword", name, json=wish)["password"])

    def session(self, name: str, app_password: str) -> dict[str, Any]:
        """A session opened with an app password."""
        wish = {"identifier": self.people[name].did, "password": app_password}
        opened: dict[str, Any] = self.call("POST", "com.atproto.server.createSession", "", json=wish)
        return opened

    def write(self, who: str, collection: str, record: dict[str, Any], **more: Any) -> dict[str, str]:
        """Writes a record; its strong reference."""
        made = {"$type": collection, "createdAt": moment(time.time())} | record
        wish = {"repo": self.people[who].did, "collection": collection, "record": made} | more
        done = self.call("POST", "com.atproto.repo.createRecord", who, json=wish)
        return {"uri": done["uri"], "cid": done["cid"]}

    def post(self, who: str, text: str, reply: dict[str, Any] | None = None, **more: Any) -> dict[str, str]:
        """Says something; `@handle` of ours is a real mention."""
        record: dict[str, Any] = {"text": text, "langs": ["en"], "createdAt": moment(time.time())} | more
        if facets := named(text, self.us):
            record["facets"] = facets
        if reply:
            record["reply"] = reply
        return self.write(who, POST, record)

    def seed(self, count: int = 50) -> None:
        """So many mentions by two people: alone, in threads of ours, as quotes; likes and follows between."""
        self.announcements = [
            self.post(INBOX, f"From Monday we bake at night, street by street: {n}.")
            for n in range(count // 5 + 1)
        ]
        first, last = self.announcements[0], self.announcements[-1]
        # who is told of an answer is decided when it comes in, by what it answers
        self.wait_until(lambda: self.shown(last["uri"]) is not None, "the announcements")
        for number in range(count):
            who, more = WRITERS[number % 2], {}
            self.clock += 60
            us, reply = f"@{self.us.handle}", None
            if number % 5 == 4:
                ours = self.announcements[number // 5]
                reply = {"root": ours, "parent": ours}
                us = "Linden" if number % 2 else us  # who answers without a name is told of as a reply
            if number % 25 == 13:
                us = "Linden"
                more["embed"] = {"$type": "app.bsky.embed.record", "record": first}
            text = f"{TEXTS[number % len(TEXTS)].replace('{us}', us)} ({number + 1})"
            made = self.post(who, text, reply, createdAt=moment(self.clock), **more)
            self.mentions.append(made["uri"])
        self.write("rosa", "app.bsky.feed.like", {"subject": first})
        self.write("fenno", "app.bsky.feed.repost", {"subject": first})
        self.write("fenno", "app.bsky.graph.follow", {"subject": self.us.did})

    def told(self) -> list[dict[str, Any]]:
        """What the network tells our account of."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.call("GET", "app.bsky.notification.listNotifications", limit=100, cursor=cursor)
            found += page["notifications"]
            cursor = page.get("cursor", "")
            if not cursor or not page["notifications"]:
                return found

    def wait_until(self, holds: Callable[[], bool], what: str, seconds: float = 30) -> None:
        """Until the network has taken something in: what is written is shown a moment later."""
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until, f"it never came: {what}"
            time.sleep(0.1)

    def shown(self, uri: str) -> dict[str, Any] | None:
        """A post as the network shows it; None while it doesn't."""
        posts = self.call("GET", "app.bsky.feed.getPosts", uris=uri)["posts"]
        return posts[0] if posts else None

    def wait_for_mentions(self) -> None:
        """Until all that was seeded is told of."""
        wanted = set(self.mentions)
        self.wait_until(lambda: wanted <= {one["uri"] for one in self.told()}, "the mentions")

    def ours(self) -> list[dict[str, Any]]:
        """Every post of our account, out of its repository: what really stands there."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.call(
                "GET", "com.atproto.repo.listRecords", repo=self.us.did, collection=POST, limit=100,
                cursor=cursor,
            )  # fmt: skip
            found += page["records"]
            cursor = page.get("cursor", "")
            if not cursor or not page["records"]:
                return found

    def answers_to(self, uri: str) -> list[str]:
        """The words of our answers to one post."""
        return [
            one["value"]["text"]
            for one in self.ours()
            if one["value"].get("reply", {}).get("parent", {}).get("uri") == uri
        ]


def moment(seconds: float) -> str:
    """A time as records have it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def named(text: str, person: Person) -> list[dict[str, Any]]:
    """The facet that makes @handle a mention."""
    name = f"@{person.handle}"
    if name not in text:
        return []
    start = len(text[: text.index(name)].encode())
    index = {"byteStart": start, "byteEnd": start + len(name)}
    return [{"index": index, "features": [{"$type": "app.bsky.richtext.facet#mention", "did": person.did}]}]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def as_postgres(argv: Sequence[str | Path]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    words = [str(word) for word in argv]
    return (
        words
        if os.getuid()
        else ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]
    )


def run(argv: Sequence[str | Path], cwd: Path) -> None:
    try:
        done = subprocess.run(
            [str(word) for word in argv], cwd=cwd, capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{argv[0]}: {error}") from error
    if done.returncode:
        raise Missing(f"{argv[0]}: {(done.stderr or done.stdout).strip()[-300:]}")


@contextmanager
def running_postgres(work: Path) -> Iterator[str]:
    """A cluster of one's own; its address."""
    programs, port, home = postgres(), free_port(), work / "pg"
    home.mkdir()
    if not os.getuid():
        shutil.chown(home, "postgres", "postgres")
    data = home / "data"
    run(as_postgres([programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync"]), home)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} -c fsync=off"
    control = as_postgres([programs / "pg_ctl", "-D", data, "-w", "-l", home / "log"])
    run([*control, "-o", options, "start"], home)
    try:
        run([programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "sky"], home)
        yield f"postgresql://postgres@127.0.0.1:{port}/sky"
    finally:
        with suppress(Missing):
            run([*control, "-m", "immediate", "stop"], home)


@contextmanager
def running(argv: Sequence[str], cwd: Path, **more: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """A program until the block ends."""
    program = subprocess.Popen(argv, cwd=cwd, stdin=subprocess.DEVNULL, start_new_session=True, **more)
    try:
        yield program
    finally:
        program.kill()  # nothing of it is wanted any more, and an orderly end takes seconds
        program.wait()


@contextmanager
def running_sky() -> Iterator[Sky]:
    """A network of one's own with three accounts; ended on the way out. Raises `Missing`."""
    there, program, cache = folder(), node(), redis()
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sky")))
        work.chmod(0o755)
        database = stack.enter_context(running_postgres(work))
        port = free_port()
        argv = [cache, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(work)]
        log = stack.enter_context((work / "log").open("wb"))
        stack.enter_context(running(argv, work, stdout=log, stderr=log))
        env = dict(os.environ) | {
            "DB_POSTGRES_URL": database, "REDIS_HOST": f"127.0.0.1:{port}", "LOG_ENABLED": "false",
            "TMPDIR": str(work),  # it leaves its folders behind
        }  # fmt: skip
        out = work / "said"
        with out.open("wb") as said:
            server = stack.enter_context(
                running([program, str(SCRIPT)], there, stdout=said, stderr=log, env=env)
            )
        ready = wait_for(out, server, work / "log")
        client = stack.enter_context(httpx.Client(timeout=30))
        sky = Sky(ready["url"], ready["secret"], ready["appview"], client)
        for name in (INBOX, *WRITERS):
            sky.join(name)
        yield sky


def wait_for(out: Path, server: "subprocess.Popen[bytes]", log: Path) -> dict[str, str]:
    """Until it says that it is ready; `Missing` with its last words when it never does."""
    until = time.monotonic() + STARTS
    while time.monotonic() < until and server.poll() is None:
        for line in out.read_text("utf-8", "replace").splitlines():
            if line.startswith("READY ") and line.endswith("}"):
                return dict(json.loads(line.removeprefix("READY ")))
        time.sleep(0.1)
    raise Missing(f"the network did not start: {log.read_text('utf-8', 'replace').strip()[-300:]}")


if __name__ == "__main__":
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    with running_sky() as shown:
        shown.seed()
        shown.wait_for_mentions()
        print(
            f"{shown.url}  handle {shown.us.handle}, app password {shown.app_password(INBOX)}; Ctrl-C ends it",
            flush=True,
        )
        with suppress(KeyboardInterrupt):
            signal.pause()
