"""Decides what is remembered of a person, what passed between us, who may be the same, and who comes first."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from socialtui.domain.conversation import Handle, Memo, Person
from socialtui.domain.mention import Kind


class Memory(StrEnum):
    """What a line about a person is."""

    NOTE = "note"
    WANT = "want"
    GIFT = "gift"
    THANKS = "thanks"
    TAG = "tag"
    FOLLOW_UP = "follow_up"


class Standing(StrEnum):
    """Where a line about a person stands."""

    OPEN = "open"
    MET = "met"
    """A want that was met, a follow-up that was made."""
    SENT = "sent"
    DECLINED = "declined"
    """A gift that they didn't want."""
    DUE = "due"
    """A follow-up whose day has come."""
    REMOVED = "removed"


ENDS: dict[Memory, tuple[Standing, ...]] = {
    Memory.NOTE: (Standing.REMOVED,),
    Memory.WANT: (Standing.MET, Standing.REMOVED),
    Memory.GIFT: (Standing.SENT, Standing.DECLINED, Standing.REMOVED),
    Memory.THANKS: (Standing.REMOVED,),
    Memory.TAG: (Standing.REMOVED,),
    Memory.FOLLOW_UP: (Standing.MET, Standing.REMOVED),
}
"""What a line may become, the likeliest first."""


class Exchange(StrEnum):
    """What an answer of ours gave to a person, or wanted from them."""

    HELP = "help"
    THANKS = "thanks"
    ASK = "ask"
    PROMO = "promo"


class Given(Struct, frozen=True):
    """One line of what passed between us: an answer of ours."""

    conversation_id: int
    at: int
    who: str
    text: str
    exchange: Exchange
    words: str
    """What in it made it an ask or a promo; empty for the others."""


class Alike(Struct, frozen=True):
    """Somebody who may be the same person, and why one might think so."""

    person_id: int
    name: str
    handles: tuple[Handle, ...]
    reasons: tuple[str, ...]


class Known(Struct, frozen=True):
    """One person in the list of those we talk with."""

    person_id: int
    name: str
    handles: tuple[str, ...]
    networks: tuple[str, ...]
    theirs: int
    """Words of theirs in talks that we answered."""
    ours: int
    """Answers of ours."""
    helped: int
    """Answers to what was wrong or asked."""
    last_at: int
    tags: tuple[str, ...] = ()

    @property
    def mutual(self) -> int:
        """How often it went both ways."""
        return min(self.theirs, self.ours)


class Thanked(Struct, frozen=True):
    """One piece of the appreciation jar."""

    at: int
    person_id: int
    name: str
    network: str
    text: str
    conversation_id: int | None
    answer: bool
    """Said after an answer of ours."""


# --- what passed between us

_ASKING = re.compile(
    r"\b(?:follow us|like (?:us|our)|(?:please )?(?:share|repost|retweet|boost) (?:this|our|it|the word)|"
    r"spread the word|tell (?:your|all your|a) friends?|vote for|rate us|"
    r"(?:leave|write|give|post)(?: us)? a (?:\w+ )?(?:review|rating|recommendation)|review us|recommend us|"
    r"sign up|subscribe|join our|(?:take|fill (?:in|out)|answer) (?:our|this|the) (?:\w+ )?(?:survey|poll)|"
    r"nominate us|back our|pre-?order|folg(?:t|e|en sie) uns|empfiehl uns|"
    r"(?:teil|bewerte?|empfehl)(?:e|t|en sie) (?:uns|das|diesen|unser\w*)|stimm(?:t|en sie)? für)\b",
    re.IGNORECASE,
)
_PROMOTING = re.compile(
    r"\b(?:\d{1,2} ?(?:%|percent|prozent) (?:off|rabatt)|(?:discount|promo|coupon) codes?|use (?:the )?code|"
    r"special offer|limited (?:time|offer)|(?:shop|buy|order) (?:now|today)|on sale|black friday|"
    r"free shipping|check out our|have a look at our new|new in (?:our |the )?(?:shop|store)|now available|"
    r"gutschein\w*|sonderangebot|jetzt (?:kaufen|bestellen)|im angebot)(?!\w)",
    re.IGNORECASE,
)
_THANKING = re.compile(r"\b(?:thank|thanks|thx|danke|merci|gracias|made our day|how kind)\b", re.IGNORECASE)


def exchange_of(text: str, kind: Kind) -> tuple[Exchange, str]:
    """What an answer to something of this kind was, with the words that made it an ask or a promo."""
    if found := _PROMOTING.search(text):
        return Exchange.PROMO, found[0]
    if found := _ASKING.search(text):
        return Exchange.ASK, found[0]
    if kind is Kind.PRAISE or (kind is Kind.CHATTER and _THANKING.search(text)):
        return Exchange.THANKS, ""
    return Exchange.HELP, ""


def only_asked(ledger: Sequence[Given]) -> bool:
    """Whether all that they ever got from us was a wish of ours."""
    return bool(ledger) and all(one.exchange in (Exchange.ASK, Exchange.PROMO) for one in ledger)


# --- what is remembered


def of_kind(memos: Iterable[Memo], kind: Memory) -> tuple[Memo, ...]:
    """The lines of one kind."""
    return tuple(memo for memo in memos if memo.kind == kind)


def tags_of(memos: Iterable[Memo]) -> tuple[str, ...]:
    """A person's tags, VIP first."""
    return tuple(
        sorted({memo.text for memo in of_kind(memos, Memory.TAG)}, key=lambda tag: (tag != "vip", tag))
    )


def offered_before(memos: Iterable[Memo]) -> Memo | None:
    """The newest gift that they were offered; one that they didn't want counts too."""
    gifts = of_kind(memos, Memory.GIFT)
    return gifts[-1] if gifts else None


# --- who may be the same

_LEAST = 3
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)


def handle_name(handle: str) -> str:
    """The part of a handle that a person chose: rosa of rosa@town.example and of Rosa.bsky.social."""
    local = handle.lstrip("@").split("@")[0].lower()
    return local.split(".")[0] if local.count(".") > 1 else local


def full_name(name: str) -> str:
    """A name of two words or more, as it is compared; empty for what too many people are called."""
    words = re.findall(r"[^\W_]+", name.casefold())
    return " ".join(words) if len(words) > 1 else ""


def link_of(url: str) -> str:
    """An address as it is compared."""
    return _SCHEME.sub("", url.strip()).rstrip("/").lower()


def alike(mine: Sequence[Handle], theirs: Sequence[Handle]) -> tuple[str, ...]:
    """Why two people may be one, in words; nothing where nothing speaks for it."""
    reasons: dict[str, None] = {}
    for one in mine:
        for other in theirs:
            name = handle_name(one.handle)
            if len(name) >= _LEAST and name == handle_name(other.handle):
                reasons[f"same handle {name}"] = None
            if full_name(one.name) and full_name(one.name) == full_name(other.name):
                reasons[f"same name {one.name.strip()}"] = None
            if link_of(one.url) and link_of(one.url) == link_of(other.url):
                reasons[f"same link {link_of(one.url)}"] = None
    return tuple(reasons)


def propose(person: Person, others: Iterable[tuple[int, str, Sequence[Handle]]]) -> tuple[Alike, ...]:
    """Those of `others` (person, name, handles) who may be the same, the best reasons first."""
    found = [
        Alike(number, name, tuple(handles), reasons)
        for number, name, handles in others
        if number != person.id and (reasons := alike(person.handles, handles))
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.reasons), one.person_id)))


# --- who comes first


def ranked(people: Iterable[Known]) -> list[Known]:
    """By what went both ways and by help given; nobody's reach is known here."""
    return sorted(
        people, key=lambda one: (-(one.mutual + one.helped), -one.mutual, -one.last_at, one.person_id)
    )
