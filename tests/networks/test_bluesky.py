"""What is odd about Bluesky: sessions that end, bytes that are counted, listings without a “since”."""

import asyncio
import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialtui.domain.errors import Forbidden, Refused, SignedOut, Unreachable
from socialtui.domain.network import Outgoing
from socialtui.networks.bluesky.facets import Facet, Place, found_in, spelled_out
from socialtui.networks.bluesky.home import address, home_of
from socialtui.networks.bluesky.records import created_at, key_of
from socialtui.networks.bluesky.session import Kept
from socialtui.networks.bluesky.tids import micros_of, tid
from socialtui.networks.bluesky.uploading import measure
from tests.networks.conftest import Connect
from tests.networks.contract import FakeClock

ME, THEM = "did:plc:us", "did:plc:them"
HOME = "https://pds.example"
SESSION = {"did": ME, "handle": "us.example", "accessJwt": "A1", "refreshJwt": "R1", "active": True}
Handler = Callable[[httpx.Request], httpx.Response]


def error(name: str, message: str = "", status: int = 400) -> httpx.Response:
    return httpx.Response(status, json={"error": name, "message": message})


class Server:
    """A server that opens sessions and lists notifications; each test sets what it needs."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.bodies: list[Any] = []
        self.good = {"A1"}
        self.number = 1
        self.notes: list[dict[str, Any]] = []
        self.page = 100
        self.sign_in: Handler | None = None
        self.refresh: Handler | None = None
        self.other: dict[str, Handler] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.rpartition(".")[2]
        self.asked.append(name)
        self.bodies.append(json.loads(request.content) if request.content[:1] == b"{" else None)
        if name in self.other:
            return self.other[name](request)
        if name == "createSession":
            return self.sign_in(request) if self.sign_in else httpx.Response(200, json=self.session())
        if name == "refreshSession":
            return self.refresh(request) if self.refresh else httpx.Response(200, json=self.session())
        if request.headers["Authorization"].removeprefix("Bearer ") not in self.good:
            return error("ExpiredToken", "Token has expired")
        if name == "listNotifications":
            return self.listing(parse_qs(request.url.query.decode()).get("cursor", ["0"])[0])
        return httpx.Response(200, json={"posts": [], "records": []})

    def session(self) -> dict[str, Any]:
        made = SESSION | {"accessJwt": f"A{self.number}", "refreshJwt": f"R{self.number}"}
        self.good = {f"A{self.number}"}
        return made

    def expire(self) -> None:
        self.good, self.number = set(), self.number + 1

    def listing(self, cursor: str) -> httpx.Response:
        start = int(cursor)
        found: dict[str, Any] = {"notifications": self.notes[start : start + self.page]}
        if start + self.page < len(self.notes):
            found["cursor"] = str(start + self.page)
        return httpx.Response(200, json=found)


def note(number: int, at: int, reason: str = "mention", **record: Any) -> dict[str, Any]:
    when = datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z")
    post = {"$type": "app.bsky.feed.post", "text": f"word {number}", "createdAt": when} | record
    return {
        "uri": f"at://{THEM}/app.bsky.feed.post/3k{number:011}",
        "cid": f"c{number}",
        "author": {"did": THEM, "handle": "them.example"},
        "reason": reason,
        "record": post,
        "indexedAt": when,
    }


def keys(mentions: Any) -> list[int]:
    return [int(mention.remote_id[-11:]) for mention in mentions]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def account(server: Server, connect: Connect) -> Callable[..., Any]:
    def connected(secret: str = "pass-word", **fields: Any) -> Any:
        return connect("bluesky", server, secret, **({"url": HOME, "user": "us.example"} | fields))

    return connected


# The session


async def test_one_sign_in_serves_many_starts(server: Server, account: Callable[..., Any]) -> None:
    kept: list[str] = []

    async def keep(secret: str) -> None:
        kept.append(secret)

    first = account()
    first.on_renewal(keep)
    await first.pull("notifications", "")
    await first.pull("notifications", "")
    for _ in range(3):
        await account(kept[-1]).pull("notifications", "")
    assert server.asked.count("createSession") == 1
    assert server.asked.count("refreshSession") == 0
    assert len(kept) == 1
    assert json.loads(kept[0])["password"] == "pass-word", "password and session are kept together"


async def test_an_ended_session_is_renewed_once_for_all_who_wait(
    server: Server, account: Callable[..., Any]
) -> None:
    network = account()
    await network.pull("notifications", "")
    server.expire()
    await asyncio.gather(*(network.pull("notifications", "") for _ in range(4)))
    assert server.asked.count("refreshSession") == 1
    assert server.asked.count("createSession") == 1


async def test_the_new_pair_is_handed_on_before_it_is_used(
    server: Server, account: Callable[..., Any]
) -> None:
    network = account(Kept("pass-word", HOME, ME, "us.example", "A0", "R0").text, remote_id=ME)

    async def keep(secret: str) -> None:
        server.asked.append(json.loads(secret)["access"])

    network.on_renewal(keep)
    server.expire()
    await network.pull("notifications", "")
    assert server.asked == ["listNotifications", "refreshSession", "A2", "listNotifications"]


async def test_a_renewal_that_gets_no_answer_leaves_the_reply_here(
    server: Server, account: Callable[..., Any]
) -> None:
    network = account(Kept("pass-word", HOME, ME, "us.example", "A0", "R0").text, remote_id=ME)

    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("nothing came", request=request)

    server.refresh = silent
    with pytest.raises(Unreachable):
        await network.reply(Outgoing("k", "Hello.", first_try_at=1_790_000_000))
    assert server.asked == ["putRecord", "refreshSession"], (
        "turned away for the ended session, and not tried again"
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("AuthenticationRequired", "does not accept"),
        ("AuthFactorTokenRequired", "code sent by e-mail"),
        ("AccountTakedown", "closed this account"),
    ],
)
async def test_a_sign_in_that_is_refused_says_what_to_do(
    server: Server, account: Callable[..., Any], name: str, words: str
) -> None:
    server.sign_in = lambda _request: error(name, "no", 401)
    with pytest.raises(SignedOut) as caught:
        await account().pull("notifications", "")
    assert words in caught.value.what
    assert caught.value.next_step
    assert "pass-word" not in str(caught.value)


async def test_the_did_signs_in_once_it_is_known_since_handles_change(
    server: Server, account: Callable[..., Any]
) -> None:
    await account(remote_id=ME).pull("notifications", "")
    assert server.bodies[0]["identifier"] == ME
    for typed, meant in (
        ("@Fresh", "Fresh.bsky.social"),
        ("https://bsky.app/profile/fresh.example/", "fresh.example"),
        ("me@harbour.example", "me@harbour.example"),
    ):
        await account(user=typed).pull("notifications", "")
        last = len(server.asked) - 1 - server.asked[::-1].index("createSession")
        assert server.bodies[last]["identifier"] == meant


async def test_what_the_app_password_may_not_do_is_no_dead_session(
    server: Server, account: Callable[..., Any]
) -> None:
    server.other["listConvos"] = lambda _request: error("InvalidToken", "Bad token scope")
    with pytest.raises(Forbidden) as caught:
        await account().pull("direct", "")
    assert "Bad token scope" in caught.value.what
    assert "direct messages" in caught.value.next_step
    assert "refreshSession" not in server.asked


async def test_a_session_of_another_server_is_not_shown_to_this_one(
    server: Server, account: Callable[..., Any]
) -> None:
    await account(Kept("pass-word", "https://old.example", ME, "us", "A9", "R9").text).pull("own", "")
    assert server.asked[0] == "createSession"


async def test_a_main_password_works_and_is_told_to_be_one(
    server: Server, account: Callable[..., Any]
) -> None:
    body = base64.urlsafe_b64encode(json.dumps({"scope": "com.atproto.access"}).encode()).decode().rstrip("=")
    server.good = {f"x.{body}.y"}
    server.sign_in = lambda _r: httpx.Response(200, json=SESSION | {"accessJwt": f"x.{body}.y"})
    server.other["getProfile"] = lambda _r: httpx.Response(200, json={"did": ME, "handle": "us.example"})
    server.other["listConvos"] = lambda _r: httpx.Response(200, json={"convos": []})
    assert "main password" in (await account().sign_in()).notes[0]
    server.other["getSession"] = lambda _r: httpx.Response(200, json=SESSION)
    unreadable = Kept("pass-word", HOME, ME, "us.example", "x.?.y", "R1").text
    assert "main password" not in (await account(unreadable).sign_in()).notes[0]


# Where an account lives


def document(endpoint: str) -> dict[str, Any]:
    return {"service": [{"id": "#atproto_pds", "serviceEndpoint": endpoint}]}


@pytest.mark.parametrize(
    ("endpoint", "home"),
    [
        ("https://pds.harbour.example", "https://pds.harbour.example"),
        ("https://pds.harbour.example:8443/", "https://pds.harbour.example:8443"),
        ("http://pds.harbour.example", HOME),
        ("https://192.168.1.4", HOME),
        ("https://[::1]", HOME),
        ("https://printer.local", HOME),
        ("https://somebody@pds.example", HOME),
        ("https://pds.example/elsewhere", HOME),
        ("https://[broken", HOME),
    ],
)
def test_a_document_leads_only_where_a_secret_may_go(endpoint: str, home: str) -> None:
    assert home_of(document(endpoint), HOME) == home


def test_the_address_of_its_pages_means_bluesky_itself() -> None:
    for typed in ("", "bsky.app", "https://bsky.app/", "https://bsky.social/"):
        assert address(typed) == "https://bsky.social"
    assert address("pds.example") == HOME


def test_a_document_of_another_shape_leads_nowhere() -> None:
    shapes: tuple[Any, ...] = (None, [], {}, {"service": None}, {"service": [None, {"id": "#lamp"}]})
    for odd in shapes:
        assert home_of(odd, HOME) == HOME


async def test_who_lives_elsewhere_signs_in_there_and_the_password_goes_nowhere_else(
    connect: Connect,
) -> None:
    asked: list[tuple[str, str]] = []

    def wire(request: httpx.Request) -> httpx.Response:
        name = request.url.path.rpartition(".")[2] or "document"
        asked.append((request.url.host, name))
        if name == "resolveHandle":
            return httpx.Response(200, json={"did": ME})
        if request.url.host == "plc.directory":
            return httpx.Response(200, json=document("https://pds.harbour.example"))
        if name == "createSession":
            return httpx.Response(200, json=SESSION | {"didDoc": document("https://pds.harbour.example")})
        return httpx.Response(200, json={"records": []})

    await connect("bluesky", wire, "pass-word", url="", user="us.example").pull("own", "")
    assert asked[0] == ("bsky.social", "resolveHandle")
    assert [host for host, name in asked if name in ("createSession", "listRecords")] == [
        "pds.harbour.example",
        "pds.harbour.example",
    ]


async def test_bluesky_s_own_accounts_sign_in_at_its_door_and_work_at_home(connect: Connect) -> None:
    asked: list[tuple[str, str]] = []
    home = document("https://morel.us-east.host.bsky.network")

    def wire(request: httpx.Request) -> httpx.Response:
        name = request.url.path.rpartition(".")[2]
        asked.append((request.url.host, name))
        if request.url.host == "plc.directory":
            return httpx.Response(200, json=home)
        if name == "resolveHandle":
            return httpx.Response(200, json={"did": ME})
        if name == "createSession":
            return httpx.Response(200, json=SESSION | {"didDoc": home})
        return httpx.Response(200, json={"records": []})

    await connect("bluesky", wire, "pass-word", url="", user="us.bsky.social").pull("own", "")
    assert ("bsky.social", "createSession") in asked
    assert asked[-1] == ("morel.us-east.host.bsky.network", "listRecords")


# What is new


async def test_reading_back_stops_at_what_is_known_and_tells_of_a_gap_where_it_must_stop_before(
    server: Server, account: Callable[..., Any], clock: FakeClock
) -> None:
    now = clock.now()
    server.notes = [note(n, now - 10_000 + n) for n in range(50, 0, -1)]
    network = account(remote_id=ME)
    page = await network.pull("notifications", "")
    assert keys(page.mentions) == list(range(1, 51))
    server.notes = [note(n, now - 10_000 + n) for n in range(250, 0, -1)]
    there = await network.pull("notifications", page.cursor)
    assert keys(there.mentions) == list(range(51, 251))
    assert there.gap is None
    server.notes = [note(n, now - 10_000 + n) for n in range(2_000, 0, -1)]
    rush = await network.pull("notifications", there.cursor)
    assert keys(rush.mentions) == list(range(1_001, 2_001))
    assert rush.gap is not None
    assert (rush.gap.start, rush.gap.end) == (now - 10_000 + 250, now - 10_000 + 1_001)
    filled, cursor, more = [], "", True
    while more:
        part = await network.fill("notifications", rush.gap, cursor)
        filled += keys(part.mentions)
        cursor, more = part.cursor, part.more
    assert sorted(filled) == list(range(250, 1_002)), "the gap and both its edges"
    assert (await network.pull("notifications", rush.cursor)).mentions == ()


async def test_what_is_put_in_late_among_the_newest_is_heard(
    server: Server, account: Callable[..., Any], clock: FakeClock
) -> None:
    now = clock.now()
    server.notes = [note(n, now - 1_000 + 10 * n) for n in (9, 7, 5)]
    network = account(remote_id=ME)
    page = await network.pull("notifications", "")
    server.notes.insert(2, note(6, now - 940))
    assert keys((await network.pull("notifications", page.cursor)).mentions) == [6]


async def test_what_only_a_mute_hides_is_not_called_deleted(
    server: Server, account: Callable[..., Any], clock: FakeClock
) -> None:
    now = clock.now()
    server.notes = [note(n, now - 100 + n) for n in (3, 2, 1)]
    network = account(remote_id=ME)
    page = await network.pull("notifications", "")
    hidden = server.notes.pop(1)
    server.other["getPosts"] = lambda _r: httpx.Response(200, json={"posts": [hidden]})
    page = await network.pull("notifications", page.cursor)
    assert page.removed == ()
    server.other["getPosts"] = lambda _r: httpx.Response(200, json={"posts": []})
    server.other["getPostThread"] = lambda _r: error("NotFound", "Post not found", 400)
    assert (await network.pull("notifications", page.cursor)).removed == (), "asked again in a while"
    clock.later(301)
    assert (await network.pull("notifications", page.cursor)).removed == (hidden["uri"],)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(
            200,
            json={"thread": {"$type": "app.bsky.feed.defs#blockedPost", "uri": "at://x", "blocked": True}},
        ),
        httpx.Response(400, json={"error": "BlockedActor", "message": "blocked"}),
        httpx.Response(502, json={"error": "UpstreamFailure", "message": "gone fishing"}),
    ],
    ids=["a block", "a block told as an error", "nobody knows"],
)
async def test_what_a_block_hides_is_not_called_deleted(
    server: Server, account: Callable[..., Any], clock: FakeClock, answer: httpx.Response
) -> None:
    now = clock.now()
    server.notes = [note(n, now - 100 + n) for n in (3, 2, 1)]
    network = account(remote_id=ME)
    page = await network.pull("notifications", "")
    hidden = server.notes.pop(1)
    server.other["getPosts"] = lambda _r: httpx.Response(200, json={"posts": []})
    server.other["getPostThread"] = lambda _r: answer
    page = await network.pull("notifications", page.cursor)
    assert page.removed == ()
    server.other["getPostThread"] = lambda _r: error("NotFound", "Post not found", 400)
    clock.later(301)
    assert (await network.pull("notifications", page.cursor)).removed == (hidden["uri"],), "deleted since"


async def test_a_parent_that_can_not_be_had_hides_no_mention(
    server: Server, account: Callable[..., Any], clock: FakeClock
) -> None:
    ref = {"uri": f"at://{ME}/app.bsky.feed.post/3kparent", "cid": "c"}
    server.notes = [note(1, clock.now() - 5, "reply", reply={"root": ref, "parent": ref})]
    server.other["getPosts"] = lambda _r: error("UpstreamFailure", "gone fishing", 502)
    page = await account(remote_id=ME).pull("notifications", "")
    assert keys(page.mentions) == [1]
    assert page.mentions[0].parent == ref["uri"]


async def test_an_unknown_source_is_refused_before_anything_is_asked(
    server: Server, account: Callable[..., Any]
) -> None:
    for name in ("lighthouse", "search", "own:x"):
        with pytest.raises(Refused):
            await account(remote_id=ME).pull(name, "")
    assert server.asked == []


# Bytes, names and times


def test_facets_are_read_by_bytes_and_show_where_a_link_leads() -> None:
    text = "Café ☕️ see harbour.example/a…, or here"
    raw = text.encode()

    def part(words: str, address: str) -> Facet:
        at = raw.index(words.encode())
        place = Place(at, at + len(words.encode()))
        return Facet(place, [{"$type": "app.bsky.richtext.facet#link", "uri": address}])

    facets = [
        part("here", "https://bad.example/x"),
        part("harbour.example/a…", "https://harbour.example/abc?d=1"),
    ]
    assert spelled_out(text, facets) == (
        "Café ☕️ see https://harbour.example/abc?d=1, or here (https://bad.example/x)"
    )
    wild = Facet(Place(-3, 900), [{"$type": "app.bsky.richtext.facet#link", "uri": "https://x.example"}])
    assert spelled_out(text, [wild]) == text


async def test_links_names_and_tags_of_ours_are_found_by_bytes() -> None:
    async def resolve(handle: str) -> str:
        return {"mira.example": THEM}.get(handle, "")

    text = (
        "☕️ @Mira.example, (https://harbour.example/a_(b)?x=1). @nobody.example #Fähre! #2026 a#b x@y.example"
    )
    facets = await found_in(text, resolve)
    raw = text.encode()
    shown = [
        (raw[f["index"]["byteStart"] : f["index"]["byteEnd"]].decode(), f["features"][0]) for f in facets
    ]
    assert [words for words, _ in shown] == ["@Mira.example", "https://harbour.example/a_(b)?x=1", "#Fähre"]
    assert shown[0][1]["did"] == THEM
    assert shown[2][1]["tag"] == "Fähre"


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90)), max_size=4))
@settings(max_examples=60)
def test_no_facet_of_a_stranger_breaks_a_text(said: str, places: list[tuple[int, int]]) -> None:
    link = {"$type": "app.bsky.richtext.facet#link", "uri": "https://x.example/y"}
    shown = spelled_out(said, [Facet(Place(start, end), [link]) for start, end in places])
    assert spelled_out(said, []) == said.encode("utf-8", "replace").decode()
    assert shown.count("https://x.example/y") <= len(places) + said.count("https://x.example/y")


WORDS = st.sampled_from(
    ("☕️", "@mira.example", "#Fähre!", "https://x.example/a(b).", "(www", "é", "日本", "\n", "@", "#")
)


@given(st.lists(WORDS, max_size=12), st.sampled_from((" ", "", ", ")))
@settings(max_examples=60)
async def test_places_of_ours_are_whole_letters_in_order_and_never_overlap(
    words: list[str], between: str
) -> None:
    async def resolve(handle: str) -> str:
        return THEM

    text = between.join(words)
    raw, end = text.encode(), 0
    for facet in await found_in(text, resolve):
        place = facet["index"]
        assert end <= place["byteStart"] < place["byteEnd"] <= len(raw)
        end = place["byteEnd"]
        shown = raw[place["byteStart"] : end].decode()
        (feature,) = facet["features"]
        if "tag" in feature:
            assert shown[1:] == feature["tag"]
        elif "uri" in feature:
            assert shown == feature["uri"]
        else:  # what stands right behind a name and could be of it is of it
            behind = "https" if raw[place["byteStart"] :].startswith(b"@mira.examplehttps") else ""
            assert shown == f"@mira.example{behind}"


def test_an_answer_has_the_same_key_and_time_at_every_try() -> None:
    first = Outgoing("key-7", "Hello.", first_try_at=1_790_000_000)
    again = Outgoing("key-7", "Hello.", first_try_at=1_790_000_000)
    other = Outgoing("key-8", "Hello.", first_try_at=1_790_000_000)
    assert (key_of(first), created_at(first)) == (key_of(again), created_at(again))
    assert key_of(first) != key_of(other)
    assert len(key_of(first)) == 13
    assert micros_of(key_of(first)) // 1_000_000 == 1_790_000_000
    assert created_at(first).startswith("2026-09-21T14:13:20.")
    assert tid(0, 0) == "2222222222222"
    assert micros_of(tid(1_790_000_000_123_456, 77)) == 1_790_000_000_123_456
    assert micros_of("no key") == 0


def pictures() -> Iterator[tuple[bytes, tuple[int, int]]]:
    yield (
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big"),
        (640, 480),
    )
    yield b"GIF89a" + (20).to_bytes(2, "little") + (10).to_bytes(2, "little"), (20, 10)
    yield b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x01\xe0\x02\x80\x03", (640, 480)
    yield b"RIFF\0\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0\x7f\x02\x00\xdf\x01\x00", (640, 480)
    yield b"\xff\xd8\xff", (0, 0)
    yield b"words", (0, 0)


def test_a_picture_s_measure_is_read_from_its_first_bytes() -> None:
    for content, size in pictures():
        assert measure(content) == size


async def test_a_private_log_is_read_on_from_where_it_was_left(
    server: Server, account: Callable[..., Any], clock: FakeClock
) -> None:
    def message(key: str, did: str, text: str) -> dict[str, Any]:
        return {"id": key, "rev": key, "text": text, "sender": {"did": did}, "sentAt": "2026-09-21T14:00:00Z"}

    members = [{"did": ME, "handle": "us.example"}, {"did": THEM, "handle": "them.example"}]
    convo = {"id": "c1", "rev": "r1", "members": members}
    server.other["listConvos"] = lambda _r: httpx.Response(200, json={"convos": [convo]})
    server.other["getMessages"] = lambda _r: httpx.Response(
        200, json={"messages": [message("m1", THEM, "psst")]}
    )
    network = account(remote_id=ME)
    page = await network.pull("direct", "")
    assert [m.remote_id for m in page.mentions] == ["dm:c1/m1"]
    logs: list[dict[str, Any]] = [
        {"$type": "x#logCreateMessage", "rev": "r1", "convoId": "c1", "message": message("m1", THEM, "psst")},
        {"$type": "x#logCreateMessage", "rev": "r2", "convoId": "c1", "message": message("m2", ME, "yes?")},
        {"$type": "x#logDeleteMessage", "rev": "r3", "convoId": "c1", "message": message("m1", THEM, "psst")},
        {"$type": "x#logLampLit", "rev": "r4"},
    ]
    server.other["getLog"] = lambda r: httpx.Response(
        200, json={"logs": [one for one in logs if str(one["rev"]) > r.url.params["cursor"]] + logs[:1]}
    )
    told = await account(remote_id=ME).pull("direct", page.cursor)
    assert [(m.remote_id, m.ours, m.parent) for m in told.mentions] == [("dm:c1/m2", True, "dm:c1/m1")]
    assert told.removed == ("dm:c1/m1",)
    assert told.more
    after = await network.pull("direct", told.cursor)
    assert (after.mentions, after.removed, after.more) == ((), (), False)


async def test_what_left_a_moment_ago_is_there_before_anybody_is_shown_it(
    server: Server, account: Callable[..., Any]
) -> None:
    ours = f"at://{ME}/app.bsky.feed.post/3kjustnow2222"
    value = {"$type": "app.bsky.feed.post", "text": "Part one.", "createdAt": "2026-09-21T14:00:00Z"}
    server.other["getPostThread"] = lambda _r: error("NotFound", "Post not found")
    server.other["getRecord"] = lambda _r: httpx.Response(200, json={"uri": ours, "cid": "c", "value": value})
    look = await account(remote_id=ME).look(ours)
    assert (look.exists, look.text) == (True, "Part one.")
    assert not (await account(remote_id=ME).look(f"at://{THEM}/app.bsky.feed.post/3kgone")).exists


async def test_whose_author_lets_nobody_answer_says_so_before_an_answer_is_written(
    server: Server, account: Callable[..., Any], clock: FakeClock
) -> None:
    shut = note(1, clock.now() - 9) | {"viewer": {"replyDisabled": True}}
    open_to_all = note(2, clock.now() - 5) | {"viewer": {}}
    server.other["searchPosts"] = lambda _r: httpx.Response(200, json={"posts": [open_to_all, shut]})
    first, second = (await account(remote_id=ME).pull("search:cakes", "")).mentions
    assert first.cannot["reply"] == "Its author has limited who may answer it."
    assert "reply" not in second.cannot
    server.other["getPosts"] = lambda _r: httpx.Response(200, json={"posts": [shut]})
    with pytest.raises(Refused):
        await account(remote_id=ME).reply(Outgoing("k", "Hello.", first.remote_id, first_try_at=clock.now()))
    assert "putRecord" not in server.asked
