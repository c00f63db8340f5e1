"""What a command costs that draws no screen: row 16, and the size of the store: row 15."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.bench.table import Figure, median, ratio, upto

LEAST = (sys.executable, "-c", "import click, aiosqlite, msgspec")
"""A program that only imports what a listing can't do without."""


def cpu_of_run(argv: tuple[str, ...], env: Mapping[str, str]) -> float:
    """CPU milliseconds of one run, user and system; its output is thrown away."""
    null = os.open(os.devnull, os.O_RDWR)
    pid = os.posix_spawnp(
        argv[0], list(argv), {**os.environ, **env},
        file_actions=[(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)],
    )  # fmt: skip
    os.close(null)
    _, status, used = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{' '.join(argv)} ended with {os.waitstatus_to_exitcode(status)}")
    return (used.ru_utime + used.ru_stime) * 1000


def listing_figures(command: tuple[str, ...], env: Mapping[str, str], runs: int) -> list[Figure]:
    """Row 16."""
    ours, least = [], []
    for _ in range(runs):
        ours.append(cpu_of_run((*command, "list", "--json", "--limit", "20"), env))
        least.append(cpu_of_run(LEAST, env))
    return [
        ratio(
            16, "`socialtui list --json`, 20 rows, CPU ms", median(ours), median(least), 1.3,
            "import click, aiosqlite, msgspec",
        )
    ]  # fmt: skip


def size_figures(store: Path, mentions: int) -> list[Figure]:
    """Row 15."""
    size = sum(path.stat().st_size for path in store.parent.glob(store.name + "*"))
    return [upto(15, f"bytes of store per mention, at {mentions:,}", size / mentions, 900)]
