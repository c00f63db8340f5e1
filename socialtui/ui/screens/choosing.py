"""Asks what an account is to listen to beyond its own sources: the way first, then what."""

from typing import TYPE_CHECKING

from socialtui.domain.text import sentence
from socialtui.ui.knowing import network_name
from socialtui.ui.screens.account_guide import Guide

if TYPE_CHECKING:
    from socialtui.ui.screens.asking import AskingSheet

LIST = "list"
KEYS = "abcdefghi"
"""One for each list, while they are few."""


async def choose(sheet: "AskingSheet", guide: Guide, account: str, network: str) -> str:
    """What came of it, in words. Raises what the network has against it."""
    about = next((about for about in guide.networks if about.name == network), None)
    ways = {way.kind[0]: way for way in about.listens} if about else {}
    if not ways or guide.listen is None:
        return f"{sentence(network_name(network))} has nothing to listen to beyond its own sources."
    key = await sheet.choose(f"{account} listens to", {key: _plain(way.words) for key, way in ways.items()})
    if key not in ways:
        return ""
    way = ways[key]
    what = await (_list(sheet, guide, account) if way.kind == LIST else sheet.question(f"{way.words}:"))
    if not what or not what.strip():
        return ""
    sheet.say(f"Asking {network_name(network)} for it …")
    return await guide.listen(account, way.kind, what.strip())


async def _list(sheet: "AskingSheet", guide: Guide, account: str) -> str | None:
    """One of our lists there: by a key while they are few, else by its name."""
    sheet.say(f"Asking for the lists of {account} …")
    found = await guide.lists(account) if guide.lists is not None else ()
    sheet.say("")
    if not found:
        sheet.say("No list is there yet. Make one on the network, then come back.", alarm=True)
        return None
    if len(found) > len(KEYS):
        return await sheet.question("The list's name:")
    named = dict(zip(KEYS, found, strict=False))
    key = await sheet.choose("Which list", {key: title for key, (_, title) in named.items()})
    return named[key][0] if key in named else None


def _plain(words: str) -> str:
    """A saved search → a saved search."""
    short = words.partition(",")[0].partition(":")[0]
    return short[:1].lower() + short[1:]
