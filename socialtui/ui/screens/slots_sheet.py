"""Draws a week of slots: what each holds, how much room is left, and what is under the cursor in full."""

from collections.abc import Hashable, Sequence
from datetime import date, timedelta

from textual import events

from socialtui.desk.posts import Post, Stands
from socialtui.desk.posts import Week as Plan
from socialtui.domain.deadlines import local_day
from socialtui.domain.post import OPEN, TO_COME, Slot
from socialtui.domain.weeks import week_words
from socialtui.ui.commands import BY_ID, Where, bindings
from socialtui.ui.screens import Given
from socialtui.ui.screens.asking import AskingSheet
from socialtui.ui.screens.lists import many
from socialtui.ui.times import when
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.slots import Shown, SlotGrid
from socialtui.ui.widgets.table import Row

NEEDS = {
    "week.plan": "Plans a draft, or approves a colleague's. None stands here.",
    "week.move": "Gives a post that has not left another time. None stands here.",
    "week.drop": "Takes out a post that has not left. None stands here.",
    "week.others": "Offers posts without a time, or that missed it, another. There is none.",
}
"""What a verb is for, said where it has no post to act on."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class SlotsSheet(AskingSheet):
    """Told by the desk, draws the grid and what is under its cursor."""

    WHERE = Where.WEEK
    BINDINGS = bindings(Where.WEEK)
    EVERY = 5.0
    plan: Plan | None = None

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.given = given
        self.table = self.grid = SlotGrid(given.look, id="rows")
        self.monday: date | None = None
        self._placed = False

    # Reading

    async def read(self) -> Sequence[Row]:
        """The week; the cursor begins at the first slot that is still to come."""
        plan = self.plan = await self.desk.posts.week(self.monday)
        self.monday = plan.monday
        today = local_day(self.now, self.desk.room.hours.zone)
        days = [plan.monday + timedelta(days=n) for n in range(7)]
        heads = [(f"{DAYS[n]} {day.day}", day == today) for n, day in enumerate(days)]
        cells = [[self._shown(slot) for slot in day] for day in plan.days]
        self.grid.tell_week(heads, self.desk.settings.posts.slots, cells)
        if not self._placed:
            self._placed = True
            ahead = (
                (d, s) for d, day in enumerate(plan.days) for s, slot in enumerate(day) if slot.at > self.now
            )
            self.grid.go(*next(ahead, (0, 0)))
        return ()

    def _shown(self, slot: Slot) -> Shown:
        ink, paused = self.look.ink, self.paused
        posts = slot.posts
        if not posts:
            return Shown("", "", ink.muted)
        stands = [post.stands(paused) for post in posts]
        words = stands[0].value if len(posts) == 1 else f"{len(posts)} posts"
        trouble = any(one in (Stands.MISSED, Stands.REFUSED, Stands.PAUSED, Stands.UNKNOWN) for one in stands)
        going = any(one in (*TO_COME, Stands.SENDING) for one in stands)
        return Shown(words, posts[0].text, ink.soon if trouble else ink.text if going else ink.muted)

    @property
    def paused(self) -> bool:
        """Whether posts are held back."""
        return self.plan is not None and self.plan.held is not None

    def heading(self) -> tuple[str, str]:
        """Which week, and the balance."""
        plan = self.plan
        if plan is None:
            return "Week", ""
        offers = many(plan.standing.offers, "offer") if plan.standing.offers else ""
        return week_words(plan.monday), self.facts(
            plan.standing.line(self.look.glyphs.dot) or "no account here takes posts", offers
        )

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:  # noqa: ARG002
        """The pause, what was missed, and the posts under the cursor in full."""
        plan, ink = self.plan, self.look.ink
        if plan is None:
            return ()
        lines: list[Line] = []
        if plan.held is not None:
            lines += self.wrapped(plan.held.words(self.now), width, ink.soon)
        if plan.missed:
            words = f"{many(len(plan.missed), 'post')} missed the time; none leaves by itself."
            lines.append(self.line(f"{words} o offers each another.", width, ink.soon))
        slot = self.slot
        for post in slot.posts if slot else ():
            lines += self._told(post, width)
        if slot and not slot.posts:
            free = "enter writes a post for it" if slot.at > self.now else "this time is over"
            lines.append(self.line(self.facts(when(slot.at, self.now, self.zone), free), width, ink.muted))
        if plan.loose:
            lines.append(self.line(f"{many(len(plan.loose), 'draft')} without a time: o", width, ink.muted))
        lines.append(self.line(f"28 days: {self.facts(*plan.month.parts)}", width, ink.muted))
        return lines

    def _told(self, post: Post, width: int) -> Sequence[Line]:
        ink = self.look.ink
        at = when(post.at, self.now, self.zone) if post.at else "no time yet"
        by = f"by {post.who}" + (
            f", approved by {post.approved_by}" if post.approved_by not in ("", post.who) else ""
        )
        facts = self.facts(at, post.account, post.stands(self.paused).value, by)
        lines = [self.line(facts, width), *self.wrapped(post.text, width, ink.muted)]
        lines += [self.line(one.shown, width, ink.muted) for one in post.media]
        if post.trouble:
            lines += self.wrapped(f"{post.trouble} {post.next_step}".strip(), width, ink.soon)
        if post.reason:
            lines.append(self.line(f"although there was no room: {post.reason}", width, ink.muted))
        return lines

    # What is under the cursor

    @property
    def slot(self) -> Slot | None:
        """The slot under the cursor."""
        here = self.grid.current
        if self.plan is None or not isinstance(here, tuple):
            return None
        return self.plan.days[here[0]][here[1]]

    def can(self, id: str) -> bool:
        """Planning needs a draft, moving and taking out a post that has not left."""
        posts = self.slot.posts if self.slot else ()
        stands = {post.stands() for post in posts}
        if id == "week.plan":
            return bool(stands & set(OPEN))
        if id in ("week.move", "week.drop"):
            return bool(stands & {*OPEN, *TO_COME})
        if id == "week.others":
            return self.plan is not None and bool(self.plan.loose or self.plan.missed)
        return True

    def on_key(self, event: events.Key) -> None:
        """A verb without a post to act on says what it is for."""
        if self.plan is None or self.asks:
            return
        for id, words in NEEDS.items():
            if event.key in self.keys.of(BY_ID[id]) and not self.can(id):
                event.prevent_default()  # the list's own handler would take the words away again
                self.say(words)
