"""What binds us and them in a conversation: our promises, until when we wait, and who else of us found it."""

import json
from collections.abc import Iterable

from socialtui.domain.conversation import Bound, FollowUp, PromiseLine
from socialtui.store.database import Reader

_ALSO = 2


async def of(db: Reader, conversations: Iterable[int]) -> dict[int, Bound]:
    """All of it for some conversations in one reading; those without any are left out."""
    promises: dict[int, list[PromiseLine]] = {}
    waits: dict[int, FollowUp] = {}
    also: dict[int, list[str]] = {}
    ids = json.dumps(list(conversations))
    for what, cid, text, at, state, who, reason, number, deed in await db.rows(
        "SELECT 0, conversation_id, text, due_at, state, who, reason, id, deed FROM promises"
        " WHERE conversation_id IN (SELECT value FROM json_each(?1)) UNION ALL"
        " SELECT 1, id, '', until, '', who, '', at, 0 FROM waits"
        " WHERE id IN (SELECT value FROM json_each(?1)) UNION ALL"
        " SELECT 2, h.conversation_id, a.name, 0, '', '', '', h.at, 0 FROM also_heard h"
        " JOIN accounts a ON a.id = h.account_id AND a.state <> 'removed'"
        " WHERE h.conversation_id IN (SELECT value FROM json_each(?1))"
        " ORDER BY 1, 8",
        (ids,),
    ):
        if what == _ALSO:
            also.setdefault(cid, []).append(text)
        elif what:
            waits[cid] = FollowUp(at, number, who)
        else:
            promises.setdefault(cid, []).append(PromiseLine(text, at, state, who, reason, number, bool(deed)))
    return {
        cid: Bound(tuple(promises.get(cid, ())), waits.get(cid), tuple(also.get(cid, ())))
        for cid in promises.keys() | waits.keys() | also.keys()
    }
