"""A folder of like parts offers each of its files by name, and tells the nearest of one that isn't there."""

from pathlib import Path

from socialtui.domain.folder import names, unknown


def test_files_and_packages_are_parts_and_hidden_ones_are_not(tmp_path: Path) -> None:
    for file in ("pear.py", "apple.py", "_core.py", "notes.txt"):
        (tmp_path / file).write_text("")
    (tmp_path / "plum").mkdir()
    (tmp_path / "plum" / "__init__.py").write_text("")
    assert names([str(tmp_path)]) == ("apple", "pear", "plum")


def test_an_unknown_part_is_told_the_nearest_or_all() -> None:
    fault = unknown("network", " Mastadon", ("bluesky", "mastodon"))
    assert (fault.what, fault.next_step) == (
        "There is no network called  Mastadon.",
        "Did you mean mastodon?",
    )
    assert unknown("service", "x", ("a", "b")).next_step == "There are: a, b."
