"""Runs a command of the person's own beside the desk: JSON on its stdin, a time limit, nothing secret around it.

No shell is between: the words are split as a shell would split them, and `sh -c '…'` is there for who wants one.
"""

import asyncio
import os
import shlex
import signal
from collections.abc import Mapping
from contextlib import suppress
from tempfile import TemporaryFile

from msgspec import Struct

from socialtui.desk.room import refuse
from socialtui.domain.errors import UsageFault

KEPT = frozenset((
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TERM", "TZ", "TMPDIR", "XDG_RUNTIME_DIR",
    "SOCIALTUI_HOME",
))  # fmt: skip
"""Variables that a command gets, beside LC_…: what it needs to run, and none in which a token may stand."""

MOST_KEPT = 256 * 1024
"""Bytes of output that are kept."""
_MOST_READ = 16 * 1024 * 1024
"""Bytes after which a command that writes without end is stopped."""
_LAST_WORDS = 0.2
"""Seconds for what stands in the pipe once a command has ended; a child of its own may hold it open for good."""


class Ended(Struct, frozen=True):
    """How a command ended."""

    command: str
    code: int
    """Its exit code; negative for a signal."""
    out: str
    """What it said on stdout and stderr, as it came. Anybody's text: it is cleaned where it is drawn."""
    stopped: str = ""
    """Why it was stopped, in words."""

    @property
    def fine(self) -> bool:
        """Whether it says that it did what it should."""
        return not self.code and not self.stopped

    @property
    def words(self) -> str:
        """ended with 0, was stopped after 30 s"""
        return self.stopped or (
            f"ended with {self.code}" if self.code >= 0 else f"was ended by signal {-self.code}"
        )


def split(command: str) -> list[str]:
    """The command's words. UsageFault where they can't be told apart."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageFault(
            f"This command can't be read: {str(error).lower()}.", "Look at its quotes and backslashes."
        ) from error
    if not words:
        raise UsageFault("There is no command.", "Write a program with its arguments, such as: jq .text")
    return words


def environment(env: Mapping[str, str], more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables that a command may see."""
    kept = {name: value for name, value in env.items() if name in KEPT or name.startswith("LC_")}
    return kept | dict(more or {})


async def run(command: str, given: bytes, env: Mapping[str, str], limit: float) -> Ended:
    """Runs a command to its end, at most `limit` seconds. Refused where it can't be started.

    `env` is all that it sees. It has no terminal, and ends with us when this is cancelled.
    """
    words = split(command)
    said = bytearray()
    hears, speaks = os.pipe()
    try:
        process = await _start(words, given, env, speaks)
    except BaseException:
        os.close(hears)
        raise
    finally:
        os.close(speaks)
    reading = asyncio.create_task(_read(hears, said))
    stopped = ""
    try:
        async with asyncio.timeout(limit):
            await _until_done(process, reading)
        if process.returncode is None:
            stopped = "was stopped: it wrote without end"
    except TimeoutError:
        stopped = f"was stopped after {limit:g} s"
    finally:
        if process.returncode is None:
            _stop(process)
            await process.wait()
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    out = bytes(said[:MOST_KEPT]).decode(errors="replace")
    cut = "\n…" if len(said) > MOST_KEPT else ""
    code = process.returncode if process.returncode is not None else -signal.SIGKILL
    return Ended(command, code, out + cut, stopped)


async def _start(
    words: list[str], given: bytes, env: Mapping[str, str], speaks: int
) -> asyncio.subprocess.Process:
    """Its stdin is a file without a name: nobody has to feed it, and nobody waits while it doesn't read."""
    with TemporaryFile() as file:
        file.write(given)
        file.seek(0)
        try:
            return await asyncio.create_subprocess_exec(
                *words, stdin=file, stdout=speaks, stderr=speaks, env=dict(env), start_new_session=True
            )
        except (OSError, ValueError) as error:
            why = (error.strerror if isinstance(error, OSError) else str(error)) or "it failed"
            raise refuse(
                f"{words[0]} can't be started: {why.lower()}.", "Is it installed, and in PATH?"
            ) from error


async def _until_done(process: asyncio.subprocess.Process, reading: "asyncio.Task[None]") -> None:
    """Until it has ended and said its last, or said too much."""
    ending = asyncio.create_task(process.wait())
    try:
        await asyncio.wait((ending, reading), return_when=asyncio.FIRST_COMPLETED)
        if not ending.done() and reading.exception() is None:
            await ending  # it closed its output and goes on
        if ending.done():
            await asyncio.wait((reading,), timeout=_LAST_WORDS)
    finally:
        ending.cancel()


async def _read(hears: int, said: bytearray) -> None:
    stream = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(hears, "rb", 0)
    )
    seen = 0
    try:
        while part := await stream.read(65_536):
            seen += len(part)
            if len(said) <= MOST_KEPT:
                said += part
            if seen > _MOST_READ:
                raise OverflowError
    finally:
        transport.close()


def _stop(process: asyncio.subprocess.Process) -> None:
    """It, and what it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
