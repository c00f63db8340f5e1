"""Check: too many words of ours to one person who did not ask."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks above the line of the guidelines, where nobody is owed an answer."""
    if not context.owed and context.unasked >= context.guidelines.restraint.person:
        times = f"{context.unasked} times" if context.unasked != 1 else "once"
        yield Remark(f"{context.to} heard from us {times} in seven days without asking.", asks=True)


CHECK = Check(Document.EXECUTE, look, 27)
