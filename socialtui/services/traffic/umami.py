"""Decides how Umami is asked: its cloud by a key, a server of one's own by a user's sign-in."""

from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from socialtui.domain.deadlines import zone_of
from socialtui.domain.errors import Garbled, NotFound, SignedOut
from socialtui.domain.network import About, Clock, Question
from socialtui.domain.traffic import A_DAY, Counter, Site, Span, Visits, every_day, may_carry

if TYPE_CHECKING:
    from socialtui.http_client import Answer, HttpClient

CLOUD = "https://api.umami.is/v1"
ABOUT = About(
    name="umami",
    words="Umami, in its cloud or on a server of your own",
    questions=(
        Question("url", "Address of your server (cloud where it is Umami's own)"),
        Question("site", "Website ID (a long one, with dashes)"),
        Question("user", "User name on your server (- in the cloud)"),
        Question("secret", "Password there, or the cloud's API key", secret=True),
    ),
    guide=(
        "The website ID stands in Umami under Settings, Websites, Edit.",
        "In the cloud: Settings, API keys, Create key; it comes with the Pro plan.",
        "On your own server there are no keys: make a user who may view only, for socialtui alone.",
    ),
    cost="in the cloud keys come with the Pro plan; on your own server it is free",
    login="a key, or a user and a password",
)
AGAIN = "It is asked again next round."


class _Point(Struct):
    x: str
    y: float = 0


class Series(Struct):
    """An answer of `pageviews`."""

    pageviews: list[_Point]
    sessions: list[_Point] = []


class _SignIn(Struct):
    token: str


def connect(site: Site, secret: str, http: "HttpClient", clock: Clock) -> Counter:  # noqa: ARG001
    """One site."""
    return Umami(site, secret, http)


class Umami:
    """Implements `domain.traffic.Counter`."""

    def __init__(self, site: Site, secret: str, http: "HttpClient") -> None:
        url = site.url.strip().rstrip("/")
        self._cloud = url in ("", "cloud", "https://cloud.umami.is", CLOUD)
        # The cloud has no /api before its paths, a server of one's own has.
        self._url = CLOUD if self._cloud else f"{url.removesuffix('/api')}/api"
        self._site, self._user, self._secret, self._http = site.key.strip(), site.user, secret, http
        self._zone, self._zone_name = zone_of(site.zone), site.zone
        self._token = ""

    async def count(self, first: date, last: date, weeks: Sequence[date]) -> tuple[Visits, ...]:
        """Days in one question, each week in one of its own."""
        series = await self._ask("pageviews", first, last, unit="day", timezone=self._zone_name)
        found = list(every_day(first, last, days_of(series), Visits(first, Span.DAY, 0, None, 0)))
        for monday in weeks:
            found.append(week_of(await self._ask("stats", monday, monday + 6 * A_DAY), monday))
        return tuple(found)

    async def _ask(self, what: str, first: date, last: date, **more: str) -> "Answer":
        params: dict[str, str | int] = {
            "startAt": _moment(first, self._zone),
            "endAt": _moment(last + A_DAY, self._zone) - 1,
            **more,
        }
        url = f"{self._url}/websites/{self._site}/{what}"
        try:
            if self._cloud:
                return await self._http.request(
                    "GET", url, params=params, headers={"x-umami-api-key": self._secret}
                )
            return await self._http.request("GET", url, params=params, token=await self._signed_in())
        except NotFound as trouble:
            raise NotFound(
                "Umami knows no such website.", "The website ID stands there under Settings, Websites, Edit."
            ) from trouble

    async def _signed_in(self) -> str:
        """A token of this process, from user and password."""
        if not self._token:
            body = {"username": self._user, "password": self._secret}
            if not may_carry(self._url):
                raise SignedOut(
                    "Umami is asked without encryption; the password was not sent.",
                    "Use its https:// address.",
                )
            answer = await self._http.request("POST", f"{self._url}/auth/login", json=body)
            self._token = answer.json(_SignIn).token
        return self._token


def _moment(day: date, zone: tzinfo) -> int:
    """When a day begins, in milliseconds."""
    return int(datetime.combine(day, time(), zone).timestamp()) * 1000


def days_of(answer: "Answer") -> dict[date, Visits]:
    """Day → visitors and pages. Raises `Garbled`."""
    series: Series = answer.json(Series)
    try:
        pages = {date.fromisoformat(point.x[:10]): int(point.y) for point in series.pageviews}
        people = {date.fromisoformat(point.x[:10]): int(point.y) for point in series.sessions}
    except ValueError as error:
        raise Garbled(f"{answer.host} named a day that is none.", AGAIN) from error
    return {
        day: Visits(day, Span.DAY, people.get(day, 0), None, pages.get(day, 0))
        for day in pages.keys() | people.keys()
    }


def week_of(answer: "Answer", monday: date) -> Visits:
    """A week's numbers: plain, or as older servers wrap them with what was before."""
    told = answer.json()
    if not isinstance(told, dict):
        raise Garbled(f"{answer.host} sent numbers of another shape.", AGAIN)
    counts = [_number(told.get(name)) for name in ("visitors", "visits", "pageviews")]
    if counts[0] is None:
        counts[0] = _number(told.get("uniques"))
    if all(count is None for count in counts):
        raise Garbled(f"{answer.host} sent a week without numbers.", AGAIN)
    return Visits(monday, Span.WEEK, *counts)


def _number(value: Any) -> int | None:
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value)
