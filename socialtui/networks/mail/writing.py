"""Decides what an answer looks like as a mail: to whom, under which subject, and with what it answers below it."""

from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from hashlib import blake2s

from msgspec import Struct

from socialtui.domain.errors import Refused
from socialtui.domain.network import Outgoing
from socialtui.domain.text import one_line
from socialtui.networks.mail import decoding, letters
from socialtui.networks.mail.letters import Letter
from socialtui.networks.mail.natures import nature_of

MOST_QUOTED = 60
"""Lines of the original below an answer."""
MOST_REFERENCES = 20
"""Ids of the thread that are named; of a longer one the first and the last."""


class Envelope(Struct, frozen=True):
    """A mail ready to go."""

    message_id: str
    """Without its brackets."""
    sender: str
    to: tuple[str, ...]
    """Whom it is for."""
    also: tuple[str, ...]
    """Who reads along."""
    content: bytes
    international: bool
    """It has addresses that only some servers take (SMTPUTF8)."""


def message_id(outgoing: Outgoing, ours: str) -> str:
    """The same over every try of the same words, and no other's."""
    told = f"{outgoing.key}\0{outgoing.text}".encode("utf-8", "surrogatepass")
    domain = _idna(ours.rpartition("@")[2]) or "localhost"
    return f"{blake2s(told, digest_size=16).hexdigest()}.socialtui@{domain}"


def answer(outgoing: Outgoing, original: Letter, name: str, ours: str, now: int) -> Envelope:
    """An answer to a mail. Raises `Refused` where it must not be answered."""
    headers = original.headers
    if reason := nature_of(headers, original.outline).no_reply:
        raise Refused(reason, "Nothing was sent.")
    to = letters.whom_to_answer(headers, ours)
    if not to:
        raise Refused("It names nobody to answer.", "Nothing was sent.")
    also = letters.others_of(headers, ours, tuple(address for _, address in to))
    mail = EmailMessage()
    mail["From"] = _address(name, ours)
    mail["To"] = [_address(*one) for one in to]
    if also:
        mail["Cc"] = [_address(*one) for one in also]
    mail["Subject"] = f"Re: {letters.bare_subject(headers) or 'your mail'}"
    mail["Date"] = format_datetime(datetime.fromtimestamp(now, UTC))
    mail["Message-ID"] = f"<{message_id(outgoing, ours)}>"
    if original.message_id:
        mail["In-Reply-To"] = f"<{original.message_id}>"
        mail["References"] = " ".join(f"<{one}>" for one in _references(headers, original.message_id))
    text = outgoing.text.replace("\r\n", "\n").strip("\n")
    named = "" if original.message_id else f" {outgoing.in_reply_to}"
    mail[letters.OURS] = f"{len(text.split(chr(10)))} {message_id(outgoing, ours)}{named}"
    mail.set_content(f"{text}\n\n{_quoted(original, ours, now)}", charset="utf-8", cte="quoted-printable")
    everybody = [address for _, address in (("", ours), *to, *also)]
    international = not all(_idna(address).isascii() for address in everybody)
    return Envelope(
        message_id(outgoing, ours),
        _idna(ours),
        tuple(_idna(address) for _, address in to),
        tuple(_idna(address) for _, address in also),
        mail.as_bytes(policy=SMTPUTF8 if international else SMTP),
        international,
    )


def _references(headers: Message, parent: str) -> list[str]:
    chain = letters.ids_of(decoding.raw_value(headers, "References")) or letters.ids_of(
        decoding.raw_value(headers, "In-Reply-To")
    )
    whole = list(dict.fromkeys((*chain, parent)))
    return whole if len(whole) <= MOST_REFERENCES else [whole[0], *whole[1 - MOST_REFERENCES :]]


def _quoted(original: Letter, ours: str, now: int) -> str:
    """What is answered, marked line by line, under who said it and when."""
    said, _ = letters.body_of(original)
    who = letters.author_of(original.headers, ours, nature_of(original.headers, original.outline)).name
    when = (
        datetime.fromtimestamp(letters.said_at(original, now), UTC)
        .strftime("%d %b %Y, %H:%M UTC")
        .lstrip("0")
    )
    lines = [one_line(line) if not line.startswith(">") else line for line in said.split("\n")]
    if len(lines) > MOST_QUOTED:
        lines = [*lines[:MOST_QUOTED], "[…]"]
    return "\n".join([f"On {when}, {who} wrote:", *(f"> {line}".rstrip() for line in lines)]) + "\n"


def _address(name: str, address: str) -> Address:
    local, _, domain = _idna(address).rpartition("@")
    try:
        return Address(one_line(name), local, domain)
    except (ValueError, IndexError, MessageError) as error:
        raise Refused(
            f"{one_line(address)} is no address that mail can go to.", "Answer it by hand."
        ) from error


def _idna(address: str) -> str:
    """The address with its domain as the wire has it; the part before the @ stays as it is."""
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{domain.encode('idna').decode('ascii')}" if not domain.isascii() else address
    except UnicodeError:
        return address
