"""What the sync process watches beside its own work: the store's version, desks, an account that is signed out."""

from socialtui.store.database import VERSION, Database


async def is_newer(db: Database) -> bool:
    """Whether another process has brought the store to a version that this one doesn't know."""
    row = await db.one("PRAGMA user_version")
    return bool(row and row[0] > VERSION)


async def last_desk(db: Database) -> int:
    """When a desk was last there (UTC seconds); 0 for never."""
    row = await db.one("SELECT coalesce(max(seen_at), 0) FROM desks")
    return int(row[0]) if row else 0


async def signed_out(db: Database, account_id: int, trouble: str, next_step: str, now: int) -> None:
    """Records that an account and all its sources are stopped until somebody signs in again."""
    async with db.atomic() as write:
        await write.run(
            "UPDATE accounts SET state='signed_out', trouble=?, next_step=? WHERE id=? AND state <> 'removed'",
            (trouble, next_step, account_id),
        )
        await write.run(
            "UPDATE sources SET state='signed_out', trouble=?, next_step=?, failures=failures+1,"
            " trouble_since=CASE WHEN trouble_since=0 THEN ? ELSE trouble_since END WHERE account_id=?",
            (trouble, next_step, now, account_id),
        )
