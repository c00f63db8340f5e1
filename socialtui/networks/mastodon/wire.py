"""Decides what a server of the Mastodon kind means, in domain words.

Ids are opaque: 18 digits here, a ULID there, two digits elsewhere; nothing compares or counts with them.
Every field that some server leaves out or sends as null has a default; unknown fields are passed over.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import msgspec

from socialtui.domain.errors import Garbled
from socialtui.domain.media import MediaRules
from socialtui.domain.mention import Author, Mention
from socialtui.domain.moderation import no_way
from socialtui.domain.network import Limits
from socialtui.domain.text import clean_flagged, one_line
from socialtui.html_text import to_text

T = TypeVar("T")

PRIVACY = ("public", "unlisted", "private", "direct")
"""From the widest to the narrowest."""
CANNOT = no_way("Mastodon", ("spam", "mute", "report"), "mute or report instead")
MAX_CHARACTERS = 500
"""What a server that doesn't tell allows, as Mastodon does by default."""
CHARACTERS_PER_URL = 23
MAX_FILES = 4
IMAGE_BYTES, VIDEO_BYTES, DESCRIPTION = 16_777_216, 103_809_024, 1500
"""What Mastodon takes where a server doesn't tell."""


class Account(msgspec.Struct, gc=False):
    """Somebody on the network."""

    id: str | int
    acct: str | None = None
    username: str | None = None
    display_name: str | None = None
    url: str | None = None


class Media(msgspec.Struct, gc=False):
    """A picture, film or sound."""

    type: str | None = None
    description: str | None = None


class Addressed(msgspec.Struct, gc=False):
    """Somebody named in a status."""

    id: str | int | None = None
    acct: str | None = None


class Status(msgspec.Struct, gc=False):
    """One post."""

    id: str | int
    account: Account
    created_at: str
    content: str | None = None
    url: str | None = None
    uri: str | None = None
    in_reply_to_id: str | int | None = None
    in_reply_to_account_id: str | int | None = None
    spoiler_text: str | None = None
    visibility: str | None = None
    language: str | None = None
    edited_at: str | None = None
    reblog: Any = None
    media_attachments: list[Media] | None = None
    mentions: list[Addressed] | None = None

    @property
    def parent(self) -> str:
        """Id of what this answers; empty for a first word."""
        return "" if self.in_reply_to_id is None else str(self.in_reply_to_id)

    @property
    def author(self) -> str:
        """Id of who said it."""
        return str(self.account.id)


class Notification(msgspec.Struct, gc=False):
    """Something that happened to us. The status is read only for the kinds that are wanted."""

    id: str | int
    type: str = ""
    status: Any = None
    created_at: str = ""


class Told(Notification, gc=False):
    """A notification whose status can be read at once."""

    status: Status | None = None


class Conversation(msgspec.Struct):
    """A private exchange with its last word."""

    id: str | int
    last_status: Any = None


class Context(msgspec.Struct):
    """What stands before and after a status."""

    ancestors: list[Status] = []
    descendants: list[Status] = []


class Found(msgspec.Struct):
    """What a search brought; what it found of people and hashtags is passed over."""

    statuses: Any = None


class MyList(msgspec.Struct):
    """A list of ours."""

    id: str | int
    title: str = ""


class Scheduled(msgspec.Struct):
    """A post that the server keeps until its time; a server that posts at once sends no such time."""

    id: str | int
    scheduled_at: str
    params: Any = None

    @property
    def text(self) -> str:
        """What it will say."""
        return self._told("text")

    @property
    def key(self) -> str:
        """Under which key it was handed over; empty where the server doesn't tell."""
        return self._told("idempotency")

    def _told(self, name: str) -> str:
        said = self.params.get(name) if isinstance(self.params, dict) else ""
        return said if isinstance(said, str) else ""


class Urls(msgspec.Struct):
    """Other addresses of a server."""

    streaming: str | None = None
    streaming_api: str | None = None


class StatusRules(msgspec.Struct):
    """How long a status may be, and how many files it may have."""

    max_media_attachments: int | None = None
    max_characters: int | None = None
    characters_reserved_per_url: int | None = None


class MediaLimits(msgspec.Struct):
    """Which files a server takes."""

    supported_mime_types: list[str] | None = None
    image_size_limit: int | None = None
    video_size_limit: int | None = None
    description_limit: int | None = None

    def rules(self, most: int | None, described: int | None, size: int | None) -> MediaRules:
        """In domain words; what a server leaves out is as Mastodon has it."""
        return MediaRules(
            most=MAX_FILES if most is None else most,
            types=tuple(self.supported_mime_types or ()),
            image_bytes=self.image_size_limit or size or IMAGE_BYTES,
            other_bytes=self.video_size_limit or size or VIDEO_BYTES,
            description=self.description_limit or described or DESCRIPTION,
            why_none="This server takes no files.",
        )


class Configuration(msgspec.Struct):
    """What a server allows."""

    media_attachments: MediaLimits | None = None

    statuses: StatusRules | None = None
    urls: Urls | None = None


class Instance(msgspec.Struct):
    """A server about itself, in both forms (v1 and v2)."""

    domain: str | None = None
    uri: str | None = None
    urls: Urls | None = None
    configuration: Configuration | None = None
    max_toot_chars: int | None = None
    upload_limit: int | None = None
    description_limit: int | None = None

    @property
    def host(self) -> str:
        """The name that others address it by; empty when it doesn't tell."""
        named = self.domain or self.uri or ""
        return named.partition("://")[2].partition("/")[0] if "://" in named else named

    @property
    def streaming(self) -> str:
        """Where its events come from; empty when it doesn't tell."""
        urls = (self.configuration and self.configuration.urls) or self.urls or Urls()
        return urls.streaming or urls.streaming_api or ""

    @property
    def limits(self) -> Limits:
        """How long an answer may be."""
        rules = (self.configuration and self.configuration.statuses) or StatusRules()
        files = (self.configuration and self.configuration.media_attachments) or MediaLimits()
        return Limits(
            max_length=rules.max_characters or self.max_toot_chars or MAX_CHARACTERS,
            url_length=rules.characters_reserved_per_url or CHARACTERS_PER_URL,
            remote_handles_short=True,
            handles_in_text=True,
            threads=True,
            media=files.rules(rules.max_media_attachments, self.description_limit, self.upload_limit),
        )


def convert(found: Any, kind: type[T]) -> T:
    """Reads a part that was left unread. Raises `Garbled`."""
    try:
        return msgspec.convert(found, kind)
    except msgspec.ValidationError as error:
        raise Garbled(
            f"The server sent a {kind.__name__.lower()} of another shape ({error}).",
            "It is asked again next round.",
        ) from error


@lru_cache(maxsize=512)
def seconds(moment: str) -> int:
    """UTC seconds of an ISO 8601 time; that of one item is asked for several times. Raises `Garbled`."""
    try:
        when = datetime.fromisoformat(moment)
        return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError) as error:
        raise Garbled(
            "The server sent a time that can't be read.", "It is asked again next round."
        ) from error


def words(status: Status) -> tuple[str, str]:
    """The plain text of a status; and what it was before cleaning, where that took something out."""
    lines = [to_text(status.content or "").strip()]
    if status.spoiler_text and status.spoiler_text.strip():
        lines.insert(0, f"CW: {' '.join(status.spoiler_text.split())}")
    for media in status.media_attachments or ():
        kind = "image" if media.type in (None, "image", "unknown") else media.type
        described = " ".join((media.description or "").split())
        lines.append(f"[{kind}: {described}]" if described else f"[{kind}]")
    whole = "\n".join(line for line in lines if line)
    text, hidden = clean_flagged(whole)
    return text, whole if hidden else ""


def privacy(visibility: str | None) -> str:
    """One of `PRIVACY`; what some servers add (local, list, mutuals) is never wider than private."""
    if not visibility:
        return ""
    return visibility if visibility in PRIVACY else "private"


def concerns(status: Status, me: str) -> bool:
    """Whether a status names us or answers us."""
    return (
        me in (str(named.id) for named in status.mentions or ()) or str(status.in_reply_to_account_id) == me
    )


def to_mention(status: Status, me: str, *, addressed: bool = True, thread: str = "") -> Mention:
    """A status as the store keeps it; `me` is the id of our own account there."""
    text, original = words(status)
    account = status.account
    handle = one_line(account.acct or account.username or "").lstrip("@")
    ours = status.author == me
    return Mention(
        remote_id=str(status.id),
        author=Author(
            remote_id=status.author,
            handle=handle,
            name=one_line(account.display_name or "") or handle,
            url=web_address(account.url),
        ),
        text=text,
        original=original,
        said_at=seconds(status.created_at),
        url=web_address(status.url) or web_address(status.uri),
        parent=status.parent,
        thread=thread,
        visibility=privacy(status.visibility),
        language=one_line(status.language or ""),
        ours=ours,
        addressed=addressed and not ours,
        cannot={} if ours else CANNOT,
    )


def web_address(url: str | None) -> str:
    """`url` when a browser can open it, else nothing."""
    url = one_line(url or "")
    return url if url.startswith(("https://", "http://")) else ""


def linked(header: str, relation: str, parameter: str) -> str:
    """The value of a parameter in one link of a Link header; empty when there is none."""
    for link in header.split(","):
        address, _, rest = link.partition(";")
        if f'rel="{relation}"' in rest.replace(" ", "") or f"rel={relation}" in rest.replace(" ", ""):
            try:
                query = urlsplit(address.strip().strip("<>")).query
            except ValueError:
                return ""
            return parse_qs(query).get(parameter, [""])[-1]
    return ""


def has_link(header: str, relation: str) -> bool:
    """Whether a Link header offers a relation."""
    plain = header.replace(" ", "")
    return f'rel="{relation}"' in plain or f"rel={relation}" in plain
