"""Decides what a mailbox lets us do, from how its servers opened it."""

from socialtui.domain.network import Permission
from socialtui.networks.mail import work
from socialtui.networks.mail.work import Folders, Opened


def permissions_of(
    opened: Opened, folders: Folders, host: str, *, idle: bool, post_asked: bool
) -> tuple[Permission, ...]:
    """One line for each thing that works, or doesn't and what mends it."""
    marks = opened.writable and bool({"\\answered", "\\*"} & opened.keeps)
    sends = "Answers can be sent." if post_asked else "Answers can be sent; the server asks for no sign-in."
    found = [
        Permission("IMAP", f"Mails can be read on {host}.", True),
        Permission("SMTP", sends, True),
        Permission(
            "\\Answered",
            "Answered mails are marked for your mail program."
            if marks
            else "Answered mails can't be marked: the mailbox is open for reading alone.",
            marks,
            "" if marks else "Ask who runs it for the right to write.",
        ),
        Permission(
            "IDLE",
            "New mails are told at once."
            if idle
            else "New mails are asked for every two minutes: no IDLE there.",
            idle,
            "" if idle else "Nothing to do: what comes is found all the same.",
        ),
    ]
    for use, good, bad, name in (
        (
            work.SENT,
            "Copies of answers go into",
            "There is no folder for what is sent; the first answer makes one.",
            "Sent",
        ),
        (work.ARCHIVE, "What is done can go into", "There is no folder for what is done.", "Archive"),
        (work.JUNK, "Spam can go into", "There is no folder for junk.", "Junk"),
    ):
        step = "Nothing to do." if use == work.SENT else f"Make one called {name} in your mail program."
        folder = folders.special.get(use) or (folders.special.get(work.ALL) if use == work.ARCHIVE else None)
        found.append(
            Permission(use, f"{good} {folder}.", True) if folder else Permission(use, bad, False, step)
        )
    return tuple(found)
