"""Decides which process works for an account: the one that holds the lock on its file.

The kernel lets go of a lock when its process ends, however it ends; nothing here runs out, so no
account is handed over in the middle of a send because a clock stepped or a process was stopped.
"""

import fcntl
import os
from pathlib import Path

from socialtui.domain.errors import StoreFault

_ALONE = fcntl.LOCK_EX | fcntl.LOCK_NB
_HELD_ELSEWHERE = (BlockingIOError, PermissionError)


def _locked(path: Path, how: int) -> int | None:
    """The descriptor that holds the lock; None when another process does and `how` doesn't wait."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreFault(
            f"The lock file {path} can't be opened: {error.strerror}.", "Give its folder to this user."
        ) from error
    try:
        fcntl.flock(descriptor, how)
    except _HELD_ELSEWHERE:
        os.close(descriptor)
        return None
    except OSError as error:
        os.close(descriptor)
        raise StoreFault(
            f"This disk has no locks ({path}: {error.strerror}).", "Keep the state on a local disk."
        ) from error
    return descriptor


class Leases:
    """The accounts that this process works for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[int, int] = {}

    @property
    def held(self) -> tuple[int, ...]:
        """Ids of the accounts held."""
        return tuple(self._held)

    def take(self, account_id: int) -> bool:
        """True when this process has the account, now or before; False when another one does."""
        if account_id in self._held:
            return True
        descriptor = _locked(self._folder / f"account-{account_id}.lock", _ALONE)
        if descriptor is None:
            return False
        self._held[account_id] = descriptor
        return True

    def let_go(self, account_id: int) -> None:
        """Leaves an account to whoever wants it."""
        descriptor = self._held.pop(account_id, None)
        if descriptor is not None:
            os.close(descriptor)

    def let_all_go(self) -> None:
        """Leaves all accounts."""
        for account_id in self.held:
            self.let_go(account_id)


class Presence:
    """Says that a desk is there, for as long as its process lives."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "desks.lock"
        self._descriptor: int | None = None

    def come(self) -> None:
        """A desk sits down. Many may."""
        if self._descriptor is None:
            # Waits the microseconds for which somebody may be looking.
            self._descriptor = _locked(self._path, fcntl.LOCK_SH)

    def go(self) -> None:
        """It leaves."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def anybody(self) -> bool:
        """Whether any desk is there."""
        descriptor = _locked(self._path, _ALONE)
        if descriptor is None:
            return True
        os.close(descriptor)
        return False
