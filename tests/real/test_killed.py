"""However the process that sends is cut off, and whatever the server forgets: a reply stands once, never twice."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from socialtui.domain.conversation import decode_id, encode_id
from tests.real.brand import Brand, until
from tests.real.mastodon_mock import INBOX, Town
from tests.real.stripping_proxy import Proxy, stripping

pytestmark = pytest.mark.real

QUESTIONS = 30
POINTS = ("before_sending", "after_sending_committed", "after_wire_before_sent", "after_sent")
LEFT_BEHIND = {
    "before_sending": "leaving",
    "after_sending_committed": "sending",
    "after_wire_before_sent": "sending",
    "after_sent": "sent",
}
"""What the outbox says of a reply whose sender died there."""


@dataclass
class Desk:
    """A brand on one server, directly or through the proxy that takes keys off."""

    brand: Brand
    town: Town
    proxy: Proxy
    account: str
    waiting: Iterator[str]
    """What was asked there and still waits."""

    def asked(self) -> tuple[str, str]:
        """Something that nobody has answered yet: the id of the word and of its conversation."""
        remote = next(self.waiting)
        ((number,),) = self.brand.rows(
            "SELECT m.conversation_id FROM mentions m JOIN accounts a ON a.id = m.account_id"
            " WHERE m.remote_id = ? AND a.name = ?", remote, self.account,
        )  # fmt: skip
        return remote, encode_id(number)

    def reply(self, cid: str, text: str = "It is, until Friday.") -> str:
        """A reply that is due at once; its id in the outbox."""
        return self.brand.run("reply", cid, "--text", text, "--now").out.strip()

    def sync(self, fault: str = "", code: int = 0) -> None:
        """One round of the sync process, which may die at a point of its way."""
        self.brand.run("sync", "--once", "--account", self.account, code=code, env={"SOCIALTUI_FAULT": fault})

    def state(self, oid: str) -> str:
        """Where a reply stands, by the file itself."""
        ((state,),) = self.brand.rows("SELECT state FROM intents WHERE id = ?", decode_id(oid, "o"))
        return str(state)

    def answered(self, cid: str) -> bool:
        """Whether a conversation is closed by an answer."""
        return self.brand.rows("SELECT state FROM conversations WHERE id = ?", decode_id(cid)) == [(2,)]

    def told(self, remote: str) -> list[str]:
        """Our answers on the server itself."""
        return [str(said["content"]) for said in self.town.answers_to(remote)]


@pytest.fixture(scope="module")
def places(mastodon_process: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Desk]]:
    mastodon_process.begin_anew()
    with stripping(mastodon_process.url) as proxy:
        brand = Brand(tmp_path_factory.mktemp("killed"), secrets={"TOWN_TOKEN": mastodon_process.token})
        for name, url in (("remembers", mastodon_process.url), ("forgets", proxy.url)):
            brand.run(
                "account", "add", "mastodon", "--name", name, "--url", url, "--secret-env", "TOWN_TOKEN"
            )
        asked = [
            mastodon_process.post(
                "rosa", f"@{INBOX} is number {number} still to be had?", visibility="unlisted"
            )
            for number in range(QUESTIONS)
        ]
        brand.run("sync", "--once")
        waiting = iter(asked)
        yield {name: Desk(brand, mastodon_process, proxy, name, waiting) for name in ("remembers", "forgets")}


@pytest.fixture(params=["remembers", "forgets"])
def desk(request: pytest.FixtureRequest, places: dict[str, Desk]) -> Desk:
    """A desk at a server that knows the key again, and at one that never saw it."""
    return places[request.param]


@pytest.fixture
def forgetful(places: dict[str, Desk]) -> Desk:
    """A desk at the server that never sees a key."""
    return places["forgets"]


@pytest.mark.parametrize("point", POINTS)
def test_a_reply_whose_sender_dies_stands_exactly_once(desk: Desk, point: str) -> None:
    remote, cid = desk.asked()
    oid = desk.reply(cid)
    desk.sync(point, code=-signal.SIGKILL)
    assert desk.state(oid) == LEFT_BEHIND[point]
    desk.sync()
    assert len(desk.told(remote)) == 1
    assert desk.state(oid) == "sent"
    assert desk.answered(cid)
    desk.sync()
    assert len(desk.told(remote)) == 1
    assert [line["state"] for line in desk.brand.json("show", cid)[0]["replies"]] == ["sent"]


def test_an_answer_that_is_lost_on_its_way_back_is_found_and_nothing_is_said_twice(forgetful: Desk) -> None:
    remote, cid = forgetful.asked()
    oid = forgetful.reply(cid)
    before = forgetful.proxy.posts
    forgetful.proxy.lose_answers = 1
    forgetful.sync()
    assert forgetful.proxy.posts == before + 1
    assert forgetful.proxy.keys_taken > 0
    assert len(forgetful.told(remote)) == 1
    assert forgetful.brand.outbox(oid)["state"] == "sent"
    found = [line["words"] for line in forgetful.brand.json("events") if line["verb"] == "sent"]
    assert found[0].startswith("Found: it was sent at ")


def test_what_never_arrived_is_unknown_until_it_was_looked_for_then_offered_once_more(
    forgetful: Desk,
) -> None:
    remote, cid = forgetful.asked()
    oid = forgetful.reply(cid, "Until Friday, as far as I know.")
    forgetful.proxy.lose_requests = 1
    forgetful.sync()
    assert forgetful.told(remote) == []
    line = forgetful.brand.outbox(oid)
    assert (line["state"], line["trouble"]) == ("refused", "Not there.")
    assert [one["text"] for one in forgetful.brand.json("drafts")] == ["Until Friday, as far as I know."]
    forgetful.sync()
    assert forgetful.told(remote) == []
    forgetful.brand.run("again", oid)
    forgetful.sync()
    forgetful.sync()
    assert len(forgetful.told(remote)) == 1
    assert forgetful.state(oid) == "sent"
    assert forgetful.brand.json("drafts") == []


def test_a_sender_killed_while_the_server_thinks_has_its_reply_found(forgetful: Desk) -> None:
    remote, cid = forgetful.asked()
    oid = forgetful.reply(cid)
    forgetful.proxy.held.clear()
    forgetful.proxy.free.clear()
    forgetful.proxy.hold = True
    process = forgetful.brand.start("sync", "--account", "forgets")
    assert forgetful.proxy.held.wait(30), forgetful.brand.log[-2000:]
    assert forgetful.state(oid) == "sending"
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    forgetful.proxy.free.set()
    forgetful.sync()
    assert len(forgetful.told(remote)) == 1
    assert forgetful.state(oid) == "sent"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_it_lets_the_answer_come_back_first(forgetful: Desk, number: int) -> None:
    remote, cid = forgetful.asked()
    oid = forgetful.reply(cid)
    forgetful.proxy.held.clear()
    forgetful.proxy.free.clear()
    forgetful.proxy.hold = True
    process = forgetful.brand.start("sync", "--account", "forgets")
    assert forgetful.proxy.held.wait(30), forgetful.brand.log[-2000:]
    process.send_signal(number)
    forgetful.proxy.free.set()
    process.wait(20)
    assert forgetful.state(oid) == "sent"
    assert len(forgetful.told(remote)) == 1


def test_two_sync_processes_send_it_once(forgetful: Desk) -> None:
    remote, cid = forgetful.asked()
    oid = forgetful.reply(cid)
    both = [forgetful.brand.start("sync", "--account", "forgets") for _ in range(2)]
    until(lambda: forgetful.state(oid) == "sent", "the reply to be sent", every=0.2)
    for process in both:
        process.terminate()
    ended: list[Any] = [process.wait(20) for process in both]
    assert ended == [0, 0]
    assert len(forgetful.told(remote)) == 1
