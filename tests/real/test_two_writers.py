"""A bulk load beside a person who types: no word is lost, nobody is refused, nobody waits."""

from pathlib import Path

import pytest

from tests.real.two_writers import PROMISED, measure

pytestmark = pytest.mark.real

MENTIONS = 3_000
BUSY = 10
"""A shared machine may stop everybody for a while; what is promised is measured by hand, on a quiet one."""


def test_a_person_types_on_during_a_bulk_load(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brand, measured = measure(tmp_path, MENTIONS)
    with capsys.disabled():
        print(f"\n  {measured.told()}")
    assert measured.loaded == MENTIONS - 60
    assert measured.errors == ()
    assert len(measured.ms) > 20
    assert max(measured.ms) < PROMISED * BUSY
    (draft,) = brand.json("drafts")
    assert draft["text"] == measured.text
    assert "locked" not in brand.log
    assert "Traceback" not in brand.log
