"""Search while it is typed finds the same, whichever way it looks."""

from typing import Any

import pytest

from socialtui.store import search
from socialtui.store.database import Row
from tests.conftest import Store, ours, said


async def test_every_letter_of_a_word_finds_what_has_it(store: Store) -> None:
    await store.hear(
        said(text="I want a refund for this", remote_id="m1", who="rosa"),
        said(text="The refrigerator hums", remote_id="m2", who="ole"),
        said(text="Réfection of the café", remote_id="m3", who="ada"),
    )
    every = {await store.cid(name) for name in ("m1", "m2", "m3")}
    refund = {await store.cid("m1")}
    for typed, found in (
        ("re", every),
        ("ref", every),
        ("refu", refund),
        ("refund", refund),
        ("refunds", set()),
    ):
        assert set(await search.saying(store.db, typed) or []) == found, typed


@pytest.mark.parametrize("typed", ["café", "cafe", "CAFE", "of cafe", '"of the café"'])
async def test_accents_and_case_do_not_matter(store: Store, typed: str) -> None:
    await store.hear(said(text="Réfection of the café", remote_id="m3"))
    assert await search.saying(store.db, typed) == [await store.cid("m3")]


async def test_a_word_among_many_alike_is_found_all_the_same(store: Store) -> None:
    await store.hear(said(text="a refrigerator", remote_id="rare", who="p0"))
    await store.hear(*(said(text="a refund", who=f"p{number}") for number in range(1, 30)))
    assert await search.saying(store.db, "refri", newest=(20, 20)) == [await store.cid("rare")]


async def test_posts_of_our_own_among_the_newest_end_no_search(store: Store) -> None:
    await store.hear(said(text="The refrigerator hums", remote_id="old", who="ole"))
    await store.hear(*(said(text="a refund", who=f"p{number}") for number in range(30)))
    await store.hear(*(ours("", text="Our refund page", remote_id=f"post{number}") for number in range(5)))
    assert await store.value("SELECT count(*) FROM mentions WHERE conversation_id IS NULL") == 5
    assert await search.saying(store.db, "refr", newest=(20, 20)) == [await store.cid("old")]


async def test_no_more_texts_are_looked_through_than_it_takes(store: Store) -> None:
    """Every third word that begins with r is meant: nine hundred hold the hits that fill a page thrice."""
    for part in range(0, 1500, 100):
        await store.hear(
            *(said(text="a refund" if n % 3 else "round boats", who=f"p{n}", remote_id=f"m{n}")
              for n in range(part, part + 100))
        )  # fmt: skip
    read: list[int] = []
    rows = store.db.rows

    async def counted(*asked: Any) -> list[Row]:
        found = await rows(*asked)
        read.append(len(found))
        return found

    store.db.rows = counted  # type: ignore[method-assign, assignment]
    found = await search.saying(store.db, "ro")
    assert found is not None
    assert len(found) >= 300
    assert len(read) == 2
    assert sum(read) <= 1200


async def test_nothing_to_look_for_is_told_apart_from_nothing_found(store: Store) -> None:
    assert await search.saying(store.db, "?!") is None
    assert await search.saying(store.db, "zanzibar") == []
