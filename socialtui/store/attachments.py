"""Files that wait with a draft."""

from collections.abc import Iterable

from msgspec.structs import replace

from socialtui.domain.media import Attached
from socialtui.store.database import Reader, Writer


async def of(db: Reader, conversation_id: int) -> tuple[Attached, ...]:
    """What goes out with a conversation's draft, in its order."""
    rows = await db.rows(
        "SELECT file, name, alt, type, size FROM attachments WHERE conversation_id=? ORDER BY id",
        (conversation_id,),
    )
    return tuple(Attached(*row) for row in rows)


async def add(write: Writer, conversation_id: int, files: Iterable[Attached]) -> None:
    """Puts files to a draft; one that is there already stays once."""
    for one in files:
        await write.run(
            "INSERT INTO attachments (conversation_id, file, name, alt, type, size) VALUES (?,?,?,?,?,?)"
            " ON CONFLICT (file) DO NOTHING",
            (conversation_id, one.file, one.name, one.alt, one.type, one.size),
        )


async def take_out(write: Writer, conversation_id: int, files: Iterable[Attached]) -> None:
    """Takes files from a draft."""
    await write.many(
        "DELETE FROM attachments WHERE conversation_id=? AND file=?",
        [(conversation_id, one.file) for one in files],
    )


def fresh(files: tuple[Attached, ...]) -> tuple[Attached, ...]:
    """As if no network had them: what was uploaded once may be forgotten there by now."""
    return tuple(replace(one, remote_id="") for one in files)
