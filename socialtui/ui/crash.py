"""Leaves a trace of a fault of ours where a person can find it, and nothing private on the screen."""

import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a command's fault is told without Textual
    from textual.app import App

    from socialtui.domain.network import Clock

EXIT_CODE = 70
"""An internal fault (EX_SOFTWARE)."""


def write(folder: Path, moment: int, error: BaseException) -> Path | None:
    """Writes the traceback, without any variable's content, for this user alone; None where that fails."""
    path = folder / f"crash-{moment}.log"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            for frame in traceback.extract_tb(error.__traceback__):
                file.write(f"{frame.filename}:{frame.lineno} in {frame.name}\n    {frame.line}\n")
            file.write(f"{type(error).__name__}\n")
    except OSError:
        return None
    return path


def words(error: BaseException, path: Path | None) -> tuple[str, str, str]:
    """Three lines: what happened, what is safe, where the trace lies."""
    where = f"The trace is in {path}." if path else "The trace could not be written."
    return (
        f"socialtui ended by a fault of its own ({type(error).__name__}).",
        "Drafts and answers are kept; start it again and it opens on the same row.",
        where,
    )


def end(
    app: "App[Any]", error: Exception, folder: Path, clock: "Clock", rescue: Callable[[], None] | None = None
) -> tuple[str, ...]:
    """Ends an app by a fault of ours: three lines to print behind its screen, none for a fault after the first.

    What is typed is rescued before anything else is tried.
    """
    from textual.worker import WorkerFailed

    cause = error.error if isinstance(error, WorkerFailed) else error
    told: tuple[str, ...] = ()
    app._return_code = EXIT_CODE
    if app._exception is None:
        app._exception = error
        app._exception_event.set()
        if rescue is not None:
            rescue()
        shown = cause if isinstance(cause, Exception) else error
        told = words(shown, write(folder, clock.now(), shown))
    app._close_messages_no_wait()
    return told
