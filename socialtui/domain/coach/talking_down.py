"""Check: talking down to somebody: as we already said, obviously, calm down."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.wording import Wording

TALKS_DOWN = Wording(
    words="obviously",
    phrases=(
        "as|like we|i|we've|i've|weve|ive|already ~ said|told|explained|stated|mentioned|wrote|pointed|advised",
        "as ~ stated|mentioned|explained|previously|advised before|above|earlier|previously|already|there|stated|"
        "mentioned|explained|advised|clearly",
        "as already said|stated|mentioned|explained",
        "calm down",
        "you ~ need|have|must to ~ understand|realise|realize|learn|calm|accept",
        "you must understand|realise|realize|accept",
        "with ~ due respect",
        "if you ~ bothered|bother",
        "if you actually|really|only read|looked|listened|had",
        "you ~ clearly|obviously don't|dont|didn't|didnt|haven't|havent|have|did|do|are",
        "surely you",
        "any|every ~ idiot|child|fool|adult knows|can|could|would|understands",
        "everyone|everybody|anyone ~ knows that|this|how",
        "simply read the|our",
        "just read the|our ~ manual|terms|faq|instructions|page|site|website|article|post|rules",
        "not that|so hard|difficult|complicated",
        "per my last|previous",
        "learn|try to read",
        "let me|us ~ educate|enlighten|make|spell ~ you|clear|simple|out",
        "in simple terms",
        "common sense",
        "once again we|i ~ said|told|explained",
    ),
)
GOOD = ("not that hard to fix", "it's not that difficult to", "obviously not right", "obviously wrong",
        "obviously not good",
        "obviously not ok", "obviously our", "obviously went wrong", "obviously should")  # fmt: skip


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of the first of them, unless it is said of ourselves."""
    low = context.draft.lower().replace("’", "'")
    for place in TALKS_DOWN.find(context.draft):
        if any(low.startswith(words, place[0]) for words in GOOD):
            continue
        words = f"{quoted(context.draft[slice(*place)])} talks down to them; say it as to an equal."
        yield context.seen(words, place)
        return


CHECK = Check(Document.WRONG, look, 40)
