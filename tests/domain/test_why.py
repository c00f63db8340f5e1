"""The reason of a row: their words, the weightiest first, and never the arithmetic."""

from msgspec.structs import replace

from socialtui.domain import kinds
from socialtui.domain.conversation import KindEvidence
from socialtui.domain.mention import Evidence, Kind
from socialtui.domain.why import part_words, reasons
from tests.conftest import MakeDesk, Store, ours, said

TEXT = "Third time my order is lost and nobody answers. Do you even read this?"


def part(name: str, words: str, weight: float) -> Evidence:
    start = TEXT.lower().find(words.lower()) if words else 0
    return Evidence(name, weight, words, start, start + len(words))


async def test_words_say_why_and_sums_do_not(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(text=TEXT, remote_id="m1"))
    thread = await (await desk()).queue.thread(await store.cid("m1"))
    parts = (
        part("baseline", "", -1.75), part("again", "Third time", 0.5), part("unanswered", "nobody answers", 1.0),
        part("service", "answers", 0.5), part("thanks", "Do", -0.75), part("at_you", "you", 0.25),
        part("broken", "lost", 1.0), part("detail", "", 0.25),
    )  # fmt: skip
    shown = replace(thread.said[0], text=TEXT, evidence=(KindEvidence(Kind.COMPLAINT, 0.75, parts),))
    assert reasons(thread.card, shown) == ('"nobody answers"', '"lost"', '"Third time"')


async def test_who_writes_again_is_told(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(remote_id="m1", at=100), said(remote_id="m2", parent="m1", at=200))
    ana = await desk()
    thread = await ana.queue.thread(await store.cid("m1"))
    assert "writes again" in reasons(thread.card, None, thread.said)
    await store.hear(ours("m2", at=300), said(remote_id="m3", parent="m2", at=400))
    thread = await ana.queue.thread(await store.cid("m1"))
    assert "writes again" not in reasons(thread.card, None, thread.said)


async def test_what_could_not_be_judged_says_so_and_in_which_language(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(Kind.QUESTION, "Où est mon colis ?", remote_id="m1"))
    thread = await (await desk()).queue.thread(await store.cid("m1"))
    shown = replace(thread.said[0], evidence=(), tone=None, language="fr-CA")
    assert reasons(thread.card, shown) == ("not judged (fr)",)
    assert reasons(thread.card, replace(shown, language="")) == ("not judged",)
    assert reasons(thread.card, replace(shown, language="en", tone=0.0)) == ()
    assert reasons(thread.card, replace(shown, text="👍", language="")) == ()


async def test_a_learned_word_says_that_it_was_learned(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(text=TEXT, remote_id="m1"))
    thread = await (await desk()).queue.thread(await store.cid("m1"))
    parts = (part("broken", "lost", 1.0), part("learned", "order", 0.25), part("learned", "Third time", -0.5))
    shown = replace(thread.said[0], text=TEXT, evidence=(KindEvidence(Kind.COMPLAINT, 0.75, parts),))
    assert reasons(thread.card, shown) == ('"lost"', 'learned: "order"')


def test_a_piece_of_evidence_is_said_as_people_say_it() -> None:
    assert part_words("done_to_us") == "harm done to them"
    assert part_words("sad_face") == "sad face"
    assert part_words("waiting") == "waiting"
    every = {*kinds.names(), "short", "nothing_named"}
    assert all("_" not in part_words(name) for name in every)
    assert len({part_words(name) for name in every}) == len(every)
