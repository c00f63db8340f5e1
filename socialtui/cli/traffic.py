"""Decides how the sites' visitors are shown and typed in on a command line."""

from datetime import date
from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.passphrase import passphrase_file, secret_flags
from socialtui.cli.printing import as_json, emit, put
from socialtui.domain.errors import CredentialFault, UsageFault
from socialtui.domain.traffic import BY_HAND, Span, Visits
from socialtui.domain.weeks import monday_of

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.desk.traffic import KeptSite, SiteWeeks
    from socialtui.domain.traffic import Week

weeks_option = click.option(
    "--weeks", default=8, metavar="N", type=click.IntRange(1, 104), help="How many weeks; 8 by default."
)


@click.group(invoke_without_command=True)
@weeks_option
@as_json
@click.pass_context
def traffic(ctx: click.Context, weeks: int, as_json: bool) -> None:
    """How many people came to your sites, week beside week."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, weeks, as_json)


@traffic.command("list", short_help="Week beside week, the present one first.")
@weeks_option
@as_json
@click.pass_obj
def list_(start: "Start", weeks: int, as_json: bool) -> None:
    """Week beside week, the present one first; without a command `traffic` does the same."""
    _list(start, weeks, as_json)


def _list(start: "Start", weeks: int, as_json: bool) -> None:
    async def work() -> "tuple[SiteWeeks, ...]":
        async with start.desk() as desk:
            return await desk.traffic.weeks(weeks)

    found = start.run(work())
    for site in found:
        if as_json:
            for week in site.weeks:
                _emit(site.kept, week.visits, week.by, week)
        else:
            put(f"{site.name}  {_standing(site.kept, start.clock.now())}")
            for week in site.weeks:
                put(f"  {_week_of(week)}  {week.words}{_source(week)}")
    if not found and not as_json:
        say("No site is counted yet.")
        say(
            "  `socialtui traffic add SERVICE` connects one; `traffic add hand` takes numbers that you type in."
        )


def _standing(kept: "KeptSite", now: int) -> str:
    from socialtui.plain.words import span

    if kept.site.service == BY_HAND:
        return "typed in by hand"
    asked = f"asked {span(now - kept.last_success)} ago" if kept.last_success else "not asked yet"
    return f"{kept.site.service}, {asked}" + (
        f"; {kept.trouble} {kept.next_step}".rstrip() if kept.trouble else ""
    )


def _week_of(week: "Week") -> str:
    first = week.visits.start
    return f"{first} to {week.visits.end}" if week.days >= 7 else f"{first}, {week.days} of 7 days"


def _source(week: "Week") -> str:
    typed = f"typed by {week.by}" if week.by else ""
    added = "days added up" if week.by_days else ""
    told = ", ".join(part for part in (typed, added) if part)
    return f" ({told})" if told else ""


def _emit(kept: "KeptSite", counted: Visits, by: str, week: "Week | None" = None) -> None:
    from socialtui.cli.own_lines import TrafficJson
    from socialtui.plain.words import rfc3339

    change = week.change if week else None
    emit(
        TrafficJson(
            kept.site.name,
            kept.site.service,
            counted.span.value,
            counted.start.isoformat(),
            counted.end.isoformat(),
            week.days if week else 1,
            counted.visitors,
            counted.visits,
            counted.views,
            by,
            week.by_days if week else False,
            None if change is None else round(change, 4),
            kept.state,
            kept.trouble,
            kept.next_step,
            rfc3339(kept.last_success),
        )
    )


@traffic.command()
@click.argument("site", default="")
@click.option("--many", default=14, metavar="N", type=click.IntRange(1, 730), help="How many; 14 by default.")
@as_json
@click.pass_obj
def days(start: "Start", site: str, many: int, as_json: bool) -> None:
    """A site's newest days, the newest first."""

    async def work() -> "tuple[KeptSite, list[tuple[Visits, str]]]":
        async with start.desk() as desk:
            found = await desk.traffic.days(site, many)
            one = next(kept for kept in await desk.traffic.sites() if site in ("", kept.site.name))
            return one, found

    kept, found = start.run(work())
    for counted, by in found:
        if as_json:
            _emit(kept, counted, by)
        else:
            from socialtui.domain.traffic import Week

            put(
                f"{counted.start:%a %Y-%m-%d}  {Week(counted, 7, False).words}{f' (typed by {by})' if by else ''}"
            )
    if not found and not as_json:
        say(f"Nothing is known of {kept.site.name} in these days.")


@traffic.command("set")
@click.argument("site", default="")
@click.option(
    "--week", default="", metavar="W", help="2026-W47, or a day in it; the last whole week by default."
)
@click.option("--day", default="", metavar="D", help="A day, 2026-11-20, in place of a week.")
@click.option("--visitors", type=int, metavar="N", help="How many people came.")
@click.option("--visits", type=int, metavar="N", help="How often they came.")
@click.option("--views", type=int, metavar="N", help="How many pages they saw.")
@click.pass_obj
def set_(
    start: "Start",
    site: str,
    week: str,
    day: str,
    visitors: int | None,
    visits: int | None,
    views: int | None,
) -> None:
    """Types in what was counted; `socialtui undo` takes it back."""
    if week and day:
        raise UsageFault("Give --week or --day, not both.", "Nothing was changed.")

    async def work() -> str:
        async with start.desk() as desk:
            today = desk.traffic.today()
            if day:
                counted = Visits(_day(day), Span.DAY, visitors, visits, views)
            else:
                counted = Visits(_monday(week, today), Span.WEEK, visitors, visits, views)
            return (await desk.traffic.set(site, counted)).words

    say(f"{start.run(work())}.")


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise UsageFault(f"{words!r} is no day.", "Write it as 2026-11-20.") from error


def _monday(words: str, today: date) -> date:
    if not words:
        return date.fromordinal(monday_of(today).toordinal() - 7)
    return monday_of(_day(words))


@traffic.command()
@click.argument("service", default="")
@click.option(
    "--name", default="", metavar="S", help="What you call the site; the service's name by default."
)
@click.option("--url", default="", metavar="U", help="The service's address; of a site by hand its own.")
@click.option("--site", default="", metavar="ID", help="What the service calls the site.")
@click.option("--user", default="", metavar="N", help="Your name there, where the service asks for one.")
@secret_flags("key")
@passphrase_file
@click.pass_obj
def add(
    start: "Start", service: str, name: str, url: str, site: str, user: str, secret_stdin: bool, secret_env: str,
    secret_command: str, secret_way: str | None, passphrase_file: str,
) -> None:  # fmt: skip
    """Counts a site by SERVICE; `hand` takes the numbers that you type in. Without SERVICE it lists them."""
    from socialtui.cli.adding import Given
    from socialtui.cli.counting import add_site, services_told

    if not service:
        services_told()
        return
    if service == BY_HAND:

        async def work() -> str:
            async with start.desk() as desk:
                return (await desk.traffic.add_by_hand(name or service, url)).words

        say(f"{start.run(work())}.")
        return
    given = Given(
        service, name, url, user, secret_stdin, secret_env, secret_command, secret_way or "", False,
        passphrase_file,
    )  # fmt: skip
    named, week = start.run(add_site(start, given, site))
    put(named)
    say(f"{named} is connected. Last week: {week}.")


@traffic.command(short_help="Asks the services now, for one site or all.")
@click.argument("site", default="")
@passphrase_file
@click.pass_obj
def check(start: "Start", site: str, passphrase_file: str) -> None:
    """Asks the services now, for one site or all; exit code 1 when one has a trouble."""
    from socialtui.cli.counting import check_sites

    if not start.run(check_sites(start, site, passphrase_file)):
        raise click.exceptions.Exit(1)


@traffic.command()
@click.argument("site")
@click.pass_obj
def remove(start: "Start", site: str) -> None:
    """Takes a site out, with its numbers and its key."""

    async def work() -> "KeptSite":
        async with start.desk() as desk:
            return await desk.traffic.remove(site)

    kept = start.run(work())
    if kept.secret_way in ("keyring", "vault"):
        try:
            start.credentials().forget(kept.secret_way, kept.secret_ref)
        except CredentialFault as fault:
            say(f"Its key could not be taken out of the {kept.secret_way}: {fault.what}")
    say(f"{kept.site.name} is removed, with its numbers.")


COMMANDS = {"traffic": traffic}
