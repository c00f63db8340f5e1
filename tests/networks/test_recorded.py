"""Every recorded blog answer and feed becomes mentions or a named trouble; the recordings stay outside.

`SOCIALTUI_RECORDED` names the folder that holds `wordpress`, `rss` and `googlealerts`. The table of counts is
printed with `-s`.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from socialtui.domain import text
from socialtui.domain.errors import Garbled
from socialtui.domain.mention import Mention
from socialtui.http_client import Answer
from socialtui.networks.rss.entries import mention_id
from socialtui.networks.rss.reading import read_feed
from tests.networks.conftest import Connect

WHOLE = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>\s*$", re.IGNORECASE)
ROOT = Path(os.environ.get("SOCIALTUI_RECORDED", "nowhere"))
BLOGS = sorted((ROOT / "wordpress").glob("*.json"))
FEEDS = sorted((*(ROOT / "rss").glob("*.*"), *(ROOT / "googlealerts").glob("*.*")))
LINK = {"Link": '<https://blog.example/wp-json/>; rel="https://api.w.org/"'}

pytestmark = pytest.mark.skipif(
    not BLOGS + FEEDS, reason="SOCIALTUI_RECORDED names no recordings of blogs and feeds"
)


@pytest.fixture(scope="module")
def table() -> Iterator[dict[str, list[str]]]:
    """What became of each sample; said when all are through."""
    rows: dict[str, list[str]] = {}
    yield rows
    for network, lines in sorted(rows.items()):
        print(
            f"\n{network}: {len(lines)} samples, {sum(' mentions' in line for line in lines)} of them mentions"
        )
        print("\n".join(lines))


def bytes_of(sample: Path) -> bytes:
    return sample.read_bytes()


def check(mentions: tuple[Mention, ...]) -> None:
    """What the store and the screen rely on, whatever the sample."""
    ids = [mention.remote_id for mention in mentions]
    assert all(ids)
    assert len(set(ids)) == len(ids)
    for mention in mentions:
        assert text.clean(mention.text) == mention.text
        assert text.clean(mention.author.name, newlines=False) == mention.author.name
        assert mention.author.name
        assert mention.author.remote_id
        assert mention.said_at > 0
        assert mention.url == "" or mention.url.startswith(("http://", "https://"))


def shape_of(found: object) -> str:
    """What a blog's answer is, in a word, where it isn't a list of comments."""
    if not isinstance(found, dict):
        return "unknown"
    return next((word for word in ("likes", "notes", "comments", "content") if word in found), "unknown")


@pytest.mark.parametrize("sample", BLOGS, ids=lambda path: path.name)
async def test_a_recorded_blog_answer_is_comments_or_a_trouble(
    sample: Path, connect: Connect, table: dict[str, list[str]]
) -> None:
    body = bytes_of(sample)
    data = json.loads(body)

    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "HEAD":
            return httpx.Response(200, headers=LINK)
        listing = request.url.path.endswith("/comments") and request.url.params.get("order") == "asc"
        return httpx.Response(200, content=body) if listing else httpx.Response(200, json=[])

    network = connect("wordpress", handler, url="https://blog.example", user="ana", remote_id="1")
    lines = table.setdefault("wordpress", [])
    try:
        page = await network.pull("comments", "")
    except Garbled as trouble:
        lines.append(f"  {sample.name:70} {trouble.kind}: {trouble.what} ({shape_of(data)})")
        assert not isinstance(data, list), (
            "WordPress.com's own dialect is an object; a blog's comments are a list"
        )
        return
    check(page.mentions)
    assert len(page.mentions) == len(data)
    lines.append(f"  {sample.name:70} {len(page.mentions)} mentions")
    assert (await network.pull("comments", page.cursor)).mentions == ()


@pytest.mark.parametrize("sample", FEEDS, ids=lambda path: path.name)
async def test_a_recorded_feed_is_entries_or_a_trouble(
    sample: Path, connect: Connect, table: dict[str, list[str]]
) -> None:
    body = bytes_of(sample)
    network = connect(
        "rss", lambda request: httpx.Response(200, content=body), "", url="https://feed.example/f"
    )
    lines = table.setdefault(sample.parent.name, [])
    try:
        page = await network.pull("feed", "")
    except Garbled as trouble:
        lines.append(f"  {sample.name:70} {trouble.kind}: {trouble.what}")
        assert not WHOLE.search(body.replace(b"\0", b"")[-200:]), "a whole feed is read"
        return
    found = list(page.mentions)
    cursor = page.cursor
    while page.more:
        page = await network.pull("feed", cursor)
        found += page.mentions
        cursor = page.cursor
    check(tuple(found))
    feed = read_feed(Answer(200, {}, body, "https://feed.example/f", "feed.example"))
    speaking = [one for one in feed.entries if one.title or one.body or one.link]
    assert {mention.remote_id for mention in found} == {mention_id(one, feed) for one in speaking}
    silent, again = len(feed.entries) - len(speaking), len(speaking) - len(found)
    words = f"{len(found)} mentions" + (f", {silent} entries without a word" if silent else "")
    lines.append(f"  {sample.name:70} {words}" + (f", {again} told twice" if again else ""))
    later = await network.pull("feed", cursor)
    assert (later.mentions, later.removed) == ((), ()), "nothing twice"
