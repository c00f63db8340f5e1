"""Check: initials under an answer that are somebody else's, or there twice."""

import re
from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted

_SIGNED = re.compile(r"(?:^|\s)(\^[^\W\d_]{1,4}|[-–—]\s?[A-Z]{2,3})\s*$")


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks where a draft ends with a sign that isn't the writer's; theirs is put there by itself."""
    found = _SIGNED.search(context.draft)
    sign = context.sign.strip()
    if found is None or not sign or _bare(found[1]) == _bare(sign):
        return
    if found[1].startswith("^") or _bare(found[1]).isalpha():
        yield context.seen(f"{quoted(found[1])} signs already, and {sign} is put behind it.", found.span(1))


def _bare(sign: str) -> str:
    return "".join(letter for letter in sign.casefold() if letter.isalnum())


CHECK = Check(Document.EVERYONE, look, 56)
