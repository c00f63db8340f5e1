"""What is loaded and made for the wire is what a request needs."""

import subprocess
import sys

import pytest

from socialtui.http_client import HttpClient
from tests.networks.contract import FakeClock

UNWANTED = {"rich", "pygments", "click", "httpx._main"}


def test_the_wire_brings_no_screen_library() -> None:
    look = (
        "import sys, socialtui.http_client, httpx; print(callable(httpx.AsyncClient), *sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, timeout=60, check=True
    )
    works, *loaded = done.stdout.split()
    assert works == "True"
    assert UNWANTED & set(loaded) == set()


async def test_who_asks_nothing_reads_no_roots_of_trust(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("httpx.AsyncClient")
    await HttpClient(FakeClock()).aclose()
