"""Our side of Mastodon's API against a server that somebody else wrote."""

import asyncio
import re
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import cast

import httpx
import pytest

from socialtui.domain.consent import ENTROPY, AsksConsent, code, proof
from socialtui.domain.errors import Garbled, RateLimited, ServerTrouble, SignedOut, Silent
from socialtui.domain.mention import Mention
from socialtui.domain.network import Account, Checks, FillsGaps, Gap, Listens, Network, Outgoing, Schedules
from socialtui.http_client import HttpClient
from socialtui.networks.mastodon import connect
from tests.real.mastodon_mock import INBOX, Town

pytestmark = pytest.mark.real

PATIENCE = 1.5
"""Seconds that an impatient client waits for an answer."""


class RealClock:
    """The time of this machine: the server has the same."""

    def now(self) -> int:
        return int(time.time())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Impatient(httpx.AsyncHTTPTransport):
    """The real wire, given up on sooner."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions = dict(request.extensions) | {
            "timeout": {"connect": 5, "read": PATIENCE, "write": 5, "pool": 5}
        }
        return await super().handle_async_request(request)


class Forgetful(httpx.AsyncHTTPTransport):
    """The real wire, cut after a write arrived and before its answer."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await super().handle_async_request(request)
        if request.method == "POST":
            await answer.aread()
            await answer.aclose()
            raise httpx.ReadTimeout("the answer was lost", request=request)
        return answer


class Connect:
    """Connects accounts, and lets go of their connections in the end."""

    def __init__(self) -> None:
        self.clients: list[HttpClient] = []

    def __call__(self, town: Town, token: str = "", wire: httpx.AsyncBaseTransport | None = None) -> Network:
        clock = RealClock()
        http = HttpClient(clock, transport=wire)
        self.clients.append(http)
        account = Account(id=1, name="town", network="mastodon", url=town.url)
        return connect(account, token or town.token, http, clock)


@pytest.fixture
async def network() -> AsyncIterator[Connect]:
    connected = Connect()
    yield connected
    for client in connected.clients:
        await client.aclose()


def reply(
    to: str, text: str = "We are on it (a < b & c).\n\nhttps://linden.example/help?x=1&y=2"
) -> Outgoing:
    return Outgoing(
        key=f"key-{to}", text=text, in_reply_to=to, handles=("rosa",), first_try_at=int(time.time())
    )


async def everything(
    mastodon: Network, source: str = "notifications", cursor: str = ""
) -> tuple[list[Mention], str]:
    found: list[Mention] = []
    while True:
        page = await mastodon.pull(source, cursor)
        found += page.mentions
        cursor = page.cursor
        if not page.more:
            return found, cursor


async def test_signing_in_says_who_we_are_and_what_works(mastodon_server: Town, network: Connect) -> None:
    signed = await network(mastodon_server).sign_in()
    assert signed.handle.startswith(f"{INBOX}@127.0.0.1")
    assert signed.limits.max_length == 500
    assert [source.name for source in signed.sources] == ["notifications", "direct", "own"]
    before = mastodon_server.call("GET", "/api/v1/accounts/verify_credentials")
    permissions = await cast("Checks", network(mastodon_server)).permissions()
    assert {one.name for one in permissions if not one.ok} == set()
    assert mastodon_server.call("GET", "/api/v1/accounts/verify_credentials") == before, "no mark is left"


async def test_a_dead_token_is_told_as_one(mastodon_server: Town, network: Connect) -> None:
    with pytest.raises(SignedOut):
        await network(mastodon_server, token="token-of-nobody").sign_in()


async def test_fifty_mentions_arrive_once_each_and_nothing_else(
    mastodon_server: Town, network: Connect
) -> None:
    mastodon_server.seed(50)
    mastodon = network(mastodon_server)
    found, cursor = await everything(mastodon)
    assert [mention.remote_id for mention in found] == mastodon_server.mentions
    assert all(mention.addressed and not mention.ours for mention in found)
    assert {mention.visibility for mention in found} == {"public", "unlisted", "private", "direct"}
    assert "<error 42> & nothing else, tried a < b and b > a (9)" in found[8].text
    assert found[3].text.startswith("CW: grumbling\n")
    assert found[5].parent == mastodon_server.announcement
    assert await everything(mastodon, cursor=cursor) == ([], cursor)


async def test_catching_up_page_by_page_leaves_no_hole(mastodon_server: Town, network: Connect) -> None:
    first = mastodon_server.post("ole", f"@{INBOX} hello?")
    mastodon = network(mastodon_server)
    found, cursor = await everything(mastodon)
    assert [mention.remote_id for mention in found] == [first]
    mastodon_server.seed(45)
    found, _ = await everything(mastodon, cursor=cursor)
    assert [mention.remote_id for mention in found] == mastodon_server.mentions


async def test_a_reply_stands_once_as_private_as_its_mention(mastodon_server: Town, network: Connect) -> None:
    asked = mastodon_server.post(
        "rosa", f"@{INBOX} quietly: is it nut free?", visibility="direct", spoiler_text="health"
    )
    mastodon = network(mastodon_server)
    sent = await mastodon.reply(reply(asked))
    (said,) = mastodon_server.answers_to(asked)
    assert said["id"] == sent.remote_id
    assert (said["visibility"], said["spoiler_text"]) == ("direct", "health")
    assert "rosa" in [named["acct"] for named in said["mentions"]]
    look = await mastodon.look(asked)
    assert [answer.remote_id for answer in look.answered_by_us] == [sent.remote_id]
    assert [mention.ours for mention in await mastodon.thread(asked)] == [False, True]
    again = await mastodon.reply(reply(asked))
    assert again.remote_id == sent.remote_id, "this server remembers the key"


async def test_a_reply_whose_answer_was_lost_is_found_and_stands_once(
    mastodon_server: Town, network: Connect
) -> None:
    asked = mastodon_server.post("rosa", f"@{INBOX} where is my cake?")
    mastodon = network(mastodon_server, wire=Forgetful())
    outgoing = reply(asked)
    with pytest.raises(Silent):
        await mastodon.reply(outgoing)
    found = await mastodon.find(outgoing)
    assert found is not None
    assert [said["id"] for said in mastodon_server.answers_to(asked)] == [found.remote_id]


async def test_a_reply_that_a_slow_server_dropped_is_not_found_and_is_sent_again_once(
    mastodon_server: Town, network: Connect
) -> None:
    asked = mastodon_server.post("rosa", f"@{INBOX} where is my cake?")
    mastodon = network(mastodon_server, wire=Impatient())
    mastodon_server.fault("latency", "POST", "/api/v1/statuses", delay_ms=3000)
    outgoing = reply(asked)
    with pytest.raises(Silent):
        await mastodon.reply(outgoing)
    assert await mastodon.find(outgoing) is None
    sent = await mastodon.reply(outgoing)
    assert [said["id"] for said in mastodon_server.answers_to(asked)] == [sent.remote_id]


async def test_a_reply_that_was_turned_away_is_not_found_and_is_sent_again_once(
    mastodon_server: Town,
    network: Connect,
) -> None:
    asked = mastodon_server.post("rosa", f"@{INBOX} where is my cake?")
    mastodon = network(mastodon_server)
    outgoing = reply(asked)
    mastodon_server.fault("status", "POST", "/api/v1/statuses", status=503)
    with pytest.raises(ServerTrouble):
        await mastodon.reply(outgoing)
    assert await mastodon.find(outgoing) is None
    sent = await mastodon.reply(outgoing)
    assert [said["id"] for said in mastodon_server.answers_to(asked)] == [sent.remote_id]


async def test_too_many_requests_are_waited_out(mastodon_server: Town, network: Connect) -> None:
    mastodon_server.post("rosa", f"@{INBOX} hello")
    mastodon_server.fault("ratelimit", "GET", "/api/v1/notifications")
    with pytest.raises(RateLimited) as caught:
        await network(mastodon_server).pull("notifications", "")
    assert abs(caught.value.retry_at - int(time.time()) - 300) < 30


async def test_broken_data_is_named_and_the_place_is_kept(mastodon_server: Town, network: Connect) -> None:
    mastodon = network(mastodon_server)
    mastodon_server.post("rosa", f"@{INBOX} one")
    _, cursor = await everything(mastodon)
    new = mastodon_server.post("rosa", f"@{INBOX} two")
    mastodon_server.fault("malformed", "GET", "/api/v1/notifications")
    with pytest.raises(Garbled):
        await mastodon.pull("notifications", cursor)
    found, _ = await everything(mastodon, cursor=cursor)
    assert [mention.remote_id for mention in found] == [new]


async def test_an_edit_and_a_deletion_are_seen_before_answering(
    mastodon_server: Town, network: Connect
) -> None:
    asked = mastodon_server.post("rosa", f"@{INBOX} where is my cake?")
    mastodon = network(mastodon_server)
    mastodon_server.call("PUT", f"/api/v1/statuses/{asked}", "rosa", status=f"@{INBOX} found it, sorry!")
    assert (await mastodon.look(asked)).text == f"@{INBOX} found it, sorry!"
    mastodon_server.call("DELETE", f"/api/v1/statuses/{asked}", "rosa")
    assert not (await mastodon.look(asked)).exists


async def test_an_answer_given_elsewhere_and_a_private_word_put_away_are_heard(
    mastodon_server: Town, network: Connect
) -> None:
    asked = mastodon_server.post("ole", f"@{INBOX} psst", visibility="direct")
    elsewhere = mastodon_server.post(INBOX, "@ole yes?", in_reply_to_id=asked)
    (told,) = mastodon_server.call("GET", "/api/v1/notifications")
    mastodon_server.call("POST", f"/api/v1/notifications/{told['id']}/dismiss")
    mastodon = network(mastodon_server)
    assert (await everything(mastodon))[0] == []
    assert [m.remote_id for m in (await everything(mastodon, "direct"))[0]] == [asked]
    ((own,), _) = await everything(mastodon, "own")
    assert (own.remote_id, own.parent, own.ours) == (elsewhere, asked, True)


async def test_liking_twice_likes_once(mastodon_server: Town, network: Connect) -> None:
    asked = mastodon_server.post("rosa", f"@{INBOX} lovely!")
    mastodon = network(mastodon_server)
    await mastodon.like(asked)
    await mastodon.like(asked)
    assert mastodon_server.call("GET", f"/api/v1/statuses/{asked}")["favourites_count"] == 1


async def test_the_stream_tells_of_a_mention_at_once(mastodon_server: Town, network: Connect) -> None:
    stream = cast("AsyncGenerator[str, None]", network(mastodon_server).stream())
    async with aclosing(stream), asyncio.timeout(20):
        heard = asyncio.ensure_future(anext(stream))
        while not heard.done():  # the server tells what happens after it has let us in
            await asyncio.to_thread(mastodon_server.post, "rosa", f"@{INBOX} now!")
            await asyncio.wait([heard], timeout=0.2)
        assert heard.result() == "notifications"


async def test_a_websocket_tells_of_a_mention_at_once(mastodon_server: Town, network: Connect) -> None:
    http = HttpClient(RealClock())
    address = f"{mastodon_server.url}/api/v1/streaming?stream=user&access_token={mastodon_server.token}"
    messages = cast("AsyncGenerator[str, None]", http.messages(address, token=mastodon_server.token))
    async with aclosing(messages), asyncio.timeout(20):
        heard = asyncio.ensure_future(anext(messages))
        while not heard.done():
            await asyncio.to_thread(mastodon_server.post, "rosa", f"@{INBOX} now!")
            await asyncio.wait([heard], timeout=0.2)
        assert '"event"' in heard.result()
    await http.aclose()
    # This server notices that nobody listens any more when it has something to say.
    await asyncio.to_thread(mastodon_server.post, "rosa", f"@{INBOX} and now?")


async def test_hashtags_lists_and_searches_are_listened_to(mastodon_server: Town, network: Connect) -> None:
    mastodon = network(mastodon_server)
    said = [mastodon_server.post("ole", f"Warm bread #bakery number {n}") for n in range(3)]
    mastodon_server.post("rosa", f"@{INBOX} #bakery to us")
    made = mastodon_server.call("POST", "/api/v1/lists", title="Neighbours")
    ole = mastodon_server.call("GET", "/api/v1/accounts/lookup?acct=ole")
    mastodon_server.call("POST", f"/api/v1/accounts/{ole['id']}/follow")
    mastodon_server.call("POST", f"/api/v1/lists/{made['id']}/accounts", account_ids=[ole["id"]])
    listening = cast("Listens", mastodon)
    assert (str(made["id"]), "Neighbours") in await listening.lists()
    for kind, what in (("hashtag", "#bakery"), ("list", "neighbours"), ("search", "Warm bread")):
        source = await listening.listen(kind, what)
        found, cursor = await everything(mastodon, source.name)
        assert [mention.remote_id for mention in found] == said, kind
        assert not any(mention.addressed for mention in found)
        assert (await everything(mastodon, source.name, cursor))[0] == []


async def test_a_post_waits_on_the_server_and_is_taken_back(mastodon_server: Town, network: Connect) -> None:
    mastodon = cast("Schedules", network(mastodon_server))
    at = int(time.time()) + 3600
    post = Outgoing(key="k", text="Fresh at six.", first_try_at=int(time.time()))
    kept = await mastodon.schedule(post, at)
    assert (await mastodon.schedule(post, at)).remote_id == kept.remote_id, "one, however often it is told"
    waiting = mastodon_server.call("GET", "/api/v1/scheduled_statuses")
    assert [str(one["id"]) for one in waiting] == [kept.remote_id]
    assert await mastodon.waiting(post, at) == kept
    await mastodon.unschedule(kept.remote_id)
    assert await mastodon.waiting(post, at) is None
    await mastodon.unschedule(kept.remote_id)
    assert mastodon_server.call("GET", "/api/v1/scheduled_statuses") == []


async def test_a_gap_is_filled_from_the_server(mastodon_server: Town, network: Connect) -> None:
    mastodon_server.seed(50)
    mastodon = network(mastodon_server)
    found, _ = await everything(mastodon)
    gap = Gap(found[10].said_at, found[40].said_at, "An outage.")
    filled: set[str] = set()
    cursor, more = "", True
    while more:
        page = await cast("FillsGaps", mastodon).fill("notifications", gap, cursor)
        filled |= {mention.remote_id for mention in page.mentions}
        cursor, more = page.cursor, page.more
    assert {mention.remote_id for mention in found[10:41]} <= filled


async def test_a_yes_on_the_servers_page_becomes_a_token_that_works(
    mastodon_server: Town, network: Connect
) -> None:
    mastodon = cast("AsksConsent", network(mastodon_server, token="none yet"))
    asked = await mastodon.ask_consent(proof(bytes(range(ENTROPY))))
    shown = mastodon_server.client.get(asked.page).raise_for_status().text
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)">', shown))
    assert hidden["redirect_uri"] == asked.back
    yes = mastodon_server.client.post(
        f"{mastodon_server.url}/oauth/authorize", data=hidden | {"username": INBOX}
    )
    pasted = re.search(r"code: ([^<\s]+)", yes.text)
    assert pasted
    token = await mastodon.take_consent(asked, code(pasted[1], asked))
    signed = await network(mastodon_server, token=token).sign_in()
    assert signed.handle.startswith(f"{INBOX}@")
