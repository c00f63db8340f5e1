"""An account on a server of the Mastodon kind signs in, answers and moderates, whatever that is like."""

import json
from typing import Any

import httpx
import pytest

from socialtui.domain.errors import (
    Forbidden,
    Garbled,
    NetworkTrouble,
    NotFound,
    RateLimited,
    Refused,
    ServerTrouble,
    SignedOut,
    Silent,
    Unreachable,
)
from socialtui.domain.network import Outgoing
from socialtui.networks.mastodon.answers import bare, narrower, with_handles
from tests.networks.mastodon_parts import HOST, ME, NOW, TOKEN, US, Pond, moment, person, status

PARENT = "01JABCDEFGHJKMNPQRSTVWXYZ0"
CONTEXT = f"GET /api/v1/statuses/{PARENT}/context"
OWN = f"GET /api/v1/accounts/{ME}/statuses"
WELCOME: dict[str, Any] = {
    "GET /api/v1/notifications": [],
    "GET /api/v1/conversations": [],
}


def outgoing(text: str = "It is on its way.", **more: Any) -> Outgoing:
    fields: dict[str, Any] = {"key": "k-1", "text": text, "in_reply_to": PARENT, "first_try_at": NOW}
    return Outgoing(**(fields | more))


def ours(remote_id: str, html: str, at: int = NOW + 1, **more: Any) -> dict[str, Any]:
    return status(remote_id, html, account=US, created_at=moment(at), in_reply_to_id=PARENT, **more)


def pond(**parent: Any) -> Pond:
    """A server with a mention to answer."""
    return Pond(
        {
            f"GET /api/v1/statuses/{PARENT}": status(PARENT, **parent),
            "POST /api/v1/statuses": ours("77", "<p>ok</p>"),
        }
    )


def posted(server: Pond) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(server.asked[-1].content)
    return found


async def test_limits_come_from_the_old_form_where_the_new_one_is_broken() -> None:
    server = Pond(
        WELCOME
        | {
            "GET /api/v2/instance": httpx.Response(500, text="<h1>Server Error (500)</h1>"),
            "GET /api/v1/instance": {
                "uri": "https://pond.example/",
                "version": "takahe/0.11.0",
                "configuration": {"statuses": {"max_characters": 5000, "characters_reserved_per_url": 25}},
            },
        }
    )
    signed = await server.network().sign_in()
    assert (signed.limits.max_length, signed.limits.url_length) == (5000, 25)
    assert signed.handle == "cafe_linden@pond.example"


async def test_a_server_that_tells_no_limits_is_taken_for_a_plain_one_and_it_is_said() -> None:
    signed = await Pond(WELCOME).network().sign_in()
    assert signed.limits.max_length == 500
    assert any("500 characters are assumed" in note for note in signed.notes)


async def test_an_old_server_names_its_limit_in_a_field_of_its_own() -> None:
    signed = await Pond(WELCOME | {"GET /api/v2/instance": {"max_toot_chars": 9000}}).network().sign_in()
    assert signed.limits.max_length == 9000


async def test_a_handle_that_names_its_host_stays_as_given() -> None:
    server = Pond(WELCOME)
    server.routes["GET /api/v1/accounts/verify_credentials"] = person("5", "critic@takahe.example", "")
    signed = await server.network().sign_in()
    assert signed.handle == signed.name == "critic@takahe.example"


async def test_what_the_token_may_not_do_is_said_at_once() -> None:
    no = httpx.Response(403, json={"error": "This action is outside the authorized scopes"})
    server = Pond(
        {"GET /api/v1/notifications": [], "GET /api/v1/conversations": no}
        | {f"POST /api/v1/statuses/0/{verb}": no for verb in ("unreblog", "unfavourite")}
    )
    signed = await server.network().sign_in()
    assert [source.name for source in signed.sources] == ["notifications", "own"]
    assert any("write:statuses" in note for note in signed.notes)
    assert any("write:favourites" in note for note in signed.notes)
    tried = {request.url.path for request in server.asked if request.method == "POST"}
    assert tried == {
        "/api/v1/statuses/0/unreblog",
        "/api/v1/statuses/0/unfavourite",
        "/api/v1/statuses/0/unmute",
        "/api/v2/media",
        "/api/v1/reports",
    }
    sent = {request.content for request in server.asked if request.method == "POST"}
    assert sent == {b"", b"{}", b'{"account_id":"0"}'}, "nothing is tried on anything that exists"


async def test_an_address_without_a_scheme_is_asked_with_encryption() -> None:
    server = Pond(WELCOME)
    await server.network(url="pond.example/").sign_in()
    assert {str(request.url.copy_with(path="/", query=None)) for request in server.asked} == {f"{HOST}/"}
    assert all(request.headers["authorization"] == f"Bearer {TOKEN}" for request in server.asked)


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private", "direct"])
async def test_a_reply_is_as_public_as_what_it_answers(visibility: str) -> None:
    server = pond(visibility=visibility)
    await server.network().reply(outgoing())
    assert posted(server)["visibility"] == visibility


@pytest.mark.parametrize(
    ("wished", "theirs", "sent"),
    [
        ("public", "direct", "direct"),
        ("direct", "public", "direct"),
        ("", "unlisted", "unlisted"),
        ("private", "", "private"),
        ("public", "mutuals_only", "private"),
        ("", "", ""),
    ],
)
def test_visibility_is_never_widened(wished: str, theirs: str, sent: str) -> None:
    assert narrower(wished, theirs) == sent


async def test_a_reply_names_whom_it_answers_and_keeps_the_warning() -> None:
    server = pond(account=person("8", "ole@fjord.example", "Ole"), spoiler_text="rant")
    await server.network().reply(outgoing("Sorry, @Rosa!", handles=("rosa", "@cafe_linden"), language="de"))
    body = posted(server)
    assert body["status"] == "@ole@fjord.example Sorry, @Rosa!"
    assert (body["spoiler_text"], body["sensitive"], body["language"]) == ("rant", True, "de")
    assert server.asked[-1].headers["idempotency-key"] == "k-1"


@pytest.mark.parametrize(
    ("text", "handles", "sent"),
    [
        ("hi", ("a",), "@a hi"),
        ("hi @a.", ("a",), "hi @a."),
        ("@a@far.example hi", ("a",), "@a @a@far.example hi"),
        ("@a hi", ("a@far.example",), "@a@far.example @a hi"),
        ("see https://x.example/@a", ("a",), "@a see https://x.example/@a"),
        ("hi @abc", ("a",), "@a hi @abc"),
        ("hi", ("us", "a", "a", ""), "@a hi"),
    ],
)
def test_only_missing_handles_are_put_before_a_reply(text: str, handles: tuple[str, ...], sent: str) -> None:
    assert with_handles(text, handles, ("us",)) == sent


async def test_a_post_of_our_own_asks_for_no_parent() -> None:
    server = pond()
    await server.network().reply(outgoing("Open till ten.", in_reply_to=""))
    assert posted(server) == {"status": "Open till ten."}
    assert server.paths() == []


async def test_what_we_may_not_see_can_not_be_answered() -> None:
    server = pond()
    del server.routes[f"GET /api/v1/statuses/{PARENT}"]
    with pytest.raises(NotFound):
        await server.network().reply(outgoing())
    assert server.paths("POST") == []


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.Response(502, text="<html>Bad gateway</html>"),
        httpx.Response(200, text="<html>Please wait</html>"),
        httpx.Response(200, text='{"id": "01J'),
    ],
)
async def test_a_trouble_before_posting_leaves_no_doubt(trouble: httpx.Response) -> None:
    server = pond()
    server.routes[f"GET /api/v1/statuses/{PARENT}"] = trouble
    with pytest.raises(Unreachable, match="Nothing was sent"):
        await server.network().reply(outgoing())
    assert server.paths("POST") == []


async def test_a_refusal_says_the_servers_reason() -> None:
    server = pond()
    server.routes["POST /api/v1/statuses"] = httpx.Response(
        422, json={"error": "Validation failed: Text character limit of 500 exceeded"}
    )
    with pytest.raises(Refused, match="character limit of 500"):
        await server.network().reply(outgoing())


def never_answers(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("nothing came", request=request)


async def test_a_server_that_ignores_the_key_is_read_back_instead() -> None:
    server = pond()
    server.routes["POST /api/v1/statuses"] = never_answers
    network = server.network()
    with pytest.raises(Silent):
        await network.reply(outgoing())
    server.routes[CONTEXT] = {"ancestors": [], "descendants": [ours("78", "<p>@rosa It is on its way.</p>")]}
    server.routes[OWN] = []
    found = await network.find(outgoing())
    assert found is not None
    assert (found.remote_id, found.sent_at) == ("78", NOW + 1)
    assert server.paths("POST") == ["/api/v1/statuses"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>@rosa It&#39;s <b>here</b>: a &lt; b &amp; c<br><br>Second line https://pond.example/help</p>",
        '<p><a href="https://pond.example/@rosa" class="u-url mention">@rosa</a> It’s here: a &lt; b & c</p>'
        '<p>Second line <a href="https://pond.example/help"><span class="invisible">https://</span>'
        '<span class="">pond.example/help</span></a></p>',
    ],
)
async def test_an_answer_is_known_again_in_every_dialect_of_html(html: str) -> None:
    server = pond()
    server.routes[OWN] = [ours("78", html.replace("’", "'"))]
    text = "It's here: a < b & c\n\nSecond line https://pond.example/help/"
    found = await server.network().find(outgoing(text))
    assert found is not None


@pytest.mark.parametrize(
    "other",
    [
        ours("80", "<p>@rosa It is on its way now.</p>"),
        ours("81", "<p>@rosa It is on its way.</p>", NOW - 121),
        ours("82", "<p>@rosa It is on its way.</p>") | {"in_reply_to_id": "somebody-elses"},
        ours("83", "<p>@rosa It is on its way.</p>") | {"account": person()},
        ours("84", "<p>@rosa It is on its way.</p>") | {"reblog": status("9")},
    ],
    ids=["other words", "too old", "elsewhere", "somebody else", "a boost"],
)
async def test_what_only_looks_like_the_answer_is_not_it(other: dict[str, Any]) -> None:
    server = pond()
    server.routes |= {CONTEXT: {"ancestors": [], "descendants": [other]}, OWN: [other]}
    assert await server.network().find(outgoing()) is None


async def test_clocks_may_be_two_minutes_apart() -> None:
    server = pond()
    server.routes[OWN] = [ours("78", "<p>It is on its way.</p>", NOW - 120)]
    assert await server.network().find(outgoing()) is not None


async def test_an_answer_to_a_deleted_parent_is_found_among_our_own_words() -> None:
    server = pond()
    server.routes[OWN] = [ours("78", "<p>@rosa It is on its way.</p>") | {"in_reply_to_id": None}]
    found = await server.network().find(outgoing())
    assert found is not None
    assert found.remote_id == "78"


async def test_not_found_is_only_said_when_every_place_was_read() -> None:
    server = pond()
    server.routes |= {CONTEXT: httpx.Response(503, text="busy"), OWN: []}
    with pytest.raises(ServerTrouble):
        await server.network().find(outgoing())
    server.routes[OWN] = [ours("78", "<p>@rosa It is on its way.</p>")]
    assert await server.network().find(outgoing()) is not None


def test_links_and_white_space_do_not_hide_an_answer() -> None:
    assert bare("@a See  https://www.X.example/b/ \n now") == bare("see x.example/b now @a@far.example")
    assert bare("see https://x.example/a") != bare("see https://x.example/b")


async def test_looking_at_something_gone_is_no_trouble() -> None:
    for gone in (404, 410):
        server = Pond({f"GET /api/v1/statuses/{PARENT}": httpx.Response(gone, text="Not Found")})
        assert not (await server.network().look(PARENT)).exists


async def test_an_id_is_never_read_as_a_path() -> None:
    server = Pond()
    await server.network().look("../accounts/1?x=#y")
    assert server.asked[0].url.raw_path == b"/api/v1/statuses/%2E%2E%2Faccounts%2F1%3Fx%3D%23y"


async def test_liking_and_muting_ask_for_just_that() -> None:
    server = Pond(
        {f"POST /api/v1/statuses/{PARENT}/{verb}": status(PARENT) for verb in ("favourite", "mute")}
    )
    network = server.network()
    await network.like(PARENT)
    await network.like(PARENT)
    await network.moderate(PARENT, "mute")
    assert [path.rpartition("/")[2] for path in server.paths("POST")] == ["favourite", "favourite", "mute"]


@pytest.mark.parametrize(("verb", "category"), [("report", "other"), ("spam", "spam")])
async def test_a_report_names_who_and_what(verb: str, category: str) -> None:
    server = pond()
    server.routes["POST /api/v1/reports"] = {"id": "1"}
    await server.network().moderate(PARENT, verb)
    assert posted(server) == {"account_id": "41", "status_ids": [PARENT], "category": category}


@pytest.mark.parametrize("verb", ["hide", "approve", "trash"])
async def test_what_mastodon_does_not_have_is_refused_without_asking(verb: str) -> None:
    server = pond()
    with pytest.raises(Refused, match="Mute or report instead"):
        await server.network().moderate(PARENT, verb)
    assert server.asked == []


@pytest.mark.parametrize(
    ("response", "trouble"),
    [
        (httpx.Response(400, text="Invalid Bearer token"), SignedOut),
        (httpx.Response(401, json={"error": "The access token was revoked"}), SignedOut),
        (httpx.Response(422, json={"error": "This method requires an authenticated user"}), SignedOut),
        (httpx.Response(400, json={"error": "bad request: max_id"}), Refused),
        (httpx.Response(403, json={"error": "Your login is currently disabled"}), Forbidden),
        (httpx.Response(404, text="<h1>Not Found</h1>"), NotFound),
        (httpx.Response(410, text="Gone"), NotFound),
        (httpx.Response(422, json={"error": "Validation failed"}), Refused),
        (httpx.Response(500, text="<h1>Server Error (500)</h1>"), ServerTrouble),
        (httpx.Response(503, json={"error": "Remote SSL certificate could not be verified"}), ServerTrouble),
        (httpx.Response(200, text="<!DOCTYPE html><p>sign in to the wifi"), Garbled),
        (httpx.Response(200, content=b""), Garbled),
        (httpx.Response(200, json={"error": "an object where a list was promised"}), Garbled),
    ],
)
async def test_every_way_of_refusing_has_its_name(
    response: httpx.Response, trouble: type[NetworkTrouble]
) -> None:
    server = Pond({"GET /api/v1/notifications": response})
    with pytest.raises(trouble) as caught:
        await server.network().pull("notifications", "")
    assert type(caught.value) is trouble
    assert TOKEN not in repr(caught.value)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": moment(NOW + 300)},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(NOW + 300), "Retry-After": "300"},
    ],
    ids=["ISO time and no Retry-After", "Unix seconds"],
)
async def test_too_many_requests_says_until_when(headers: dict[str, str]) -> None:
    server = Pond({"GET /api/v1/notifications": httpx.Response(429, json={"error": "Wait"}, headers=headers)})
    with pytest.raises(RateLimited) as caught:
        await server.network().pull("notifications", "")
    assert caught.value.retry_at == NOW + 300
