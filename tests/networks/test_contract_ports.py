"""What a network says it offers it does, and each port that it has keeps its word."""

from pathlib import Path
from typing import Any

import pytest

from socialtui import networks
from socialtui.domain import errors
from socialtui.domain.media import Attached
from socialtui.domain.mention import Mention
from socialtui.domain.moderation import ASKED
from socialtui.domain.network import (
    OFFERS,
    Checks,
    FillsGaps,
    Gap,
    Listens,
    RenewsSecret,
    Schedules,
    TakesMedia,
)
from tests.networks import contract
from tests.networks.playing import BY_NAME, benches, check_fields, check_mentions, ready


@BY_NAME
async def test_what_a_network_offers_is_true(name: str) -> None:
    about, bench = networks.load(name).ABOUT, contract.bench(name)
    if not about.wire:
        pytest.skip(f"{name} is for practice, and no place where anybody is")
    assert about.offers == tuple(word for word in OFFERS if word in about.offers), "in the table's order"
    assert "hear" in about.offers
    assert about.cost
    assert about.login
    assert ("reply" in about.offers) == (not contract.cannot(name, "reply_ok"))
    assert ("schedule" in about.offers) == isinstance(bench.network, Schedules)
    assert ("search" in about.offers) == any(way.kind == "search" for way in about.listens)
    assert bool(about.listens) == isinstance(bench.network, Listens)
    await bench.begin()
    for verb in ("reply", "like", "hide"):
        able = any(verb not in mention.cannot for mention in bench.first if not mention.ours)
        assert (verb in about.offers) == able, f"{verb}: an item says why not, or it can be done"


@BY_NAME
async def test_a_thread_is_offered_where_there_is_one(name: str) -> None:
    bench = ready(name, "thread")
    ids = bench.scene("thread")["expect"]["ids"]
    assert ("thread" in networks.load(name).ABOUT.offers) == (len(ids) > 1)


@BY_NAME
async def test_a_like_is_given_and_again_is_harmless(name: str) -> None:
    for bench, way in benches(name, "like"):
        await bench.begin()
        scene = bench.scene("like", way)
        await bench.network.like(bench.id_of(scene["id"]))
        await bench.network.like(bench.id_of(scene["id"]))
        assert bench.wire.writes or not networks.load(name).ABOUT.wire


@BY_NAME
async def test_moderating_asks_for_what_it_says(name: str) -> None:
    for bench, way in benches(name, "moderate"):
        await bench.begin()
        scene = bench.scene("moderate", way)
        await bench.network.moderate(bench.id_of(scene["id"]), scene["verb"])
        assert bench.wire.writes


@BY_NAME
async def test_what_a_source_has_no_way_for_is_refused_without_asking_anybody(name: str) -> None:
    bench = ready(name, "sign_in")
    bench.scene("sign_in")
    (cannot,) = [one.cannot for one in (await bench.network.sign_in()).sources if one.name == bench.source]
    bench = contract.bench(name)
    await bench.begin()
    bench.wire.load([])
    first = bench.first[0].remote_id if bench.first else "1"
    for verb in set(ASKED).intersection(cannot):
        with pytest.raises(errors.Refused):
            await bench.network.moderate(first, verb)
    assert not bench.wire.writes
    assert set(ASKED) - cannot.keys() or "hide" not in networks.load(name).ABOUT.offers


@BY_NAME
async def test_a_verb_that_nobody_has_is_refused_in_words(name: str) -> None:
    bench = contract.bench(name)
    await bench.begin()
    bench.wire.load([])
    first = bench.first[0].remote_id if bench.first else "1"
    with pytest.raises(errors.Refused) as caught:
        await bench.network.moderate(first, "gild")
    assert caught.value.what.endswith(".")
    assert not bench.wire.writes


@BY_NAME
async def test_private_words_come_as_private(name: str) -> None:
    for bench, way in benches(name, "dm"):
        scene = bench.scene("dm", way)
        found, _ = await bench.pull("", scene["source"])
        check_mentions(found, scene["expect"], bench.clock.now())
        assert found
        assert all(mention.visibility == "direct" for mention in found)


@BY_NAME
async def test_a_file_is_handed_over_with_its_description(name: str, tmp_path: Path) -> None:
    for bench, way in benches(name, "upload"):
        scene = bench.scene("upload", way)
        file = tmp_path / scene["file"]
        file.write_text(scene["text"], "utf-8")
        one = Attached(str(file), scene["file"], scene["alt"], scene["type"], file.stat().st_size)
        assert isinstance(bench.network, TakesMedia)
        assert await bench.network.upload(one) == scene["expect"]["id"]
        if bench.wire.writes:
            sent = b"".join(request.content for request in bench.wire.asked)
            assert scene["text"].encode() in sent
            # where the description goes out with the post, it is part of what the file is called
            told = sent + scene["expect"]["id"].encode()
            assert scene["alt"].encode() in told, "people who can't see it are told"


@BY_NAME
async def test_listening_brings_what_is_not_said_to_us(name: str) -> None:
    heard = set()
    for bench, way in benches(name, "listen"):
        scene = bench.scene("listen", way)
        heard.add(scene["kind"])
        assert isinstance(bench.network, Listens)
        source = await bench.network.listen(scene["kind"], scene["what"])
        expect: dict[str, Any] = dict(scene["expect"])
        ids, following = expect.pop("ids"), expect.pop("next_ids", [])
        check_fields(source, expect)
        assert source.name.startswith(f"{scene['kind']}:")
        assert source.words
        assert not source.addressed
        assert not bench.wire.writes, "listening changes nothing"
        found, cursor = await bench.pull("", source.name)
        check_mentions(found, {"ids": ids}, bench.clock.now())
        assert not any(mention.addressed for mention in found)
        found, _ = await bench.pull(cursor, source.name)
        check_mentions(found, {"ids": following}, bench.clock.now())
    assert heard == {listening.kind for listening in networks.load(name).ABOUT.listens}


@BY_NAME
async def test_what_can_not_be_listened_to_is_refused_in_words(name: str) -> None:
    for bench, way in benches(name, "listen_refused"):
        scene = bench.scene("listen_refused", way)
        assert isinstance(bench.network, Listens)
        with pytest.raises(errors.Refused) as caught:
            await bench.network.listen(scene["kind"], scene["what"])
        assert caught.value.what.endswith(".")


@BY_NAME
async def test_our_lists_are_named(name: str) -> None:
    for bench, way in benches(name, "lists"):
        expect = bench.scene("lists", way)["expect"]
        assert isinstance(bench.network, Listens)
        assert [list(pair) for pair in await bench.network.lists()] == expect["lists"]


@BY_NAME
async def test_a_gap_is_filled_with_what_was_said_in_it(name: str) -> None:
    for bench, way in benches(name, "fill"):
        await bench.begin()
        scene = bench.scene("fill", way)
        gap = Gap(scene["gap"]["start"], scene["gap"]["end"], "An outage.")
        assert isinstance(bench.network, FillsGaps)
        found: list[Mention] = []
        cursor = ""
        for _ in range(contract.MOST_PAGES):
            page = await bench.network.fill(scene.get("source", bench.source), gap, cursor)
            found += page.mentions
            cursor = page.cursor
            if not page.more:
                break
            if page.gap is not None:
                assert gap.start == page.gap.start <= page.gap.end <= gap.end, "what is still missing"
        check_mentions(tuple(found), scene["expect"], bench.clock.now())
        assert all(gap.start <= mention.said_at <= gap.end for mention in found)
        assert not bench.wire.writes


@BY_NAME
async def test_the_network_keeps_a_post_until_its_time(name: str) -> None:
    for bench, way in benches(name, "schedule"):
        scene = bench.scene("schedule", way)
        assert isinstance(bench.network, Schedules)
        sent = await bench.network.schedule(bench.outgoing(scene), scene["at"])
        check_fields(sent, scene["expect"])
        assert sent.remote_id
        assert sent.sent_at == scene["at"]


@BY_NAME
async def test_what_waits_there_is_read_back_and_nothing_handed_over_by_that(name: str) -> None:
    for bench, way in benches(name, "waiting"):
        scene = bench.scene("waiting", way)
        assert isinstance(bench.network, Schedules)
        found = await bench.network.waiting(bench.outgoing(scene), scene["at"])
        if scene["expect"]["remote_id"]:
            check_fields(found, scene["expect"])
        else:
            assert found is None
        assert not bench.wire.writes


@BY_NAME
async def test_a_kept_post_is_taken_back_and_again_is_harmless(name: str) -> None:
    for bench, way in benches(name, "unschedule"):
        scene = bench.scene("unschedule", way)
        assert isinstance(bench.network, Schedules)
        await bench.network.unschedule(scene["id"])


@BY_NAME
async def test_a_renewed_secret_is_kept_whole(name: str) -> None:
    for bench, way in benches(name, "renewed"):
        kept: list[str] = []

        async def keep(secret: str, kept: list[str] = kept) -> None:
            kept.append(secret)

        assert isinstance(bench.network, RenewsSecret)
        bench.network.on_renewal(keep)
        await bench.begin()
        scene = bench.scene("renewed", way)
        found, _ = await bench.pull(bench.cursor)
        check_mentions(found, scene["expect"], bench.clock.now())
        assert kept[-1:] == [scene["expect"]["secret"]]


@BY_NAME
async def test_permissions_are_asked_for_without_leaving_a_mark(name: str) -> None:
    for bench, way in benches(name, "permissions"):
        scene = bench.scene("permissions", way)
        assert isinstance(bench.network, Checks)
        found = await bench.network.permissions()
        assert {one.name: one.ok for one in found} == scene["expect"]["ok"]
        assert all(one.words for one in found)
        assert all(one.ok or one.next_step for one in found), "what mends it is said"
        asked = {f"{request.method} {request.url.path}" for request in bench.wire.writes}
        assert asked <= set(scene.get("harmless", ()))
