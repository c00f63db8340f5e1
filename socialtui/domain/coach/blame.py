"""Check: blame put on whoever complains."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.wording import Wording

BLAMES = Wording(
    phrases=(
        "your ~ fault|mistake|error|negligence",
        "you should have|of ~ read|checked|told|asked|known|contacted|called|followed|looked|waited|kept|"
        "written|chosen|used|noticed|seen|thought|cancelled|canceled|booked|ordered",
        "you ~ shouldn't|shouldnt have",
        "should've|shouldve ~ read|checked|told|asked|known",
        "you failed|neglected|forgot to",
        "if you had ~ read|followed|checked|listened|told|asked",
        "not our|my ~ fault|problem|responsibility|concern",
        "nothing|none to do with us",
        "nobody|noone|no|none|never else|one ~ complained|complains|complain",
        "you are|were ~ mistaken",
        "you are|were wrong|lying|overreacting|exaggerating",
        "you're|youre ~ wrong|mistaken|lying|overreacting|exaggerating",
    )
)
GIVES_RIGHT = (
    "not your", "isn't your", "isnt your", "wasn't your", "never your", "you should have had", "you should not have",
    "you shouldn't have to",
)  # fmt: skip


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of the first of them; `you should have heard from us` blames us, and is none."""
    low = context.draft.lower().replace("’", "'")
    for place in BLAMES.find(context.draft):
        around = low[max(0, place[0] - 12) : place[1] + 12]
        if any(words in around for words in GIVES_RIGHT):
            continue
        words = f"{quoted(context.draft[slice(*place)])} puts the blame on them; say what you can do."
        yield context.seen(words, place)
        return


CHECK = Check(Document.DETRACTORS, look, 30)
