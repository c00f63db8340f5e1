"""Cards by hand: judged, queued, answered and taken back like all else."""

import pytest

from socialtui.desk.cards import CardText
from socialtui.domain.conversation import State
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Kind
from socialtui.domain.query import parse
from tests.conftest import HOUR, NOW, MakeDesk, Store, said

ANGRY = CardText(
    "LinkedIn", "Maria Haas", "Third time my order is lost and nobody answers.", "https://linkedin.example/maria",
    role="professional", log="told on the phone", said_at=NOW - 2 * HOUR,
)  # fmt: skip


async def test_a_card_stands_in_the_queue_with_its_reason_and_is_answered_by_hand(
    store: Store, desk: MakeDesk
) -> None:
    ana = await desk("ana")
    await store.hear(said(Kind.QUESTION))
    done = await ana.cards.add(ANGRY)
    assert done.words == "card: Maria Haas in LinkedIn"
    (cid,) = done.ids
    rows = await ana.queue.page(parse(""))
    assert rows[0].id == cid, "a complaint comes first"
    card = rows[0]
    assert (card.kind, card.account, card.network, card.code, card.addressed) == (
        Kind.COMPLAINT, "LinkedIn", "cards", "cd", True
    )  # fmt: skip
    assert card.first_at == NOW - 2 * HOUR
    thread = await ana.queue.thread(cid)
    assert [note.text for note in thread.notes] == ["told on the phone"]
    plan = await ana.replies.plan(cid, "Sorry Maria, it leaves today.")
    assert plan.by_hand.startswith("LinkedIn takes nothing from here")
    assert plan.url == "https://linkedin.example/maria"
    await ana.replies.send(cid, "Sorry Maria, it leaves today.", by_hand=True)
    assert (await store.conversation(cid))["state"] == State.ANSWERED
    person = await ana.people.person(await ana.people.of_conversation(cid))
    assert [handle.network for handle in person.handles] == ["cards"]
    with pytest.raises(DeskRefusal, match="answered or gone on with"):
        await ana.undo.undo()
    await store.intact()


async def test_undo_leaves_nothing_of_a_card(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    await ana.cards.add(CardText("LinkedIn", "Tom", "Hello there."))
    tables = ("conversations", "people", "identities")
    before = [await store.rows(f"SELECT * FROM {table}") for table in tables]
    (cid,) = (await ana.cards.add(ANGRY)).ids
    await ana.queue.read(cid)
    assert (await ana.undo.undo()).words == "Undone: card: Maria Haas in LinkedIn"
    assert [await store.rows(f"SELECT * FROM {table}") for table in tables] == before
    assert await ana.queue.search("order lost") == []
    (again,) = (await ana.cards.add(ANGRY)).ids
    assert again > cid, "a number is never given twice"
    await ana.undo.undo()
    assert await store.rows("SELECT * FROM notes WHERE removed=0") == []
    await store.intact()


async def test_a_colleagues_act_stands_against_undo(store: Store, desk: MakeDesk) -> None:
    ana, ben = await desk("ana"), await desk("ben")
    (cid,) = (await ana.cards.add(ANGRY)).ids
    await ben.verbs.tag([cid], "post")
    with pytest.raises(DeskRefusal, match=r"changed since \(ben: Maria Haas: tag post on\)"):
        await ana.undo.undo()


async def test_a_card_goes_on_with_a_conversation_and_is_taken_back_alone(
    store: Store, desk: MakeDesk
) -> None:
    ana = await desk("ana")
    (cid,) = (await ana.cards.add(CardText("LinkedIn", "Maria Haas", "Nice to meet you.", ANGRY.link))).ids
    before = await store.conversation(cid)
    assert (await ana.cards.add(CardText("", "", "It broke and nobody answers!", follows=cid))).ids == (cid,)
    thread = await ana.queue.thread(cid)
    assert [(one.author, one.text, one.url) for one in thread.said] == [
        ("Maria Haas", "Nice to meet you.", ANGRY.link),
        ("Maria Haas", "It broke and nobody answers!", ANGRY.link),
    ]
    assert thread.card.kind is Kind.COMPLAINT
    await ana.undo.undo()
    after = await store.conversation(cid)
    assert {**after, "version": 0} == {**before, "version": 0}
    await ana.undo.undo()
    assert await store.rows("SELECT * FROM conversations") == []
    await store.intact()


async def test_what_was_only_overheard_is_owed_nothing(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    asked = CardText("Zemanta", "a blog", "It broke and nobody answers!", overheard=True)
    (cid,) = (await ana.cards.add(asked)).ids
    card = await ana.queue.card(cid)
    assert card is not None
    assert not card.addressed
    assert [row.id for row in await ana.queue.page(parse("is:owed"))] == []


async def test_a_place_keeps_its_name_and_its_role_wakes_the_tasks_that_want_it(
    store: Store, desk: MakeDesk
) -> None:
    ana = await desk("ana")

    async def why(task: str) -> str:
        return next(row.why for row in (await ana.cadence.panel()).rows if row.task.id == task)

    assert "no professional" in await why("discussions")
    await ana.cards.add(ANGRY)
    assert "no professional" not in await why("discussions")
    await ana.cards.add(CardText("linkedin", "Tom", "Hello there."))
    ((place, waiting),) = await ana.cards.places()
    assert (place.name, place.role, waiting) == ("LinkedIn", "professional", 2)
    assert (await ana.cards.give_role("linkedin", "mail")).words == "LinkedIn serves mail"
    await ana.cards.add(CardText("LinkedIn", "Tom", "Hello again.", role="page"))
    assert [one.role for one, _ in await ana.cards.places()] == ["page"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (CardText("LinkedIn", "Maria", "  "), "without words"),
        (CardText("", "Maria", "x"), "A place is one line"),
        (CardText("LinkedIn", " @ ", "x"), "Somebody said it"),
        (CardText("LinkedIn", "Maria", "x", "javascript:alert(1)"), "begins with https"),
        (CardText("LinkedIn", "Maria", "x", said_at=NOW + HOUR), "not come yet"),
        (CardText("LinkedIn", "Maria", "x", role="profesional"), "Did you mean professional"),
        (CardText("acme", "Maria", "x"), "acme is an account on mastodon"),
        (CardText("", "", "x", follows=77), "not here any more"),
    ],
)
async def test_what_cannot_be_a_card_is_refused_with_words(
    asked: CardText, words: str, store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    with pytest.raises(DeskRefusal) as caught:
        await ana.cards.add(asked)
    assert words in str(caught.value)
    assert await store.rows("SELECT * FROM mentions") == []


async def test_a_card_goes_on_with_cards_alone(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    await store.hear(said(remote_id="m"))
    with pytest.raises(DeskRefusal, match="no place of cards"):
        await ana.cards.add(CardText("", "", "x", follows=await store.cid("m")))
    with pytest.raises(DeskRefusal, match="no place called Linkedin"):
        await ana.cards.give_role("Linkedin", "mail")


async def test_hidden_signs_are_taken_out_and_told(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    (cid,) = (await ana.cards.add(CardText("My\x1b[2JSpace", "Ma\nria", "Hel\x1b[31mlo\u202e"))).ids
    card = await ana.queue.card(cid)
    assert card is not None
    assert "\x1b" not in card.account + card.who + card.text
    assert card.hidden


async def test_a_place_that_is_silent_is_no_blind_spot(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    await store.account()
    await ana.cards.add(ANGRY)
    store.clock.forward(60 * 24 * HOUR)
    silent = (await ana.listening.health()).quiet
    networks = {source.id: source.network for source in await ana.health.sources()}
    assert {networks[number] for number in silent} <= {"mastodon"}
