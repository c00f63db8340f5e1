"""Reading the queue: views, threads, counts, search and roles."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from socialtui.desk import Desk
from socialtui.domain.deadlines import WorkingHours
from socialtui.domain.errors import DeskRefusal, UsageFault
from socialtui.domain.mention import Author, Kind
from socialtui.domain.network import SourceAbout
from socialtui.domain.query import Query, parse
from socialtui.settings.facts import Roles
from socialtui.store.mentions import Arrival
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, ours, said, traced


async def shown(desk: Desk, view: str) -> list[str]:
    """The handles that a view shows."""
    query = next(one.query for one in desk.queue.views() if one.id == view)
    cards = await desk.queue.page(query)
    assert await desk.queue.count(query) == len(cards)
    return [card.handle for card in cards]


async def test_every_view_shows_its_own(store: Store, desk: MakeDesk) -> None:
    await store.hear(*(said(kind, who=kind.value, remote_id=f"m-{kind.value}") for kind in Kind))
    await store.hear(ours("m-lead", at=NOW), said(Kind.ERROR, who="old", at=NOW - DAY), said(who="away"))
    ana = await desk("ana")
    away = next(card.id for card in await ana.queue.page(Query()) if card.handle == "away")
    await ana.verbs.snooze([away], NOW + HOUR)
    await ana.replies.open((await ana.queue.page(Query()))[0].id)
    assert {view.id: await shown(ana, view.id) for view in ana.queue.views()} == {
        "owed": ["complaint", "question", "old", "error", "praise"],
        "others": ["chatter"],
        "late": ["old"],
        "mine": ["complaint"],
        "complaints": ["complaint"],
        "questions": ["question"],
        "praise": ["praise"],
        "snoozed": ["away"],
        "answered": ["lead"],
        "spam": ["spam"],
        "open": ["complaint", "question", "old", "error", "praise", "chatter", "spam"],
    }
    counts = await ana.queue.counts()
    assert (counts.complaints, counts.owed, counts.others, counts.snoozed) == (1, 5, 1, 1)


async def test_late_is_what_is_due_before_now_and_nothing_else(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.hear(said(at=NOW), said(Kind.CHATTER, at=NOW - 90 * DAY))
    ana = await desk("ana")
    clock.forward(HOUR)
    assert (await ana.queue.counts()).late == 0
    clock.forward(1)
    assert (await ana.queue.counts()).late == 1
    assert await shown(ana, "late") == ["rosa"]


async def test_late_complaints_are_of_the_complaints_that_wait_wherever_they_stand(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.hear(*(said(who=who, remote_id=who, at=NOW) for who in ("rosa", "tom", "ida")))
    await store.hear(said(Kind.QUESTION, who="q", remote_id="q", at=NOW))
    ana = await desk("ana")
    clock.forward(3 * DAY)
    await ana.verbs.urgency([await store.cid("rosa"), await store.cid("tom")], 1)
    counts = await ana.queue.counts()
    assert (counts.complaints, counts.late_complaints, counts.owed, counts.late) == (3, 3, 4, 4)
    await ana.verbs.urgency([await store.cid("q")], -1)
    counts = await ana.queue.counts()
    assert (counts.complaints, counts.late_complaints, counts.late) == (3, 3, 4), (
        "a question put above is one still"
    )


async def test_a_thread_shows_everybody_in_it_oldest_first(store: Store, desk: MakeDesk) -> None:
    await store.hear(
        said(remote_id="m", at=NOW - 900), said(Kind.CHATTER, who="tom", parent="m", at=NOW - 800),
        said(Kind.QUESTION, remote_id="n", parent="m", at=NOW - 700), said(Kind.PRAISE, who="rosa"),
    )  # fmt: skip
    await store.hear(ours("m", "We are on it.", at=NOW - 600))
    thread = await (await desk("ana")).queue.thread(await store.cid("m"))
    assert [(line.handle or "us", line.said_at) for line in thread.said] == [
        ("rosa", NOW - 900), ("tom", NOW - 800), ("rosa", NOW - 700), ("us", NOW - 600),
    ]  # fmt: skip
    assert thread.said[thread.shown].text == "It broke again and nobody answers."
    assert (thread.earlier, thread.reason) == (1, "answered elsewhere")
    with pytest.raises(DeskRefusal, match="not here any more"):
        await (await desk("ana")).queue.thread(99)


async def test_reading_clears_unread_and_asks_once_for_the_thread(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(remote_id="m"))
    ana, cid = await desk("ana"), await store.cid("m")
    for _ in range(3):
        await ana.queue.read(cid)
    assert (await ana.queue.cards([cid]))[cid].unread == 0
    assert await store.rows("SELECT kind, json_extract(payload, '$.in_reply_to') FROM intents") == [
        ("thread", "m")
    ]
    await ana.queue.read(99)


async def test_next_owed_goes_round(store: Store, desk: MakeDesk) -> None:
    await store.hear(
        said(Kind.QUESTION, who="a", at=NOW - 2 * DAY), said(who="b"), said(Kind.CHATTER, who="c")
    )
    ana = await desk("ana")
    first = await ana.queue.next_owed()
    assert first is not None
    second = await ana.queue.next_owed(first.id)
    assert second is not None
    third = await ana.queue.next_owed(second.id)
    assert third is not None
    assert [first.handle, second.handle, third.handle] == ["a", "b", "a"]
    await ana.verbs.done([first.id])
    await ana.verbs.done([second.id], "seen to")
    assert await ana.queue.next_owed() is None


async def test_where_nothing_has_come_the_store_is_not_searched_for_it(store: Store, desk: MakeDesk) -> None:
    await store.hear(said())
    ana = await desk("ana")
    mark = await ana.queue.newest()
    async with traced(ana.room.db) as asked:
        assert await ana.queue.arrived(Query(words="brok"), mark) == 0
    assert len(asked) == 1, "\n".join(asked)
    await store.hear(said())
    assert await ana.queue.arrived(Query(words="brok"), mark) == 1


async def test_news_is_told_and_own_writes_are_news(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    assert ana.changed()
    assert not ana.changed()
    mark = await ana.queue.newest()
    await store.hear(said(), said(Kind.CHATTER))
    assert ana.changed()
    assert await ana.queue.arrived(Query(bands=(0, 5)), mark) == 1
    await ana.verbs.poll_now()
    assert ana.changed()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("broke", ["rosa"]), ("bro", ["rosa"]), ("wide bo", ["tom"]), ('"wide boat"', ["tom"]), ('"boat wide"', []),
        ("WIDE", ["tom"]), ("cafe", ["eve"]), ("wide broke", []), ("wide ", ["tom"]), ("wid ", []), ("", []),
        ('"', []),
        ("*", []), ("loewe", []), ("löwe", ["eve"]), ("ОТЛИЧНО", ["olga"]),
    ],
)  # fmt: skip
async def test_search_finds_beginnings_phrases_and_any_case(
    store: Store, desk: MakeDesk, typed: str, found: list[str]
) -> None:
    await store.hear(
        said(who="rosa"), said(Kind.QUESTION, who="tom"), said(Kind.PRAISE, "Danke an das Café Löwe", who="eve"),
        said(Kind.PRAISE, "Всё отлично", who="olga"),
    )  # fmt: skip
    ana = await desk("ana")
    assert [card.handle for card in await ana.queue.search(typed)] == found


async def test_search_looks_into_every_state_and_follows_edits(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(remote_id="m", text="It broke."), ours("m", "A zeppelin is on its way."))
    ana = await desk("ana")
    assert len(await ana.queue.search("zeppelin")) == 1
    await store.hear(said(remote_id="m", text="The lid is off."))
    assert await ana.queue.search("broke") == []
    assert len(await ana.queue.search("lid")) == 1


SIGNS = (
    *'"*()^-+:a{_%@é𝔘\x00\ud800\u202e',
    *["NEAR(", "NEAR(a", "AND", "OR", "NOT", "text:", ";--", "kind:", "kind:x", "is:", "role:__doc__"],
)
HOSTILE = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(SIGNS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(['"', "*", "(", "a", " ", "\x00", "_", "-"]), max_size=20).map("".join),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(typed=HOSTILE)
async def test_no_input_makes_search_or_a_filter_fail(store: Store, desk: MakeDesk, typed: str) -> None:
    await store.hear(said(remote_id="m"))
    ana = await desk("ana")
    await ana.queue.search(typed)
    query = Query(words=typed)
    with contextlib.suppress(UsageFault):
        query = parse(typed)
    await ana.queue.page(query)
    await ana.queue.count(query)
    await ana.queue.arrived(query, 0)
    await ana.close()


async def test_very_many_words_are_no_trouble(store: Store, desk: MakeDesk) -> None:
    await store.hear(said())
    await (await desk("ana")).queue.search("a b " * 3_000)


async def test_a_practice_row_is_found_by_the_network_whose_letters_it_bears(
    store: Store, desk: MakeDesk
) -> None:
    await store.account("short", "demo")
    await store.account("blog", "demo", role="blog", code="wp")
    await store.hear(said(who="rosa"), account="short")
    await store.hear(said(who="eve"), account="blog")
    ana = await desk("ana")
    for typed, found in (
        ("net:mastodon", ["rosa"]), ("net:ma", ["rosa"]), ("net:mastodon net:wordpress", ["eve", "rosa"]),
        ("net:demo", ["eve", "rosa"]), ("-net:mastodon", ["eve"]), ("net:rss", []), ("net:bluesky", []),
    ):  # fmt: skip
        cards = await ana.queue.page(parse(typed))
        assert sorted(card.handle for card in cards) == found, typed


async def test_a_filter_narrows_by_all_it_names(store: Store, desk: MakeDesk) -> None:
    await store.account("acme")
    await store.account("acme-blog", "wordpress", role="blog", code="wp")
    await store.hear(said(who="rosa"), said(Kind.QUESTION, who="tom_b"))
    await store.hear(said(who="eve"), account="acme-blog")
    ana = await desk("ana")
    for typed, found in (
        ("net:wp", ["eve"]), ("net:word", ["eve"]), ("account:acme-b", ["eve"]), ("kind:q", ["tom_b"]),
        ("@tom_", ["tom_b"]), ("@t%", []), ("@Rosa", ["rosa"]), ("net:mastodon kind:complaint", ["rosa"]),
        ("net:mastodon net:wp", ["eve", "rosa", "tom_b"]), ("role:blog", ["eve"]), ("role:short", ["rosa", "tom_b"]),
        ("role:mail", []), ("source:ment kind:complaint", ["eve", "rosa"]), ("is:unread @rosa", ["rosa"]),
        ("is:answered", []), ("is:any kind:complaint", ["eve", "rosa"]), ("is:listened", []),
        ("role:blog account:acme-", ["eve"]), ("account:acme", ["rosa", "tom_b"]),
        ("role:short net:wp", []),
    ):  # fmt: skip
        cards = await ana.queue.page(parse(typed))
        assert sorted(card.handle for card in cards) == found, typed


def in_language(language: str, arrival: Arrival) -> Arrival:
    """Judged to be in a language; in none when empty."""
    assert arrival.judgement is not None
    return replace(arrival, judgement=replace(arrival.judgement, language=language))


async def test_every_term_narrows_and_its_negation_gives_the_others(store: Store, desk: MakeDesk) -> None:
    await store.account("acme")
    await store.account(
        "feed", "rss", role="alerts", code="ga", sources=(SourceAbout("feed", "A feed", False),)
    )
    await store.hear(
        in_language("fr", said(who="rosa", remote_id="r")),
        said(Kind.QUESTION, who="tom_b", remote_id="t", at=NOW - 3 * DAY),
        in_language("pt-BR", said(
            Kind.PRAISE, who="eve", remote_id="e", author=Author("id-eve", "eve", "Eve Löwenherz"))),
    )  # fmt: skip
    await store.hear(in_language("", said(Kind.CHATTER, who="ann")), account="feed")
    ana = await desk("ana")
    rosa, tom, eve = [await store.cid(remote) for remote in "rte"]
    await ana.verbs.tag([rosa], "refund")
    await ana.verbs.note(tom, "Wants a boat for his son.")
    await ana.replies.open(eve)
    await ana.replies.save(eve, "Thanks")
    async with store.db.atomic() as write:
        await write.run(
            "INSERT INTO promises (conversation_id, text, due_at, state, who, opened_at)"
            " VALUES (?,'x',?,'open','ana',1)",
            (rosa, NOW + DAY),
        )
        await write.run("UPDATE people SET note='prefers mail' WHERE name='Eve Löwenherz'")
    for typed, found in (
        ("lang:fr", ["rosa"]), ("lang:pt", ["eve"]), ("lang:none", ["ann"]), ("lang:en", ["tom_b"]),
        ("source:alerts", ["ann"]),
        ("source:fee", ["ann"]), ("is:listened", ["ann"]), ("tag:refund", ["rosa"]), ("has:tag", ["rosa"]),
        ("note:boat", ["tom_b"]), ("note:mail", ["eve"]), ("has:note", ["tom_b"]), ("has:draft", ["eve"]),
        ("promise:open", ["rosa"]), ("has:promise", ["rosa"]), ("promise:kept", []), ("is:mine", ["eve"]),
        ("is:claimed", ["eve"]), ("@löwenh", ["eve"]), ("@Eve", ["eve"]), ("age:>2d", ["tom_b"]),
        ("is:late", ["tom_b"]),
        ("due:<1h", ["rosa", "tom_b"]), ("due:>12h", ["eve"]), ("from:feed", ["ann"]), ("kind:chatter", ["ann"]),
        ("is:other", ["ann"]), ("net:rss", ["ann"]), ("broke", ["rosa"]), ('"wide boat"', ["tom_b"]),
        ("lang:fr tag:refund promise:open", ["rosa"]), ("lang:fr has:draft", []), ("löwenherz", ["eve"]),
        ("is:late note:boat kind:question", ["tom_b"]), ("has:draft is:mine", ["eve"]),
    ):  # fmt: skip
        query = parse(typed)
        cards = await ana.queue.page(query)
        assert sorted(card.handle for card in cards) == found, typed
        assert await ana.queue.count(query) == await ana.queue.arrived(query, 0) == len(found), typed
        if " " not in typed and typed != "löwenherz":
            others = {card.handle for card in await ana.queue.page(parse(f"-{typed}"))}
            assert others == {"rosa", "tom_b", "eve", "ann"} - set(found), f"-{typed}"


async def test_due_today_ends_at_midnight_where_the_person_is(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(who="rosa"), said(Kind.PRAISE, who="eve", at=NOW))
    auckland = await desk("ana", hours=WorkingHours(zone="Pacific/Auckland"))
    here = await desk("ben")
    # 14:13 UTC is 02:13 of the next day in Auckland; the thanks are due in 24 hours.
    assert [card.handle for card in await auckland.queue.page(parse("due:tomorrow"))] == ["eve"]
    assert [card.handle for card in await here.queue.page(parse("due:today"))] == ["rosa"]
    assert [card.handle for card in await here.queue.page(parse("due:tomorrow"))] == ["eve"]


async def test_everything_is_searched_for_names_notes_and_our_own_answers_in_any_state(
    store: Store, desk: MakeDesk
) -> None:
    await store.hear(
        said(who="rosa", remote_id="r"), said(Kind.QUESTION, who="tom_b", remote_id="t"), said(who="eve")
    )
    await store.hear(ours("r", "A zeppelin is on its way."))
    ana = await desk("ana")
    await ana.verbs.note(await store.cid("t"), "Knows the mayor.")
    await ana.verbs.done([await store.cid("t")])
    found = {words: [(card.handle, card.state.name) for card in await ana.queue.search(words)]
             for words in ("zepp", "mayor", "tom_", "Rosa", "the mayor", "zeppelin mayor")}  # fmt: skip
    assert found == {
        "zepp": [("rosa", "ANSWERED")], "mayor": [("tom_b", "DONE")], "tom_": [("tom_b", "DONE")],
        "Rosa": [("rosa", "ANSWERED")], "the mayor": [("tom_b", "DONE")], "zeppelin mayor": [],
    }  # fmt: skip


async def test_a_name_that_changed_is_found_by_the_new_one_alone(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(who="rosa", author=Author("id-rosa", "rosa", "Rosa Klein")))
    await store.hear(said(who="rosa", author=Author("id-rosa", "rosa", "Rosa Berg")))
    ana = await desk("ana")
    assert len(await ana.queue.page(parse("@berg"))) == 2
    assert await ana.queue.page(parse("@klein")) == []


async def test_a_role_is_the_accounts_that_the_settings_give_it(store: Store, desk: MakeDesk) -> None:
    await store.account("acme", role="short")
    await store.account("acme2", role="short")
    await store.account("practice", "demo", role="all", code="de")
    await store.hear(said(who="one"))
    await store.hear(said(who="two"), account="acme2")
    await store.hear(said(who="three"), account="practice")
    plain = await desk("ana")
    assert sorted(card.handle for card in await plain.queue.page(parse("role:short"))) == [
        "one",
        "three",
        "two",
    ]
    told = await desk("ana", roles=Roles(short=("acme",), mail=("nowhere",)))
    assert [card.handle for card in await told.queue.page(parse("role:short"))] == ["one"]
    assert await told.queue.page(parse("role:mail")) == []
    assert await told.queue.total(parse("role:mail")) == 0
    assert await told.queue.total(parse("role:short")) == 1
