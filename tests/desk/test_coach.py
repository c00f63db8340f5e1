"""What the coach knows when it looks at a draft, and that it stops nothing."""

from pathlib import Path

import pytest

from socialtui.desk import Desk
from socialtui.desk.inserts import choice
from socialtui.domain.conversation import Thread
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Kind
from socialtui.domain.network import SourceAbout
from tests.conftest import DAY, MakeDesk, Store, said, traced

TALK = SourceAbout("search", "A search", addressed=False)
GOOD = "I am sorry, {}. Which lid was it? I will look into it now."


async def checks(ana: Desk, cid: int, text: str, ack: bool = False) -> list[str]:
    """The names of the checks that speak of a draft."""
    return [remark.check for remark in (await ana.replies.plan(cid, text, ack)).remarks if remark.check]


async def thread(ana: Desk, cid: int) -> Thread:
    return await ana.queue.thread(cid)


@pytest.fixture
async def cid(store: Store) -> int:
    await store.account()
    await store.hear(said(Kind.COMPLAINT, "The lid broke again and nobody answers me.", remote_id="m"))
    return await store.cid("m")


async def test_review_names_what_was_seen_and_it_leaves_all_the_same(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana", sign="^an")
    text = "We apologize for any inconvenience."
    plan = await ana.replies.plan(cid, text)
    (remark,) = [one for one in plan.remarks if one.check]
    assert (remark.check, remark.saw) == ("inconvenience", "any inconvenience")
    assert remark.document == "Social Media Marketing: Are You Doing it Wrong?"
    assert not plan.confirm
    await ana.replies.send(cid, text)
    assert await ana.replies.leaving()


async def test_a_good_answer_hears_nothing_and_an_empty_one_neither(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana")
    assert await checks(ana, cid, GOOD.format("Rosa")) == []
    assert await checks(ana, cid, "") == []


async def test_the_same_words_to_more_than_two_people_are_seen_in_the_outbox(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana", sign="^an")
    for who in ("tom", "kim"):
        await store.hear(said(Kind.COMPLAINT, "A garden gate fell on me.", who=who, remote_id=who))
    await ana.replies.send(await store.cid("tom"), GOOD.format("Tom"))
    assert await checks(ana, cid, GOOD.format("Rosa")) == []
    line = await ana.replies.send(await store.cid("kim"), GOOD.format("Kim"))
    (remark,) = [one for one in (await ana.replies.plan(cid, GOOD.format("Rosa"))).remarks if one.check]
    assert remark.words == "Tom, Kim had the same words; add a sentence of Rosa’s own."
    await ana.replies.recall(line.id)
    assert await checks(ana, cid, GOOD.format("Rosa")) == []


async def test_like_complaints_hear_it_once_and_are_counted_then(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    await store.account()
    names = ("tom", "kim", "lea", "ben", "eva")
    for name in names:
        words = "The payment page has been broken since the update."
        await store.hear(said(Kind.COMPLAINT, words, who=name, remote_id=name))
    heard = []
    for name in names:
        cid, text = await store.cid(name), GOOD.format(name.title())
        heard.append(
            [one.words for one in (await ana.replies.plan(cid, text)).remarks if one.check == "same_text"]
        )
        await ana.replies.send(cid, text)
    assert heard[0] == heard[1] == []
    assert heard[2] == ["Tom, Kim had the same words; add a sentence of Lea’s own."]
    assert heard[3:] == [
        ["The 4th of this group with these words."],
        ["The 5th of this group with these words."],
    ]


async def test_joining_in_asks_once_more_above_the_line_and_what_is_owed_never_does(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    (tmp_path / "guidelines.toml").write_text("[restraint]\nday = 2\nperson = 9\n")
    await store.account(sources=(TALK,))
    for n in range(3):
        words = f"Saw the boat number {n} at the fair."
        await store.hear(said(Kind.CHATTER, words, who=f"p{n}", remote_id=f"m{n}"), source="search")
    ana = await desk("ana")
    for n in range(2):
        plan = await ana.replies.plan(await store.cid(f"m{n}"), f"Glad you found number {n}.")
        assert not plan.confirm
        await ana.replies.send(await store.cid(f"m{n}"), f"Glad you found number {n}.")
    plan = await ana.replies.plan(await store.cid("m2"), "Which one did you like?")
    assert plan.confirm
    assert plan.asks == "We joined 2 conversations today; your line is 2."
    store.clock.forward(DAY)
    assert not (await ana.replies.plan(await store.cid("m2"), "Which one did you like?")).confirm


async def test_words_to_one_person_who_did_not_ask_are_counted_over_conversations(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    (tmp_path / "guidelines.toml").write_text("[restraint]\nperson = 1\n")
    await store.account(sources=(TALK,))
    for n in range(2):
        await store.hear(said(Kind.CHATTER, f"Boat {n} is out.", remote_id=f"m{n}"), source="search")
    ana = await desk("ana")
    assert await checks(ana, await store.cid("m1"), "Fair winds.") == []
    await ana.replies.send(await store.cid("m0"), "A fine boat.", by_hand=True)
    assert await checks(ana, await store.cid("m1"), "Fair winds.") == ["person_saturation"]
    store.clock.forward(8 * DAY)
    assert await checks(ana, await store.cid("m1"), "Fair winds.") == []


async def test_guidelines_are_read_again_when_they_change_and_faults_stop_nothing(
    store: Store, desk: MakeDesk, cid: int, tmp_path: Path
) -> None:
    ana, file = await desk("ana"), tmp_path / "guidelines.toml"
    text = f"{GOOD.format('Rosa')} It is guaranteed."
    assert await checks(ana, cid, text) == []
    file.write_text('[[forbidden]]\nwords = ["guarantee*"]\n')
    assert await checks(ana, cid, text) == ["forbidden_words"]
    file.write_text('[[forbiden]]\nwords = ["guarantee*"]\n# longer now\n')
    words = [remark.words for remark in (await ana.replies.plan(cid, text)).remarks]
    assert words == [
        "The coach can't read it: guidelines.toml:1: forbiden: no such key here; did you mean forbidden?"
    ]
    await ana.replies.send(cid, text)


async def test_facts_that_they_get_wrong_come_first_among_what_can_be_put_in(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    (tmp_path / "facts.toml").write_text(
        '[fact.vegan]\nclaim = "not vegan"\nfact = "It is vegan."\n'
        '[fact.founded]\nclaim = "since 2011"\nfact = "In 2004."\nlink = "https://acme.example/a"\n'
    )
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies" / "hello.md").write_text("Hello.")
    await store.account()
    await store.hear(said(Kind.ERROR, "You exist since 2011.", remote_id="e"))
    ana, cid = await desk("ana"), await store.cid("e")
    offered = await choice(ana.saved, ana.coach, await thread(ana, cid))
    assert [(one.kind, one.name) for one in offered.inserts] == [
        ("fact", "founded"), ("fact", "vegan"), ("saved", "hello"),
    ]  # fmt: skip
    assert offered.inserts[0].text == "In 2004. https://acme.example/a"
    assert "known_error" in await checks(ana, cid, "Thank you for the post.")
    assert await checks(ana, cid, offered.inserts[0].text) == []
    (tmp_path / "facts.toml").write_text("[fact.x]\n")
    offered = await choice(ana.saved, ana.coach, await thread(ana, cid))
    assert [one.name for one in offered.inserts] == ["hello"]
    assert any(fault.startswith("facts.toml:1: fact.x: has no") for fault in offered.faults)


async def test_a_complaint_stands_on_one_of_six_steps_and_nothing_else_does(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana")
    standing = ana.coach.standing(await thread(ana, cid))
    assert standing is not None
    assert standing.step == 0
    await ana.replies.send(cid, "I am sorry.", by_hand=True)
    standing = ana.coach.standing(await thread(ana, cid))
    assert standing is not None
    assert standing.step == 3
    await store.hear(said(Kind.QUESTION, remote_id="q", who="tom"))
    assert ana.coach.standing(await thread(ana, await store.cid("q"))) is None


async def test_a_promise_makes_another_word_of_ours_expected(store: Store, desk: MakeDesk, cid: int) -> None:
    ana = await desk("ana")
    for text in ("I am sorry.", "It was the small lid. I will send you a new one by Friday."):
        await ana.replies.send(cid, text, by_hand=True)
    assert "own_posts" not in await checks(ana, cid, "As promised: a new lid is on its way.")


async def test_the_coach_never_refuses(store: Store, desk: MakeDesk, cid: int) -> None:
    ana = await desk("ana")
    worst = "Hi Tom!! As we already said, obviously your own fault. Check out https://acme.example/shop"
    assert len(await checks(ana, cid, worst)) >= 4
    try:
        await ana.replies.send(cid, worst)
    except DeskRefusal as refusal:
        pytest.fail(str(refusal))


async def test_what_is_read_stays_small(store: Store, desk: MakeDesk, cid: int) -> None:
    """A review is one look at a few tables, however much was said."""
    ana = await desk("ana")
    await ana.replies.plan(cid, GOOD)
    async with traced(ana.room.db) as asked:
        await ana.replies.plan(cid, GOOD)
    assert 0 < len(asked) <= 14
