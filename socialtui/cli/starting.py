"""Decides whether a sync process has to be started, and hands it the vault's key through a pipe."""

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.credentials import VaultKey
    from socialtui.store.accounts import Kept

STOPPING = 10.0
"""Seconds that a sync process gets to put down what it holds."""


def start_sync(start: "Start", key: "VaultKey | None" = None, accounts: "list[Kept] | None" = None) -> bool:
    """Starts a sync process where an account has none; True when it did. Without `accounts` they are read.

    It gets a session of its own and no terminal: with inherited descriptors it would hold the one of the desk.
    """
    if not without_sync(start, start.run(start.accounts()) if accounts is None else accounts):
        return False
    argv = [sys.executable, "-m", "socialtui", "--brand", start.brand, "sync", "--linger"]
    if start.as_name:
        argv[3:3] = ["--as", start.as_name]
    if key is None:
        _spawn(start, argv, ())
        return True
    from socialtui.credentials import write_key

    reading, writing = os.pipe()
    try:
        _spawn(start, [*argv, "--vault-key-fd", str(reading)], (reading,))
    finally:
        os.close(reading)
        write_key(writing, key)
    return True


def _spawn(start: "Start", argv: list[str], handed: tuple[int, ...]) -> None:
    # Nobody waits for it: it outlives this process, and the system inherits it.
    subprocess.Popen(  # noqa: S603  our own program
        argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, pass_fds=handed, env=dict(start.env), cwd="/",
    )  # fmt: skip


def without_sync(start: "Start", accounts: "list[Kept]") -> list[int]:
    """The accounts that no process works for; those that are paused need none."""
    from socialtui.sync.lease import Leases

    leases = Leases(start.home.locks)
    try:
        wanted = [kept.account.id for kept in accounts if kept.state != "paused"]
        return [number for number in wanted if leases.take(number)]
    finally:
        leases.let_all_go()


def stop_sync(start: "Start") -> None:
    """Ends the sync process that works for this brand's accounts, and waits until it has let go."""
    asked: set[int] = set()

    async def ask() -> bool:
        """Whether every account is free; a process that has just begun may not have shown itself yet."""
        from socialtui.store.accounts import all_accounts, leases

        async with start.store() as db:
            accounts = await all_accounts(db)
            found = {pid for pid, _ in (await leases(db)).values()} - asked
        if len(without_sync(start, accounts)) == sum(kept.state != "paused" for kept in accounts):
            return True
        for pid in found:
            if is_ours(pid):
                asked.add(pid)
                os.kill(pid, signal.SIGTERM)
        await start.clock.sleep(0.1)
        return False

    for _ in range(int(STOPPING * 10)):
        if start.run(ask()):
            return


def is_ours(pid: int, *, for_good: bool = False) -> bool:
    """Whether a live process is a sync of ours: numbers are given out again.

    With `for_good`, only one that doesn't end after the last desk, nor after one round.
    """
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            words = file.read(4096).split(b"\0")
    except OSError:
        return False
    if for_good and not {b"--linger", b"--once"}.isdisjoint(words):
        return False
    return b"sync" in words and any(word.endswith(b"socialtui") for word in words)
