"""Decides how posts of our own are written line by line: on the disk at each line, looked at before they leave."""

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any

from socialtui.domain.conversation import encode_id
from socialtui.domain.errors import UsageFault
from socialtui.domain.text import sentence
from socialtui.plain.composing import by_lines
from socialtui.plain.telling import post_line

if TYPE_CHECKING:
    from socialtui.desk import Desk
    from socialtui.desk.posts import Post, PostPlan
    from socialtui.plain.mode import Terminal

HELP = {
    "post [ACCOUNT ...]": "write a post of ours: lines, ended by a line with a dot alone; then when it leaves",
    "posts": "this week's posts, and how much room is left",
}
_KEPT = "Nothing is planned. The draft is kept."


class Posting:
    """The same look and the same questions as on the screen."""

    def __init__(self, desk: "Desk", terminal: "Terminal", say: Callable[[str], None]) -> None:
        self._desk, self._terminal, self._say = desk, terminal, say

    def verbs(self) -> dict[str, Callable[[str], Coroutine[Any, Any, None]]]:
        """Word → what it does with the rest of the line."""
        return {"post": self._post, "posts": self._posts}

    async def _post(self, rest: str) -> None:
        accounts = await self._accounts(rest.split())
        posts: list[Post] = []

        async def save(text: str) -> None:
            if posts:
                await self._desk.posts.save([one.id for one in posts], text)
            else:
                posts.extend(await self._desk.posts.draft(accounts, text))

        text = await by_lines(self._terminal, "", save)
        if not text or not posts:
            self._say("Nothing is planned. What was typed is a draft." if posts else "Nothing was written.")
            return
        plans = [await self._desk.posts.review(one.id) for one in posts]
        for line in _look(plans):
            self._say(line)
        if self._terminal.asks:
            await self._plan(posts)
            return
        for one in posts:
            self._say(f"A draft on {one.account}: `socialtui post plan {encode_id(one.id, 'w')} --at next`.")

    async def _accounts(self, names: Sequence[str]) -> list[int]:
        there = {one.name: one.id for one in await self._desk.restraint.accounts()}
        known = ", ".join(there) or "none that takes posts of ours"
        for name in names:
            if name not in there:
                raise UsageFault(f"There is no account {name[:40]} for posts.", f"There are: {known}.")
        if not names and len(there) != 1:
            raise UsageFault("Say on which account: post ACCOUNT.", f"There are: {known}.")
        return [there[name] for name in dict.fromkeys(names or there)]

    async def _plan(self, posts: "Sequence[Post]") -> None:
        said = self._terminal.read(
            "y lets it leave, n takes the next free slot, l TIME a time, enter keeps the draft: "
        )
        word, _, time = (said or "").strip().partition(" ")
        if word.lower() not in ("y", "n", "l"):
            self._say(_KEPT)
            return
        at = self._desk.verbs.parse_time(time) if word.lower() == "l" else None
        for post in posts:
            when = await self._desk.posts.free(post.account_id) if word.lower() == "n" else at
            if (reason := await self._reason(post, when)) is None:
                self._say(_KEPT)
                return
            done = await self._desk.slots.plan(
                post.id, when, at_once=word.lower() == "y", reason=reason, again=True
            )
            back = "recall" if word.lower() == "y" else "undo"
            self._say(f"{sentence(done.words)}; {back} takes it back.")

    async def _reason(self, post: "Post", at: int | None) -> str | None:
        """Why it goes although there is no room, empty where there is; None where the person thought better of it."""
        plan = await self._desk.posts.review(post.id, at)
        if plan.same:
            said = self._terminal.read(f"{plan.same} y plans it all the same: ")
            if (said or "").strip().lower() not in ("y", "yes"):
                return None
        if not plan.no_room:
            return ""
        return (self._terminal.read(f"{plan.no_room} Why is this one worth it? ") or "").strip() or None

    async def _posts(self, _rest: str) -> None:
        week, zone = await self._desk.posts.week(), self._desk.room.hours.zone
        shown = [*week.missed, *(one for day in week.days for slot in day for one in slot.posts), *week.loose]
        for one in {one.id: one for one in shown}.values():
            self._say(post_line(one, week.held is not None, zone))
        if week.held is not None:
            words = week.held.words(self._desk.clock.now())
            self._say(words.replace("H lets them go", "`socialtui post go` lets them go"))
        self._say(week.standing.line() or "No account here takes posts of ours.")


def _look(plans: "Sequence[PostPlan]") -> list[str]:
    """Where it goes, what is left, and what to look at before; what is said of all alike stands there once."""
    left = min((plan.left for plan in plans if plan.left is not None), default=None)
    room = "" if left is None else f", {left} left" if left >= 0 else f", {-left} too long"
    names = ", ".join(plan.account.name for plan in plans)
    return [
        f"Post as {names}{room}.",
        *dict.fromkeys(remark.words for plan in plans for remark in plan.remarks),
    ]
