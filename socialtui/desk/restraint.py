"""Restraint with posts of our own: how much room there is, and when they are held back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from socialtui.desk.room import Done, Room, refuse
from socialtui.domain.balance import FOUR_WEEKS, WEEK, Balance, asks, is_offer, too_many
from socialtui.domain.deadlines import local_day, midnight
from socialtui.domain.errors import ConfigFault
from socialtui.domain.mention import BAND_OF, Kind
from socialtui.domain.pausing import LET_GO, Pause, Why, told
from socialtui.domain.weeks import monday_of
from socialtui.store import events, pausing, posts
from socialtui.store.accounts import all_accounts
from socialtui.store.database import Reader

if TYPE_CHECKING:
    from socialtui.desk.coach import CoachDesk
    from socialtui.domain.facts import Fact
    from socialtui.domain.network import Account

DAY = 86_400


class Standing(Struct, frozen=True):
    """How a week of posts stands against what was answered."""

    week: Balance
    """Posts of the week; answers of the last seven days."""
    own: Mapping[int, int]
    """Account → its posts of that week."""
    offers: int
    """Posts of the week that sell something."""
    accounts: tuple[int, ...]
    """Those that take posts of ours."""
    allowance: int

    def room(self, account_id: int | None = None) -> int:
        """How many more fit: on an account, or on the one with the most room."""
        wanted = self.accounts if account_id is None else (account_id,)
        return max((self.week.room(self.own.get(one, 0), self.allowance) for one in wanted), default=0)

    def line(self, dot: str = "·") -> str:
        """own posts 3 · answers and thanks 5 · room for 2; empty where no account takes posts."""
        return self.week.line(self.room(), dot) if self.accounts else ""

    def lines(self) -> tuple[str, ...]:
        """The same for a narrow place, the longest first."""
        return self.week.lines(self.room()) if self.accounts else ()


class Held(Struct, frozen=True):
    """Posts are paused."""

    pause: Pause
    waiting: int

    def words(self, now: int, *, keys: bool = True) -> str:
        """What is, and what to do: by key, or by a command."""
        return told(self.pause, self.waiting, now, keys=keys)


class RestraintDesk:
    """Asked when somebody looks at posts, never by the frame."""

    def __init__(self, room: Room, coach: "CoachDesk") -> None:
        self._room, self._coach = room, coach

    # Room

    async def accounts(self) -> "list[Account]":
        """Those on which posts of our own leave from here, by name."""
        return [
            kept.account for kept in await all_accounts(self._room.db)
            if not self.why_not(kept.account)
        ]  # fmt: skip

    def why_not(self, account: "Account") -> str:
        """Why an account takes no posts of ours; empty where it does."""
        if account.limits.no_posts:
            return account.limits.no_posts
        offered = self._room.offers(account.network)
        return (
            f"{account.network} takes no posts of ours from here."
            if offered and "post" not in offered
            else ""
        )

    async def standing(self, monday: date | None = None) -> Standing:
        """The week that begins on that Monday; this one where none is named."""
        now = self._room.now()
        first = monday or monday_of(local_day(now, self._room.hours.zone))
        begin, end = self.span(first)
        week = await self.count(self._room.db, (begin, end), (now - WEEK * DAY, now + 1))
        found = await posts.own(self._room.db, begin, end)
        return Standing(
            week, _by_account(row[0] for row in found), sum(is_offer(row[2]) for row in found),
            tuple(one.id for one in await self.accounts()), self._room.settings.posts.allowance,
        )  # fmt: skip

    async def month(self) -> Balance:
        """The last 28 days; read where they are shown, since a busy brand said much in them."""
        now = self._room.now()
        four = (now - FOUR_WEEKS * DAY, now + 1)
        return await self.count(self._room.db, four, four)

    def span(self, monday: date) -> tuple[int, int]:
        """From when to when a week goes on the person's wall (UTC seconds), the end exclusive."""
        zone = self._room.hours.zone
        return midnight(monday, zone), midnight(monday + timedelta(days=7), zone)

    async def count(
        self, read: Reader, given: tuple[int, int], taken: tuple[int, int], without: int | None = None
    ) -> Balance:
        """What we gave out in one time and took in in another; `without` leaves one wish aside."""
        from socialtui.domain.promotion import promoting

        own = [row for row in await posts.own(read, *given) if without is None or row[3] != without]
        said = await posts.answered(read, *taken, linking=True)
        facts, praise = self.facts(), BAND_OF[Kind.PRAISE]
        links = sum(len(promoting(text, facts)) for *_, text in said if text)
        thanks = sum(kind == praise for _, _, kind, _ in said)
        return Balance(
            len(own), links, len(said) - thanks, thanks, sum(asks(row[2]) for row in own),
            len(await posts.changes(read, *taken)),
        )  # fmt: skip

    def facts(self) -> "tuple[Fact, ...]":
        """What the person's file says is right; its sources promote nothing."""
        try:
            return self._coach.facts()
        except ConfigFault:
            return ()

    async def no_room(
        self, read: Reader, account_id: int, at: int, without: int | None = None,
        beside: Sequence[int] = (),
    ) -> str:  # fmt: skip
        """The numbers, where one post more at that moment (UTC seconds) is more than there is room for.

        Posts that are to go out `beside` it, on these accounts, take room too.
        """
        now = self._room.now()
        begin, end = self.span(monday_of(local_day(at, self._room.hours.zone)))
        balance = await self.count(read, (begin, end), (now - WEEK * DAY, now + 1), without)
        balance = replace(balance, posts=balance.posts + len(beside))
        found = await posts.own(read, begin, end)
        own = sum(row[0] == account_id and (without is None or row[3] != without) for row in found)
        own += list(beside).count(account_id)
        return too_many(balance, own, self._room.settings.posts.allowance)

    # Pausing

    async def held(self, *, wanting: bool = False) -> Held | None:
        """The pause that holds now; None where posts go. Writes what time itself has changed.

        Without a post that waits none begins, unless one is `wanting` to leave.
        """
        db, now = self._room.db, self._room.now()
        pause = await pausing.settle(db, now, wanting=wanting)
        return Held(pause, await posts.waiting(db)) if pause is not None else None

    async def pause(self, words: str = "") -> Done:
        """Holds every post of ours back at once, until somebody lets them go."""
        room, words = self._room, " ".join(words.split())
        async with room.db.atomic() as write:
            here = await pausing.now_open(write)
            if here is not None and here.why is Why.HAND:
                raise refuse(f"Own posts are paused already: {here.reason(room.now())}.", f"{LET_GO}.")
            if here is not None:
                await pausing.end(write, "", room.now())
            await pausing.begin(write, Why.HAND, words, None, room.who, room.now())
            said = f"paused own posts{': ' + words if words else ''}"
            await events.log(write, room.act("pause", said))
            waiting = await posts.waiting(write)
        return Done(f"own posts are paused; {_wait(waiting)}")

    async def let_go(self) -> Done:
        """Lets them go: each leaves at its time, and what missed it is offered again."""
        room = self._room
        async with room.db.atomic() as write:
            here = await pausing.now_open(write)
            if here is None:
                raise refuse("Own posts aren't paused.", "H or `socialtui post pause` pauses them.")
            await pausing.end(write, room.who, room.now())
            await events.log(
                write, room.act("let go", f"let own posts go although {here.reason(room.now())}")
            )
            waiting = await posts.waiting(write)
        return Done(f"own posts go again at their times; {_wait(waiting)}")


def _wait(number: int) -> str:
    if not number:
        return "none waits"
    return "1 post waits" if number == 1 else f"{number} posts wait"


def _by_account(ids: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in ids:
        found[one] = found.get(one, 0) + 1
    return found
