"""Keeps words that the store did not take where their writer finds them."""

import os
import tempfile


def keep_aside(text: str) -> str:
    """A file of this user alone with the text; its path."""
    number, name = tempfile.mkstemp(prefix="socialtui-", suffix=".txt")  # made with mode 0600
    with os.fdopen(number, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    return name
