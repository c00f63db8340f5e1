"""Our side of WordPress against the real one: hearing, answering, moderating, posting."""

import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import cast

import httpx
import pytest

from socialtui.domain.errors import Forbidden, SignedOut
from socialtui.domain.media import Attached
from socialtui.domain.mention import Mention
from socialtui.domain.network import Account, Checks, Network, Outgoing, Schedules, TakesMedia
from socialtui.http_client import HttpClient
from socialtui.networks.wordpress import connect
from tests.real.test_mastodon_mock import RealClock, everything
from tests.real.wordpress import Blog, Missing, running_blog

pytestmark = pytest.mark.real

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
    "05ab7a5b0000000049454e44ae426082"
)


WAITING = {"status": "future", "context": "edit"}


class ComesForward(RealClock):
    """The time of this machine, some minutes ahead when asked."""

    def __init__(self) -> None:
        self.ahead = 0

    def now(self) -> int:
        return super().now() + self.ahead


@pytest.fixture(scope="module")
def blog() -> Iterator[Blog]:
    """A blog of these tests' own: they write to it."""
    try:
        with running_blog() as started:
            yield started
    except Missing as missing:
        pytest.skip(f"no WordPress here: {missing}")


@pytest.fixture
def clock() -> ComesForward:
    return ComesForward()


@pytest.fixture
async def http(clock: ComesForward) -> AsyncIterator[HttpClient]:
    client = HttpClient(clock)
    yield client
    await client.aclose()


@pytest.fixture
def network(blog: Blog, http: HttpClient, clock: ComesForward) -> Network:
    account = Account(id=1, name="blog", network="wordpress", url=blog.url, user=blog.user)
    return connect(account, blog.app_password, http, clock)


@pytest.fixture
async def owner(blog: Blog) -> AsyncIterator[httpx.AsyncClient]:
    """The same user beside the program under test."""
    auth = (blog.user, blog.app_password)
    async with httpx.AsyncClient(base_url=f"{blog.url}/wp-json/wp/v2", auth=auth, timeout=30) as client:
        yield client


def said(found: list[Mention], number: int) -> Mention:
    return next(mention for mention in found if mention.remote_id == str(number))


async def test_signing_in_finds_the_api_and_what_may_be_done(network: Network) -> None:
    signed = await network.sign_in()
    assert [source.name for source in signed.sources] == ["comments", "spam", "posts"]
    assert signed.limits.no_posts == ""
    found = await cast("Checks", network).permissions()
    assert all(one.ok for one in found)


async def test_a_subscriber_is_told_what_is_missing(
    blog: Blog, http: HttpClient, clock: ComesForward
) -> None:
    account = Account(id=1, name="low", network="wordpress", url=blog.url, user=blog.low_user)
    low = connect(account, blog.low_password, http, clock)
    with pytest.raises(Forbidden):
        await low.sign_in()
    found = {one.name: one.ok for one in await cast("Checks", low).permissions()}
    assert found == {
        "read": True, "moderate_comments": False, "publish_posts": False, "upload_files": False,
    }  # fmt: skip
    with pytest.raises(SignedOut):
        await connect(account, "not the password", http, clock).sign_in()


async def test_a_post_stands_once_with_its_picture_and_comes_back_as_ours(
    network: Network, owner: httpx.AsyncClient, tmp_path: Path
) -> None:
    file = tmp_path / "hull.png"
    file.write_bytes(PNG)
    one = Attached(str(file), "hull.png", 'A hull, "patched" & dry', "image/png", len(PNG))
    number = await cast("TakesMedia", network).upload(one)
    assert (await owner.get(f"/media/{number}")).json()["alt_text"] == 'A hull, "patched" & dry'
    text = "Grit & glue, <again>\n\nTwo notes on it: https://blog.example/x?a=1&b=2\n\nThat's all."
    out = Outgoing(key="k", text=text, media=(number, number), first_try_at=int(time.time()))
    sent = await network.reply(out)
    assert await network.find(out) == sent
    stood = (await owner.get(f"/posts/{sent.remote_id.removeprefix('post:')}")).json()
    assert stood["featured_media"] == int(number)
    assert 'href="https://blog.example/x?a=1' in stood["content"]["rendered"]
    assert "<again>" not in stood["content"]["rendered"]
    found, cursor = await everything(network, "posts")
    assert (found[-1].remote_id, found[-1].ours) == (sent.remote_id, True)
    assert found[-1].text.startswith("Grit & glue, <again>\n\nTwo notes on it")
    assert (await everything(network, "posts", cursor))[0] == []


async def test_a_post_waits_on_the_blog_until_it_is_taken_back(
    network: Network, owner: httpx.AsyncClient
) -> None:
    keeping = cast("Schedules", network)
    at = int(time.time()) + 7_200
    out = Outgoing(key="k", text="Open again on Monday", first_try_at=int(time.time()))
    sent = await keeping.schedule(out, at)
    assert sent.sent_at == at
    assert (await keeping.schedule(out, at)).remote_id == sent.remote_id
    waiting = (await owner.get("/posts", params=WAITING)).json()
    assert [f"post:{one['id']}" for one in waiting] == [sent.remote_id]
    assert await keeping.waiting(out, at) == sent
    await keeping.unschedule(sent.remote_id)
    assert await keeping.waiting(out, at) is None
    await keeping.unschedule(sent.remote_id)
    assert (await owner.get("/posts", params=WAITING)).json() == []


async def test_what_changes_on_the_blog_is_heard(
    network: Network, owner: httpx.AsyncClient, clock: ComesForward, blog: Blog
) -> None:
    where = {"post": blog.posts["patching-a-hull"]}
    made = [
        (await owner.post("/comments", json=where | {"content": f"Word {n} of many"})).json()["id"]
        for n in range(4)
    ]
    found, cursor = await everything(network, "comments")
    assert {str(number) for number in made} <= {mention.remote_id for mention in found}
    await owner.put(f"/comments/{made[0]}", json={"content": "Other words"})
    await owner.put(f"/comments/{made[1]}", json={"status": "spam"})
    await owner.delete(f"/comments/{made[2]}")
    await owner.delete(f"/comments/{made[3]}", params={"force": "true"})
    clock.ahead = 301
    page = await network.pull("comments", cursor)
    heard = list(page.mentions)
    assert said(heard, made[0]).text == "Other words"
    assert said(heard, made[1]).visibility == "spam"
    assert said(heard, made[2]).visibility == "trash"
    assert page.removed == (str(made[3]),)


async def test_asking_for_permissions_leaves_no_mark(network: Network, owner: httpx.AsyncClient) -> None:
    async def state() -> list[str]:
        asked = [
            await owner.get(f"/{kind}", params={"per_page": 1}) for kind in ("posts", "comments", "media")
        ]
        return [answer.headers["X-WP-Total"] for answer in asked]

    before = await state()
    await cast("Checks", network).permissions()
    assert await state() == before
