"""A second opinion on spam: what is asked, what an answer adds to our own judgement, and who may be asked."""

from enum import StrEnum
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from socialtui.domain.mention import BAND_OF, Evidence, Judgement, Kind, KindScore, Origin

PART = "akismet"
"""The evidence's name, as `w` shows it."""
DECIDES = 2.25
"""What its word for spam weighs where nobody complains: enough to be spam by itself."""
BESIDE_A_COMPLAINT = 1.0
"""What it weighs beside a complaint: it is shown, and a complaint stays one. Nobody is silenced by a third party."""
AGAINST = -1.0
"""What its word for no spam takes from a score of ours."""


class Verdict(StrEnum):
    """What the service says."""

    SPAM = "spam"
    HAM = "ham"


class Comment(Struct, frozen=True):
    """What a service is told of one comment."""

    text: str
    author: str
    link: str
    said_at: int
    """UTC seconds."""
    language: str
    origin: Origin


class SpamService(Protocol):
    """Somebody who judges spam for many. Raises only `NetworkTrouble`."""

    async def verify(self) -> None:
        """Asks whether the key is good; `SignedOut` where it isn't."""
        ...

    async def check(self, one: Comment) -> Verdict:
        """Is this spam?"""
        ...

    async def report(self, one: Comment, verdict: Verdict) -> None:
        """Tells what a person decided, so that it learns."""
        ...


def weighed(ours: Judgement, verdict: Verdict) -> Judgement:
    """Our judgement with its word in it as one piece of evidence; the parts still add up to the scores."""
    spam = next((one for one in ours.kinds if one.kind is Kind.SPAM), None)
    others = [one for one in ours.kinds if one.kind not in (Kind.SPAM, Kind.CHATTER)]
    if verdict is Verdict.HAM:
        if spam is None:
            return ours
        weight = AGAINST
    else:
        complains = any(one.kind is Kind.COMPLAINT for one in others)
        weight = BESIDE_A_COMPLAINT if complains else DECIDES
    score = (spam.score if spam else 0.0) + weight
    parts = (*(spam.evidence if spam else ()), Evidence(PART, weight, "", 0, 0))
    held = [KindScore(Kind.SPAM, score, parts)] if score >= 0 else []
    kinds = sorted([*others, *held], key=lambda one: BAND_OF[one.kind])
    strong = verdict is Verdict.SPAM and ours.kinds[0].kind is Kind.SPAM
    if held and (weight == DECIDES or strong or score >= DECIDES):
        kinds.sort(key=lambda one: one.kind is not Kind.SPAM)
    return replace(ours, kinds=tuple(kinds) or (KindScore(Kind.CHATTER, 0.0, ()),))
