"""Check: an error of facts.toml that is left standing, or repeated."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.facts import Fact, match
from socialtui.domain.wording import topics

SHARED = 0.5
"""The share of a fact's words that says it again in one's own."""


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of a claim in the draft, then of one of theirs that the draft doesn't set right with its source."""
    draft = context.draft
    for found in match(draft, context.facts):
        if not _told(found.fact, draft):
            words = f"{quoted(found.words, 24)} is not so: {found.fact.fact}"
            yield context.seen(words, (found.start, found.end))
            return
    for found in match(context.theirs, context.facts):
        fact = found.fact
        if not _told(fact, draft):
            yield Remark(
                f"They say {quoted(found.words, 24)}. {fact.fact} ctrl+t inserts it with its source."
            )
            return
        if fact.link and fact.link not in draft and "://" not in draft:
            yield Remark(f"The fact is there, its source is not: {fact.link}")
            return


def _told(fact: Fact, draft: str) -> bool:
    """The right fact stands there, by its link, or in words."""
    if fact.link and fact.link in draft:
        return True
    wanted, numbers = topics(fact.fact), {word for word in topics(fact.fact) if word.isdigit()}
    said = topics(draft)
    return bool(wanted) and len(wanted & said) / len(wanted) >= SHARED and numbers <= said


CHECK = Check(Document.EXECUTE, look, 20, post=look)
