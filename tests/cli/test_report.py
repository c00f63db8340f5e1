"""The report of a week: in words, JSON lines, a table and a picture, every number with its rows."""

import csv
import io

from socialtui.cli import lines, post_lines
from tests.cli.conftest import Box


def test_a_week_is_told_in_every_form(practice: Box) -> None:
    told = practice.demo("report")
    assert told.code == 0
    for words in (
        "answered in time",
        "time to first answer, median",
        "answers and thanks",
        "Week beside week",
    ):
        assert words in told.out
    found = practice.demo("report", "--week", "--json").lines
    assert all(tuple(one) == lines.keys(post_lines.ReportJson) for one in found)
    numbers = {one["number"]: one for one in found}
    assert numbers["in-time"]["of"] == len(numbers["in-time"]["rows"])
    table = list(csv.DictReader(io.StringIO(practice.demo("report", "--csv", "-").out)))
    heads = [row for row in table if row["words"]]
    assert [row["number"] for row in heads] == list(numbers)
    assert len(table) - len(heads) == sum(len(one["rows"]) for one in found)
    picture = practice.home / "week.svg"
    assert practice.demo("report", "--svg", str(picture)).code == 0
    assert picture.read_text().startswith("<svg")
    assert "answered" in picture.read_text()


def test_the_rows_behind_a_number_are_listed_and_a_wrong_name_is_mended(practice: Box) -> None:
    rows = practice.demo("report", "--rows", "taken", "--json").lines
    assert rows
    assert practice.demo("show", rows[0]["conversation"], "--json").code == 0
    ended = practice.demo("report", "--rows", "tacken")
    assert (ended.code, "Did you mean taken?" in ended.err) == (2, True)
    assert practice.demo("report", "--week", "2020-13-01").code == 2
    assert "none" in practice.demo("report", "--week", "2020-01-03").out
