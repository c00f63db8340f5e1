"""What keys cost: rows 1 to 8, 10 and 12 to 14, each from sessions of the program in a terminal."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.bench.table import Figure, mean, median, percentile, ratio, upto
from tests.bench.terminal import Cost, Program, Start, Terminal

WIDE, TALL, SMALL = (120, 40), (120, 36), (80, 24)
SENTENCE = "Thank you for telling us, and sorry that it took this long. "
INSERTED = "really and truly "
SEARCHED = ("refund", "order", "late", "broken", "thanks")


@dataclass
class Walk:
    """What one session on a list showed."""

    start: Start
    page: list[Cost] = field(default_factory=list)
    """Keys that stay inside the window."""
    walk: list[Cost] = field(default_factory=list)
    """A long way down, window changes included."""
    jumps: list[Cost] = field(default_factory=list)
    """Whole pages."""
    lag: float | None = None
    memory: float = 0.0


def walk(program: Program, size: tuple[int, int], opening: tuple[str, ...] = (), steps: int = 200) -> Walk:
    """Starts, goes down and up inside the window, then far down."""
    with Terminal(program, *size) as terminal:
        seen = Walk(terminal.ready())
        for key in opening:
            terminal.press(key, silence=0.3)
        inside = max(3, size[1] // 3 - 2) if size == SMALL else size[1] // 2 - 4
        for key in ("j" * inside, "k" * (inside - 1)):
            seen.page += [terminal.press(one) for one in key]
        seen.walk = [terminal.press("j", silence=0.05) for _ in range(steps)]
        seen.jumps = [terminal.press("pgdn", silence=0.1) for _ in range(10)]
        seen.lag = terminal.hold("j", 60)
        seen.memory = terminal.memory()
        return seen


def in_turns(
    runs: int, programs: dict[str, Callable[[], Walk]], tell: Callable[[str], None]
) -> dict[str, list[Walk]]:
    """Each program once a turn, the order turned round every time."""
    found: dict[str, list[Walk]] = {name: [] for name in programs}
    for turn in range(runs):
        names = list(programs) if turn % 2 == 0 else list(reversed(programs))
        for name in names:
            found[name].append(programs[name]())
            tell(f"run {turn + 1} of {runs}: {name}, first screen {found[name][-1].start.first:.0f} ms")
    return found


def visible(costs: list[Cost]) -> list[float]:
    return [cost.visible for cost in costs if cost.visible is not None]


def sizes(costs: list[Cost]) -> list[int]:
    return [cost.bytes for cost in costs]


def starting(runs: list[Walk]) -> tuple[float, float]:
    """Median milliseconds to the first screen, and median CPU of the whole start."""
    return median(run.start.first for run in runs), median(run.start.cpu for run in runs)


def start_figures(floor: list[Walk], small: list[Walk], large: list[Walk]) -> list[Figure]:
    """Row 1, and row 10's growth."""
    (first, cpu), (least, least_cpu), (few, _) = starting(large), starting(floor), starting(small)
    grown = median(r.memory for r in large), median(r.memory for r in small)
    return [
        ratio(1, "first usable screen at 1,000,000 mentions, ms", first, least, 1.20, "minimal list"),
        ratio(1, "the same, CPU ms of the whole start", cpu, least_cpu, 1.30, "minimal list"),
        ratio(1, "1,000,000 over 10,000 mentions, first screen", first, few, 1.05, "at 10,000"),
        upto(10, "memory of the desk after 200 j and 10 pages, MB", grown[0], 60),
        ratio(10, "memory at 1,000,000 over 10,000 mentions", grown[0], grown[1], 1.03, "at 10,000"),
    ]


def queue_figures(ours: list[Walk], floor: list[Walk], peer: list[Walk]) -> list[Figure]:
    """Rows 2, 4 and 5 on the queue alone, 120×40."""
    press = median(v for run in ours for v in visible(run.walk))
    least = median(v for run in floor for v in visible(run.walk))
    theirs = median(v for run in peer for v in visible(run.walk)) if peer else None
    bytes_there = mean(n for run in peer for n in sizes(run.walk)) if peer else None
    late = percentile((v for run in ours for v in visible(run.walk)), 0.95)
    return [
        upto(2, "bytes per j and k inside the page, queue alone, median", median(
            n for run in ours for n in sizes(run.page)), 90, beside="" if not peer else
            f"neomutt {median(n for run in peer for n in sizes(run.page)):.0f}"),
        ratio(4, "mean bytes per j over 200 rows, queue alone", mean(
            n for run in ours for n in sizes(run.walk)), bytes_there, 1.25, "neomutt"),
        ratio(5, "key to last visible byte, j, ms", press, theirs, 2.2, "neomutt"),
        ratio(5, "the same", press, least, 1.2, "minimal list"),
        ratio(5, "its 95th percentile over its median", late, press, 3, "own median"),
        upto(5, "a held key at 30 a second, lag ms", median(run.lag for run in ours), 10),
    ]  # fmt: skip


def pane_figures(small: list[Walk], tall: list[Walk]) -> list[Figure]:
    """Rows 3, 4 and 8: with the preview at 80×24, with the thread at 120×36."""
    figures = []
    for words, runs, inside, far, start in (
        ("preview, 80×24", small, 450, 900, 9_000), ("thread, 120×36", tall, 1_300, 2_000, 14_000),
    ):  # fmt: skip
        figures += [
            upto(3, f"bytes per j inside the page, {words}, mean", mean(
                n for run in runs for n in sizes(run.page)), inside),
            upto(4, f"mean bytes per j over the walk, {words}", mean(
                n for run in runs for n in sizes(run.walk)), far),
            upto(8, f"bytes to start, {words}", median(run.start.bytes for run in runs), start),
        ]  # fmt: skip
    return figures


def composer_figures(program: Program) -> list[Figure]:
    """Row 7: letters at the end, then in the middle of what stands there."""
    with Terminal(program, *SMALL) as terminal:
        terminal.ready()
        terminal.press("r", silence=0.4)
        # Each letter waits for the counter, which follows the last key by its own delay.
        end = [terminal.press(letter, silence=0.25) for letter in SENTENCE * 2]
        terminal.press("up", silence=0.25)
        terminal.press("home", silence=0.25)
        middle = [terminal.press(letter, silence=0.25) for letter in INSERTED]
        terminal.press("esc", silence=0.4)
    return [
        upto(7, "bytes per letter at the end of the composer's text, mean", mean(sizes(end)), 300),
        upto(7, "bytes per letter in the middle of a paragraph, mean", mean(sizes(middle)), 600),
    ]


def search_figures(program: Program, runs: int) -> list[Figure]:
    """Row 12: as typed, letter by letter, at 1,000,000 mentions; so often that one of a hundred is not the worst."""
    hits: list[float] = []
    with Terminal(program, *TALL) as terminal:
        terminal.ready()
        for _ in range(max(3, runs)):
            for word in SEARCHED:
                terminal.press("/", silence=0.2)
                hits += visible([terminal.press(letter, silence=0.12) for letter in word])
                terminal.press("esc", silence=0.2)
                terminal.press("esc", silence=0.2)
    return [
        upto(12, "search as typed: key to hits, ms, median", median(hits), 25),
        upto(12, "the same, 99th percentile", percentile(hits, 0.99), 50),
    ]


def view_figures(program: Program, runs: int) -> list[Figure]:
    """Rows 13 and 14: switching views, and acting on a row."""
    views: list[float] = []
    pages: list[float] = []
    steps: list[float] = []
    acts: list[float] = []
    with Terminal(program, *TALL) as terminal:
        terminal.ready()
        for _ in range(max(3, runs)):
            views += visible([terminal.press("]", silence=0.15)])
        for _ in range(max(3, runs)):
            terminal.press("[", silence=0.15)
        for _ in range(max(3, runs)):
            pages += visible([terminal.press("pgdn", silence=0.12)])
            steps += visible([terminal.press("j", silence=0.1) for _ in range(3)])
            terminal.press("s", silence=0.15)
            acts += visible([terminal.press("t", silence=0.15)])
            acts += visible([terminal.press("u", silence=0.15)])
    return [
        ratio(13, "switching the view, ms", median(views), median(pages), 1.5, "a page down"),
        ratio(14, "snooze and undo to the next row, ms", median(acts), median(steps), 3, "a j"),
    ]
