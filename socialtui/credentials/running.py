"""Decides how another program is asked for a secret: by pipes, for a limited time, away from the terminal."""

import os
import selectors
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from time import monotonic

from msgspec import Struct

from socialtui.credentials.secret import Secret, State
from socialtui.domain.errors import CredentialFault

MOST_OUTPUT = 64 * 1024
"""Bytes; no secret is longer, and an endless writer must not fill the memory."""


class Finished(Struct, frozen=True):
    """How a program ended."""

    code: int
    """Its exit code; negative for a signal."""
    out: Secret
    """What it wrote to its standard output; empty when it was stopped."""
    late: bool = False
    """True when it was stopped: it took longer than allowed, or wrote without end."""


Run = Callable[[Sequence[str], Secret, Mapping[str, str], float], Finished]
"""Arguments, what it reads on its standard input, environment, limit in seconds."""


def run(arguments: Sequence[str], given: Secret, env: Mapping[str, str], limit: float) -> Finished:
    """Runs a program away from our terminal, where it could ask, and never longer than `limit` seconds.

    Its complaints are dropped: they could land on the screen, or carry the secret. CredentialFault when it
    can't be started.
    """
    try:
        process = subprocess.Popen(  # noqa: S603  the person's own command, or our own child
            list(arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(env),
            start_new_session=True,
        )
    except OSError as error:
        raise CredentialFault(
            f"{arguments[0]} can't be started: {error.strerror}.", state=State.BROKEN
        ) from error
    try:
        return _finish(process, given, monotonic() + limit)
    finally:
        _end(process)


def _finish(process: "subprocess.Popen[bytes]", given: Secret, deadline: float) -> Finished:
    """Feeds and reads until the program ends or its time is up."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with process.stdin as pipe:
            pipe.write(given.reveal().encode())
    except BrokenPipeError:
        pass  # it did not want to read; its output decides
    out = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, deadline - monotonic())) or len(out) > MOST_OUTPUT:
                return Finished(-signal.SIGKILL, Secret(""), late=True)
            part = os.read(process.stdout.fileno(), MOST_OUTPUT)
            if not part:
                break
            out += part
    try:
        code = process.wait(max(0.05, deadline - monotonic()))
    except subprocess.TimeoutExpired:
        return Finished(-signal.SIGKILL, Secret(""), late=True)
    return Finished(code, Secret(out.decode(errors="surrogateescape")))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends what is left of the program's session, and waits for no pipe that a stray grandchild may hold."""
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
