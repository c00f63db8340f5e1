"""Check: a first answer to a complaint that doesn't say that it was heard."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark
from socialtui.domain.kinds import is_english
from socialtui.domain.ladder import ACKNOWLEDGE, ACT, covered
from socialtui.domain.language import guess
from socialtui.domain.mention import Kind

ENOUGH = 4
"""Words under which a draft is only begun."""


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks where the first answer neither acknowledges, thanks, apologizes, asks nor acts."""
    draft = context.draft
    if context.kind is not Kind.COMPLAINT or not context.first or len(draft.split()) < ENOUGH:
        return
    if any(line.ours for line in context.said) or not is_english(guess(draft)):
        return
    if not {ACKNOWLEDGE, ACT} & covered(draft) and "?" not in draft:
        yield Remark(f"Nothing in it tells {context.to} that the complaint was heard.")


CHECK = Check(Document.DETRACTORS, look, 36)
