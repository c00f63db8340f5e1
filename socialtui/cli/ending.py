"""Decides what a person reads when a command can't go on, and which exit code a script sees."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from socialtui.cli.wireless import NEVER_CONNECT, spare_tls
from socialtui.domain.errors import ConfigFault, SocialtuiError, UsageFault

if TYPE_CHECKING:
    import click

FAILED, USAGE, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141


def run(arguments: Sequence[str]) -> int:
    """Runs one command line; its exit code."""
    speak_plainly()
    try:
        words = [readable(word) for word in arguments]
        if not words or words[0] in NEVER_CONNECT:
            spare_tls()
        code = _command(words) if words else _desk()
        sys.stdout.flush()
    except (KeyboardInterrupt, EOFError):
        say("socialtui: stopped.")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read has enough; the interpreter's last flush must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return PIPE_CLOSED
    except SocialtuiError as error:
        tell(error)
        return error.exit_code
    except Exception as error:  # noqa: BLE001  a fault of ours: its trace is for a file, not for a person
        return _fault(error, arguments)
    return code


def _desk() -> int:
    """Nothing was said on the line, so nothing has to take it apart: the screen stands a tenth sooner."""
    from socialtui.cli.parts import Start
    from socialtui.cli.sitting import Looks, sit_down

    return sit_down(Start(), Looks())


def _command(words: Sequence[str]) -> int:
    import click

    from socialtui.cli.root import root

    try:
        code = root.main(words, prog_name="socialtui", standalone_mode=False)
    except click.UsageError as error:
        _usage(error)
        return USAGE
    except click.ClickException as error:
        say(f"socialtui: {_sentence(error.format_message())}")
        return USAGE
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else 0


def _fault(error: Exception, arguments: Sequence[str]) -> int:
    """Says that the fault is ours, and where its trace lies."""
    import time

    from socialtui.settings import home
    from socialtui.ui import crash

    words = [*arguments, ""]
    brand = words[words.index("--brand") + 1] if "--brand" in words else "default"
    try:
        folder = home(os.environ, brand).log
    except SocialtuiError:
        folder = home(os.environ).log
    what, _, where = crash.words(error, crash.write(folder, int(time.time()), error))
    for line in (what, "What was stored before is kept.", where):
        say(line)
    return crash.EXIT_CODE


def readable(word: str) -> str:
    """An argument as text, whatever the locale took its bytes for; UsageFault where it is no UTF-8."""
    try:
        word.encode()
    except UnicodeEncodeError:
        try:
            return os.fsencode(word).decode()
        except UnicodeError as error:
            raise UsageFault(
                "An argument is not UTF-8 text.", "Set the terminal to UTF-8, or use --file."
            ) from error
    return word


def speak_plainly() -> None:
    """Lets a terminal that knows few signs show others as question marks, rather than end the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def say(words: str) -> None:
    """Writes a message, which is never data: to stderr."""
    print(_harmless(words), file=sys.stderr, flush=True)


def tell(error: SocialtuiError) -> None:
    """Writes what happened and what to do next."""
    if isinstance(error, ConfigFault):
        for fault in error.faults:
            say(f"socialtui: {fault}")
    else:
        say(f"socialtui: {error.what}")
    if error.next_step:
        say(f"  {error.next_step}")


def _harmless(words: str) -> str:
    if words.isascii() and words.isprintable():
        return words
    from socialtui.domain.text import clean

    return clean(words)


def _usage(error: "click.UsageError") -> None:
    say(f"socialtui: {_sentence(error.format_message())}")
    if error.ctx is not None:
        say(f"  {_way_on(error.ctx, getattr(error, 'option_name', ''))}")


def _way_on(ctx: "click.Context", unknown: str) -> str:
    """An option of the whole program is often typed behind the command."""
    root = ctx.find_root()
    if ctx is not root:
        for option in root.command.params:
            if unknown in (*option.opts, *option.secondary_opts):
                typed = " ".join(filter(None, (unknown, option.metavar)))
                command = ctx.command_path.removeprefix(f"{root.command_path} ")
                return f"{unknown} stands before the command: `{root.command_path} {typed} {command}`."
    return f"`{ctx.command_path} --help` shows what it takes."


def _sentence(words: str) -> str:
    words = words.strip()
    return words if words[-1:] in ".?!" else f"{words}."
