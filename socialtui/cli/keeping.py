"""Decides what becomes of words that a command did not send: a draft, or a file where no draft takes them."""

from contextlib import suppress
from typing import TYPE_CHECKING

from socialtui.cli.ending import say
from socialtui.domain.errors import SocialtuiError
from socialtui.plain.aside import keep_aside

if TYPE_CHECKING:
    from socialtui.desk import Desk


async def keep(desk: "Desk", cid: int, text: str, before: str) -> None:
    """What can't be sent is a draft; one that stood there already is kept above it."""
    both = text if not before.strip() or before.strip() in text else f"{before}\n\n{text}"
    if text.strip() and text.strip() not in before:
        await desk.replies.save(cid, both)
    await desk.replies.leave(cid)


async def keep_own(desk: "Desk", cid: int, words: str) -> None:
    """A draft; a file, where a colleague writes there or the store takes none."""
    with suppress(SocialtuiError):
        draft = await desk.replies.open(cid)
        if not draft.held_by_other:
            await keep(desk, cid, words, draft.text)
            say("Your own words are kept as a draft.")
            return
    say(f"Your own words are in {keep_aside(words)}.")


async def put_back(desk: "Desk", cid: int, before: str, sent: str) -> None:
    """A draft that was no part of what is sent stays a draft.

    The answer is on its way: a fault here is told, and is no failure after which a script sends it once more.
    """
    lost = before if before.strip() not in sent else ""
    try:
        if lost:
            await desk.replies.save(cid, lost)
            lost = ""
            say("The draft that stood there is kept: `socialtui drafts` shows it.")
        await desk.replies.leave(cid)
    except SocialtuiError as error:
        say(f"{error.what}{f' The draft that stood there is in {keep_aside(lost)}.' if lost else ''}")
