"""Decides how a network is asked who we are: in a short child of its own, with the secret in a pipe.

The screen never opens a connection, and a command that fails here has stored nothing.
"""

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

import msgspec

from socialtui.domain import errors
from socialtui.domain.network import Account, SignedIn

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.credentials import Secret

PATIENCE = 90.0
"""Seconds; signing in takes a handful of requests with a time limit each."""


class Asked(msgspec.Struct):
    """What the child is asked. It travels through a pipe, never through its arguments."""

    account: Account
    secret: str

    def __repr__(self) -> str:
        return f"Asked({self.account!r})"


class Told(msgspec.Struct):
    """What the child tells: who we are there, or the trouble."""

    signed_in: SignedIn | None = None
    trouble: str = ""
    """The name of a class of `domain.errors`."""
    what: str = ""
    next_step: str = ""


async def ask(start: "Start", account: Account, secret: "Secret") -> SignedIn:
    """Asks the network in a child; raises the trouble that it met there."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "socialtui", "--brand", start.brand, "account", "probe",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True, env=dict(start.env),
    )  # fmt: skip
    wish = msgspec.json.encode(Asked(account, secret.reveal()))
    try:
        out, _ = await asyncio.wait_for(child.communicate(wish), PATIENCE)
    except TimeoutError as error:
        raise errors.Unreachable(
            f"{account.network} did not answer within {PATIENCE:g} s.", "Look at the address, then try again."
        ) from error
    finally:
        if child.returncode is None:
            os.killpg(child.pid, signal.SIGKILL)
            await child.wait()
    try:
        told = msgspec.json.decode(out, type=Told)
    except msgspec.MsgspecError as error:
        raise errors.Garbled(
            "The program that asks the network ended without an answer.", "Try again."
        ) from error
    return told.signed_in if told.signed_in is not None else _raise(told)


def _raise(told: Told) -> NoReturn:
    kind = getattr(errors, told.trouble, errors.NetworkTrouble)
    if not (isinstance(kind, type) and issubclass(kind, errors.NetworkTrouble)):
        kind = errors.NetworkTrouble
    raise kind(told.what, told.next_step)


async def answer(start: "Start", wish: bytes) -> bytes:
    """The child's side: asks the network, and tells either way."""
    from socialtui.http_client import HttpClient
    from socialtui.networks import load

    asked = msgspec.json.decode(wish, type=Asked)
    http = HttpClient(start.clock)
    try:
        network = load(asked.account.network).connect(asked.account, asked.secret, http, start.clock)
        try:
            told = Told(await network.sign_in())
        finally:
            await network.close()
    except errors.SocialtuiError as error:
        told = Told(None, type(error).__name__, error.what, error.next_step)
    finally:
        await http.aclose()
    return msgspec.json.encode(told)
