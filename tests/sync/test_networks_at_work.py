"""The whole of the sync process over real networks' files: Mastodon on a mocked wire, and the practice brand."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx
from msgspec.structs import replace

from socialtui.domain.conversation import State
from socialtui.domain.network import Account, Network
from socialtui.http_client import HttpClient
from socialtui.networks import load
from socialtui.store import accounts, intents
from socialtui.store.accounts import Kept
from socialtui.sync.supervisor import Sync
from tests.sync.sync_parts import NOW, SETTLE, SIGNED_IN, House
from tests.sync.tiny_server import ROSA, TinyServer


class Wire:
    """The tiny server without its socket; breaks when it is told to."""

    def __init__(self, now: int) -> None:
        self.server = TinyServer(now)
        self.breaks: list[httpx.TransportError] = []
        self.lost: list[httpx.TransportError] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and self.lost:
            raise self.lost.pop(0)
        if request.method == "GET":
            found = self.server.answer(request.url.path)
            return httpx.Response(404 if found is None else 200, json=found)
        posted = self.server.take(request.headers["Idempotency-Key"], json.loads(request.content))
        if self.breaks:
            raise self.breaks.pop(0)
        return httpx.Response(200, json=posted)


async def on_mastodon(house: House, wire: Wire) -> None:
    async with house.db.atomic() as write:
        await write.run("DELETE FROM accounts")
        await write.run("DELETE FROM sources")
    about = replace(SIGNED_IN, sources=(replace(SIGNED_IN.sources[0], name="notifications"),), code="ma")
    house.account = await accounts.add(
        house.db, Account(0, "pond", "mastodon", url="https://pond.example"), about, "none", "", NOW
    )
    http = HttpClient(house.clock, transport=httpx.MockTransport(wire))

    async def connect(kept: Kept) -> Network:
        return load("mastodon").connect(kept.account, "tok", http, house.clock)

    house.parts = replace(house.parts, connect=connect)


async def state(house: House, number: int) -> Any:
    return (await intents.lines(house.db, intent_id=number))[0]


async def test_a_mastodon_answer_that_timed_out_after_it_arrived_stands_once(hasty: House) -> None:
    wire = Wire(NOW)
    await on_mastodon(hasty, wire)
    assert (await Sync(hasty.parts).once()).troubles == ()
    wire.breaks = [httpx.ReadTimeout("")]
    number = await hasty.reply(visibility="public")
    await Sync(hasty.parts).once()
    line = await state(hasty, number)
    assert (line.state.value, line.remote_id) == ("sent", "S2")
    assert [post["content"] for post in wire.server.posts] == ["<p>@rosa A new one is on its way.</p>"]
    wire.server.close()


async def test_a_mastodon_answer_that_was_lost_is_offered_and_goes_out_once(hasty: House) -> None:
    wire = Wire(NOW)
    await on_mastodon(hasty, wire)
    await Sync(hasty.parts).once()
    wire.lost = [httpx.ReadTimeout("")]
    number = await hasty.reply(visibility="public")
    begun = hasty.clock.now()
    await Sync(hasty.parts).once()
    assert (await state(hasty, number)).trouble == "Not there."
    assert hasty.clock.now() >= begun + SETTLE
    async with hasty.db.atomic() as write:
        await intents.again(write, number, hasty.clock.now())
    await Sync(hasty.parts).once()
    assert (await state(hasty, number)).state.value == "sent"
    assert len(wire.server.posts) == 1
    wire.server.close()


async def test_an_answer_given_on_mastodon_by_hand_closes_the_row(hasty: House) -> None:
    wire = Wire(NOW)
    await on_mastodon(hasty, wire)
    await Sync(hasty.parts).once()
    number = await hasty.reply()
    wire.server.take("phone", {"status": "On it!", "in_reply_to_id": "S1"})
    hasty.clock.go(60)
    await Sync(hasty.parts).once()
    line = await state(hasty, number)
    at = datetime.fromtimestamp(NOW, UTC).strftime("%H:%M")
    assert line.trouble == f"Answered at {at} already: “On it!” Send yours too?"
    assert len(wire.server.posts) == 1
    assert wire.server.complaint["account"] is ROSA
    wire.server.close()


async def test_the_practice_brand_is_heard_and_answered(hasty: House) -> None:
    async with hasty.db.atomic() as write:
        await write.run("DELETE FROM accounts")
        await write.run("DELETE FROM sources")
    world = f"demo://{hasty.db.path.parent / 'world.json'}?seed=7&rate=0&mentions=40&start={NOW}"
    account = Account(0, "short", "demo", url=world, user="short")
    http = HttpClient(hasty.clock)
    signed_in = await load("demo").connect(account, "", http, hasty.clock).sign_in()
    hasty.account = await accounts.add(hasty.db, account, signed_in, "none", "", NOW)

    async def connect(kept: Kept) -> Network:
        return load("demo").connect(kept.account, "", http, hasty.clock)

    hasty.parts = replace(hasty.parts, connect=connect)
    report = await Sync(hasty.parts).once()
    assert report.troubles == ()
    assert report.new > 10
    number = await hasty.reply()
    await Sync(hasty.parts).once()
    assert (await state(hasty, number)).state.value == "sent"
    row = await hasty.db.one(
        "SELECT state FROM conversations WHERE id=(SELECT conversation_id FROM intents WHERE id=?)", (number,)
    )
    assert row == (State.ANSWERED,)


def hacker(number: int, who: str, text: str, parent: int = 1, at: int = NOW - 60) -> dict[str, Any]:
    """A comment as the search of Hacker News gives it."""
    return {
        "objectID": str(number), "author": who, "created_at_i": at, "comment_text": text, "parent_id": parent,
        "story_id": 1, "_tags": ["comment", f"author_{who}", "story_1"],
    }  # fmt: skip


class Pond:
    """Hacker News as far as it is asked: what was said, found by its words, its author or its story."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/v0/user"):
            return httpx.Response(200, json={"id": "acmehq"})
        if request.url.path.startswith("/v0/item"):
            return httpx.Response(200, content="null")
        tags, words = request.url.params["tags"], request.url.params["query"]
        named = [one for one in self.said if one["_tags"][1] in tags or tags.startswith("comment,")]
        found = named if not words else [one for one in self.said if words in one["comment_text"]]
        return httpx.Response(200, json={"hits": sorted(found, key=lambda one: -one["created_at_i"])})


async def test_hacker_news_is_heard_answered_by_hand_and_its_edits_and_deletions_are_seen(
    hasty: House,
) -> None:
    pond = Pond()
    pond.said = [
        hacker(2, "acmehq", "We make widgets."), hacker(3, "lea", "My widget broke.", 2, NOW - 50),
        hacker(4, "kim", "acme is fine, I think", 1, NOW - 40),
    ]  # fmt: skip
    http = HttpClient(hasty.clock, transport=httpx.MockTransport(pond))
    async with hasty.db.atomic() as write:
        await write.run("DELETE FROM accounts")
        await write.run("DELETE FROM sources")
    asked = Account(0, "hn", "hackernews", url="acme", user="acmehq")
    signed_in = await load("hackernews").connect(asked, "", http, hasty.clock).sign_in()
    hasty.account = await accounts.add(hasty.db, asked, signed_in, "none", "", NOW)

    async def connect(kept: Kept) -> Network:
        return load("hackernews").connect(kept.account, "", http, hasty.clock)

    hasty.parts = replace(hasty.parts, connect=connect)
    assert (await Sync(hasty.parts).once()).troubles == ()
    rows = await hasty.db.rows(
        "SELECT m.remote_id, s.name, c.state, c.band FROM mentions m JOIN sources s ON s.id = m.source_id"
        " JOIN conversations c ON c.id = m.conversation_id WHERE m.ours = 0 ORDER BY m.remote_id"
    )
    assert [row[:3] for row in rows] == [("3", "replies", State.OPEN), ("4", "search:acme", State.OPEN)]
    pond.said += [hacker(5, "acmehq", "Sorry, a new one is on its way.", 3, NOW - 5)]
    pond.said[2] = hacker(4, "kim", "acme is bad", 1, NOW - 40)
    hasty.clock.go(600)
    assert (await Sync(hasty.parts).once()).troubles == ()
    told: dict[str, str] = dict(await hasty.db.rows("SELECT remote_id, text FROM mentions"))
    assert told["4"] == "acme is bad"
    answered = await hasty.db.one(
        "SELECT c.state FROM conversations c JOIN mentions m ON m.conversation_id = c.id WHERE m.remote_id='3'"
    )
    assert answered == (State.ANSWERED,), "an answer that we gave there closes it"
    del pond.said[2]
    hasty.clock.go(600)
    await Sync(hasty.parts).once()
    gone = await hasty.db.one("SELECT removed_at IS NOT NULL FROM mentions WHERE remote_id='4'")
    assert gone == (1,)
