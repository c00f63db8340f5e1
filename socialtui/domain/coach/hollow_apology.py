"""Check: an apology that takes itself back: sorry if, sorry you feel, sorry but."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.wording import Wording

HOLLOW = Wording(
    phrases=(
        "sorry|apologize|apologise if you|anyone|anybody|we|i|this|that|it",
        "sorry|apologize|apologise that you|you're|youre ~ feel|feeling|felt|think",
        "sorry|apologize|apologise for how you|you're|youre ~ feel|feeling|felt",
        "sorry you|you're|youre feel|felt|feeling|think",
        "sorry but you|we|i|it|that|this",
        "sorry to hear you|that ~ feel|think",
        "mistakes were made",
    )
)


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of the first of them."""
    place = HOLLOW.first(context.draft)
    if place is not None and not _only_asks(context.draft[place[1] :]):
        words = f"{quoted(context.draft[slice(*place)])} takes the apology back: say sorry for their trouble."
        yield context.seen(words, place)


def _only_asks(rest: str) -> bool:
    """`Sorry if I ask again`, `sorry but we are closed today`: neither is about what they feel."""
    return rest.lstrip().lower().startswith(("ask ", "misunderst", "are closed", "have closed"))


CHECK = Check(Document.DETRACTORS, look, 34, post=look)
