"""Check: a topic that the guidelines give to somebody else."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.facts import Fact, match


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of a topic in their words or in the draft, unless whoever writes is the one who answers it."""
    if context.ack:
        return  # saying that it was seen, and that somebody else answers, is how it is handed over
    for topic in context.guidelines.topics:
        if context.who.casefold() in (name.casefold() for name in topic.to):
            continue
        facts = tuple(Fact(topic.id, (word,), "") for word in topic.words)
        theirs, ours = match(context.theirs, facts), match(context.draft, facts)
        if not theirs and not ours:
            continue
        to = " or ".join(topic.to)
        why = f" ({topic.why})" if topic.why else ""
        words = f"{quoted((ours or theirs)[0].words, 20)} is for {to} to answer{why}: E hands it over."
        yield context.seen(words, (ours[0].start, ours[0].end)) if ours else Remark(words)
        return


CHECK = Check(Document.EXECUTE, look, 10)
