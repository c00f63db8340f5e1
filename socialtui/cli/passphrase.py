"""Decides by which flags a secret is told where it is, and where the vault's passphrase comes from.

The passphrase comes from a person at the terminal, or from a file that a service hands over.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from socialtui.domain.errors import CredentialFault, UsageFault
from socialtui.store.accounts import IN_VAULT

STDIN = "-"

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from socialtui.cli.parts import Start
    from socialtui.credentials import Secret, VaultKey

    Command = Callable[..., Any]

passphrase_file = click.option(
    "--passphrase-file", default="", metavar="FILE", help="The vault's passphrase, in a file; - for stdin."
)


def secret_flags(what: str) -> "Callable[[Command], Command]":
    """The ways by which a command is given a secret, none of them an argument; `what` is its name for people."""
    flags = (
        click.option("--secret-stdin", is_flag=True, help=f"Read the {what} from stdin."),
        click.option(
            "--secret-env", default="", metavar="VAR", help=f"The {what} stays in an environment variable."
        ),
        click.option(
            "--secret-command",
            default="",
            metavar="CMD",
            help=f"The {what} stays with a command that prints it.",
        ),
        click.option(
            "--secret-way", type=click.Choice(["keyring", "vault"]), help=f"Where a {what} of stdin is kept."
        ),
    )

    def flagged(command: "Command") -> "Command":
        for flag in reversed(flags):
            command = flag(command)
        return command

    return flagged


def key_for(start: "Start", way: str, file: str) -> "VaultKey | None":
    """The vault's key where a secret is kept there; None elsewhere."""
    if way != IN_VAULT:
        return None
    vault = start.credentials().vault
    status = vault.status()
    if status.state != "locked":
        raise CredentialFault(status.what, status.next_step, status.state)
    return vault.unlock(passphrase(file, "Passphrase of the vault"))


def passphrase(file: str, words: str, twice: bool = False) -> "Secret":
    """The passphrase of a file's first line, or typed unseen; twice where it is new."""
    from socialtui.credentials import Secret

    if file:
        return Secret(_first_line(file))
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise CredentialFault(
            "The vault is locked, and nobody sits here to type its passphrase.",
            "Give --passphrase-file FILE, or - for stdin.", "locked",
        )  # fmt: skip
    import getpass

    typed = Secret(getpass.getpass(f"{words}: ", sys.stderr))
    if twice and getpass.getpass("Once more: ", sys.stderr) != typed.reveal():
        raise CredentialFault("The two are not the same.", "Nothing was made; try again.", "wrong")
    return typed


def _first_line(file: str) -> str:
    try:
        text = sys.stdin.readline() if file == STDIN else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        words = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageFault(f"{file} can't be read: {words}.", "Name another with --passphrase-file.") from error
    return (text.splitlines() or [""])[0]
