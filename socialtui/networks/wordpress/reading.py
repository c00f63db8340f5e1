"""Decides how comments of a blog are read: whose they are, and what they hang under."""

from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from socialtui.domain.errors import Forbidden, Garbled, NotFound, Refused, SignedOut
from socialtui.domain.mention import Mention
from socialtui.domain.network import Account, Clock
from socialtui.http_client import Answer, HttpClient
from socialtui.networks.wordpress.api import Api, data_of
from socialtui.networks.wordpress.comments import Comment, decode_row, decode_rows, mention_of

ROWS = 100
DEEPEST = 12
"""Levels of answers followed; blogs nest five deep unless told otherwise."""
HIDDEN = (Forbidden, Refused, NotFound, SignedOut, Garbled)
"""What is answered where a blog or a plugin hides its users."""
STAFF = "administrator,editor,author"
STAFF_LASTS = 3600
"""Seconds until who works there is asked again."""


class Me(msgspec.Struct):
    """Ourselves, as the blog knows us."""

    id: int
    name: str = ""
    slug: str = ""
    capabilities: Any = None


class Reader:
    """Reads one blog as one user, and remembers who works there and who answered whom."""

    def __init__(self, account: Account, secret: str, http: HttpClient, clock: Clock) -> None:
        self.api = Api(account, secret, http)
        self.me = int(account.remote_id) if account.remote_id.isdecimal() else 0
        self.ahead = 0
        """Seconds that the blog's clock is before ours."""
        self._clock = clock
        self._staff: frozenset[int] = frozenset()
        self._staff_until = 0
        self._parents: dict[int, int] = {}

    async def ask(self, method: str, path: str, **rest: Any) -> Answer:
        """One question; learns how the blog's clock goes."""
        answer = await self.api.ask(method, path, **rest)
        try:
            date = parsedate_to_datetime(answer.headers.get("date", ""))
            self.ahead = int(date.timestamp()) - self._clock.now()
        except ValueError:
            pass  # a blog without a date is taken to agree with us
        return answer

    async def ask_me(self) -> Me:
        """Who we are there."""
        found = data_of(await self.ask("GET", "/users/me", params={"context": "edit"}))
        try:
            me = msgspec.convert(found, Me)
        except msgspec.ValidationError as error:
            raise Garbled(
                f"{self.api.host} does not say who we are ({error}).", "It is asked again next round."
            ) from error
        self.me = me.id
        return me

    async def know_me(self) -> None:
        """Our number there, where the blog tells it; some hide all users, ourselves too."""
        if not self.me:
            try:
                await self.ask_me()
            except HIDDEN:
                self.me = 0

    async def rows(self, **params: Any) -> list[Comment]:
        """Comments of one listing."""
        answer = await self.ask("GET", "/comments", params={"context": "edit", **params})
        return decode_rows(data_of(answer), self.api.host)

    async def row(self, remote_id: str) -> Comment:
        """One comment. Raises `NotFound`."""
        if not remote_id.isdecimal():
            raise NotFound(f"{self.api.host} has no such comment.", "It may be deleted.")
        answer = await self.ask("GET", f"/comments/{remote_id}", params={"context": "edit"})
        return decode_row(data_of(answer), self.api.host)

    async def learn_staff(self) -> None:
        """Who speaks for the blog: we, and all who write there as far as we may see them."""
        if self._staff and self._clock.now() < self._staff_until:
            return
        await self.know_me()
        # Only who may list users sees roles; everybody sees who has published something.
        for filters in ({"context": "edit", "roles": STAFF}, {}):
            ids = await self._user_ids(filters)
            if ids is not None:
                break
        else:
            ids = await self._writers()
        self._staff = frozenset({self.me, *ids} - {0})
        self._staff_until = self._clock.now() + STAFF_LASTS

    async def _user_ids(self, filters: dict[str, str]) -> set[int] | None:
        """None where the blog or a plugin hides its users."""
        params = {"per_page": str(ROWS), "_fields": "id", **filters}
        try:
            return _numbers(data_of(await self.ask("GET", "/users", params=params)), "id")
        except HIDDEN:
            return None

    async def _writers(self) -> set[int]:
        """Who wrote what stands there, which a blog shows even where it hides its users."""
        try:
            found = await self.ask("GET", "/posts", params={"per_page": str(ROWS), "_fields": "author"})
            return _numbers(data_of(found), "author") or set()
        except HIDDEN:
            return set()

    async def mentions(self, rows: list[Comment]) -> tuple[Mention, ...]:
        """Comments in domain words, ours and their threads known."""
        await self.learn_staff()
        await self.learn_parents(rows)
        return tuple(mention_of(row, ours=self.is_ours(row), thread=self._thread_of(row.id)) for row in rows)

    def is_ours(self, row: Comment) -> bool:
        """Said by somebody who works there. The agent that a guest names is no proof."""
        return bool(row.author) and row.author in self._staff

    async def learn_parents(self, rows: list[Comment]) -> None:
        """Fills in the chain above each row, one question a level."""
        self._parents.update({row.id: row.parent for row in rows})
        for _ in range(DEEPEST):
            known = {row.id for row in rows} | {row.parent for row in rows}
            unknown = {self.top_of(number) for number in known if number} - self._parents.keys()
            if not unknown:
                return
            unknown = set(sorted(unknown)[:ROWS])
            include = ",".join(map(str, sorted(unknown)))
            found = await self.rows(include=include, status="any", type="all", per_page=ROWS)
            # A parent that is gone for good ends its chain.
            self._parents.update(dict.fromkeys(unknown, 0) | {row.id: row.parent for row in found})

    def top_of(self, number: int) -> int:
        """As far up as the chain is known; a number without a known parent stands for itself."""
        passed = set()
        while self._parents.get(number) and number not in passed:
            passed.add(number)
            number = self._parents[number]
        return number

    def _thread_of(self, number: int) -> str:
        return str(self.top_of(number))


def _numbers(found: Any, field: str) -> set[int] | None:
    """A number of each row; None where this is no list."""
    if not isinstance(found, list):
        return None
    ids = {row.get(field) for row in found if isinstance(row, dict)}
    return {number for number in ids if isinstance(number, int)}
