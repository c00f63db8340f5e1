"""Check: regret by the yard: any inconvenience, your patience, your feedback matters."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.wording import Wording

STOCK = Wording(
    phrases=(
        "any|the|this|all|for inconvenience|inconveniences",
        "inconvenience|inconveniences ~ caused",
        "we|i ~ value|appreciate your ~ feedback|business|custom|loyalty",
        "your ~ feedback|business|opinion|custom|call|satisfaction is|are ~ important|valuable|valued",
        "appreciate|thank|thanks ~ for your ~ continued patience|understanding|support|loyalty",
        "we regret to inform|hear|learn",
    )
)


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of the first of them."""
    place = STOCK.first(context.draft)
    if place is not None:
        words = f"{quoted(context.draft[slice(*place)])} is said to everyone; name what went wrong."
        yield context.seen(words, place)


CHECK = Check(Document.WRONG, look, 42, post=look)
