"""Slots on a person's desk: a post is planned, moved, taken back, taken out. The sync process alone sends it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from socialtui.desk.departing import LONGEST_AHEAD
from socialtui.desk.posts import PostsDesk, faults, wish_of
from socialtui.desk.restraint import RestraintDesk
from socialtui.desk.room import Done, Room, refuse
from socialtui.domain.conversation import encode_id
from socialtui.domain.deadlines import zone_of
from socialtui.domain.draft import quoted
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.pausing import LET_GO
from socialtui.domain.post import OPEN, TO_COME, Post, Stage, Stands
from socialtui.domain.reply import OutboxState, left
from socialtui.domain.why import moment_words
from socialtui.store import events, intents, patches
from socialtui.store import posts as kept
from socialtui.store.database import Writer
from socialtui.store.wishes import Payload, Wish

if TYPE_CHECKING:
    from socialtui.domain.network import Account


class Planned(Done, frozen=True):
    """A post was planned, or several were in one act."""

    asked: bool = False
    """Somebody else is to look at it first."""
    at_once: bool = False
    several: bool = False

    @property
    def takes(self) -> str:
        """The verb that takes it back: what leaves is recalled, a plan is undone."""
        return f"{'recall' if self.at_once else 'undo'} takes {'them' if self.several else 'it'} back"


class _One(Struct, frozen=True):
    """One post that was planned, and the rows as they were."""

    post: Post
    before: dict[str, patches.Rows]
    intent: int = 0
    """The wish that lets it leave; 0 where somebody else is to look at it first."""
    at_once: bool = False
    over: str = ""
    """Why it goes although there is no room."""

    @property
    def words(self) -> str:
        """What was done, for the log."""
        if not self.intent:
            return f"post on {self.post.account} waits {_ASKED}"
        over = f" beyond the room: {self.over}" if self.over else ""
        return f"post on {self.post.account} {'leaves' if self.at_once else 'planned'}{over}"


_ASKED = "for somebody else's approval"
_NAMED = 3
"""Accounts that are named when several posts are planned at once."""
_STANDS = "What stands on the network can be deleted there."


class SlotsDesk:
    """A post leaves only through the outbox; what is done here is a wish that it should, or should not."""

    def __init__(self, room: Room, restraint: RestraintDesk, posts: PostsDesk) -> None:
        self._room, self._restraint, self._posts = room, restraint, posts

    async def plan(
        self,
        post_id: int,
        at: int | None = None,
        *,
        at_once: bool = False,
        reason: str = "",
        again: bool = False,
    ) -> Planned:
        """Lets a post leave at its slot, at `at` (UTC seconds), or `at_once` after the recall window.

        Refused with the numbers where there is no room and no `reason`, and where the same words left before,
        unless `again`. With approval wanted, it waits for somebody else than its writer.
        """
        if at_once:
            await self._refuse_paused()
        async with self._room.db.atomic() as write:
            one = await self._one(write, post_id, at, at_once=at_once, reason=reason, again=again)
            return (await self._told(write, [one]))[0]

    async def plan_all(
        self, wanted: Sequence[tuple[Post, int | None]], *, at_once: bool = False,
        reason: str = "", again: bool = False,
    ) -> list[Planned]:  # fmt: skip
        """Plans several, each as `plan` does one: all of them, or none.

        What one undo takes back is one of what comes back. A refusal names the post that it is about.
        """
        if at_once:
            await self._refuse_paused()
        async with self._room.db.atomic() as write:
            done = []
            for post, at in wanted:
                try:
                    done.append(
                        await self._one(write, post.id, at, at_once=at_once, reason=reason, again=again)
                    )
                except DeskRefusal as refusal:
                    if len(wanted) == 1:
                        raise
                    which, way_on = self._name(post, at, wanted), refusal.next_step
                    raise refuse(
                        f"{which}: {refusal.what}", f"{way_on} Nothing is planned.".strip()
                    ) from refusal
            return await self._told(write, done)

    async def plan_as_far(self, post_ids: Sequence[int], whence: str) -> dict[int, DeskRefusal]:
        """Plans those that nothing keeps from it, each for its own time; those that stay drafts, and why.

        One undo takes all of them back; the log says from `whence` they came.
        """
        refused, done = dict[int, DeskRefusal](), list[_One]()
        async with self._room.db.atomic() as write:
            for number in post_ids:
                try:
                    done.append(await self._one(write, number, None, at_once=False, reason="", again=False))
                except DeskRefusal as refusal:
                    refused[number] = refusal
            await self._told(write, done, f" (from {whence})")
        return refused

    def _name(self, post: Post, at: int | None, wanted: Sequence[tuple[Post, int | None]]) -> str:
        """Which of several: its account, and its time where another one is on the same account."""
        if at is None or [one.account_id for one, _ in wanted].count(post.account_id) < 2:
            return post.account
        return f"{post.account} {moment_words(at, self._room.now(), zone_of(self._room.hours.zone))}"

    async def _refuse_paused(self) -> None:
        if held := await self._restraint.held(wanting=True):
            why = held.pause.reason(self._room.now())
            raise refuse(f"Own posts are paused: {why}.", f"{LET_GO}; the draft is kept.")

    async def _one(
        self, write: Writer, post_id: int, at: int | None, *, at_once: bool, reason: str, again: bool
    ) -> _One:
        """Plans one post, or refuses it and has written nothing."""
        room, reason = self._room, " ".join(reason.split())
        post = await self._posts.get(post_id, write)
        account = await self._posts.account(post)
        when = self._moment(post, at, at_once)
        await self._refuse(write, post, account, when, again=again)
        before = {"posts": await patches.rows_of(write, "posts", [post_id])}
        if room.settings.posts.approval and room.who == post.who:
            await kept.change(write, post_id, at=when, stage=Stage.ASKED.value)
            return _One(post, before)
        words = await self._restraint.no_room(write, account.id, when, wish_of(post))
        if words and not reason:
            raise refuse(words, "Say why it is worth it (--reason WHY), or answer somebody first.")
        number, wishes = await self._leave(write, post, when, at_once=at_once)
        values: dict[str, object] = {"at": when, "approved_by": room.who, "intent_id": number}
        values |= {"reason": reason, "over_at": room.now()} if words else {}
        await kept.change(write, post_id, stage=Stage.PLANNED.value, **values)
        return _One(post, {**before, "intents": wishes}, number, at_once, reason if words else "")

    async def _told(self, write: Writer, done: Sequence[_One], whence: str = "") -> list[Planned]:
        """Logs what was done: what leaves one by one, what is planned as one act."""
        leaving = [one for one in done if one.at_once and one.intent]
        for one in leaving:
            await events.log(write, self._room.act("post", one.words), None, f"intent {one.intent}")
        if rest := [one for one in done if one not in leaving]:
            before: dict[str, patches.Rows] = {}
            for one in rest:
                for table, rows in one.before.items():
                    before[table] = {**before.get(table, {}), **rows}
            await events.rewrote(write, self._room.act("post", _words_of(rest) + whence), before, None)
        told = [Planned(one.words, at_once=True) for one in leaving]
        if rest:
            asked = not any(one.intent for one in rest)
            told.append(Planned(_words_of(rest), asked=asked, several=len(rest) > 1))
        return told

    def _moment(self, post: Post, at: int | None, at_once: bool) -> int:
        now = self._room.now()
        if at_once:
            return now + self._room.settings.recall_seconds
        when = at or post.at
        if when is None:
            raise refuse("This post has no time yet.", "Give it a slot, or let it leave now.")
        if when <= now:
            free = f"`socialtui post plan {encode_id(post.id, 'w')} --at next`"
            raise refuse(
                "That moment is over already.", f"Choose a later one; {free} takes the next free slot."
            )
        if when > now + LONGEST_AHEAD:
            raise refuse("That is more than 90 days ahead.", "Choose an earlier day.")
        return when

    async def _refuse(self, write: Writer, post: Post, account: "Account", when: int, *, again: bool) -> None:
        """What keeps a post from being planned at all."""
        if post.stands() not in (*OPEN, *TO_COME):
            raise refuse(f"This post is {post.stands().value}; there is nothing to plan.")
        if why := self._restraint.why_not(account):
            raise refuse(why, "Write it there by hand.")
        if found := faults(post, account, left(post.text, account.limits)):
            raise refuse(found[0], "Change it, then plan it.")
        if not again and (same := await self._posts.same(write, post, when)):
            raise refuse(same, "Say it in other words, or plan it all the same (--again).")

    async def _leave(
        self, write: Writer, post: Post, when: int, *, at_once: bool
    ) -> tuple[int, patches.Rows]:
        """Writes the wish; the same words that were refused go out under their first key. Its id, and rows before."""
        state = OutboxState.LEAVING if at_once else OutboxState.DUE
        before: patches.Rows = {}
        instead = 0
        if post.intent_id is not None:
            before = await patches.rows_of(write, "intents", [post.intent_id])
            intent = await intents.get(write, post.intent_id)
            if (
                post.stands() in TO_COME
                and await intents.recall(write, post.intent_id, self._room.now()) is None
            ):
                raise refuse("It has left just now.", _STANDS)
            same = intent.text == post.text and intent.account_id == post.account_id
            instead = intent.in_the_way
            if (
                same
                and not intent.kept_there
                and await intents.replan(write, post.intent_id, when, state, post.media)
            ):
                return post.intent_id, before
        about = Payload(visibility=post.visibility, planned=when, media=post.media, instead=instead)
        wish = Wish(
            "post", post.account_id, self._room.who, post.text, payload=about, state=state, due_at=when
        )
        number = await intents.put(write, wish, self._room.now())
        return number, {**before, number: None}

    async def move(
        self, post_id: int, at: int | None = None, *, reason: str = "", again: bool = False
    ) -> Done:
        """Gives a post another time (UTC seconds), by default the account's next free slot.

        One that was planned stays so, and is asked about as when it was planned.
        """
        post = await self._posts.get(post_id)
        when = at or await self._posts.next_slot(post.account_id)
        if post.stands() in (*TO_COME, Stands.MISSED):
            return await self.plan(post_id, when, reason=reason, again=again)
        await self._posts.changeable(post)
        if when <= self._room.now():
            raise refuse("That moment is over already.", "Choose a later one.")
        async with self._room.db.atomic() as write:
            before = {"posts": await patches.rows_of(write, "posts", [post_id])}
            await kept.change(write, post_id, at=when)
            words = f"post on {post.account} moved"
            await events.rewrote(write, self._room.act("post", words), before, None)
        return Done(words)

    async def take_back(self, post_id: int) -> Done:
        """Makes a planned post a draft again."""
        async with self._room.db.atomic() as write:
            post = await self._posts.get(post_id, write)
            _refuse_gone(post)
            before = {"posts": await patches.rows_of(write, "posts", [post_id])}
            before |= await self._recalled(write, post)
            await kept.change(write, post_id, stage=Stage.DRAFT.value, approved_by="")
            words = f"post on {post.account} is a draft again"
            if post.intent_id is not None and (await intents.get(write, post.intent_id)).kept_there:
                words += "; the network is asked to let go of it"
            await events.rewrote(write, self._room.act("post", words), before, None)
        return Done(words)

    async def drop(self, post_id: int) -> Done:
        """Takes a post out; one that is planned doesn't leave then."""
        async with self._room.db.atomic() as write:
            post = await self._posts.get(post_id, write)
            _refuse_gone(post)
            before = {"posts": await patches.rows_of(write, "posts", [post_id])}
            before |= await self._recalled(write, post)
            await kept.drop(write, post_id)
            words = f"post on {post.account} taken out: {quoted(post.text)}"
            await events.rewrote(write, self._room.act("post", words), before, None)
        return Done(words)

    async def _recalled(self, write: Writer, post: Post) -> dict[str, patches.Rows]:
        if post.intent_id is None or post.stands() not in TO_COME:
            return {}
        before = await patches.rows_of(write, "intents", [post.intent_id])
        if await intents.recall(write, post.intent_id, self._room.now()) is None:
            raise refuse("It has left just now.", _STANDS)
        return {"intents": before}


def _refuse_gone(post: Post) -> None:
    """What left, or may have, is neither taken back nor out."""
    if post.stands() in (Stands.SENT, Stands.SENDING, Stands.UNKNOWN):
        raise refuse(f"This post is {post.stands().value}.", _STANDS)


def _words_of(done: Sequence[_One]) -> str:
    """post on acme planned; 3 posts on acme, second planned, 1 post waits for somebody else's approval."""
    if len(done) == 1:
        return done[0].words
    planned, asked = [one for one in done if one.intent], [one for one in done if not one.intent]
    over = next((f" beyond the room: {one.over}" for one in planned if one.over), "")
    words = [f"{_many(planned)} planned{over}"] if planned else []
    if asked:
        words.append(f"{_many(asked)} {'waits' if len(asked) == 1 else 'wait'} {_ASKED}")
    return ", ".join(words)


def _many(done: Sequence[_One]) -> str:
    names = list(dict.fromkeys(one.post.account for one in done))
    on = f" on {', '.join(names)}" if len(names) <= _NAMED else f" on {len(names)} accounts"
    return f"{'1 post' if len(done) == 1 else f'{len(done)} posts'}{on}"
