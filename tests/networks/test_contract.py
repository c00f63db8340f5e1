"""Every network keeps the contract: one trouble tree, a cursor that never jumps, nothing twice."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from msgspec.structs import replace

from socialtui import networks
from socialtui.domain import errors
from socialtui.http_client import client
from tests.networks import contract
from tests.networks.contract import Bench
from tests.networks.playing import BY_NAME, benches, check_fields, check_mentions, ready

TROUBLES: dict[str, tuple[type[errors.NetworkTrouble], ...]] = {
    "rate_limited": (errors.RateLimited,),
    "signed_out": (errors.SignedOut,),
    "forbidden": (errors.Forbidden,),
    "server_error": (errors.ServerTrouble,),
    "html_error": (errors.Garbled,),
    "truncated": (errors.Garbled, errors.Silent),
    "slow_body": (errors.Silent,),
}
PATIENCE = 0.2
"""Seconds that a whole call may take where a scene's body never ends."""


@BY_NAME
def test_a_network_comes_with_every_scene_or_a_reason(name: str) -> None:
    folder = contract.FIXTURES / name
    assert (folder / "account.json").is_file(), f"fixtures/{name}/account.json is missing"
    for scene in contract.scenes_of(name):
        assert (folder / f"{scene}.json").is_file() or contract.cannot(name, scene), f"{name}: {scene}"
    for script in folder.glob("*.json"):
        json.loads(script.read_text("utf-8"))


@BY_NAME
def test_a_network_says_what_it_needs_before_anybody_signs_in(name: str) -> None:
    about = networks.load(name).ABOUT
    assert about.name == name
    assert about.words
    assert all(step.endswith((".", "?", ":")) for step in about.guide)
    assert {question.flag for question in about.questions} <= {"url", "user", "secret"}
    assert all(question.secret == (question.flag == "secret") for question in about.questions)


@BY_NAME
async def test_signing_in_says_who_we_are(name: str) -> None:
    bench = ready(name, "sign_in")
    expect = dict(bench.scene("sign_in")["expect"])
    signed = await bench.network.sign_in()
    if "sources" in expect:
        assert [source.name for source in signed.sources] == expect.pop("sources")
    check_fields(signed, expect)
    assert len(signed.code) == 2
    assert signed.role or contract.cannot(name, "mentions"), (
        "which tasks it serves; a person says so of a place"
    )
    assert bench.source in {source.name for source in signed.sources}
    again = contract.bench(name)
    again.scene("sign_in")
    assert await again.network.sign_in() == signed, "asking again is harmless"


@BY_NAME
async def test_the_first_pull_brings_everything_once(name: str) -> None:
    bench = ready(name, "pull_first")
    expect = bench.scene("pull_first")["expect"]
    found, cursor = await bench.pull("")
    check_mentions(found, expect, bench.clock.now())
    assert cursor
    assert not bench.wire.writes, "listening changes nothing"


@BY_NAME
async def test_the_next_pull_brings_only_what_is_new(name: str) -> None:
    bench = ready(name, "pull_next")
    await bench.begin()
    expect = bench.scene("pull_next")["expect"]
    found, _ = await bench.pull(bench.cursor)
    check_mentions(found, expect, bench.clock.now())
    assert not {m.remote_id for m in found} & {m.remote_id for m in bench.first}


@BY_NAME
async def test_a_cursor_means_the_same_to_a_process_started_anew(name: str) -> None:
    first = ready(name, "pull_next")
    await first.begin()
    later = contract.bench(name)
    later.clock.time = first.clock.time
    expect = later.scene("pull_next")["expect"]
    found, _ = await later.pull(first.cursor)
    check_mentions(found, expect, later.clock.now())


@BY_NAME
async def test_nothing_new_is_no_trouble(name: str) -> None:
    bench = ready(name, "nothing_new")
    await bench.begin()
    bench.scene("nothing_new")
    found, cursor = await bench.pull(bench.cursor)
    assert found == ()
    assert cursor


@BY_NAME
async def test_an_item_of_an_unknown_kind_harms_no_other(name: str) -> None:
    for bench, way in benches(name, "unknown_type"):
        await bench.begin()
        expect = bench.scene("unknown_type", way)["expect"]
        found, _ = await bench.pull(bench.cursor)
        check_mentions(found, expect, bench.clock.now())


@BY_NAME
async def test_what_was_edited_comes_again_with_its_new_words(name: str) -> None:
    for bench, way in benches(name, "pull_edited"):
        await bench.begin()
        expect = bench.scene("pull_edited", way)["expect"]
        assert expect["mentions"], "says what stands there now"
        found, _ = await bench.pull(bench.cursor)
        check_mentions(found, expect, bench.clock.now())
        known = {mention.remote_id: mention for mention in bench.first}
        for mention in found:
            assert mention.remote_id in known
            assert replace(mention, thread="") != replace(known[mention.remote_id], thread="")


@BY_NAME
async def test_what_was_deleted_is_named(name: str) -> None:
    for bench, way in benches(name, "pull_removed"):
        await bench.begin()
        expect = bench.scene("pull_removed", way)["expect"]
        found, _ = await bench.pull(bench.cursor)
        assert sorted(bench.removed) == sorted(expect["removed"])
        assert set(bench.removed) <= {mention.remote_id for mention in bench.first}
        assert not set(bench.removed) & {mention.remote_id for mention in found}


@BY_NAME
async def test_a_thread_comes_whole_and_oldest_first(name: str) -> None:
    bench = ready(name, "thread")
    await bench.begin()
    scene = bench.scene("thread")
    found = await bench.network.thread(bench.id_of(scene["id"]))
    check_mentions(found, scene["expect"], bench.clock.now())
    assert [m.said_at for m in found] == sorted(m.said_at for m in found)
    if "ours" in scene["expect"]:
        assert [m.remote_id for m in found if m.ours] == scene["expect"]["ours"]


@BY_NAME
@pytest.mark.parametrize("what", ["edited", "deleted"])
async def test_looking_sees_what_became_of_it(name: str, what: str) -> None:
    bench = ready(name, what)
    await bench.begin()
    scene = bench.scene(what)
    look = await bench.network.look(bench.id_of(scene["id"]))
    assert look.exists == (what == "edited")
    expect = dict(scene.get("expect", {}))
    if "answered_by_us" in expect:
        assert [m.remote_id for m in look.answered_by_us] == expect.pop("answered_by_us")
    check_fields(look, expect)
    assert not bench.wire.writes


@BY_NAME
@pytest.mark.parametrize("what", ["reply_ok", "post_ok"])
async def test_a_reply_is_sent_once_and_found_again(name: str, what: str) -> None:
    for bench, way in benches(name, what):
        await bench.begin()
        scene = bench.scene(what, way)
        outgoing = bench.outgoing(scene)
        assert bool(outgoing.in_reply_to) == (what == "reply_ok"), "a post of our own answers nothing"
        sent = await bench.network.reply(outgoing)
        check_fields(sent, scene["expect"])
        assert sent.remote_id
        assert sent.sent_at > 0


@BY_NAME
async def test_a_network_without_posts_of_our_own_says_so_before_it_asks(name: str) -> None:
    offers = networks.load(name).ABOUT.offers
    if not offers or "post" in offers:
        pytest.skip(f"{name} does not say that it takes none")
    bench = contract.bench(name)
    with pytest.raises(errors.Refused):
        await bench.network.reply(bench.outgoing({"outgoing": {"text": "We have moved."}}))
    assert bench.wire.asked == []


@BY_NAME
async def test_a_network_that_takes_no_answers_says_so_without_asking(name: str) -> None:
    if not contract.settings_of(name).get("cannot", {}).get("reply_ok"):
        pytest.skip(f"{name} takes answers")
    bench = ready(name, "mentions")
    await bench.begin()
    assert bench.first
    assert all("reply" in mention.cannot for mention in bench.first)
    bench.wire.load([])
    out = bench.outgoing({"outgoing": {"text": "Thank you.", "in_reply_to": bench.first[0].remote_id}})
    with pytest.raises(errors.Refused):
        await bench.network.reply(out)
    assert bench.wire.asked == []
    assert await bench.network.find(out) is None


@BY_NAME
@pytest.mark.parametrize("fate", ["reply_found", "reply_lost", "post_found", "post_lost"])
async def test_a_silent_reply_is_read_back_and_never_repeated(name: str, fate: str) -> None:
    for bench, way in benches(name, fate):
        await bench.begin()
        scene = bench.scene(fate, way)
        outgoing = bench.outgoing(scene)
        with pytest.raises((errors.Silent, errors.ServerTrouble, errors.Garbled)):
            await bench.network.reply(outgoing)
        tries = len(bench.wire.writes)
        bench.clock.later(30)
        found = await bench.network.find(outgoing)
        assert len(bench.wire.writes) == tries, "reading back posts nothing"
        if fate.endswith("_found"):
            assert found is not None
            check_fields(found, scene["expect"])
            other = replace(outgoing, text=outgoing.text + " And something else.")
            assert await bench.network.find(other) is None, "other words are not it"
        else:
            assert found is None


def told(trouble: errors.NetworkTrouble, secrets: Iterable[str]) -> None:
    """The words are for people, and hold no secret."""
    assert trouble.what.endswith(".")
    assert "Traceback" not in str(trouble)
    chain: BaseException | None = trouble
    while chain is not None:
        assert not any(secret in str(chain) for secret in secrets if len(secret) > 3)
        chain = chain.__cause__


async def ask(bench: Bench, scene: dict[str, Any]) -> None:
    """Does what a trouble's scene says."""
    match scene.get("do", "pull"):
        case "sign_in":
            await bench.network.sign_in()
        case "look":
            await bench.network.look(bench.id_of(scene["id"]))
        case "thread":
            await bench.network.thread(bench.id_of(scene["id"]))
        case "reply":
            await bench.network.reply(bench.outgoing(scene))
        case _:
            await bench.pull(bench.cursor)


@BY_NAME
@pytest.mark.parametrize("scene_name", TROUBLES)
async def test_a_trouble_has_a_name_and_never_moves_the_cursor(
    name: str, scene_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = contract.settings_of(name)
    for bench, way in benches(name, scene_name):
        await bench.begin()
        scene = bench.scene(scene_name, way)
        with monkeypatch.context() as patch:
            if scene_name == "slow_body":
                patch.setattr(client, "WHOLE_LIMIT", PATIENCE)
            with pytest.raises(TROUBLES[scene_name]) as caught:
                await ask(bench, scene)
        told(caught.value, [settings.get("secret", ""), *settings.get("unsaid", ())])
        if "retry_at" in scene.get("expect", {}):
            assert caught.value.retry_at == scene["expect"]["retry_at"]
        bench.clock.later(3600)
        expect = bench.scene("pull_next")["expect"]
        found, _ = await bench.pull(bench.cursor)
        check_mentions(found, expect, bench.clock.now())


@BY_NAME
async def test_closing_is_quiet(name: str) -> None:
    bench = contract.bench(name)
    await bench.network.close()
    await bench.network.close()
