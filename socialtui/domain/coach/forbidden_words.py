"""Check: words that the company's guidelines forbid."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.facts import Fact, match

MOST = 3
"""Remarks that one draft gets at most."""


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of each of them once, with what to say in its place."""
    rules = context.guidelines.forbidden
    known = {str(n): rule for n, rule in enumerate(rules)}
    facts = [Fact(id, (word,), rule.instead) for id, rule in known.items() for word in rule.words]
    told: set[str] = set()
    for found in match(context.draft, facts):
        if found.fact.id in told or len(told) == MOST:
            continue
        told.add(found.fact.id)
        instead = f"; {found.fact.fact}" if found.fact.fact else ""
        words = f"{quoted(found.words)} is not said here{instead}."
        yield context.seen(words, (found.start, found.end))


CHECK = Check(Document.EXECUTE, look, 12, post=look)
