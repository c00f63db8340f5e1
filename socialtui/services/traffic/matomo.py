"""Decides how Matomo is asked: days and weeks in one bulk request, with the token in its body.

An empty day is `[]` where a full one is an object, and an error comes with status 200.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from socialtui.domain.errors import Forbidden, Garbled, NetworkTrouble, Refused, SignedOut
from socialtui.domain.network import About, Clock, Question
from socialtui.domain.text import one_line
from socialtui.domain.traffic import Counter, Site, Span, Visits, every_day, may_carry

if TYPE_CHECKING:
    from socialtui.http_client import Answer, HttpClient

ABOUT = About(
    name="matomo",
    words="Matomo, on a server of your own or in its cloud",
    questions=(
        Question("url", "Address of your Matomo (https://stats.example.org)"),
        Question("site", "Number of the site (1, 2, …)"),
        Question("secret", "Auth token", secret=True),
    ),
    guide=(
        "In Matomo open Administration (the cog), then Personal, then Security.",
        "Create new token under Auth tokens; leave “Only allow secure requests” ticked. Copy it; it is shown once.",
        "The site's number stands under Administration, Websites, Manage.",
        "A user with the role View is enough.",
    ),
    login="a token, pasted",
)
AGAIN = "It is asked again next round."


def connect(site: Site, secret: str, http: "HttpClient", clock: Clock) -> Counter:  # noqa: ARG001
    """One site."""
    return Matomo(site, secret, http)


class Matomo:
    """Implements `domain.traffic.Counter`."""

    def __init__(self, site: Site, secret: str, http: "HttpClient") -> None:
        url = site.url.strip().rstrip("/")
        self._url = url if url.endswith(".php") else f"{url}/index.php"
        self._site, self._secret, self._http = site.key.strip() or "1", secret, http

    async def count(self, first: date, last: date, weeks: Sequence[date]) -> tuple[Visits, ...]:
        """All of it in one request."""
        if not may_carry(self._url):
            raise Refused(
                "Matomo is asked without encryption; the token was not sent.", "Use its https:// address."
            )
        asked = [
            ("day", f"{first.isoformat()},{last.isoformat()}"),
            *(("week", one.isoformat()) for one in weeks),
        ]
        form = {"module": "API", "method": "API.getBulkRequest", "format": "JSON", "token_auth": self._secret}
        for number, (period, when) in enumerate(asked):
            form[f"urls[{number}]"] = urlencode(
                {"method": "VisitsSummary.get", "idSite": self._site, "period": period, "date": when}
            )
        answer = await self._http.request("POST", self._url, data=form)
        return counted(answer, first, last, weeks)


def counted(answer: "Answer", first: date, last: date, weeks: Sequence[date]) -> tuple[Visits, ...]:
    """The numbers of a bulk answer: first the days, then each week."""
    told = answer.json()
    if isinstance(told, dict) and told.get("result") == "error":
        raise _trouble(told)
    if not isinstance(told, list) or len(told) < 1 + len(weeks):
        raise Garbled(f"{answer.host} sent numbers of another shape.", AGAIN)
    for part in told:
        if isinstance(part, dict) and part.get("result") == "error":
            raise _trouble(part)
    known = {one.start: one for one in _days(told[0], answer.host)}
    found = list(every_day(first, last, known, Visits(first, Span.DAY, 0, 0, 0)))
    for monday, part in zip(weeks, told[1:], strict=False):
        found.append(_visits(monday, Span.WEEK, part, answer.host))
    return tuple(found)


def _days(part: Any, host: str) -> tuple[Visits, ...]:
    """Day → its numbers. A single day comes without its name, and so isn't asked for."""
    if part == []:
        return ()
    if not isinstance(part, dict):
        raise Garbled(f"{host} sent no days.", AGAIN)
    try:
        return tuple(_visits(date.fromisoformat(day), Span.DAY, row, host) for day, row in part.items())
    except ValueError as error:
        raise Garbled(f"{host} named a day that is none.", AGAIN) from error


def _visits(start: date, span: Span, row: Any, host: str) -> Visits:
    if row == []:
        return Visits(start, span, 0, 0, 0)
    if not isinstance(row, dict):
        raise Garbled(f"{host} sent a {span.value} that is no {span.value}.", AGAIN)
    counts = [_number(row.get(name)) for name in ("nb_uniq_visitors", "nb_visits", "nb_actions")]
    if counts[1] is None:
        raise Garbled(f"{host} sent a {span.value} without visits.", AGAIN)
    return Visits(start, span, *counts)


def _number(value: Any) -> int | None:
    """Some versions send numbers as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return int(float(value))
    except (ValueError, OverflowError):
        return None


def _trouble(told: dict[str, Any]) -> NetworkTrouble:
    """What an error with status 200 is."""
    words = one_line(str(told.get("message") or ""))
    low = words.lower()
    if "token" in low or "authenticate" in low:
        return SignedOut(
            "Matomo doesn't know the token.", "Make a new one there, then `socialtui traffic add`."
        )
    if "access" in low or "permission" in low:
        return Forbidden("The token may not read this site.", "Give its user the role View on the site.")
    return Refused(f"Matomo turned the question down{f': {words[:160]}' if words else ''}.", "Look there.")
