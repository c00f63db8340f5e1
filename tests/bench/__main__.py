"""`make bench`: measures every budget on this machine and writes the table."""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import intake, keys, lines, peers, still, stores, table
from tests.bench.table import Figure
from tests.bench.terminal import Gone, Program

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".run" / "bench"
COMMAND = str(Path(sys.executable).parent / "socialtui")
FEED = 400
"""Mentions a second that arrive while somebody types."""


def tell(words: str) -> None:
    """Progress, beside the table that goes to stdout."""
    print(words, file=sys.stderr, flush=True)


def inbox(folder: Path, name: str) -> Program:
    """The program on a store; ready when the first row stands in the list and in the pane beside it."""
    env = {"SOCIALTUI_HOME": str(folder), "SOCIALTUI_BENCH_TOKEN": "none", "TEXTUAL_ANIMATIONS": "none"}
    ready = rf"(?s){stores.MARKER}.*{stores.MARKER}"
    store = folder / "state/default/store.db"
    return Program(name, (COMMAND,), ready, env, before=lambda: stores.forget_the_place(store))


def copy_of(folder: Path, name: str) -> Path:
    """A store that may be written to its heart's content."""
    target = WORK / name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    return target


@contextlib.contextmanager
def feeding(folder: Path) -> Iterator[None]:
    """Another process that takes in mentions all the while."""
    argv = [sys.executable, "-m", "tests.bench.stores", str(folder), "1000000", "--rate", str(FEED)]
    with subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.DEVNULL) as feed:
        try:
            yield
        finally:
            feed.terminate()


class Bench:
    """One run of everything, on stores that are made once."""

    def __init__(self, large: int, runs: int) -> None:
        self.runs = runs
        self.count = large
        self.large = stores.bench_home(WORK, large)
        self.small = stores.bench_home(WORK, 10_000)
        self.ours = inbox(self.large, "socialtui")
        self.few = inbox(self.small, "socialtui, 10,000")
        self.floor = peers.floor()
        self.neomutt = peers.neomutt(WORK)

    def start(self) -> list[Figure]:
        """Rows 1, 3, 4, 8, 10."""
        found = keys.in_turns(
            self.runs,
            {
                "minimal list": lambda: keys.walk(self.floor, keys.TALL, steps=20),
                "at 10,000": lambda: keys.walk(self.few, keys.TALL),
                "socialtui": lambda: keys.walk(self.ours, keys.TALL),
                "socialtui at 80×24": lambda: keys.walk(self.ours, keys.SMALL),
            },
            tell,
        )
        return [
            *keys.start_figures(found["minimal list"], found["at 10,000"], found["socialtui"]),
            *keys.pane_figures(found["socialtui at 80×24"], found["socialtui"]),
        ]

    def queue(self) -> list[Figure]:
        """Rows 2, 4, 5, and 6 beside them."""
        neomutt = self.neomutt
        programs: dict[str, Callable[[], keys.Walk]] = {
            "socialtui": lambda: keys.walk(self.ours, keys.WIDE, opening=("1", "z")),
            "minimal list": lambda: keys.walk(self.floor, keys.WIDE),
        }
        if neomutt is not None:
            programs["neomutt"] = lambda: keys.walk(neomutt, keys.WIDE)
        fed = copy_of(self.small, "fed")

        def beside_a_feed() -> keys.Walk:
            with feeding(fed):
                return keys.walk(inbox(fed, "socialtui, fed"), keys.WIDE, opening=("1", "z"))

        programs["fed"] = beside_a_feed
        found = keys.in_turns(self.runs, programs, tell)
        pressed = {n: table.median(v for w in ws for v in keys.visible(w.walk)) for n, ws in found.items()}
        return [
            *keys.queue_figures(found["socialtui"], found["minimal list"], found.get("neomutt", [])),
            table.ratio(
                6,
                f"j while {FEED} mentions a second come in, ms",
                pressed["fed"],
                pressed["socialtui"],
                1.15,
                "idle",
            ),
        ]

    def composer(self) -> list[Figure]:
        """Row 7."""
        return keys.composer_figures(inbox(copy_of(self.small, "typed"), "socialtui"))

    def search(self) -> list[Figure]:
        """Row 12."""
        return keys.search_figures(self.ours, self.runs)

    def views(self) -> list[Figure]:
        """Rows 13 and 14."""
        return keys.view_figures(self.ours, self.runs)

    def idle(self) -> list[Figure]:
        """Row 9."""
        return still.idle_figures(self.few)

    def drafts(self) -> list[Figure]:
        """Row 17."""
        folder = copy_of(self.small, "drafts")
        return still.draft_figures(inbox(folder, "socialtui"), folder, folder / "state/default/store.db")

    def intake(self) -> list[Figure]:
        """Row 11."""
        few, many = copy_of(self.small, "few"), copy_of(self.large, "many")
        return intake.intake_figures(WORK, few, many, self.count)

    def lines(self) -> list[Figure]:
        """Rows 15 and 16."""
        env = {"SOCIALTUI_HOME": str(self.small)}
        return [
            *lines.size_figures(self.large / "state/default/store.db", self.count),
            *lines.listing_figures((COMMAND,), env, self.runs),
        ]


PARTS = ("start", "queue", "composer", "search", "views", "idle", "drafts", "intake", "lines")


def main() -> int:
    """Measures what was asked for; 1 when a budget was missed."""
    asks = argparse.ArgumentParser(prog="make bench", description=__doc__)
    asks.add_argument("--runs", type=int, default=9, help="turns of each program (9)")
    asks.add_argument("--mentions", type=int, default=1_000_000, help="size of the large store (1,000,000)")
    asks.add_argument(
        "--only", choices=PARTS, action="append", help="one part; its table is printed, not kept"
    )
    said = asks.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    os.chdir(ROOT)
    tell(f"stores of 10,000 and {said.mentions:,} mentions (made once, kept in {WORK})")
    bench = Bench(said.mentions, said.runs)
    figures: list[Figure] = []
    failed = False
    for part in said.only or PARTS:
        tell(part)
        try:
            figures += getattr(bench, part)()
        except Gone as gone:
            failed = True
            tell(f"{part}: not measured: {gone}")
    text = table.markdown(figures, datetime.now(UTC).strftime("%Y-%m-%d"), said.runs)
    print(text)
    if not said.only and not failed:
        table.publish(text)
    return int(failed or any(figure.met is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
