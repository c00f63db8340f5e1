"""Pictures and their kin beside an answer: looked at, copied, described, taken out again."""

import asyncio
import os
import secrets
from pathlib import Path

from socialtui.desk.looking import account_of
from socialtui.desk.room import Done, Room, card_of, refuse
from socialtui.domain.media import Attached, MediaRules, fault, type_of
from socialtui.domain.text import clean
from socialtui.store import attachments

__all__ = ["Attached", "MediaDesk", "path_of"]


class MediaDesk:
    """A file is copied at once: what goes out is what was there when it was chosen."""

    def __init__(self, room: Room) -> None:
        self._room = room

    @property
    def folder(self) -> Path:
        """Where the copies lie until they stand on the network."""
        return self._room.db.path.parent / "media"

    async def attached(self, cid: int) -> tuple[Attached, ...]:
        """What goes out with the conversation's draft."""
        return await attachments.of(self._room.db, cid)

    async def rules(self, cid: int) -> MediaRules:
        """What the conversation's account takes beside words; refused where it takes none."""
        rules = (await account_of(self._room.db, await card_of(self._room.db, cid))).limits.media
        if not rules.most or not rules.in_answers:
            raise refuse(rules.why_none, "Give a link to it in the text.")
        return rules

    async def attach(self, cid: int, path: Path, alt: str) -> Attached:
        """Puts a file to the draft; refused, with the reason, where the network would not take it."""
        one = await taken_in(self.folder, path, alt, await self.rules(cid), await self.attached(cid))
        async with self._room.db.atomic() as write:
            await attachments.add(write, cid, (one,))
        return one

    async def detach(self, cid: int, one: Attached) -> Done:
        """Takes a file out of the draft, and our copy away."""
        async with self._room.db.atomic() as write:
            await attachments.take_out(write, cid, (one,))
        await asyncio.to_thread(Path(one.file).unlink, missing_ok=True)
        return Done(f"{one.name} taken out", (cid,))


def path_of(typed: str) -> Path:
    """A file as people write it: ~ is their home, and quotes of a shell are left away."""
    path = Path(typed.strip().strip("'\""))
    try:
        return path.expanduser()
    except RuntimeError:
        return path  # nobody's home: said as any other path that leads nowhere


async def taken_in(
    folder: Path, path: Path, alt: str, rules: MediaRules, there: tuple[Attached, ...]
) -> Attached:
    """Copies a file that goes out beside `there`; refused, with the reason, where the network would not take it."""
    size, kind = await asyncio.to_thread(_looked_at, path)
    name = clean(path.name, newlines=False)
    target = folder / f"{secrets.token_hex(12)}{path.suffix.lower()[:8]}"
    one = Attached(str(target), name, clean(alt).strip(), kind, size)
    what, next_step = fault(rules, there, one)
    if what:
        raise refuse(what, next_step)
    await asyncio.to_thread(_copied, path, target)
    return one


def _looked_at(path: Path) -> tuple[int, str]:
    """How large a file is, and what its first bytes say it is."""
    try:
        with path.open("rb") as stream:
            head = stream.read(32)
            return os.fstat(stream.fileno()).st_size, type_of(head)
    except OSError as error:
        raise _unreadable(path, error) from error


def _copied(path: Path, target: Path) -> None:
    import shutil

    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        with path.open("rb") as source:
            handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as copy:
                shutil.copyfileobj(source, copy)
                copy.flush()
                os.fsync(copy.fileno())
    except OSError as error:
        target.unlink(missing_ok=True)
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> Exception:
    return refuse(
        f"{clean(str(path), newlines=False)} can't be read: {error.strerror}.", "Choose another file."
    )
