"""Decides how a site comes to be counted by a service: asked for, tried, its key kept, then stored."""

from datetime import date
from typing import TYPE_CHECKING

from socialtui.cli.adding import Adding, Given, Keeping
from socialtui.cli.ending import say
from socialtui.cli.printing import put
from socialtui.domain.errors import CredentialFault, NetworkTrouble, SignedOut, UsageFault
from socialtui.domain.network import Account
from socialtui.domain.traffic import A_DAY, A_WEEK, Site, Span, Visits, Week
from socialtui.domain.weeks import monday_of

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.domain.network import About
    from socialtui.store.traffic import KeptSite


def services_told() -> None:
    """Lists the services that there are."""
    from socialtui.services.traffic import load, names

    for name in names():
        put(f"{name:12} {load(name).ABOUT.words}")
    put(f"{'hand':12} no service: you type the numbers in")


class Keys(Adding):
    """A key is asked for and kept as an account's secret is."""

    def asked(self, about: "About", flag: str, said: str) -> str:
        """What a flag gave, else what a person answers; nothing where the service doesn't ask."""
        return said.strip() or (
            self._ask(about, flag) if any(one.flag == flag for one in about.questions) else ""
        )

    def told(self, about: "About", complete: bool) -> None:
        """Where to click, where somebody sits there who has to."""
        for line in about.guide if self._sits_there and not complete else ():
            say(f"  {line}")

    def secret(self, about: "About", account: Account) -> Keeping:
        """The key, and where it will be."""
        return self._secret(about, account)

    def keep(self, keeping: Keeping) -> None:
        """Keeps it there."""
        self._keep(keeping)


async def add_site(start: "Start", given: Given, site_key: str) -> tuple[str, str]:
    """Asks, tries, keeps, stores; the site's name, and its last week in words. A failure leaves nothing behind."""
    from socialtui.services.traffic import load

    about = load(given.network).ABOUT
    keys = Keys(start, given)
    keys.told(about, bool(given.url and given.user and site_key))
    site = Site(
        0, given.name.strip() or about.name, about.name, url=keys.asked(about, "url", given.url),
        key=keys.asked(about, "site", site_key), user=keys.asked(about, "user", given.user),
    )  # fmt: skip
    if not site.name.isprintable() or len(site.name) > 60:
        raise UsageFault("A site's name is one line of at most 60 letters.", "Give another with --name.")
    keeping = keys.secret(about, Account(0, f"traffic of {site.name}", site.service, url=site.url))
    try:
        counted = await _ask(start, site, keeping.secret.reveal())
    except NetworkTrouble as trouble:
        if isinstance(trouble, SignedOut):
            trouble.next_step = "Paste the key once more, or make a new one there."
        trouble.next_step = f"{trouble.next_step} Nothing was stored.".strip()
        raise
    keys.keep(keeping)
    async with start.store() as db:
        from socialtui.store import traffic

        async with db.atomic() as write:
            number = await traffic.add(write, site, keeping.way, keeping.ref, start.clock.now())
            await traffic.keep(write, number, counted, "", start.clock.now())
    week = next(one for one in counted if one.span is Span.WEEK)
    return site.name, Week(week, 7, False).words


async def _ask(start: "Start", site: Site, secret: str) -> tuple[Visits, ...]:
    """The last whole week and the days since, asked at once."""
    from msgspec.structs import replace

    from socialtui.domain.deadlines import local_day
    from socialtui.http_client import HttpClient, Reach
    from socialtui.services.traffic import load
    from socialtui.settings import working_hours

    zone = working_hours(start.settings, start.env).zone
    today: date = local_day(start.clock.now(), zone)
    monday = monday_of(today) - A_WEEK
    http = HttpClient(start.clock, reach=Reach((site.url,)))
    try:
        counter = load(site.service).connect(replace(site, zone=zone), secret, http, start.clock)
        return await counter.count(monday, max(today, monday + A_DAY), [monday])
    finally:
        await http.aclose()


async def check_sites(start: "Start", name: str, passphrase_file: str) -> bool:
    """Asks every service, or one site's; whether all is well."""
    from socialtui.store import traffic

    async with start.desk() as desk:
        if name:
            await desk.traffic.days(name, 1)  # says so where there is none
        sites = [kept for kept in await desk.traffic.sites() if name in ("", kept.site.name)]
    right = True
    for kept in sites:
        if kept.site.service == "hand":
            put(f"{kept.site.name}: typed in by hand")
            continue
        try:
            counted = await _ask(start, kept.site, _secret_of(start, kept, passphrase_file))
        except (NetworkTrouble, CredentialFault) as trouble:
            right = False
            put(f"{kept.site.name}: {trouble.what}")
            say(f"  {trouble.next_step}" if trouble.next_step else "")
            continue
        async with start.store() as db, db.atomic() as write:
            now = start.clock.now()
            await traffic.keep(write, kept.site.id, counted, "", now)
            await traffic.answered(write, kept.site.id, now, now)
        week = next(one for one in counted if one.span is Span.WEEK)
        put(f"{kept.site.name}: ok, last week {Week(week, 7, False).words}")
    if not sites:
        say("No site is counted yet.")
    return right


def _secret_of(start: "Start", kept: "KeptSite", passphrase_file: str) -> str:
    from socialtui.cli.passphrase import key_for

    if kept.secret_way == "none":  # noqa: S105  the way, not a secret
        return ""
    key = key_for(start, kept.secret_way, passphrase_file)
    return start.credentials(key).get(kept.secret_way, kept.secret_ref).reveal()
