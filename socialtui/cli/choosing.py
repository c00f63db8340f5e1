"""Decides how a search, a hashtag or a list becomes a source: the network is asked first whether it is there."""

import asyncio
from typing import TYPE_CHECKING

from msgspec import Struct

from socialtui.domain.errors import UsageFault
from socialtui.domain.network import Listening

if TYPE_CHECKING:
    from socialtui.cli.asking import Told
    from socialtui.cli.parts import Start
    from socialtui.credentials import VaultKey
    from socialtui.store.accounts import Kept


class Chosen(Struct, frozen=True):
    """What is listened to from now on."""

    name: str
    """hashtag:acme"""
    words: str


async def choose(start: "Start", kept: "Kept", kind: str, what: str, key: "VaultKey | None" = None) -> Chosen:
    """Asks the network, and stores the source. A list may be named by its title."""
    from socialtui.store import listening

    ways = ways_of(kept.account.network)
    if kind not in {way.kind for way in ways}:
        there = ", ".join(way.kind for way in ways)
        raise UsageFault(
            f"{kept.account.network} has no {kind} to listen to.",
            f"There is: {there}." if there else "Its own sources are all that it has.",
        )
    if not what.strip():
        raise UsageFault(f"Which {kind}?", f"socialtui sources add {kept.account.name} {kind} WHAT")
    if kind == "list":
        what = await _list_called(start, kept, what.strip(), key)
    told = await _ask(start, kept, "listen", key, kind=kind, what=what.strip())
    about = told.source
    assert about is not None
    async with start.store() as db:
        new = await listening.listen(db, kept.account.id, about)
    how = "listens to" if new else "listens already to"
    return Chosen(
        about.name, f"{kept.account.name} {how} {about.words}; what it brings is not addressed to you."
    )


async def lists(start: "Start", kept: "Kept", key: "VaultKey | None" = None) -> tuple[tuple[str, str], ...]:
    """Our lists there: what `choose` wants for each, and its title."""
    return (await _ask(start, kept, "lists", key)).lists


def ways_of(network: str) -> tuple[Listening, ...]:
    """How one can listen there beyond the sources that signing in brings."""
    from socialtui.networks import load

    return load(network).ABOUT.listens


async def _list_called(start: "Start", kept: "Kept", what: str, key: "VaultKey | None") -> str:
    found = await lists(start, kept, key)
    if any(what == name for name, _ in found) or "://" in what:
        return what  # an address may be of somebody else's list: the network knows
    same = [name for name, title in found if title.casefold() == what.casefold()]
    if len(same) == 1:
        return same[0]
    there = ", ".join(title for _, title in found)
    raise UsageFault(
        f"{kept.account.name} has {'several lists' if same else 'no list'} called {what}.",
        f"There are: {there}." if there else "Make one there first.",
    )


async def _ask(start: "Start", kept: "Kept", verb: str, key: "VaultKey | None", **more: str) -> "Told":
    from socialtui.cli.asking import Asked, raise_trouble, tell
    from socialtui.cli.checking import keep_renewed, secret_of

    credentials = start.credentials(key)
    secret = await asyncio.to_thread(secret_of, credentials, kept)
    asked: Asked = Asked(
        kept.account, secret.reveal(), verb, kind=more.get("kind", ""), what=more.get("what", "")
    )
    told = await tell(start, asked)
    await keep_renewed(credentials, kept, secret, told.renewed)
    raise_trouble(told)
    return told
