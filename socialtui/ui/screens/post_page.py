"""The last look at a post of our own: what leaves when, what is to be asked before, and off it goes."""

from msgspec.structs import replace

from socialtui.desk.posts import Post, PostPlan
from socialtui.desk.slots import Planned
from socialtui.domain.draft import Remark
from socialtui.domain.text import sentence
from socialtui.ui.screens import Given, Picked
from socialtui.ui.screens.post_writing import PostWriting
from socialtui.ui.screens.posting import agree
from socialtui.ui.times import when
from socialtui.ui.widgets.review import Leaving

VISIBILITIES = ("public", "unlisted", "private")


class PostPage(PostWriting):
    """P, or enter on a slot. Result: what was done, in words; None where nothing was."""

    def __init__(
        self, given: Given, posts: tuple[Post, ...], accounts: tuple[int, ...], at: int | None
    ) -> None:
        super().__init__(given, posts, accounts, at)
        self.plans: list[PostPlan] = []

    async def verb_composer_review(self) -> None:
        """Saves, then looks once more. A key that repeats does nothing more."""
        if self.box.review.has_class("-open"):
            return
        await self.keep()
        if not self.posts:
            self.say("It says nothing yet.")
            return
        await self._look_again()

    async def _look_again(self) -> None:
        self.plans = [await self.desk.posts.review(post.id, self.at or self.now) for post in self.posts]
        first = self.plans[0]
        left = min((plan.left for plan in self.plans if plan.left is not None), default=None)
        at = when(self.at, self.now, self.zone) if self.at else ""
        names = ", ".join(plan.account.name for plan in self.plans)
        shown = "in the next free slot" if self.next_free else at
        self.box.look_once_more(
            Leaving(
                names, "", self.visibility, left, "", "", self._remarks(), shown,
                media=tuple(one.shown for one in first.post.media),
            )
        )  # fmt: skip

    def _remarks(self) -> tuple[Remark, ...]:
        """Of every post; what is said of all alike stands there once."""
        every = [[remark.words for remark in plan.remarks] for plan in self.plans]
        found: dict[str, Remark] = {}
        for plan in self.plans:
            for remark in plan.remarks:
                alike = all(remark.words in words for words in every)
                words = remark.words if alike else f"{plan.account.name}: {remark.words}"
                found.setdefault(words, replace(remark, words=words))
        return tuple(found.values())

    async def verb_review_back(self) -> None:
        """To the text."""
        self.box.write_on()

    async def verb_review_visibility(self) -> None:
        """The next audience, where the network has several."""
        here = VISIBILITIES.index(self.visibility or "public")
        self.visibility = VISIBILITIES[(here + 1) % len(VISIBILITIES)]
        await self.desk.posts.show_to([post.id for post in self.posts], self.visibility)
        await self._look_again()

    async def verb_review_all(self) -> None:
        """All that is to be looked at, with the words that gave it and its document, on a page of its own."""
        from socialtui.ui.screens.coaching import RemarksPage

        if not (found := self._remarks()):
            self.say("There is nothing to remark upon.")
            return
        self.app.push_screen(RemarksPage(self._spot, "this post", found))

    async def verb_review_later(self) -> None:
        """Another time: the next free slot, a typed one, or now."""
        free = await self.desk.posts.free(self.posts[0].account_id)
        choices = {"s": f"next free slot, {when(free, self.now, self.zone)}"} if free else {}
        key = await self.choose("Leave", {**choices, ":": "a time", "n": "now"})
        if key == ":":
            typed = await self.question("At (15:30, tomorrow 9:30, fri 13:00)")
            if not typed or not typed.strip():
                return
            self.at = self.desk.verbs.parse_time(typed)
        elif key:
            self.at = free if key == "s" else None
        self.next_free = key == "s" and len(self.posts) > 1
        await self.know()
        await self._look_again()

    async def verb_review_send(self) -> None:
        """Plans it for its time, or lets it leave now; what there is to ask is asked first."""
        slot = self.desk.posts.next_slot
        wanted = [(one, await slot(one.account_id) if self.next_free else self.at) for one in self.posts]
        reason = await agree(self.desk, wanted, self.choose, self.question, self.say)
        if reason is None:
            return
        at_once = self.at is None
        done = await self.desk.slots.plan_all(wanted, at_once=at_once, reason=reason, again=True)
        self.dismiss(Picked(words=self._done(done, reason)))

    def _done(self, done: list[Planned], reason: str) -> str:
        """What was done, in words."""
        them = "them" if len(self.plans) > 1 else "it"
        if done[-1].asked:
            return f"{sentence(done[-1].words)} · u takes {them} back"
        names = ", ".join(plan.account.name for plan in self.plans)
        kept = " · the reason is kept for Friday" if reason else ""
        if self.at is None:
            back = "U takes back one by one" if len(self.plans) > 1 else "U takes it back"
            return f"Leaves on {names}{kept} · {back}"
        at = "the next free slots" if self.next_free else when(self.at, self.now, self.zone)
        return f"Planned on {names} for {at}{kept} · u takes {them} back"
