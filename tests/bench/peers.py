"""The programs that the inbox is set beside: a minimal Textual list, and neomutt where it is installed."""

import shutil
import sys
import time
from email.utils import formatdate
from pathlib import Path

from tests.bench.floor import row
from tests.bench.terminal import Program

FLOOR_ROWS = 10_000
MUTTRC = """\
set quit=yes
set sort=date
set sleep_time=0
set wait_key=no
set confirmappend=no
set folder="{folder}"
set tmpdir="{folder}"
set index_format="%4C %Z %{{%b %d}} %-18.18F %s"
set header_cache=""
bind index j next-entry
bind index k previous-entry
"""


def floor() -> Program:
    """A list in Textual with nothing behind it."""
    return Program(
        "minimal list",
        (sys.executable, "-m", "tests.bench.floor", str(FLOOR_ROWS)),
        ready=r"(?s)person\d+.*\n.*person\d+",
        env={"TEXTUAL_ANIMATIONS": "none"},
    )


def neomutt(folder: Path, mails: int = 10_000) -> Program | None:
    """neomutt on a mailbox of that many mails, or None where it isn't installed."""
    path = shutil.which("neomutt")
    if path is None:
        return None
    mailbox, rc = folder / f"mail-{mails}.mbox", folder / "muttrc"
    if not mailbox.exists():
        write_mailbox(mailbox, mails)
    rc.write_text(MUTTRC.format(folder=folder))
    argv = (path, "-n", "-F", str(rc), "-R", "-f", str(mailbox))
    return Program("neomutt", argv, ready=r"(?s)person\d+.*\n.*person\d+", leave=("x",))


def write_mailbox(path: Path, mails: int) -> None:
    """An mbox with one line of subject and three of text a mail, newest last."""
    part, start = path.with_suffix(".part"), int(time.time()) - mails * 60
    with part.open("w", encoding="utf-8") as box:
        for n in range(mails):
            number, who, subject = row(n).split(None, 2)
            date = formatdate(start + n * 60)
            box.write(
                f"From {who}@mail.example {time.asctime(time.gmtime(start + n * 60))}\n"
                f"From: {who} <{who}@mail.example>\nTo: desk@mail.example\nSubject: {subject}\n"
                f"Date: {date}\nMessage-ID: <{number}@mail.example>\n\n{subject}\n{subject}\n\n"
            )
    part.rename(path)
