"""Lessons: learned from conversations, told to those who taught them, taken back; and answers put to another use."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from socialtui.desk import Desk
from socialtui.desk.room import Done
from socialtui.domain.errors import ConfigFault, DeskRefusal
from socialtui.domain.lesson import LessonState, What
from socialtui.domain.mention import Author, Kind
from socialtui.domain.query import parse
from tests.conftest import DAY, HOUR, FakeClock, MakeDesk, Store, ours, said


async def three(store: Store) -> list[int]:
    """Rosa twice, and Tom."""
    await store.hear(
        said(who="rosa", remote_id="r", author=Author("id-rosa", "rosa", "Rosa Klein")),
        said(Kind.QUESTION, who="tom", remote_id="t"),
        said(who="rosa", remote_id="r2", author=Author("id-rosa", "rosa", "Rosa Klein")),
    )
    return [await store.cid(remote) for remote in ("r", "t", "r2")]


async def lines(desk: Desk) -> list[tuple[str, str, int]]:
    return [(one.text, one.state.value, len(one.voices)) for one in await desk.lessons.all()]


async def test_what_a_long_voice_said_ends_in_dots(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(text="It broke. " * 30, remote_id="long"))
    ana = await desk("ana")
    await ana.lessons.learn([await store.cid("long")], "The lid comes off.")
    (lesson,) = await ana.lessons.all()
    assert lesson.voices[0].text == ("It broke. " * 24).rstrip() + " …"


async def test_the_same_words_join_one_lesson_and_leave_it_again(store: Store, desk: MakeDesk) -> None:
    rosa, tom, _ = await three(store)
    ana = await desk("ana")
    done = await ana.lessons.learn([rosa], "  The lid comes off when wet. ")
    assert done.words == "Rosa Klein: lesson: The lid comes off when wet."
    await ana.lessons.learn([rosa, tom], "the lid comes off  when wet")
    assert await lines(ana) == [("The lid comes off when wet.", "open", 2)]
    assert {card.id for card in await ana.queue.page(parse("has:lesson"))} == {rosa, tom}
    assert (await ana.lessons.learn([tom], "The lid comes off when wet.")).words.startswith("Tom: lesson off")
    assert await lines(ana) == [("The lid comes off when wet.", "open", 1)]
    (lesson,) = await ana.lessons.all()
    assert [(voice.person, voice.network, voice.text) for voice in lesson.voices] == [
        ("Rosa Klein", "mastodon", "It broke again and nobody answers.")
    ]
    similar = await ana.lessons.like("The lid comes off when it is wet")
    assert similar is not None
    assert similar.id == lesson.id
    assert await ana.lessons.like("Opening hours are wrong on the map") is None


async def test_every_act_on_a_lesson_is_taken_back(store: Store, desk: MakeDesk) -> None:
    rosa, tom, _ = await three(store)
    ana = await desk("ana")

    async def everything() -> list[object]:
        return [await store.rows("SELECT * FROM feedback"), await store.rows("SELECT * FROM feedback_marks")]

    states = [await everything()]
    lesson = 1
    acts: tuple[Callable[[], Awaitable[Done]], ...] = (
        lambda: ana.lessons.learn([rosa], "Lid comes off."),
        lambda: ana.lessons.learn([tom], "Lid comes off."),
        lambda: ana.lessons.word(lesson, "The lid comes off when wet."),
        lambda: ana.lessons.change(lesson, "a clip holds it"),
        lambda: ana.lessons.reopen(lesson),
        lambda: ana.lessons.learn([rosa], "The lid comes off when wet."),
        lambda: ana.lessons.drop(lesson),
    )
    for act in acts:
        await act()
        states.append(await everything())
    assert len({str(state) for state in states}) == 6
    for state in reversed(states[:-1]):
        await ana.undo.undo()
        assert await everything() == state
    with pytest.raises(DeskRefusal, match="Nothing to undo"):
        await ana.undo.undo()


async def test_what_a_colleague_added_since_is_not_taken_back(store: Store, desk: MakeDesk) -> None:
    rosa, tom, _ = await three(store)
    ana, ben = await desk("ana"), await desk("ben")
    await ana.lessons.learn([rosa], "Lid comes off.")
    await ben.lessons.learn([tom], "Lid comes off.")
    with pytest.raises(DeskRefusal, match="was changed since"):
        await ana.undo.undo()
    assert await lines(ana) == [("Lid comes off.", "open", 2)]
    await ben.undo.undo()
    assert await lines(ana) == [("Lid comes off.", "open", 1)]


async def test_everybody_who_said_it_is_told_once_through_a_draft(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    rosa, tom, again = await three(store)
    await store.hear(ours("t", "We look into it.", at=clock.now()))
    ana = await desk("ana")
    await ana.lessons.learn([rosa, again, tom], "Lid comes off.")
    with pytest.raises(DeskRefusal, match="nothing to tell yet"):
        await ana.lessons.tell(1)
    clock.forward(HOUR)
    await ana.lessons.change(1, "a clip holds it now")
    (lesson,) = await ana.lessons.all()
    assert [voice.person for voice in lesson.to_tell] == ["Rosa Klein", "Tom"]
    voice = await ana.lessons.tell(1)
    assert voice.conversation_id == rosa
    draft = await ana.replies.open(rosa)
    assert draft.text == (
        "Hi Rosa, what you told us led to a change: a clip holds it now. Thank you for saying it."
    )
    assert await ana.replies.outbox() == []
    await ana.replies.save(rosa, "Rosa, we fixed the lid.")
    await ana.replies.leave(rosa)
    await ana.lessons.tell(1)
    assert (await ana.replies.open(rosa)).text == "Rosa, we fixed the lid."
    await ana.replies.send(rosa, "Rosa, we fixed the lid.")
    assert (await ana.lessons.tell(1)).conversation_id == tom
    await ana.replies.recall()
    assert (await ana.lessons.tell(1)).conversation_id == rosa
    await store.hear(
        ours("r2", "We fixed it.", at=clock.now() + 60), ours("t", "Fixed.", at=clock.now() + 60)
    )
    with pytest.raises(DeskRefusal, match="Everybody who said it was written to"):
        await ana.lessons.tell(1)


async def test_who_is_part_of_a_joined_row_is_told_on_that_row(store: Store, desk: MakeDesk) -> None:
    rosa, tom, again = await three(store)
    ana = await desk("ana")
    await ana.lessons.learn([again], "Lid comes off.")
    await ana.lessons.learn([tom], "Lid comes off.")
    await ana.lessons.change(1, "a clip holds it now")
    await ana.joining.merge([rosa])
    head = await ana.joining.whole_of(again)
    hidden = again if head == rosa else rosa
    assert (await ana.lessons.tell(1)).conversation_id == head
    assert await ana.joining.whole_of(hidden) == head
    assert (await ana.replies.open(head)).text.startswith("Hi Rosa, what you told us led to a change")
    await ana.replies.send(head, "Rosa, a clip holds it now.")
    assert (await ana.lessons.tell(1)).conversation_id == tom


async def test_a_colleagues_draft_is_left_alone(store: Store, desk: MakeDesk) -> None:
    rosa, _, _ = await three(store)
    ana, ben = await desk("ana"), await desk("ben")
    await ana.lessons.learn([rosa], "Lid comes off.")
    await ana.lessons.change(1, "a clip")
    await ben.replies.open(rosa)
    await ben.replies.save(rosa, "Dear Rosa")
    assert (await ana.lessons.tell(1)).conversation_id == rosa
    assert (await store.value("SELECT text FROM drafts")) == "Dear Rosa"


@pytest.mark.parametrize(
    ("text", "why"), [("  ", "says nothing"), ("x" * 241, "1 letters too long"), ("\n", "says nothing")]
)
async def test_a_lesson_is_one_line(store: Store, desk: MakeDesk, text: str, why: str) -> None:
    rosa, _, _ = await three(store)
    with pytest.raises(DeskRefusal, match=why):
        await (await desk("ana")).lessons.learn([rosa], text)


async def test_what_is_gone_or_settled_is_said(store: Store, desk: MakeDesk) -> None:
    rosa, _, _ = await three(store)
    ana = await desk("ana")
    with pytest.raises(DeskRefusal, match="not here any more"):
        await ana.lessons.change(7)
    with pytest.raises(DeskRefusal, match="not here any more"):
        await ana.lessons.learn([99], "Lid")
    await ana.lessons.learn([rosa], "Lid")
    with pytest.raises(DeskRefusal, match="it is open already"):
        await ana.lessons.reopen(1)


async def test_an_answer_becomes_a_saved_reply_with_the_name_left_open(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    rosa, tom, _ = await three(store)
    await store.hear(ours("r", "@rosa Hi Rosa, send it back and Rosamund brings a new one. ^an"))
    ana = await desk("ana", sign="^an")
    answer = await ana.reuse.answer(rosa)
    assert answer.text == "Hi Rosa, send it back and Rosamund brings a new one."
    assert (answer.question, answer.idea, answer.name) == (
        "It broke again and nobody answers.", answer.text, "hi-send-it-back",
    )  # fmt: skip
    done = await ana.reuse.as_reply(answer, "Send back!")
    assert done.words == "saved reply Send-back kept"
    saved = ana.saved.get("Send-back")
    assert saved.text == "Hi {name}, send it back and Rosamund brings a new one."
    assert ana.saved.fill(saved, await ana.queue.thread(tom)).startswith("Hi Tom, send it back")
    with pytest.raises(DeskRefusal, match="There is a saved reply Send-back already"):
        await ana.reuse.as_reply(answer, "Send-back")
    with pytest.raises(ConfigFault):
        await ana.reuse.as_reply(answer, "../..")
    await ana.undo.undo()
    assert list((tmp_path / "replies").glob("*")) == []


async def test_an_answer_becomes_a_faq_line_and_an_idea(store: Store, desk: MakeDesk) -> None:
    _, tom, _ = await three(store)
    await store.hear(ours("t", "It fits boats up to two metres. Wider ones need a strap."))
    ana = await desk("ana")
    answer = await ana.reuse.answer(tom)
    await ana.reuse.as_faq(answer, "Does it fit a wide boat?")
    await ana.reuse.as_idea(answer, answer.idea)
    found = await ana.lessons.all()
    assert [(one.what, one.text, one.answer) for one in found] == [
        (What.FAQ, "Does it fit a wide boat?", answer.text),
        (What.IDEA, "It fits boats up to two metres", answer.text),
    ]
    assert await ana.lessons.all(What.IDEA, LessonState.OPEN) == found[1:]
    assert (await ana.lessons.change(found[0].id)).words == "faq in the FAQ: Does it fit a wide boat?"
    assert (await ana.lessons.all(What.FAQ))[0].to_tell == ()
    for _ in range(3):
        await ana.undo.undo()
    assert await ana.lessons.all() == []


async def test_only_what_was_sent_is_put_to_another_use(store: Store, desk: MakeDesk) -> None:
    rosa, tom, _ = await three(store)
    ana = await desk("ana")
    with pytest.raises(DeskRefusal, match="no answer of ours here yet"):
        await ana.reuse.answer(rosa)
    line = await ana.replies.send(rosa, "Sorry.")
    with pytest.raises(DeskRefusal, match="Only an answer that was sent"):
        await ana.reuse.of_outbox(line.id)
    filed = await ana.replies.send(tom, "It does, Tom.", by_hand=True)
    answer = await ana.reuse.of_outbox(filed.id)
    assert (answer.conversation_id, answer.asked, answer.text) == (
        tom,
        "Does it fit a wide boat?",
        "It does, Tom.",
    )


async def test_telling_looks_only_at_what_was_said_after_the_change(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    rosa, _, _ = await three(store)
    ana = await desk("ana")
    await ana.lessons.learn([rosa], "Lid comes off.")
    await store.hear(ours("r", "Sorry about the lid.", at=clock.now()))
    clock.forward(DAY)
    await ana.lessons.change(1)
    assert [voice.conversation_id for voice in (await ana.lessons.get(1)).to_tell] == [rosa]
