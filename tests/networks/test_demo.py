"""The practice brand: the same world each time, at any size, and people who answer back."""

import asyncio
import json
import statistics
import time
from collections import Counter
from pathlib import Path

import pytest

from socialtui.domain.errors import AlreadySaid, Garbled, NotFound, Refused, ServerTrouble
from socialtui.domain.mention import Mention
from socialtui.domain.network import Account, Network, Outgoing
from socialtui.domain.query import STANDS_FOR
from socialtui.domain.text import clean
from socialtui.http_client import HttpClient
from socialtui.networks import load, names
from socialtui.networks.demo.brand import FLAVOURS
from socialtui.networks.demo.script import Stream
from socialtui.networks.demo.telling import LONGEST, SHORTEST, bank
from socialtui.networks.demo.world import Mark, Said, World
from tests.networks.contract import FakeClock

START = 1_790_000_000
LANGUAGES = ("en", "de", "fr", "ja", "es", "it", "alerts", "hostile")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(START)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "demo" / "world.jsonl"


def connect(path: Path | str, clock: FakeClock, user: str = "short", query: str = "") -> Network:
    url = f"demo://{path}?{query or f'seed=7&rate=0&mentions=60&start={START}'}"
    account = Account(1, "practice", "demo", url, user)
    return load("demo").connect(account, "", HttpClient(clock), clock)


def test_each_kind_of_place_bears_the_letters_of_a_network_that_there_is() -> None:
    assert [STANDS_FOR.get(place.code) in names() for place in FLAVOURS.values()] == [True] * len(FLAVOURS)


def keys_in(path: Path) -> list[str]:
    if not path.exists():
        return []
    return [json.loads(line)["key"] for line in path.read_text("utf-8").splitlines()]


def is_private(path: Path) -> bool:
    return path.stat().st_mode & 0o077 == 0


async def everything(network: Network, source: str, cursor: str = "") -> tuple[list[Mention], str]:
    found: list[Mention] = []
    while True:
        page = await network.pull(source, cursor)
        found += page.mentions
        cursor = page.cursor
        if not page.more:
            return found, cursor


async def a_word_that_is_answered(network: Network, clock: FakeClock) -> tuple[Mention, Mention, str]:
    """Answers first words until somebody says something back; both words, and the cursor after it."""
    found, cursor = await everything(network, "notifications")
    for number, mention in enumerate(one for one in found if not one.ours):
        sent = await network.reply(Outgoing(f"try-{number}", f"We look into it. {number}", mention.remote_id))
        clock.later(100)
        heard, cursor = await everything(network, "notifications", cursor)
        for one in heard:
            if one.parent == sent.remote_id:
                return mention, one, cursor
    raise AssertionError("nobody answers")


# The script


async def test_the_same_seed_makes_the_same_world(clock: FakeClock) -> None:
    one, _ = await everything(connect("/", clock), "notifications")
    two, _ = await everything(connect("/", clock), "notifications")
    other, _ = await everything(
        connect("/", clock, query=f"seed=8&rate=0&mentions=60&start={START}"), "notifications"
    )
    assert one == two
    assert {mention.text for mention in one}.isdisjoint(mention.text for mention in other)


async def test_a_backlog_comes_oldest_first_in_pages_of_a_hundred(clock: FakeClock) -> None:
    network = connect("/", clock, "blog", f"seed=7&rate=0&mentions=250&start={START}")
    sizes, cursor, found = [], "", list[Mention]()
    for _ in range(3):
        page = await network.pull("comments", cursor)
        cursor = page.cursor
        sizes.append((len(page.mentions), page.more))
        found += page.mentions
    assert sizes == [(100, True), (100, True), (50, False)]
    assert [one.said_at for one in found] == sorted(one.said_at for one in found)
    assert START - 600 < found[-1].said_at < START
    assert found[0].said_at < START - 3 * 86_400


async def test_the_millionth_costs_what_the_first_does(clock: FakeClock) -> None:
    network = connect("/", clock, "alerts", f"seed=7&rate=0&mentions=1000000&start={START}")
    page = await network.pull("feed", "999950:0:0")
    assert [one.remote_id for one in page.mentions] == [f"a{number}" for number in range(999_950, 1_000_000)]
    assert not page.more


async def test_live_mentions_come_at_their_rate(clock: FakeClock) -> None:
    network = connect("/", clock, "blog", f"seed=7&rate=6&mentions=20&start={START}")
    _, cursor = await everything(network, "comments")
    assert (await everything(network, "comments", cursor))[0] == []
    clock.later(60)
    fresh, cursor = await everything(network, "comments", cursor)
    assert [one.remote_id for one in fresh] == [f"b{number}" for number in range(20, 26)]
    assert all(START < one.said_at <= clock.now() for one in fresh)


async def test_both_sources_of_the_short_account_share_its_mentions(clock: FakeClock) -> None:
    network = connect("/", clock, query=f"seed=7&rate=0&mentions=80&start={START}")
    spoken, _ = await everything(network, "notifications")
    overheard, _ = await everything(network, "search")
    assert (len(spoken), len(overheard)) == (70, 10)
    assert all(one.addressed for one in spoken)
    assert not any(one.addressed for one in overheard)


def test_the_mix_is_that_of_a_brand() -> None:
    stream = Stream("7", "s", 4000, 0, START)
    kinds = Counter(stream.slot(number).kind for number in range(4000) if stream.slot(number).part == "new")
    ours = sum(stream.slot(number).part == "ours" for number in range(4000))
    assert 0.10 < kinds["complaint"] / 4000 < 0.15
    assert all(kinds[kind] >= 100 for kind in ("question", "praise", "lead", "error", "spam", "chatter"))
    assert 0.08 < ours / 4000 < 0.2


def test_texts_have_the_lengths_of_real_ones_and_look_different() -> None:
    stream = Stream("7", "s", 10_000, 0, START)
    first = [one for one in map(stream.mention, range(10_000)) if not one.parent]
    lengths = [len(one.text) for one in first]
    assert 150 < statistics.mean(lengths) < 250
    assert min(lengths) > SHORTEST / 2
    assert max(lengths) <= LONGEST + 20
    assert len({one.text for one in first}) > 0.98 * len(first)
    languages = Counter(one.language for one in first)
    assert languages["en"] > 5000
    assert all(languages[language] > 50 for language in ("de", "fr", "ja", "es", "it"))


def test_people_come_back_and_keep_their_handles_apart() -> None:
    stream = Stream("7", "s", 3000, 0, START)
    found = [one for one in map(stream.mention, range(3000)) if not one.ours]
    by_person = Counter(one.author.remote_id for one in found)
    assert sum(count >= 3 for count in by_person.values()) > 100
    assert len({one.author.handle for one in found}) == len(by_person)


def test_hostile_texts_arrive_harmless_with_the_original_beside() -> None:
    stream = Stream("7", "s", 20_000, 0, START)
    hostile = [one for one in map(stream.mention, range(20_000)) if one.original]
    assert len(hostile) > 20
    assert any("\x1b" in one.original for one in hostile)
    assert all(clean(one.text) == one.text for one in hostile)


def test_talks_stay_in_one_thread_and_look_back_only() -> None:
    stream = Stream("7", "b", 2000, 0, START)
    by_id = {one.remote_id: one for one in map(stream.mention, range(2000))}
    answers = [one for one in by_id.values() if one.parent]
    assert len(answers) > 200
    for one in answers:
        parent = by_id[one.parent]
        assert parent.thread == one.thread == by_id[one.thread].remote_id
        assert parent.said_at <= one.said_at
        if not one.ours and not parent.ours:
            assert one.author == parent.author


def test_a_text_of_every_language_can_be_told() -> None:
    for language in LANGUAGES:
        assert bank(language)


def test_a_mention_is_made_in_less_than_a_tenth_of_a_millisecond() -> None:
    stream = Stream("7", "s", 1_000_000, 0, START)
    list(map(stream.mention, range(1000)))
    best = 0.0
    for _ in range(3):
        begun = time.process_time()
        list(map(stream.mention, range(500_000, 502_000)))
        best = max(best, 2000 / (time.process_time() - begun))
    assert best > 10_000


# Answers


async def test_an_answer_is_on_disk_and_there_once(path: Path, clock: FakeClock) -> None:
    network = connect(path, clock)
    out = Outgoing("key-1", "Thank you, we look into it.", "s0")
    sent = await network.reply(out)
    clock.later(5)
    assert await network.reply(out) == sent
    assert await connect(path, clock).find(out) == sent
    assert keys_in(path) == ["key-1"]
    assert is_private(path)


async def test_many_tries_at_once_leave_one_answer(path: Path, clock: FakeClock) -> None:
    out = Outgoing("key-1", "Thank you.", "s0")
    sent = await asyncio.gather(*(connect(path, clock).reply(out) for _ in range(8)))
    assert len(set(sent)) == 1
    assert keys_in(path) == ["key-1"]


async def test_what_was_not_sent_is_not_found(path: Path, clock: FakeClock) -> None:
    network = connect(path, clock)
    assert await network.find(Outgoing("key-1", "Thank you.", "s0")) is None
    await network.reply(Outgoing("key-1", "Thank you.", "s0"))
    assert await network.find(Outgoing("key-1", "Other words.", "s0")) is None
    assert await connect(path, clock, "blog").find(Outgoing("key-1", "Thank you.", "s0")) is None


async def test_a_person_answers_back_within_ninety_seconds(path: Path, clock: FakeClock) -> None:
    network = connect(path, clock)
    mention, back, cursor = await a_word_that_is_answered(network, clock)
    assert back.author == mention.author
    assert back.thread == mention.thread
    assert not back.ours
    again, _ = await everything(network, "notifications", cursor)
    assert again == [], "it comes once"
    sent_at = next(
        one.said_at for one in await network.thread(back.remote_id) if one.remote_id == back.parent
    )
    assert 20 <= back.said_at - sent_at <= 90


async def test_what_they_say_back_can_be_answered(path: Path, clock: FakeClock) -> None:
    network = connect(path, clock)
    mention, back, _ = await a_word_that_is_answered(network, clock)
    sent = await network.reply(Outgoing("second", "Gladly.", back.remote_id))
    thread = [one.remote_id for one in await network.thread(mention.remote_id)]
    assert thread.index(back.remote_id) < thread.index(sent.remote_id)
    assert [one.remote_id for one in (await network.look(back.remote_id)).answered_by_us] == [sent.remote_id]


async def test_nobody_talks_for_ever(path: Path, clock: FakeClock) -> None:
    network = connect(path, clock)
    _, back, cursor = await a_word_that_is_answered(network, clock)
    for number in range(6):
        sent = await network.reply(Outgoing(f"round-{number}", f"Answer {number}.", back.remote_id))
        clock.later(100)
        heard, cursor = await everything(network, "notifications", cursor)
        answers = [one for one in heard if one.parent == sent.remote_id]
        if not answers:
            return
        back = answers[0]
    raise AssertionError("they never stop")


async def test_our_own_answers_come_back_as_ours(path: Path, clock: FakeClock) -> None:
    network = connect(path, clock)
    _, cursor = await everything(network, "notifications")
    sent = await network.reply(Outgoing("key-1", "Thank you.", "s0"))
    (ours,) = (await network.pull("notifications", cursor)).mentions
    assert (ours.remote_id, ours.parent, ours.ours) == (sent.remote_id, "s0", True)
    fresh, _ = await everything(connect(path, clock), "notifications")
    assert sent.remote_id in {one.remote_id for one in fresh}, "a store begun anew hears of it too"


@pytest.mark.parametrize(
    ("user", "out", "trouble"),
    [
        ("short", Outgoing("k", "  ", "s0"), Refused),
        ("short", Outgoing("k", "x" * 501, "s0"), Refused),
        ("short", Outgoing("k", "Hello.", "s4000"), NotFound),
        ("short", Outgoing("k", "Hello.", "tffff"), NotFound),
        ("blog", Outgoing("k", "A post.", ""), Refused),
        ("alerts", Outgoing("k", "Hello.", "a0"), Refused),
    ],
)
async def test_what_is_not_taken(
    path: Path, clock: FakeClock, user: str, out: Outgoing, trouble: type[Exception]
) -> None:
    with pytest.raises(trouble):
        await connect(path, clock, user).reply(out)
    assert keys_in(path) == []


async def test_length_counts_what_a_reader_sees(path: Path, clock: FakeClock) -> None:
    family = "👨‍👩‍👧‍👦"
    assert await connect(path, clock).reply(
        Outgoing("k", family * 100 + " https://x.example/" + "y" * 600, "s0")
    )


async def test_the_same_words_twice_are_told_apart_from_a_retry(path: Path, clock: FakeClock) -> None:
    network = connect(path, clock)
    await network.reply(Outgoing("one", "Thank you.", "s0"))
    with pytest.raises(AlreadySaid):
        await network.reply(Outgoing("two", "Thank you.", "s0"))


async def test_a_post_of_our_own_stands_by_itself(path: Path, clock: FakeClock) -> None:
    network = connect(path, clock)
    sent = await network.reply(Outgoing("post", "New kettles are in.", ""))
    assert [one.remote_id for one in await network.thread(sent.remote_id)] == [sent.remote_id]


# Looking, liking, moderating


async def test_looking_knows_edits_and_deletions(clock: FakeClock) -> None:
    network = connect("/", clock, "blog", f"seed=7&rate=60&mentions=0&start={START}")
    stream = Stream("7", "b", 0, 60, START)
    fates = {stream.fate(number)[0]: number for number in range(2000) if stream.fate(number)[0]}
    clock.later(20)
    clock.time = stream.said_at(max(fates.values()))
    before = stream.mention(fates["edited"])
    clock.time = max(stream.fate(number)[1] for number in fates.values()) + 1
    assert (await network.look(f"b{fates['edited']}")).text == f"{before.text} (edit: typo)"
    assert not (await network.look(f"b{fates['deleted']}")).exists
    with pytest.raises(NotFound):
        await network.reply(Outgoing("k", "Hello.", f"b{fates['deleted']}"))


async def test_looking_sees_our_answers(clock: FakeClock) -> None:
    network = connect("/", clock)
    found, _ = await everything(network, "notifications")
    ours = next(one for one in found if one.ours)
    assert [one.remote_id for one in (await network.look(ours.parent)).answered_by_us] == [ours.remote_id]
    assert not (await network.look("s9999")).exists


async def test_a_like_is_remembered_once(path: Path, clock: FakeClock) -> None:
    network = connect(path, clock)
    await network.like("s0")
    await network.like("s0")
    assert World(path).marks("short") == {"s0": {"like"}}
    with pytest.raises(Refused):
        await connect(path, clock, "blog").like("b0")
    with pytest.raises(NotFound):
        await network.like("s777")


async def test_spam_and_bin_take_a_comment_away(path: Path, clock: FakeClock) -> None:
    network = connect(path, clock, "blog")
    await network.moderate("b0", "approve")
    assert (await network.look("b0")).exists
    await network.moderate("b0", "spam")
    assert not (await network.look("b0")).exists
    with pytest.raises(Refused):
        await network.moderate("b1", "burn")
    with pytest.raises(Refused):
        await connect(path, clock).moderate("s0", "hide")


# The file


async def test_a_line_broken_off_by_a_power_cut_spoils_no_other(path: Path, clock: FakeClock) -> None:
    network = connect(path, clock)
    first = await network.reply(Outgoing("one", "First.", "s0"))
    with path.open("ab") as file:
        file.write(b'{"kind": "said", "key": "brok')
    second = await network.reply(Outgoing("two", "Second.", "s1"))
    said = World(path).said("short")
    assert [one.remote_id for one in said] == [first.remote_id, second.remote_id]
    assert await network.find(Outgoing("two", "Second.", "s1")) == second


def test_a_world_begun_anew_is_seen(path: Path) -> None:
    world = World(path)
    world.add(Said("one", "short", "First.", "s0", START))
    path.unlink()
    assert world.records() == []
    World(path).add(Mark("short", "like", "s0", START))
    assert [type(one) for one in world.records()] == [Mark]


async def test_a_file_that_cannot_be_written_is_a_trouble(tmp_path: Path, clock: FakeClock) -> None:
    network = connect(tmp_path, clock)
    with pytest.raises(ServerTrouble, match="practice world"):
        await network.reply(Outgoing("k", "Hello.", "s0"))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "demo://host/world.jsonl?start=5",
        "demo:///world.jsonl",
        f"demo:///w?start={START}&rate=-1",
        f"demo:///w?start={START}&rate=nan",
        f"demo:///w?start={START}&mentions=many",
        "",
    ],
)
def test_a_wrong_address_is_named(url: str, clock: FakeClock) -> None:
    with pytest.raises(Refused, match="practice world"):
        load("demo").connect(Account(1, "a", "demo", url, "short"), "", HttpClient(clock), clock)


async def test_an_unknown_account_source_or_place_is_named(clock: FakeClock) -> None:
    with pytest.raises(Refused, match="short, blog, alerts"):
        connect("/", clock, "page")
    with pytest.raises(NotFound):
        await connect("/", clock).pull("comments", "")
    with pytest.raises(Garbled):
        await connect("/", clock).pull("notifications", "x")


@pytest.mark.parametrize(("user", "code", "role"), [("short", "ma", "short"), ("blog", "wp", "blog")])
async def test_flavours_look_like_the_networks_they_stand_for(
    clock: FakeClock, user: str, code: str, role: str
) -> None:
    signed = await connect("/", clock, user).sign_in()
    assert (signed.code, signed.role) == (code, role)


async def test_alerts_only_listen(clock: FakeClock) -> None:
    network = connect("/", clock, "alerts")
    found, _ = await everything(network, "feed")
    assert found
    assert all("reply" in one.cannot and not one.addressed for one in found)
