"""Whoever mostly writes one language is taken to write it in short words too."""

from socialtui.domain.mention import Kind
from socialtui.store import languages
from tests.conftest import Store, judged, said


async def test_the_language_of_most_of_their_words_is_the_usual_one(store: Store) -> None:
    account = await store.account()
    spoken = [("rosa", "fr"), ("rosa", "fr"), ("rosa", "en"), ("tom", "de")]
    arrivals = [
        said(Kind.CHATTER, f"words {n}", who=who, remote_id=f"l{n}") for n, (who, _) in enumerate(spoken)
    ]
    for arrival, (_, language) in zip(arrivals, spoken, strict=True):
        arrival = type(arrival)(arrival.mention, judged(Kind.CHATTER, "x", language), arrival.hidden)
        await store.hear(arrival)
    found = await languages.usual(store.db, account.id, ["id-rosa", "id-tom", "id-nobody"])
    assert found == {"id-rosa": "fr", "id-tom": "de"}
