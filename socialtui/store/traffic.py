"""Sites whose visitors are counted: how each fares, and the numbers of its days and weeks."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from socialtui.domain.traffic import BY_HAND, Site, Span, Told, Visits
from socialtui.store import patches
from socialtui.store.database import Database, Reader, Row, Writer

_SITE = "id, name, service, url, key, user, secret_way, secret_ref, state, trouble, next_step, failures, last_success"


class KeptSite(Struct, frozen=True):
    """A site with where its secret is and how it fares. Times are UTC seconds, 0 for never."""

    site: Site
    secret_way: str
    secret_ref: str
    state: str
    trouble: str
    next_step: str
    failures: int
    last_success: int
    next_try: int


def _kept(row: Row) -> KeptSite:
    return KeptSite(Site(*row[:6]), *row[6:])


async def sites(read: Reader) -> list[KeptSite]:
    """Every site, by name."""
    return [_kept(row) for row in await read.rows(f"SELECT {_SITE}, next_try FROM sites ORDER BY name")]


async def any_site(read: Reader) -> bool:
    """Whether there is one."""
    return await read.one("SELECT 1 FROM sites LIMIT 1") is not None


async def add(write: Writer, site: Site, way: str, ref: str, now: int) -> int:
    """Stores a site, or renews the one of that name; its id."""
    await write.run(
        "INSERT INTO sites (name, service, url, key, user, secret_way, secret_ref, created_at)"
        " VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (name) DO UPDATE SET service=excluded.service, url=excluded.url,"
        " key=excluded.key, user=excluded.user, secret_way=excluded.secret_way, secret_ref=excluded.secret_ref,"
        " state='ok', trouble='', next_step='', failures=0, next_try=0",
        (site.name, site.service, site.url, site.key, site.user, way, ref, now),
    )
    row = await write.one("SELECT id FROM sites WHERE name=?", (site.name,))
    assert row is not None
    number: int = row[0]
    return number


async def remove(write: Writer, site_id: int) -> None:
    """Takes a site out with its numbers."""
    await write.run("DELETE FROM visits WHERE site_id=?", (site_id,))
    await write.run("DELETE FROM sites WHERE id=?", (site_id,))


async def keep(write: Writer, site_id: int, counted: Iterable[Visits], who: str, now: int) -> None:
    """Stores numbers; what a person typed in is not overwritten by a service."""
    mine = "" if who else " WHERE visits.who=''"
    await write.many(
        "INSERT INTO visits (site_id, span, start, visitors, visits, views, who, at) VALUES (?,?,?,?,?,?,?,?)"
        " ON CONFLICT (site_id, span, start) DO UPDATE SET visitors=excluded.visitors, visits=excluded.visits,"
        f" views=excluded.views, who=excluded.who, at=excluded.at{mine}",
        [
            (site_id, one.span.value, one.start.isoformat(), one.visitors, one.visits, one.views, who, now)
            for one in counted
        ],
    )


async def forget(write: Writer, number: int) -> None:
    """Takes one row of numbers out."""
    await write.run("DELETE FROM visits WHERE id=?", (number,))


async def place(read: Reader, site_id: int, span: Span, start: date) -> int | None:
    """The id of a row of numbers; None where there is none."""
    row = await read.one(
        "SELECT id FROM visits WHERE site_id=? AND span=? AND start=?",
        (site_id, span.value, start.isoformat()),
    )
    return row[0] if row else None


async def rows(read: Reader, ids: Iterable[int]) -> patches.Rows:
    """Rows of numbers, for undo."""
    return await patches.rows_of(read, "visits", ids)


async def counted(read: Reader, site_id: int, span: Span, since: date) -> Told:
    """What is known since a day, by its first day."""
    found = await read.rows(
        "SELECT start, visitors, visits, views, who FROM visits WHERE site_id=? AND span=? AND start >= ?"
        " ORDER BY start",
        (site_id, span.value, since.isoformat()),
    )
    return {
        (start := date.fromisoformat(row[0])): (Visits(start, span, row[1], row[2], row[3]), row[4])
        for row in found
    }


async def weeks_known(read: Reader, site_id: int, mondays: Iterable[date]) -> set[date]:
    """Of these weeks, those that are known as a whole."""
    wanted = [monday.isoformat() for monday in mondays]
    marks = ",".join("?" * len(wanted))
    found = await read.rows(
        f"SELECT start FROM visits WHERE site_id=? AND span='week' AND start IN ({marks})", (site_id, *wanted)
    )
    return {date.fromisoformat(row[0]) for row in found}


# --- what the sync process writes


async def take(db: Database, now: int, patience: int) -> KeptSite | None:
    """A site that is due; of several processes one gets it, and nobody else for `patience` seconds."""
    async with db.atomic() as write:
        row = await write.one(
            f"SELECT {_SITE}, next_try FROM sites WHERE next_try <= ? AND service <> ? AND state <> 'signed_out'"
            " ORDER BY next_try, id LIMIT 1",
            (now, BY_HAND),
        )
        if row is None:
            return None
        await write.run("UPDATE sites SET next_try=? WHERE id=?", (now + patience, row[0]))
    return _kept(row)


async def is_due(read: Reader, now: int) -> bool:
    """Whether any site wants to be asked."""
    return (
        await read.one(
            "SELECT 1 FROM sites WHERE next_try <= ? AND service <> ? AND state <> 'signed_out' LIMIT 1",
            (now, BY_HAND),
        )
        is not None
    )


async def ask_all(write: Writer) -> None:
    """Makes every site due at once, those of dead keys aside."""
    await write.run("UPDATE sites SET next_try=0 WHERE state <> 'signed_out'")


async def answered(write: Writer, site_id: int, now: int, next_try: int) -> None:
    """It was asked, and answered."""
    await write.run(
        "UPDATE sites SET state='ok', trouble='', next_step='', failures=0, last_success=?, next_try=? WHERE id=?",
        (now, next_try, site_id),
    )


async def troubled(
    write: Writer, site_id: int, state: str, trouble: str, next_step: str, next_try: int
) -> None:
    """It was asked, and did not answer as it should."""
    await write.run(
        "UPDATE sites SET state=?, trouble=?, next_step=?, failures=failures+1, next_try=? WHERE id=?",
        (state, trouble, next_step, next_try, site_id),
    )
