"""The week's posts of our own: written, planned, moved, taken out, held back and let go."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from socialtui.desk.posts import Post, Stands
from socialtui.domain.deadlines import local_day
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.post import OPEN, TO_COME
from socialtui.domain.text import sentence
from socialtui.domain.weeks import monday_of
from socialtui.ui.screens import Picked
from socialtui.ui.screens.posting import accounts_for, agree, turn
from socialtui.ui.screens.slots_sheet import SlotsSheet
from socialtui.ui.times import when

CHOICES = 9
"""Posts that are offered by number."""


class Week(SlotsSheet):
    """g w. Result: None; posts are written on a page above it."""

    async def _one(self, posts: Sequence[Post], title: str) -> Post | None:
        """The post that is meant: the only one, or one of several by its number."""
        if len(posts) < 2:
            return posts[0] if posts else None
        shown = list(posts[:CHOICES])
        choices = {str(n): f"{post.account} {post.text[:14]}" for n, post in enumerate(shown, 1)}
        key = await self.choose(title, {**choices, "q": ""} if len(choices) == 1 else choices)
        return shown[int(key) - 1] if key.isdigit() else None

    def _of(self, *stands: Stands) -> list[Post]:
        return [post for post in (self.slot.posts if self.slot else ()) if post.stands() in stands]

    # Verbs

    def action_across(self, by: int) -> None:
        """Another day."""
        self.grid.across(by)

    async def verb_week_write(self) -> None:
        """Writes a post for this slot, or goes on with the one that stands there."""
        slot = self.slot
        if slot is None:
            return
        if not slot.posts:
            await self._write_new(slot.at)
            return
        open_ones = [post for post in slot.posts if post.stands() in (*OPEN, *TO_COME)]
        post = await self._one(open_ones, "Change")
        if post is None:
            self.say("What has left stands on the network; it is changed there." if not open_ones else "")
            return
        await self._change(post)

    async def _write_new(self, at: int | None) -> None:
        if at is not None and at <= self.now:
            raise DeskRefusal("That time is over already.", "Choose a slot that is still to come.")
        chosen = await accounts_for(self.desk, self.choose)
        if chosen:
            self._page((), chosen, at)

    async def _change(self, post: Post) -> None:
        if post.stands() in TO_COME:
            key = await self.choose("It is planned.", {"e": "make it a draft, and change it"})
            if key != "e":
                return
            await self.desk.slots.take_back(post.id)
            post = await self.desk.posts.get(post.id)
        self._page((post,), (), post.at)

    def _page(self, posts: tuple[Post, ...], accounts: Sequence[int], at: int | None) -> None:
        from socialtui.ui.screens.post_page import PostPage

        def done(picked: Picked | None) -> None:
            self.reload()
            if picked is not None:
                self.say(picked.words)
                self.grid.move("down")

        self.app.push_screen(PostPage(self.given, posts, tuple(accounts), at), done)

    async def verb_week_plan(self) -> None:
        """Lets a draft leave at its time; a colleague's that waits for approval too."""
        post = await self._one(self._of(*OPEN), "Plan")
        if post is not None and await self._agreed(post, post.at):
            self.grid.move("down")

    async def verb_week_all(self) -> None:
        """Plans every draft of the week together, or none; asks where there is no room."""
        posts = [p for day in self.plan.days for s in day for p in s.posts] if self.plan else []
        wanted = [(post, post.at) for post in posts if post.stands() in OPEN and (post.at or 0) > self.now]
        if not wanted:
            self.say("No draft of this week.")
            return
        reason = await agree(self.desk, wanted, self.choose, self.question, self.say)
        if reason is None:
            self.say("Nothing is planned.")
            return
        done = await self.desk.slots.plan_all(wanted, reason=reason, again=True)
        await self._read()
        self.say(f"{sentence(done[0].words)} · u takes {'them' if len(wanted) > 1 else 'it'} back")

    async def _agreed(self, post: Post, at: int | None) -> bool:
        """Plans a post after what is to be asked; whether it is planned: a person may think better of it."""
        reason = await agree(self.desk, [(post, at)], self.choose, self.question, self.say)
        if reason is None:
            return False
        done = await self.desk.slots.plan(post.id, at, reason=reason, again=True)
        await self._read()
        self.say(f"{sentence(done.words)} · u takes it back")
        return True

    async def verb_week_move(self) -> None:
        """Another time: the next free slot, or a typed one."""
        post = await self._one(self._of(*OPEN, *TO_COME), "Move")
        if post is not None:
            await self._move(post)

    async def _move(self, post: Post) -> None:
        free = await self.desk.posts.free(post.account_id)
        choices = {"n": f"next free slot, {when(free, self.now, self.zone)}"} if free else {}
        key = await self.choose("To", {**choices, ":": "a time"})
        at = free if key == "n" else None
        if key == ":":
            typed = await self.question("At (15:30, tomorrow 9:30, fri 13:00)")
            at = self.desk.verbs.parse_time(typed) if typed and typed.strip() else None
        if at is None:
            return
        if post.stands() in (*TO_COME, Stands.MISSED):
            if not await self._agreed(post, at):
                return
        else:
            await self._do(lambda: self.desk.slots.move(post.id, at))
        self._go_to(at)

    def _go_to(self, at: int) -> None:
        day = local_day(at, self.desk.room.hours.zone)
        self.monday = monday_of(day)
        clock = datetime.fromtimestamp(at, self.zone).strftime("%H:%M")
        slots = self.desk.settings.posts.slots
        self.grid.go(day.weekday(), slots.index(clock) if clock in slots else 0)
        self.reload()

    async def verb_week_drop(self) -> None:
        """Takes a post out; undo brings it back."""
        post = await self._one(self._of(*OPEN, *TO_COME), "Take out")
        if post is not None:
            await self._do(lambda: self.desk.slots.drop(post.id))

    async def verb_week_others(self) -> None:
        """Posts without a time, and those that missed theirs: each gets another, or is changed."""
        plan = self.plan
        post = await self._one([*plan.missed, *plan.loose], "Which") if plan else None
        if post is None:
            return
        key = await self.choose(f"{post.text[:24]}", {"t": "another time", "e": "change", "x": "take out"})
        if key == "t":
            await self._move(post)
        elif key == "e":
            await self._change(post)
        elif key == "x":
            await self._do(lambda: self.desk.slots.drop(post.id))

    async def verb_week_next(self) -> None:
        """The week after."""
        self._step(1)

    async def verb_week_previous(self) -> None:
        """The week before."""
        self._step(-1)

    def _step(self, weeks: int) -> None:
        if self.monday is not None:
            self.monday += timedelta(weeks=weeks)
            self.grid.go(0, 0)
            self.reload()

    async def verb_week_pause(self) -> None:
        """Holds posts back at once, or lets them go after one more key."""
        words = await turn(self.desk, self.choose, self.say, self.now)
        await self._read()
        self.say(words)

    async def verb_week_import(self) -> None:
        """Takes a CSV table in as drafts."""
        from socialtui.desk.media import path_of
        from socialtui.desk.posts_file import take_in

        typed = await self.question("CSV file (text, at, account, media, alt, visibility)")
        if typed and typed.strip():
            taken = await take_in(self.desk.room, self.desk.restraint, self.desk.posts, path_of(typed))
            await self._read()
            self.say(f"{sentence(taken.done.words)}; e plans one, * all of the week · u takes them out")

    async def verb_week_undo(self) -> None:
        """Takes back the newest act of one's own."""
        done = await self.desk.undo.undo()
        await self._read()
        self.say(done.words)

    async def _do(self, verb: Callable[[], Awaitable[object]]) -> None:
        done = await verb()
        words = str(getattr(done, "words", ""))
        await self._read()
        self.say(f"{sentence(words)} · u takes it back")
