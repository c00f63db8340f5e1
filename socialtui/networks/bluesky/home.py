"""Decides where an account lives: its handle leads to its DID, and the DID's document to its server.

Only where Bluesky's own address was left standing. Whoever typed another gets that one, and nobody else is asked.
"""

import ipaddress
from typing import Any
from urllib.parse import quote, urlsplit

from socialtui.domain.errors import NetworkTrouble
from socialtui.http_client import HttpClient
from socialtui.networks.bluesky.about import DEFAULT

DIRECTORY = "https://plc.directory"
"""Keeps the documents of most accounts."""
_OF_ITS_PAGES = ("bsky.app", "www.bsky.app", "bsky.social")
"""What people copy from their browsers; it means `DEFAULT`."""
_HOSTED = (".host.bsky.network", "bsky.social")
"""Servers whose accounts sign in at `DEFAULT`."""


def address(typed: str) -> str:
    """The server's address as it is asked; the default where none was typed."""
    typed = typed.strip().rstrip("/")
    if typed.rpartition("://")[2].lower() in ("", *_OF_ITS_PAGES):
        return DEFAULT
    return typed if "://" in typed else f"https://{typed}"


async def entrance(http: HttpClient, typed: str, who: str) -> str:
    """Where `who` (handle, DID or e-mail address) signs in. A password is sent to no other server than its own."""
    if typed != DEFAULT or "@" in who:
        return typed
    try:
        did = who if who.startswith("did:") else await _did_of(http, who)
        document = await _document(http, did) if did else None
    except NetworkTrouble:
        return typed  # what can't be looked up is left to the server that was named
    home = home_of(document, typed)
    host = urlsplit(home).hostname or ""
    return typed if host.endswith(_HOSTED[0]) or host == _HOSTED[1] else home


async def _did_of(http: HttpClient, handle: str) -> str:
    answer = await http.request(
        "GET", f"{DEFAULT}/xrpc/com.atproto.identity.resolveHandle", params={"handle": handle}
    )
    found = answer.json()
    did = found.get("did") if isinstance(found, dict) else None
    return did if isinstance(did, str) else ""


async def _document(http: HttpClient, did: str) -> Any:
    if did.startswith("did:plc:"):
        return (await http.request("GET", f"{DIRECTORY}/{quote(did, safe=':')}")).json()
    host = did.removeprefix("did:web:")
    if did.startswith("did:web:") and _public(host):
        return (await http.request("GET", f"https://{host}/.well-known/did.json")).json()
    return None


def home_of(document: Any, otherwise: str) -> str:
    """The server that a DID's document names; `otherwise` where it names none that one may trust with a secret."""
    services = document.get("service") if isinstance(document, dict) else None
    for service in services if isinstance(services, list) else ():
        if not isinstance(service, dict) or not str(service.get("id", "")).endswith("#atproto_pds"):
            continue
        named = str(service.get("serviceEndpoint", "")).rstrip("/")
        try:
            parts = urlsplit(named)
        except ValueError:
            continue
        if parts.scheme == "https" and not parts.path and _public(parts.netloc):
            return named
    return otherwise


def _public(host: str) -> bool:
    """Whether a name is one of the open internet: no bare address, nothing of one's own network."""
    name, _, port = host.partition(":")
    try:
        ipaddress.ip_address(name)
    except ValueError:
        bare = name.replace(".", "").replace("-", "")
        ours = name.endswith((".localhost", ".local", ".internal", ".lan"))
        return "." in name and bare.isalnum() and bare.isascii() and not ours and (not port or port.isdigit())
    return False
