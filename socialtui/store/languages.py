"""In which language each person usually writes to us."""

import json
from collections.abc import Iterable

from socialtui.store.database import Reader


async def usual(read: Reader, account_id: int, authors: Iterable[str]) -> dict[str, str]:
    """Remote id of an author → the language of most of their words; whoever is new is left out."""
    rows = await read.rows(
        "SELECT i.remote_id, m.language, count(*) FROM identities i"
        " JOIN conversations c ON c.identity_id = i.id"
        " JOIN mentions m ON m.conversation_id = c.id AND m.identity_id = i.id AND m.language IS NOT NULL"
        " WHERE i.account_id = ? AND i.remote_id IN (SELECT value FROM json_each(?))"
        " GROUP BY 1, 2 ORDER BY 3, 2 DESC",
        (account_id, json.dumps(sorted(set(authors)))),
    )
    return {author: language for author, language, _ in rows}
