"""Decides which trouble a status or a broken connection is, and its words.

The words name the host alone: paths, queries and user names of an address can be secrets.
"""

import json

import httpx

from socialtui.domain.errors import (
    Forbidden,
    Garbled,
    MovedAway,
    NetworkTrouble,
    NotFound,
    Refused,
    ServerTrouble,
    SignedOut,
    Silent,
    Unreachable,
)
from socialtui.http_client.answer import Answer

_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)
_LONGEST_WORDS = 200


def silent(host: str, seconds: int | None = None) -> Silent:
    """Nobody can say whether the request arrived."""
    how = f"after {seconds} s" if seconds else "in the middle of the answer"
    return Silent(f"{host} went silent {how}.", "It is looked at again before anything is repeated.")


def broken(error: httpx.HTTPError, host: str, read_limit: int) -> NetworkTrouble:
    """A connection that failed, before or after the request left."""
    if isinstance(error, _NEVER_LEFT):
        words = str(error).lower()
        if "certificate" in words or "ssl" in words or "tls" in words:
            return Unreachable(
                f"{host} shows a certificate that can't be trusted.",
                "Nothing was sent. Check the address, and the date of this machine.",
            )
        if "temporary failure" in words:
            return Unreachable(f"The name {host} can't be looked up.", "Check this machine's network.")
        if isinstance(error, httpx.ConnectError) and ("name" in words or "getaddrinfo" in words):
            return Unreachable(f"No host is called {host}.", "Check the address and this machine's network.")
        return Unreachable(f"{host} can't be reached.", "Nothing was sent. It is tried again.")
    return silent(host, read_limit if isinstance(error, httpx.TimeoutException) else None)


def garbled(host: str, how: str) -> Garbled:
    """An answer that isn't what was promised."""
    return Garbled(f"{host} sent {how}.", "It is asked again next round.")


def moved(host: str, target: httpx.URL | None) -> MovedAway:
    """A redirect that isn't followed."""
    if target is None:
        return MovedAway(f"{host} sends us in circles.", "Check the address of this account.")
    if target.scheme == "http" and target.host == host.partition(":")[0]:
        return MovedAway(f"{host} wants to go on without encryption.", "That is not done. Ask its keeper.")
    return MovedAway(
        f"{host} sends us on to {target.netloc.rpartition(b'@')[2].decode('ascii', 'replace')}.",
        "If that is right, give this account the new address.",
    )


def said(answer: Answer) -> str:
    """The server's own reason in its usual fields, harmless to show; empty when it gives none."""
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(found, dict):
        return ""
    for key in ("error_description", "message", "error"):
        words = found.get(key)
        if isinstance(words, str) and words.strip() and "<" not in words:
            plain = "".join(letter if letter.isprintable() else " " for letter in words)
            plain = " ".join(plain.split()).rstrip(".")
            return plain if len(plain) <= _LONGEST_WORDS else plain[: _LONGEST_WORDS - 1] + "…"
    return ""


def refusal(answer: Answer, retry_at: int) -> NetworkTrouble:
    """The trouble that a status of 400 and above is; 429 is the governor's."""
    host, status, why = answer.host, answer.status, said(answer)
    because = f": {why}." if why else "."
    trouble: NetworkTrouble
    if status == 401:
        trouble = SignedOut(
            f"{host} does not accept the secret{because}", "Sign in again: socialtui account add"
        )
    elif status == 403:
        trouble = Forbidden(f"{host} does not allow this{because}", "Check what this account may do there.")
    elif status in (404, 410):
        trouble = NotFound(f"{host} has nothing there{because}", "It may be deleted, or never was there.")
    elif status < 500:
        trouble = Refused(f"{host} turned it down ({status}){because}", "Change it and send it again.")
    else:
        trouble = ServerTrouble(f"{host} has trouble of its own ({status}){because}", "It is tried again.")
    trouble.status = status
    trouble.body_text = answer.text()[:4000]
    trouble.retry_at = retry_at
    return trouble
