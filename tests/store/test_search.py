"""Search while it is typed finds the same, whichever way it looks."""

import pytest

from socialtui.store import search
from tests.conftest import Store, said


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
    assert await search.saying(store.db, "refri", newest=(20,)) == [await store.cid("rare")]


async def test_nothing_to_look_for_is_told_apart_from_nothing_found(store: Store) -> None:
    assert await search.saying(store.db, "?!") is None
    assert await search.saying(store.db, "zanzibar") == []
