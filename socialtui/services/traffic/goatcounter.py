"""Decides how GoatCounter is asked: totals by day; on an old server, page after page of paths added up."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from socialtui.domain.errors import Garbled, NotFound
from socialtui.domain.network import About, Clock, Question
from socialtui.domain.traffic import A_DAY, Counter, Site, Span, Visits, every_day

if TYPE_CHECKING:
    from socialtui.http_client import Answer, HttpClient

ABOUT = About(
    name="goatcounter",
    words="GoatCounter, at goatcounter.com or on a server of your own",
    questions=(
        Question("url", "Address of your GoatCounter (https://NAME.goatcounter.com)"),
        Question("secret", "API token", secret=True),
    ),
    guide=(
        "In GoatCounter open your name at the top, then API.",
        "New API token with the permission “Read statistics”; copy it.",
        "GoatCounter doesn't tell visitors apart over a day: a page counts once per visitor and visit.",
    ),
    login="a token, pasted",
)
PATHS, MOST_PAGES = 100, 20
"""Paths in one answer, and answers asked for: what comes after 2,000 paths is hardly read."""
AGAIN = "It is asked again next round."


class _Day(Struct):
    day: str
    daily: int = 0


class _Path(Struct):
    stats: list[_Day] = []
    path_id: int = 0


class Counts(Struct):
    """An answer of `stats/total`, or of `stats/hits`."""

    total: int
    stats: list[_Day] | None = None
    hits: list[_Path] | None = None
    more: bool = False

    @property
    def days(self) -> dict[date, int]:
        """Day → pages seen. Raises ValueError for a day that is none."""
        found: dict[date, int] = {}
        rows = (
            self.stats if self.stats is not None else [row for path in self.hits or [] for row in path.stats]
        )
        for row in rows:
            day = date.fromisoformat(row.day[:10])
            found[day] = found.get(day, 0) + row.daily
        return found


def connect(site: Site, secret: str, http: "HttpClient", clock: Clock) -> Counter:  # noqa: ARG001
    """One site."""
    return GoatCounter(site, secret, http)


class GoatCounter:
    """Implements `domain.traffic.Counter`."""

    def __init__(self, site: Site, secret: str, http: "HttpClient") -> None:
        url = site.url.strip().rstrip("/")
        self._url = (url if "://" in url else f"https://{url}") + "/api/v0/stats/"
        self._secret, self._http = secret, http

    async def count(self, first: date, last: date, weeks: Sequence[date]) -> tuple[Visits, ...]:
        """Days, and each week by its own total."""
        days = await self._days(first, last)
        found = list(every_day(first, last, days, Visits(first, Span.DAY, None, None, 0)))
        for monday in weeks:
            answer = await self._ask("total", monday, monday + 6 * A_DAY)
            found.append(Visits(monday, Span.WEEK, None, None, read(answer).total))
        return tuple(found)

    async def _days(self, first: date, last: date) -> dict[date, Visits]:
        answer = await self._ask("total", first, last)
        counts = read(answer)
        pages = days_of(counts, answer) if counts.stats is not None else await self._by_paths(first, last)
        return {day: Visits(day, Span.DAY, None, None, count) for day, count in pages.items()}

    async def _by_paths(self, first: date, last: date) -> dict[date, int]:
        """An old server's total has no days: its paths have."""
        pages: dict[date, int] = {}
        seen: list[int] = []
        for _ in range(MOST_PAGES):
            answer = await self._ask("hits", first, last, seen)
            counts = read(answer)
            for day, count in days_of(counts, answer).items():
                pages[day] = pages.get(day, 0) + count
            seen += [path.path_id for path in counts.hits or []]
            if not counts.more or not counts.hits:
                break
        return pages

    async def _ask(self, what: str, first: date, last: date, without: Sequence[int] = ()) -> "Answer":
        params: dict[str, Any] = {
            "start": f"{first.isoformat()}T00:00:00Z",
            "end": f"{last.isoformat()}T23:00:00Z",
        }
        if what == "hits":
            params |= {"daily": "true", "limit": PATHS}
        if without:
            params["exclude_paths"] = ",".join(map(str, without))
        try:
            return await self._http.request("GET", self._url + what, params=params, token=self._secret)
        except NotFound as trouble:
            raise NotFound(
                "There is no GoatCounter at that address.",
                "Its address has your site's name in it: https://NAME.goatcounter.com",
            ) from trouble


def read(answer: "Answer") -> Counts:
    """The numbers of an answer, either kind."""
    found: Counts = answer.json(Counts)
    return found


def days_of(counts: Counts, answer: "Answer") -> dict[date, int]:
    """Day → pages seen. Raises `Garbled`."""
    try:
        return counts.days
    except ValueError as error:
        raise Garbled(f"{answer.host} named a day that is none.", AGAIN) from error
