"""Decides what `sources` says: what the accounts listen to, how it fares, and what was missed."""

from typing import TYPE_CHECKING, Literal, cast

import click

from socialtui.cli.ending import say
from socialtui.cli.passphrase import passphrase_file
from socialtui.cli.printing import as_json, emit, put

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.desk import Desk
    from socialtui.desk.listening import Health
    from socialtui.store.accounts import Kept, Source
    from socialtui.store.traffic import KeptSite

State = Literal["ok", "trouble", "signed_out", "paused"]
TRAFFIC = "traffic"
"""The source's name of a site whose visitors are counted."""
_STATES = ("ok", "trouble", "signed_out", "paused")


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def sources(ctx: click.Context, as_json: bool) -> None:
    """Health, budgets, costs, gaps and blind spots of everything that the accounts listen to."""
    if ctx.invoked_subcommand is None:
        start: Start = ctx.obj
        start.run(_list(start, as_json))


async def _list(start: "Start", as_json: bool) -> None:
    async with start.desk() as desk:
        accounts = {kept.account.id: kept for kept in await desk.health.accounts()}
        found = [source for source in await desk.health.sources() if source.account_id in accounts]
        health = await desk.listening.health()
        for source in found:
            if as_json:
                _emit(source, accounts[source.account_id], health)
            else:
                put(_words(source, accounts[source.account_id], health, desk.clock.now()))
        sites = await desk.health.sites()
        for site in sites:
            if as_json:
                _emit_site(site, health)
            else:
                put(_site_words(site, desk.clock.now()))
        if not as_json:
            await _more(desk, health, bool(found or sites))


async def _more(desk: "Desk", health: "Health", any_source: bool) -> None:
    """What no single source tells."""
    if not any_source:
        say("Nothing is connected yet.")
    for spot in health.unserved if any_source else ():
        say(f"blind spot: {spot.what} {spot.next_step}")
    if any(gap.asked_at is None for gap in health.missing):
        say("`socialtui sources fill` fetches what was missed, where the network still has it.")
    for trouble in await desk.health.hooks():
        say(trouble)


def _standing(source: "Source", kept: "Kept") -> tuple[State, str, str]:
    """State, trouble and next step; an account's trouble is its sources' too."""
    if kept.state in ("signed_out", "paused"):
        return cast(State, kept.state), kept.trouble or source.trouble, kept.next_step or source.next_step
    state = source.state if source.state in _STATES else "trouble"
    if kept.trouble and state == "ok":
        return "trouble", kept.trouble, kept.next_step
    return cast(State, state), source.trouble, source.next_step


def _emit(source: "Source", kept: "Kept", health: "Health") -> None:
    from socialtui.cli.lines import GapLine, SourceJson
    from socialtui.plain.words import rfc3339

    state, trouble, next_step = _standing(source, kept)
    gaps = [
        GapLine(rfc3339(gap.start), rfc3339(gap.end), gap.reason, gap.asked_at is not None, gap.trouble)
        for gap in health.missing
        if gap.source_id == source.id
    ]
    blind = [health.quiet[source.id]] if source.id in health.quiet else []
    emit(
        SourceJson(
            source.account, source.network, source.name, state, rfc3339(source.last_success),
            rfc3339(source.next_try), trouble, next_step, source.budget_left, gaps, rfc3339(source.newest),
            source.addressed, source.chosen, round(health.costs.get(source.id, 0.0), 6), blind,
            [spot.what for spot in health.unserved],
        )
    )  # fmt: skip


def _words(source: "Source", kept: "Kept", health: "Health", now: int) -> str:
    from socialtui.plain.words import rfc3339, span

    state, trouble, next_step = _standing(source, kept)
    heard = f"heard {span(now - source.last_success)} ago" if source.last_success else "not asked yet"
    parts = [f"{source.account}  {source.words}: {state.replace('_', ' ')}, {heard}"]
    if source.budget_left is not None:
        parts.append(f"{source.budget_left} requests left")
    if source.id in health.costs:
        parts.append(f"${health.costs[source.id]:.3f} today")
    for gap in health.missing:
        if gap.source_id == source.id:
            how = ", being fetched" if gap.asked_at is not None else ""
            parts.append(
                f"gap {rfc3339(gap.start)} to {rfc3339(gap.end)} ({gap.reason}{how}) {gap.trouble}".strip()
            )
    if source.id in health.quiet:
        parts.append(f"blind spot: {health.quiet[source.id]}")
    if trouble:
        parts.append(f"{trouble} {next_step}".strip())
    if "stream" in source.cannot:
        parts.append(f"no stream: {source.cannot['stream']}")
    return "; ".join(parts)


def _emit_site(kept: "KeptSite", health: "Health") -> None:
    from socialtui.cli.lines import SourceJson
    from socialtui.plain.words import rfc3339

    emit(
        SourceJson(
            kept.site.name, kept.site.service, TRAFFIC, cast(State, kept.state), rfc3339(kept.last_success),
            rfc3339(kept.next_try), kept.trouble, kept.next_step, None, [], None, False, True, 0.0, [],
            [spot.what for spot in health.unserved],
        )
    )  # fmt: skip


def _site_words(kept: "KeptSite", now: int) -> str:
    from socialtui.plain.words import span

    asked = f"asked {span(now - kept.last_success)} ago" if kept.last_success else "not asked yet"
    words = f"{kept.site.name}  Visitors by {kept.site.service}: {kept.state.replace('_', ' ')}, {asked}"
    return f"{words}; {kept.trouble} {kept.next_step}".rstrip() if kept.trouble else words


@sources.command()
@click.argument("account")
@click.argument("kind", metavar="search|hashtag|list")
@click.argument("what", required=False, default="")
@passphrase_file
@click.pass_obj
def add(start: "Start", account: str, kind: str, what: str, passphrase_file: str) -> None:
    """Listens to a search, a hashtag or a list, not addressed to you. `list` without WHAT names your lists there."""
    from socialtui.cli.choosing import choose
    from socialtui.cli.passphrase import key_for

    kept = start.run(_account(start, account))
    key = key_for(start, kept.secret_way, passphrase_file)
    if kind == "list" and not what:
        from socialtui.cli.choosing import lists

        for wanted, title in start.run(lists(start, kept, key)):
            put(f"{wanted}  {title}")
        return
    chosen = start.run(choose(start, kept, kind, what, key))
    put(chosen.name)
    say(chosen.words)
    say("  `socialtui sync --once` fetches at once; the desk does so by itself.")


@sources.command()
@click.argument("account")
@click.argument("source")
@click.pass_obj
def remove(start: "Start", account: str, source: str) -> None:
    """Stops listening to something of your choice, such as hashtag:acme. What was heard stays."""

    async def work() -> str:
        async with start.desk() as desk:
            found = await desk.health.sources()
            there = [one for one in found if one.account == account]
            one = next((one for one in there if source in (one.name, one.words)), None)
            if one is None:
                raise _not_there(source, [one.name for one in there if one.chosen])
            return (await desk.listening.drop(one)).words

    kept = start.run(_account(start, account))
    assert kept.account.name == account
    say(start.run(work()) + ".")


@sources.command(short_help="Asks the network again for what was missed in gaps.")
@click.argument("account", required=False, default="")
@click.argument("source", required=False, default="")
@click.pass_obj
def fill(start: "Start", account: str, source: str) -> None:
    """Asks the network again for what was missed in gaps: of one source, of one account, or all of them."""

    async def work() -> str:
        async with start.desk() as desk:
            return (await desk.listening.fill(account, source)).words

    if account:
        start.run(_account(start, account))
    say(start.run(work()).capitalize() + ". `socialtui sync --once` does so at once.")


async def _account(start: "Start", name: str) -> "Kept":
    from socialtui.cli.adding import not_there

    accounts = await start.accounts()
    found = next((kept for kept in accounts if kept.account.name == name), None)
    if found is None:
        raise not_there(name, [kept.account.name for kept in accounts])
    return found


def _not_there(source: str, chosen: list[str]) -> Exception:
    from socialtui.domain.errors import UsageFault

    return UsageFault(
        f"Nothing called {source} is listened to there.",
        f"There are: {', '.join(chosen)}." if chosen else "`socialtui sources add` chooses something.",
    )


COMMANDS = {"sources": sources}
