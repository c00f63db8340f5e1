"""What is remembered of people: in zero keys, over all networks, and each act can be taken back."""

from typing import Any

import pytest

from socialtui.desk import Desk, people
from socialtui.domain.conversation import State
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Author, Band, Kind
from socialtui.domain.person import Exchange, Memory, Standing, of_kind, tags_of
from socialtui.domain.query import parse
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, ours, said

ROSA = Author("id-rosa", "rosa@town.example", "Rosa Haas", "https://rosa.example")
ROSA_AT_THE_BLOG = Author("7", "", "Rosa Haas", "https://rosa.example/")


async def town(store: Store) -> tuple[int, int]:
    """Rosa on two networks: a complaint at the first, a question at the second; the conversations."""
    await store.account("blog", "wordpress", code="wp")
    await store.hear(said(Kind.COMPLAINT, author=ROSA, remote_id="r1"), said(who="tom", remote_id="t1"))
    await store.hear(
        said(Kind.QUESTION, author=ROSA_AT_THE_BLOG, remote_id="r2", at=NOW - DAY), account="blog"
    )
    return await store.cid("r1"), await store.cid("r2")


async def everything(store: Store) -> list[Any]:
    """All that the verbs on people write, but the log."""
    return [
        await store.rows("SELECT id, person_id FROM identities ORDER BY id"),
        await store.rows("SELECT * FROM memories WHERE state <> 'removed' ORDER BY id"),
        await store.rows("SELECT * FROM merges ORDER BY id"),
    ]


async def test_what_is_remembered_stands_beside_the_thread(store: Store, desk: MakeDesk) -> None:
    here, _ = await town(store)
    ana = await desk("ana")
    rosa = await ana.people.of_conversation(here)
    await ana.people.want(rosa, "a lighter paddle", here)
    await ana.people.tag(rosa, "#VIP")
    person = (await ana.queue.thread(here)).person
    assert person is not None
    assert [(memo.kind, memo.text, memo.who) for memo in person.memos] == [
        ("want", "a lighter paddle", "ana"), ("tag", "vip", "ana"),
    ]  # fmt: skip
    assert [one.handle for one in person.handles] == ["rosa@town.example"]
    assert person.talks == (), "the talk that is read is no other talk"


async def test_a_merge_is_proposed_with_its_reasons_and_never_done_by_itself(
    store: Store, desk: MakeDesk
) -> None:
    here, there = await town(store)
    ana = await desk("ana")
    rosa, other = await ana.people.of_conversation(here), await ana.people.of_conversation(there)
    assert rosa != other
    (alike,) = (await ana.people.card(rosa)).alike
    assert (alike.person_id, alike.reasons) == (other, ("same name Rosa Haas", "same link rosa.example"))
    assert await ana.people.of_conversation(there) == other


async def test_once_merged_both_talks_are_one_persons_and_a_split_gives_each_back(
    store: Store, desk: MakeDesk
) -> None:
    here, there = await town(store)
    ana = await desk("ana")
    rosa, other = await ana.people.of_conversation(here), await ana.people.of_conversation(there)
    await ana.people.note(other, "builds canoes", there)
    await ana.people.merge(rosa, other, ["same name"])
    thread = await ana.queue.thread(here)
    assert thread.person is not None
    assert [(talk.conversation_id, talk.network, talk.kind) for talk in thread.person.talks] == [
        (there, "wordpress", Kind.QUESTION)
    ]
    assert [memo.text for memo in thread.person.memos] == ["builds canoes"], "what is known comes along"
    assert thread.earlier == 1
    card = await ana.people.card(rosa)
    assert card.alike == ()
    with pytest.raises(DeskRefusal, match="from the start"):
        await ana.people.split(rosa, card.person.handles[0].id)
    await ana.people.split(rosa, card.person.handles[1].id)
    assert await ana.people.of_conversation(there) == other
    assert [memo.text for memo in (await ana.people.person(other)).memos] == ["builds canoes"]
    assert (await ana.people.card(rosa)).alike == (), "who was split is not proposed again"


async def test_a_long_talk_ends_in_dots(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(text="It broke. " * 30, remote_id="long"), said(text="Short.", remote_id="short"))
    ana = await desk("ana")
    person = await ana.people.of_conversation(await store.cid("long"))
    talks = {talk.conversation_id: talk.text for talk in (await ana.people.card(person)).person.talks}
    assert talks[await store.cid("short")] == "Short."
    assert talks[await store.cid("long")] == ("It broke. " * 16).rstrip() + " …"


async def test_merges_of_merges_come_apart_in_their_order(store: Store, desk: MakeDesk) -> None:
    await store.hear(*(said(who=name, remote_id=name) for name in ("a", "b", "c")))
    ana = await desk("ana")
    a, b, c = [await ana.people.of_conversation(await store.cid(name)) for name in ("a", "b", "c")]
    start = await store.rows("SELECT id, person_id FROM identities ORDER BY id")
    await ana.people.merge(a, b)
    await ana.people.merge(c, a)
    of_b = (await ana.people.person(c)).handles[1].id
    await ana.people.split(c, of_b)
    assert {one.handle for one in (await ana.people.person(a)).handles} == {"a", "b"}
    await ana.people.split(a, of_b)
    assert await store.rows("SELECT id, person_id FROM identities ORDER BY id") == start


async def test_who_was_declined_is_not_proposed_until_that_is_undone(store: Store, desk: MakeDesk) -> None:
    here, there = await town(store)
    ana = await desk("ana")
    rosa, other = await ana.people.of_conversation(here), await ana.people.of_conversation(there)
    await ana.people.decline(rosa, other)
    assert (await ana.people.card(rosa)).alike == ()
    assert (await ana.people.card(other)).alike == (), "nor the other way round"
    await ana.undo.undo()
    assert [one.person_id for one in (await ana.people.card(other)).alike] == [rosa]


async def test_nobody_is_offered_a_gift_twice(store: Store, desk: MakeDesk) -> None:
    here, there = await town(store)
    ana, ben = await desk("ana"), await desk("ben")
    rosa, other = await ana.people.of_conversation(here), await ana.people.of_conversation(there)
    await ana.people.gift(other, "a mug", there)
    await ana.people.merge(rosa, other)
    with pytest.raises(DeskRefusal, match="Rosa Haas was offered “a mug” by ana") as refused:
        await ben.people.gift(rosa, "a cap", here)
    assert "again" in refused.value.next_step
    await ben.people.gift(rosa, "a cap", here, again=True)
    gifts = of_kind((await ana.people.person(rosa)).memos, Memory.GIFT)
    assert [gift.text for gift in gifts] == ["a mug", "a cap"]
    await ana.people.settle(gifts[1].id, Standing.DECLINED)
    with pytest.raises(DeskRefusal, match="“a cap” by ben and didn't want it"):
        await ana.people.gift(rosa, "stickers")


async def test_thanks_after_an_answer_go_into_the_jar_by_themselves(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(Kind.COMPLAINT, remote_id="r1"), ours("r1", at=NOW - HOUR + 60))
    thanks = said(Kind.PRAISE, "Thank you, rare to hear from a human!", parent="r1", at=NOW - 60)
    await store.hear(
        thanks, said(Kind.COMPLAINT, "Still broken, thanks for nothing", who="tom", remote_id="t1")
    )
    await store.hear(said(Kind.PRAISE, "You are great", who="eva", remote_id="e1", at=NOW - DAY))
    ana = await desk("ana")
    jar = await ana.people.jar()
    assert [(one.name, one.text, one.answer) for one in jar] == [
        ("Rosa", "Thank you, rare to hear from a human!", True), ("Eva", "You are great", False),
    ]  # fmt: skip
    rosa = await ana.people.of_conversation(await store.cid("r1"))
    thanked = of_kind((await ana.people.person(rosa)).memos, Memory.THANKS)
    assert [memo.text for memo in thanked] == ["Thank you, rare to hear from a human!"]
    assert await ana.people.jar(0) == []


async def test_the_jar_of_an_old_week_is_not_crowded_out_by_newer_thanks(
    store: Store, desk: MakeDesk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "MOST_THANKS", 4)
    ana, begin = await desk("ana"), clock.now()
    for week in range(3):
        at = clock.now()
        praise = [
            said(Kind.PRAISE, who=f"w{week}{n}", remote_id=f"w{week}{n}", text=f"Week {week}.", at=at)
            for n in range(2)
        ]
        await store.hear(*praise)
        person = await ana.people.of_conversation(await store.cid(f"w{week}0"))
        await ana.people.thank(person, f"phoned in week {week}")
        clock.forward(7 * 86_400)
    found = await ana.people.thanked(begin, begin + 7 * 86_400)
    assert sorted(one.text for one in found) == ["Week 0.", "Week 0.", "phoned in week 0"]


async def test_thanks_that_came_another_way_are_put_into_the_jar_by_hand(
    store: Store, desk: MakeDesk
) -> None:
    here, _ = await town(store)
    ana = await desk("ana")
    await ana.people.thank(await ana.people.of_conversation(here), "phoned to say thanks")
    assert [one.text for one in await ana.people.jar()] == ["phoned to say thanks"]


async def test_a_thread_that_is_read_again_thanks_once(store: Store, desk: MakeDesk) -> None:
    thanks = said(Kind.PRAISE, "Thank you so much", parent="r1", at=NOW - 60)
    page = (said(Kind.COMPLAINT, remote_id="r1"), ours("r1", at=NOW - HOUR + 60), thanks)
    await store.hear(*page)
    await store.hear(*page)
    assert len(await (await desk("ana")).people.jar()) == 1


async def test_a_lead_comes_up_on_the_day_that_was_named(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    here, _ = await town(store)
    ana = await desk("ana")
    rosa = await ana.people.of_conversation(here)
    await ana.verbs.done([here], "on the phone")
    await ana.people.follow_up(rosa, "ask about the twelve boats", NOW + DAY, here)
    await ana.queue.wake()
    assert (await ana.queue.cards([here]))[here].state is State.DONE
    clock.forward(DAY)
    assert await ana.queue.wake()
    card = (await ana.queue.cards([here]))[here]
    assert (card.state, card.band, card.kind, card.due_at) == (State.OPEN, Band.LEAD, Kind.LEAD, NOW + DAY)
    assert (await ana.queue.counts()).complaints == 1, "tom's; what was closed is no complaint again"
    (memo,) = (await ana.people.person(rosa)).memos
    assert (memo.kind, memo.state) == (Memory.FOLLOW_UP, Standing.DUE)
    assert "follow-up is due: ask about the twelve boats" in [line.words for line in await ana.undo.events()]
    assert await ana.queue.wake() == 0, "once"
    await store.intact()


async def test_a_follow_up_leaves_a_waiting_complaint_where_it_is(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    here, _ = await town(store)
    ana = await desk("ana")
    before = (await ana.queue.cards([here]))[here]
    await ana.people.follow_up(await ana.people.of_conversation(here), "ask again", NOW + HOUR)
    clock.forward(HOUR)
    await ana.queue.wake()
    after = (await ana.queue.cards([here]))[here]
    assert (after.band, after.kind, after.due_at) == (before.band, before.kind, before.due_at)


async def test_a_follow_up_on_a_part_of_a_joined_row_brings_that_row_up(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.hear(said(who="rosa", remote_id="r1"), said(who="rosa", remote_id="r2"))
    ana, ids = await desk("ana"), [await store.cid("r1"), await store.cid("r2")]
    rosa = await ana.people.of_conversation(ids[0])
    (head, part) = (await ana.joining.merge(ids)).ids
    await ana.people.follow_up(rosa, "ask about the twelve boats", NOW + DAY, part)
    await ana.verbs.done([head], "on the phone")
    clock.forward(DAY)
    await ana.queue.wake()
    card = (await ana.queue.cards([head]))[head]
    assert (card.state, card.band, card.due_at) == (State.OPEN, Band.LEAD, NOW + DAY)
    (line,) = [line for line in await ana.undo.events() if line.who == "sync"]
    assert (line.conversation_id, line.band) == (head, Band.COMPLAINT), "how it stood before it came up"
    await store.intact()


async def test_a_second_follow_up_takes_the_first_ones_place(store: Store, desk: MakeDesk) -> None:
    here, _ = await town(store)
    ana = await desk("ana")
    rosa = await ana.people.of_conversation(here)
    await ana.people.follow_up(rosa, "call", NOW + DAY)
    await ana.people.follow_up(rosa, "call later", NOW + 2 * DAY)
    memos = (await ana.people.person(rosa)).memos
    assert [(memo.text, memo.state) for memo in memos] == [("call", "met"), ("call later", "open")]
    await ana.undo.undo()
    assert [memo.state for memo in (await ana.people.person(rosa)).memos] == ["open"]
    with pytest.raises(DeskRefusal, match="over already"):
        await ana.people.follow_up(rosa, "call", NOW)


async def test_the_ledger_tells_what_each_answer_gave(store: Store, desk: MakeDesk) -> None:
    await store.hear(
        said(Kind.COMPLAINT, remote_id="r1", at=NOW - 4 * HOUR),
        ours("r1", "It is on its way.", at=NOW - 3 * HOUR),
        said(Kind.PRAISE, remote_id="r2", at=NOW - 2 * HOUR), ours("r2", "Please share this.", at=NOW - HOUR),
    )  # fmt: skip
    await store.hear(
        said(Kind.PRAISE, who="tom", remote_id="t1", at=NOW - 2 * HOUR), ours("t1", "Rate us, please.")
    )
    ana = await desk("ana")
    rosa = await ana.people.card(await ana.people.of_conversation(await store.cid("r1")))
    assert [(one.exchange, one.words) for one in rosa.ledger] == [
        (Exchange.ASK, "Please share this"), (Exchange.HELP, ""),
    ]  # fmt: skip
    assert not rosa.only_asked
    tom = await ana.people.card(await ana.people.of_conversation(await store.cid("t1")))
    assert tom.only_asked


async def test_people_are_listed_by_what_went_both_ways(store: Store, desk: MakeDesk) -> None:
    talk = [said(Kind.PRAISE, who="loud", at=NOW - HOUR - n) for n in range(9)]
    talk += [
        said(Kind.QUESTION, who="rosa", remote_id="r1"),
        ours("r1"),
        said(Kind.PRAISE, who="tom", remote_id="t1"),
    ]
    await store.hear(*talk, ours("t1"))
    ana = await desk("ana")
    found = await ana.people.known()
    assert [(one.name, one.ours, one.theirs, one.helped) for one in found] == [
        ("Rosa", 1, 1, 1),
        ("Tom", 1, 1, 0),
    ]
    assert [one.name for one in await ana.people.known("lou")] == ["Loud"]
    await ana.people.tag(found[1].person_id, "vip")
    assert [one.name for one in await ana.people.known("#vip")] == ["Tom"]
    assert [one.tags for one in await ana.people.known()] == [(), ("vip",)]
    assert await ana.people.known("nobody") == []


async def test_lines_have_words_and_an_end(store: Store, desk: MakeDesk) -> None:
    here, _ = await town(store)
    ana = await desk("ana")
    rosa = await ana.people.of_conversation(here)
    for text in ("  ", "x" * 501):
        with pytest.raises(DeskRefusal):
            await ana.people.note(rosa, text)
    with pytest.raises(DeskRefusal, match="one word"):
        await ana.people.tag(rosa, "two words")
    await ana.people.want(rosa, "a\nlighter   paddle")
    (want,) = (await ana.people.person(rosa)).memos
    assert want.text == "a lighter paddle"
    with pytest.raises(DeskRefusal, match="A want can't be sent"):
        await ana.people.settle(want.id, Standing.SENT)
    await ana.people.settle(want.id)
    assert (await ana.people.person(rosa)).memos[0].state == Standing.MET
    await ana.people.settle(want.id)
    assert (await ana.people.person(rosa)).memos == (), "met already: it is removed"
    with pytest.raises(DeskRefusal, match="not here any more"):
        await ana.people.settle(want.id)


async def test_a_line_that_was_pasted_is_harmless_to_a_terminal(store: Store, desk: MakeDesk) -> None:
    here, _ = await town(store)
    ana = await desk("ana")
    rosa = await ana.people.of_conversation(here)
    await ana.people.note(rosa, "likes\x1b]0;gone\x07 boats\u202e")
    (note,) = (await ana.people.person(rosa)).memos
    assert "boats" in note.text
    assert note.text.isprintable()


async def acts(desk: Desk, rosa: int, other: int) -> None:
    """One of each verb."""
    people = desk.people
    await people.note(rosa, "a note")
    await people.want(rosa, "a paddle")
    await people.gift(rosa, "a mug")
    await people.thank(rosa, "thanks")
    await people.tag(rosa, "vip")
    await people.follow_up(rosa, "call", NOW + DAY)
    for memo in (await people.person(rosa)).memos:
        await people.settle(memo.id)
    await people.tag(rosa, "vip")
    await people.merge(rosa, other)
    await people.split(rosa, (await people.person(rosa)).handles[-1].id)
    await people.decline(rosa, other)


async def test_every_act_on_people_is_taken_back_to_the_start(store: Store, desk: MakeDesk) -> None:
    here, there = await town(store)
    ana = await desk("ana")
    start = await everything(store)
    await acts(ana, await ana.people.of_conversation(here), await ana.people.of_conversation(there))
    for _ in range(16):
        await ana.undo.undo()
    with pytest.raises(DeskRefusal, match="Nothing to undo"):
        await ana.undo.undo()
    assert await everything(store) == start


async def test_what_a_colleague_changed_since_is_not_taken_back(store: Store, desk: MakeDesk) -> None:
    here, _ = await town(store)
    ana, ben = await desk("ana"), await desk("ben")
    rosa = await ana.people.of_conversation(here)
    await ana.people.want(rosa, "a paddle")
    await ben.people.settle((await ana.people.person(rosa)).memos[0].id, Standing.MET)
    before = await everything(store)
    with pytest.raises(DeskRefusal, match="changed since") as refused:
        await ana.undo.undo()
    assert refused.value.next_step
    assert await everything(store) == before


async def test_tags_name_the_vip_first(store: Store, desk: MakeDesk) -> None:
    here, _ = await town(store)
    ana = await desk("ana")
    rosa = await ana.people.of_conversation(here)
    for tag in ("club", "vip", "boats"):
        await ana.people.tag(rosa, tag)
    assert tags_of((await ana.people.person(rosa)).memos) == ("vip", "boats", "club")


async def test_a_person_is_found_by_handle_with_and_without_the_server(store: Store, desk: MakeDesk) -> None:
    here, _ = await town(store)
    ana = await desk("ana")
    rosa = await ana.people.of_conversation(here)
    assert await ana.people.by_handle("@rosa") == [rosa]
    assert await ana.people.by_handle("ROSA@town.example") == [rosa]
    assert await ana.people.by_handle("ros") == []


async def test_a_person_is_found_by_each_word_of_the_name(store: Store, desk: MakeDesk) -> None:
    await town(store)
    ana = await desk("ana")
    assert [one.name for one in await ana.people.known("haa")] == ["Rosa Haas", "Rosa Haas"]
    assert [one.name for one in await ana.people.known("rosa@town")] == ["Rosa Haas"]
    assert await ana.people.known("aas") == []
    assert await ana.people.known('"') == []


async def test_a_search_finds_whom_such_words_were_remembered_of(store: Store, desk: MakeDesk) -> None:
    here, there = await town(store)
    ana = await desk("ana")
    rosa, other = await ana.people.of_conversation(here), await ana.people.of_conversation(there)
    await ana.people.merge(rosa, other)
    await ana.people.want(rosa, "a lighter paddle")
    assert {card.id for card in await ana.queue.search("lighter paddle")} == {here, there}
    assert [card.id for card in await ana.queue.page(parse("note:paddle account:acme"))] == [here]
    await ana.people.settle((await ana.people.person(rosa)).memos[0].id, Standing.REMOVED)
    assert await ana.queue.search("lighter paddle") == []
