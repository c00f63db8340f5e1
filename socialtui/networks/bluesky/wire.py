"""Decides what Bluesky means, in domain words.

Records are what a stranger's own program wrote, checked by nobody for us: what can't be read of one costs that
one alone. Its time is `indexedAt`, the server's; `createdAt` is whatever its writer said.
"""

from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from socialtui.domain.errors import Garbled
from socialtui.domain.media import MediaRules
from socialtui.domain.mention import Author, Mention
from socialtui.domain.moderation import no_way
from socialtui.domain.network import Limits
from socialtui.domain.text import clean_flagged, one_line
from socialtui.networks.bluesky.facets import Facet, spelled_out
from socialtui.networks.bluesky.tids import micros_of

T = TypeVar("T")

POST = "app.bsky.feed.post"
NO_HANDLE = "handle.invalid"
"""What the network says where a handle no longer leads to its account."""
CANNOT = no_way("Bluesky", ("spam", "hide", "mute", "report"), "mute or report instead")
NOT_A_REPLY = "It answers nobody; mute or report instead."
NOT_OUR_THREAD = "Bluesky lets whoever began a thread hide the answers in it; mute or report instead."
LIMITED = "Its author has limited who may answer it."
IMAGE_BYTES, IMAGES = 2_000_000, 4

LIMITS = Limits(
    max_length=300,
    max_bytes=3000,
    threads=True,
    media=MediaRules(
        most=IMAGES,
        types=("image/jpeg", "image/png", "image/webp", "image/gif"),
        image_bytes=IMAGE_BYTES,
        description=2000,
    ),
)


class Ref(msgspec.Struct):
    """Names one version of a record."""

    uri: str
    cid: str = ""


class Reply(msgspec.Struct):
    """What a post answers, and where its thread began."""

    root: Ref
    parent: Ref


class Post(msgspec.Struct):
    """A post's record, as far as it concerns us."""

    text: str = ""
    createdAt: str = ""
    reply: Reply | None = None
    langs: Any = None
    facets: Any = None
    embed: Any = None


class Profile(msgspec.Struct):
    """Somebody on the network."""

    did: str
    handle: str = ""
    displayName: str | None = None


class Viewer(msgspec.Struct):
    """What we have to do with a post."""

    like: str | None = None
    replyDisabled: bool | None = None


class View(msgspec.Struct):
    """A post as the network shows it."""

    uri: str
    cid: str
    author: Profile
    record: Any
    indexedAt: str
    viewer: Viewer | None = None


class Told(msgspec.Struct):
    """A notification; its record is read only for the reasons that are wanted."""

    uri: str
    cid: str
    author: Profile
    reason: str
    indexedAt: str
    record: Any = None


class Record(msgspec.Struct):
    """A record of a repository."""

    uri: str
    cid: str = ""
    value: Any = None


class Notifications(msgspec.Struct):
    """A page of notifications."""

    notifications: list[Any]
    cursor: str | None = None


class Posts(msgspec.Struct):
    """Posts that were asked for, or found."""

    posts: list[Any]
    cursor: str | None = None


class Feed(msgspec.Struct):
    """A page of a feed; what is passed on by others has a reason."""

    feed: list[Any]
    cursor: str | None = None


class Records(msgspec.Struct):
    """A page of a repository."""

    records: list[Any]
    cursor: str | None = None


class Written(msgspec.Struct):
    """What a write made."""

    uri: str
    cid: str


class Thread(msgspec.Struct):
    """A thread, read node by node."""

    thread: Any


def read(found: Any, kind: type[T]) -> T | None:
    """One part of an answer; None where it has another shape, so that one odd item hides no other."""
    try:
        return msgspec.convert(found, kind)
    except (msgspec.ValidationError, RecursionError):
        return None


def whole(found: list[Any], kind: type[T]) -> list[T]:
    """Those of a list that can be read. Raises `Garbled` where there are some and none can."""
    known = [one for one in (read(item, kind) for item in found) if one is not None]
    if found and not known:
        raise Garbled("Bluesky sent data of another shape.", "It is asked again next round.")
    return known


def post_of(record: Any) -> Post | None:
    """A post's record; without the parts that can't be read, None where it is no post."""
    if not isinstance(record, dict) or record.get("$type", POST) != POST:
        return None
    post = read(record, Post)
    if post is None:
        post = read({name: value for name, value in record.items() if name != "reply"}, Post)
    return post


def seconds(moment: str) -> int:
    """UTC seconds of an ISO 8601 time; 0 where it can't be read."""
    try:
        when = datetime.fromisoformat(moment)
        return max(0, int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()))
    except (ValueError, OverflowError):
        return 0


def said_at(moment: str, uri: str) -> int:
    """UTC seconds of a post: by the server, else by the key of its record, else long ago."""
    return seconds(moment) or micros_of(rkey(uri)) // 1_000_000 or 1


def owner(uri: str) -> str:
    """The DID in an at-uri."""
    return uri.removeprefix("at://").partition("/")[0]


def rkey(uri: str) -> str:
    """The key of the record that an at-uri names."""
    return uri.rpartition("/")[2]


def web_address(uri: str) -> str:
    """Where a browser finds a post; by the DID, since handles change."""
    parts = uri.removeprefix("at://").split("/")
    if len(parts) != 3 or parts[1] != POST:
        return ""
    return f"https://bsky.app/profile/{quote(parts[0], safe=':')}/post/{quote(parts[2], safe='')}"


def words(post: Post) -> tuple[str, str]:
    """The plain text of a post; and what it was before cleaning, where that took something out."""
    facets = [one for one in (read(f, Facet) for f in _listed(post.facets)) if one is not None]
    said = spelled_out(post.text, facets).strip()
    lines = [said, *_beside(post.embed, said)]
    both = "\n".join(line for line in lines if line)
    text, hidden = clean_flagged(both)
    return text, both if hidden else ""


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


def _beside(embed: Any, said: str) -> list[str]:
    """A line for each picture, film, card and quoted post."""
    if not isinstance(embed, dict):
        return []
    lines = [
        f"[image{_described(one)}]" for one in _listed(embed.get("images")) + _listed(embed.get("items"))
    ]
    if "video" in embed:
        lines.append(f"[video{_described(embed)}]")
    external = embed.get("external")
    if isinstance(external, dict) and str(external.get("uri", "")) not in said:
        lines.append(str(external.get("uri", "")))
    if isinstance(embed.get("media"), dict):
        lines += _beside(embed["media"], said)
    if quoted := quoted_by(embed):
        lines.append(f"[quotes {web_address(quoted)}]")
    return lines


def _described(one: Any) -> str:
    alt = " ".join(str(one.get("alt") or "").split()) if isinstance(one, dict) else ""
    return f": {alt}" if alt else ""


def quoted_by(embed: Any) -> str:
    """The post that an embed quotes; empty for none."""
    record = embed.get("record") if isinstance(embed, dict) else None
    if isinstance(record, dict) and isinstance(record.get("record"), dict):
        record = record["record"]
    uri = record.get("uri") if isinstance(record, dict) else None
    return uri if isinstance(uri, str) and web_address(uri) else ""


def author_of(profile: Profile) -> Author:
    """Somebody as the store keeps them: the DID stays, whatever they call themselves."""
    handle = one_line(profile.handle)
    handle = profile.did if handle in ("", NO_HANDLE) else handle
    return Author(
        remote_id=profile.did,
        handle=handle,
        name=one_line(profile.displayName or "") or handle,
        url=f"https://bsky.app/profile/{quote(profile.did, safe=':')}",
    )


def to_mention(
    uri: str, profile: Profile, post: Post, at: int, me: str, *, addressed: bool = True
) -> Mention:
    """A post as the store keeps it; `me` is our DID."""
    text, original = words(post)
    ours = profile.did == me
    langs = [one for one in _listed(post.langs) if isinstance(one, str)]
    return Mention(
        remote_id=uri,
        author=author_of(profile),
        text=text,
        original=original,
        said_at=at,
        url=web_address(uri),
        parent=post.reply.parent.uri if post.reply else "",
        thread=post.reply.root.uri if post.reply else uri,
        visibility="public",
        language=one_line(langs[0]) if len(langs) == 1 else "",
        ours=ours,
        addressed=addressed and not ours,
        cannot={} if ours else _cannot(post, me),
    )


def _cannot(post: Post, me: str) -> dict[str, str]:
    if post.reply is None:
        return {"hide": NOT_A_REPLY}
    return {} if owner(post.reply.root.uri) == me else {"hide": NOT_OUR_THREAD}


def of_view(view: View, me: str, *, addressed: bool = True) -> Mention | None:
    """A shown post as a mention; None where its record is no post."""
    post = post_of(view.record)
    if post is None:
        return None
    at = said_at(view.indexedAt, view.uri)
    mention = to_mention(view.uri, view.author, post, at, me, addressed=addressed)
    if view.viewer and view.viewer.replyDisabled and not mention.ours:
        return msgspec.structs.replace(mention, cannot=mention.cannot | {"reply": LIMITED})
    return mention


def concerns(post: Post, me: str) -> bool:
    """Whether a post answers us, names us or quotes us."""
    if post.reply and owner(post.reply.parent.uri) == me:
        return True
    if owner(quoted_by(post.embed)) == me:
        return True
    facets = [one for one in (read(f, Facet) for f in _listed(post.facets)) if one is not None]
    return any(me == feature.get("did") for facet in facets for feature in facet.features)
