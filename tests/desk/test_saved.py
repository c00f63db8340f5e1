"""Saved replies at the desk: filled from the thread, counted, and never out with a place left open."""

import re
from pathlib import Path

import pytest

from socialtui.desk import inserts
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.ladder import PHRASES, covered
from socialtui.domain.mention import Kind
from tests.conftest import NOW, MakeDesk, Store, ours, said


def reply_file(folder: Path, name: str, text: str) -> None:
    (folder / "replies").mkdir(exist_ok=True)
    (folder / "replies" / f"{name}.md").write_text(text, "utf-8")


async def heard(store: Store) -> int:
    await store.hear(said(who="rosa", remote_id="m1"))
    return await store.cid("m1")


async def test_the_most_used_comes_first_and_uses_are_kept(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    reply_file(tmp_path, "hours", "We are open from nine.")
    reply_file(tmp_path, "refund", "Your refund is on its way.")
    ana = await desk("ana")
    assert [line.reply.name for line in (await ana.saved.shelf()).lines] == ["hours", "refund"]
    await ana.saved.used("refund")
    await ana.saved.used("refund")
    first = (await (await desk("ben")).saved.shelf()).lines[0]
    assert (first.reply.name, first.used, first.last_at) == ("refund", 2, NOW)


async def test_places_are_filled_from_the_thread_where_it_knows(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    reply_file(tmp_path, "refund", "Hi {name}, {handle}: {brand} refunds {order}. {me}")
    ana, cid = await desk("ana"), await heard(store)
    thread = await ana.queue.thread(cid)
    assert ana.saved.fill(ana.saved.get("refund"), thread) == "Hi Rosa, @rosa: Acme refunds {order}. ana"


async def test_an_open_place_keeps_the_answer_here_and_is_named(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await heard(store)
    plan = await ana.replies.plan(cid, "Your refund for {order} is on its way.")
    assert any("{order} is not filled in" in one.words for one in plan.remarks)
    for by_hand in (False, True):
        with pytest.raises(DeskRefusal, match=r"\{order\} is not filled in"):
            await ana.replies.send(cid, "Your refund for {order} is on its way.", by_hand=by_hand)
    assert not await ana.replies.outbox()
    await ana.replies.send(cid, "Your refund for 4711 is on its way.")


async def test_a_saved_reply_alone_is_remarked_upon(store: Store, desk: MakeDesk, tmp_path: Path) -> None:
    reply_file(tmp_path, "refund", "Hi {name}, your refund is on its way.")
    ana, cid = await desk("ana", sign="^a"), await heard(store)
    text = "Hi Rosa, your refund is on its way."
    assert any("refund" in one.words for one in (await ana.replies.plan(cid, text)).remarks)
    own = f"{text} I asked our shop about it myself."
    assert not any("alone" in one.words for one in (await ana.replies.plan(cid, own)).remarks)


async def test_a_file_that_cant_be_read_is_named_and_the_rest_holds(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    reply_file(tmp_path, "good", "Good.")
    reply_file(tmp_path, "empty", " ")
    (tmp_path / "replies" / "odd.md").write_bytes(b"\xff\xfe")
    ana = await desk("ana")
    shelf = await ana.saved.shelf()
    assert [line.reply.name for line in shelf.lines] == ["good"]
    assert len(shelf.faults) == 2
    with pytest.raises(DeskRefusal, match="has no words"):
        ana.saved.get("empty")
    with pytest.raises(DeskRefusal, match="did you mean good"):
        ana.saved.get("god")


async def test_a_control_sequence_in_a_file_is_harmless(store: Store, desk: MakeDesk, tmp_path: Path) -> None:
    reply_file(tmp_path, "odd", "Hello \x1b[2Jthere.")
    ana = await desk("ana")
    assert "\x1b" not in ana.saved.get("odd").text


def test_facts_stand_before_saved_replies_also_among_what_is_found() -> None:
    fact = inserts.Insert(inserts.FACT, "founded", "We were founded in 2011.", "Founded in 2011.")
    refund = inserts.Insert(inserts.SAVED, "founders", "Who founded us", "Two sisters.", 9)
    assert inserts.found((fact, refund), "found") == (fact, refund)
    assert inserts.found((fact, refund), "") == (fact, refund)
    assert inserts.found((fact, refund), "sisters") == (refund,)


async def test_a_complaint_is_offered_beginnings_from_its_next_step_on(store: Store, desk: MakeDesk) -> None:
    await store.account()
    await store.hear(
        said(Kind.COMPLAINT, "It broke again and nobody answers.", remote_id="c"),
        said(Kind.QUESTION, who="tom", remote_id="q"),
    )
    ana = await desk("ana")

    async def steps(remote_id: str) -> list[str]:
        thread = await ana.queue.thread(await store.cid(remote_id))
        offered = await inserts.choice(ana.saved, ana.coach, thread)
        return [one.name for one in offered.inserts if one.kind == inserts.STEP]

    assert (await steps("c"))[:3] == ["acknowledge", "acknowledge 2", "apologize"]
    assert await steps("q") == []
    await store.hear(ours("c", "You are right to tell us."))
    assert (await steps("c"))[0] == "apologize"


@pytest.mark.parametrize(
    ("step", "text"), [(step, text) for step, texts in enumerate(PHRASES) for text in texts]
)
def test_a_beginning_takes_its_step_in_the_coachs_eyes(step: int, text: str) -> None:
    filled = re.sub(r"\{[^}]*\}", "tomorrow", text)
    assert step in covered(filled)
