"""Decides which mails belong to an exchange, and what became of one of them. Runs in a connection's thread."""

from typing import TYPE_CHECKING

from socialtui.domain.errors import NotFound
from socialtui.domain.mention import Mention
from socialtui.domain.network import Look
from socialtui.networks.mail import letters, work
from socialtui.networks.mail.letters import Letter
from socialtui.networks.mail.sources import answered_elsewhere
from socialtui.networks.mail.work import Folders

if TYPE_CHECKING:
    from imapclient import IMAPClient

_MOST = 100
"""Mails of one exchange in one folder."""


def original(client: "IMAPClient", folders: Folders, remote_id: str) -> Letter:
    """The mail itself, wherever it lies; its folder is left open. Raises `NotFound`."""
    place = work.locate(client, remote_id, folders.searched())
    found = work.read(client, [place[1]]) if place else []
    if not found:
        raise NotFound("That mail is in none of the mailbox's folders any more.", "It may be deleted.")
    return found[0]


def whole(client: "IMAPClient", folders: Folders, remote_id: str, us: str, now: int) -> tuple[Mention, ...]:
    """Every mail around one, oldest first, ours marked so. Raises `NotFound`."""
    first = original(client, folders, remote_id)
    root = letters.thread_of(first.headers) or first.remote_id
    names = {root, first.remote_id, letters.parent_of(first.headers)} - {""}
    sent = folders.special.get(work.SENT, "")
    found = {first.remote_id: letters.told(first, us, now, sent=letters.is_ours(first.headers, us))}
    kept = folders.special.get(work.ARCHIVE) or folders.special.get(work.ALL, "")
    for folder in filter(None, dict.fromkeys((work.INBOX, sent, kept))):
        work.opened(client, folder)
        for one in work.read(client, _around(client, names)):
            mine = folder == sent or letters.is_ours(one.headers, us)
            mention = letters.told(one, us, now, sent=mine)
            found.setdefault(mention.remote_id, mention)
    return tuple(sorted(found.values(), key=lambda mention: mention.said_at))


def _around(client: "IMAPClient", names: set[str]) -> list[int]:
    """UIDs of the mails in the open folder that name one of these."""
    near: set[int] = set()
    for name in names:
        if not letters.without_id(name)[1]:
            for header in ("Message-ID", "References", "In-Reply-To"):
                near |= set(work.uids(client, "HEADER", header, name))
    return sorted(near)[-_MOST:]


def looked(client: "IMAPClient", folders: Folders, remote_id: str, us: str, now: int) -> Look:
    """A mail as it stands now, and our answers to it. Raises `NotFound`."""
    there = original(client, folders, remote_id)
    sent = folders.special.get(work.SENT, "")
    found = work.read(client, work.answers(client, sent, remote_id)) if sent else []
    said = [letters.told(one, us, now, sent=True) for one in found]
    if not said and "\\answered" in there.flags:
        said = [answered_elsewhere(remote_id, us, now)]
    said.sort(key=lambda mention: mention.said_at)
    return Look(True, letters.told(there, us, now).text, tuple(said))
