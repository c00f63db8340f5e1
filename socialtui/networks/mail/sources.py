"""Decides what of each folder is handed over, how far back, and where the reading was left.

UIDs count within one UIDVALIDITY. Where a server gives a folder a new one, the folder is read again from the
day on which the account began; what is known already is told by its Message-ID and stored once.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2s
from typing import TYPE_CHECKING

import msgspec

from socialtui.domain.cursor import Cursored
from socialtui.domain.errors import Refused
from socialtui.domain.mention import Author, Mention
from socialtui.domain.network import Clock, Gap, Page, SourceAbout
from socialtui.networks.mail import letters, work
from socialtui.networks.mail.letters import Letter

if TYPE_CHECKING:
    from imapclient import IMAPClient

INBOX = SourceAbout("inbox", "Mails to you", every=120, cannot=letters.CANNOT)
SENT = SourceAbout("sent", "What you send", addressed=False, every=180)

FIRST = 400
"""Mails read back at the very first pull."""
AT_ONCE = 50
"""Mails in one page."""
_WINDOW = 1_000
"""UIDs behind the newest whose \\Answered is looked at."""
_IDS = 200
"""Message-IDs that are remembered, to tell a mail that wears another's."""
_PATIENCE = 120
"""Seconds that an answer given elsewhere may take into the Sent folder."""
_A_DAY = 86_400
ELSEWHERE = "(Answered in another mail program; the answer is not in the Sent folder.)"


class Place(msgspec.Struct, Cursored, frozen=True):
    """Where a folder was left; written as JSON into the cursor."""

    validity: int = 0
    after: int = 0
    """The newest UID handed over."""
    since: int = 0
    """UTC seconds: what is older was never read."""
    answered: tuple[int, ...] = ()
    """UIDs known to be answered, within the window."""
    waiting: dict[int, int] = {}
    """UIDs seen answered whose answer may still come into the Sent folder, and since when (UTC seconds)."""
    ids: dict[str, str] = {}
    """Digest of a Message-ID → of what it was on."""


class Sources:
    """The folders of one mailbox. Its methods run in a connection's thread."""

    def __init__(self, ours: str, clock: Clock) -> None:
        self._ours, self._clock = ours, clock

    def inbox(self, client: "IMAPClient", cursor: str, sent: str) -> Page:
        """New mails, and who was answered in another program."""
        place, listed, gap = self._listed(client, work.INBOX, Place.of(cursor))
        wanted = listed[:AT_ONCE]
        fresh = [one for one in work.read(client, wanted) if self._is_wanted(one, place)]
        ids = self._tell_apart(fresh, place.ids)
        others = [one for one in fresh if not letters.is_ours(one.headers, self._ours)]
        found = {one.remote_id: letters.told(one, self._ours, self._clock.now()) for one in others}
        place = msgspec.structs.replace(place, after=max(wanted, default=place.after), ids=ids)
        marks: list[Mention] = []
        done = {one.remote_id: one for one in others if "\\answered" in one.flags}
        if done:
            marks = self._marks({key: found[key].said_at for key in done}, client, sent)
            place = msgspec.structs.replace(
                place, answered=(*place.answered, *(one.uid for one in done.values()))
            )
        if len(listed) <= AT_ONCE:
            place, later = self._answered_since(client, place, sent)
            marks += later
        return Page((*found.values(), *marks), place.cursor, more=len(listed) > AT_ONCE, gap=gap)

    def sent(self, client: "IMAPClient", cursor: str, folder: str) -> tuple[Page, set[str]]:
        """What was sent from this mailbox, by any program; and which mails this program answered with it."""
        place, listed, gap = self._listed(client, folder, Place.of(cursor))
        wanted = listed[:AT_ONCE]
        now = self._clock.now()
        found: dict[str, Mention] = {}
        answered: set[str] = set()
        for one in work.read(client, wanted):
            if self._is_wanted(one, place):
                mention = letters.told(one, self._ours, now, sent=True)
                found[mention.remote_id] = mention
                answered |= {mention.parent} if letters.our_mark(one.headers)[1] else set()
        place = msgspec.structs.replace(place, after=max(wanted, default=place.after))
        page = Page(tuple(found.values()), place.cursor, more=len(listed) > AT_ONCE, gap=gap)
        return page, answered - {""}

    def between(self, client: "IMAPClient", folder: str, gap: Gap, cursor: str) -> Page:
        """The mails of a stretch of time."""
        place = Place.of(cursor)
        opened = work.opened(client, folder)
        first, last = (
            datetime.fromtimestamp(at, UTC).date() for at in (gap.start - _A_DAY, gap.end + 2 * _A_DAY)
        )
        listed = work.uids(client, "SINCE", first, "BEFORE", last)
        after = place.after if place.validity == opened.validity else 0
        listed = [uid for uid in listed if uid > after]
        wanted = listed[:AT_ONCE]
        mine = folder != work.INBOX
        found: dict[str, Mention] = {}
        for one in work.read(client, wanted):
            mention = letters.told(one, self._ours, self._clock.now(), sent=mine)
            if gap.start <= mention.said_at <= gap.end and (
                mine or not letters.is_ours(one.headers, self._ours)
            ):
                found[mention.remote_id] = mention
        there = Place(opened.validity, max(wanted, default=after))
        return Page(tuple(found.values()), there.cursor, more=len(listed) > AT_ONCE)

    # How far

    def _listed(self, client: "IMAPClient", folder: str, place: Place) -> tuple[Place, list[int], Gap | None]:
        """The UIDs that weren't handed over yet, ascending, and what stays unread at the very first time."""
        opened = work.opened(client, folder)
        if place.validity == opened.validity:
            return place, work.after(client, place.after), None
        if place.validity:
            # The server numbers anew: nothing that it said before helps to find where one was.
            since = datetime.fromtimestamp(place.since - _A_DAY, UTC).date()
            place = Place(opened.validity, 0, place.since, ids=place.ids)
            return place, work.uids(client, "SINCE", since), None
        every = work.uids(client)
        listed = every[-FIRST:]
        began = self._arrived(client, listed[0]) if listed else self._clock.now()
        gap = None
        if len(every) > len(listed):
            oldest = self._arrived(client, every[0])
            gap = Gap(min(oldest, began), began, f"Only the newest {FIRST} mails were read.")
        return (
            Place(opened.validity, listed[0] - 1 if listed else max(0, opened.next_uid - 1), began),
            listed,
            gap,
        )

    def _arrived(self, client: "IMAPClient", uid: int) -> int:
        """UTC seconds at which the server got a mail."""
        came = client.fetch([uid], ["INTERNALDATE"]).get(uid, {}).get(b"INTERNALDATE")
        return int(came.timestamp()) if isinstance(came, datetime) else self._clock.now()

    @staticmethod
    def _is_wanted(letter: Letter, place: Place) -> bool:
        """Old mails that somebody sorts into the folder were never meant to be read here, nor deleted ones."""
        return letter.internal >= place.since - _A_DAY and "\\deleted" not in letter.flags

    @staticmethod
    def _tell_apart(fresh: Sequence[Letter], known: dict[str, str]) -> dict[str, str]:
        """Marks a mail that wears another's Message-ID, so that neither is lost; the ids known from now on."""
        ids = dict(known)
        for one in fresh:
            if one.message_id:
                name, digest = _short(one.message_id), _short(one.digest)
                one.odd_id = ids.setdefault(name, digest) != digest
        return dict(list(ids.items())[-_IDS:])

    # Answered elsewhere

    def _answered_since(self, client: "IMAPClient", place: Place, sent: str) -> tuple[Place, list[Mention]]:
        """Mails that came to be answered. The answer itself comes by the Sent folder; without one, a mark does."""
        now = self._clock.now()
        if not place.after:
            return place, []
        work.opened(client, work.INBOX)
        low = max(1, place.after - _WINDOW)
        found = set(work.uids(client, "ANSWERED", "UID", f"{low}:{place.after}"))
        waiting = {uid: since for uid, since in place.waiting.items() if uid in found}
        waiting |= dict.fromkeys(found - set(place.answered) - set(waiting), now)
        over = sorted(uid for uid, since in waiting.items() if now - since >= _PATIENCE)
        marks: list[Mention] = []
        if over:
            read = [one for one in work.read(client, over) if not letters.is_ours(one.headers, self._ours)]
            marks = self._marks({one.remote_id: now for one in read}, client, sent)
        left = {uid: since for uid, since in waiting.items() if uid not in over}
        return msgspec.structs.replace(place, answered=tuple(sorted(found - set(left))), waiting=left), marks

    def _marks(self, moments: dict[str, int], client: "IMAPClient", sent: str) -> list[Mention]:
        """An answer of ours without words for each that the Sent folder has none for."""
        there = work.answered_to(client, sent, set(moments)) if sent else set()
        return [
            answered_elsewhere(remote_id, self._ours, moment)
            for remote_id, moment in moments.items()
            if remote_id not in there
        ]


def answered_elsewhere(remote_id: str, ours: str, moment: int) -> Mention:
    """What stands for an answer of ours of which nothing is left but the mark. `moment` is in UTC seconds."""
    us = Author(ours.lower(), ours, ours)
    return Mention(
        f"answered:{remote_id}", us, ELSEWHERE, moment, parent=remote_id, visibility="direct", ours=True,
        addressed=False,
    )  # fmt: skip


def _short(text: str) -> str:
    return blake2s(text.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()


def folder_of(source: str, folders: work.Folders) -> str:
    """Which folder a source reads. Raises `Refused`."""
    if source == INBOX.name:
        return work.INBOX
    if source == SENT.name:
        if found := folders.special.get(work.SENT):
            return found
        raise work.no_folder("what it sends", "Sent")
    raise Refused(f"A mailbox has no source called {source}.", "See: socialtui sources")
