"""What the coach is given to judge a draft by, and what it says of it."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from msgspec import Struct, field

from socialtui.domain.conversation import Note, Said
from socialtui.domain.facts import Fact
from socialtui.domain.guidelines import Guidelines
from socialtui.domain.mention import Kind


class Document(StrEnum):
    """The five documents that this program is made from; every check names the one that it comes from."""

    ATTENTION = "Are You Paying Attention to Your Social Network? (2011)"
    WRONG = "Social Media Marketing: Are You Doing it Wrong?"
    EXECUTE = "Social Marketing Results: Don’t Just Show Up - Execute (2009)"
    EVERYONE = "Social Networks Aren’t for Everyone"
    DETRACTORS = "Steps for Dealing With Social Media Detractors (2016)"


class Remark(Struct, frozen=True):
    """One thing to look at before an answer leaves. It stops nothing."""

    words: str
    """A sentence on one line."""
    saw: str = ""
    """The words that gave it, as they stand in the draft; empty where something is missing."""
    start: int = 0
    end: int = 0
    document: str = ""
    """The document that it comes from; empty for what only holds here."""
    check: str = ""
    """The name of the check; empty for what is no matter of style, such as the length."""
    asks: bool = False
    """Above a line that people drew for themselves: sending asks once more."""

    def __str__(self) -> str:
        return self.words


class Answered(Struct, frozen=True):
    """An answer of ours, given not long ago. Newest first where there are several."""

    text: str
    """As it was typed, unsigned."""
    at: int
    """UTC seconds."""
    who: str
    conversation_id: int
    person_id: int
    to: str
    kind: Kind
    """What it answered."""
    owed: bool
    """They had asked, or spoken to us; else we joined in."""
    theirs: str = ""
    """The words that it answered."""
    acknowledgement: bool = False


class Ours(Struct, frozen=True):
    """One of our accounts."""

    name: str
    handle: str
    network: str


class Posted(Struct, frozen=True):
    """A post of ours on the same account, that stands or is planned."""

    text: str
    at: int
    """UTC seconds."""


class DraftContext(Struct, frozen=True):
    """A draft and all that a check may ask for. Times are UTC seconds."""

    draft: str
    """As typed, unsigned."""
    answers: Said
    """What it goes to."""
    kind: Kind
    kinds: frozenset[Kind]
    """Every kind that holds for what is answered."""
    owed: bool
    to: str
    """The person's name or handle."""
    conversation_id: int
    person_id: int
    who: str
    """Who writes."""
    account: Ours
    now: int
    said: tuple[Said, ...] = ()
    """This person's exchange with us, oldest first."""
    thread: tuple[Said, ...] = ()
    """The same with everybody else's words in the thread."""
    recent: tuple[Answered, ...] = ()
    """Our newest answers, newest first."""
    unasked: int = 0
    """Our words to this person in the last seven days that nobody had asked for."""
    today: int = 0
    """When the day began."""
    group: frozenset[int] = frozenset()
    """Conversations with the same complaint, this one among them."""
    accounts: tuple[Ours, ...] = ()
    notes: tuple[Note, ...] = ()
    tags: tuple[str, ...] = ()
    sign: str = ""
    own_names: tuple[str, ...] = ()
    ack: bool = False
    """A holding answer, which promises another."""
    promised: bool = False
    """A promise of ours waits here: another word of ours is expected."""
    guidelines: Guidelines = field(default_factory=Guidelines)
    facts: tuple[Fact, ...] = ()
    posts: tuple[Posted, ...] = ()
    """For a post of our own: the account's others, newest first."""
    answered_at: int = 0
    """For a post of our own: when we last answered somebody on its account."""

    @property
    def first(self) -> bool:
        """Nothing of ours but a holding answer stands in this exchange yet."""
        return not any(line.ours and not line.acknowledgement for line in self.said)

    @property
    def theirs(self) -> str:
        """What they wrote since our last word, or the one that is answered."""
        last = max((n for n, line in enumerate(self.said) if line.ours), default=-1)
        since = [line.text for line in self.said[last + 1 :] if not line.ours and not line.removed_at]
        return "\n".join(since) or self.answers.text

    def seen(self, words: str, place: tuple[int, int]) -> Remark:
        """A remark on words of the draft."""
        start, end = place
        return Remark(words, self.draft[start:end], start, end)


def of_post(draft: str, who: str, account: Ours, now: int) -> DraftContext:
    """A post of our own as a draft that answers nobody."""
    nobody = Said(
        id=0, remote_id="", parent="", author="", handle="", text="", said_at=now, url="", ours=False,
        acknowledgement=False, said_by="", visibility="", language="", tone=None, evidence=(), cannot={},
        hidden=False, edited_at=None, removed_at=None,
    )  # fmt: skip
    return DraftContext(
        draft, nobody, Kind.CHATTER, frozenset(), owed=False, to="", conversation_id=0, person_id=0, who=who,
        account=account, now=now,
    )  # fmt: skip


class Check(Struct, frozen=True):
    """One thing that the coach looks at."""

    document: Document
    look: Callable[[DraftContext], Iterable[Remark]]
    weight: int = 50
    """Whose remark stands first: lower before higher."""
    post: Callable[[DraftContext], Iterable[Remark]] | None = None
    """How it looks at a post of our own; None where it is a matter of answers alone."""


def quoted(words: str, most: int = 28) -> str:
    """A few words in quotation marks, cut where they are many."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= most else line[: most - 1].rstrip() + '…'}”"
