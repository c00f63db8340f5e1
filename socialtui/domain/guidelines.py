"""What a company lets its people say: forbidden words, topics to hand over, who may promise money, limits."""

from msgspec import Struct, field

REFUND_WORDS = (
    "refund*", "money back", "reimburse*", "credit your account", "compensat*", "voucher*", "free of charge",
)  # fmt: skip
"""What a promise of money sounds like where the file says nothing else."""


class Forbidden(Struct, frozen=True):
    """Words that no answer has."""

    words: tuple[str, ...]
    instead: str = ""
    """What to say in their place."""


class Topic(Struct, frozen=True):
    """What only some people answer."""

    id: str
    words: tuple[str, ...]
    to: tuple[str, ...]
    """Who answers it."""
    why: str = ""


class Refunds(Struct, frozen=True):
    """Who may promise money."""

    who: tuple[str, ...]
    words: tuple[str, ...] = REFUND_WORDS


class Restraint(Struct, frozen=True):
    """Where joining in ends. What is owed is never counted against it."""

    thread: int = 2
    """Words of ours in a thread where nobody asked us."""
    person: int = 3
    """Words of ours to one person who did not ask, in seven days."""
    day: int = 8
    """Words of ours in conversations that nobody asked us into, in a day."""
    links: int = 2
    """Links that promote something of ours, in a day of answers."""


class Guidelines(Struct, frozen=True):
    """All that guidelines.toml says."""

    about: str = ""
    """A few lines for whoever sits down for the first time."""
    forbidden: tuple[Forbidden, ...] = ()
    topics: tuple[Topic, ...] = ()
    refunds: Refunds | None = None
    """None: nobody was named, so nobody is asked."""
    restraint: Restraint = field(default_factory=Restraint)

    @property
    def empty(self) -> bool:
        """Whether nobody wrote any."""
        return not (self.about or self.forbidden or self.topics or self.refunds)
