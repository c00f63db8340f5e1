"""A mailbox of our own making: IMAP and SMTP in the program's own process, over socket pairs.

Each connection has a thread that speaks the protocol as servers do; `faults` says where it goes wrong.
"""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_string
from email.message import Message
from typing import Any, BinaryIO
from urllib.parse import quote

CAPABILITIES = "IMAP4rev1 IDLE MOVE UIDPLUS SPECIAL-USE LITERAL+ AUTH=PLAIN"
SPECIAL = {"Sent": "\\Sent", "Junk": "\\Junk", "Trash": "\\Trash", "Archive": "\\Archive"}
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s"]+)')
_WRITES = ("STORE", "MOVE", "COPY", "APPEND", "EXPUNGE", "CREATE")


@dataclass
class Mail:
    """One mail in a folder."""

    uid: int
    raw: bytes
    came: int
    flags: set[str] = field(default_factory=set)


@dataclass
class Folder:
    """One folder."""

    validity: int = 1
    next_uid: int = 1
    mails: list[Mail] = field(default_factory=list)

    def add(self, raw: bytes, came: int, flags: tuple[str, ...] = ()) -> Mail:
        """A mail comes in."""
        mail = Mail(self.next_uid, raw, came, set(flags))
        self.next_uid += 1
        self.mails.append(mail)
        return mail

    def renumber(self) -> None:
        """As after a server's repair: a new UIDVALIDITY, other UIDs."""
        self.validity += 1
        for number, mail in enumerate(self.mails, 1):
            mail.uid = number
        self.next_uid = len(self.mails) + 1


class FakeMailbox:
    """The servers of one mailbox. `dial` is its wire."""

    def __init__(self, now: int, password: str = "pass word") -> None:
        self.now, self.password = now, password
        self.folders = {name: Folder() for name in ("INBOX", *SPECIAL)}
        self.special = dict(SPECIAL)
        self.capabilities = CAPABILITIES
        self.keeps = "\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*"
        self.faults: dict[str, str] = {}
        """IMAP command, or SMTP verb with `smtp ` before it → the answer in its place; `cut`, `hang`, or text."""
        self.asked: list[str] = []
        self.writes: list[str] = []
        self.sent: list[tuple[str, list[str], bytes]] = []
        """What SMTP took: from, to, content."""
        self.hosts: list[tuple[str, int]] = []
        self.open_hosts: set[str] | None = None
        """Hosts that exist; None for all."""
        self.smtp_auth = True
        self.idlers: list[tuple[BinaryIO, threading.Event]] = []
        self.heard = threading.Event()
        """Set when somebody waits in IDLE."""
        self.hangs = threading.Event()
        """Set when somebody waits for what never comes."""
        self.freed = threading.Event()
        """Lets go of what hangs."""
        self.stores: tuple[str, ...] = ()
        """Folders into which the server itself puts what it sends."""
        self._connections: list[socket.socket] = []

    async def dial(self, host: str, port: int) -> socket.socket:
        """A connection to the fake."""
        self.hosts.append((host, port))
        if self.open_hosts is not None and host not in self.open_hosts:
            raise socket.gaierror(socket.EAI_NONAME, "no such host")
        ours, theirs = socket.socketpair()
        work = self._smtp if port in (25, 465, 587, 1025) else self._imap
        self._connections.append(theirs)
        threading.Thread(target=self._serve, args=(work, theirs), daemon=True).start()
        return ours

    def _serve(self, work: object, connection: socket.socket) -> None:
        with suppress(OSError, ValueError), connection, connection.makefile("rwb") as wire:
            assert callable(work)
            work(wire, connection)

    def drop(self) -> None:
        """Cuts every connection, as a router that forgets."""
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._connections.clear()

    def put(self, raw: str | bytes, folder: str = "INBOX", *flags: str, came: int | None = None) -> Mail:
        """A mail comes in, and who idles is told."""
        data = raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else raw
        data = re.sub(rb"\r?\n", b"\r\n", data)
        mail = self.folders[folder].add(data, self.now if came is None else came, flags)
        if folder == "INBOX":
            self.tell(f"* {len(self.folders['INBOX'].mails)} EXISTS")
        return mail

    def tell(self, line: str) -> None:
        """Says something to everybody in IDLE."""
        for wire, _ in self.idlers:
            with suppress(OSError, ValueError):
                wire.write(f"{line}\r\n".encode())
                wire.flush()

    # IMAP

    def _imap(self, wire: BinaryIO, connection: socket.socket) -> None:
        if self._goes_wrong("greeting", wire, connection):
            return
        _say(wire, f"* OK [CAPABILITY {self.capabilities}] ready")
        state = _Selected()
        while line := wire.readline():
            line = self._with_literals(line, wire)
            tag, _, rest = line.decode("utf-8", "surrogateescape").rstrip("\r\n").partition(" ")
            words = rest.split(" ")
            name = words[1].upper() if words[0].upper() == "UID" else words[0].upper()
            self.asked.append(rest if name not in ("LOGIN", "AUTHENTICATE") else name)
            if name in _WRITES:
                self.writes.append(rest)
            if self._goes_wrong(name, wire, connection, tag):
                if name == "LOGOUT":
                    return
                continue
            if name == "LOGOUT":
                _say(wire, "* BYE bye", f"{tag} OK done")
                return
            reply = getattr(self, f"_do_{name.lower()}", None)
            if reply is None:
                _say(wire, f"{tag} BAD {name}?")
            elif (ending := reply(wire, tag, rest, state)) is not None:
                _say(wire, f"{tag} {ending}")

    def _with_literals(self, line: bytes, wire: BinaryIO) -> bytes:
        while found := re.search(rb"\{(\d+)(\+?)\}\r\n$", line):
            if not found[2]:
                _say(wire, "+ go on")
            line = line[: found.start()] + _quoted_literal(wire.read(int(found[1]))) + wire.readline()
        return line

    def _goes_wrong(self, name: str, wire: BinaryIO, connection: socket.socket, tag: str = "") -> bool:
        fault = self.faults.get(name)
        if fault is None:
            return False
        if fault == "hang":
            self.hangs.set()
            self.freed.wait(30)
            raise OSError
        if fault == "cut":
            connection.shutdown(socket.SHUT_RDWR)
            raise OSError
        if fault.startswith("half "):
            wire.write(fault.removeprefix("half ").encode())
            wire.flush()
            connection.shutdown(socket.SHUT_RDWR)
            raise OSError
        if fault.startswith("trickle "):
            wire.write(fault.removeprefix("trickle ").encode())
            wire.flush()
            self.freed.wait(30)
            raise OSError
        _say(wire, fault.replace("TAG", tag))
        return True

    def _do_capability(self, wire: BinaryIO, _tag: str, _rest: str, _state: "_Selected") -> str:
        _say(wire, f"* CAPABILITY {self.capabilities}")
        return "OK done"

    def _do_noop(self, _wire: BinaryIO, _tag: str, _rest: str, _state: "_Selected") -> str:
        return "OK done"

    def _do_login(self, _wire: BinaryIO, _tag: str, rest: str, _state: "_Selected") -> str:
        return "OK in" if _words(rest)[2] == self.password else "NO [AUTHENTICATIONFAILED] no"

    def _do_authenticate(self, wire: BinaryIO, _tag: str, rest: str, _state: "_Selected") -> str:
        import base64

        said = rest.split(" ")[2] if rest.count(" ") > 1 else ""
        if not said:
            _say(wire, "+ ")
            said = wire.readline().decode().strip()
        told = base64.b64decode(said).decode()
        good = told.endswith(f"\0{self.password}") or f"auth=Bearer {self.password}" in told
        return "OK in" if good else "NO [AUTHENTICATIONFAILED] no"

    def _do_list(self, wire: BinaryIO, _tag: str, _rest: str, _state: "_Selected") -> str:
        for name in self.folders:
            _say(wire, f'* LIST ({self.special.get(name, "")}) "/" "{name}"')
        return "OK done"

    def _do_select(
        self, wire: BinaryIO, tag: str, rest: str, state: "_Selected", how: str = "READ-WRITE"
    ) -> str:
        name = _words(rest)[1]
        if name not in self.folders:
            return "NO [NONEXISTENT] no such folder"
        state.name = name
        folder = self.folders[name]
        _say(
            wire, "* FLAGS (\\Answered \\Seen)", f"* {len(folder.mails)} EXISTS", "* 0 RECENT",
            f"* OK [PERMANENTFLAGS ({self.keeps if how == 'READ-WRITE' else ''})] kept",
            f"* OK [UIDVALIDITY {folder.validity}] valid", f"* OK [UIDNEXT {folder.next_uid}] next",
        )  # fmt: skip
        return f"OK [{how}] open"

    def _do_examine(self, wire: BinaryIO, tag: str, rest: str, state: "_Selected") -> str:
        return self._do_select(wire, tag, rest, state, "READ-ONLY")

    def _do_search(self, wire: BinaryIO, _tag: str, rest: str, state: "_Selected") -> str:
        words = _words(rest)[2:]
        if words[:1] == ["CHARSET"]:
            words = words[2:]
        folder = self.folders[state.name]
        found = [mail for mail in folder.mails if _fits(mail, list(words), folder)]
        _say(wire, "* SEARCH " + " ".join(str(mail.uid) for mail in found))
        return "OK done"

    def _do_fetch(self, wire: BinaryIO, _tag: str, rest: str, state: "_Selected") -> str:
        _, _, chosen, asked = rest.split(" ", 3)
        folder = self.folders[state.name]
        wanted = _set(chosen, folder)
        for number, mail in enumerate(folder.mails, 1):
            if mail.uid in wanted:
                wire.write(f"* {number} FETCH (UID {mail.uid} ".encode())
                wire.write(b" ".join(_items(mail, asked)) + b")\r\n")
        wire.flush()
        return "OK done"

    def _do_store(self, _wire: BinaryIO, _tag: str, rest: str, state: "_Selected") -> str:
        _, _, chosen, how, flags = rest.split(" ", 4)
        folder = self.folders[state.name]
        for mail in folder.mails:
            if mail.uid in _set(chosen, folder):
                names = set(flags.strip("()").split())
                mail.flags = mail.flags - names if how.startswith("-") else mail.flags | names
        return "OK done"

    def _do_move(self, wire: BinaryIO, tag: str, rest: str, state: "_Selected") -> str:
        ending = self._do_copy(wire, tag, rest, state)
        folder = self.folders[state.name]
        gone = _set(_words(rest)[2], folder)
        folder.mails = [mail for mail in folder.mails if mail.uid not in gone]
        return ending

    def _do_copy(self, _wire: BinaryIO, _tag: str, rest: str, state: "_Selected") -> str:
        _, _, chosen, target = _words(rest)
        folder = self.folders[state.name]
        for mail in [one for one in folder.mails if one.uid in _set(chosen, folder)]:
            self.folders[target].add(mail.raw, mail.came, tuple(mail.flags))
        return "OK done"

    def _do_expunge(self, _wire: BinaryIO, _tag: str, rest: str, state: "_Selected") -> str:
        folder = self.folders[state.name]
        gone = _set(_words(rest)[2], folder)
        folder.mails = [m for m in folder.mails if not (m.uid in gone and "\\Deleted" in m.flags)]
        return "OK done"

    def _do_append(self, _wire: BinaryIO, _tag: str, rest: str, _state: "_Selected") -> str:
        name, flags, content = re.fullmatch(
            r'APPEND "?([^"]+?)"? (?:\(([^)]*)\) )?"(.*)"', rest, re.S
        ).groups()  # type: ignore[union-attr]
        self.folders[name].add(_unquoted(content), self.now, tuple((flags or "").split()))
        return "OK done"

    def _do_create(self, _wire: BinaryIO, _tag: str, rest: str, _state: "_Selected") -> str:
        self.folders[_words(rest)[1]] = Folder()
        return "OK done"

    def _do_subscribe(self, _wire: BinaryIO, _tag: str, _rest: str, _state: "_Selected") -> str:
        return "OK done"

    def _do_idle(self, wire: BinaryIO, _tag: str, _rest: str, _state: "_Selected") -> str:
        _say(wire, "+ idling")
        mine = (wire, threading.Event())
        self.idlers.append(mine)
        self.heard.set()
        try:
            line = wire.readline()
        finally:
            self.idlers.remove(mine)
        return "OK done" if line.strip().upper() == b"DONE" else "BAD what"

    # SMTP

    def _smtp(self, wire: BinaryIO, connection: socket.socket) -> None:
        if self._goes_wrong("smtp greeting", wire, connection):
            return
        _say(wire, "220 ready")
        sender, to = "", []  # type: str, list[str]
        while line := wire.readline():
            words = line.decode("utf-8", "replace").strip()
            verb = words.split(" ")[0].upper()
            if self._goes_wrong(f"smtp {verb}", wire, connection):
                continue
            if verb == "EHLO":
                auth = ["250-AUTH PLAIN LOGIN XOAUTH2"] if self.smtp_auth else []
                _say(wire, "250-fake", *auth, "250-SMTPUTF8", "250 8BITMIME")
            elif verb == "AUTH":
                _say(wire, "235 in" if self._knows(words) else "535 5.7.8 no")
            elif verb == "MAIL":
                sender, to = words.partition("<")[2].partition(">")[0], []
                _say(wire, "250 ok")
            elif verb == "RCPT":
                to.append(words.partition("<")[2].partition(">")[0])
                _say(wire, self.faults.get(f"smtp to {to[-1]}", "250 ok"))
            elif verb == "DATA":
                self._take(wire, connection, sender, to)
            elif verb == "QUIT":
                _say(wire, "221 bye")
                return
            else:
                _say(wire, "250 ok")

    def _knows(self, words: str) -> bool:
        import base64

        told = base64.b64decode(words.split(" ")[2]).decode()
        return told.endswith(f"\0{self.password}") or f"auth=Bearer {self.password}" in told

    def _take(self, wire: BinaryIO, connection: socket.socket, sender: str, to: list[str]) -> None:
        _say(wire, "354 go on")
        lines = []
        while (line := wire.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        self.asked.append("DATA")
        if self._goes_wrong("smtp lost", wire, connection):
            return
        self.writes.append("DATA")
        self.sent.append((sender, to, b"".join(lines)))
        for name in self.stores:
            self.put(b"".join(lines), name)
        if not self._goes_wrong("smtp taken", wire, connection):
            _say(wire, "250 taken")


@dataclass
class _Selected:
    name: str = "INBOX"


def _say(wire: BinaryIO, *lines: str) -> None:
    for line in lines:
        wire.write(f"{line}\r\n".encode("utf-8", "surrogateescape"))
    wire.flush()


def _quoted_literal(data: bytes) -> bytes:
    return b'"' + data.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _unquoted(text: str) -> bytes:
    return re.sub(r"\\(.)", r"\1", text, flags=re.S).encode("utf-8", "surrogateescape")


def _words(rest: str) -> list[str]:
    return [bare or re.sub(r"\\(.)", r"\1", quoted) for quoted, bare in _TOKEN.findall(rest)]


def _set(chosen: str, folder: Folder) -> set[int]:
    """The UIDs of a set like 3:5,9,12:*; as with real servers, * is the last one there is."""
    every = [mail.uid for mail in folder.mails]
    last = max(every, default=0)
    found: set[int] = set()
    for part in chosen.split(","):
        first, _, end = part.partition(":")
        bounds = [last if n == "*" else int(n) for n in (first, end or first)]
        found |= {uid for uid in every if min(bounds) <= uid <= max(bounds)}
    return found


def _fits(mail: Mail, words: list[str], folder: Folder) -> bool:
    """Whether a mail is what SEARCH asks for, of what is asked for here."""
    while words:
        key = words.pop(0).strip("()").upper()
        if key in ("ANSWERED", "UNDELETED"):
            if not _has(mail, key):
                return False
        elif key == "UID" and mail.uid not in _set(words.pop(0), folder):
            return False
        elif key in ("SINCE", "BEFORE"):
            day = datetime.strptime(words.pop(0), "%d-%b-%Y").replace(tzinfo=UTC).timestamp()
            if (mail.came < day) == (key == "SINCE"):
                return False
        elif key == "HEADER" and not _tells(mail, words.pop(0), words.pop(0)):
            return False
    return True


def _has(mail: Mail, key: str) -> bool:
    return "\\Answered" in mail.flags if key == "ANSWERED" else "\\Deleted" not in mail.flags


def _tells(mail: Mail, name: str, value: str) -> bool:
    head = mail.raw.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
    lines = re.sub(r"\r\n[ \t]+", " ", head).lower().split("\r\n")
    return any(line.startswith(f"{name.lower()}:") and value.lower() in line for line in lines)


def _items(mail: Mail, asked: str) -> Iterator[bytes]:
    """The answers to what FETCH asks for."""
    # Byte for byte: what isn't ASCII must come out as it went in.
    parsed = message_from_string(mail.raw.decode("latin-1"))
    for item in re.findall(r"BODY\.PEEK\[[^\]]*\](?:<[\d.]+>)?|[A-Z0-9.]+", asked):
        if item == "FLAGS":
            yield b"FLAGS (" + " ".join(sorted(mail.flags)).encode() + b")"
        elif item == "INTERNALDATE":
            came = datetime.fromtimestamp(mail.came, UTC).strftime("%d-%b-%Y %H:%M:%S +0000")
            yield f'INTERNALDATE "{came}"'.encode()
        elif item == "BODYSTRUCTURE":
            yield b"BODYSTRUCTURE " + _structure(parsed)
        elif item.startswith("BODY.PEEK"):
            section = item.partition("[")[2].partition("]")[0]
            data = _section(mail.raw, parsed, section)
            start = ""
            if "<" in item:
                data, start = data[: int(item.rpartition(".")[2].rstrip(">"))], "<0>"
            yield f"BODY[{section}]{start} {{{len(data)}}}\r\n".encode() + data


def _section(raw: bytes, parsed: Message, section: str) -> bytes:
    head, _, body = raw.partition(b"\r\n\r\n")
    if section.startswith("HEADER.FIELDS"):
        names = section.partition("(")[2].rstrip(")").lower().split()
        lines = re.split(rb"\r\n(?![ \t])", head)
        return (
            b"".join(
                line + b"\r\n"
                for line in lines
                if line.partition(b":")[0].strip().lower().decode("latin-1") in names
            )
            + b"\r\n"
        )
    if section == "HEADER":
        return head + b"\r\n\r\n"
    part: Any = parsed
    if not parsed.is_multipart() and section == "1":
        return body
    for number in section.split("."):
        inside = part.get_payload()
        if isinstance(inside, list):
            part = inside[int(number) - 1]
    text = part.get_payload()
    return text.encode("latin-1", "replace") if isinstance(text, str) else b""


def _string(value: object) -> bytes:
    if value is None:
        return b"NIL"
    data = str(value).encode("latin-1", "replace").replace(b"\r\n", b" ").replace(b"\n", b" ")
    return b'"' + data.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _params(found: list[tuple[str, Any]] | None) -> bytes:
    pairs = [
        (key, value)
        if isinstance(value, str)
        else (f"{key}*", f"{value[0]}'{value[1]}'{quote(value[2], encoding='latin-1')}")
        for key, value in (found or [])[1:]
        if key
    ]
    return b"(" + b" ".join(_string(one) for pair in pairs for one in pair) + b")" if pairs else b"NIL"


def _disposition(part: Message) -> bytes:
    found = part.get_params(header="content-disposition", unquote=True)
    return b"(" + _string(found[0][0]) + b" " + _params(found) + b")" if found else b"NIL"


def _structure(part: Message) -> bytes:
    """A BODYSTRUCTURE as servers write it."""
    params = part.get_params(unquote=True)
    inside: Any = part.get_payload()
    kind, minor = part.get_content_maintype(), part.get_content_subtype()
    if isinstance(inside, list) and kind == "multipart":
        return (
            b"(" + b"".join(_structure(one) for one in inside) + b" " + _string(minor) + b" " + _params(params)
            + b" " + _disposition(part) + b" NIL NIL)"
        )  # fmt: skip
    encoding = str(part.get("content-transfer-encoding") or "7bit").strip()
    text = inside if isinstance(inside, str) else ""
    size = len(text)
    head = (
        _string(kind),
        _string(minor),
        _params(params),
        b"NIL",
        b"NIL",
        _string(encoding),
        str(size).encode(),
    )
    lines = str(text.count("\n")).encode()
    more: tuple[bytes, ...] = ()
    if kind == "text":
        more = (lines,)
    elif kind == "message" and isinstance(inside, list):
        envelope = b"(NIL " + _string(inside[0].get("subject")) + b" NIL NIL NIL NIL NIL NIL NIL NIL)"
        more = (envelope, _structure(inside[0]), lines) if minor == "rfc822" else ()
    return b"(" + b" ".join((*head, *more, b"NIL", _disposition(part), b"NIL", b"NIL")) + b")"
