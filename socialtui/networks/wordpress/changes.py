"""Decides what became of a blog's newest comments since they were read: edited, moderated, or gone for good."""

from socialtui.domain.errors import NotFound
from socialtui.networks.wordpress.comments import Comment, Cursor, mark_of
from socialtui.networks.wordpress.reading import ROWS, Reader

READ_AGAIN = 300
"""Seconds between two looks."""
REMEMBERED = ROWS
ASKED_IF_GONE = 5
"""Comments that are asked for one by one in a look; what is left is asked for in the next."""


def remembered(known: dict[str, tuple[str, int]], rows: list[Comment]) -> dict[str, tuple[str, int]]:
    """The newest of what was known and what was read."""
    whole = known | {str(row.id): (mark_of(row), row.said_at) for row in rows}
    newest = sorted(whole.items(), key=lambda item: (item[1][1], len(item[0]), item[0]), reverse=True)
    return dict(newest[:REMEMBERED])


async def changed(
    reader: Reader, at: Cursor
) -> tuple[list[Comment], tuple[str, ...], dict[str, tuple[str, int]]]:
    """What says something else now, the ids of what is gone, and what is known then."""
    rows = await reader.rows(
        status="any", type="all", orderby="date_gmt", order="desc", per_page=ROWS, offset=0
    )
    there = {str(row.id): row for row in rows}
    other = [row for name, row in there.items() if name in at.known and at.known[name][0] != mark_of(row)]
    oldest = min((row.said_at for row in rows), default=0)
    whole = len(rows) < ROWS
    missing = [
        name for name, (_, said_at) in at.known.items() if name not in there and (whole or said_at > oldest)
    ]
    gone = []
    for name in missing[:ASKED_IF_GONE]:
        try:
            await reader.row(name)
        except NotFound:
            gone.append(name)
    left = {name: told for name, told in at.known.items() if name not in gone}
    return other[::-1], tuple(gone), remembered(left, rows)
