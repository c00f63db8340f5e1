"""Odd sites: something before the blog, a plugin in it, a comment that changed behind our back."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from socialtui.domain import errors
from socialtui.domain.network import Checks, Network
from tests.networks.conftest import Connect
from tests.networks.contract import FakeClock
from tests.networks.fake_blog import ME, FakeBlog
from tests.networks.test_wordpress import answer, pull_all

PAGE = "<!doctype html><title>Just a moment...</title>"


@pytest.fixture
def blog(clock: FakeClock) -> FakeBlog:
    return FakeBlog(clock)


@pytest.fixture
def network(blog: FakeBlog, connect: Connect) -> Network:
    return connect("wordpress", blog, url="https://blog.example/", user="ana", remote_id="3")


@pytest.mark.parametrize(
    ("tag", "asked"),
    [
        ('<link rel="https://api.w.org/" href="https://blog.example/api/" />', "/api/wp/v2/users/me"),
        ("<link href='/news/wp-json/' rel='https://api.w.org/'>", "/news/wp-json/wp/v2/users/me"),
        ('<link rel="https://api.w.org/" href="https://blog.example/?rest_route=/&amp;x=1" />', "/"),
    ],
)
async def test_an_api_is_found_by_the_link_in_the_page_where_headers_are_taken_off(
    connect: Connect, blog: FakeBlog, tag: str, asked: str
) -> None:
    seen: list[httpx.URL] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.url)
        if request.method == "HEAD":
            return httpx.Response(200)
        if "users/me" in str(request.url) or "users%2Fme" in str(request.url):
            return httpx.Response(200, json=ME)
        return httpx.Response(200, text=f"<!doctype html><head>{tag}</head>")

    await connect("wordpress", handler, url="https://blog.example", user="ana").sign_in()
    assert seen[-1].path == asked


@pytest.mark.parametrize(
    "noise", ["<br />\n<b>Warning</b>: Undefined key [x] in /srv/x.php on line {7}<br />\n", "\n\n", "\ufeff"]
)
async def test_a_warning_of_php_before_the_data_hides_nothing(
    connect: Connect, blog: FakeBlog, noise: str
) -> None:
    blog.add("Hello?")

    def handler(request: httpx.Request) -> httpx.Response:
        found = blog(request)
        if request.method != "GET":
            return found
        return httpx.Response(
            found.status_code, text=noise + found.text, headers={"Content-Type": "text/html"}
        )

    network = connect("wordpress", handler, url="https://blog.example", user="ana", remote_id="3")
    assert [m.text for m in (await network.pull("comments", "")).mentions] == ["Hello?"]
    assert (await network.look("1")).exists


@pytest.mark.parametrize(
    ("status", "body", "trouble", "words"),
    [
        (403, PAGE, errors.Garbled, "firewall"),
        (200, PAGE, errors.Garbled, "firewall"),
        (401, PAGE, errors.SignedOut, "web server"),
        (401, {"code": "rest_cannot_access", "message": "no"}, errors.Forbidden, "security plugin"),
        (401, {"code": "rest_not_logged_in", "message": "no"}, errors.SignedOut, "pass on Authorization"),
        (401, {"code": "application_passwords_disabled", "message": "no"}, errors.SignedOut, "https"),
        (503, PAGE, errors.ServerTrouble, ""),
    ],
)
async def test_what_stands_before_the_blog_is_named(
    connect: Connect, blog: FakeBlog, status: int, body: Any, trouble: type[errors.NetworkTrouble], words: str
) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "HEAD":
            return blog(request)
        return (
            httpx.Response(status, text=body) if isinstance(body, str) else httpx.Response(status, json=body)
        )

    with pytest.raises(trouble) as caught:
        await connect("wordpress", handler, url="https://blog.example", user="ana").sign_in()
    assert type(caught.value) is trouble
    assert words in str(caught.value)


def hiding(blog: FakeBlog) -> Callable[[httpx.Request], httpx.Response]:
    """The blog with every address of users taken off, as hardening plugins do."""

    def handler(request: httpx.Request) -> httpx.Response:
        if "/users" in request.url.path:
            return httpx.Response(404, json={"code": "rest_no_route", "message": "No route"})
        return blog(request)

    return handler


async def test_a_blog_that_hides_even_ourselves_is_signed_in_to_and_answered_once(
    connect: Connect, blog: FakeBlog, clock: FakeClock
) -> None:
    blog.publish("A post", "")
    network = connect("wordpress", hiding(blog), url="https://blog.example", user="ana")
    signed = await network.sign_in()
    assert (signed.remote_id, signed.handle, signed.limits.no_posts) == ("ana", "ana", "")
    assert isinstance(network, Checks)
    blog.add("Do you ship?")
    blog.lost_answers = 1
    out = answer("Yes.", at=clock.now())
    with pytest.raises(errors.Silent):
        await network.reply(out)
    found = await network.find(out)
    assert found is not None
    assert [m.ours for m in (await network.pull("comments", "")).mentions] == [False, True]


async def test_an_author_may_not_moderate_and_is_told_so(connect: Connect, blog: FakeBlog) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.params.get("status") == "hold":
            return httpx.Response(403, json={"code": "rest_forbidden", "message": "no"})
        return hiding(blog)(request)

    with pytest.raises(errors.Forbidden, match="may not moderate"):
        await connect("wordpress", handler, url="https://blog.example", user="ana").sign_in()


# -- what changes behind our back --------------------------------------------------------------------------


async def test_what_was_moderated_or_edited_on_the_blog_comes_again(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    for words in ("one", "two", "three", "four"):
        blog.add(words, ago=60)
    blog.comments[3]["status"] = "hold"
    _, cursor = await pull_all(network)
    blog.comments[0]["content"] = {"rendered": "<p>other words</p>", "raw": "other words"}
    blog.comments[1]["status"] = "spam"
    blog.comments[2]["status"] = "trash"
    blog.comments[3]["status"] = "approved"
    assert (await network.pull("comments", cursor)).mentions == (), "not looked for at every pull"
    clock.later(300)
    page = await network.pull("comments", cursor)
    assert [(m.remote_id, m.text, m.visibility) for m in page.mentions] == [
        ("1", "other words", "approved"), ("2", "two", "spam"), ("3", "three", "trash"), ("4", "four", "approved"),
    ]  # fmt: skip
    clock.later(300)
    assert (await network.pull("comments", page.cursor)).mentions == ()


async def test_what_was_deleted_for_good_is_named_once(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    for number in range(4):
        blog.add(f"word {number}", ago=60)
    _, cursor = await pull_all(network)
    del blog.comments[1]
    clock.later(300)
    page = await network.pull("comments", cursor)
    assert (page.mentions, page.removed) == ((), ("2",))
    clock.later(300)
    assert (await network.pull("comments", page.cursor)).removed == ()


async def test_what_was_pushed_off_the_newest_hundred_is_not_called_deleted(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    for number in range(90):
        blog.add(f"word {number}", ago=9_000 - number)
    _, cursor = await pull_all(network)
    for number in range(60):
        blog.add(f"later {number}", ago=60 - number)
    clock.later(300)
    ids, cursor = await pull_all(network, cursor)
    assert ids == [str(number) for number in range(91, 151)]
    clock.later(300)
    page = await network.pull("comments", cursor)
    assert page.removed == ()
    assert not any(request.url.path.endswith("/comments/1") for request in blog.asked)


async def test_what_was_taken_out_of_spam_there_is_heard(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    blog.add("Is this thing on?", status="spam", ago=600)
    blog.add("Hello", ago=500)
    _, cursor = await pull_all(network)
    clock.later(300)
    _, cursor = await pull_all(network, cursor)
    blog.comments[0]["status"] = "approved"
    clock.later(300)
    page = await network.pull("comments", cursor)
    assert [(m.remote_id, m.addressed) for m in page.mentions] == [("1", True)]
