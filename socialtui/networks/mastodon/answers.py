"""Decides how an answer is worded for the network, and whether a status is that answer."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from socialtui.domain.network import Outgoing
from socialtui.html_text import to_text
from socialtui.networks.mastodon.wire import PRIVACY, Status, privacy, seconds

CLOCKS_APART = 120
"""Seconds that the server's clock may be behind ours."""

_HANDLE = re.compile(r"(?<![\w/@])@\w[\w.-]*(?:@[\w.-]+\w)?")
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_LAST_SLASH = re.compile(r"/(?=\s|$)")


def narrower(ours: str, theirs: str) -> str:
    """The less public of two visibilities; an empty one decides nothing."""
    known = [v for v in (privacy(ours), privacy(theirs)) if v]
    return max(known, key=PRIVACY.index) if known else ""


def with_handles(text: str, handles: Iterable[str], ours: Collection[str] = ()) -> str:
    """`text` with those handles put before it that it doesn't have: who isn't named isn't told."""
    missing = []
    for handle in dict.fromkeys(handle.lstrip("@") for handle in handles):
        named = rf"(?<![\w@/])@{re.escape(handle)}(?![\w@]|[.-]\w)"
        if handle and handle not in ours and not re.search(named, text, re.IGNORECASE):
            missing.append(f"@{handle}")
    return " ".join((*missing, text))


def bare(text: str) -> str:
    """What is left of a text when handles, white space and what servers do to links don't count."""
    plain = _LAST_SLASH.sub("", _SCHEME.sub("", _HANDLE.sub("", text)))
    return "".join(unicodedata.normalize("NFKC", plain).split()).casefold()


def is_answer(status: Status, outgoing: Outgoing, me: str, *, parent_gone: bool = False) -> bool:
    """Whether this status of ours is that answer: same words, same parent, not older than the first try.

    Servers forget the parent of an answer when the parent is deleted.
    """
    if status.author != me or status.reblog is not None:
        return False
    if status.parent != outgoing.in_reply_to and not (parent_gone and not status.parent):
        return False
    if seconds(status.created_at) < outgoing.first_try_at - CLOCKS_APART:
        return False
    return bare(to_text(status.content or "")) == bare(outgoing.text)
