"""Decides where the sync process leaves its traces: a file of the brand's, read by nobody else, of bounded size."""

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE = "sync.log"
_BYTES = 1_000_000
_KEPT = 3


def log_to(folder: Path, level: int = logging.INFO) -> logging.Handler:
    """Sends what the sync process logs into `folder`; the handler, for whoever wants to end that."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = RotatingFileHandler(
        folder / FILE,
        maxBytes=_BYTES,
        backupCount=_KEPT,
        encoding="utf-8",
        errors="backslashreplace",
        delay=True,
    )
    # Made before the handler does, which would make it with the usual mode.
    os.close(os.open(folder / FILE, os.O_CREAT | os.O_WRONLY, 0o600))
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("socialtui.sync")
    logger.addHandler(handler)
    logger.setLevel(level)
    return handler
