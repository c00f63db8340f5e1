"""Check: an answer that speaks as another account of ours, or to a word that was meant for another."""

import re
from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Ours, Remark

_HANDLE = re.compile(r"(?<![\w/])@(\w(?:[\w.-]*\w)?)")
_SPEAKS = re.compile(
    r"(?:\b(?:this is|it's|here is|i'm from|i am from|we at|we're|all of us at|your|team|greetings from|love from)\s+"
    r"(?:the\s+)?@?{name}\b|\b{name}\s+(?:here|team|support)\b|[-–—]\s*@?{name}\s*$)".replace(
        "{name}", "NAME"
    ),
    re.IGNORECASE,
)


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks where the draft names another account of ours as us, then where they spoke to that one."""
    own = {_short(context.account.handle), context.account.name.casefold()}
    others = [one for one in context.accounts if not {_short(one.handle), one.name.casefold()} & own]
    for other in others:
        for name in dict.fromkeys(filter(None, (_short(other.handle), other.name.casefold()))):
            found = re.search(_SPEAKS.pattern.replace("NAME", re.escape(name)), context.draft, re.IGNORECASE)
            if found:
                yield context.seen(
                    f"This leaves as {context.account.name}, and speaks as {other.name}.", found.span()
                )
                return
    spoken_to = {handle.casefold() for handle in _HANDLE.findall(context.answers.text)}
    meant = [one for one in others if _short(one.handle) in spoken_to]
    if meant and not spoken_to & own:
        yield Remark(f"They spoke to {_named(meant[0])}; this leaves as {context.account.name}.")


def _short(handle: str) -> str:
    return handle.lstrip("@").split("@")[0].casefold()


def _named(account: Ours) -> str:
    return f"@{_short(account.handle)} ({account.name})"


CHECK = Check(Document.EVERYONE, look, 4, post=look)
