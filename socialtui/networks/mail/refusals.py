"""Decides what a mail server's no means: its code where it gives one, else its usual words."""

import re

from socialtui.domain.errors import (
    Forbidden,
    NetworkTrouble,
    NotFound,
    RateLimited,
    Refused,
    ServerTrouble,
    SignedOut,
)
from socialtui.domain.text import one_line
from socialtui.networks.mail import dialing

_CODE = re.compile(r"\[([A-Z][A-Z0-9-]*)")
_TOO_MUCH = ("LIMIT", "THROTTLED", "OVERQUOTA-RATE")
_DOWN = ("UNAVAILABLE", "SERVERBUG", "INUSE", "CONTACTADMIN", "CORRUPTION")
_NOT_ALLOWED = ("NOPERM", "AUTHORIZATIONFAILED", "PRIVACYREQUIRED")
_GONE = ("NONEXISTENT", "TRYCREATE")
_SIGNED_OUT = ("AUTHENTICATIONFAILED", "EXPIRED", "WEBALERT")
_RATE = re.compile(r"too many|rate.?limit|throttl|exceeded|try again later|slow down|bandwidth", re.I)
_FAILED = re.compile(r"unavailable|internal|temporar|server error|maintenance|shutting down", re.I)
_APP_PASSWORD = re.compile(r"app(?:lication)?.?(?:specific)? password|web browser|basic ?auth", re.I)
_BROKEN = ("EOF", "unterminated line", "socket error")
_NO_IMAP = ("unexpected response", "not IMAP4", "unexpected tagged", "incomplete")
NEW_SECRET = "Make a new app password there, then socialtui account add mail with the same name."  # noqa: S105


def _words(error: Exception) -> str:
    """What the server said, as the library passes it on."""
    said = " ".join(
        part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part) for part in error.args
    )
    return one_line(said)


def forget(error: BaseException, secret: str) -> None:
    """Takes a secret out of an error that repeats it, and out of what it came from: causes are kept in logs."""
    left: list[BaseException | None] = [error]
    seen: set[int] = set()
    while left:
        at = left.pop()
        if at is None or id(at) in seen:
            continue
        seen.add(id(at))
        if secret and secret in f"{at} {at.args}":
            at.args = ("the server repeated what is secret",)
        left += [at.__cause__, at.__context__]


def _is_abort(error: Exception) -> bool:
    from imaplib import IMAP4

    return isinstance(error, IMAP4.abort)


def signed_in_refused(error: Exception) -> bool:
    """A plain no to one command, after which the connection goes on."""
    return not _is_abort(error) and "failed: " in _words(error)


def refused(error: Exception, host: str) -> NetworkTrouble:
    """A no, a goodbye or nonsense in the middle of work."""
    words = _words(error)
    if type(error).__name__ == "readonly":
        return Forbidden(f"The mailbox on {host} is open for reading alone.", "Ask for the right to write.")
    found = _CODE.search(words)
    if found and (trouble := _coded(found[1], host)) is not None:
        return trouble
    if any(mark in words for mark in _BROKEN):
        return dialing.silent(host)
    if type(error).__name__ == "ProtocolError" or any(mark in words for mark in _NO_IMAP):
        return dialing.garbled(host, "IMAP")
    if _RATE.search(words):
        return _slower(host)
    if _FAILED.search(words):
        return _failed(host)
    if _is_abort(error):
        return dialing.silent(host)
    if "failed: " not in words:
        return dialing.garbled(host, "IMAP")
    return Refused(f"{host} turned it down.", "Look into the mailbox with your mail program.")


def _coded(code: str, host: str) -> NetworkTrouble | None:
    """What a response code says; None for one that says nothing of a failure."""
    if code in _TOO_MUCH:
        return _slower(host)
    if code in _DOWN:
        return _failed(host)
    if code in _NOT_ALLOWED:
        return Forbidden(f"{host} does not allow this to you.", "Ask who runs the mailbox for the right.")
    if code in _SIGNED_OUT:
        return SignedOut(f"{host} has ended the sign-in.", NEW_SECRET)
    if code in _GONE:
        return NotFound(f"{host} has no such folder.", "Look at the folders in your mail program.")
    return None


def _slower(host: str) -> NetworkTrouble:
    return RateLimited(f"{host} wants fewer questions.", "It is asked again later.")


def _failed(host: str) -> NetworkTrouble:
    return ServerTrouble(f"{host} says that it failed.", "It is asked again next round.")


def login_refused(error: Exception, host: str) -> NetworkTrouble:
    """A no to our name and password, unless the server is only busy."""
    words = _words(error)
    trouble = refused(error, host)
    if not isinstance(trouble, Refused | SignedOut | Forbidden):
        return trouble
    if host.endswith((".office365.com", ".outlook.com")):
        step = "Microsoft takes tokens alone: --secret-command with a command that prints Bearer and one."
        return SignedOut(f"{host} does not take this name and password.", step)
    step = (
        "Is the name to sign in the whole mail address? Paste the app password once more, or make a new one."
    )
    if _APP_PASSWORD.search(words):
        step = "It wants an app password: make one in its security settings, and paste that."
    return SignedOut(f"{host} does not take this name and password.", step)
