"""A process that is killed at any moment of a send leaves exactly one answer on a server that forgets keys."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from socialtui.domain.network import Account, Limits, SignedIn, SourceAbout
from socialtui.domain.reply import OutboxState, Seen
from socialtui.store import accounts, intents
from socialtui.store.database import DESK, open_store
from socialtui.store.wishes import Payload, Wish
from socialtui.sync.parts import FAULT_POINTS
from tests.fresh import fresh
from tests.sync.tiny_server import TinyServer

ROOT = Path(__file__).resolve().parents[2]
SIGNED_IN = SignedIn(
    "900", "us", "Us", Limits(max_length=500), (SourceAbout("notifications", "Mentions"),), "ma", "short"
)
STATE_AT = {
    "before_sending": "leaving",
    "after_sending_committed": "sending",
    "after_wire_before_sent": "sending",
    "after_sent": "sent",
}


@pytest.fixture
def server() -> Iterator[TinyServer]:
    server = TinyServer(int(time.time()))
    yield server
    server.close()


def started(folder: Path, killed_at: str = "never") -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.sync.one_process", str(folder), killed_at, "0"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def run(folder: Path, killed_at: str = "never") -> int:
    process = started(folder, killed_at)
    out, err = process.communicate(timeout=60)
    assert process.returncode in (0, -signal.SIGKILL), out + err
    return process.returncode


async def with_a_reply(folder: Path, server: TinyServer) -> int:
    """An account on the server whose complaint was read and answered; the answer is leaving."""
    now = int(time.time())
    db = await open_store(fresh(folder / "state" / "store.db", now), DESK, now)
    account = Account(0, "acme", "mastodon", url=server.url)
    account = await accounts.add(db, account, SIGNED_IN, "none", "", now)
    assert run(folder) == 0
    about = Payload(in_reply_to="S1", visibility="public", seen=Seen("It broke again.", ()))
    wish = Wish("reply", account.id, "ana", "A new one is on its way.", 1, 1, about, OutboxState.LEAVING, now)
    number = await intents.add(db, wish, now)
    await db.close()
    return number


async def with_a_post(folder: Path, server: TinyServer) -> int:
    """An account on the server, and a post of ours whose slot is now."""
    now = int(time.time())
    db = await open_store(fresh(folder / "state" / "store.db", now), DESK, now)
    account = await accounts.add(
        db, Account(0, "acme", "mastodon", url=server.url), SIGNED_IN, "none", "", now
    )
    wish = Wish("post", account.id, "ana", "New sails are in.", payload=Payload(planned=now), due_at=now)
    number = await intents.add(db, wish, now)
    await db.close()
    return number


async def line_of(folder: Path, number: int) -> tuple[str, str, int]:
    db = await open_store(folder / "state" / "store.db", DESK, int(time.time()))
    line = (await intents.lines(db, intent_id=number))[0]
    answers = await db.rows("SELECT 1 FROM mentions WHERE ours > 0")
    await db.close()
    return line.state.value, line.remote_id, len(answers)


@pytest.mark.parametrize("point", FAULT_POINTS)
async def test_killed_at_each_state_it_is_sent_exactly_once(
    tmp_path: Path, server: TinyServer, point: str
) -> None:
    number = await with_a_reply(tmp_path, server)
    assert run(tmp_path, point) == -signal.SIGKILL
    assert (await line_of(tmp_path, number))[0] == STATE_AT[point]
    for _ in range(2):
        assert run(tmp_path) == 0
        assert await line_of(tmp_path, number) == ("sent", "S2", 1)
    assert len(server.posts) == 1


async def test_killed_while_the_server_has_it_and_has_not_answered(
    tmp_path: Path, server: TinyServer
) -> None:
    number = await with_a_reply(tmp_path, server)
    server.may_answer.clear()
    process = started(tmp_path)
    assert server.got_a_post.wait(30)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    server.may_answer.set()
    assert (await line_of(tmp_path, number))[0] == "sending"
    assert run(tmp_path) == 0
    assert await line_of(tmp_path, number) == ("sent", "S2", 1)
    assert len(server.posts) == 1


async def test_killed_again_and_again_it_keeps_its_key(tmp_path: Path, server: TinyServer) -> None:
    number = await with_a_reply(tmp_path, server)
    for _ in range(3):
        assert run(tmp_path, "after_sending_committed") == -signal.SIGKILL
    assert server.posts == []
    assert run(tmp_path) == 0
    assert (await line_of(tmp_path, number))[0] == "sent"
    assert len(server.keys) == 1


@pytest.mark.parametrize("point", FAULT_POINTS)
async def test_a_post_of_ours_is_sent_exactly_once_too(
    tmp_path: Path, server: TinyServer, point: str
) -> None:
    number = await with_a_post(tmp_path, server)
    assert run(tmp_path, point) == -signal.SIGKILL
    assert (await line_of(tmp_path, number))[0] == STATE_AT[point].replace("leaving", "due")
    for _ in range(2):
        assert run(tmp_path) == 0
        assert await line_of(tmp_path, number) == ("sent", "S2", 1)
    assert len(server.posts) == 1


async def test_killed_with_a_week_of_slots_none_leaves_when_it_begins_again(
    tmp_path: Path, server: TinyServer
) -> None:
    now = int(time.time())
    first = await with_a_post(tmp_path, server)
    db = await open_store(tmp_path / "state" / "store.db", DESK, now)
    for n in range(21):
        at = now - 3600 - n * 8 * 3600
        wish = Wish("post", 1, "ana", f"Slot number {n}.", payload=Payload(planned=at), due_at=at)
        await intents.add(db, wish, at)
    assert run(tmp_path, "after_sending_committed") == -signal.SIGKILL
    assert run(tmp_path) == 0
    assert [post["content"] for post in server.posts] == ["<p>New sails are in.</p>"]
    assert (await line_of(tmp_path, first))[0] == "sent"
    refused = await db.rows(
        "SELECT state, json_extract(payload, '$.missed') FROM intents WHERE id <> ?", (first,)
    )
    assert refused == [("refused", 1)] * 21
    await db.close()
