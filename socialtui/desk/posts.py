"""Posts of our own on a person's desk: the week, what is written for it, and the look before it is planned."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from socialtui.desk.promising import promised
from socialtui.desk.restraint import Held, RestraintDesk, Standing
from socialtui.desk.room import Room, refuse
from socialtui.domain.balance import Balance, is_offer
from socialtui.domain.deadlines import local_day, zone_of
from socialtui.domain.draft import Remark, quoted
from socialtui.domain.post import (
    OPEN,
    TO_COME,
    Post,
    Slot,
    Stands,
    filled,
    free,
    same_post,
    times_of,
)
from socialtui.domain.reply import left
from socialtui.domain.text import clean
from socialtui.domain.weeks import monday_of
from socialtui.domain.why import moment_words
from socialtui.store import posts as kept
from socialtui.store.accounts import all_accounts
from socialtui.store.database import Reader

if TYPE_CHECKING:
    from socialtui.desk.coach import CoachDesk
    from socialtui.domain.lesson import Lesson
    from socialtui.domain.network import Account

__all__ = ["Post", "PostPlan", "PostsDesk", "Stands", "Week"]

AGAIN = 28 * 86_400
"""Seconds before and after a post's time in which the same words are questioned."""
_AHEAD = 5
"""Weeks that are looked through for a free slot."""
Sure = Callable[[str], Awaitable[bool]]
"""Tells a person what speaks against it; whether they want it all the same."""
Why = Callable[[str], Awaitable[str | None]]
"""Tells a person that there is no room; their reason, if they have one."""


class Week(Struct, frozen=True):
    """One week of slots."""

    monday: date
    days: tuple[tuple[Slot, ...], ...]
    loose: tuple[Post, ...]
    """Drafts without a time."""
    missed: tuple[Post, ...]
    """Those of any week that nothing could send in their time."""
    standing: Standing
    month: Balance
    """The last 28 days."""
    held: Held | None


class PostPlan(Struct, frozen=True):
    """What is looked at before a post is planned."""

    post: Post
    account: "Account"
    at: int | None
    left: int | None
    remarks: tuple[Remark, ...]
    no_room: str
    """The numbers, where it is more than there is room for: going on asks for a line of reason."""
    same: str
    """Where the same words left or are planned; going on is asked once more."""


class PostsDesk:
    """Words and files; `desk.slots` lets them leave."""

    def __init__(self, room: Room, restraint: RestraintDesk, coach: "CoachDesk") -> None:
        self._room, self._restraint, self._coach = room, restraint, coach

    # Reading

    async def week(self, monday: date | None = None) -> Week:
        """The week that begins on that Monday; this one where none is named."""
        room = self._room
        first = monday or monday_of(local_day(room.now(), room.hours.zone))
        times = times_of(first, room.settings.posts.slots, room.hours.zone)
        found = await kept.between(room.db, *self._restraint.span(first))
        return Week(
            first, filled(times, found), tuple(await kept.without_slot(room.db)), tuple(await kept.missed(room.db)),
            await self._restraint.standing(first), await self._restraint.month(),
            await self._restraint.held(),
        )  # fmt: skip

    async def get(self, post_id: int, read: Reader | None = None) -> Post:
        """One post."""
        found = await kept.get(read or self._room.db, post_id)
        if found is None:
            raise refuse("That post is not here any more.", "`socialtui post list` or g w shows the week.")
        return found

    async def free(self, account_id: int, after: int | None = None) -> int | None:
        """The account's next slot without a post (UTC seconds), from now or from a moment on."""
        slots = (await self.all_free([account_id]))[account_id]
        return next((at for at in slots if at > (after or 0)), None)

    async def next_slot(self, account_id: int) -> int:
        """The account's next slot without a post (UTC seconds); refused where there is none."""
        if (slot := await self.free(account_id)) is None:
            raise refuse("No slot is free in the next weeks.", "Type a time.")
        return slot

    async def all_free(self, account_ids: Iterable[int]) -> dict[int, list[int]]:
        """Account → its slots of the next weeks without a post (UTC seconds), by time."""
        room, now = self._room, self._room.now()
        first = monday_of(local_day(now, room.hours.zone))
        mondays = (first + timedelta(weeks=week) for week in range(_AHEAD))
        slots = [at for monday in mondays for day in times_of(monday, room.settings.posts.slots, room.hours.zone)
                 for at in day]  # fmt: skip
        taken = await kept.between(room.db, now, now + _AHEAD * 7 * 86_400)
        used = {(post.account_id, post.at) for post in taken}
        return {one: free(slots, (at for who, at in used if who == one and at), now) for one in account_ids}

    # Writing

    async def draft(self, account_ids: list[int], text: str = "", at: int | None = None) -> list[Post]:
        """Begins a post on each of these accounts; refused, with the reason, where one takes none."""
        accounts = {one.account.id: one.account for one in await all_accounts(self._room.db)}
        for account_id in account_ids:
            if account_id not in accounts:
                raise refuse(
                    "That account was removed.", "`socialtui account list` names those that are here."
                )
            if why := self._restraint.why_not(accounts[account_id]):
                raise refuse(why, "Choose another account.")
        async with self._room.db.atomic() as write:
            made = [
                await kept.add(write, account_id, clean(text), at, self._room.who, self._room.now())
                for account_id in account_ids
            ]
        return [await self.get(number) for number in made]

    async def save(self, post_ids: list[int], text: str) -> None:
        """Puts words on disk; refused where one of these posts is on its way."""
        async with self._room.db.atomic() as write:
            saved = await kept.save(write, post_ids, text, self._room.who, self._room.now())
        if saved < len(post_ids):
            raise refuse("A post that is on its way keeps its words.", "Take it back first.")

    async def show_to(self, post_ids: list[int], visibility: str) -> None:
        """Chooses the audience, where a network has several."""
        async with self._room.db.atomic() as write:
            for post_id in post_ids:
                await kept.change(write, post_id, visibility=visibility)

    async def ideas(self) -> "list[Lesson]":
        """Ideas for posts that were kept and not used yet, the newest first."""
        from socialtui.domain.lesson import LessonState, What
        from socialtui.store import feedback

        found = await feedback.lessons(self._room.db)
        return [one for one in found if one.what is What.IDEA and one.state is LessonState.OPEN]

    async def attach(self, post_id: int, path: Path, alt: str) -> Post:
        """Puts a file to a post; refused, with the reason, where its network would not take it."""
        from socialtui.desk.media import taken_in

        post = await self.changeable(await self.get(post_id))
        account = await self.account(post)
        if not account.limits.media.most:
            raise refuse(account.limits.media.why_none, "Give a link to it in the text.")
        folder = self._room.db.path.parent / "media"
        one = await taken_in(folder, path, alt, account.limits.media, post.media)
        async with self._room.db.atomic() as write:
            await kept.change(write, post_id, media=kept.encoded((*post.media, one)))
        return await self.get(post_id)

    async def detach(self, post_id: int) -> Post:
        """Takes the last file out of a post."""
        post = await self.changeable(await self.get(post_id))
        if not post.media:
            raise refuse("No file goes with this post.")
        async with self._room.db.atomic() as write:
            await kept.change(write, post_id, media=kept.encoded(post.media[:-1]))
        return await self.get(post_id)

    async def changeable(self, post: Post) -> Post:
        """The post, where nothing of it is on its way."""
        if post.stands() not in OPEN:
            raise refuse(f"This post is {post.stands().value}.", "Take it back before you change it.")
        return post

    async def account(self, post: Post) -> "Account":
        """The account that it leaves from."""
        for one in await all_accounts(self._room.db):
            if one.account.id == post.account_id:
                return one.account
        raise refuse(
            f"The account {post.account} was removed.", "Take the post out, or add the account again."
        )

    # Looking once more

    async def agree(self, wanted: Sequence[tuple[Post, int | None]], same: Sure, why: Why) -> str | None:
        """Asks what there is to ask before the first of these posts is planned, each at its time (UTC seconds).

        One without a time leaves now, whatever slot its draft has. What comes back is the reason why they go although
        there is no room, empty where there is; None where the person thought better of it.
        """
        reason, before = "", list[tuple[Post, int]]()
        for post, at in wanted:
            when = at or self._room.now()
            week = self._monday(when)
            beside = [one.account_id for one, then in before if self._monday(then) == week]
            plan = await self.review(post.id, when, beside=beside)
            again = plan.same or self._twice(post, when, before)
            if again and not await same(again):
                return None
            if plan.no_room and not reason:
                reason = (await why(plan.no_room) or "").strip()
                if not reason:
                    return None
            before.append((post, when))
        return reason

    def _twice(self, post: Post, at: int, before: Sequence[tuple[Post, int]]) -> str:
        """Where the same words are among those that are planned with it; empty where they aren't."""
        for one, when in before:
            if (
                one.account_id == post.account_id
                and abs(when - at) <= AGAIN
                and same_post(one.text, post.text)
            ):
                return self._words_of_same(when, one.text)
        return ""

    async def review(self, post_id: int, at: int | None = None, *, beside: Sequence[int] = ()) -> PostPlan:
        """What would leave when, and what to look at before; `beside` it some go out that week, on these accounts."""
        post = await self.get(post_id)
        account, when = await self.account(post), at or post.at
        room = left(post.text, account.limits)
        words = await self._restraint.no_room(
            self._room.db, account.id, when or self._room.now(), wish_of(post), beside
        )
        same = await self.same(self._room.db, post, when or self._room.now())
        remarks = [Remark(line) for line in faults(post, account, room)]
        remarks += [Remark(line, asks=True) for line in (words, same) if line]
        if held := await self._restraint.held(wanting=True):
            remarks.append(Remark(f"Own posts are paused: {held.pause.reason(self._room.now())}."))
        if is_offer(post.text):
            offers = (await self._restraint.standing(self._monday(when))).offers
            remarks.append(Remark(f"It offers something: number {offers + 1} of that week's offers."))
        remarks += self._promised(post, when)
        remarks += await self._coach.on_post(account, post.text, when or self._room.now(), wish_of(post))
        return PostPlan(post, account, when, room, tuple(remarks), words, same)

    def _promised(self, post: Post, at: int | None) -> list[Remark]:
        """What it promises, in words: no conversation waits for it, so the ledger doesn't."""
        now, zone = self._room.now(), zone_of(self._room.hours.zone)
        return [
            Remark(
                f"It promises {quoted(one.text)} by {moment_words(one.due_at, now, zone)}: note it for yourself.",
                check="promises",
            )
            for one in promised(self._room, post.text, ack=False, at=at)
        ]

    def _monday(self, at: int | None) -> date:
        return monday_of(local_day(at or self._room.now(), self._room.hours.zone))

    async def same(self, read: Reader, post: Post, at: int) -> str:
        """Where the account said, or will say, the same; empty where it doesn't."""
        for account_id, when, text, wish in await kept.own(read, at - AGAIN, at + AGAIN):
            mine = wish is not None and wish == post.intent_id
            if account_id == post.account_id and not mine and same_post(text, post.text):
                return self._words_of_same(when, text)
        return ""

    def _words_of_same(self, when: int, text: str) -> str:
        day = f"{local_day(when, self._room.hours.zone):%a %d %b}"
        word = "left on" if when <= self._room.now() else "are planned for"
        return f"The same words {word} {day}: {quoted(text)}"


def wish_of(post: Post) -> int | None:
    """The wish by which a post counts already."""
    return post.intent_id if post.stands() in TO_COME else None


def faults(post: Post, account: "Account", room: int | None) -> list[str]:
    """What keeps a post from leaving."""
    found = []
    if not post.text.strip() and not post.media:
        found.append("It says nothing yet.")
    if room is not None and room < 0:
        found.append(f"It is {-room} too long for {account.name}, which takes {account.limits.max_length}.")
    if len(post.media) > account.limits.media.most:
        found.append(
            account.limits.media.why_none if not account.limits.media.most else "Too many files go with it."
        )
    return found
