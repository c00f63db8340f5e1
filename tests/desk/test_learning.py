"""Decisions teach, a reply does not; what was learned can be listed, forgotten and taken back."""

import pytest

from socialtui.desk import Desk
from socialtui.desk.learning import Memory
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Kind
from tests.conftest import MakeDesk, Store, said


async def heard(store: Store, *texts: str, kind: Kind = Kind.CHATTER, start: int = 0) -> list[int]:
    """Conversations that show these texts."""
    before = {row[0] for row in await store.rows("SELECT id FROM conversations")}
    await store.hear(
        *(
            said(kind, text, who=f"w{start + number}", remote_id=f"t{start + number}")
            for number, text in enumerate(texts)
        )
    )
    return [
        row[0] for row in await store.rows("SELECT id FROM conversations ORDER BY id") if row[0] not in before
    ]


async def weights(desk: Desk, kind: Kind) -> dict[str, float]:
    return {word.word: word.weight for word in (await desk.learning.all()).words if word.kind is kind}


@pytest.fixture
async def ana(desk: MakeDesk) -> Desk:
    return await desk("ana")


async def test_a_kind_that_was_set_teaches_its_words(store: Store, ana: Desk) -> None:
    wrong, fine = await heard(store, "the surcharge on my parcel", "the harbour at dawn")
    await ana.verbs.kind([wrong], Kind.COMPLAINT)
    await ana.verbs.kind([fine], Kind.CHATTER)
    found = await weights(ana, Kind.COMPLAINT)
    assert found["surcharge"] > 0
    assert found["parcel"] > 0
    assert found["harbour"] < 0
    assert abs(found["the"]) < found["surcharge"] / 2
    assert found["harbour"] < -abs(found["the"])


async def test_a_reply_teaches_nothing(store: Store, ana: Desk) -> None:
    (row,) = await heard(store, "where is my parcel")
    await ana.verbs.done([row], "answered by phone")
    await ana.verbs.tag([row], "parcel")
    await ana.verbs.claim([row])
    assert (await ana.learning.all()).words == ()


async def test_a_decision_taken_back_leaves_nothing_behind(store: Store, ana: Desk) -> None:
    first, second = await heard(store, "the surcharge again", "a lovely harbour")
    await ana.verbs.kind([first], Kind.COMPLAINT)
    before = (await ana.learning.all()).words
    await ana.verbs.kind([second], Kind.PRAISE)
    assert (await ana.learning.all()).words != before
    await ana.undo.undo()
    assert (await ana.learning.all()).words == before


async def test_a_kind_taken_off_again_teaches_nothing_more(store: Store, ana: Desk) -> None:
    (row,) = await heard(store, "the surcharge again")
    await ana.verbs.kind([row], Kind.COMPLAINT)
    await ana.verbs.kind([row], Kind.COMPLAINT)
    assert (await ana.learning.all()).decisions == ()


async def test_the_last_word_on_a_mention_counts_and_a_kind_before_an_urgency(
    store: Store, ana: Desk
) -> None:
    (row,) = await heard(store, "the surcharge again")
    await ana.verbs.kind([row], Kind.QUESTION)
    await ana.verbs.kind([row], Kind.PRAISE)
    await ana.verbs.urgency([row], -1)
    (decision,) = (await ana.learning.all()).decisions
    assert (decision.kind, decision.how) == (Kind.PRAISE, "kind")


async def test_urgency_and_moderation_teach(store: Store, ana: Desk) -> None:
    up, down, spam = await heard(
        store, "a puzzling noise", "just saying hello", "cheap tablets here", kind=Kind.QUESTION
    )
    await ana.verbs.urgency([up], -1)
    await ana.verbs.urgency([down], +1)
    await ana.verbs.moderate([spam], "spam")
    assert (await weights(ana, Kind.COMPLAINT))["puzzling"] > 0
    assert (await weights(ana, Kind.QUESTION))["hello"] < 0
    assert (await weights(ana, Kind.SPAM))["tablets"] > 0


async def test_a_word_is_forgotten_and_brought_back_by_undo(store: Store, ana: Desk) -> None:
    (row,) = await heard(store, "the surcharge again")
    await ana.verbs.kind([row], Kind.COMPLAINT)
    done = await ana.learning.forget("Surcharge")
    assert done.words == "“surcharge” is forgotten."
    found = await ana.learning.all()
    assert "surcharge" not in {word.word for word in found.words}
    assert found.forgotten == ("surcharge",)
    with pytest.raises(DeskRefusal, match="forgotten already"):
        await ana.learning.forget("surcharge")
    await ana.undo.undo()
    assert "surcharge" in await weights(ana, Kind.COMPLAINT)


async def test_a_forgotten_word_can_be_heard_again(store: Store, ana: Desk) -> None:
    (row,) = await heard(store, "the surcharge again")
    await ana.verbs.kind([row], Kind.COMPLAINT)
    await ana.learning.forget("surcharge")
    await ana.learning.remember("surcharge")
    assert "surcharge" in await weights(ana, Kind.COMPLAINT)
    await ana.undo.undo()
    assert (await ana.learning.all()).forgotten == ("surcharge",)


async def test_a_word_that_was_never_learned_is_refused(store: Store, ana: Desk) -> None:
    await heard(store, "the surcharge again")
    with pytest.raises(DeskRefusal, match="was not learned"):
        await ana.learning.forget("harbour")
    with pytest.raises(DeskRefusal, match="was not forgotten"):
        await ana.learning.remember("harbour")


async def test_memory_sees_each_decision_and_its_undo(store: Store, ana: Desk) -> None:
    (row,) = await heard(store, "the surcharge again")
    memory = Memory()
    await memory.read(store.db)
    assert not await memory.changed(store.db)
    await ana.verbs.kind([row], Kind.COMPLAINT)
    assert await memory.changed(store.db)
    await memory.read(store.db)
    await ana.undo.undo()
    assert await memory.changed(store.db)


async def test_own_names_are_not_learned(store: Store, ana: Desk) -> None:
    (row,) = await heard(store, "the Acme surcharge")
    await ana.verbs.kind([row], Kind.COMPLAINT)
    memory = Memory(("Acme",))
    learned = memory.learn(*(await memory.read(store.db)))
    assert "surcharge" in learned.seen
    assert "acme" not in learned.seen
