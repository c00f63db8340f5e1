"""A real mailbox on loopback: Dovecot over a Maildir, and a server that takes mail and forgets to say so.

Dovecot is Debian's; the way out is ours, since a real one has no faults to order. `python -m tests.real.mailbox`
keeps both running to try things on.
"""

import os
import pwd
import re
import shutil
import signal
import socket
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import format_datetime
from pathlib import Path
from typing import BinaryIO, cast

from tests.real.wordpress import free_port

US = "help@harbour.example"
LOGIN, PASSWORD = "ana", "salt-and-wind-19"

CONFIG = """\
base_dir = {base}/run
log_path = {base}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
default_internal_user = {inner}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = {uid}
first_valid_gid = {gid}
mail_location = maildir:{base}/mail
mail_max_userip_connections = 50
passdb {{
  driver = passwd-file
  args = {base}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/mail
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
  mailbox Archive {{
    auto = create
    special_use = \\Archive
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
service auth {{
  user = {me}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Missing(Exception):
    """What can't be had here, in words."""


@dataclass
class Faults:
    """What goes wrong with the next mails, first come first served; empty words mean nothing does."""

    ahead: list[str] = field(default_factory=list)
    """lost: taken, and never said so · dropped: cut off before it was taken · later: a temporary no."""
    seen: list[str] = field(default_factory=list)

    def next(self) -> str:
        fault = self.ahead.pop(0) if self.ahead else ""
        self.seen.append(fault)
        return fault


@dataclass
class Mailbox:
    """The servers, and what lies in them."""

    folder: Path
    imap: int
    imaps: int
    smtp: int
    uid: int
    gid: int
    faults: Faults = field(default_factory=Faults)
    left: list[tuple[str, bytes]] = field(default_factory=list)
    """(to, content) of every mail that was taken, however its sender fared."""
    keeps: str = "Sent"
    """The folder into which the way out puts what it takes, as providers do; empty for none."""
    held: threading.Event = field(default_factory=threading.Event)
    """Set while a mail waits to be taken."""
    free: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        """Both servers, as a person types them: STARTTLS in, plain out, on this machine."""
        return f"imap://127.0.0.1:{self.imap}?user={LOGIN} smtp+plain://127.0.0.1:{self.smtp}"

    def put(self, raw: bytes, folder: str = "") -> None:
        """Delivers a mail, as a mail server does: written aside, then moved into place."""
        home = self.folder / "mail" / (f".{folder}" if folder not in ("", "INBOX") else "")
        for name in ("cur", "new", "tmp"):
            (home / name).mkdir(parents=True, exist_ok=True)
        name = f"{time.time_ns()}.{threading.get_ident()}.{os.urandom(4).hex()}"
        (home / "tmp" / name).write_bytes(raw.replace(b"\r\n", b"\n"))
        for path in (home, home / "cur", home / "new", home / "tmp", home / "tmp" / name):
            os.chown(path, self.uid, self.gid)
        (home / "tmp" / name).rename(home / "new" / name)

    def write(self, number: int, text: str, **more: str) -> str:
        """Somebody writes; the Message-ID."""
        mid = f"mail-{number}@guest{number % 17}.example"
        lines = {
            "From": f"Guest {number} <guest{number}@guest{number % 17}.example>", "To": US,
            "Subject": f"Question {number}", "Message-ID": f"<{mid}>",
            "Date": format_datetime(datetime.now(UTC)), "Content-Type": "text/plain; charset=utf-8",
        } | {name.replace("_", "-"): value for name, value in more.items()}  # fmt: skip
        head = "".join(f"{name}: {value}\n" for name, value in lines.items())
        self.put(f"{head}\n{text}\n".encode())
        return mid

    def answers(self) -> dict[str, list[str]]:
        """What was answered → the Message-IDs of the answers that left, however often."""
        found: dict[str, list[str]] = {}
        for _, content in self.left:
            mail = message_from_bytes(content)
            found.setdefault(str(mail["In-Reply-To"]).strip("<>"), []).append(str(mail["Message-ID"]))
        return found

    def lying(self, folder: str) -> list[tuple[str, str]]:
        """(flags, raw) of the mails in a folder, from its files."""
        home = self.folder / "mail" / (f".{folder}" if folder != "INBOX" else "")
        found = [*(home / "cur").glob("*"), *(home / "new").glob("*")] if home.is_dir() else []
        return [(path.name.partition(":2,")[2], path.read_text("utf-8", "replace")) for path in sorted(found)]

    def renumber(self) -> None:
        """As after a repair: the server forgets its numbers and gives new ones."""
        for path in (self.folder / "mail").glob("dovecot*"):
            with suppress(OSError):
                path.unlink() if path.is_file() else shutil.rmtree(path)


class _Way(socketserver.StreamRequestHandler):
    """One sender at the way out."""

    def handle(self) -> None:
        box = cast(_Out, self.server).box
        wire = cast(BinaryIO, self.rfile)
        self._say("220 harbour ready")
        to = ""
        with suppress(ConnectionError):
            while line := wire.readline():
                verb = line.split(b" ")[0].strip().upper()
                if verb == b"EHLO":
                    self._say("250-harbour", "250 8BITMIME")
                elif verb == b"RCPT":
                    to = line.partition(b"<")[2].partition(b">")[0].decode()
                    self._say("250 ok")
                elif verb == b"DATA":
                    self._say("354 go on")
                    if not self._taken(box, wire, to):
                        return
                elif verb == b"QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say("250 ok")

    def _taken(self, box: Mailbox, wire: BinaryIO, to: str) -> bool:
        lines = []
        while (line := wire.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line[1:] if line.startswith(b".") else line)
        fault = box.faults.next()
        if fault == "dropped":
            return False
        if fault == "later":
            self._say("451 4.3.0 try again")
            return True
        content = b"".join(lines)
        if fault == "held":
            box.held.set()
            box.free.wait(30)
        box.left.append((to, content))
        if box.keeps:
            box.put(content, box.keeps)
        if fault == "lost":
            return False
        self._say("250 taken")
        return True

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


class _Out(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    box: Mailbox


def dovecot() -> str:
    """Its program, of a version whose settings these are."""
    found = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not found:
        raise Missing("dovecot is not installed (Debian: dovecot-imapd)")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    if not re.match(r"2\.3\.", version):
        raise Missing(
            f"dovecot is {version.strip() or 'of an unknown version'}, and its settings are those of 2.3"
        )
    return found


def certificate(folder: Path) -> None:
    """One that the server signs for itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "harbour.example")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))


def settle(folder: Path, imap: int, imaps: int) -> tuple[int, int]:
    """Writes the settings; whose the mailbox is. Root's mail is served to nobody, so it is another's then."""
    me = pwd.getpwuid(os.getuid()).pw_name
    inner, login = (me, me) if os.getuid() else ("dovecot", "dovenull")
    try:
        owner = pwd.getpwnam(inner)
        pwd.getpwnam(login)
    except KeyError as error:
        raise Missing(f"the package's user {error} is not there") from error
    (folder / "users").write_text(f"{LOGIN}:{{PLAIN}}{PASSWORD}::::::\n")
    (folder / "mail").mkdir()
    certificate(folder)
    (folder / "dovecot.conf").write_text(
        CONFIG.format(
            base=folder, inner=inner, group="dovecot" if not os.getuid() else str(owner.pw_gid), login=login,
            uid=owner.pw_uid, gid=owner.pw_gid, imap=imap, imaps=imaps, me=me,
        )
    )  # fmt: skip
    for path in (folder, folder / "mail"):
        path.chmod(0o755)
    os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    return owner.pw_uid, owner.pw_gid


def wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until the port answers; `Missing` with the log's end when it never does."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    said = log.read_text("utf-8", "replace")[-300:] if log.exists() else "nothing was said"
    raise Missing(f"dovecot did not come up: {said}")


@contextmanager
def running_mailbox() -> Iterator[Mailbox]:
    """An empty mailbox with its servers; stopped and taken away when the block ends."""
    program = dovecot()
    # Paths of sockets may be 107 bytes long, so the folder is a short one.
    with tempfile.TemporaryDirectory(prefix="dc-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder, imap, imaps, smtp = Path(name), free_port(), free_port(), free_port()
        uid, gid = settle(folder, imap, imaps)
        box = Mailbox(folder, imap, imaps, smtp, uid, gid)
        process = subprocess.Popen(
            [program, "-F", "-c", str(folder / "dovecot.conf")], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        out = _Out(("127.0.0.1", smtp), _Way)
        out.box = box
        threading.Thread(target=out.serve_forever, daemon=True).start()
        try:
            wait_for(imap, process, folder / "dovecot.log")
            yield box
        finally:
            box.free.set()
            out.shutdown()
            out.server_close()
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(10)


def main() -> None:
    """Starts both and keeps them until ctrl+c; a mail comes in at every line typed."""
    try:
        with running_mailbox() as box:
            print(f"account add mail --user {US} --url '{box.address}'   password: {PASSWORD}", flush=True)
            for number, line in enumerate(sys.stdin, 1):
                box.write(number, line.strip())
    except KeyboardInterrupt:
        pass
    except Missing as missing:
        sys.exit(f"no mailbox here: {missing}")


def trusted() -> ssl.SSLContext:
    """For a test's own look into the server."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


if __name__ == "__main__":
    main()
