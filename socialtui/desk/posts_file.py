"""Takes a table of posts in: all of it as drafts in their slots, or nothing."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from socialtui.desk.posts import PostsDesk
from socialtui.desk.restraint import RestraintDesk
from socialtui.desk.room import Done, Room, refuse
from socialtui.desk.times import parse_time
from socialtui.domain.deadlines import zone_of
from socialtui.domain.errors import UsageFault
from socialtui.domain.posts_file import Line, read_posts
from socialtui.domain.text import clean
from socialtui.store import events
from socialtui.store import posts as kept

if TYPE_CHECKING:
    from socialtui.domain.media import Attached
    from socialtui.domain.network import Account

LARGEST = 5_000_000
"""Bytes of a file that are read."""


class TakenIn(Struct, frozen=True):
    """What came in."""

    done: Done
    posts: tuple[int, ...]
    name: str
    """The file's."""


async def take_in(room: Room, restraint: RestraintDesk, posts: PostsDesk, path: Path) -> TakenIn:
    """Reads a CSV file; ConfigFault names every fault by line, and nothing is taken in then."""
    accounts = {one.name: one for one in await restraint.accounts()}
    if not accounts:
        raise refuse("No account here takes posts of ours.", "`socialtui account add` connects one.")
    text = await asyncio.to_thread(_read, path)
    lines = read_posts(text, path.name, tuple(accounts), _reader(room))
    files = [await _file(room, path.parent, line, accounts[line.account]) for line in lines]
    times = await _times(posts, [(accounts[line.account].id, line.at, line.free) for line in lines])
    made = []
    async with room.db.atomic() as write:
        for line, at, media in zip(lines, times, files, strict=True):
            made.append(
                await kept.add(
                    write, accounts[line.account].id, clean(line.text), at, room.who, room.now(), media,
                    clean(line.visibility),
                )
            )  # fmt: skip
        name = clean(path.name, newlines=False)
        words = f"{'1 post' if len(made) == 1 else f'{len(made)} posts'} from {name}"
        await events.rewrote(write, room.act("post", words), {"posts": dict.fromkeys(made)}, None)
    return TakenIn(Done(f"{words} taken in as drafts"), tuple(made), name)


async def _times(posts: PostsDesk, lines: "list[tuple[int, int | None, bool]]") -> list[int | None]:
    """When each line is to leave: those without a time take the account's free slots, one after the other.

    Read once, and before anything is written: whoever writes keeps everybody else waiting.
    """
    typed = {(account, at) for account, at, _ in lines}
    free = await posts.all_free({account for account, _, wants in lines if wants})
    left = {
        account: iter([at for at in slots if (account, at) not in typed]) for account, slots in free.items()
    }
    times = [next(left[account], None) if wants else at for account, at, wants in lines]
    if any(at is None for at, (_, _, wants) in zip(times, lines, strict=True) if wants):
        raise refuse("There are more posts than free slots in the next weeks.", "Give the last ones a time.")
    return times


async def _file(room: Room, folder: Path, line: Line, account: "Account") -> "tuple[Attached, ...]":
    """Its picture, copied; refused, with the line, where the network would not take it."""
    from socialtui.desk.media import taken_in
    from socialtui.domain.errors import DeskRefusal

    if not line.media:
        return ()
    if not account.limits.media.most:
        raise refuse(f"Line {line.number}: {account.limits.media.why_none}", "Nothing was taken in.")
    try:
        one = await taken_in(
            room.db.path.parent / "media", folder / line.media, line.alt, account.limits.media, ()
        )
    except DeskRefusal as error:
        raise refuse(
            f"Line {line.number}: {error.what}", f"{error.next_step} Nothing was taken in."
        ) from error
    return (one,)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise UsageFault(
                f"{path} is larger than {LARGEST // 10**6} MB.", "Cut it in two; nothing was taken in."
            )
        return data.decode("utf-8-sig")
    except OSError as error:
        raise UsageFault(f"{path} can't be read: {error.strerror}.", "Nothing was taken in.") from error
    except UnicodeDecodeError as error:
        raise UsageFault(f"{path} is not UTF-8 text.", "Save it as UTF-8; nothing was taken in.") from error


def _reader(room: Room) -> "Callable[[str], int]":
    """Reads a time as people type it, or as a program writes it."""

    def read(words: str) -> int:
        try:
            found = datetime.fromisoformat(words)
        except ValueError:
            return parse_time(words, room.now(), room.hours)
        moment = int((found if found.tzinfo else found.replace(tzinfo=zone_of(room.hours.zone))).timestamp())
        if moment <= room.now():
            raise UsageFault(f"“{words}” is over already.")
        return moment

    return read
