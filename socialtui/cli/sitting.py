"""Decides what a person gets who names no command: the full screen, the line mode, or one clear line."""

import asyncio
import gc
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from msgspec import Struct

from socialtui.cli.ending import say
from socialtui.domain.errors import CredentialFault, SocialtuiError

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.credentials import VaultKey
    from socialtui.store.accounts import Kept


class Looks(Struct, frozen=True):
    """What the flags say of the screen; empty and None mean what the settings say."""

    plain: bool = False
    theme: str = ""
    colors: str = ""
    ascii: bool | None = None
    mouse: bool | None = None


def sit_down(start: "Start", looks: Looks) -> int:
    """Opens the desk, with a sync process beside it; its exit code."""
    dumb = start.env.get("TERM", "") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty())
    if looks.plain or dumb:
        return by_lines(start)
    from socialtui.cli.screen import full_screen

    return full_screen(start, looks)


def vault_key(start: "Start", accounts: "list[Kept]") -> "VaultKey | None":
    """Asks for the vault's passphrase where an account needs it and a person sits there; enter leaves it locked."""
    from socialtui.store.accounts import IN_VAULT

    if start.key is not None:
        return start.key
    if not sys.stdin.isatty() or not any(kept.secret_way == IN_VAULT for kept in accounts):
        return None
    from socialtui.cli.starting import without_sync

    if not without_sync(start, accounts):
        return None
    import getpass

    from socialtui.credentials import Secret

    vault = start.credentials().vault
    while True:
        typed = getpass.getpass("Passphrase of the vault (enter leaves it locked): ", sys.stderr)
        if not typed:
            return None
        try:
            return vault.unlock(Secret(typed))
        except CredentialFault as fault:
            say(str(fault))
            if fault.state != "wrong":
                return None


def sync_beside(start: "Start", key: "VaultKey | None") -> None:
    """Starts a sync process where none runs; a failure is said, and the desk opens all the same."""
    from socialtui.cli.starting import start_sync

    try:
        start_sync(start, key)
    except (SocialtuiError, OSError) as error:
        say(f"socialtui: no sync process could be started: {error}")


def by_lines(start: "Start") -> int:
    """The line mode until its lines end; its exit code."""
    gc.enable()
    from socialtui.plain.mode import LineMode
    from socialtui.sync.lease import Presence

    sync_beside(start, vault_key(start, start.run(start.accounts())))
    presence = Presence(start.home.locks)
    with ExitStack() as stack:
        presence.come()
        stack.callback(presence.go)
        runner = stack.enter_context(asyncio.Runner())
        desk_there = start.desk()
        desk = runner.run(desk_there.__aenter__())
        stack.callback(lambda: runner.run(_closed(desk_there)))
        return LineMode(desk, StandardTerminal(), runner.run).loop()


async def _closed(desk_there: object) -> None:
    await desk_there.__aexit__(None, None, None)  # type: ignore[attr-defined]


class StandardTerminal:
    """stdin and stdout."""

    def __init__(self, tell: Callable[[str], None] | None = None) -> None:
        self._tell = tell or self.write
        """Takes what is said of an editor."""
        self.asks = sys.stdin.isatty()

    def read(self, prompt: str) -> str | None:
        """The next line; a prompt is written for people alone."""
        if self.asks:
            sys.stdout.write(prompt)
            sys.stdout.flush()
        line = sys.stdin.readline()
        return line.rstrip("\r\n") if line else None

    def write(self, line: str) -> None:
        """Appends."""
        print(line, flush=True)

    def edit(self, text: str, command: str) -> str | None:
        """A private file in the person's editor; kept, and named, where the editor fails."""
        import shlex

        from socialtui.plain.aside import keep_aside

        editor = command or os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
        if not editor or not self.asks:
            self._tell("No editor is set; write lines instead, or set EDITOR.")
            return None
        name = keep_aside(text)
        try:
            done = subprocess.run([*shlex.split(editor), name], check=False)  # noqa: S603  the person's own editor
            code = done.returncode
        except (OSError, ValueError):
            code = 127
        if code:
            self._tell(f"The editor ended with {code}; the text is in {name}.")
            return None
        try:
            with open(name, encoding="utf-8", errors="replace") as file:
                changed = file.read()
        except OSError as error:
            self._tell(f"What the editor left in {name} can't be read: {error.strerror}.")
            return None
        os.unlink(name)
        return changed.rstrip("\n")
