"""Check: one word of ours after the other, with nobody else between."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark

IN_A_ROW = 2
"""So many of ours may stand there where an answer was owed; one, where nobody had asked."""
POSTS = 3
"""So many posts in a row, with no answer to anybody between them, are a monologue."""


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of the next one; a holding answer, and what it promised, are expected."""
    row = 0
    for line in reversed(context.thread or context.said):
        if not line.ours or line.state in ("refused", "recalled"):
            break
        row += not line.acknowledgement
    if row >= (IN_A_ROW if context.owed else 1) and not context.promised:
        words = "The last word here is ours" if row == 1 else f"The last {row} here are ours"
        yield Remark(f"{words}; nobody has written since.")


def look_at_post(context: DraftContext) -> Iterator[Remark]:
    """Speaks where only posts of ours stand on the account since we last answered somebody there."""
    row = sum(context.answered_at < one.at <= context.now for one in context.posts)
    if row >= POSTS:
        yield Remark(f"The last {row} words on {context.account.name} are posts; nobody was answered since.")


CHECK = Check(Document.EXECUTE, look, 54, post=look_at_post)
