"""What the coach is given to judge a draft by, and what it says of it."""

from msgspec import Struct, field

from socialtui.domain.conversation import Note, Said
from socialtui.domain.facts import Fact
from socialtui.domain.guidelines import Guidelines
from socialtui.domain.mention import Kind


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
