"""Decides what a blog's user can do with comments, each wish as the questions that it takes."""

from collections.abc import AsyncIterator
from html import escape
from typing import Any

from msgspec.structs import replace

from socialtui.domain.errors import (
    AlreadySaid,
    Forbidden,
    Garbled,
    NetworkTrouble,
    NotFound,
    Refused,
    ServerTrouble,
    Silent,
    Unreachable,
)
from socialtui.domain.media import MediaRules
from socialtui.domain.mention import Mention
from socialtui.domain.moderation import no_way
from socialtui.domain.network import (
    Account,
    Clock,
    Limits,
    Look,
    Outgoing,
    Page,
    Permission,
    Sent,
    SignedIn,
    SourceAbout,
)
from socialtui.http_client import HttpClient
from socialtui.networks.wordpress.api import code_of, data_of
from socialtui.networks.wordpress.changes import READ_AGAIN, changed, remembered
from socialtui.networks.wordpress.comments import (
    NO_LIKES,
    OVERLAP,
    Comment,
    Cursor,
    decode_row,
    iso,
    keepers,
    origin_of,
    read_cursor,
    same_words,
    web,
    words_of,
    write_cursor,
)
from socialtui.networks.wordpress.permissions import permissions
from socialtui.networks.wordpress.posts import PREFIX, Posts
from socialtui.networks.wordpress.reading import DEEPEST, ROWS, Me, Reader

STATUS_OF = {"approve": "approved", "spam": "spam", "trash": "trash", "hide": "hold"}
CANNOT = no_way("A blog", STATUS_OF, "it can approve, hide, trash or mark it as spam") | {"like": NO_LIKES}
SOURCES = (
    SourceAbout("comments", "Comments, the held ones too", every=60, cannot=CANNOT),
    SourceAbout("spam", "Comments taken for spam", addressed=False, every=900, cannot=CANNOT),
)
POSTS = SourceAbout("posts", "What the blog publishes, from anywhere", addressed=False, every=900,
                    cannot=CANNOT)  # fmt: skip
NO_MEDIA = "A blog's comments take words alone, no files."
MEDIA = MediaRules(
    10,
    ("image/jpeg", "image/png", "image/gif", "image/webp"),
    64_000_000,
    0,
    2_000,
    NO_MEDIA,
    in_answers=False,
)
LIMITS = Limits(max_bytes=65_525, media=MediaRules(why_none=NO_MEDIA))
FIRST_PULL = 500
STEP_BACK = 10
"""Rows read twice between pages, so that a comment deleted meanwhile pulls none out of view."""
SLACK = 120
"""Seconds between our first try and the blog's date of it."""


class Blog:
    """One user on one blog. Implements `domain.network.Network`."""

    def __init__(self, account: Account, secret: str, http: HttpClient, clock: Clock) -> None:
        self._reader = Reader(account, secret, http, clock)
        self._clock = clock
        self._posts = Posts(self._reader, clock)
        self.upload = self._posts.upload
        self.schedule, self.unschedule = self._posts.schedule, self._posts.unschedule
        self.waiting = self._posts.waiting

    async def sign_in(self) -> SignedIn:
        """Asks who we are and whether we may moderate. A blog that hides its users is asked for what they may do."""
        host, user = self._reader.api.host, self._reader.api.user
        try:
            me = await self._reader.ask_me()
        except (Refused, NotFound) as hidden:
            me = Me(0, user, user, {one.name: one.ok for one in await permissions(self._reader)})
            if not me.capabilities["read"]:
                raise hidden from hidden.__cause__
        may = me.capabilities if isinstance(me.capabilities, dict) else {}
        if not may.get("moderate_comments"):
            raise Forbidden(
                f"{user} may not moderate comments on {host}.",
                "Use a user with the role Editor or Administrator.",
            )
        posts, files = bool(may.get("publish_posts")), bool(may.get("upload_files"))
        return SignedIn(
            remote_id=str(me.id or user),
            handle=me.slug,
            name=me.name or me.slug,
            limits=replace(
                LIMITS,
                media=MEDIA if posts and files else LIMITS.media,
                no_posts="" if posts else f"{user} may not publish posts on {host}.",
            ),
            sources=(*SOURCES, POSTS),
            code="wp",
            role="blog",
            notes=(
                "Reads all comments each minute, the held ones too, and the spam folder each quarter hour.",
                "Answers stand there at once; a held comment is approved first.",
                "Approving, spam and trash keep the commenter's address for the blog's spam filter.",
                NO_LIKES,
                "Posts can be written, kept until their time, and given pictures."
                if posts and files
                else "Posts can be written without pictures: these need a user who may upload files."
                if posts
                else "No posts can be written: that needs a user with the role Author, Editor or Administrator.",
            ),
        )

    async def permissions(self) -> tuple[Permission, ...]:
        """What this user may do on the blog; nothing is written by asking."""
        return await permissions(self._reader)

    async def pull(self, source: str, cursor: str) -> Page:
        """Oldest first; at first the newest 500."""
        if source == POSTS.name:
            return await self._posts.pull(cursor)
        status = {"comments": "all", "spam": "spam"}.get(source)
        if status is None:
            raise Refused(f"A blog has no source called {source}.", "There are: comments, spam, posts.")
        at = read_cursor(cursor) or await self._beginning(status)
        params: dict[str, Any] = {"status": status, "type": "all", "orderby": "date_gmt", "order": "asc"}
        params |= {"per_page": ROWS, "offset": max(at.offset - STEP_BACK, 0)}
        if at.after:
            params["after"] = iso(at.after)
        rows = await self._reader.rows(**params)
        fresh = [row for row in rows if str(row.id) not in at.seen]
        mentions = await self._reader.mentions(fresh)
        # The second half ends a walk over a blog that ignores the offset.
        more = len(rows) >= ROWS and (bool(fresh) or at.offset <= len(at.seen))
        following = self._next(at, rows, more)
        gone: tuple[str, ...] = ()
        if source == "comments":
            following.known, following.read_again = remembered(at.known, fresh), at.read_again
            if not more and not at.read_again:
                following.read_again = self._clock.now()
            elif not more and self._clock.now() - at.read_again >= READ_AGAIN:
                other, gone, following.known = await changed(self._reader, following)
                mentions += await self._reader.mentions(other)
                following.read_again = self._clock.now()
        left = self._reader.api.budget_left()
        return Page(mentions, write_cursor(following), more, gone, budget_left=left)

    async def _beginning(self, status: str) -> Cursor:
        rows = await self._reader.rows(
            status=status, type="all", orderby="date_gmt", order="desc", per_page=1, offset=FIRST_PULL - 1
        )
        return Cursor(after=rows[0].said_at - 1) if rows else Cursor()

    def _next(self, at: Cursor, rows: list[Comment], more: bool) -> Cursor:
        seen = at.seen | {str(row.id): row.said_at for row in rows}
        # A comment dated ahead of now must not hide those that come before its date.
        newest = min(max(seen.values(), default=0), self._clock.now() + self._reader.ahead)
        after = max(at.after, newest - OVERLAP) if seen else at.after
        if more:
            last = {str(row.id) for row in rows}
            kept = {number: said for number, said in seen.items() if said > after or number in last}
            return Cursor(at.after, max(at.offset - STEP_BACK, 0) + len(rows), kept)
        return Cursor(after, 0, {number: said for number, said in seen.items() if said > after})

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:
        """The comment, all above it and all answers below, oldest first."""
        if remote_id.startswith(PREFIX):
            return await self._under_post(remote_id)
        asked = await self._reader.row(remote_id)
        await self._reader.learn_parents([asked])
        top = self._reader.top_of(asked.id)
        found = {asked.id: asked}
        level = [top]
        if top != asked.id:
            found |= {row.id: row for row in await self._reader.rows(include=top, status="any", type="all")}
        for _ in range(DEEPEST):
            parent = ",".join(map(str, level[:ROWS]))
            below = await self._reader.rows(
                parent=parent, status="all", per_page=ROWS, orderby="date_gmt", order="asc"
            )
            level = [row.id for row in below if row.id not in found or row.id == asked.id]
            found |= {row.id: row for row in below}
            if not level:
                break
        return await self._reader.mentions(sorted(found.values(), key=lambda row: (row.said_at, row.id)))

    async def _under_post(self, remote_id: str) -> tuple[Mention, ...]:
        """A post of ours, and what was said to it last."""
        post = await self._posts.one(remote_id)
        rows = await self._reader.rows(
            post=post.id, status="all", per_page=ROWS, orderby="date_gmt", order="desc"
        )
        said = await self._reader.mentions(sorted(rows, key=lambda row: (row.said_at, row.id)))
        return (self._posts.mention(post), *said)

    async def look(self, remote_id: str) -> Look:
        """What stands there now; the trash counts as gone."""
        if remote_id.startswith(PREFIX):
            try:
                post = await self._posts.one(remote_id)
            except NotFound:
                return Look(exists=False)
            return Look(post.status != "trash", self._posts.mention(post).text)
        try:
            row = await self._reader.row(remote_id)
        except NotFound:
            return Look(exists=False)
        if row.status == "trash":
            return Look(exists=False, text=words_of(row)[0], origin=origin_of(row))
        answers = await self._reader.rows(
            parent=row.id, status="all", per_page=ROWS, orderby="date_gmt", order="asc"
        )
        await self._reader.learn_staff()
        ours = [answer for answer in answers if self._reader.is_ours(answer)]
        return Look(
            exists=True, text=words_of(row)[0], answered_by_us=await self._reader.mentions(ours),
            origin=origin_of(row),
        )  # fmt: skip

    async def reply(self, outgoing: Outgoing) -> Sent:
        """Approves the comment when it is held, then answers under it."""
        if not outgoing.in_reply_to:
            return await self._posts.publish(outgoing)
        if outgoing.media:
            raise Refused(NO_MEDIA, "Take the file out, and send the words.")
        parent = await self._before_sending(outgoing.in_reply_to)
        body = {"post": parent.post, "parent": parent.id, "content": escape(outgoing.text, quote=False)}
        try:
            answer = await self._reader.ask("POST", "/comments", json=body)
        except NetworkTrouble as trouble:
            if code_of(trouble) != "comment_duplicate":
                raise
            if found := await self.find(outgoing):
                return found
            raise AlreadySaid(
                f"{self._reader.api.host} has these very words from you under that comment.",
                "Change a word to say it again.",
            ) from trouble
        return self._sent(decode_row(data_of(answer), self._reader.api.host))

    async def _before_sending(self, remote_id: str) -> Comment:
        """The parent, approved. A trouble here leaves no doubt: nothing was said yet."""
        try:
            parent = await self._reader.row(remote_id)
            if parent.status in ("spam", "trash"):
                raise Refused("That comment is marked as spam or trash.", "Approve it first, then answer.")
            if parent.status == "hold":
                await self._set_status(parent, "approved")
        except (Silent, ServerTrouble, Garbled) as error:
            raise Unreachable(error.what, "Nothing was sent. It is tried again.") from error
        return parent

    def _sent(self, row: Comment) -> Sent:
        return Sent(str(row.id), web(row.link), row.said_at)

    async def find(self, outgoing: Outgoing) -> Sent | None:
        """Our own recent comment with the same words under the same one, or our post with them."""
        if not outgoing.in_reply_to:
            return await self._posts.find(outgoing)
        if not outgoing.in_reply_to.isdecimal():
            return None
        await self._reader.know_me()
        params: dict[str, Any] = {"parent": outgoing.in_reply_to, "status": "any"}
        params |= {"orderby": "date_gmt", "order": "desc", "per_page": 50}
        if self._reader.me:
            params["author"] = self._reader.me
        rows = await self._reader.rows(**params)
        since = outgoing.first_try_at + self._reader.ahead - SLACK if outgoing.first_try_at else 0
        for row in rows:
            # The blog is asked for these alone, but a plugin may ignore what it is asked.
            mine = row.author == self._reader.me if self._reader.me else bool(row.author)
            mine = mine and str(row.parent) == outgoing.in_reply_to
            if mine and row.status != "trash" and row.said_at >= since and same_words(row, outgoing.text):
                return self._sent(row)
        return None

    async def like(self, remote_id: str) -> None:  # noqa: ARG002  the port's own name
        """Never possible."""
        raise Refused(NO_LIKES, "Answer it instead.")

    async def moderate(self, remote_id: str, verb: str) -> None:
        """approve, spam, trash, or hide (held again)."""
        status = STATUS_OF.get(verb)
        if status is None:
            raise Refused(
                f"A blog can't {verb} a comment.", "It can approve, hide, mark as spam or trash it."
            )
        await self._set_status(await self._reader.row(remote_id), status)

    async def _set_status(self, row: Comment, status: str) -> None:
        if row.status == status:
            return
        body, headers = keepers(row)
        await self._reader.ask("PUT", f"/comments/{row.id}", json={"status": status} | body, headers=headers)

    def stream(self) -> AsyncIterator[str] | None:
        """A blog has none."""
        return None

    async def close(self) -> None:
        """Nothing is held open."""
