"""Decides how a network is asked something on the spot: in a short child of its own, with the secret in a pipe.

The screen never opens a connection, and a command that fails here has stored nothing.
"""

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn, TypeVar

import msgspec

from socialtui.domain import errors
from socialtui.domain.consent import AsksConsent, Consent, Proof
from socialtui.domain.network import (
    Account,
    Checks,
    Listens,
    Network,
    Permission,
    RenewsSecret,
    SignedIn,
    SourceAbout,
)

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.credentials import Secret

PATIENCE = 90.0
"""Seconds; signing in takes a handful of requests with a time limit each."""

Found = TypeVar("Found")


class Asked(msgspec.Struct):
    """What the child is asked. It travels through a pipe, never through its arguments."""

    account: Account
    secret: str = ""
    verb: str = "sign_in"
    """sign_in, permissions, ask_consent, take_consent, listen or lists."""
    proof: Proof | None = None
    consent: Consent | None = None
    code: str = ""
    kind: str = ""
    """Of what is listened to: search, hashtag or list."""
    what: str = ""

    def __repr__(self) -> str:
        return f"Asked({self.account!r}, {self.verb})"


class Told(msgspec.Struct):
    """What the child tells: the answer, or the trouble."""

    signed_in: SignedIn | None = None
    permissions: tuple[Permission, ...] | None = None
    """None where the network can't be asked for them one by one."""
    consent: Consent | None = None
    secret: str = ""
    """What a yes became."""
    source: SourceAbout | None = None
    lists: tuple[tuple[str, str], ...] = ()
    renewed: str = ""
    """A new secret that the network gave while it was asked; the old one may be dead."""
    trouble: str = ""
    """The name of a class of `domain.errors`."""
    what: str = ""
    next_step: str = ""

    def __repr__(self) -> str:
        return f"Told({self.trouble or 'an answer'})"


async def tell(start: "Start", asked: Asked) -> Told:
    """Asks the network in a child. What it met there stands in the answer; a child that fails is `Garbled`."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "socialtui", "--brand", start.brand, "account", "probe",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True, env=dict(start.env),
    )  # fmt: skip
    try:
        out, _ = await asyncio.wait_for(child.communicate(msgspec.json.encode(asked)), PATIENCE)
    except TimeoutError as error:
        raise errors.Unreachable(
            f"{asked.account.network} did not answer within {PATIENCE:g} s.",
            "Look at the address, then try again.",
        ) from error
    finally:
        if child.returncode is None:
            os.killpg(child.pid, signal.SIGKILL)
            await child.wait()
    try:
        return msgspec.json.decode(out, type=Told)
    except msgspec.MsgspecError as error:
        raise errors.Garbled(
            "The program that asks the network ended without an answer.", "Try again."
        ) from error


def found(told: Told, answer: Found | None) -> Found:
    """The part of an answer that was asked for; raises the trouble that was met in its place."""
    return _raise(told) if told.trouble or answer is None else answer


def raise_trouble(told: Told) -> None:
    """Raises the trouble that was met, if any."""
    if told.trouble:
        _raise(told)


async def sign_in(start: "Start", account: Account, secret: "Secret") -> "tuple[SignedIn, Secret]":
    """Who we are there, and the secret to keep from now on: the network may have given a new one."""
    from socialtui.credentials import Secret

    told = await tell(start, Asked(account, secret.reveal()))
    return found(told, told.signed_in), Secret(told.renewed) if told.renewed else secret


async def ask_consent(start: "Start", account: Account) -> Consent:
    """Makes a sign-in ready that waits for a person's yes on the network's page."""
    from socialtui.domain.consent import ENTROPY, proof

    told = await tell(start, Asked(account, verb="ask_consent", proof=proof(os.urandom(ENTROPY))))
    return found(told, told.consent)


async def take_consent(start: "Start", account: Account, consent: Consent, pasted: str) -> "Secret":
    """The secret that a yes became; `pasted` is the code or the address that the page ended at."""
    from socialtui.credentials import Secret
    from socialtui.domain.consent import code

    asked = Asked(account, verb="take_consent", consent=consent, code=code(pasted, consent))
    told = await tell(start, asked)
    return Secret(found(told, told.secret or None))


def _raise(told: Told) -> NoReturn:
    kind = getattr(errors, told.trouble, errors.NetworkTrouble)
    if not (isinstance(kind, type) and issubclass(kind, errors.NetworkTrouble | errors.UsageFault)):
        kind = errors.NetworkTrouble
    raise kind(told.what or "The network gave no answer.", told.next_step)


async def answer(start: "Start", wish: bytes) -> bytes:
    """The child's side: asks the network, and tells either way."""
    from socialtui.http_client import HttpClient, Reach
    from socialtui.networks import load

    asked = msgspec.json.decode(wish, type=Asked)
    http = HttpClient(start.clock, reach=Reach())
    own = http.apart(asked.account.url, asked.secret if "://" in asked.secret else "")
    renewed = ""

    async def keep(secret: str) -> None:
        nonlocal renewed
        renewed = secret

    try:
        network = load(asked.account.network).connect(asked.account, asked.secret, own, start.clock)
        if isinstance(network, RenewsSecret):
            network.on_renewal(keep)
        try:
            told = await _answered(network, asked)
        finally:
            await network.close()
    except errors.SocialtuiError as error:
        told = Told(trouble=type(error).__name__, what=error.what, next_step=error.next_step)
    finally:
        await http.aclose()
    told.renewed = renewed
    return msgspec.json.encode(told)


async def _answered(network: Network, asked: Asked) -> Told:
    """What the network says to this question."""
    if asked.verb == "sign_in":
        return Told(await network.sign_in())
    if asked.verb == "permissions":
        signed_in = await network.sign_in()
        return Told(signed_in, await network.permissions() if isinstance(network, Checks) else None)
    if isinstance(network, AsksConsent) and asked.proof is not None:
        return Told(consent=await network.ask_consent(asked.proof))
    if isinstance(network, AsksConsent) and asked.consent is not None:
        return Told(secret=await network.take_consent(asked.consent, asked.code))
    if isinstance(network, Listens) and asked.verb == "listen":
        return Told(source=await network.listen(asked.kind, asked.what))
    if isinstance(network, Listens) and asked.verb == "lists":
        return Told(lists=await network.lists())
    raise errors.Refused(f"{asked.account.network} has no way to do this.")
