"""Names every setting, with what holds when a person says nothing."""

from datetime import date
from typing import NamedTuple

from msgspec import Struct, field

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ROLES = ("short", "page", "professional", "blog", "alerts", "mail", "site")

HOUR = 3600


class Span(NamedTuple):
    """A stretch of one day, in minutes after midnight on the wall clock; `end` is exclusive, at most 1440."""

    start: int
    end: int


WORKDAY = (Span(9 * 60, 12 * 60 + 30), Span(13 * 60 + 15, 18 * 60))


class Hours(Struct, frozen=True):
    """When somebody answers."""

    week: tuple[tuple[Span, ...], ...] = (*(WORKDAY,) * 5, (), ())
    """Working spans of each weekday, Monday first; in order, never overlapping."""
    holidays: tuple[date, ...] = ()
    """Days without working hours, in order."""


class ResponseClock(Struct, frozen=True):
    """How long an answer may take, in seconds of working time, by kind."""

    complaint: int = 1 * HOUR
    """Something went wrong for somebody."""
    question: int = 4 * HOUR
    """Somebody wants to know."""
    lead: int = 4 * HOUR
    """Somebody may buy."""
    error: int = 8 * HOUR
    """Somebody points out a mistake of ours."""
    praise: int = 24 * HOUR
    """Somebody is glad."""


class Sync(Struct, frozen=True):
    """How the process that talks to the networks behaves. Seconds."""

    linger: int = 600
    """How long it goes on after the last desk has closed."""
    settle: int = 20
    """Before a reply whose fate is unknown is looked for on the network."""
    quiet: int = 7 * 24 * HOUR
    """How long nothing may come through a source before it is shown as a blind spot."""


class Hooks(Struct, frozen=True):
    """Commands of the person's own, run by the sync process; each gets the conversation as JSON on stdin."""

    complaint_in: str = ""
    """A command for each new complaint."""
    sent: str = ""
    """A command for each answer that was sent."""
    promise_due: str = ""
    """A command for each promise whose time has come."""
    limit: int = 30
    """How long a command may take, one that `|` was given among them (seconds)."""
    at_once: int = 2
    """How many hooks may run at once."""

    @property
    def commands(self) -> dict[str, str]:
        """Name → command of the hooks that are set."""
        named = {"complaint-in": self.complaint_in, "sent": self.sent, "promise-due": self.promise_due}
        return {name: command for name, command in named.items() if command}


class Posts(Struct, frozen=True):
    """Posts of your own: when, how many, and who looks at them first."""

    slots: tuple[str, ...] = ("09:30", "13:00", "16:30")
    """The times of a day at which planned posts leave, at regular intervals."""
    allowance: int = 3
    """Posts of its own that every account may make in a week, however little was answered."""
    approval: bool = False
    """True lets a post leave only after somebody else than its writer approved it."""
    network_schedule: bool = False
    """True hands planned posts to networks that keep them until their time; else the sync process does."""


class Akismet(Struct, frozen=True):
    """A second opinion on the spam among a blog's comments, from Akismet. Its key is kept with the other secrets."""

    on: bool = False
    """True sends each new comment of a blog to Akismet, with its writer's name, mail and IP address and browser."""
    blog: str = ""
    """The blog's address, as it is registered there."""
    per_day: int = 500
    """How many comments of a day are asked about at most."""
    limit: int = 5
    """Seconds that it may take for the comments of a page; else our own judgement stands."""


class Roles(Struct, frozen=True):
    """Which accounts serve which part of the schedule, by account name."""

    short: tuple[str, ...] = ()
    """Short posts: Mastodon, Bluesky."""
    page: tuple[str, ...] = ()
    """A page with fans."""
    professional: tuple[str, ...] = ()
    """A professional network."""
    blog: tuple[str, ...] = ()
    """A blog and its comments."""
    alerts: tuple[str, ...] = ()
    """Alerts and searches that only listen."""
    mail: tuple[str, ...] = ()
    """A mailbox."""
    site: tuple[str, ...] = ()
    """The brand's own site."""


class Time(Struct, frozen=True):
    """How much of a day this may take. Seconds; 0 for no line."""

    session: int = 20 * 60
    """How long `S` works on what is due."""
    day: int = 0
    """Of a whole day; past it a word says so, and complaints alone go on."""
    networks: tuple[tuple[str, int], ...] = ()
    """Of a day on one network, such as "mastodon 30m"."""
    quiet: tuple[Span, ...] = ()
    """Spans of the day in which no bell rings and no session begins unasked."""


class Settings(Struct, frozen=True):
    """Everything a person may set for one brand."""

    sign: str = ""
    """What an answer ends with, such as ^am; empty for nothing."""
    brand: str = ""
    """The brand's name as it is shown; the folder's name where none is set."""
    brand_names: tuple[str, ...] = ()
    """Other ways in which people write the brand's name."""
    user: str = ""
    """Who sits here, as colleagues see it."""
    timezone: str = ""
    """A zone such as Europe/Berlin; empty for TZ, then the box's own."""
    theme: str = "dark"
    """The name of a theme."""
    colors: str = "auto"
    """How many colours the terminal gets: auto, 16, 256 or true."""
    ascii: bool = False
    """True draws with plain ASCII signs alone."""
    mouse: bool = False
    """True takes the mouse from the terminal."""
    emoji: str = "auto"
    """Emoji in other people's words: auto, text (as names) or full."""
    notify: str = "bell"
    """When a bell rings: bell (a new complaint), session (in a session for all that is owed) or off."""
    editor: str = ""
    """The command for a long answer; empty for VISUAL, then EDITOR."""
    recall_seconds: int = 10
    """How long a reply can still be taken back, 0 to 120."""
    number_parts: bool = True
    """An answer in several posts numbers them: 1/3, 2/3, 3/3."""
    classify_command: str = ""
    """A classifier of your own: JSON Lines in and out, as in `socialtui classify`; empty for none."""
    classify_limit: int = 10
    """Seconds that it may take for a hundred mentions, 1 to 120; else our own judgement stands."""
    hours: Hours = field(default_factory=Hours)
    """When somebody answers."""
    clock: ResponseClock = field(default_factory=ResponseClock)
    """How long an answer may take."""
    sync: Sync = field(default_factory=Sync)
    """How the process that talks to the networks behaves."""
    hooks: Hooks = field(default_factory=Hooks)
    """Commands of the person's own."""
    posts: Posts = field(default_factory=Posts)
    """Posts of your own."""
    time: Time = field(default_factory=Time)
    """How much of a day this may take."""
    akismet: Akismet = field(default_factory=Akismet)
    """A second opinion on spam."""
    roles: Roles = field(default_factory=Roles)
    """Which accounts serve which part of the schedule."""

    @property
    def own_names(self) -> tuple[str, ...]:
        """How people write the brand; no evidence of anything."""
        return (self.brand, *self.brand_names) if self.brand != "default" else self.brand_names
