"""Check: too much of us in one thread that nobody asked us into."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark

FEW = 3
"""Words in a thread from which a share can be told."""


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks where we only join in: above the line of the guidelines, and of the share that is ours then.

    What is owed is never counted.
    """
    if context.owed:
        return
    ours = sum(1 for line in context.thread if line.ours and not line.acknowledgement)
    line = context.guidelines.restraint.thread
    if ours < line:
        return
    letters = sum(len(said.text) for said in context.thread) + len(context.draft)
    mine = sum(len(said.text) for said in context.thread if said.ours) + len(context.draft)
    share = f", {mine / letters:.0%} of its words" if len(context.thread) >= FEW and letters else ""
    yield Remark(f"Nobody asked us here: this is our {_nth(ours + 1)} word in the thread{share}.", asks=True)


def _nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


CHECK = Check(Document.EXECUTE, look, 26)
