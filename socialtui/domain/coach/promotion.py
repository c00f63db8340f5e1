"""Check: a link that promotes something, in an answer to a complaint."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.mention import Kind
from socialtui.domain.promotion import promoting


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of the first such link. One to a fact that corrects an error is none."""
    if Kind.COMPLAINT not in (context.kind, *context.kinds):
        return
    for link in promoting(context.draft, context.facts, context.theirs):
        url = quoted(link.url.partition("://")[2] or link.url, 32)
        does = (
            "leads a complaint over to a place of ours"
            if link.place
            else "promotes in an answer to a complaint"
        )
        yield context.seen(f"{url} {does}.", (link.start, link.end))
        return


CHECK = Check(Document.ATTENTION, look, 24)
