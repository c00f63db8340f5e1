"""Every recorded blog answer and feed becomes mentions or a named trouble; the recordings stay outside.

`SOCIALTUI_RECORDED` names the folder that holds `wordpress`, `rss` and `googlealerts`. The table of counts is
printed with `-s`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from socialtui.domain import text
from socialtui.domain.errors import Garbled
from socialtui.domain.mention import Mention
from tests.networks.conftest import Connect

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
        print(f"\n{network}: {len(lines)} samples")
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


@pytest.mark.parametrize("sample", BLOGS, ids=lambda path: path.name)
async def test_a_recorded_blog_answer_is_comments_or_a_trouble(
    sample: Path, connect: Connect, table: dict[str, list[str]]
) -> None:
    body = bytes_of(sample)

    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "HEAD":
            return httpx.Response(200, headers=LINK)
        listing = request.url.path.endswith("/comments") and request.url.params.get("order") == "asc"
        return httpx.Response(200, content=body) if listing else httpx.Response(200, json=[])

    network = connect("wordpress", handler, url="https://blog.example", user="ana", remote_id="1")
    try:
        page = await network.pull("comments", "")
    except Garbled as trouble:
        table.setdefault("wordpress", []).append(f"  {sample.name:70} {trouble.kind}: {trouble.what}")
        assert not body.lstrip().startswith(b"[")
        return
    check(page.mentions)
    assert page.mentions
    table.setdefault("wordpress", []).append(f"  {sample.name:70} {len(page.mentions)} mentions")
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
        return
    check(page.mentions)
    lines.append(f"  {sample.name:70} {len(page.mentions)} mentions")
    cursor = page.cursor
    while page.more:
        page = await network.pull("feed", cursor)
        cursor = page.cursor
    assert (await network.pull("feed", cursor)).mentions == (), "nothing twice"
