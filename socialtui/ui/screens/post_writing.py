"""A page on which a post of our own is written; its text is on disk at every pause."""

from asyncio import Lock
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from rich.segment import Segment
from textual.app import ComposeResult
from textual.worker import Worker

from socialtui.desk.posts import Post
from socialtui.domain.errors import SocialtuiError, UsageFault
from socialtui.domain.media import many as many_files
from socialtui.domain.network import Limits
from socialtui.ui.commands import Where
from socialtui.ui.screens import Given, Picked
from socialtui.ui.screens.asking import Asks
from socialtui.ui.screens.sheet import Sheet
from socialtui.ui.times import when
from socialtui.ui.widgets.compose import ComposeBox
from socialtui.ui.widgets.lines import Pane, cut
from socialtui.ui.widgets.questions import Ask, Choice

if TYPE_CHECKING:
    from socialtui.domain.media import Attached
    from socialtui.domain.network import Account

_LEFT_OUT = ("review.promise", "composer.step")


class PostWriting(Sheet[Picked | None], Asks):
    """The text, saved at every pause."""

    WHERE = Where.COMPOSER
    AUTO_FOCUS = "Composer"

    def __init__(
        self, given: Given, posts: tuple[Post, ...], accounts: tuple[int, ...], at: int | None
    ) -> None:
        super().__init__(given)
        self.desk, self.zone, self._edit = given.desk, given.zone, given.edit
        self.posts, self._account_ids, self.at = posts, accounts, at
        self._accounts: list[Account] = []
        self._saved = posts[0].text if posts else ""
        self._saving = Lock()
        self.visibility = posts[0].visibility if posts else ""
        self.next_free = False
        """Each account's own next free slot."""
        self.told = Pane(id="told")
        self.told.styles.height = 2
        self.box = ComposeBox(given.look, "", id="box")
        self.box.styles.height = "1fr"
        self.choice, self.ask = Choice(given.look, id="choice"), Ask(given.look, id="ask")

    @property
    def where(self) -> Where:
        """The text's keys, or those of the review below it."""
        return Where.REVIEW if self.focused is self.box.review else self.WHERE

    def on_descendant_focus(self) -> None:
        """The footer names what acts there."""
        if not self.asks:
            self.show_keys()

    @property
    def now(self) -> int:
        """UTC seconds."""
        return self.desk.clock.now()

    def compose(self) -> ComposeResult:
        """Title, what is to be known, the text, keys."""
        yield self.head
        yield self.told
        yield self.box
        yield self.foot
        yield self.choice
        yield self.ask

    def begin(self) -> None:
        """Reads the accounts and the balance, and gives the keys to the text."""
        self.beside(self._begin, "begin")

    async def _begin(self) -> None:
        wanted = [post.account_id for post in self.posts] or list(self._account_ids)
        every = {one.id: one for one in await self.desk.restraint.accounts()}
        self._accounts = [every[one] for one in wanted if one in every]
        names = ", ".join(one.name for one in self._accounts)
        self.box.begin(f"Post as {names}", self._limits(), 0, self._saved)
        if self.posts and self.posts[0].media:
            self.box.guide(many_files(self.posts[0].media))
        self.box.composer.focus()
        await self.know()

    def _limits(self) -> Limits:
        """The tightest of all networks that it goes to; a post is never cut into several."""
        bound = [one.limits for one in self._accounts if one.limits.max_length]
        found = min(bound, key=lambda one: one.max_length, default=Limits())
        return replace(found, threads=False)

    async def know(self) -> None:
        """The slot, the balance of its week, and a pause."""
        from socialtui.domain.deadlines import local_day
        from socialtui.domain.weeks import monday_of

        at = self.at or self.now
        standing = await self.desk.restraint.standing(monday_of(local_day(at, self.desk.room.hours.zone)))
        held = await self.desk.restraint.held(wanting=True)
        slot = when(self.at, self.now, self.zone) if self.at else "leaves now, or l for a slot"
        self.title_line("Post", slot)
        width, dots, ink = self.app.size.width - 2, self.look.glyphs.ellipsis, self.look.ink
        line = self.look.words(standing.line())
        second = f"Own posts are paused: {held.pause.reason(self.now)}." if held else ""
        self.told.show(
            [
                [Segment(f" {cut(line, width, dots)}", ink.muted)],
                [Segment(f" {cut(second, width, dots)}", ink.soon)],
            ]
        )

    # Beside the keys: a verb may ask something

    def beside(self, work: Callable[[], Awaitable[None]], name: str) -> None:
        """Does something beside the keys; a trouble is said."""

        async def guarded() -> None:
            try:
                await work()
            except SocialtuiError as trouble:
                self.say(str(trouble), alarm=True)

        _: Worker[None] = self.run_worker(guarded, group="verb", exclusive=False, name=name)

    async def action_verb(self, id: str) -> None:
        """Does a verb beside the keys."""
        if not self.asks:
            self.beside(partial(super().action_verb, id), id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While something is asked every key belongs to the answer; a post has no promise and no six steps."""
        return not (self.asks or (parameters and parameters[0] in _LEFT_OUT))

    def names(self, id: str) -> bool:
        """All remarks, where there are some."""
        return id != "review.all" or self.box.review.more

    def on_review_changed(self) -> None:
        """The footer follows the remarks."""
        if not self.asks:
            self.show_keys()

    # Writing

    def on_composer_paused(self) -> None:
        """The counter follows the text."""
        self.box.count(self.box.composer.text)

    async def on_composer_unsaved(self) -> None:
        """The draft goes to disk."""
        self.beside(self.keep, "keep")

    async def keep(self) -> None:
        """Puts the text on disk, one time after the other: the second waits for the draft of the first."""
        async with self._saving:
            text = self.box.composer.text
            if text == self._saved or (not self.posts and not text.strip()):
                return
            if not self.posts:
                self.posts = tuple(await self.desk.posts.draft(list(self._account_ids), text, self.at))
            else:
                await self.desk.posts.save([post.id for post in self.posts], text)
            self._saved = text

    async def _put_away(self) -> bool:
        """Keeps the draft; an empty one isn't kept. Whether there is one."""
        await self.keep()
        if self.posts and not self.box.composer.text.strip() and not await self._files():
            for post in self.posts:
                await self.desk.slots.drop(post.id)
            self.posts = ()
        return bool(self.posts)

    async def verb_composer_leave(self) -> None:
        """Leaves; the draft is kept, an empty one isn't."""
        self.dismiss(Picked(words="Draft kept: g w shows it.") if await self._put_away() else None)

    async def verb_quit(self) -> None:
        """Ends everything, once the draft is on disk."""
        await self._put_away()
        await super().verb_quit()

    async def verb_composer_editor(self) -> None:
        """In the person's own editor, once the draft is on disk: while it has the terminal nothing is saved."""
        if self._edit is not None:
            await self.keep()
            self.box.composer.write(self._edit(self.box.composer.text).rstrip("\n"))

    async def verb_composer_insert(self) -> None:
        """An idea that was kept, or an answer that helped, to begin with."""
        ideas = await self.desk.posts.ideas()
        if not ideas:
            raise UsageFault("No idea was kept yet.", "F on an answer keeps one.")
        shown = ideas[:9]
        key = await self.choose("Idea", {str(n): one.text[:24] for n, one in enumerate(shown, 1)})
        if key.isdigit():
            self.box.composer.put_in(shown[int(key) - 1].answer or shown[int(key) - 1].text)

    async def verb_composer_attach(self) -> None:
        """A file with its description, which is asked for; or takes the last one out again."""
        from socialtui.desk.media import path_of

        await self.keep()
        async with self._saving:
            if not self.posts:
                self.posts = tuple(await self.desk.posts.draft(list(self._account_ids), "", self.at))
        if there := await self._files():
            key = await self.choose(
                f"{many_files(there)}.", {"a": "another", "x": f"take {there[-1].name} out"}
            )
            if key == "x":
                for post in self.posts:
                    await self.desk.posts.detach(post.id)
            if key != "a":
                return await self._tell_files()
        path = await self.question("File")
        alt = (
            await self.question("What is on it, for people who can't see it")
            if path and path.strip()
            else None
        )
        if path and alt is not None:
            for post in self.posts:
                await self.desk.posts.attach(post.id, path_of(path), alt)
            await self._tell_files()
        return None

    async def _tell_files(self) -> None:
        self.box.guide(many_files(await self._files()))

    async def _files(self) -> "tuple[Attached, ...]":
        return (await self.desk.posts.get(self.posts[0].id)).media
