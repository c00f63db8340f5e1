"""What it costs to do nothing, and to keep what is typed: rows 9 and 17, in a terminal."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.table import Figure, mean, percentile, upto
from tests.bench.terminal import Program, Terminal, children

MINUTE = 60
NEAR = 2.0
"""Seconds around the full minute that belong to its own redraw."""
BULK = 20_000


def cpu_of(pid: int) -> float:
    """CPU milliseconds of a process so far."""
    total = 0.0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            total += int((task / "schedstat").read_text().split()[0]) / 1e6
        except OSError:
            continue
    return total


def idle_figures(program: Program, seconds: int = 125) -> list[Figure]:
    """Row 9: bytes between the minutes, at the minute, and CPU of both processes."""
    with Terminal(program, 120, 36) as terminal:
        terminal.ready()
        terminal.quiet(3.0)
        terminal.settle()
        # A start may still be followed by the sync process's first round.
        terminal.quiet(5.0, limit=20)
        terminal.settle()
        begin, desk = time.time(), terminal.cpu()
        syncs = {pid: cpu_of(pid) for pid in children(terminal.pid)}
        while (left := begin + seconds - time.time()) > 0:
            terminal.arrive(min(1.0, left))
        spent = (terminal.cpu() - desk) / seconds
        beside = sum(cpu_of(pid) - before for pid, before in syncs.items()) / seconds
        since = [(at, n) for at, n in terminal.log if at >= begin]
        rows = terminal.screen.lines
    minutes: dict[int, int] = {}
    between = 0
    for at, n in since:
        if at % MINUTE < NEAR:
            minutes[int(at // MINUTE)] = minutes.get(int(at // MINUTE), 0) + n
        else:
            between += n
    return [
        upto(9, "idle: bytes a second between the minutes", between / seconds, 0),
        upto(9, "bytes at the full minute, clock and ages", max(minutes.values(), default=0), 60 + 40 * rows),
        upto(9, "idle CPU of the desk, ms a second", spent, 5),
        upto(9, "idle CPU of the sync process, ms a second", beside, 5),
    ]


def drafts_on_disk(store: Path) -> str:
    """All that drafts hold at this moment."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=5) as db:
        return "\n".join(row[0] for row in db.execute("SELECT text FROM drafts"))


def saving(program: Program, store: Path, words: str) -> list[float]:
    """Seconds from a typed word's last key until a reader of the file sees it; words that stand nowhere yet."""
    waits = []
    with Terminal(program, 80, 24) as terminal:
        terminal.ready()
        terminal.press("r", silence=0.4)
        for n in range(8):
            word = f"{words} {n}. "
            for letter in word:
                terminal.send(letter)
                terminal.quiet(0.03)
            sent = time.perf_counter()
            while word.strip() not in drafts_on_disk(store):
                terminal.arrive(0.01)
                if time.perf_counter() - sent > 10:
                    break
            waits.append(time.perf_counter() - sent)
        terminal.settle()
        terminal.press("esc", silence=0.3)
    return waits


def draft_figures(program: Program, folder: Path, store: Path) -> list[Figure]:
    """Row 17: a draft is on disk soon, also while another process loads mentions by the thousand."""
    calm = saving(program, store, "We are on it")
    fill = [sys.executable, "-m", "tests.bench.stores", str(folder), str(BULK)]
    with subprocess.Popen(fill) as load:
        busy = saving(program, store, "It is on its way")
        load.wait()
    return [
        upto(17, "draft on disk after the last key, s, longest", max(calm), 1),
        upto(17, "the same during a bulk load", max(busy), 1, beside=f"median {mean(busy):.2f}"),
        upto(17, "95th percentile during a bulk load, s", percentile(busy, 0.95), 1),
    ]
