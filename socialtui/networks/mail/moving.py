"""Decides which folder a verb moves a mail to. Runs in a connection's thread."""

from typing import TYPE_CHECKING

from socialtui.domain.errors import NotFound
from socialtui.networks.mail import work
from socialtui.networks.mail.work import Folders

if TYPE_CHECKING:
    from imapclient import IMAPClient

_FOLDERS = {
    "spam": (work.JUNK, "junk", "Junk"),
    "trash": (work.TRASH, "what is thrown away", "Trash"),
    "archive": (work.ARCHIVE, "what is done", "Archive"),
}
"""Verb → what the folder is for, in the server's word and in ours, and what to call it."""
VERBS = frozenset((*_FOLDERS, "approve"))


def lacking(folders: Folders) -> dict[str, str]:
    """Verb → why it can't be done, for those whose folder isn't there."""
    return {
        verb: work.no_folder(words, name).what
        for verb, (_, words, name) in _FOLDERS.items()
        if not _folder(verb, folders)
    }


def _folder(verb: str, folders: Folders) -> str:
    """Where a verb moves to; empty where there is no such folder. Some archive into one that holds all."""
    found = folders.special.get(_FOLDERS[verb][0])
    return found or (folders.special.get(work.ALL, "") if verb == "archive" else "")


def moderate(client: "IMAPClient", folders: Folders, remote_id: str, verb: str) -> None:
    """Moves a mail; again is harmless. Raises `Refused` without the folder, `NotFound` without the mail."""
    target = work.INBOX if verb == "approve" else _folder(verb, folders)
    if not target:
        raise work.no_folder(*_FOLDERS[verb][1:])
    place = work.locate(client, remote_id, folders.searched())
    if place is None:
        raise NotFound("That mail is in none of the mailbox's folders any more.", "It may be deleted.")
    if place[0] == target:
        return
    opened = work.opened(client, place[0], writing=True)
    if verb in ("spam", "approve") and "\\*" in opened.keeps:
        bad, good = ("$NotJunk", "$Junk") if verb == "spam" else ("$Junk", "$NotJunk")
        client.remove_flags([place[1]], [bad], silent=True)
        client.add_flags([place[1]], [good], silent=True)
    work.move(client, place[1], target)
