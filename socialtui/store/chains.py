"""An answer in several parts: each is a wish of its own that waits until the one before it stands."""

from msgspec.structs import replace

from socialtui.store.database import Reader, Writer
from socialtui.store.wishes import INTENT, Intent, encode, intent_of

WAITS = (
    "NOT EXISTS (SELECT 1 FROM intents e WHERE e.conversation_id = i.conversation_id AND e.id < i.id"
    " AND i.kind = 'reply' AND e.kind = 'reply' AND (e.state IN ('sending', 'unknown')"
    "  OR (json_extract(i.payload, '$.part') > 1 AND json_extract(e.payload, '$.group')"
    "  = json_extract(i.payload, '$.group') AND e.state NOT IN ('sent', 'by_hand'))))"
)
"""A reply waits while an earlier one in its conversation is sending or unknown: who knows what it would be
the second of. A part of an answer waits until all before it stand."""
OPENS = (
    "(coalesce(json_extract(i.payload, '$.group'), '') <> '' AND NOT EXISTS (SELECT 1 FROM intents e"
    "  WHERE e.conversation_id = i.conversation_id AND e.kind = 'reply'"
    "  AND json_extract(e.payload, '$.group') = json_extract(i.payload, '$.group')"
    "  AND ((e.id < i.id AND e.state NOT IN ('sent', 'by_hand')) OR (e.id > i.id AND e.state <> 'refused'))))"
)
"""A refused part that opens what is left of its answer: all before it stand, all behind it were refused."""
ALONE = (
    "(coalesce(json_extract(i.payload, '$.group'), '') = '' OR (json_extract(i.payload, '$.part')"
    f"  = json_extract(i.payload, '$.parts') AND {OPENS}))"
)
"""A whole answer, or the last part of one whose other parts all stand."""


async def of(read: Reader, intent: Intent) -> list[Intent]:
    """The parts of an answer in their order; the whole one alone where it has no parts."""
    if not intent.payload.group:
        return [intent]
    rows = await read.rows(
        f"SELECT {INTENT} FROM intents WHERE conversation_id=? AND kind='reply'"
        " AND json_extract(payload, '$.group') = ? ORDER BY id",
        (intent.conversation_id, intent.payload.group),
    )
    return [intent_of(row) for row in rows]


async def behind(read: Reader, intent: Intent) -> list[Intent]:
    """The parts that come after this one."""
    return [part for part in await of(read, intent) if part.payload.part > intent.payload.part]


async def stop(write: Writer, intent: Intent) -> None:
    """A part was not taken: those behind it don't leave either, and say why."""
    about = intent.payload
    for part in await behind(write, intent):
        await write.run(
            "UPDATE intents SET state='refused', trouble=?, next_step=? WHERE id=? AND state IN ('leaving', 'due')",
            (
                f"Not sent: part {about.part} of {about.parts} was not taken.",
                "The rest is a draft again: r sends it on from there, once.",
                part.id,
            ),
        )


async def hold(write: Writer, intent: Intent) -> None:
    """Nobody knows whether a part arrived: those behind it say what they wait for."""
    about = intent.payload
    for part in await behind(write, intent):
        await write.run(
            "UPDATE intents SET trouble=? WHERE id=? AND state IN ('leaving', 'due')",
            (f"Waits: part {about.part} of {about.parts} is sent or not, nobody knows yet.", part.id),
        )


async def go_on(write: Writer, intent: Intent, remote_id: str, now: int) -> None:
    """A part stands: the next one answers it. A draft that was made of both is what is left of it."""
    for part in (await behind(write, intent))[:1]:
        about = replace(part.payload, in_reply_to=remote_id)
        await write.run("UPDATE intents SET payload=? WHERE id=?", (encode(about), part.id))
        await write.run(
            "UPDATE intents SET trouble='' WHERE id=? AND state IN ('leaving', 'due')",
            (part.id,),
        )
        await write.run(
            "UPDATE drafts SET text=?, saved_at=? WHERE conversation_id=? AND text=?",
            (about.rest, now, intent.conversation_id, intent.payload.rest),
        )


async def recall(write: Writer, intent: Intent) -> Intent | None:
    """Takes back every part that has not left; the first of them. None when all have.

    What was tried before it was planned counts as refused once more, so that it keeps its keys.
    """
    taken: list[Intent] = []
    for part in await of(write, intent):
        if await write.run(
            "UPDATE intents SET state='recalled', trouble='', next_step='' WHERE id=?"
            " AND (state='leaving' OR (state='due' AND (tried_at IS NULL"
            "  OR (kind = 'reply' AND json_extract(payload, '$.planned') > 0)))) AND kind IN ('reply', 'post')",
            (part.id,),
        ):
            taken.append(part)
    if any(part.kind == "reply" and part.tried_at is not None for part in taken):
        await write.many(
            "UPDATE intents SET state='refused', trouble='Taken back before it was sent again.',"
            " next_step='Your text is kept: r sends it again, once.' WHERE id=?",
            [(part.id,) for part in taken],
        )
    return taken[0] if taken else None


async def again(write: Writer, intent: Intent, now: int) -> list[Intent]:
    """Makes a refused answer due once more, a thread from its first refused part on; what is due now."""
    freed: list[Intent] = []
    for part in await of(write, intent):
        if await write.run(
            "UPDATE intents SET state='due', due_at=?, trouble='', next_step='', cut_off=0 WHERE id=?"
            " AND state='refused' AND kind IN ('reply', 'post')",
            (now, part.id),
        ):
            freed.append(part)
    return freed
