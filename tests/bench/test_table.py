"""A table that says what was measured, and no more."""

from tests.bench.table import Figure, markdown, percentile, ratio, upto


def test_a_limit_counts_as_kept() -> None:
    assert upto(2, "bytes", 90, 90).met
    assert not upto(2, "bytes", 90.1, 90).met


def test_without_the_other_program_nothing_is_claimed() -> None:
    figure = ratio(5, "j", 2.6, None, 2.2, "neomutt")
    assert figure.met is None
    assert "not comparable here" in markdown([figure], "2026-01-02", 9)


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([1, 2, 3, None, 4], 0.5) == 3
    assert percentile([5.0], 0.99) == 5


def test_rows_stand_in_the_order_of_the_budgets() -> None:
    table = markdown([Figure(9, "idle", "0", "0", "", True), upto(2, "j", 80, 90)], "2026-01-02", 9)
    assert table.index("| 2 |") < table.index("| 9 |")
    assert "missed" not in table
