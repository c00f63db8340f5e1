"""Loads httpx without its command line, which nobody here uses: it brings a screen library to every process."""

import sys

if "httpx" not in sys.modules:
    sys.modules["httpx._main"] = None  # type: ignore[assignment]  # as where its extra is not installed
    try:
        import httpx  # noqa: F401  for what it leaves out
    finally:
        del sys.modules["httpx._main"]
