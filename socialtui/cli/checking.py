"""Decides what can be said of an account by really asking: who we are there, and what each permission allows."""

import asyncio
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from socialtui.domain.account import mends
from socialtui.domain.errors import CredentialFault, NetworkTrouble, SignedOut
from socialtui.store.accounts import NOWHERE

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.credentials import Credentials, Secret, VaultKey
    from socialtui.domain.network import Permission
    from socialtui.store.accounts import Kept


class Checked(Struct, frozen=True):
    """What a check found out."""

    account: str
    network: str
    state: Literal["ok", "trouble", "signed_out"]
    handle: str = ""
    permissions: "tuple[Permission, ...]" = ()
    """Empty where the network can't be asked for them one by one."""
    notes: tuple[str, ...] = ()
    """What works and what doesn't, in the network's words."""
    trouble: str = ""
    next_step: str = ""

    @property
    def well(self) -> bool:
        """Whether everything works that was asked for."""
        return self.state == "ok" and all(one.ok for one in self.permissions)

    @property
    def lines(self) -> tuple[str, ...]:
        """For people: the account, then what works and what doesn't."""
        if self.state != "ok":
            return tuple(line for line in (f"{self.account}: {self.trouble}", self.next_step) if line)
        first = f"{self.account}: ok{f', @{self.handle}' if self.handle else ''}"
        if not self.permissions:
            return first, *self.notes
        width = max(len(one.name) for one in self.permissions)
        told = [
            f"{'yes' if one.ok else 'NO '}  {one.name:{width}}  {one.words}"
            + (f". {one.next_step}" if one.next_step and not one.ok else "")
            for one in self.permissions
        ]
        return first, *told


def secret_of(credentials: "Credentials", kept: "Kept") -> "Secret":
    """The account's secret, from where it is kept. Raises `CredentialFault`."""
    from socialtui.credentials import Secret

    return Secret("") if kept.secret_way == NOWHERE else credentials.get(kept.secret_way, kept.secret_ref)


async def keep_renewed(credentials: "Credentials", kept: "Kept", read: "Secret", renewed: str) -> None:
    """Keeps what the network gave while it was asked, before anything else: the one before may be dead."""
    from socialtui.credentials import Renewing

    if renewed:
        await Renewing(credentials, kept.secret_way, kept.secret_ref, read).keep(renewed)


async def check(start: "Start", kept: "Kept", key: "VaultKey | None" = None) -> Checked:
    """Asks the network; what it says of limits, sources and a dead token is stored."""
    from socialtui.cli.asking import Asked, found, tell
    from socialtui.store import accounts

    about = kept.account
    credentials = start.credentials(key)
    try:
        secret = await asyncio.to_thread(secret_of, credentials, kept)
        told = await tell(start, Asked(about, secret.reveal(), verb="permissions"))
        await keep_renewed(credentials, kept, secret, told.renewed)
        signed_in = found(told, told.signed_in)
    except (NetworkTrouble, CredentialFault) as error:
        dead = isinstance(error, SignedOut)
        step = mends(about, start.brand) if dead else error.next_step
        if dead:
            async with start.store() as db:
                await accounts.account_trouble(db, about.id, "signed_out", error.what, step)
        return Checked(
            about.name, about.network, "signed_out" if dead else "trouble", trouble=error.what, next_step=step
        )
    async with start.store() as db:
        await accounts.add(db, about, signed_in, kept.secret_way, kept.secret_ref, start.clock.now())
    return Checked(about.name, about.network, "ok", signed_in.handle, told.permissions or (), signed_in.notes)
