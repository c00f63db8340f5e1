"""Decides how a post of our own stands on a blog: title and paragraphs out of plain words, pictures with them."""

import asyncio
import re
from html import escape
from pathlib import Path
from typing import Any

import msgspec

from socialtui.domain.errors import Garbled, NotFound, Refused, ServerTrouble, Silent, Unreachable
from socialtui.domain.media import Attached
from socialtui.domain.mention import Author, Mention
from socialtui.domain.network import Clock, Gap, Outgoing, Page, Sent
from socialtui.domain.text import clean, one_line
from socialtui.html_text import to_text
from socialtui.networks.wordpress.api import data_of
from socialtui.networks.wordpress.comments import NO_LIKES, Content, iso, moment, web
from socialtui.networks.wordpress.reading import Reader

PREFIX = "post:"
"""Before a post's number: comments are counted by themselves."""
TITLE = 120
"""Letters up to which a first line is the title as it stands."""
SHORTENED = 70
SLACK = 120
"""Seconds between our first try and the blog's date of it."""
LEAST = 60
"""Seconds ahead from which a blog keeps a post until its time."""
LOOKED_AT = 50
UPLOAD = 300
"""Seconds that handing a file over may take."""
FIRST = 20
"""Posts read of a blog that was never read."""

PAGES, MORE = 6, 100
"""Pages read back at one pull, and posts on each after the first."""
UNREAD = "More was published than is read back at once."

_PICTURE = re.compile(r"<!-- wp:image .*?<!-- /wp:image -->", re.DOTALL)
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}']")


class Post(msgspec.Struct):
    """A post as the REST API gives it with context=edit."""

    id: int
    date_gmt: str = ""
    modified_gmt: str = ""
    title: Content = msgspec.field(default_factory=Content)
    content: Content = msgspec.field(default_factory=Content)
    status: str = ""
    author: int = 0
    link: str = ""

    @property
    def said_at(self) -> int:
        """UTC seconds."""
        return moment(self.date_gmt)


def shaped(text: str) -> tuple[str, str]:
    """Title and body of plain words: a short first line is the title, a long one gives its beginning."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    if len(first) <= TITLE:
        return first, rest.strip()
    short = first[:SHORTENED].rsplit(" ", 1)[0].rstrip(" ,;:.-")
    return f"{short}…", text.strip()


def joined(title: str, body: str) -> str:
    """The words of a post as one text; a title that only begins the body is not said twice."""
    if title.endswith("…") and body.startswith(title[:-1]):
        return body
    return f"{title}\n\n{body}" if title and body else title or body


def blocks(body: str) -> str:
    """Paragraphs as a blog's editor writes them; signs are words, not markup, and links can be followed."""

    def linked(words: str) -> str:
        found, at = [], 0
        for link in _LINK.finditer(words):
            found += [escape(words[at : link.start()], quote=False), _anchor(link[0])]
            at = link.end()
        return "".join([*found, escape(words[at:], quote=False)])

    parts = [part.strip() for part in re.split(r"\n\s*\n", body) if part.strip()]
    paragraphs = ["<br>".join(map(linked, part.splitlines())) for part in parts]
    return "\n\n".join(f"<!-- wp:paragraph -->\n<p>{one}</p>\n<!-- /wp:paragraph -->" for one in paragraphs)


def _anchor(link: str) -> str:
    return f'<a href="{escape(link)}">{escape(link, quote=False)}</a>'


def words_of(post: Post) -> str:
    """The clean words of a post, without its pictures."""
    title = to_text(post.title.raw or post.title.rendered)
    body = to_text(_PICTURE.sub("", post.content.raw or post.content.rendered))
    return clean(joined(one_line(title), body.strip()))


class Posts:
    """The posts of one user on one blog."""

    def __init__(self, reader: Reader, clock: Clock) -> None:
        self._reader, self._clock = reader, clock

    async def publish(self, outgoing: Outgoing, at: int = 0) -> Sent:
        """A post that stands at once, or from `at` on (UTC seconds)."""
        title, body = shaped(outgoing.text)
        wish: dict[str, Any] = {
            "title": escape(title, quote=False),
            "content": blocks(body),
            "status": "publish",
        }
        if at:
            wish |= {"status": "future", "date_gmt": iso(at).removesuffix("Z")}
        if outgoing.media:
            wish["featured_media"] = int(outgoing.media[0])
            wish["content"] = "\n\n".join(
                filter(None, (wish["content"], await self._figures(outgoing.media[1:])))
            )
        answer = await self._reader.ask("POST", "/posts", json=wish)
        return self._sent(self._decoded(data_of(answer)))

    async def _figures(self, media: tuple[str, ...]) -> str:
        """Pictures within the post. A trouble here leaves no doubt: nothing was posted yet."""
        made = []
        for number in media:
            try:
                found = data_of(await self._reader.ask("GET", f"/media/{int(number)}"))
            except (Silent, ServerTrouble, Garbled) as error:
                raise Unreachable(error.what, "Nothing was sent. It is tried again.") from error
            source = web(str(found.get("source_url", ""))) if isinstance(found, dict) else ""
            alt = str(found.get("alt_text", "")) if isinstance(found, dict) else ""
            if source:
                picture = f'<img src="{escape(source)}" alt="{escape(alt)}" class="wp-image-{int(number)}"/>'
                made.append(
                    f'<!-- wp:image {{"id":{int(number)}}} -->\n<figure class="wp-block-image">{picture}</figure>\n'
                    "<!-- /wp:image -->"
                )
        return "\n\n".join(made)

    async def find(self, outgoing: Outgoing, at: int = 0) -> Sent | None:
        """A post of ours with the same words; one that waits for `at` where that is given."""
        await self._reader.know_me()
        params: dict[str, Any] = {
            "orderby": "modified" if at else "date",
            "order": "desc",
            "per_page": LOOKED_AT,
        }
        params["status"] = "future" if at else "publish"
        if self._reader.me:
            params["author"] = self._reader.me
        since = outgoing.first_try_at + self._reader.ahead - SLACK if outgoing.first_try_at else 0
        wanted = " ".join(joined(*shaped(outgoing.text)).split())
        for post in await self._listed(**params):
            mine = not self._reader.me or post.author in (0, self._reader.me)
            in_time = abs(post.said_at - at) < SLACK if at else post.said_at >= since
            if mine and in_time and " ".join(words_of(post).split()) == wanted:
                return self._sent(post)
        return None

    async def schedule(self, outgoing: Outgoing, at: int) -> Sent:
        """Hands a post over for its time. The same one that waits there already is not handed over twice."""
        if at < self._clock.now() + max(self._reader.ahead, 0) + LEAST:
            raise Refused("A blog keeps nothing for less than a minute.", "It leaves from here.")
        try:
            found = await self.find(outgoing, at)
        except (Silent, ServerTrouble, Garbled) as error:
            raise Unreachable(error.what, "Nothing was sent. It is tried again.") from error
        return found or await self.publish(outgoing, at)

    async def waiting(self, outgoing: Outgoing, at: int) -> Sent | None:
        """The same post, where it waits there for that time."""
        return await self.find(outgoing, at)

    async def unschedule(self, remote_id: str) -> None:
        """Takes a post back before its time; gone already is harmless."""
        try:
            post = await self.one(remote_id)
            if post.status in ("publish", "private"):
                raise Refused("That post stands on the blog already.", "Take it off there.")
            await self._reader.ask("DELETE", f"/posts/{post.id}")
        except NotFound:
            return

    async def one(self, remote_id: str) -> Post:
        """A post by its id. Raises `NotFound`."""
        number = remote_id.removeprefix(PREFIX)
        if not number.isdecimal():
            raise NotFound(f"{self._reader.api.host} has no such post.", "It may be deleted.")
        answer = await self._reader.ask("GET", f"/posts/{number}", params={"context": "edit"})
        return self._decoded(data_of(answer))

    async def pull(self, cursor: str) -> Page:
        """What the blog has published since, from anywhere, oldest first; the cursor is the newest one and its time.

        Read back until that one or an older one comes; what lies behind the last page is told as a gap.
        """
        known, _, time = cursor.partition(" ")
        since = int(time) if time.isdecimal() else 0
        fresh: dict[int, Post] = {}
        size, caught_up = FIRST, False
        for _ in range(PAGES):
            offset = {"offset": len(fresh)} if fresh else {}
            posts = await self._listed(
                status="publish", orderby="date", order="desc", per_page=size, **offset
            )
            ids = [str(post.id) for post in posts]
            new = posts[: ids.index(known)] if known in ids else [p for p in posts if p.said_at >= since]
            fresh |= {post.id: post for post in new if post.id not in fresh}
            caught_up = not known or len(new) < len(posts) or not posts
            if caught_up:
                break
            size = MORE
        said = tuple(self.mention(post) for post in reversed(fresh.values()))
        if not said:
            return Page((), cursor, budget_left=self._reader.api.budget_left())
        gap = None if caught_up or not since else Gap(since, said[0].said_at, UNREAD)
        newest = next(iter(fresh.values()))
        return Page(
            said, f"{newest.id} {newest.said_at}", gap=gap, budget_left=self._reader.api.budget_left()
        )

    async def upload(self, one: Attached) -> str:
        """Hands a file over with its description; its number in the blog's library."""
        try:
            content = await asyncio.to_thread(Path(one.file).read_bytes)
        except OSError as error:
            raise Refused(f"Our copy of {one.name} can't be read.", "Put it in again.") from error
        answer = await self._reader.ask(
            "POST", "/media", files={"file": (Path(one.file).name, content, one.type)},
            data={"alt_text": one.alt, "title": one.alt or one.name}, whole=UPLOAD,
        )  # fmt: skip
        found = data_of(answer)
        number = found.get("id") if isinstance(found, dict) else None
        if not isinstance(number, int):
            raise Garbled("The blog does not say where the file is.", "It is handed over again.")
        return str(number)

    def mention(self, post: Post) -> Mention:
        """A post in domain words: ours, whoever of us wrote it."""
        return Mention(
            remote_id=f"{PREFIX}{post.id}",
            author=Author(f"user:{post.author}", "", self._reader.api.host),
            text=words_of(post),
            said_at=max(post.said_at, 1),
            url=web(post.link),
            thread=f"{PREFIX}{post.id}",
            visibility=post.status,
            ours=True,
            addressed=False,
            cannot={"like": NO_LIKES},
        )

    async def _listed(self, **params: Any) -> list[Post]:
        found = data_of(await self._reader.ask("GET", "/posts", params={"context": "edit", **params}))
        if not isinstance(found, list):
            raise Garbled(
                "The blog sent something that is no list of posts.", "It is asked again next round."
            )
        posts = []
        for row in found:
            try:
                posts.append(self._decoded(row))
            except Garbled:
                continue
        return posts

    @staticmethod
    def _decoded(found: Any) -> Post:
        try:
            post = msgspec.convert(found, Post)
            moment(post.date_gmt)
        except (msgspec.ValidationError, ValueError) as error:
            raise Garbled(
                "The blog sent a post of an unknown shape.", "It is asked again next round."
            ) from error
        return post

    @staticmethod
    def _sent(post: Post) -> Sent:
        return Sent(f"{PREFIX}{post.id}", web(post.link), post.said_at)
