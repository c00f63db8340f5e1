"""Decides what the lines of `--json` hold; their keys are an interface.

Times are RFC 3339 in UTC, null for never. Ids are short opaque strings, the same over restarts.
"""

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from socialtui.domain.conversation import KindEvidence
    from socialtui.domain.mention import KindScore


class Line(msgspec.Struct):
    """One object a line."""


class EvidencePart(Line):
    """One named part of a score."""

    part: str
    """The piece of evidence, by its name."""
    weight: float
    words: str
    """The words that gave it; empty where it is no words'."""


class KindLine(Line):
    """One kind that holds."""

    kind: str
    score: float
    evidence: list[EvidencePart]


class ConversationLine(Line):
    """`list` and `next`: one conversation."""

    id: str
    network: str
    account: str
    """Our account, by the name you gave it."""
    person: str
    """Who said it, by the name they show."""
    handle: str
    text: str
    """What the row shows: their first unanswered word, whole."""
    kind: str
    """The first of `kinds`, by band; or what a person said it is."""
    kinds: list[KindLine]
    why: str
    """Why it stands where it stands, in words."""
    tone: float | None
    """-1 to 1; null where the language is not judged."""
    language: str
    state: Literal["open", "snoozed", "answered", "done", "spam", "merged"]
    """merged: another row stands for it; only `show` of its own id says so."""
    band: int
    """0 a broken promise, 1 complaint, 2 question, 3 lead, 4 error, 5 praise, 6 chatter, 7 spam."""
    due_at: str | None
    """Null where no answer is owed."""
    late: bool
    said_at: str | None
    url: str
    addressed: bool
    """False for what we only listen to."""
    unread: int
    tags: list[str]
    claimed_by: str | None
    can_reply: bool | str
    """True, or the reason why not."""


class SaidLine(Line):
    """`show`: one thing that was said; `state` is there for ours alone."""

    said_at: str | None
    author: str
    text: str
    remote_id: str
    url: str
    state: str | msgspec.UnsetType = msgspec.UNSET
    """leaving, due, sending, unknown or sent."""


class NoteLine(Line):
    """`show`: a private line."""

    at: str | None
    who: str
    text: str


class ThreadLine(ConversationLine):
    """`show`: a conversation with everything said in it."""

    mentions: list[SaidLine]
    replies: list[SaidLine]
    notes: list[NoteLine]
    rules: list[NoteLine]
    merged: list[str]
    """The conversations that the row stands for; empty for one alone."""


class OutboxJson(Line):
    """`outbox`: one reply on its way, and what became of it."""

    id: str
    conversation: str | None
    account: str
    text: str
    state: Literal["leaving", "due", "sending", "unknown", "sent", "refused", "recalled", "by_hand"]
    due_at: str | None
    """When it leaves, or is tried again."""
    attempts: int
    remote_id: str
    url: str
    trouble: str
    part: int
    """Which part of an answer in several, from 1; 0 for a whole one."""
    parts: int


class PromiseJson(Line):
    """`promises`: one promise of ours."""

    id: str
    conversation: str
    person: str
    """To whom."""
    text: str
    state: str
    """open, kept, broken or withdrawn."""
    due_at: str | None
    who: str
    """Who of us promised."""
    reason: str
    """Why it ended; of a broken one, what was done about it since."""
    opened_at: str | None
    closed_at: str | None
    deed: bool
    """Something other than a further answer, which no answer keeps by itself."""
    solved: str
    """Their words since that say it has come: kept? Empty without any."""


class DraftJson(Line):
    """`drafts`: one text that was not sent."""

    conversation: str
    text: str
    saved_at: str | None


class GapLine(Line):
    """`sources`: a stretch that may have been missed."""

    start: str | None
    end: str | None
    reason: str
    fetching: bool
    """It is on its way."""
    trouble: str
    """Why it could not be fetched."""


class SourceJson(Line):
    """`sources`: one thing an account listens to."""

    account: str
    network: str
    source: str
    state: Literal["ok", "trouble", "signed_out", "paused"]
    last_success: str | None
    next_try: str | None
    trouble: str
    next_step: str
    budget_left: int | None
    """Requests left in the network's window, where it tells."""
    gaps: list[GapLine]
    newest: str | None
    addressed: bool
    """False for what is only listened to."""
    chosen: bool
    """Listened to by your choice: `sources add`."""
    cost_today: float
    """US dollars, where the network charges for being asked."""
    blind_spots: list[str]
    """Nothing came through it for long."""
    unserved: list[str]
    """Parts of the schedule that nothing is connected for; the same on each line."""


class AccountJson(Line):
    """`account list`: one account, without its secret."""

    name: str
    network: str
    url: str
    user: str
    handle: str
    role: str
    state: Literal["ok", "trouble", "signed_out", "paused"]
    trouble: str
    next_step: str
    secret: str
    """Where the secret is kept: keyring, vault, command, env or none."""
    confirm: bool


class ClassifyIn(Line):
    """`classify`: what a line on stdin may hold."""

    text: str
    lang: str = ""
    """BCP 47, where it is known."""
    author: str = ""
    network: str = ""


class ClassifyOut(Line):
    """`classify`: what the text of the same line is."""

    kind: str
    kinds: list[KindLine]
    tone: float | None
    language: str


class KeptJson(Line):
    """`cadence map`: how much of one task was kept in 26 weeks."""

    task: str
    words: str
    kept: int
    asked: int
    """How often it was asked for; what nobody was here for is left out."""
    since: str
    """The day of the first of them, YYYY-MM-DD in your zone."""


class CadenceJson(Line):
    """`cadence`: one task of the schedule."""

    task: str
    words: str
    days: str
    due: bool
    """Asked for today."""
    state: Literal["open", "half", "done", "skipped", "not_appropriate", "sleeping"]
    target: int
    done: int
    opens: str
    """The query of its view."""
    source_document: str
    stated: bool
    """True where the document itself says when; else its days are a proposal."""


class DoctorLine(Line):
    """`doctor`: one thing that was looked at."""

    check: str
    state: Literal["ok", "warn", "fail"]
    what: str
    next_step: str


class KeyLine(Line):
    """`keys`: one verb."""

    id: str
    keys: list[str]
    words: str
    help: str


class EventJson(Line):
    """`events`: one line of the log."""

    at: str | None
    who: str
    verb: str
    words: str
    conversation: str | None
    undone: bool
    band: int | None
    """Where the conversation stood in the queue when it was done."""
    why: str
    """Why it stood there, in words."""


def keys(line: type[Line]) -> tuple[str, ...]:
    """The keys of a line, in their order."""
    return tuple(line.__struct_fields__)


def kind_lines(scores: "Iterable[KindEvidence | KindScore]") -> list[KindLine]:
    """What holds, with the parts of each score."""
    from socialtui.domain.conversation import KindEvidence

    return [
        KindLine(
            score.kind.value,
            score.score,
            [
                EvidencePart(part.part, part.weight, part.words)
                for part in (score.parts if isinstance(score, KindEvidence) else score.evidence)
            ],
        )
        for score in scores
    ]
