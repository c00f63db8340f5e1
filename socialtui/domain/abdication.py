"""Decides when a conversation may be let rest, and which change of tone brings it back."""

from collections.abc import Iterable

from socialtui.domain.conversation import Said
from socialtui.domain.mention import Kind

ANSWERS = 2
"""Honest public answers of ours that come first."""
CALMER = 0.5
"""By so much a word's tone must be friendlier than the last one's."""
_CALM = -0.2
"""The least tone of a word that counts as calm."""
_IN_THE_OPEN = ("", "public", "unlisted", "approved")


def public_answers(thread: Iterable[Said]) -> int:
    """Answers of ours that everybody can read; the same words twice are one, a holding answer is none."""
    said = {
        " ".join(line.text.lower().split())
        for line in thread
        if line.ours
        and not line.acknowledgement
        and not line.removed_at
        and line.visibility in _IN_THE_OPEN
        and line.state in ("", "sent", "by_hand")
    }
    return len(said)


def changed(kind: Kind, tone: float | None, then: float | None) -> str:
    """What a new word is that was not heard before: praise, a question, calmer; empty for more of the same."""
    if kind is Kind.PRAISE:
        return "praise"
    if kind is Kind.QUESTION:
        return "a question"
    if tone is None or kind is Kind.SPAM:
        return ""
    calmer = tone >= (_CALM if then is None else max(_CALM, then + CALMER))
    return "calmer" if calmer and (then is None or then < _CALM or tone > then) else ""
