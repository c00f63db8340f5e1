"""Every recorded answer of a counting service becomes numbers, or a trouble that is named here.

`SOCIALTUI_RECORDED` names the folder that holds `traffic`. The table of counts is printed with `-s`.
"""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from socialtui.domain.errors import Garbled, NetworkTrouble
from socialtui.domain.traffic import Span, Visits
from socialtui.http_client import Answer
from socialtui.services.traffic import goatcounter, matomo, plausible, umami

SAMPLES = sorted((Path(os.environ.get("SOCIALTUI_RECORDED", "nowhere")) / "traffic").glob("*.*"))
MONDAY = date(2024, 9, 2)

pytestmark = pytest.mark.skipif(
    not SAMPLES, reason="SOCIALTUI_RECORDED names no recordings of counting services"
)


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """What became of each sample; said when all are through."""
    rows: list[str] = []
    yield rows
    print(f"\ntraffic: {len(rows)} samples")
    print("\n".join(rows))


def answer_of(sample: Path) -> Answer:
    return Answer(200, {}, sample.read_bytes(), "https://stats.example", "stats.example")


def by_goatcounter(answer: Answer) -> tuple[Visits, ...]:
    counts = goatcounter.read(answer)
    days = goatcounter.days_of(counts, answer)
    if days:
        return tuple(Visits(day, views=n) for day, n in days.items())
    return (Visits(MONDAY, Span.WEEK, views=counts.total),)


def by_matomo(answer: Answer) -> tuple[Visits, ...]:
    return matomo.counted(answer, date(2010, 3, 6), date(2010, 3, 7), [])


def by_plausible(answer: Answer) -> tuple[Visits, ...]:
    try:
        return plausible.days_of(answer)
    except Garbled as trouble:
        if "by nothing" not in trouble.what:
            raise
        return (plausible.week_of(answer, MONDAY),)


def by_umami(answer: Answer) -> tuple[Visits, ...]:
    try:
        return tuple(umami.days_of(answer).values())
    except Garbled:
        return (umami.week_of(answer, MONDAY),)


READERS: dict[str, Callable[[Answer], tuple[Visits, ...]]] = {
    "goatcounter": by_goatcounter, "matomo": by_matomo, "plausible": by_plausible, "umami": by_umami,
}  # fmt: skip

EXPECTED = {
    "plausible_utm_response.json": "not by day",
    "plausible_pagination_response.json": "not by day",
}
"""Samples that hold no numbers of days or weeks, and the trouble that they must be."""


def expected(sample: Path) -> str:
    """The trouble that this sample must be; empty where it holds numbers, or where it isn't known."""
    if sample.name.endswith("_query.json"):
        return "data of another shape"  # what is asked, not what is answered
    return EXPECTED.get(sample.name, "")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_recorded_answer_is_numbers_or_the_expected_trouble(sample: Path, table: list[str]) -> None:
    service = sample.name.partition("_")[0]
    assert service in READERS, f"{sample.name}: no service reads this"
    trouble, met, kind = expected(sample), "", ""
    try:
        found = READERS[service](answer_of(sample))
    except NetworkTrouble as caught:
        met, kind, found = caught.what, caught.kind, ()
    if met:
        assert sample.name not in NUMBERS, f"{sample.name} holds numbers: {met}"
        assert trouble in met
        table.append(f"  {sample.name:45} {kind}{', as expected' if trouble else ''}: {met}")
        return
    assert not trouble, f"{sample.name} was to be a trouble"
    assert found
    told = ", ".join(f"{one.start} {one.visitors}/{one.visits}/{one.views}" for one in found[:3])
    table.append(f"  {sample.name:45} {len(found)} numbers: {told}")


NUMBERS = {
    "goatcounter_api_hits_include.json", "goatcounter_api_hits_no_hits.json", "goatcounter_api_hits_works.json",
    "matomo_bulk.json", "plausible_aggregate_response.json", "plausible_filtering_basics_response.json",
    "plausible_timeseries_response.json",
}  # fmt: skip
"""Samples that hold numbers, and must stay read."""
