"""Check: money promised by somebody who may not promise it."""

import re
from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.facts import Fact, match

_ASKS = re.compile(
    r"\b(?:ask|asked|asking|see|check|whether|if|who|how|can(?:no|')?t|cannot|not|never|request\w*|about)\b[^.!?]*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"^[^.!\n]*\?")


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of a promise of money; to ask about one, to look into one and to deny one is none."""
    rule = context.guidelines.refunds
    if rule is None or context.who.casefold() in (name.casefold() for name in rule.who):
        return
    for word in rule.words:
        for found in match(context.draft, (Fact("refund", (word,), ""),)):
            if _ASKS.search(context.draft[: found.start]) or _QUESTION.match(context.draft[found.end :]):
                continue
            words = f"{quoted(found.words, 20)}: {' or '.join(rule.who)} may promise money, {context.who} may not."
            yield context.seen(words, (found.start, found.end))
            return


CHECK = Check(Document.EXECUTE, look, 14, post=look)
