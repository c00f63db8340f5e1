"""Turns measured figures into the table that people read, and puts it where they look."""

import os
import platform
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "tests" / "bench" / "RESULTS.md"
README = ROOT / "README.md"
START, END = "<!-- bench -->", "<!-- /bench -->"


@dataclass(frozen=True)
class Figure:
    """One measured thing beside what it may cost."""

    number: int
    """Of the budget; several figures may belong to one."""
    what: str
    budget: str
    measured: str
    beside: str
    """The program of comparison in the same run, with its figure; empty where there is none."""
    met: bool | None
    """None where it can't be said: the program of comparison is not installed."""


def upto(number: int, what: str, value: float, limit: float, unit: str = "", beside: str = "") -> Figure:
    """A figure that has to stay at or below a limit."""
    return Figure(
        number, what, f"≤ {short(limit)}{unit}", f"{short(value)}{unit}", beside, round(value, 3) <= limit
    )


def ratio(number: int, what: str, value: float, base: float | None, limit: float, beside: str) -> Figure:
    """A figure that is measured against another program's; `beside` names that one and its unit."""
    if not base:
        return Figure(number, what, f"≤ {short(limit)} ×", short(value), f"no {beside}", None)
    over = value / base
    said = f"{over:.2f} × ({short(value)})"
    return Figure(
        number, what, f"≤ {short(limit)} ×", said, f"{beside} {short(base)}", round(over, 2) <= limit
    )


def atleast(number: int, what: str, value: float, limit: float, unit: str = "", beside: str = "") -> Figure:
    """A figure that has to reach a limit."""
    return Figure(number, what, f"≥ {short(limit)}{unit}", f"{short(value)}{unit}", beside, value >= limit)


def short(value: float) -> str:
    """A number with as many places as it deserves."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def median(values: Iterable[float | None]) -> float:
    """Of those that are there; nan for none."""
    there = [value for value in values if value is not None]
    return statistics.median(there) if there else float("nan")


def mean(values: Iterable[float]) -> float:
    there = list(values)
    return statistics.fmean(there) if there else float("nan")


def percentile(values: Iterable[float | None], share: float) -> float:
    """The value that `share` of them stay below."""
    there = sorted(value for value in values if value is not None)
    return there[min(len(there) - 1, int(len(there) * share))] if there else float("nan")


def machine() -> str:
    """What it was measured on, in one line."""
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    size = f"{int(memory[1]) / 1024 / 1024:.0f} GiB" if memory else "?"
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores of {model}, {size}, {platform.system()}, Python {platform.python_version()}"


def markdown(figures: Sequence[Figure], day: str, runs: int) -> str:
    """The table, with where and when above it."""
    lines = [
        f"Measured {day} on {machine()}; medians of {runs} runs, programs in turns, 256 colours, "
        f"load {os.getloadavg()[0]:.1f} at the end.",
        "",
        "| # | what | budget | measured | beside | |",
        "|--:|---|--:|--:|--:|---|",
    ]
    words = {True: "met", False: "**missed**", None: "not comparable here"}
    lines += [
        f"| {f.number} | {f.what} | {f.budget} | {f.measured} | {f.beside} | {words[f.met]} |"
        for f in sorted(figures, key=lambda f: f.number)
    ]
    return "\n".join(lines) + "\n"


def publish(text: str) -> None:
    """Writes the results file, and the same between the README's two marks where it has them."""
    RESULTS.write_text(f"# What the budgets measured\n\n{text}", encoding="utf-8")
    readme = README.read_text(encoding="utf-8")
    if START in readme and END in readme:
        before, rest = readme.split(START, 1)
        after = rest.split(END, 1)[1]
        README.write_text(f"{before}{START}\n{text}{END}{after}", encoding="utf-8")
