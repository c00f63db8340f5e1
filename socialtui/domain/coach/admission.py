"""Check: blame taken before the facts are known. Being sorry for somebody's trouble is no admission."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.mention import Kind
from socialtui.domain.wording import Wording

ADMITS = Wording(
    phrases=(
        "our|my ~ fault",
        "our|my ~ mistake|error|failure|negligence",
        "we|i are|am|were|was ~ to blame",
        "we|i are|am|were|was ~ at fault",
        "we|i are|am|were|was ~ liable",
        "take|accept|bear ~ responsibility|blame|liability",
        "we|i messed|screwed|stuffed up",
        "we|i ~ failed you",
        "we|i were|was|are|am ~ negligent",
        "we|i broke your",
    )
)
KNOWN = Wording(
    phrases=(
        "i|we've|ive|i've|weve|have|just ~ checked|looked|found|seen|spoken|asked|traced|confirmed|refunded|fixed|"
        "replaced|resent|corrected|cancelled|canceled|credited",
        "i|we checked|found|traced|confirmed|refunded|fixed|replaced|sent|resent|corrected|spoke|asked|missed|forgot|"
        "overlooked|shipped|charged|booked|mixed|lost",
        "turns|turned out",
        "it was because",
        "is|are|has been|now on|fixed|back|refunded|corrected|solved",
    )
)
DENIES = Wording(phrases=("not|isn't|isnt|wasn't|wasnt|never|no ~ our|my ~ fault|mistake|error",))


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks in the first answer to a complaint where nothing was found out yet, neither in it nor before."""
    draft = context.draft
    if context.kind is not Kind.COMPLAINT or not context.first or context.notes:
        return
    place = ADMITS.first(draft)
    if place is None or draft in KNOWN or draft in DENIES:
        return
    words = f"{quoted(draft[slice(*place)])} takes the blame before the facts; “I am sorry” does not."
    yield context.seen(words, place)


CHECK = Check(Document.DETRACTORS, look, 32)
