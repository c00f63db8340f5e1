"""The port that every network implements, in domain words only."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol, runtime_checkable

from msgspec import Struct, field

from socialtui.domain.media import Attached, MediaRules
from socialtui.domain.mention import Mention, Origin


class Clock(Protocol):
    """Time, passed in so that tests can own it."""

    def now(self) -> int:
        """UTC seconds since the epoch."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        ...


class Limits(Struct, frozen=True):
    """How long an answer may be, by the network's own rule."""

    max_length: int = 0
    """In graphemes; 0 means no limit."""
    url_length: int = 0
    """What each link counts; 0 means its own length."""
    max_bytes: int = 0
    """UTF-8 bytes; 0 means no limit."""
    remote_handles_short: bool = False
    """@user@host counts as @user."""
    handles_in_text: bool = False
    """An answer names whom it addresses, and that counts."""
    threads: bool = False
    """What is too long for one post is said in several, each answering the one before."""
    media: MediaRules = MediaRules()
    """What goes out beside words."""
    no_posts: str = ""
    """Why no posts of our own leave from here; empty where they do."""


class SourceAbout(Struct, frozen=True):
    """One thing an account listens to, as the network offers it."""

    name: str
    """Stable within the account: notifications, comments, feed."""
    words: str
    """For people: Mentions and replies."""
    addressed: bool = True
    every: int = 60
    """Seconds between polls when nothing else is known."""
    cannot: dict[str, str] = field(default_factory=dict)
    """Verb → why no item of this source can take it."""


class Account(Struct, frozen=True):
    """Our identity on a network."""

    id: int
    name: str
    """What the person calls it; unique."""
    network: str
    url: str = ""
    user: str = ""
    """What is typed to sign in, where the network wants a name."""
    handle: str = ""
    """How others address it, as the network says."""
    remote_id: str = ""
    code: str = ""
    """Two letters for the queue's column."""
    role: str = ""
    """short, page, professional, blog, alerts, mail or site: which tasks it serves."""
    limits: Limits = Limits()
    confirm: bool = False


class SignedIn(Struct, frozen=True):
    """What the network says about us when asked."""

    remote_id: str
    handle: str
    name: str
    limits: Limits
    sources: tuple[SourceAbout, ...]
    code: str
    role: str
    notes: tuple[str, ...] = ()
    """What works and what doesn't, one sentence each."""


def shown(handle: str, role: str) -> str:
    """A handle as people write it: @ana; a mail address stands as it is."""
    return handle if role == "mail" else f"@{handle}"


class Gap(Struct, frozen=True):
    """A stretch that may have been missed. UTC seconds."""

    start: int
    end: int
    reason: str


class Page(Struct, frozen=True):
    """What one question to a source brought. Stored with its cursor in one transaction."""

    mentions: tuple[Mention, ...]
    cursor: str
    """Opaque; handed back at the next pull."""
    more: bool = False
    """True when asking again at once brings more."""
    removed: tuple[str, ...] = ()
    """Remote ids that are gone."""
    gap: Gap | None = None
    budget_left: int | None = None
    """Requests left in the network's window, where it tells."""
    cost: float = 0.0
    """US dollars that this question cost, where the network charges for it."""


class Outgoing(Struct, frozen=True):
    """An answer or a post on its way out."""

    key: str
    """Idempotency key, the same over every try."""
    text: str
    in_reply_to: str = ""
    """Remote id; empty for a post of our own."""
    handles: tuple[str, ...] = ()
    """Who is addressed, where the network needs it in the text."""
    visibility: str = ""
    language: str = ""
    thread: str = ""
    """Remote id of the thread's first word, where known."""
    media: tuple[str, ...] = ()
    """What the network calls the files that go with it."""
    first_try_at: int = 0
    """UTC seconds of the first try; what is older can't be it."""


class Sent(Struct, frozen=True):
    """Where an answer stands on the network."""

    remote_id: str
    url: str
    sent_at: int
    """UTC seconds, by the network's clock where it tells."""


class Look(Struct, frozen=True):
    """The network's present state of a mention, asked just before answering it."""

    exists: bool
    text: str = ""
    """Plain and cleaned like a pulled mention's."""
    answered_by_us: tuple[Mention, ...] = ()
    """Our own answers to it that stand there now, oldest first."""
    origin: Origin | None = None


class Question(Struct, frozen=True):
    """One thing `account add` asks for."""

    flag: str
    """url, user or secret."""
    words: str
    secret: bool = False
    usual: str = ""
    """What is taken where nothing is typed; asked for as a proposal."""
    optional: bool = False
    """Nothing is an answer too."""


class Listening(Struct, frozen=True):
    """One way in which a network lets us hear what isn't addressed to us."""

    kind: str
    """search, hashtag or list; the part of a source's name before its colon."""
    words: str
    """For people: A saved search."""


OFFERS = ("hear", "thread", "reply", "like", "hide", "dm", "post", "schedule", "search")
"""What a network may offer, in the order of the README's table."""


class About(Struct, frozen=True):
    """What is known of a network before anybody signs in. Each network's file has one as ABOUT."""

    name: str
    words: str
    """One line for people: Mastodon, GoToSocial, Pleroma and their kin."""
    questions: tuple[Question, ...]
    guide: tuple[str, ...]
    """Where to click and what to paste, a step a line."""
    wire: bool = True
    """False when it needs no network at all."""
    offers: tuple[str, ...] = ()
    """Those of OFFERS that it has."""
    cost: str = "free"
    """What using it costs, in a few words."""
    login: str = ""
    """How one signs in from a box without a browser, in a few words."""
    listens: tuple[Listening, ...] = ()
    """What a person can listen to beyond the sources that signing in brings."""
    consent: tuple[str, ...] = ()
    """Where one can also sign in by saying yes on its page (`domain.consent.AsksConsent`): the steps, a line each."""


class Network(Protocol):
    """One account on one network. Raises only `NetworkTrouble`; raw answers never leave its file.

    Each file in `networks/` has `ABOUT: About` and
    `connect(account: Account, secret: str, http: HttpClient, clock: Clock) -> Network`.
    """

    async def sign_in(self) -> SignedIn:
        """Asks the network who we are and what it offers; harmless and repeatable."""
        ...

    async def pull(self, source: str, cursor: str) -> Page:
        """What is new after `cursor` (empty at first), a page at a time, oldest page first where possible."""
        ...

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:
        """The whole thread around a mention, oldest first, ours marked so."""
        ...

    async def look(self, remote_id: str) -> Look:
        """The present state of a mention."""
        ...

    async def reply(self, outgoing: Outgoing) -> Sent:
        """Posts an answer. `Silent`, `ServerTrouble` and `Garbled` mean: perhaps it is there."""
        ...

    async def find(self, outgoing: Outgoing) -> Sent | None:
        """Reads back: does this answer already stand there? Never posts."""
        ...

    async def like(self, remote_id: str) -> None:
        """Likes an item; again is harmless."""
        ...

    async def moderate(self, remote_id: str, verb: str) -> None:
        """approve, spam, trash, hide, mute, report or archive, where the network has it."""
        ...

    def stream(self) -> AsyncIterator[str] | None:
        """Yields the name of a source each time it has something new; None where there is no stream."""
        ...

    async def close(self) -> None:
        """Lets go of connections."""
        ...


@runtime_checkable
class TakesMedia(Protocol):
    """A network whose posts may hold pictures and their kin."""

    async def upload(self, one: Attached) -> str:
        """Hands over a file with its description; what the network calls it. Twice is harmless."""
        ...


@runtime_checkable
class Listens(Protocol):
    """A network on which searches, hashtags or lists can be listened to: one `Listening` each in its ABOUT."""

    async def listen(self, kind: str, what: str) -> SourceAbout:
        """The source `kind:what`, not addressed to us. Asks whether it is there; `Refused` says why not."""
        ...

    async def lists(self) -> tuple[tuple[str, str], ...]:
        """Our lists there: what `listen` wants for each, and its title. Empty where there are none."""
        ...


@runtime_checkable
class FillsGaps(Protocol):
    """A network that can be asked again for a stretch that was missed."""

    async def fill(self, source: str, gap: Gap, cursor: str) -> Page:
        """What was said within the gap, a page at a time; its cursors are its own, empty at first."""
        ...


@runtime_checkable
class Schedules(Protocol):
    """A network that keeps a post until its time."""

    async def schedule(self, outgoing: Outgoing, at: int) -> Sent:
        """Hands over a post for `at` (UTC seconds); `remote_id` is what `unschedule` wants."""
        ...

    async def waiting(self, outgoing: Outgoing, at: int) -> Sent | None:
        """Reads back: does this post wait there for `at`? Never hands one over. None where it doesn't."""
        ...

    async def unschedule(self, remote_id: str) -> None:
        """Takes it back before its time; gone already is harmless."""
        ...


@runtime_checkable
class RenewsSecret(Protocol):
    """A network whose secret changes while it is used: a session, or a pair of tokens."""

    def on_renewal(self, keep: Callable[[str], Awaitable[None]]) -> None:
        """Tells whom to hand a new secret to, whole, before the old one is let go of."""
        ...


@runtime_checkable
class Forgets(Protocol):
    """A network that may show nothing of what was said by it."""

    def forgets(self) -> bool:
        """True where an answer that `find` doesn't see may have arrived all the same."""
        ...


class Permission(Struct, frozen=True):
    """One thing that our sign-in allows or not, found out by asking for it."""

    name: str
    """Its name on the network: write:statuses."""
    words: str
    """What it is for: Answer and post."""
    ok: bool
    next_step: str = ""
    """What mends it, where it isn't."""


@runtime_checkable
class Checks(Protocol):
    """A network whose permissions can be asked for one by one, without leaving a mark there."""

    async def permissions(self) -> tuple[Permission, ...]:
        """What works and what doesn't."""
        ...
