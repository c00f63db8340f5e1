"""Decides how Plausible is asked: its query interface, version 2; numbers stand in the order of the question."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from socialtui.domain.errors import Garbled, NotFound, Refused
from socialtui.domain.network import About, Clock, Question
from socialtui.domain.text import one_line
from socialtui.domain.traffic import A_DAY, Counter, Site, Span, Visits, every_day

if TYPE_CHECKING:
    from socialtui.http_client import Answer, HttpClient

ABOUT = About(
    name="plausible",
    words="Plausible, at plausible.io or on a server of your own",
    questions=(
        Question("url", "Address of the server (https://plausible.io where it is not your own)"),
        Question("site", "The site as Plausible names it (shop.example)"),
        Question("secret", "Stats API key", secret=True),
    ),
    guide=(
        "In Plausible open Settings (your account's, not the site's), then API Keys.",
        "New API Key: choose Stats API, name it socialtui, copy the key; it is shown once.",
        "The key reads numbers and changes nothing.",
    ),
    cost="the Stats API comes with the Business plan; on your own server it is free",
    login="a key, pasted",
)
METRICS = ("visitors", "visits", "pageviews")
FIELDS = {"visitors": "visitors", "visits": "visits", "pageviews": "views"}
"""What of its metrics we keep; events and the rest are others."""


class _Row(Struct):
    metrics: list[float | None]
    dimensions: list[str] = []


class _Query(Struct):
    metrics: list[str]
    dimensions: list[str] = []
    date_range: list[str] | str = []


class _Result(Struct):
    results: list[_Row]
    query: _Query
    meta: dict[str, Any] = field(default_factory=dict)


def connect(site: Site, secret: str, http: "HttpClient", clock: Clock) -> Counter:  # noqa: ARG001
    """One site."""
    return Plausible(site, secret, http)


class Plausible:
    """Implements `domain.traffic.Counter`."""

    def __init__(self, site: Site, secret: str, http: "HttpClient") -> None:
        self._url = (site.url.strip().rstrip("/") or "https://plausible.io") + "/api/v2/query"
        self._site, self._secret, self._http = site.key.strip(), secret, http

    async def count(self, first: date, last: date, weeks: Sequence[date]) -> tuple[Visits, ...]:
        """Days in one question, each week in one of its own."""
        answer = await self._ask(first, last, ["time:day"])
        known = {one.start: one for one in days_of(answer)}
        nobody = Visits(first, Span.DAY, 0, 0, 0)
        found = list(every_day(first, last, known, nobody))
        for monday in weeks:
            found.append(week_of(await self._ask(monday, monday + 6 * A_DAY, []), monday))
        return tuple(found)

    async def _ask(self, first: date, last: date, dimensions: list[str]) -> "Answer":
        question = {
            "site_id": self._site,
            "metrics": list(METRICS),
            "date_range": [first.isoformat(), last.isoformat()],
            "dimensions": dimensions,
        }
        try:
            return await self._http.request("POST", self._url, json=question, token=self._secret)
        except NotFound as trouble:
            raise NotFound(
                "There is no Plausible at that address.",
                "Check the server's address: `socialtui traffic add`.",
            ) from trouble
        except Refused as trouble:
            raise Refused(
                trouble.what,
                f"Is {self._site} the site's name there, and does the plan have the Stats API?",
            ) from trouble


def _read(answer: "Answer") -> _Result:
    found: _Result = answer.json(_Result)
    for row in found.results:
        if len(row.metrics) != len(found.query.metrics):
            raise Garbled(f"{answer.host} left numbers out.", "It is asked again next round.")
    return found


def _visits(start: date, span: Span, found: _Result, row: _Row) -> Visits:
    """Numbers by the names in the question that the answer repeats."""
    counts = {
        FIELDS[name]: int(value)
        for name, value in zip(found.query.metrics, row.metrics, strict=True)
        if name in FIELDS and value is not None
    }
    return Visits(start, span, **counts)


def days_of(answer: "Answer") -> tuple[Visits, ...]:
    """An answer by day. Raises `Garbled` for one that was sorted by something else."""
    found = _read(answer)
    if found.query.dimensions != ["time:day"]:
        told = ", ".join(one_line(name) for name in found.query.dimensions) or "nothing"
        raise Garbled(f"{answer.host} answered by {told}, not by day.", "It is asked again next round.")
    try:
        return tuple(
            _visits(date.fromisoformat(row.dimensions[0][:10]), Span.DAY, found, row) for row in found.results
        )
    except (ValueError, IndexError) as error:
        raise Garbled(f"{answer.host} named a day that is none.", "It is asked again next round.") from error


def week_of(answer: "Answer", monday: date) -> Visits:
    """An answer for a whole stretch as one number. Raises `Garbled` for one in parts."""
    found = _read(answer)
    if found.query.dimensions or len(found.results) != 1:
        raise Garbled(f"{answer.host} answered in parts, not as a whole.", "It is asked again next round.")
    return _visits(monday, Span.WEEK, found, found.results[0])
