"""Decides how two processes of ours don't change the same secrets at once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from socialtui.credentials.secret import State
from socialtui.domain.errors import CredentialFault


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Holds off others while the block runs; the kernel lets go when this process dies."""
    try:
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = os.open(lock, os.O_WRONLY | os.O_CREAT, 0o600)
    except OSError as error:
        raise CredentialFault(
            f"{lock} can't be written: {error.strerror}.", "Nothing was changed.", State.BROKEN
        ) from error
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)
