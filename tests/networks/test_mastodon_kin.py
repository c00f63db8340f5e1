"""Servers of the Mastodon kind that aren't Mastodon: each oddity that was met has a test."""

import json
from typing import Any

import httpx
import pytest

from socialtui.domain.errors import Garbled, NotFound, Refused, ServerTrouble
from socialtui.domain.network import Outgoing
from socialtui.networks.mastodon.forward import BACK
from tests.networks.fake_socket import GOODBYE, PING, socket
from tests.networks.mastodon_parts import (
    ME,
    NOTIFICATIONS,
    NOW,
    TOKEN,
    US,
    Inbox,
    Pond,
    answer,
    everything,
    heard,
    linked,
    mentions,
    moment,
    person,
    status,
    told,
)

LIST = f"GET {NOTIFICATIONS}"
STREAM = "GET /api/v1/streaming"
HASHTAG = "GET /api/v1/timelines/tag/cake"


class Newest(Inbox):
    """A server that takes min_id for since_id: the newest page, whatever lies between."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        params = request.url.params
        if "min_id" not in params:
            return super().__call__(request)
        names = [notification["id"] for notification in self.told]
        shown = self.told[: names.index(params["min_id"])][: self.page]
        if not shown:
            return answer([])
        return answer(
            shown, **linked(NOTIFICATIONS, prev=f"min_id={shown[0]['id']}", next=f"max_id={shown[-1]['id']}")
        )


class TurnedRound(Inbox):
    """A server that reads on from an id in the order of time."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        shown = super().__call__(request)
        if "min_id" not in request.url.params:
            return shown
        return answer(json.loads(shown.content)[::-1], Link=shown.headers.get("link", ""))


def timed(first: int, last: int) -> list[dict[str, Any]]:
    """Notifications a minute apart, newest first."""
    return [
        one | {"created_at": moment(NOW - 90_000 + 60 * (last - n))}
        for n, one in enumerate(mentions(first, last))
    ]


async def test_a_server_that_shows_the_newest_page_leaves_no_hole() -> None:
    inbox = Newest(timed(1, 3))
    server = Pond({LIST: inbox})
    network = server.network()
    _, cursor = await everything(network)
    inbox.told = timed(1, 73)
    found, cursor = await everything(network, cursor=cursor)
    assert found == [f"01S{n:04}" for n in range(4, 74)]
    assert await everything(network, cursor=cursor) == ([], cursor)


async def test_more_than_can_be_read_back_is_told_as_a_gap() -> None:
    inbox = Newest(timed(1, 3))
    network = Pond({LIST: inbox}).network()
    _, cursor = await everything(network)
    inbox.told = timed(1, 15 * BACK + 100)
    page = await network.pull("notifications", cursor)
    assert len(page.mentions) == 15 * (BACK + 1)
    assert page.gap is not None
    assert page.gap.start < page.gap.end
    missed = [one for one in inbox.told if one["status"]["id"] not in {m.remote_id for m in page.mentions}]
    assert len(missed) == 100 - 15


async def test_a_page_in_the_order_of_time_is_turned_round() -> None:
    inbox = TurnedRound(timed(1, 3))
    network = Pond({LIST: inbox}).network()
    _, cursor = await everything(network)
    inbox.told = timed(1, 40)
    found, cursor = await everything(network, cursor=cursor)
    assert found == [f"01S{n:04}" for n in range(4, 41)]
    assert await everything(network, cursor=cursor) == ([], cursor)


async def test_a_server_that_minds_what_it_does_not_know_is_asked_plainly() -> None:
    inbox = Inbox(mentions(1, 3))

    def strict(request: httpx.Request) -> httpx.Response:
        if any(name.startswith("exclude_types") for name in request.url.params):
            return httpx.Response(400, json={"error": "Invalid value for enum"})
        return inbox(request)

    server = Pond({LIST: strict})
    network = server.network()
    found, cursor = await everything(network)
    assert found == ["01S0001", "01S0002", "01S0003"]
    before = len(server.asked)
    await network.pull("notifications", cursor)
    assert len(server.asked) == before + 1, "it is asked plainly from then on"


@pytest.mark.parametrize("kind", ["comment", "direct", "reply", "pleroma:mention", "lighthouse"])
async def test_words_to_us_count_under_whatever_name(kind: str) -> None:
    server = Pond({LIST: [told("N2", status("S2"), kind)]})
    assert (await everything(server.network()))[0] == ["S2"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("favourite", status("S2")),
        ("lighthouse", status("S2", account=US)),
        ("lighthouse", status("S2", mentions=[])),
        ("status", status("S2")),
        ("lighthouse", status("S2", reblog=status("S1"))),
    ],
)
async def test_what_is_not_said_to_us_does_not(kind: str, said: dict[str, Any]) -> None:
    server = Pond({LIST: [told("N2", said, kind), told("N1", status("S1"))]})
    assert (await everything(server.network()))[0] == ["S1"]


async def test_one_odd_status_hides_no_other() -> None:
    odd = [
        told("N5", {"id": "S5", "account": "nobody"}),
        told("N4", status("S4", mentions={"no": "list"}, media_attachments="none", language=["de"])),
        told("N3", status("S3", created_at=None)),
        {"type": "mention"},
        told("N1", status("S1")),
    ]
    page = await Pond({LIST: odd}).network().pull("notifications", "")
    assert [m.remote_id for m in page.mentions] == ["S1", "S3", "S4"]
    assert page.mentions[1].said_at == NOW, "when it was told"


async def test_a_page_of_nothing_readable_is_no_empty_page() -> None:
    with pytest.raises(Garbled):
        await Pond({LIST: [{"odd": 1}, 7]}).network().pull("notifications", "")


async def test_a_thread_is_read_as_far_as_it_can_be() -> None:
    around = {"ancestors": None, "descendants": [{"id": 3}, status("S4", in_reply_to_id="S1"), "x"]}
    server = Pond({"GET /api/v1/statuses/S1": status("S1"), "GET /api/v1/statuses/S1/context": around})
    assert [m.remote_id for m in await server.network().thread("S1")] == ["S1", "S4"]


# Streams


def frame(event: str, payload: Any) -> str:
    said = payload if isinstance(payload, str) else json.dumps(payload)
    return json.dumps({"stream": ["user"], "event": event, "payload": said})


async def test_a_server_with_a_websocket_alone_is_heard_by_it() -> None:
    def door(request: httpx.Request) -> httpx.Response:
        if request.headers.get("upgrade") != "websocket":
            return httpx.Response(400, json={"error": "Bad Request"})
        if request.url.params["stream"] != "user":
            return socket(request, json.dumps({"error": "Unknown stream type", "status": 400}), GOODBYE)
        return socket(
            request,
            frame("notification", {"id": "5"}),
            PING,
            "no JSON at all",
            frame("delete", "01S"),
            frame("update", {"id": "1", "account": {"id": ME}}),
            frame("conversation", {}),
            GOODBYE,
        )

    server = Pond({STREAM: door})
    network = server.network()
    assert await heard(network) == ["notifications", "notifications", "own", "direct"]
    last = server.asked[-1]
    assert last.headers["authorization"] == f"Bearer {TOKEN}"
    assert "access_token" not in last.url.params, "what stands in an address is written into logs"
    server.asked.clear()
    await heard(network)
    tried = [path for path in server.paths() if "streaming" in path]
    assert len(tried) == 1, "the way that was found is taken again"


async def test_the_token_stands_in_the_address_only_where_the_server_looks_nowhere_else() -> None:
    def door(request: httpx.Request) -> httpx.Response:
        if request.url.params.get("access_token") != TOKEN:
            return httpx.Response(403, text="Forbidden")
        return socket(request, frame("notification", {}), GOODBYE)

    assert await heard(Pond({STREAM: door}).network()) == ["notifications"]


async def test_a_server_with_no_way_at_all_is_asked_by_each_just_once() -> None:
    server = Pond()
    network = server.network()
    with pytest.raises(NotFound):
        await heard(network)
    assert network.stream() is None
    assert len([path for path in server.paths() if "streaming" in path]) == 6


# Listening


async def test_what_is_overheard_is_others_words_to_others() -> None:
    page = [
        status("S5", mentions=[]),
        status("S4", mentions=[], reblog=status("S1")),
        status("S3"),
        status("S2", account=US, mentions=[]),
    ]
    network = Pond({HASHTAG: answer(page)}).network()
    page_of_ours = await network.pull("hashtag:cake", "")
    assert [(m.remote_id, m.addressed) for m in page_of_ours.mentions] == [("S5", False)]


async def test_a_search_that_ignores_where_we_were_brings_nothing_twice() -> None:
    said = [status(f"S{n}", mentions=[], created_at=moment(NOW - n)) for n in range(1, 4)]
    server = Pond({"GET /api/v2/search": {"statuses": said[::-1]}})
    network = server.network()
    page = await network.pull("search:cake", "")
    assert [m.remote_id for m in page.mentions] == ["S3", "S2", "S1"], "oldest first, however it is ranked"
    page = await network.pull("search:cake", page.cursor)
    assert (page.mentions, page.more) == ((), False)


# Posts that wait


POST = Outgoing(key="k", text="We open at six.", first_try_at=NOW)


async def test_a_server_without_a_list_of_waiting_posts_is_given_none() -> None:
    server = Pond({"POST /api/v1/statuses": status("S1", account=US)})
    with pytest.raises(Refused) as caught:
        await server.network().schedule(POST, NOW + 3600)
    assert "until their time" in caught.value.what
    with pytest.raises(Refused) as again:
        await server.network().schedule(POST, NOW + 3600)
    assert again.value is not caught.value, "one that is raised anew would hold all that led to it before"
    assert server.paths("POST") == [], "it would have posted at once"


async def test_nothing_is_left_there_for_less_than_five_minutes() -> None:
    server = Pond()
    with pytest.raises(Refused):
        await server.network().schedule(POST, NOW + 300)
    assert server.asked == []


async def test_a_post_that_stands_at_once_is_told_as_posted() -> None:
    server = Pond(
        {
            "GET /api/v1/scheduled_statuses": [],
            "POST /api/v1/statuses": status("S1", account=US, created_at=moment(NOW + 1)),
        }
    )
    sent = await server.network().schedule(POST, NOW + 3600)
    assert (sent.remote_id, sent.sent_at) == ("S1", NOW + 1)
    assert sent.url


def waiting(number: int, at: int = NOW + 3600, **params: Any) -> dict[str, Any]:
    """A post that waits on the server."""
    return {"id": str(number), "scheduled_at": moment(at), "params": {"text": POST.text} | params}


async def test_what_waits_behind_many_others_is_found() -> None:
    path = "/api/v1/scheduled_statuses"

    def page(request: httpx.Request) -> httpx.Response:
        older = int(request.url.params.get("max_id", 1000))
        others = [waiting(n, NOW + 60 * n) for n in range(older - 1, max(older - 41, 900), -1)]
        last = [] if others else [waiting(31)]
        link = linked(path, next=f"max_id={others[-1]['id']}") if others else {}
        return answer(others or last, **link)

    server = Pond({f"GET {path}": page})
    found = await server.network().waiting(POST, NOW + 3600)
    assert found is not None
    assert found.remote_id == "31"
    server.routes[f"GET {path}"] = answer([waiting(7, NOW + 9)], **linked(path, next="max_id=7"))
    assert await server.network().waiting(POST, NOW + 3600) is None, "a server that has one page only"


async def test_the_key_tells_two_posts_of_the_same_words_apart() -> None:
    shown = [waiting(1, idempotency="another"), waiting(2, idempotency=POST.key)]
    server = Pond({"GET /api/v1/scheduled_statuses": shown})
    found = await server.network().waiting(POST, NOW + 3600)
    assert found is not None
    assert found.remote_id == "2"


async def test_a_server_that_fails_does_not_say_that_nothing_waits() -> None:
    server = Pond({"GET /api/v1/scheduled_statuses": httpx.Response(503)})
    with pytest.raises(ServerTrouble):
        await server.network().waiting(POST, NOW + 3600)


async def test_an_answer_that_says_nothing_leaves_it_unknown() -> None:
    server = Pond({"GET /api/v1/scheduled_statuses": [], "POST /api/v1/statuses": {"ok": True}})
    with pytest.raises(Garbled):
        await server.network().schedule(POST, NOW + 3600)


async def test_an_answer_given_by_a_person_of_the_same_name_elsewhere_is_not_ours() -> None:
    stranger = person("77", "cafe_linden@elsewhere.example")
    server = Pond(
        {
            "GET /api/v1/statuses/S1": status("S1"),
            "GET /api/v1/statuses/S1/context": {
                "ancestors": [],
                "descendants": [status("S2", account=stranger, in_reply_to_id="S1")],
            },
        }
    )
    assert (await server.network().look("S1")).answered_by_us == ()
