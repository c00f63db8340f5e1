"""Decides how a mail becomes a mention: its id, whose it is, when it came, what it answers, what it says."""

import logging
import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from hashlib import blake2s

from msgspec import Struct

from socialtui.domain.mention import Author, Mention
from socialtui.domain.text import clean_flagged, one_line
from socialtui.html_text import to_text
from socialtui.networks.mail import decoding, folding
from socialtui.networks.mail.natures import Nature, is_no_reply, nature_of
from socialtui.networks.mail.structure import Leaf, Outline

log = logging.getLogger("socialtui.mail")

OURS = "X-Socialtui"
"""Our own header: how many lines of a mail of ours are the answer itself, before what it quotes; its id; and
which mail it answers, where that has no Message-ID to name.

Some providers write a Message-ID of their own over ours.
"""
_OURS = re.compile(r"(\d{1,4}) ([!-;=?-~]{10,200})(?: ([!-;=?-~]{10,200}))?")
NOT_LIKED = "A mail can't be liked."
CANNOT = {
    "like": NOT_LIKED,
    "hide": "Only you see a mail; there is nothing to hide. Archive it instead.",
    "mute": "A mailbox can't mute a thread; a filter of your provider can.",
    "report": "A mailbox reports to nobody; mark it as spam instead.",
}
EMPTY = "(Nothing is written in it.)"
UNREAD = "A mail that can't be read here. Open it in your mail program."
_WITHOUT_ID = "none:"
_PLAIN_ID = re.compile(r"[!-;=?-~]{1,200}")
_REPLY = re.compile(r"^\s*(?:(?:re|aw|antw|sv|vs|ref|odp|r|wg|fwd?|tr|rv)\s*(?:\[\d+\])?\s*[::]\s*)+", re.I)
_HTTP = re.compile(r"https?://[^\s<>\"')\]]+")
_A_DAY = 86_400
_EARLIEST = 631_152_000
"""1990 in UTC seconds: nothing in a mailbox is older, and dates from before are mistakes."""
_REACHED = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Delivered-To")
"""Headers in which servers write the address of ours that a mail came by."""
MOST_ORIGINAL = 4_000
"""Characters kept of what was folded away."""


class Letter(Struct):
    """A mail as far as it was fetched."""

    uid: int
    headers: Message
    outline: Outline
    texts: list[tuple[Leaf, bytes]]
    internal: int
    """UTC seconds at which the server got it."""
    flags: frozenset[str]
    odd_id: bool = False
    """Its Message-ID is another mail's."""

    @property
    def message_id(self) -> str:
        """Its Message-ID where a server can be asked for it, else empty."""
        return plain_id(decoding.raw_value(self.headers, "Message-ID"))

    @property
    def remote_id(self) -> str:
        """Stable over folders and renumberings."""
        return self.message_id if self.message_id and not self.odd_id else self._made_id()

    def _made_id(self) -> str:
        """For mails without an id of their own: the day they came, and a digest of what never changes."""
        day = datetime.fromtimestamp(self.internal, UTC).strftime("%Y-%m-%d")
        return f"{_WITHOUT_ID}{day}:{self.digest}"

    @property
    def digest(self) -> str:
        """Of what stands in its header, whatever folder it is in."""
        names = ("From", "To", "Date", "Subject", "Message-ID", "Received", "Content-Type")
        told = "\n".join(decoding.raw_value(self.headers, name) for name in names)
        return blake2s(told.encode("utf-8", "surrogateescape"), digest_size=10).hexdigest()


def plain_id(raw: str) -> str:
    """An id without its brackets; empty where it is none that can be searched for."""
    found = re.search(r"<([^<>]*)>", raw)
    name = (found[1] if found else raw).strip()
    return name if _PLAIN_ID.fullmatch(name) else ""


def our_mark(headers: Message) -> tuple[int, str]:
    """Lines and id from a mail that this program wrote; 0 and nothing on another's."""
    found = _OURS.fullmatch(decoding.raw_value(headers, OURS))
    return (int(found[1]), found[2]) if found else (0, "")


def answered_by(headers: Message) -> str:
    """Id of what a mail of ours answers."""
    found = _OURS.fullmatch(decoding.raw_value(headers, OURS))
    return (found[3] if found else "") or parent_of(headers)


def without_id(remote_id: str) -> tuple[str, str]:
    """The day and the digest of an id of our making; empty for a real one."""
    if not remote_id.startswith(_WITHOUT_ID):
        return "", ""
    day, _, digest = remote_id.removeprefix(_WITHOUT_ID).partition(":")
    return day, digest


def ids_of(raw: str) -> list[str]:
    """The ids on a References or In-Reply-To line, in order."""
    found = re.findall(r"<([^<>\s]+)>", raw) or raw.split()
    return [name for name in found if _PLAIN_ID.fullmatch(name) and "@" in name]


def parent_of(headers: Message) -> str:
    """Id of what a mail answers; empty for a first word."""
    answered = ids_of(decoding.raw_value(headers, "In-Reply-To"))
    chain = ids_of(decoding.raw_value(headers, "References"))
    return answered[0] if answered else chain[-1] if chain else ""


def thread_of(headers: Message) -> str:
    """Id of the thread's first word where the mail tells it."""
    chain = ids_of(decoding.raw_value(headers, "References"))
    return chain[0] if chain else ""


def subject_of(headers: Message) -> str:
    """The subject on one line."""
    return one_line(decoding.value(headers, "Subject"))


def bare_subject(headers: Message) -> str:
    """The subject without Re: and its kin."""
    return _REPLY.sub("", subject_of(headers))


def said_at(letter: Letter, now: int) -> int:
    """When it came (UTC seconds). A date that its writer's machine made up gives way to the server's."""
    came = _seconds(decoding.raw_value(letter.headers, "Received").rpartition(";")[2]) or letter.internal
    told = _seconds(decoding.raw_value(letter.headers, "Date"))
    plausible = told and abs(told - came) <= 2 * _A_DAY
    return max(_EARLIEST, min(told if plausible and told < came else came, now))


def _seconds(date: str) -> int:
    try:
        found = int(parsedate_to_datetime(date.strip()).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0
    return found if found >= _EARLIEST else 0


def author_of(headers: Message, ours: str, nature: Nature) -> Author:
    """Who speaks: on a form's mail the one it asks to be answered, on a notification the one it names."""
    sender = next(iter(decoding.addresses(headers, "From")), ("", ""))
    if nature.place:
        who = one_line(nature.person) or nature.place
        named = f"{nature.place.lower()}:{nature.person.lower()}" if nature.person else sender[1].lower()
        return Author(remote_id=one_line(named), handle="", name=who)
    replies = [one for one in decoding.addresses(headers, "Reply-To") if one[1].lower() != ours.lower()]
    if replies and (not sender[1] or is_no_reply(sender[1]) or _same_house(sender[1], ours)):
        sender = replies[0]
    name, address = one_line(sender[0]), one_line(sender[1])
    return Author(
        remote_id=address.lower() or "nobody",
        handle=address,
        name=name or address or "somebody without an address",
    )


def _same_house(sender: str, ours: str) -> bool:
    return sender.rpartition("@")[2].lower() == ours.rpartition("@")[2].lower()


def is_ours(headers: Message, ours: str) -> bool:
    """Whether we sent it ourselves; a form that uses our address and asks to answer another is not us."""
    sender = next((address for _, address in decoding.addresses(headers, "From")), "")
    replies = [address.lower() for _, address in decoding.addresses(headers, "Reply-To")]
    return sender.lower() == ours.lower() and all(address == ours.lower() for address in replies)


def others_of(headers: Message, ours: str, answered: tuple[str, ...]) -> list[tuple[str, str]]:
    """Who else got it and gets the answer too: on To and Cc, without us and whom we answer anyway."""
    reached = (address for name in _REACHED for _, address in decoding.addresses(headers, name))
    left_out = {one.lower() for one in (ours, *answered, *reached)}
    found = [*decoding.addresses(headers, "To"), *decoding.addresses(headers, "Cc")]
    once = {address.lower(): (name, address) for name, address in reversed(found)}
    if len(once) == 1 and ours.lower() not in once:
        return []  # the one address that it went to is how it came to us
    return [
        one for address, one in reversed(once.items()) if address not in left_out and not is_no_reply(address)
    ]


def whom_to_answer(headers: Message, ours: str) -> list[tuple[str, str]]:
    """Reply-To where it names somebody, else From."""
    for name in ("Reply-To", "From"):
        found = [one for one in decoding.addresses(headers, name) if one[1].lower() != ours.lower()]
        if found:
            return found
    return []


def body_of(letter: Letter, *, sent: bool = False) -> tuple[str, str]:
    """What is said now, and the whole text that it stood in. In the Sent folder our own mark is believed."""
    said, whole = [], []
    for leaf, data in letter.texts:
        found = decoding.transfer_decoded(data, leaf.encoding)
        raw = decoding.text_of(found, leaf.charset, html=leaf.kind == "text/html")
        if leaf.kind == "text/plain":
            text = folding.unflowed(raw, delsp=leaf.delsp) if leaf.flowed else raw.replace("\r\n", "\n")
            said.append(text)
            whole.append(text)
        else:
            said.append(to_text(folding.html_folded(raw)))
            whole.append(to_text(raw))
    text, all_of_it = ("\n\n".join(part.strip() for part in parts if part.strip()) for parts in (said, whole))
    lines = our_mark(letter.headers)[0] if sent else 0
    if lines:
        return "\n".join(text.split("\n")[:lines]), all_of_it
    return folding.folded(text), all_of_it


def told(letter: Letter, ours: str, now: int, *, sent: bool = False) -> Mention:
    """The mail in domain words; one that can't be read stands there all the same, and stops no other."""
    try:
        return mention_of(letter, ours, now, sent=sent)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        log.exception("a mail that can't be read: uid %s", letter.uid)
        nobody = Author("nobody", "", "somebody who can't be read")
        cannot = CANNOT | {"reply": "Open it in your mail program."}
        moment = max(_EARLIEST, min(letter.internal, now))
        return Mention(
            f"{_WITHOUT_ID}unread:{letter.uid}-{letter.internal}", nobody, UNREAD, moment, visibility="direct",
            ours=sent, addressed=not sent, cannot=cannot,
        )  # fmt: skip


def mention_of(letter: Letter, ours: str, now: int, *, sent: bool = False) -> Mention:
    """The mail in domain words. `sent` says that it lies in the Sent folder, and so is ours."""
    headers = letter.headers
    nature = Nature() if sent else nature_of(headers, letter.outline)
    said, whole = body_of(letter, sent=sent)
    text, hidden = clean_flagged(_worded(letter, said, ours, sent=sent))
    original = "" if text == (unfolded := _worded(letter, whole, ours, sent=sent)) else unfolded
    cannot = {} if sent else dict(CANNOT)
    if nature.no_reply and not sent:
        cannot["reply"] = nature.no_reply
    return Mention(
        remote_id=(sent and our_mark(headers)[1]) or letter.remote_id,
        author=Author(ours.lower(), ours, ours) if sent else author_of(headers, ours, nature),
        text=text,
        original=original[:MOST_ORIGINAL]
        if (hidden or original) and original[:MOST_ORIGINAL] != text
        else "",
        said_at=said_at(letter, now),
        url=_link(whole, nature),
        parent=answered_by(headers) if sent else parent_of(headers),
        thread=thread_of(headers),
        visibility="direct",
        ours=sent,
        addressed=nature.addressed and not sent,
        cannot=cannot,
    )


def _worded(letter: Letter, said: str, ours: str, *, sent: bool) -> str:
    """Subject, words, files by name, and who else reads along. Of our own mails the words alone."""
    if sent:
        return said
    headers = letter.headers
    subject = subject_of(headers)
    # In an exchange the subject is said already.
    lines = [] if (_REPLY.match(subject) and parent_of(headers)) or not subject else [subject, ""]
    lines.append(said.strip())
    more = [f"[{shown_file(leaf)}]" for leaf in letter.outline.files[:20]]
    also = others_of(headers, ours, tuple(address for _, address in whom_to_answer(headers, ours)))
    if also:
        named = ", ".join(one_line(name or address) for name, address in also[:6])
        more.append(f"[also to {named}{f' and {len(also) - 6} more' if len(also) > 6 else ''}]")
    words = "\n".join(lines).strip()
    return "\n\n".join(part for part in (words, "\n".join(more)) if part) or EMPTY


def shown_file(leaf: Leaf) -> str:
    """invoice.pdf, 82 kB; nothing of it is fetched."""
    size = leaf.size * 3 // 4 if leaf.encoding.lower() == "base64" else leaf.size
    named = f"attached: {one_line(leaf.name) or leaf.kind}"
    if size < 1000:
        return f"{named}, {size} bytes" if size else named
    return f"{named}, {round(size / 1000)} kB" if size < 1_000_000 else f"{named}, {size / 1e6:.1f} MB"


def _link(text: str, nature: Nature) -> str:
    """The first link in a notification that leads to its place itself."""
    for found in _HTTP.finditer(text) if nature.hosts else ():
        url = found[0].rstrip(".,;:!?")
        host = (
            url.partition("://")[2]
            .partition("/")[0]
            .partition("?")[0]
            .rpartition("@")[2]
            .partition(":")[0]
            .lower()
        )
        if any(host == own or host.endswith(f".{own}") for own in nature.hosts):
            return one_line(url)
    return ""
