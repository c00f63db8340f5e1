"""Decides what `sources` says: what the accounts listen to, how it fares, and what was missed."""

from typing import TYPE_CHECKING, Literal, cast

import click

from socialtui.cli.ending import say
from socialtui.cli.printing import as_json, emit, put

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.store.accounts import Kept, Source
    from socialtui.store.traffic import KeptSite

State = Literal["ok", "trouble", "signed_out", "paused"]
TRAFFIC = "traffic"
"""The source's name of a site whose visitors are counted."""
_STATES = ("ok", "trouble", "signed_out", "paused")


@click.command()
@as_json
@click.pass_obj
def sources(start: "Start", as_json: bool) -> None:
    """Health, budgets and gaps of everything that the accounts listen to."""

    async def work() -> None:
        async with start.desk() as desk:
            accounts = {kept.account.id: kept for kept in await desk.health.accounts()}
            found = [source for source in await desk.health.sources() if source.account_id in accounts]
            for source in found:
                if as_json:
                    _emit(source, accounts[source.account_id])
                else:
                    put(_words(source, accounts[source.account_id], desk.clock.now()))
            sites = await desk.health.sites()
            for kept in sites:
                if as_json:
                    _emit_site(kept)
                else:
                    put(_site_words(kept, desk.clock.now()))
            if not found and not sites and not as_json:
                say("Nothing is connected yet.")
            for trouble in await desk.health.hooks():
                say(trouble)

    start.run(work())


def _standing(source: "Source", kept: "Kept") -> tuple[State, str, str]:
    """State, trouble and next step; an account's trouble is its sources' too."""
    if kept.state in ("signed_out", "paused"):
        return cast(State, kept.state), kept.trouble or source.trouble, kept.next_step or source.next_step
    state = source.state if source.state in _STATES else "trouble"
    if kept.trouble and state == "ok":
        return "trouble", kept.trouble, kept.next_step
    return cast(State, state), source.trouble, source.next_step


def _emit(source: "Source", kept: "Kept") -> None:
    from socialtui.cli.lines import GapLine, SourceJson
    from socialtui.plain.words import rfc3339

    state, trouble, next_step = _standing(source, kept)
    emit(
        SourceJson(
            source.account,
            source.network,
            source.name,
            state,
            rfc3339(source.last_success),
            rfc3339(source.next_try),
            trouble,
            next_step,
            source.budget_left,
            [GapLine(rfc3339(gap.start), rfc3339(gap.end), gap.reason) for gap in source.gaps],
            rfc3339(source.newest),
        )
    )


def _words(source: "Source", kept: "Kept", now: int) -> str:
    from socialtui.plain.words import rfc3339, span

    state, trouble, next_step = _standing(source, kept)
    heard = f"heard {span(now - source.last_success)} ago" if source.last_success else "not asked yet"
    parts = [f"{source.account}  {source.words}: {state.replace('_', ' ')}, {heard}"]
    if source.budget_left is not None:
        parts.append(f"{source.budget_left} requests left")
    parts += [f"gap {rfc3339(gap.start)} to {rfc3339(gap.end)} ({gap.reason})" for gap in source.gaps]
    if trouble:
        parts.append(f"{trouble} {next_step}".strip())
    return "; ".join(parts)


def _emit_site(kept: "KeptSite") -> None:
    from socialtui.cli.lines import SourceJson
    from socialtui.plain.words import rfc3339

    emit(
        SourceJson(
            kept.site.name, kept.site.service, TRAFFIC, cast(State, kept.state), rfc3339(kept.last_success),
            rfc3339(kept.next_try), kept.trouble, kept.next_step, None, [], None,
        )
    )  # fmt: skip


def _site_words(kept: "KeptSite", now: int) -> str:
    from socialtui.plain.words import span

    asked = f"asked {span(now - kept.last_success)} ago" if kept.last_success else "not asked yet"
    words = f"{kept.site.name}  Visitors by {kept.site.service}: {kept.state.replace('_', ' ')}, {asked}"
    return f"{words}; {kept.trouble} {kept.next_step}".rstrip() if kept.trouble else words


COMMANDS = {"sources": sources}
