"""Bluesky's own servers: fifty mentions in, each answered once, whatever breaks and however often it is killed."""

import asyncio
import base64
import hashlib
import hmac
import json
import random
import signal
import struct
import time
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from socialtui.cli.parts import Start
from socialtui.domain.errors import Forbidden, Refused, SignedOut
from socialtui.domain.media import Attached
from socialtui.domain.mention import Mention
from socialtui.domain.network import Account, Gap, Outgoing
from socialtui.http_client import HttpClient
from socialtui.networks.bluesky import chat
from socialtui.networks.bluesky.account import Bluesky
from socialtui.networks.bluesky.session import Kept
from tests.real.bluesky import INBOX, Sky, running_sky
from tests.real.bluesky_install import Missing
from tests.real.brand import Brand, until
from tests.real.stripping_proxy import Proxy, stripping

pytestmark = pytest.mark.real

XRPC = "/xrpc/"
PUT, LIST = f"{XRPC}com.atproto.repo.putRecord", f"{XRPC}app.bsky.notification.listNotifications"
SIGN_IN, RENEW = f"{XRPC}com.atproto.server.createSession", f"{XRPC}com.atproto.server.refreshSession"
READ_BACK = f"{XRPC}com.atproto.repo.getRecord"
MENTIONS, KILLS = 50, 10
PATIENCE = 8
"""Seconds after which a process is killed that didn't get as far as it should: a trouble may keep it waiting."""
PASSPHRASE = "made for a test\n"


@pytest.fixture(scope="module")
def sky() -> Iterator[Sky]:
    """One network for this file: starting it costs half a minute of a busy machine."""
    try:
        with running_sky() as running:
            yield running
    except Missing as missing:
        pytest.skip(f"no Bluesky network here: {missing}")


# The whole loop, by commands alone


@dataclass
class House:
    """A brand that hears and answers through a proxy which breaks things."""

    sky: Sky
    proxy: Proxy
    brand: Brand
    passphrase: Path

    def sync(self, *words: str) -> None:
        self.brand.run("sync", "--once", "--passphrase-file", str(self.passphrase), *words)

    async def answer(self, conversations: Iterable[int]) -> None:
        """Writes an answer to each, due at once: what `reply --now` does, without a process for each."""
        async with Start(env=self.brand.env()).desk() as desk:
            for number in conversations:
                await desk.replies.send(
                    number, f"Thank you, number {number}.", now=True, joining="asked by the test"
                )

    def kill_after(self, answers: int) -> None:
        """Starts the process that hears and sends, and kills it when so many answers stand there."""
        until = time.monotonic() + PATIENCE
        process = self.brand.start("sync", "--passphrase-file", str(self.passphrase))
        try:
            while self.proxy.posts < answers and time.monotonic() < until:
                time.sleep(0.02)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def trouble(self, dice: random.Random) -> None:
        """Something of everything: lost answers, lost requests, ended sessions, failures, pages of a firewall."""
        self.proxy.lose_answers += dice.randrange(3)
        self.proxy.lose_requests += dice.randrange(2)
        ended = json.dumps({"error": "ExpiredToken", "message": "Token has expired"}).encode()
        failed = json.dumps({"error": "UpstreamFailure", "message": "Upstream failure"}).encode()
        page = b"<!DOCTYPE html><html><body>One moment, please</body></html>"
        told = {
            PUT: [(400, "application/json", ended), (502, "application/json", failed)],
            LIST: [(200, "text/html", page), (400, "application/json", ended)],
            READ_BACK: [(500, "text/html", page)],
        }
        for path, ways in told.items():
            self.proxy.instead.setdefault(path, []).extend(dice.sample(ways, dice.randrange(len(ways) + 1)))

    def calm(self) -> None:
        """No more troubles."""
        self.proxy.lose_answers = self.proxy.lose_requests = 0
        self.proxy.instead.clear()

    def states(self) -> Counter[str]:
        """Where the answers stand, by the file itself."""
        return Counter(state for (state,) in self.brand.rows("SELECT state FROM intents WHERE kind='reply'"))


@pytest.fixture
def house(sky: Sky, tmp_path: Path) -> Iterator[House]:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE)
    with stripping(sky.url, PUT) as proxy:
        brand = Brand(tmp_path / "house", linger="1h")
        house = House(sky, proxy, brand, passphrase)
        brand.run("vault", "init", "--passphrase-file", str(passphrase))
        brand.run(
            "account", "add", "bluesky", "--url", proxy.url, "--user", f"@{sky.us.handle}", "--secret-stdin",
            "--secret-way", "vault", "--passphrase-file", str(passphrase), stdin=sky.app_password(INBOX),
        )  # fmt: skip
        yield house


def test_fifty_mentions_are_answered_once_each_through_faults_and_ten_kills(house: House) -> None:
    sky, dice = house.sky, random.Random(7)
    sky.seed(MENTIONS)
    sky.wait_for_mentions()
    house.sync()
    heard = house.brand.rows("SELECT remote_id FROM mentions WHERE ours = 0")
    assert sorted(uri for (uri,) in heard) == sorted(sky.mentions)
    waiting = house.brand.rows("SELECT DISTINCT conversation_id FROM mentions WHERE ours = 0")
    assert len(waiting) == MENTIONS
    asyncio.run(house.answer(number for (number,) in waiting))
    for kill in range(1, KILLS + 1):
        house.trouble(dice)
        house.kill_after(house.proxy.posts + MENTIONS // KILLS - 1 if kill < KILLS else MENTIONS)
    house.calm()

    def all_sent() -> bool:
        house.sync()
        for oid in house.brand.json("outbox"):
            if oid["state"] == "refused":  # what never arrived is offered to its writer, who sends it again
                house.brand.run("again", oid["id"])
        return set(house.states()) == {"sent"}

    until(all_sent, "everything to be sent", 120, 0.5)
    assert house.states() == {"sent": MENTIONS}
    answers = Counter(one["value"]["reply"]["parent"]["uri"] for one in sky.ours() if "reply" in one["value"])
    assert set(answers.values()) == {1}, "nothing twice"
    assert set(answers) == set(sky.mentions), "nothing missing"
    assert house.proxy.asked[SIGN_IN] == 1, "one sign-in for adding and for every start"
    assert house.proxy.asked[RENEW] >= 1
    assert not [c for c in house.brand.json("list") if c["addressed"]], "all are answered"


# One account, asked directly


class RealClock:
    """The time of this machine: the servers have the same."""

    def now(self) -> int:
        return int(time.time())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@pytest.fixture(scope="module")
def kept(sky: Sky) -> Kept:
    """An app password with its session, as it is kept: signing in is slow on purpose."""
    secret = sky.app_password(INBOX)
    opened = sky.session(INBOX, secret)
    return Kept(secret, sky.url, opened["did"], opened["handle"], opened["accessJwt"], opened["refreshJwt"])


@pytest.fixture
async def bluesky(sky: Sky, kept: Kept) -> AsyncIterator[Bluesky]:
    http = HttpClient(RealClock())
    yield Bluesky(account(sky), kept.text, http, RealClock())
    await http.aclose()


def account(sky: Sky) -> Account:
    return Account(id=1, name="sky", network="bluesky", url=sky.url, user=sky.us.handle)


def answer(to: str, words: str, **more: Any) -> Outgoing:
    return Outgoing(
        key=f"key {to} {words}", text=words, in_reply_to=to, first_try_at=int(time.time()), **more
    )


async def heard(bluesky: Bluesky, uri: str, source: str = "notifications") -> Mention:
    """A mention, as soon as the network tells of it."""
    for _ in range(100):
        page = await bluesky.pull(source, "")
        for mention in page.mentions:
            if mention.remote_id == uri:
                return mention
        await asyncio.sleep(0.1)
    raise AssertionError(f"{uri} was never told of")


async def test_signing_in_says_who_we_are_and_what_the_app_password_may(bluesky: Bluesky, sky: Sky) -> None:
    signed = await bluesky.sign_in()
    assert (signed.remote_id, signed.handle, signed.name) == (sky.us.did, sky.us.handle, "Linden 🌿")
    may = {one.name: one.ok for one in await bluesky.permissions()}
    assert may == {"notifications": True, "chat": False, "write": True, "search": True, "lists": True}


async def test_an_app_password_without_messages_is_told_so(
    bluesky: Bluesky, sky: Sky, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the service for messages is elsewhere; the account server refuses on its own before it passes anything on
    monkeypatch.setattr(chat, "SERVICE", f"{sky.appview}#bsky_appview")
    with pytest.raises(Forbidden) as caught:
        await bluesky.pull("direct", "")
    assert "Bad token" in caught.value.what
    assert "direct messages" in caught.value.next_step


async def test_a_wrong_app_password_is_told_as_one(sky: Sky) -> None:
    http = HttpClient(RealClock())
    with pytest.raises(SignedOut) as caught:
        await Bluesky(account(sky), "abcd-efgh-ijkl-mnop", http, RealClock()).sign_in()
    assert "app password" in caught.value.what
    await http.aclose()


async def test_a_session_that_has_ended_is_renewed_and_kept(sky: Sky, kept: Kept) -> None:
    http, written = HttpClient(RealClock()), []

    async def keep(secret: str) -> None:
        written.append(Kept.of(secret))

    ended = replace(kept, access=aged(kept.access, sky.secret))
    later = Bluesky(account(sky), ended.text, http, RealClock())
    later.on_renewal(keep)
    assert (await later.sign_in()).remote_id == sky.us.did
    (new,) = written
    assert (new.password, new.did) == (kept.password, kept.did)
    assert new.refresh != kept.refresh
    await http.aclose()


def aged(token: str, secret: str) -> str:
    """The same session token, as if two hours had passed."""
    head, body, _ = token.split(".")
    told = json.loads(base64.urlsafe_b64decode(body + "=="))
    told |= {"iat": told["iat"] - 9000, "exp": told["iat"] - 1800}
    body = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    signed = hmac.new(secret.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{base64.urlsafe_b64encode(signed).decode().rstrip('=')}"


async def test_an_answer_stands_once_at_any_number_of_tries_with_its_links_and_names(
    bluesky: Bluesky, sky: Sky
) -> None:
    asked = sky.post("rosa", f"@{sky.us.handle} naïve question ☕️: where is my cake?")["uri"]
    mention = await heard(bluesky, asked)
    words = "@rosa.test ☕️ see https://linden.example/cake?x=1&y=2, #sorry 👩‍👩‍👧‍👦"
    outgoing = answer(asked, words, language="en")
    sent = await bluesky.reply(outgoing)
    assert await bluesky.reply(outgoing) == sent
    assert await bluesky.find(outgoing) == sent
    assert sky.answers_to(asked) == [words]
    further = await bluesky.reply(answer(sent.remote_id, "And the receipt is in the bag."))
    sky.wait_until(lambda: sky.shown(further.remote_id) is not None, "the answer")
    thread = await bluesky.thread(asked)
    assert [one.ours for one in thread] == [False, True, True]
    assert {one.thread for one in thread} == {mention.thread}
    assert thread[1].text == words
    look = await bluesky.look(asked)
    assert [one.remote_id for one in look.answered_by_us] == [sent.remote_id]
    facets = next(one for one in sky.ours() if one["uri"] == sent.remote_id)["value"]["facets"]
    kinds = [one["features"][0]["$type"].rpartition("#")[2] for one in facets]
    assert kinds == ["mention", "link", "tag"]


async def test_three_hundred_letters_and_three_thousand_bytes_are_the_network_s_own_limits(
    bluesky: Bluesky,
) -> None:
    limits = (await bluesky.sign_in()).limits
    assert (await bluesky.reply(answer("", "é" * limits.max_length))).remote_id
    for words in ("é" * (limits.max_length + 1), "👩‍👩‍👧" * 170):
        with pytest.raises(Refused):
            await bluesky.reply(answer("", words))


async def test_a_post_of_our_own_shows_its_pictures_with_their_descriptions(
    bluesky: Bluesky, sky: Sky, tmp_path: Path
) -> None:
    file = tmp_path / "cake.png"
    file.write_bytes(picture(6, 4))
    one = Attached(str(file), "cake.png", "A cake in the rain", "image/png", file.stat().st_size)
    held = await bluesky.upload(one)
    assert await bluesky.upload(one) == held, "twice is harmless"
    sent = await bluesky.reply(answer("", "Night buns.", media=(held,)))
    sky.wait_until(lambda: sky.shown(sent.remote_id) is not None, "the post")
    post = sky.shown(sent.remote_id)
    assert post is not None
    (image,) = post["embed"]["images"]
    assert image["alt"] == "A cake in the rain"
    assert image["aspectRatio"] == {"width": 6, "height": 4}
    own = await heard(bluesky, sent.remote_id, "own")
    assert own.text == "Night buns.\n[image: A cake in the rain]"


def picture(width: int, height: int) -> bytes:
    """A small PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80\x40\x20" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


async def test_liking_hiding_muting_and_reporting_do_what_they_say(bluesky: Bluesky, sky: Sky) -> None:
    root = sky.post(INBOX, "Which bread do you miss?")
    # who is told of an answer is decided when it comes in, by what it answers
    sky.wait_until(lambda: sky.shown(root["uri"]) is not None, "the question")
    rude = sky.post("fenno", "Yours is the worst.", {"root": root, "parent": root})["uri"]
    alone = sky.post("rosa", f"@{sky.us.handle} lovely!")["uri"]
    mention = await heard(bluesky, rude)
    assert "hide" not in mention.cannot
    assert "hide" in (await heard(bluesky, alone)).cannot
    await bluesky.like(alone)
    await bluesky.like(alone)
    sky.wait_until(lambda: (sky.shown(alone) or {}).get("likeCount") == 1, "the like")
    await bluesky.moderate(rude, "hide")
    await bluesky.moderate(rude, "hide")
    gates = sky.call(
        "GET", "com.atproto.repo.listRecords", repo=sky.us.did, collection="app.bsky.feed.threadgate"
    )["records"]
    assert [gate["value"]["hiddenReplies"] for gate in gates] == [[rude]]
    await bluesky.moderate(alone, "report")
    await bluesky.moderate(rude, "mute")
    sky.wait_until(lambda: rude not in {one["uri"] for one in sky.told()}, "the mute")


async def test_what_is_deleted_or_said_elsewhere_is_seen(bluesky: Bluesky, sky: Sky) -> None:
    first = sky.post("rosa", f"@{sky.us.handle} ring me")
    gone = sky.post("fenno", f"@{sky.us.handle} never mind")
    last = sky.post("rosa", f"@{sky.us.handle} please")
    await heard(bluesky, last["uri"])
    page = await bluesky.pull("notifications", "")
    wish = {"repo": sky.people["fenno"].did, "collection": "app.bsky.feed.post", "rkey": gone["uri"][-13:]}
    sky.call("POST", "com.atproto.repo.deleteRecord", "fenno", json=wish)
    sky.wait_until(lambda: sky.shown(gone["uri"]) is None, "the deletion")
    assert not (await bluesky.look(gone["uri"])).exists
    assert (await bluesky.pull("notifications", page.cursor)).removed == (gone["uri"],)
    elsewhere = sky.post(INBOX, "We will.", {"root": first, "parent": first})["uri"]
    own = await heard(bluesky, elsewhere, "own")
    assert (own.ours, own.parent) == (True, first["uri"])


async def test_searches_hashtags_and_lists_are_heard_as_not_addressed_to_us(
    bluesky: Bluesky, sky: Sky
) -> None:
    made = sky.write(
        INBOX, "app.bsky.graph.list", {"name": "Neighbours", "purpose": "app.bsky.graph.defs#curatelist"}
    )
    sky.write(INBOX, "app.bsky.graph.listitem", {"list": made["uri"], "subject": sky.people["rosa"].did})
    said = sky.post("rosa", "The rye at the corner is stale again")["uri"]
    sky.wait_until(lambda: sky.shown(said) is not None, "the post")
    sky.wait_until(
        lambda: bool(sky.call("GET", "app.bsky.graph.getLists", actor=sky.us.did)["lists"]), "the list"
    )
    assert await bluesky.lists() == ((made["uri"], "Neighbours"),)
    for kind, what in (("search", "rye at the corner"), ("list", "neighbours")):
        source = await bluesky.listen(kind, what)
        mention = await heard(bluesky, said, source.name)
        assert not mention.addressed


async def test_a_gap_is_filled(bluesky: Bluesky, sky: Sky) -> None:
    uris = [sky.post("rosa", f"@{sky.us.handle} number {n}")["uri"] for n in range(4)]
    times = [(await heard(bluesky, uri)).said_at for uri in uris]
    page = await bluesky.fill("notifications", Gap(times[0], times[-1], "A test."), "")
    assert set(uris) <= {mention.remote_id for mention in page.mentions}
