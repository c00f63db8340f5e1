"""Every recorded answer of a counting service becomes numbers, or a trouble that is named here.

`SOCIALTUI_RECORDED` names the folder that holds `traffic`. The table of counts is printed with `-s`.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from socialtui.domain.errors import Garbled
from socialtui.domain.traffic import Visits
from socialtui.http_client import Answer
from socialtui.services.traffic import goatcounter, matomo, plausible

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


def read(sample: Path) -> tuple[Visits, ...]:
    """As the service's own file reads it; raises `Garbled`."""
    answer = Answer(200, {}, sample.read_bytes(), "https://stats.example", "stats.example")
    service = sample.name.partition("_")[0]
    if service == "goatcounter":
        counts = goatcounter.read(answer)
        assert sum(goatcounter.days_of(counts, answer).values()) == counts.total
        return tuple(Visits(day, views=n) for day, n in goatcounter.days_of(counts, answer).items())
    if service == "matomo":
        return matomo.counted(answer, date(2010, 3, 6), date(2010, 3, 7), [])
    assert service == "plausible", f"{sample.name}: no service reads this"
    try:
        return plausible.days_of(answer)
    except Garbled as trouble:
        if "by nothing" not in trouble.what:
            raise
        return (plausible.week_of(answer, MONDAY),)


def expected(sample: Path) -> str:
    """The trouble that this sample must be; empty where it holds numbers."""
    if sample.name.endswith("_query.json"):
        return "data of another shape"  # what is asked, not what is answered
    if sample.name in ("plausible_utm_response.json", "plausible_pagination_response.json"):
        return "not by day"  # sorted by where visitors came from, which is never asked for
    return ""


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_recorded_answer_is_numbers_or_the_expected_trouble(sample: Path, table: list[str]) -> None:
    trouble = expected(sample)
    if trouble:
        with pytest.raises(Garbled, match=trouble) as caught:
            read(sample)
        table.append(f"  {sample.name:45} {caught.value.kind}, as expected: {caught.value.what}")
        return
    found = read(sample)
    assert found or sample.name == "goatcounter_api_hits_no_hits.json"
    told = ", ".join(f"{one.start} {one.visitors}/{one.visits}/{one.views}" for one in found[:3])
    table.append(f"  {sample.name:45} {len(found)} numbers: {told}")
