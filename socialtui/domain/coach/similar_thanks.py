"""Check: thanks that say what our last twenty thanks said already."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.mention import Kind
from socialtui.domain.reading import read
from socialtui.domain.wording import likeness

LAST = 20
"""Thanks that are looked at."""
ALIKE = 0.75
"""How alike two thanks are that sound the same."""
BRIEF = 3
"""So few words are everybody's; only when many of the last were the same is it worth a word."""
OFTEN = 3


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of the most similar one, with how alike they are."""
    if context.kind is not Kind.PRAISE:
        return
    last = [one for one in context.recent if one.kind is Kind.PRAISE and not one.acknowledgement][:LAST]
    words = len(read(context.draft).words)
    found = [(likeness(context.draft, one.text), one) for one in last]
    same = [(share, one) for share, one in found if share >= ALIKE]
    if not same or (words <= BRIEF and len(same) < OFTEN):
        return
    share, one = max(same, key=lambda pair: pair[0])
    if len(same) >= OFTEN:
        yield Remark(f"{len(same)} of your last {len(last)} thanks said this: {quoted(one.text, 30)}")
    else:
        yield Remark(f"{share:.0%} like your thanks to {quoted(one.to, 16)}: {quoted(one.text, 26)}")


CHECK = Check(Document.WRONG, look, 52)
