"""What somebody said: the facts that a network hands over and the store keeps."""

from enum import IntEnum, StrEnum

from msgspec import Struct, field

PAGE = "page:"
"""Before the remote id of what is a page of the web: the same one, whichever account hears of it."""


class Kind(StrEnum):
    """What a mention is, and so how soon it is owed an answer."""

    COMPLAINT = "complaint"
    QUESTION = "question"
    LEAD = "lead"
    ERROR = "error"
    PRAISE = "praise"
    CHATTER = "chatter"
    SPAM = "spam"


class Band(IntEnum):
    """The queue's first order: lower is answered first."""

    BROKEN_PROMISE = 0
    COMPLAINT = 1
    QUESTION = 2
    LEAD = 3
    ERROR = 4
    PRAISE = 5
    CHATTER = 6
    SPAM = 7


LAST_OWED = Band.PRAISE
"""The last band whose conversations are owed an answer."""

BAND_OF = {kind: Band[kind.name] for kind in Kind}


class Author(Struct, frozen=True, gc=False):
    """Who said it, as the network names them."""

    remote_id: str
    """The network's stable id of this person; an opaque string."""
    handle: str
    """What a person would type to reach them, without a leading @; may be empty."""
    name: str
    """The name to show."""
    url: str = ""


class Origin(Struct, frozen=True):
    """Who sent a comment, as only its blog knows. It is handed on where a person allowed that, and never stored."""

    ip: str
    agent: str = ""
    email: str = ""
    url: str = ""
    kind: str = ""
    """comment, pingback or trackback."""
    words: str = ""
    """As they were typed."""


class Mention(Struct, frozen=True, gc=False):
    """Something a person said, on one network, at one moment. Text is plain and cleaned."""

    remote_id: str
    author: Author
    text: str
    said_at: int
    """UTC seconds."""
    url: str = ""
    parent: str = ""
    """Remote id of what this answers; empty for a first word."""
    thread: str = ""
    """Remote id of the thread's first word where the network tells it."""
    visibility: str = ""
    """public, unlisted, private or direct; for a blog approved, hold, spam or trash."""
    language: str = ""
    """As the network tags it (BCP 47), else empty."""
    ours: bool = False
    """Said by the account itself, from here or elsewhere."""
    addressed: bool = True
    """Said to us, rather than found by listening."""
    original: str = ""
    """The text before cleaning, only where cleaning changed it."""
    cannot: dict[str, str] = field(default_factory=dict)
    """Verb → why it can't be done to this item (reply, like, hide); absent means it can."""
    origin: Origin | None = None


class Evidence(Struct, frozen=True):
    """One named part of a score, with the words that gave it."""

    part: str
    weight: float
    words: str
    start: int
    end: int


class Judgement(Struct, frozen=True):
    """What a mention was judged to be."""

    kinds: tuple["KindScore", ...]
    """Those at or above their threshold, first by band; never empty (chatter when none)."""
    tone: float | None
    """VADER's compound, -1 to 1; None where the language isn't judged."""
    language: str
    """BCP 47 of the text, empty when unknown."""

    @property
    def kind(self) -> Kind:
        """The kind that decides the band."""
        return self.kinds[0].kind


class KindScore(Struct, frozen=True):
    """One kind with its score and the parts that add up to it."""

    kind: Kind
    score: float
    evidence: tuple[Evidence, ...]
