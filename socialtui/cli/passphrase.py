"""Decides where the vault's passphrase comes from: a person at the terminal, or a file that a service hands over."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from socialtui.domain.errors import CredentialFault, UsageFault
from socialtui.store.accounts import IN_VAULT

STDIN = "-"

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.credentials import Secret, VaultKey

passphrase_file = click.option(
    "--passphrase-file", default="", metavar="FILE", help="The vault's passphrase, in a file; - for stdin."
)


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
