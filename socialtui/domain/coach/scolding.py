"""Check: a correction that scolds. The answer to an error is the fact and its source."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.facts import match
from socialtui.domain.mention import Kind
from socialtui.domain.wording import Wording

SCOLDS = Wording(
    words="nonsense rubbish bullshit ridiculous fake lies lie lying ignorant ignorance misinformation disinformation",
    phrases=(
        "you|you're|youre are ~ wrong|mistaken|incorrect|misinformed",
        "you're|youre ~ wrong|mistaken|incorrect|misinformed",
        "that's|thats|that|this is ~ false|untrue|incorrect|wrong|nonsense",
        "that's|thats ~ false|untrue|incorrect|nonsense",
        "get your facts",
        "do|did|done your ~ homework|research",
        "check your ~ facts|sources",
        "before you ~ post|write|claim|spread|say",
        "stop|please spreading|spread",
        "simply|just|plain ~ not true|wrong|false",
        "as anyone|everyone|everybody ~ knows|know|see",
        "next time",
    ),
)


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks only where an error is answered: one of the facts file, or one that the words say."""
    errs = Kind.ERROR in (context.kind, *context.kinds) or bool(match(context.theirs, context.facts))
    place = SCOLDS.first(context.draft) if errs else None
    if place is not None:
        said = context.draft[slice(*place)]
        yield context.seen(f"{quoted(said)} scolds; the fact and its source are enough.", place)


CHECK = Check(Document.EXECUTE, look, 38)
