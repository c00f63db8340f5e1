"""Counts that must not grow: bytes to a slow terminal, for keys that are pressed all day."""

import asyncio
import sys
import time
from pathlib import Path

import pytest

from socialtui.settings.folders import home
from tests.bench import keys, stores
from tests.bench.table import mean, median
from tests.bench.terminal import Program, Terminal


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SOCIALTUI_HOME of a store with 2,000 mentions."""
    folder = tmp_path_factory.mktemp("home")
    asyncio.run(stores.fill(home({"SOCIALTUI_HOME": str(folder)}), 2_000))
    return folder


@pytest.fixture
def program(store: Path) -> Program:
    env = {"SOCIALTUI_HOME": str(store), "SOCIALTUI_BENCH_TOKEN": "none", "TEXTUAL_ANIMATIONS": "none"}
    ready, file = rf"(?s){stores.MARKER}.*{stores.MARKER}", store / "state/default/store.db"
    argv = (sys.executable, "-m", "socialtui")
    return Program("socialtui", argv, ready, env, before=lambda: stores.forget_the_place(file))


def away_from_the_minute(terminal: Terminal, needed: float) -> None:
    """Waits past a full minute that would fall into the next `needed` seconds."""
    if (second := time.time() % 60) + needed > 59:
        terminal.quiet(61.5 - second, limit=62)
        terminal.settle()


@pytest.mark.parametrize(("size", "most"), [(keys.SMALL, 9_000), (keys.TALL, 14_000)])
def test_the_start_fits_a_slow_line(program: Program, size: tuple[int, int], most: int) -> None:
    with Terminal(program, *size) as terminal:
        assert terminal.ready().bytes <= most


@pytest.mark.parametrize(
    ("size", "opening", "most"),
    [(keys.SMALL, (), 450), (keys.TALL, (), 1_300), (keys.WIDE, ("1", "z"), 90)],
    ids=["with the preview", "with the thread", "queue alone"],
)
def test_a_step_inside_the_page_is_cheap(
    program: Program, size: tuple[int, int], opening: tuple[str, ...], most: int
) -> None:
    with Terminal(program, *size) as terminal:
        terminal.ready()
        for key in opening:
            terminal.press(key, silence=0.3)
        away_from_the_minute(terminal, 4)
        costs = [terminal.press(key, silence=0.1) for key in "jjjjjkkkk"]
    counted = median(keys.sizes(costs)) if opening else mean(keys.sizes(costs))
    assert counted <= most


def test_a_letter_in_the_composer_is_cheap(program: Program) -> None:
    with Terminal(program, *keys.SMALL) as terminal:
        terminal.ready()
        terminal.press("r", silence=0.5)
        away_from_the_minute(terminal, 6)
        end = [terminal.press(letter, silence=0.12) for letter in keys.SENTENCE[:20]]
        terminal.press("home", silence=0.25)
        middle = [terminal.press(letter, silence=0.12) for letter in "very "]
        text = terminal.text()
        terminal.press("esc", silence=0.3)
    assert keys.SENTENCE[:20].strip() in text
    assert mean(keys.sizes(end)) <= 300
    assert mean(keys.sizes(middle)) <= 600


def test_nobody_typing_means_nothing_sent(program: Program) -> None:
    with Terminal(program, *keys.TALL) as terminal:
        terminal.ready()
        terminal.quiet(2.0, limit=10)
        away_from_the_minute(terminal, 5)
        before = len(terminal.log)
        terminal.quiet(4.0, limit=4)
        assert terminal.log[before:] == []
