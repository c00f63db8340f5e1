"""Brings up the people whom we wanted to write to, on the day that was named."""

from socialtui.domain.mention import Band
from socialtui.store.database import Writer


async def bring_up(write: Writer, now: int) -> int:
    """Opens the conversation of each follow-up that is due, as a lead; how many.

    What waits already only comes forward; what was closed waits again, and counts as no complaint.
    """
    rows = await write.rows(
        "SELECT f.id, f.due_at, coalesce(w.whole_id, f.conversation_id), f.text FROM (SELECT m.id, m.due_at, m.text,"
        "  coalesce(m.conversation_id, (SELECT c.id FROM conversations c WHERE c.identity_id = m.identity_id"
        "   ORDER BY c.last_at DESC LIMIT 1)) AS conversation_id"
        "  FROM memories m WHERE m.state = 'open' AND m.due_at <= ?) f"
        " LEFT JOIN wholes w ON w.id = f.conversation_id",
        (now,),
    )
    for number, due_at, conversation_id, text in rows:
        await write.run("UPDATE memories SET state='due' WHERE id=?", (number,))
        if conversation_id is None:
            continue
        lead = int(Band.LEAD)
        # The event comes first: it keeps how the row stood before.
        await write.run(
            "INSERT INTO events (at, who, verb, words, conversation_id) VALUES (?, 'sync', 'follow_up', ?, ?)",
            (now, f"follow-up is due: {text}" if text else "follow-up is due", conversation_id),
        )
        await write.run(
            "UPDATE conversations SET due_at=min(due_at, ?1), band=CASE WHEN pinned THEN band ELSE min(band, ?2) END,"
            " version=version+1 WHERE id=?3 AND state=0",
            (due_at, lead, conversation_id),
        )
        await write.run(
            "UPDATE conversations SET state=0, due_at=?1, band=?2, kind=?2, wake_at=NULL, reason='',"
            " version=version+1 WHERE id=?3 AND state IN (1, 2, 3)",
            (due_at, lead, conversation_id),
        )
    return len(rows)
