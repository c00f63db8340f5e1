"""What learning from decisions brings: a stream of batches, judged first and decided afterwards.

`python -m tests.bench.learning SET.csv … --yes LABEL …` reads texts with labels (columns `text` and `label`; the
texts are not part of the project). Each batch holds a hundred mentions, twenty of them complaints. Printed is
the share of complaints among the first twenty of a batch, by the rules alone and with what was learned, over
the batches after 600 decisions; then the same with 15 % of the decisions wrong.
"""

import argparse
import csv
import random
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from socialtui.domain import kinds
from socialtui.domain.learning import Learned, Lesson, fit, lesson, says
from socialtui.domain.mention import Kind, KindScore
from socialtui.domain.mixing import mixed
from socialtui.domain.reading import MOST_READ, Reading, masked, read
from socialtui.tone import sound

BATCH, COMPLAINTS, FIRST = 100, 20, 20
DECISIONS = 600
WRONG = 0.15
QUEUE, QUEUES = 200, 60


class Text(Struct, frozen=True):
    """One labelled text, judged by the rules."""

    reading: Reading
    scores: list[KindScore]
    lesson: Lesson
    complaint: bool


def texts_of(path: Path, yes: frozenset[str], no: frozenset[str]) -> list[Text]:
    """The texts of one file; labels in `no` are left out."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["label"]) for row in csv.DictReader(file) if row["label"] not in no]
    found = []
    for words, label in rows:
        plain = masked(words[:MOST_READ])
        heard = sound(plain)
        reading = read(words, plain=plain, sound=heard.shares)
        scores = kinds.scores(reading, heard.tone)
        found.append(Text(reading, scores, lesson(reading, scores, {}), label in yes))
    return found


def complains(scores: Iterable[KindScore]) -> float:
    """The score of a complaint."""
    return next(one.score for one in scores if one.kind is Kind.COMPLAINT)


def first_twenty(queue: Sequence[Text], learned: Learned) -> float:
    """The share of complaints at the top of a queue."""
    order = sorted(queue, key=lambda text: -complains(mixed(text.scores, text.reading, learned)))
    return sum(text.complaint for text in order[:FIRST]) / FIRST


def stream(texts: Sequence[Text], seed: int, wrong: float, most: int) -> tuple[list[float], list[float]]:
    """The first twenty of each batch after 600 decisions: by the rules, and with what was learned."""
    dice = random.Random(seed)
    bad = [text for text in texts if text.complaint]
    fine = [text for text in texts if not text.complaint]
    dice.shuffle(bad)
    dice.shuffle(fine)
    told: list[Lesson] = []
    learned, rules, both = Learned(), [], []
    for number in range(most):
        queue = bad[number * COMPLAINTS : (number + 1) * COMPLAINTS]
        rest = BATCH - COMPLAINTS
        queue += fine[number * rest : (number + 1) * rest]
        if len(queue) < BATCH:
            break
        dice.shuffle(queue)
        if len(told) >= DECISIONS:
            rules.append(first_twenty(queue, Learned()))
            both.append(first_twenty(queue, learned))
        for text in queue:
            right = text.complaint != (dice.random() < wrong)
            told.append(replace(text.lesson, says=says(Kind.COMPLAINT if right else Kind.CHATTER, "kind")))
        if len(told) >= DECISIONS:
            learned = fit(told)
    return rules, both


def queues(texts: Sequence[Text], seed: int, wrong: float) -> tuple[list[float], list[float]]:
    """The first twenty of queues of two hundred fresh mentions, after exactly 600 decisions."""
    dice = random.Random(seed)
    bad = [text for text in texts if text.complaint]
    fine = [text for text in texts if not text.complaint]
    dice.shuffle(bad)
    dice.shuffle(fine)
    share = DECISIONS * COMPLAINTS // BATCH
    told = []
    for text in dice.sample(bad[:share] + fine[: DECISIONS - share], DECISIONS):
        right = text.complaint != (dice.random() < wrong)
        told.append(replace(text.lesson, says=says(Kind.COMPLAINT if right else Kind.CHATTER, "kind")))
    learned = fit(told)
    rules, both = [], []
    part = QUEUE * COMPLAINTS // BATCH
    for _ in range(QUEUES):
        queue = dice.sample(bad[share:], part) + dice.sample(fine[DECISIONS - share :], QUEUE - part)
        dice.shuffle(queue)
        rules.append(first_twenty(queue, Learned()))
        both.append(first_twenty(queue, learned))
    return rules, both


def main() -> None:
    """Prints one line a set, then the means."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--yes", nargs="+", default=["complaint", "negative"], help="labels of a complaint")
    parser.add_argument("--no", nargs="+", default=[], help="labels that are left out")
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--batches", type=int, default=15)
    asked = parser.parse_args()
    gains: dict[str, list[float]] = {}
    for path in asked.sets:
        texts = texts_of(path, frozenset(asked.yes), frozenset(asked.no))
        said = [f"{path.parent.name}/{path.stem}"]
        for name, wrong in (("right", 0.0), ("15 % wrong", WRONG)):
            streams = [stream(texts, seed, wrong, asked.batches) for seed in range(asked.seeds)]
            fresh = [queues(texts, seed, wrong) for seed in range(asked.seeds)]
            for what, found in (("batches", streams), ("queues of 200", fresh)):
                rules = statistics.mean(value for pair in found for value in pair[0])
                both = statistics.mean(value for pair in found for value in pair[1])
                gains.setdefault(f"{what}, {name}", []).append(both - rules)
                said.append(f"{what}, {name}: {rules:.3f} -> {both:.3f}")
        print("; ".join(said))
    for name, found_gains in gains.items():
        print(f"{name}: {statistics.mean(found_gains):+.3f}")


if __name__ == "__main__":
    main()
