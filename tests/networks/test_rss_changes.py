"""What becomes of feeds and of their entries: moved, gone, edited, taken out, found by two alerts."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from socialtui.domain import errors
from socialtui.domain.network import FillsGaps, Gap, Network
from tests.networks.conftest import Connect
from tests.networks.contract import FakeClock
from tests.networks.fake_feed import NOW, Server, alert, atom, item, rss

FEED = "https://news.example/feed"


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def network(server: Server, connect: Connect) -> Network:
    return connect("rss", server, "", url=FEED)


def moving(
    **places: tuple[int, str],
) -> tuple[Callable[[httpx.Request], httpx.Response], list[httpx.Request]]:
    """A wire on which paths send us on; every other one is the feed."""
    asked: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        status, target = places.get(request.url.path.strip("/"), (200, ""))
        if status == 200:
            return httpx.Response(200, text=rss(item(1)), headers={"ETag": '"one"'})
        return httpx.Response(status, headers={"Location": target} if target else {})

    return handler, asked


# -- moved and gone ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 308])
async def test_a_feed_that_has_moved_for_good_is_asked_for_there_from_then_on(
    connect: Connect, status: int
) -> None:
    handler, asked = moving(feed=(status, "https://else.example/new"))
    network = connect("rss", handler, "", url=FEED)
    page = await network.pull("feed", "")
    assert len(page.mentions) == 1
    later = connect("rss", handler, "", url=FEED)
    await later.pull("feed", page.cursor)
    assert [str(request.url) for request in asked] == [
        FEED,
        "https://else.example/new",
        "https://else.example/new",
    ]
    assert asked[-1].headers["if-none-match"] == '"one"'
    signed = await connect("rss", handler, "", url=FEED).sign_in()
    assert any("moved to else.example" in note for note in signed.notes)


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_a_feed_that_is_elsewhere_for_now_is_asked_for_here_again(
    connect: Connect, status: int
) -> None:
    handler, asked = moving(feed=(status, "/today"), today=(301, "/tomorrow"))
    network = connect("rss", handler, "", url=FEED)
    page = await network.pull("feed", "")
    await network.pull("feed", page.cursor)
    assert [request.url.path for request in asked] == ["/feed", "/today", "/tomorrow"] * 2


async def test_a_move_that_was_taken_back_is_forgotten(connect: Connect) -> None:
    places = {"feed": (301, "/new")}
    handler, asked = moving(**places)
    page = await connect("rss", handler, "", url=FEED).pull("feed", "")
    back, asked = moving(new=(404, ""))
    page = await connect("rss", back, "", url=FEED).pull("feed", page.cursor)
    assert [request.url.path for request in asked] == ["/new", "/feed"]
    await connect("rss", back, "", url=FEED).pull("feed", page.cursor)
    assert asked[-1].url.path == "/feed"


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://news.example/feed", "without encryption"),
        ("https://127.0.0.1/feed", "private address"),
        ("https://[::1]/feed", "private address"),
        ("https://192.168.1.1/feed", "private address"),
        ("https://localhost/feed", "private address"),
        ("https://router.local/feed", "private address"),
        ("ftp://news.example/feed", "nowhere"),
        ("https://[half", "nowhere"),
        ("/feed", "in circles"),
    ],
)
async def test_a_feed_is_not_followed_just_anywhere(connect: Connect, target: str, words: str) -> None:
    handler, asked = moving(feed=(301, target))
    with pytest.raises(errors.MovedAway, match=words):
        await connect("rss", handler, "", url=FEED).pull("feed", "")
    assert {request.url.host for request in asked} == {"news.example"}


async def test_a_password_is_left_at_its_own_host(connect: Connect) -> None:
    handler, asked = moving(feed=(301, "https://else.example/new"))
    await connect("rss", handler, "https://ana:pass%20word@news.example/feed").pull("feed", "")
    assert "authorization" in asked[0].headers
    assert "authorization" not in asked[1].headers


async def test_a_feed_that_is_gone_for_good_is_left_alone_for_a_week(
    server: Server, network: Network, clock: FakeClock
) -> None:
    server.status = 410
    with pytest.raises(errors.NotFound, match="gone for good") as caught:
        await network.pull("feed", "")
    assert caught.value.retry_at == clock.now() + 7 * 86_400
    server.status = 404
    with pytest.raises(errors.NotFound) as caught:
        await network.pull("feed", "")
    assert caught.value.retry_at == 0


# -- edited and taken out ----------------------------------------------------------------------------------


def dated(number: int, **fields: str) -> str:
    """An item, the newer the higher its number."""
    when = f"Mon, 21 Sep 2026 10:{number:02}:00 GMT"
    return item(number, **({"pubDate": when} | fields))


def feed(*numbers: int, **changed: dict[str, str]) -> str:
    return rss(*(dated(n, **changed.get(f"n{n}", {})) for n in numbers))


async def test_an_edited_entry_comes_again_with_its_new_words(server: Server, network: Network) -> None:
    server.body = feed(3, 2, 1)
    page = await network.pull("feed", "")
    server.body = feed(4, 3, 2, 1, n2={"title": "Other words"})
    page = await network.pull("feed", page.cursor)
    assert [(m.remote_id, m.text) for m in page.mentions] == [("id-2", "Other words"), ("id-4", "Title 4")]
    assert (await network.pull("feed", page.cursor)).mentions == ()


async def test_an_entry_with_a_date_of_change_is_edited_when_that_moves(
    server: Server, network: Network
) -> None:
    def entry(when: str, words: str) -> str:
        return atom(
            f"<entry><id>a</id><title>{words}</title><link href='https://news.example/a'/>"
            f"<published>2026-09-20T10:00:00Z</published><updated>{when}</updated></entry>",
            title="News",
        )

    server.body = entry("2026-09-20T10:00:00Z", "Seen 7 times")
    page = await network.pull("feed", "")
    server.body = entry("2026-09-20T10:00:00Z", "Seen 8 times")
    page = await network.pull("feed", page.cursor)
    assert page.mentions == (), "a counter in the words is no edit"
    server.body = entry("2026-09-20T12:00:00Z", "Other words")
    page = await network.pull("feed", page.cursor)
    assert [m.text for m in page.mentions] == ["Other words"]


async def test_an_entry_taken_out_from_among_others_is_named_when_it_is_missing_twice(
    server: Server, network: Network
) -> None:
    server.headers["ETag"] = '"one"'
    server.body = feed(7, 6, 5, 4, 3, 2)
    page = await network.pull("feed", "")
    server.body = feed(8, 7, 6, 4, 3, 2)
    server.headers["ETag"] = '"two"'
    page = await network.pull("feed", page.cursor)
    assert page.removed == ()
    page = await network.pull("feed", page.cursor)
    assert page.removed == ("id-5",)
    assert (await network.pull("feed", page.cursor)).removed == ()


@pytest.mark.parametrize(
    "after",
    [
        feed(8, 7, 6, 5, 4, 3),
        feed(2, 3, 4, 6, 7),
        feed(7, 6, 4),
        feed(12, 11, 10, 9, 8),
        rss(*(item(n) for n in (7, 6, 4, 3, 2))),
    ],
    ids=["fell out at the end", "another order", "too few to tell", "all new", "no dates"],
)
async def test_what_only_left_the_window_is_not_called_deleted(
    server: Server, network: Network, after: str
) -> None:
    server.body = feed(7, 6, 5, 4, 3, 2)
    page = await network.pull("feed", "")
    server.body = after
    for _ in range(3):
        page = await network.pull("feed", page.cursor)
        assert page.removed == ()


async def test_an_entry_that_comes_back_was_never_gone(server: Server, network: Network) -> None:
    server.body = feed(7, 6, 5, 4, 3, 2)
    page = await network.pull("feed", "")
    server.body = feed(7, 6, 4, 3, 2)
    page = await network.pull("feed", page.cursor)
    server.body = feed(7, 6, 5, 4, 3, 2)
    for _ in range(3):
        page = await network.pull("feed", page.cursor)
        assert (page.mentions, page.removed) == ((), ())


# -- the same page in two alerts ---------------------------------------------------------------------------


async def test_one_page_has_one_id_whichever_alert_found_it(connect: Connect) -> None:
    ids = []
    for number, target in (
        (1, "https://www.forum.example/t/9/"),
        (2, "https://forum.example/t/9%3Futm_source%3Dx"),
    ):
        body = atom(alert(number, target), title=f"Google Alert - {number}")
        network = connect("rss", lambda request, body=body: httpx.Response(200, text=body), "", url=FEED)
        (mention,) = (await network.pull("feed", "")).mentions
        ids.append(mention.remote_id)
        assert (await network.look(mention.remote_id)).exists
        assert (await network.look(f"tag:google.com,2013:googlealerts/feed:{number}")).exists
    assert ids[0] == ids[1]
    assert ids[0].startswith("page:")


async def test_two_snippets_of_one_page_are_no_edit(server: Server, network: Network) -> None:
    server.body = atom(alert(1, "https://forum.example/t/9"))
    page = await network.pull("feed", "")
    other = alert(2, "https://forum.example/t/9").replace("About", "Much about")
    for body in (atom(other, alert(1, "https://forum.example/t/9")), atom(other)):
        server.body = body
        page = await network.pull("feed", page.cursor)
        assert (page.mentions, page.removed) == ((), ())


async def test_a_cursor_of_before_goes_on(server: Server, network: Network) -> None:
    old: dict[str, Any] = {"etag": "", "modified": "", "seen": [], "newest": NOW}
    server.body = feed(2, 1)
    first = await network.pull("feed", "")
    old["seen"] = json.loads(first.cursor)["seen"]
    page = await network.pull("feed", json.dumps(old))
    assert (page.mentions, page.removed) == ((), ())


# -- what was missed ---------------------------------------------------------------------------------------


def gone_by(start: int, end: int) -> Gap:
    """A gap between two minutes of that morning."""
    morning = 1_789_984_800
    return Gap(morning + 60 * start, morning + 60 * end, "The feed keeps 3 entries, and all of them are new.")


async def filled(network: Network, gap: Gap) -> list[str]:
    assert isinstance(network, FillsGaps)
    found: list[str] = []
    cursor, more = "", True
    while more:
        page = await network.fill("feed", gap, cursor)
        found += [mention.remote_id for mention in page.mentions]
        cursor, more = page.cursor, page.more
    return found


def paged(request: httpx.Request) -> httpx.Response:
    """A blog that counts its pages: three entries each, the newest first, ten of them."""
    number = int(request.url.params.get("paged", "1"))
    shown = range(10 - 3 * (number - 1), max(10 - 3 * number, 0), -1)
    if not shown:
        return httpx.Response(404)
    more = "<generator>https://wordpress.org/?v=6.1</generator>"
    return httpx.Response(200, text=rss(*(dated(n) for n in shown), more=more))


async def test_what_was_missed_is_fetched_from_older_pages(connect: Connect) -> None:
    assert await filled(connect("rss", paged, "", url=FEED), gone_by(3, 6)) == [
        "id-5",
        "id-6",
        "id-3",
        "id-4",
    ]
    assert sorted(await filled(connect("rss", paged, "", url=FEED), gone_by(0, 60))) == sorted(
        f"id-{n}" for n in range(1, 11)
    ), "past the last page there is no more"


@pytest.mark.parametrize("form", ["atom", "json"])
async def test_a_feed_that_names_its_older_page_is_followed_there(connect: Connect, form: str) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        older = request.url.path == "/older"
        when = "2026-09-21T10:05:00Z" if older else "2026-09-21T10:50:00Z"
        if form == "json":
            entry = {"id": "old" if older else "new", "content_text": "words", "date_published": when}
            found = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [entry]}
            return httpx.Response(200, json=found | ({} if older else {"next_url": "/older"}))
        link = "" if older else '<link rel="next" href="https://news.example/older"/>'
        name = "old" if older else "new"
        said = f"<entry><id>{name}</id><title>words</title><published>{when}</published></entry>"
        return httpx.Response(200, text=atom(link + said, title="News"))

    assert await filled(connect("rss", handler, "", url=FEED), gone_by(0, 30)) == ["old"]


async def test_a_feed_without_older_pages_says_so(server: Server, network: Network) -> None:
    server.body = feed(3, 2, 1)
    with pytest.raises(errors.Refused, match="no older pages"):
        await filled(network, gone_by(0, 30))


async def test_an_older_page_is_not_fetched_just_anywhere(connect: Connect) -> None:
    link = '<link rel="next" href="https://127.0.0.1/older"/>'
    body = atom(link + "<entry><id>a</id><title>w</title><published>2026-09-21T10:50:00Z</published></entry>")
    network = connect("rss", lambda request: httpx.Response(200, text=body), "", url=FEED)
    with pytest.raises(errors.MovedAway, match="private address"):
        await filled(network, gone_by(0, 30))
