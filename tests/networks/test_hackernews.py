"""What is odd about Hacker News: a generous search, a thousand hits at most, two hours in which all can change."""

import json
import os
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from socialtui.domain.errors import Garbled, NetworkTrouble, NotFound, Refused
from socialtui.domain.mention import Mention
from socialtui.domain.network import FillsGaps, Gap, Listens, Page
from socialtui.networks.hackernews.items import Item, Place, match, search_words
from tests.networks.conftest import Connect
from tests.networks.contract import FakeClock
from tests.networks.playing import check_mentions

NOW = 1_790_000_000


def comment(
    number: int, text: str = "acme", at: int = 0, who: str = "tomb", parent: int = 1
) -> dict[str, Any]:
    return {
        "objectID": str(number), "author": who, "created_at_i": at or NOW - 60, "comment_text": text,
        "parent_id": parent, "story_id": 1, "_tags": ["comment", f"author_{who}", "story_1"],
    }  # fmt: skip


class Place_:
    """The search over what was said, as the place does it; and the live items."""

    def __init__(self, *hits: dict[str, Any]) -> None:
        self.hits = list(hits)
        self.items: dict[str, Any] = {}
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.url.path.startswith("/v0/item/"):
            return httpx.Response(200, content=json.dumps(self.items.get(request.url.path[9:-5])))
        params = request.url.params
        low, high = 0, 2**40
        for bound in filter(None, params.get("numericFilters", "").split(",")):
            if bound.startswith("created_at_i>"):
                low = int(bound[13:])
            else:
                high = int(bound.removeprefix("created_at_i<="))
        found = [hit for hit in self.hits if low < hit["created_at_i"] <= high]
        tags = params["tags"]
        if tags.startswith("author_"):
            found = [hit for hit in found if tags.split(",")[0] in hit["_tags"]]
        elif tags.startswith("comment,"):
            found = [hit for hit in found if "comment" in hit["_tags"] and hit["_tags"][-1] in tags]
        found.sort(key=lambda hit: -hit["created_at_i"])
        return httpx.Response(200, json={"hits": found[: int(params["hitsPerPage"])]})


async def round_of(network: Any, source: str, cursor: str = "") -> tuple[list[str], str, Gap | None]:
    """A whole round: ids, the cursor, and a gap where there was one."""
    ids: list[str] = []
    for _ in range(20):
        page = await network.pull(source, cursor)
        ids += [mention.remote_id for mention in page.mentions]
        cursor = page.cursor
        if not page.more:
            return ids, cursor, page.gap
    raise AssertionError("no end")


async def test_a_round_walks_down_in_time_and_brings_each_once(connect: Connect, clock: FakeClock) -> None:
    place = Place_(*(comment(n, at=NOW - n) for n in range(1, 251)))
    network = connect("hackernews", place, url="acme")
    ids, cursor, gap = await round_of(network, "search:acme")
    assert len(ids) == len(set(ids)) == 250
    assert gap is None
    clock.later(600)
    place.hits.append(comment(900, at=NOW + 500))
    ids, _, _ = await round_of(network, "search:acme", cursor)
    assert ids == ["900"]


async def test_more_than_a_thousand_is_a_gap_that_can_be_filled(connect: Connect, clock: FakeClock) -> None:
    place = Place_(comment(1, at=NOW - 5))
    network = connect("hackernews", place, url="acme")
    _, cursor, _ = await round_of(network, "search:acme")
    clock.later(20_000)
    place.hits += [comment(n + 10, at=NOW + n) for n in range(1_300)]
    ids, _, gap = await round_of(network, "search:acme", cursor)
    assert len(set(ids)) >= 990
    assert gap is not None
    assert gap.start < NOW < gap.end
    assert isinstance(network, FillsGaps)
    filled: list[str] = []
    cursor = ""
    for _ in range(10):
        page = await network.fill("search:acme", gap, cursor)
        filled += [mention.remote_id for mention in page.mentions]
        cursor = page.cursor
        if not page.more:
            break
    assert {str(n + 10) for n in range(1_300)} <= set(ids) | set(filled)


async def test_a_hundred_in_one_second_end_all_the_same(connect: Connect) -> None:
    place = Place_(*(comment(n, at=NOW - 10) for n in range(1, 140)), comment(500, at=NOW - 20))
    ids, _, _ = await round_of(connect("hackernews", place, url="acme"), "search:acme")
    assert "500" in ids


async def test_an_edit_that_no_longer_matches_is_seen_and_asked_for_once(
    connect: Connect, clock: FakeClock
) -> None:
    place = Place_(comment(7, "acme is bad"), comment(8, "acme is gone"))
    network = connect("hackernews", place, url="acme")
    _, cursor, _ = await round_of(network, "search:acme")
    place.hits = [comment(7, "they are fine now")]
    place.items = {
        "7": {
            "id": 7,
            "by": "tomb",
            "time": NOW - 60,
            "type": "comment",
            "parent": 1,
            "text": "they are fine now",
        },
        "8": {"id": 8, "by": "tomb", "dead": True, "time": NOW - 60, "type": "comment"},
    }
    clock.later(300)
    page = await network.pull("search:acme", cursor)
    assert [(one.remote_id, one.text) for one in page.mentions] == [("7", "they are fine now")]
    assert page.removed == ("8",)
    place.asked.clear()
    clock.later(300)
    page = await network.pull("search:acme", page.cursor)
    assert (page.mentions, page.removed, len(place.asked)) == ((), (), 1)


async def test_what_is_older_than_two_hours_is_not_asked_for_again(
    connect: Connect, clock: FakeClock
) -> None:
    place = Place_(comment(7, at=NOW - 20_000), comment(8, at=NOW - 10))
    network = connect("hackernews", place, url="acme")
    _, cursor, _ = await round_of(network, "search:acme")
    place.hits = [comment(8, at=NOW - 10)]
    page = await network.pull("search:acme", cursor)
    assert (page.mentions, page.removed) == ((), ())


async def test_answers_to_us_come_with_what_we_wrote(connect: Connect, clock: FakeClock) -> None:
    place = Place_(
        comment(20, "We sell widgets.", NOW - 9000, "acmehq", 1), comment(21, "Do you ship?", NOW - 80, "lea", 20),
        comment(22, "Not to you.", NOW - 70, "kim", 19), comment(23, "We do.", NOW - 50, "acmehq", 21),
    )  # fmt: skip
    network = connect("hackernews", place, url="acme", user="acmehq")
    page = await network.pull("replies", "")
    assert [(one.remote_id, one.ours, one.parent, one.addressed) for one in page.mentions] == [
        ("20", True, "1", True), ("21", False, "20", True), ("23", True, "21", True),
    ]  # fmt: skip
    check_mentions(page.mentions, {}, clock.now())
    assert (await network.pull("replies", page.cursor)).mentions == ()
    silent = connect("hackernews", Place_(), url="acme", user="acmehq")
    assert (await silent.pull("replies", "")).mentions == ()


async def test_our_own_words_are_no_finding_of_a_search(connect: Connect) -> None:
    place = Place_(comment(1, "acme here", who="acmehq"), comment(2, "acme there"))
    assert (await round_of(connect("hackernews", place, url="acme", user="acmehq"), "search:acme"))[0] == [
        "2"
    ]


async def test_signing_in_without_anything_to_hear_is_refused(connect: Connect) -> None:
    with pytest.raises(Refused, match="nothing to listen for"):
        await connect("hackernews", Place_(), url=" ", user="-").sign_in()
    with pytest.raises(Refused, match="no source called x"):
        await connect("hackernews", Place_(), url="acme").pull("x", "")


@pytest.mark.parametrize("number", ["../x", "x", "12?a=1"])
async def test_an_odd_id_reaches_no_address(number: str, connect: Connect) -> None:
    place = Place_()
    network = connect("hackernews", place, url="acme")
    assert not (await network.look(number)).exists
    with pytest.raises(NotFound):
        await network.thread(number)
    assert not any(
        "x" in request.url.path.rpartition("/")[2] and ".." in str(request.url) for request in place.asked
    )


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("acme widgets", "ACME  makes widgets", True), ("acme", "acne", False),
        ('"acme widgets"', "acme makes widgets", False), ('"acme widgets"', "the Acme\nWidgets shop", True),
        ("acme -road", "acme road runner", False), ("acme -", "acme - the shop", True), ('acme "', "acme", True),
        ("“acme widgets” -coyote", "acme widgets", True),
    ],
)  # fmt: skip
def test_all_that_is_searched_for_must_be_there(words: str, text: str, found: bool) -> None:
    assert match(words)(text) is found


def test_the_address_of_a_search_is_its_words() -> None:
    assert search_words("https://hn.algolia.com/?q=acme+widgets&sort=byDate") == "acme widgets"
    assert search_words("https://hn.algolia.com/?query=acme") == "acme"
    assert search_words(" acme\n widgets ") == "acme widgets"


def test_it_listens_by_its_port(connect: Connect) -> None:
    assert isinstance(connect("hackernews", Place_(), url="acme"), Listens)


SAMPLES = sorted((Path(os.environ.get("SOCIALTUI_RECORDED", "nowhere")) / "hackernews").glob("*.json"))


async def read_sample(body: bytes, connect: Connect, clock: FakeClock) -> tuple[Mention, ...]:
    """A recorded answer by the way in which such an answer is read; raises a trouble for what is none."""
    told = msgspec.json.decode(body)
    network = connect("hackernews", lambda _: httpx.Response(200, content=body), url="a")
    if isinstance(told, dict) and "hits" in told:
        moments = [hit.get("created_at_i") or 0 for hit in told["hits"]]
        clock.time = max([*moments, NOW]) if not moments else max(moments) + 60
        page: Page = await network.pull("user:anybody", "")
        return page.mentions
    if isinstance(told, dict) and "by" in told:
        item = msgspec.convert(told, Item, strict=False)
        clock.time = item.time + 60
        assert (await network.look(str(item.id))).exists
        return (Place(now=clock.time).of_item(item),)
    number = told.get("id") if isinstance(told, dict) else None
    return await network.thread(str(number) if isinstance(number, int) else "1")


@pytest.mark.skipif(not SAMPLES, reason="SOCIALTUI_RECORDED names no recordings of Hacker News")
async def test_every_recorded_answer_is_mentions_or_a_named_trouble(
    connect: Connect, clock: FakeClock
) -> None:
    print(f"\nhackernews: {len(SAMPLES)} samples")
    for sample in SAMPLES:
        body = sample.read_bytes()
        try:
            found = await read_sample(body, connect, clock)
        except NetworkTrouble as trouble:
            assert sample.name not in ("1.1.json", "item.json")
            print(f"  {sample.name:20} {trouble.kind}: {trouble.what}")
            continue
        if sample.name in ("1.1.json", "item.json"):
            assert len(found) == body.count(b'"author":') - body.count(b'"author": {'), sample.name
        check_mentions(found, {}, clock.now() + 10**9)
        assert all(mention.text and mention.author.name for mention in found)
        print(f"  {sample.name:20} {len(found)} mentions")


def test_a_discussion_of_another_shape_is_garbled() -> None:
    with pytest.raises(Garbled):
        Place().of_tree([], "hn.example")
