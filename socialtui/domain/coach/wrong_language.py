"""Check: an answer in another language than theirs."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark
from socialtui.domain.language import guess
from socialtui.domain.reading import masked, read

ENOUGH = 4
"""Words under which a language can't be told."""
NAMES = {
    "ar": "Arabic", "bn": "Bengali", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish",
    "ta": "Tamil", "th": "Thai", "tr": "Turkish", "zh": "Chinese",
}  # fmt: skip
KIN = (frozenset(("es", "pt", "it")), frozenset(("nl", "de", "sv")), frozenset(("hi", "id", "tr")))
"""Languages whose little words are alike: told apart only where there are enough of them."""
MANY = 8
LAST, USUAL = 20, 3
"""Posts of an account that are looked at, and how many at least tell its language."""

_NO_SPACES = frozenset(("ja", "zh", "th", "ko"))


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks where both languages are sure, and we did not speak to them in this one before."""
    theirs, ours = _sure(context.theirs), _sure(context.draft)
    if not theirs or not ours or theirs == ours:
        return
    if (
        any(theirs in kin and ours in kin for kin in KIN)
        and min(len(read(text).words) for text in (context.theirs, context.draft)) < MANY
    ):
        return
    if any(line.ours and _sure(line.text) == ours for line in context.said):
        return
    yield Remark(f"They wrote in {NAMES.get(theirs, theirs)}, this is in {NAMES.get(ours, ours)}.")


def look_at_post(context: DraftContext) -> Iterator[Remark]:
    """Speaks where all posts that stand on the account are in one language, and this one is in another."""
    usual = {code for one in context.posts[:LAST] if one.at <= context.now and (code := _sure(one.text))}
    ours, some = _sure(context.draft), sum(one.at <= context.now for one in context.posts)
    if len(usual) != 1 or some < USUAL or not ours or ours in usual:
        return
    theirs = usual.pop()
    if any(theirs in kin and ours in kin for kin in KIN) and len(read(context.draft).words) < MANY:
        return
    words = f"Posts on {context.account.name} are in {NAMES.get(theirs, theirs)}, this is in "
    yield Remark(f"{words}{NAMES.get(ours, ours)}.")


def _sure(text: str) -> str:
    plain = masked(text)
    code = guess(plain)
    return code if code in _NO_SPACES or len(read(plain).words) >= ENOUGH else ""


CHECK = Check(Document.WRONG, look, 5, post=look_at_post)
