"""Decides how the vault is made and opened from a command line."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.passphrase import key_for, passphrase, passphrase_file
from socialtui.cli.printing import as_json, put
from socialtui.store.accounts import IN_VAULT

if TYPE_CHECKING:
    from socialtui.cli.parts import Start


@click.group()
def vault() -> None:
    """An encrypted file for secrets, for boxes without a keyring."""


@vault.command(short_help="Makes the vault; asks for a passphrase twice.")
@passphrase_file
@click.pass_obj
def init(start: "Start", passphrase_file: str) -> None:
    """Makes the vault; its passphrase is asked twice, and nobody can bring it back."""
    box = start.credentials().vault
    status = box.status()
    if status.state != "empty":
        from socialtui.domain.errors import CredentialFault

        raise CredentialFault(f"There is a vault already: {box.path}.", status.next_step, status.state)
    box.init(passphrase(passphrase_file, "A passphrase for the vault", twice=True))
    say(f"The vault is made: {box.path}.")
    say("  `socialtui account add NETWORK --secret-way vault` keeps a secret in it.")


@vault.command(short_help="Tries the passphrase; sync starts with the key.")
@passphrase_file
@click.pass_obj
def unlock(start: "Start", passphrase_file: str) -> None:
    """Tries the passphrase, and starts a sync process that has the key; nothing is written to the disk."""
    from socialtui.cli.starting import start_sync, stop_sync

    key = key_for(start, IN_VAULT, passphrase_file)
    if not any(kept.secret_way == IN_VAULT for kept in start.run(start.accounts())):
        say("The passphrase is right. No account keeps its secret here yet.")
        return
    stop_sync(start)
    started = start_sync(start, key)
    say("The vault is open for the sync process." if started else "The passphrase is right.")
    if not started:
        say("  Another sync process holds the accounts; end it, then unlock again.")


@vault.command()
@as_json
@click.pass_obj
def status(start: "Start", as_json: bool) -> None:
    """Whether there is a vault, and which names it keeps."""
    found = start.credentials().vault.status()
    if as_json:
        import msgspec

        print(msgspec.json.encode({"state": found.state, "what": found.what, "names": found.names}).decode())
        return
    put(found.what)
    for name in found.names:
        put(f"  {name}")
    if found.next_step:
        say(found.next_step)


COMMANDS = {"vault": vault}
