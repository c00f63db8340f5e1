"""Check: a day with too much joining in, or too many links that promote."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark
from socialtui.domain.promotion import promoting


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks above the two lines of the guidelines. Owed answers are not counted, the links in them are."""
    restraint = context.guidelines.restraint
    today = [one for one in context.recent if one.at >= context.today]
    joined = sum(1 for one in today if not one.owed)
    if not context.owed and joined >= restraint.day:
        yield Remark(f"We joined {joined} conversations today; your line is {restraint.day}.", asks=True)
    links = promoting(context.draft, context.facts, context.theirs)
    if links:
        sent = sum(bool(promoting(one.text, context.facts, one.theirs)) for one in today)
        if sent >= restraint.links:
            words = f"{sent} answers of today promoted something already; your line is {restraint.links}."
            yield Remark(words, links[0].url, links[0].start, links[0].end, asks=True)


CHECK = Check(Document.ATTENTION, look, 25)
