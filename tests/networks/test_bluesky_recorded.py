"""Every recorded answer of Bluesky becomes mentions, numbers or a named trouble; the recordings stay outside.

`SOCIALTUI_RECORDED` names the folder that holds `bluesky`. A sample is played where its shape belongs, so that one
which nobody has seen yet finds its place as well. The table of what became of each is printed with `-s`.
"""

import json
import os
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from socialtui.domain import text
from socialtui.domain.errors import NetworkTrouble
from socialtui.domain.mention import Mention
from socialtui.domain.network import Limits
from socialtui.networks.bluesky import wire
from socialtui.networks.bluesky.acting import MOST_HIDDEN
from socialtui.networks.bluesky.facets import LINK, NAME, TAG, is_handle
from socialtui.networks.bluesky.home import home_of
from socialtui.networks.bluesky.session import Kept, Opened
from socialtui.networks.bluesky.tids import micros_of
from socialtui.networks.bluesky.uploading import Blob
from tests.networks.conftest import Connect

ROOT = Path(os.environ.get("SOCIALTUI_RECORDED", "nowhere")) / "bluesky"
FILES = sorted(ROOT.glob("*.*"))
ME, HOME = "did:plc:nobody", "https://pds.example"
KINDS = ("mentions", "numbers", "trouble")
"""What a sample may become."""
SECRET = Kept("pass-word", HOME, ME, "us.example", "A", "R").text

pytestmark = pytest.mark.skipif(not FILES, reason="SOCIALTUI_RECORDED names no recordings of Bluesky")


@pytest.fixture(scope="module")
def table() -> Iterator[dict[str, str]]:
    """What became of each sample; said when all are through."""
    rows: dict[str, str] = {}
    yield rows
    print(f"\nbluesky: {len(rows)} samples")
    for name, became in sorted(rows.items()):
        print(f"  {name:76} {became}")
    kinds = Counter(kind for became in rows.values() for kind in KINDS if kind in became.partition(":")[0])
    print("  " + ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS))


def check(mentions: tuple[Mention, ...]) -> str:
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
        assert mention.url == "" or mention.url.startswith("https://")
        assert "hide" in mention.cannot or mention.ours or mention.parent
    return f"{len(mentions)} mentions"


class Played:
    """The network before a wire that gives one sample as its answer."""

    def __init__(self, connect: Connect, found: Any, status: int = 200) -> None:
        self.connect, self.found, self.status = connect, found, status

    def network(self) -> Any:
        return self.connect("bluesky", self.answer, SECRET, url=HOME, user="us.example", remote_id=ME)

    def answer(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.rpartition(".")[2]
        if name == "listConvos" and "convos" not in self.found:
            return httpx.Response(200, json={"convos": [{"id": "c", "rev": "", "members": []}]})
        if name == "getConvo":
            return httpx.Response(200, json={"convo": {"id": "c", "rev": "", "members": []}})
        if name == "getPosts" and "posts" not in self.found:
            return httpx.Response(200, json={"posts": []})
        return httpx.Response(self.status, json=self.found)


async def pulled(played: Played, source: str) -> str:
    network = played.network()
    page = await network.pull(source, "")
    wanted = check(page.mentions)
    assert (await network.pull(source, page.cursor)).mentions == () or source == "direct", "nothing twice"
    return wanted


async def notifications(played: Played) -> str:
    reasons = Counter(str(one.get("reason")) for one in played.found["notifications"])
    became = await pulled(played, "notifications")
    wanted = sum(reasons[reason] for reason in ("mention", "reply", "quote"))
    assert became == f"{wanted} mentions", dict(reasons)
    rest = sum(reasons.values()) - wanted
    return f"{became}, {rest} likes, follows and their kin left out" if rest else became


async def threaded(played: Played) -> str:
    return check(await played.network().thread("at://x/app.bsky.feed.post/y"))


async def messages(played: Played) -> str:
    return check((await played.network().pull("direct", "")).mentions)


async def logged(played: Played) -> str:
    page = await played.network().pull("direct", json.dumps({"rev": "!", "last": {}}))
    return f"{check(page.mentions)}, {len(page.removed)} deleted"


async def named_lists(played: Played) -> str:
    return f"numbers: {len(await played.network().lists())} lists to listen to"


async def signed_in(played: Played) -> str:
    opened = wire.read(played.found, Opened)
    assert opened is not None
    assert home_of(opened.didDoc, HOME).startswith("https://")
    if opened.active is not False:
        return f"numbers: a session of @{opened.handle}"
    with pytest.raises(NetworkTrouble) as caught:
        await played.network().sign_in()
    return f"trouble: {caught.value.kind}: {caught.value.what}"


async def located(played: Played) -> str:
    assert home_of(played.found, "").startswith("https://")
    return "numbers: where an account lives"


async def refused(played: Played) -> str:
    played.status = 400
    with pytest.raises(NetworkTrouble) as caught:
        await played.network().pull("notifications", "")
    return f"trouble: {caught.value.kind}: {caught.value.what}"


async def record(played: Played) -> str:
    post = wire.post_of(played.found["value"])
    played.found = {"records": [played.found]}
    page = await played.network().pull("own", "")
    assert len(page.mentions) == (post is not None)
    return check(page.mentions) if post else f"numbers: a {played.found['records'][0]['value'].get('$type')}"


async def written(played: Played) -> str:
    if played.found.keys() == {"commit"}:
        return "numbers: a record that was deleted"
    assert wire.read(played.found, wire.Written) is not None
    return "numbers: a record that was written"


async def held(played: Played) -> str:
    assert wire.read(played.found, Blob) is not None
    return "numbers: a picture that was handed over"


async def profile(played: Played) -> str:
    found = wire.read(played.found, wire.Profile)
    assert found is not None
    return f"numbers: somebody called {wire.author_of(found).name}"


async def resolved(played: Played) -> str:
    assert (await played.network()._resolve("us.example")) == played.found["did"]
    return "numbers: who a handle is"


async def shapes(played: Played) -> str:
    """Records that nobody could foresee: none of them stops the others."""
    for one in played.found:
        wire.post_of(one.get("json"))
        wire.post_of({"$type": wire.POST, "text": "x", "embed": one.get("json"), "facets": one.get("json")})
    return f"numbers: {len(played.found)} odd records"


async def unasked(played: Played) -> str:
    """An answer to a question that is never put: a page of it would be no page."""
    with pytest.raises(NetworkTrouble) as caught:
        await played.network().pull("notifications", "")
    assert caught.value.kind == "garbled"
    return f"trouble: {caught.value.kind}, as expected of what is not asked for"


async def lexicon(played: Played) -> str:
    """What the network's own definitions promise stands in our limits."""
    found: dict[str, Any] = played.found["defs"]
    told = json.dumps(found)
    match played.found["id"].rpartition(".")[2]:
        case "post":
            words = found["main"]["record"]["properties"]["text"]
            limits: Limits = wire.LIMITS
            assert (words["maxGraphemes"], words["maxLength"]) == (limits.max_length, limits.max_bytes)
        case "threadgate":
            assert found["main"]["record"]["properties"]["hiddenReplies"]["maxLength"] == MOST_HIDDEN
        case "facet":
            assert {LINK, NAME, TAG} == {
                f"app.bsky.richtext.facet#{kind}" for kind in found if kind in told
            } - {
                "app.bsky.richtext.facet#main",
                "app.bsky.richtext.facet#byteSlice",
            }
        case "listNotifications":
            assert found["main"]["parameters"]["properties"]["limit"]["maximum"] == 100
    return "numbers: a definition"


WAYS: tuple[tuple[str, Callable[[Played], Awaitable[str]]], ...] = (
    ("lexicon", lexicon),
    ("notifications", notifications),
    ("posts", lambda played: pulled(played, "search:x")),
    ("feed", lambda played: pulled(played, "list:x")),
    ("records", lambda played: pulled(played, "own")),
    ("thread", threaded),
    ("messages", messages),
    ("logs", logged),
    ("lists", named_lists),
    ("accessJwt", signed_in),
    ("didDoc", signed_in),
    ("service", located),
    ("error", refused),
    ("value", record),
    ("commit", written),
    ("blob", held),
    ("displayName", profile),
    ("cid", written),
    ("links", unasked),
    ("did", resolved),
)
"""A key that tells the shape → what is done with it."""


def arranged(found: Any) -> Any:
    """Server snapshots lack the envelope that the answer had."""
    if isinstance(found, list) and found and isinstance(found[0], dict) and "reason" in found[0]:
        return {"notifications": found}
    if isinstance(found, dict) and str(found.get("$type", "")).endswith("threadViewPost"):
        return {"thread": found}
    if isinstance(found, dict) and {"author", "record", "uri"} <= found.keys():
        return {"posts": [found]}
    if isinstance(found, dict) and found.keys() == {"convo"}:
        return {"convos": [found["convo"]], "messages": [found["convo"].get("lastMessage")]}
    return found


@pytest.mark.parametrize("sample", [f for f in FILES if f.suffix == ".json"], ids=lambda path: path.name)
async def test_a_recorded_answer_is_understood_or_a_trouble(
    sample: Path, connect: Connect, table: dict[str, str]
) -> None:
    found = arranged(json.loads(content(sample)))
    played = Played(connect, found)
    if isinstance(found, list):
        table[sample.name] = await shapes(played)
        return
    way = next((way for key, way in WAYS if key in found), unasked)
    table[sample.name] = await way(played)


def content(sample: Path) -> str:
    return sample.read_text("utf-8")


def lines(sample: Path) -> list[str]:
    return [line for line in content(sample).splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("sample", [f for f in FILES if f.suffix == ".txt"], ids=lambda path: path.name)
def test_the_official_vectors_are_told_apart(sample: Path, table: dict[str, str]) -> None:
    valid, vectors = "_valid" in sample.name, lines(sample)
    if "tid" in sample.name:
        known = [one for one in vectors if micros_of(one) or one == "2222222222222"]
        assert known == (vectors if valid else [])
    elif "handle" in sample.name:
        known = [one for one in vectors if is_handle(one)]
        assert known == (vectors if valid else [])
    else:
        # addresses are opaque to us: what matters is that none of them breaks anything, or leads elsewhere
        known = [one for one in vectors if wire.web_address(one)]
        assert all(wire.web_address(one).startswith("https://bsky.app/profile/") for one in known)
        assert all(isinstance(wire.owner(one) + wire.rkey(one), str) for one in vectors)
    table[sample.name] = f"numbers: {len(vectors)} vectors"


def test_every_sample_has_its_line_in_the_table(table: dict[str, str]) -> None:
    assert {sample.name for sample in FILES} == set(table)
