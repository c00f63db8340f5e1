"""Check: the tone of a press release, where a person is wanted."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.reading import read
from socialtui.domain.wording import Wording

STIFF = Wording(
    words="hereby whereby",
    phrases=(
        "committed to providing|delivering|offering|ensuring|excellence|quality|our|customer|maintaining|improving",
        "we|always strive|endeavour|endeavor to|for",
        "pride ourselves",
        "top|highest|utmost|number priority|importance|one",
        "take|takes ~ seriously",
        "dear ~ customer|customers|sir|madam|user|client|guest|member",
        "valued customer|customers|client|guest|member",
        "rest assured",
        "please be advised|informed|aware|assured",
        "please note that",
        "kindly note|refer|contact|be|provide|find|share|visit",
        "as per our|the|your|company",
        "in line|accordance with our|the|company",
        "world|best|industry class|leading",
        "excellent|exceptional|outstanding|superior|seamless customer|service|experience|quality",
        "customer satisfaction",
        "excited|delighted|proud|pleased|thrilled to announce|share|introduce|present",
        "isolated incident|case",
        "does not reflect our|the|who",
        "our|highest ~ standards",
        "an official|a formal ~ statement",
        "unable to comment",
    ),
)


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of the first of them, or of the brand that speaks of itself by name."""
    draft = context.draft
    place = next((found for found in STIFF.find(draft) if not _ours(context, found)), None)
    if place is not None:
        words = f"{quoted(draft[slice(*place)])} is a press release; write as one person to another."
        yield context.seen(words, place)
        return
    for name in context.own_names:
        if (spot := _speaks(draft, name)) is not None:
            words = f"{quoted(draft[slice(*spot)])} speaks of us from outside; “we” or “I” is a person."
            yield context.seen(words, spot)
            return


def _ours(context: DraftContext, place: tuple[int, int]) -> bool:
    """They used the very words."""
    return context.draft[slice(*place)].lower() in context.theirs.lower()


_FORMAL = ("apologises", "apologizes", "regrets", "values", "strives", "believes", "prides", "appreciates", "thanks",
           "takes", "wishes", "remains")  # fmt: skip


def _speaks(draft: str, name: str) -> tuple[int, int] | None:
    """Where `Acme regrets` stands: the name, and a verb that only a statement has."""
    wanted = read(name).words
    reading = read(draft)
    for n in range(len(reading.words) - len(wanted)):
        end = n + len(wanted)
        if wanted and reading.words[n:end] == wanted and reading.words[end] in _FORMAL:
            return reading.places[n][0], reading.places[end][1]
    return None


CHECK = Check(Document.EVERYONE, look, 46, post=look)
