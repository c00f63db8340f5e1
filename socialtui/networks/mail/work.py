"""Decides what is asked of an IMAP server for each piece of work. Everything here runs in a connection's thread.

Nothing marks a mail as read, and every piece may be done twice without harm.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from socialtui.domain.errors import Refused
from socialtui.networks.mail import decoding, letters
from socialtui.networks.mail.letters import Letter
from socialtui.networks.mail.structure import Leaf, Outline, outline_of

if TYPE_CHECKING:
    from imapclient import IMAPClient

INBOX = "INBOX"
SENT, JUNK, TRASH, ARCHIVE, ALL = "\\Sent", "\\Junk", "\\Trash", "\\Archive", "\\All"
_USUAL_NAMES = {
    SENT: ("sent", "sent items", "sent messages", "sent mail", "gesendet", "gesendete objekte", "envoyés",
           "enviados", "inviata", "verzonden"),
    JUNK: ("junk", "spam", "junk e-mail", "junk email", "bulk mail", "spamverdacht", "unerwünscht"),
    TRASH: ("trash", "deleted", "deleted items", "deleted messages", "papierkorb", "gelöscht", "bin", "corbeille"),
    ARCHIVE: ("archive", "archives", "archiv", "archivio", "archivo"),
    ALL: ("all mail",),
}  # fmt: skip
"""What such folders are called where the server doesn't mark them."""
TEXT_BYTES, HEADER_BYTES = 65_536, 32_768
"""Asked for of one part, and of one header; a mention keeps a third of that."""
AT_ONCE = 25
_FEW = 5
"""Mails that a server is asked for one by one."""
MOST_FOLDERS = 60
"""Folders that are searched for a mail that isn't where it was."""
_HEAD = f"BODY.PEEK[HEADER]<0.{HEADER_BYTES}>"


class Folders(Struct, frozen=True):
    """What the mailbox holds: its folders by what they are for."""

    special: dict[str, str]
    """\\Sent and its kin → name."""
    names: tuple[str, ...]
    """Every folder that can be opened."""

    def searched(self) -> list[str]:
        """Where a mail may lie, the likeliest first."""
        likely = [INBOX, *(self.special[use] for use in (ARCHIVE, ALL, JUNK, TRASH) if use in self.special)]
        rest = [name for name in self.names if name not in likely and name != self.special.get(SENT)]
        return list(dict.fromkeys((*likely, *rest)))[:MOST_FOLDERS]


class Opened(Struct, frozen=True):
    """A folder as the server opened it."""

    validity: int
    next_uid: int
    exists: int
    writable: bool
    keeps: frozenset[str]
    """Flags that stay."""


def folders(client: "IMAPClient") -> Folders:
    """The folders, by the server's own marks and else by their usual names."""
    special: dict[str, str] = {}
    named: dict[str, str] = {}
    names: list[str] = []
    for flags, delimiter, found in client.list_folders():
        name = found if isinstance(found, str) else found.decode("utf-8", "replace")
        marks = {_text(flag).lower() for flag in flags}
        if "\\noselect" in marks or "\\nonexistent" in marks:
            continue
        names.append(name)
        for use in _USUAL_NAMES:
            if use.lower() in marks:
                special.setdefault(use, name)
        last = name.rpartition(_text(delimiter))[2] if delimiter else name
        for use, usual in _USUAL_NAMES.items():
            if last.lower() in usual:
                named.setdefault(use, name)
    return Folders(named | special, tuple(names))


def opened(client: "IMAPClient", folder: str, *, writing: bool = False) -> Opened:
    """Opens a folder, for reading alone unless told otherwise."""
    told = client.select_folder(folder, readonly=not writing)
    return Opened(
        int(told.get(b"UIDVALIDITY", 0)),
        int(told.get(b"UIDNEXT", 0)),
        int(told.get(b"EXISTS", 0)),
        b"READ-WRITE" in told,
        frozenset(_text(flag).lower() for flag in told.get(b"PERMANENTFLAGS", ())),
    )


def opened_to_see(client: "IMAPClient", folder: str) -> Opened:
    """Opens a folder for writing where that is allowed: only then servers tell which marks stay. None is made."""
    from imaplib import IMAP4

    try:
        return opened(client, folder, writing=True)
    except IMAP4.readonly:
        return opened(client, folder)


def uids(client: "IMAPClient", *criteria: Any) -> list[int]:
    """What is found, ascending."""
    return sorted(int(uid) for uid in client.search(list(criteria) or ["ALL"]))


def after(client: "IMAPClient", uid: int) -> list[int]:
    """What came behind a UID. A server names its last mail even where none did."""
    return [found for found in uids(client, "UID", f"{uid + 1}:*") if found > uid]


def read(client: "IMAPClient", wanted: Sequence[int]) -> list[Letter]:
    """The mails with these UIDs in the open folder, words and all; files stay where they are."""
    found = _all_heads(client, wanted)
    _fill(client, found)
    return found


def _heads(client: "IMAPClient", wanted: Sequence[int]) -> list[Letter]:
    """Headers and outlines; an outline that can't be read costs one mail its words, not the others theirs."""
    from imapclient.exceptions import ProtocolError

    asked = ["FLAGS", "INTERNALDATE", "BODYSTRUCTURE", _HEAD]
    try:
        return [_letter(uid, data) for uid, data in sorted(client.fetch(wanted, asked).items())]
    except (ProtocolError, ValueError, TypeError, IndexError, RecursionError):
        if len(wanted) > 1:
            return [letter for uid in wanted for letter in _heads(client, [uid])]
    bare = client.fetch(wanted, ["FLAGS", "INTERNALDATE", _HEAD])
    return [_letter(uid, data) for uid, data in sorted(bare.items())]


def _letter(uid: int, data: dict[bytes, Any]) -> Letter:
    body = data.get(b"BODYSTRUCTURE")
    came = data.get(b"INTERNALDATE")
    return Letter(
        uid=uid,
        headers=decoding.headers_of(_section(data, b"BODY[HEADER]")),
        outline=outline_of(body) if body else _ONE_TEXT,
        texts=[],
        internal=int(came.timestamp()) if came is not None else 0,
        flags=frozenset(_text(flag).lower() for flag in data.get(b"FLAGS", ())),
    )


_ONE_TEXT = Outline(((Leaf("1", "text/plain", "", "", False, False, 0, "", False),),), (), "text/plain")
"""What is taken for the outline where the server gives none that can be read."""


def _section(data: dict[bytes, Any], name: bytes) -> bytes:
    """What a server sent for a section, whether or not it repeats where that began."""
    for key in (name + b"<0>", name):
        if isinstance(found := data.get(key), bytes):
            return found
        if isinstance(found, int):  # a body that is a number
            return str(found).encode()
    return b""


def _fill(client: "IMAPClient", found: list[Letter]) -> None:
    """Fetches the words: those of like outline in one go; a way that says nothing gives way to the next."""
    tried = 0
    open_places = {letter.uid: list(letter.outline.texts) for letter in found}
    by_uid = {letter.uid: letter for letter in found}
    while tried < 3 and any(open_places.values()):
        wanted = {
            uid: tuple(ways[0].section for ways in places) for uid, places in open_places.items() if places
        }
        groups: dict[tuple[str, ...], list[int]] = {}
        for uid, sections in wanted.items():
            groups.setdefault(sections, []).append(uid)
        got: dict[int, dict[bytes, Any]] = {}
        for sections, group in groups.items():
            asked = [f"BODY.PEEK[{section}]<0.{TEXT_BYTES}>" for section in sections]
            got |= client.fetch(group, asked)
        for uid in wanted:
            open_places[uid] = _taken(by_uid[uid], open_places[uid], got.get(uid, {}))
        tried += 1


def _taken(letter: Letter, places: list[tuple[Leaf, ...]], data: dict[bytes, Any]) -> list[tuple[Leaf, ...]]:
    """Puts what came into the letter; the places whose way said nothing and that have another."""
    again: list[tuple[Leaf, ...]] = []
    for ways in places:
        said = _section(data, f"BODY[{ways[0].section}]".encode())
        if not decoding.transfer_decoded(said, ways[0].encoding).strip() and len(ways) > 1:
            again.append(ways[1:])
        else:
            letter.texts.append((ways[0], said))
    return again


def search_id(client: "IMAPClient", message_id: str) -> list[int]:
    """Mails of that Message-ID in the open folder. Servers compare parts of it, so each is looked at."""
    found = uids(client, "UNDELETED", "HEADER", "Message-ID", message_id)
    return [uid for uid, headers in heads(client, found[-AT_ONCE:]).items() if _is(headers, message_id)]


def _is(headers: Any, message_id: str) -> bool:
    return letters.plain_id(decoding.raw_value(headers, "Message-ID")) == message_id


def heads(client: "IMAPClient", wanted: Sequence[int]) -> dict[int, Any]:
    """The headers that say what a mail is and answers."""
    if not wanted:
        return {}
    fields = (
        "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID IN-REPLY-TO REFERENCES FROM TO CC DATE SUBJECT X-SOCIALTUI)]"
    )
    found: dict[int, Any] = {}
    for uid, data in client.fetch(wanted, [fields]).items():
        raw = next((value for key, value in data.items() if key.startswith(b"BODY[HEADER.FIELDS")), b"")
        found[uid] = decoding.headers_of(raw if isinstance(raw, bytes) else b"")
    return found


def locate(client: "IMAPClient", remote_id: str, where: Iterable[str]) -> tuple[str, int] | None:
    """The folder and UID of a mail; None where it lies in none of them. Its folder is left open."""
    day, digest = letters.without_id(remote_id)
    for folder in where:
        opened(client, folder)
        found = _by_digest(client, day, digest) if digest else search_id(client, remote_id)
        if found:
            return folder, found[-1]
    return None


def _by_digest(client: "IMAPClient", day: str, digest: str) -> list[int]:
    """Mails without an id: those of that day, compared by what stands in their header."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return []
    near = uids(client, "UNDELETED", "SINCE", when - timedelta(days=1), "BEFORE", when + timedelta(days=2))
    return [one.uid for one in _all_heads(client, near[-200:]) if one.digest == digest]


def _all_heads(client: "IMAPClient", wanted: Sequence[int]) -> list[Letter]:
    """Whole headers: in some mails a picked line reads otherwise than in its place."""
    starts = range(0, len(wanted), AT_ONCE)
    return [letter for start in starts for letter in _heads(client, wanted[start : start + AT_ONCE])]


def move(client: "IMAPClient", uid: int, folder: str) -> None:
    """Moves a mail of the open folder."""
    if client.has_capability("MOVE"):
        client.move([uid], folder)
        return
    client.copy([uid], folder)
    client.add_flags([uid], ["\\Deleted"], silent=True)
    if client.has_capability("UIDPLUS"):
        # Without it only everything marked could be wiped, and others may have marked things too.
        client.uid_expunge([uid])


def make_sent(client: "IMAPClient") -> str:
    """Makes the folder for what is sent, where there is none; its name."""
    prefix = ""
    if client.has_capability("NAMESPACE"):
        personal = client.namespace().personal
        prefix = _text(personal[0][0]) if personal else ""
    client.create_folder(f"{prefix}Sent")
    client.subscribe_folder(f"{prefix}Sent")
    return f"{prefix}Sent"


def file_sent(client: "IMAPClient", folder: str, message_id: str, content: bytes) -> None:
    """A copy of what was sent, unless the server has put one there itself."""
    opened(client, folder, writing=True)
    if not search_id(client, message_id):
        client.append(folder, content, flags=("\\Seen",))


def mark_answered(client: "IMAPClient", remote_id: str, where: Iterable[str]) -> None:
    """Marks a mail as answered, wherever it lies; one that is gone needs no mark, nor one in what is for reading."""
    from imaplib import IMAP4

    place = locate(client, remote_id, where)
    if place is not None and "\\answered" not in _flags(client, place[1]):
        with suppress(IMAP4.readonly):
            opened(client, place[0], writing=True)
            client.add_flags([place[1]], ["\\Answered"], silent=True)


def _flags(client: "IMAPClient", uid: int) -> frozenset[str]:
    found = client.fetch([uid], ["FLAGS"]).get(uid, {})
    return frozenset(_text(flag).lower() for flag in found.get(b"FLAGS", ()))


def answers(client: "IMAPClient", folder: str, remote_id: str) -> list[int]:
    """UIDs of our answers to a mail in the Sent folder, oldest first; the folder is left open."""
    opened(client, folder)
    header = letters.OURS if letters.without_id(remote_id)[1] else "In-Reply-To"
    found = uids(client, "HEADER", header, remote_id)[-50:]
    told = heads(client, found)
    return [uid for uid in found if uid in told and letters.answered_by(told[uid]) == remote_id]


def marked(client: "IMAPClient", folder: str, remote_id: str, name: str) -> int:
    """UID of our answer to a mail that still bears its name where a provider gave it another id; 0 for none."""
    found = answers(client, folder, remote_id)
    told = heads(client, found)
    return next((uid for uid in found if uid in told and letters.our_mark(told[uid])[1] == name), 0)


def answered_to(client: "IMAPClient", folder: str, wanted: set[str]) -> set[str]:
    """Which of these mails our newest mails there answer."""
    if len(wanted) <= _FEW:
        return {remote_id for remote_id in wanted if answers(client, folder, remote_id)}
    opened(client, folder)
    parents: set[str] = set()
    newest = uids(client)[-400:]
    for start in range(0, len(newest), 100):
        parents |= {letters.answered_by(one) for one in heads(client, newest[start : start + 100]).values()}
    return wanted & parents


def _text(found: Any) -> str:
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else str(found)


def no_folder(what: str, name: str) -> Refused:
    """A verb that wants a folder which isn't there."""
    return Refused(
        f"This mailbox has no folder for {what}.",
        f"Make one called {name} in your mail program, then: socialtui account check",
    )
