"""Decides how posts of our own are written line by line: on the disk at each line, looked at before they leave."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from socialtui.domain.conversation import encode_id
from socialtui.domain.errors import DeskRefusal, SocialtuiError, UsageFault
from socialtui.domain.text import sentence
from socialtui.plain.composing import YES, by_lines
from socialtui.plain.telling import post_line

if TYPE_CHECKING:
    from socialtui.desk import Desk
    from socialtui.desk.posts import Post, PostPlan
    from socialtui.plain.mode import Terminal

HELP = {
    "post [ACCOUNT ...]": "write a post of ours: lines, ended by a line with a dot alone; then when it leaves",
    "posts": "this week's posts, and how much room is left",
}


class Posting:
    """Words line by line; then when they leave, and what is asked before they may."""

    def __init__(self, desk: "Desk", terminal: "Terminal", say: Callable[[str], None]) -> None:
        self._desk, self._terminal, self._say = desk, terminal, say

    def verbs(self) -> dict[str, Callable[[str], Coroutine[Any, Any, None]]]:
        """Word → what it does with the rest of the line."""
        return {"post": self._post, "posts": self._posts}

    async def _post(self, rest: str) -> None:
        accounts = await self._accounts(rest.split())
        posts: list[Post] = []

        async def save(text: str) -> None:
            if not text.strip():
                return
            if posts:
                await self._desk.posts.save([one.id for one in posts], text)
            else:
                posts.extend(await self._desk.posts.draft(accounts, text))

        text = await by_lines(self._terminal, "", save)
        if not posts:
            self._say("Nothing was written.")
            return
        if text is None:
            self._say("Nothing is planned. What was typed is a draft.")
            self._drafts(posts)
            return
        plans = [await self._desk.posts.review(one.id) for one in posts]
        for line in _look(plans):
            self._say(line)
        if self._terminal.asks:
            await self._plan(posts)
        else:
            self._drafts(posts)

    def _drafts(self, posts: "Sequence[Post]") -> None:
        for one in posts:
            self._say(_draft(one))

    async def _accounts(self, names: Sequence[str]) -> list[int]:
        there = {one.name: one.id for one in await self._desk.restraint.accounts()}
        known = ", ".join(there) or "none that takes posts of ours"
        meant = {name: _meant(name, there) for name in names}
        for name, found in meant.items():
            if found is None:
                raise UsageFault(f"There is no account {name[:40]} for posts.", f"There are: {known}.")
        if not names and len(there) != 1:
            raise UsageFault("Say on which account: post ACCOUNT.", f"There are: {known}.")
        return list(dict.fromkeys(one for one in (meant or there).values() if one is not None))

    async def _plan(self, posts: "Sequence[Post]") -> None:
        """Asks all that there is to ask, then plans all or none; where none is planned the drafts are named."""
        try:
            wanted = await self._wanted(posts)
            reason = await self._desk.posts.agree(wanted, self._same, self._why) if wanted else None
            if reason is None:
                self._say("Nothing is planned. The draft is kept.")
                self._drafts(posts)
                return
            at_once = any(at is None for _, at in wanted)
            for done in await self._desk.slots.plan_all(wanted, at_once=at_once, reason=reason, again=True):
                self._say(f"{sentence(done.words)}; {done.takes}.")
        except SocialtuiError as error:
            words = (error.next_step, *(_draft(one, "TIME") for one in posts))
            raise DeskRefusal(error.what, " ".join(words).strip()) from error

    async def _wanted(self, posts: "Sequence[Post]") -> "list[tuple[Post, int | None]]":
        """Each with its time (UTC seconds), None for at once; none of them where they stay drafts."""
        said = self._terminal.read(
            "y lets it leave, n takes the next free slot, l TIME a time, enter keeps the draft: "
        )
        word, _, time = (said or "").strip().partition(" ")
        if (word := word.lower()) in YES:
            return [(post, None) for post in posts]
        if word == "n":
            return [(post, await self._desk.posts.next_slot(post.account_id)) for post in posts]
        return [(post, self._desk.verbs.parse_time(time)) for post in posts if word == "l"]

    async def _same(self, words: str) -> bool:
        said = self._terminal.read(f"{words} y plans it all the same: ")
        return (said or "").strip().lower() in YES

    async def _why(self, words: str) -> str | None:
        return self._terminal.read(f"{words} Why is this one worth it? ")

    async def _posts(self, _rest: str) -> None:
        week, zone = await self._desk.posts.week(), self._desk.room.hours.zone
        shown = [*week.missed, *(one for day in week.days for slot in day for one in slot.posts), *week.loose]
        for one in {one.id: one for one in shown}.values():
            self._say(post_line(one, week.held is not None, zone))
        if week.held is not None:
            self._say(week.held.words(self._desk.clock.now(), keys=False))
        self._say(week.standing.line() or "No account here takes posts of ours.")


def _meant(name: str, there: Mapping[str, int]) -> int | None:
    """The account of a name, in small or large letters where only one is called so."""
    alike = [number for one, number in there.items() if one.casefold() == name.casefold()]
    return there.get(name, alike[0] if len(alike) == 1 else None)


def _draft(post: "Post", at: str = "next") -> str:
    return f"A draft on {post.account}: `socialtui post plan {encode_id(post.id, 'w')} --at {at}`."


def _look(plans: "Sequence[PostPlan]") -> list[str]:
    """Where it goes, what is left, and what to look at before; what is said of all alike stands there once."""
    left = min((plan.left for plan in plans if plan.left is not None), default=None)
    room = "" if left is None else f", {left} left" if left >= 0 else f", {-left} too long"
    names = ", ".join(plan.account.name for plan in plans)
    return [
        f"Post as {names}{room}.",
        *dict.fromkeys(remark.words for plan in plans for remark in plan.remarks),
    ]
