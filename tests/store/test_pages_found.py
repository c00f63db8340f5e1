"""A page of the web is one row, however many alerts find it."""

from socialtui.domain.mention import Kind
from tests.conftest import Store, said


async def heard(store: Store) -> list[str]:
    rows = await store.rows(
        "SELECT a.name || ' ' || m.remote_id FROM mentions m JOIN accounts a ON a.id = m.account_id"
    )
    return sorted(row[0] for row in rows)


async def test_a_page_that_another_alert_has_found_is_not_a_second_row(store: Store) -> None:
    for name in ("brand", "rival"):
        await store.account(name, network="rss")
    assert await store.hear(said(Kind.CHATTER, remote_id="page:1"), account="brand") == 1
    both = (said(Kind.PRAISE, remote_id="page:1"), said(Kind.CHATTER, remote_id="page:2"))
    assert await store.hear(*both, account="rival") == 1
    assert await heard(store) == ["brand page:1", "rival page:2"]
    await store.intact()


async def test_what_is_no_page_is_heard_by_each_account(store: Store) -> None:
    for name in ("brand", "rival"):
        await store.account(name, network="rss")
        await store.hear(said(remote_id="entry-1"), account=name)
    assert await heard(store) == ["brand entry-1", "rival entry-1"]


async def test_a_page_counts_within_its_own_network_and_only_where_somebody_still_listens(
    store: Store,
) -> None:
    await store.account("brand", network="rss")
    await store.account("town", network="mastodon")
    await store.account("rival", network="rss")
    await store.hear(said(remote_id="page:1"), account="town")
    assert await store.hear(said(remote_id="page:1"), account="brand") == 1
    async with store.db.atomic() as write:
        await write.run("UPDATE accounts SET state='removed' WHERE name='brand'")
    assert await store.hear(said(remote_id="page:1"), account="rival") == 1
