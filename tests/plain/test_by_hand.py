"""Cards and visitors line by line."""

from tests.plain.test_mode import Room, room  # noqa: F401  the fixture


def test_a_card_is_written_and_taken_back(room: Room) -> None:  # noqa: F811
    told = room.type(
        "card",
        "MySpace",
        "Rosa",
        "It broke again.",
        "Nobody answers.",
        ".",
        "",
        "by phone",
        "list @rosa",
        "undo",
    )
    assert any("card: Rosa in MySpace" in line and "undo takes it out" in line for line in told)
    assert any("MySpace by hand" in line for line in told)
    assert any(line == "Undone: card: Rosa in MySpace" for line in told)
    assert room.code == 0


def test_a_card_without_a_name_is_none(room: Room) -> None:  # noqa: F811
    told = room.type("card", "MySpace", "")
    assert any("Nothing was said, and nothing is kept." in line for line in told)
    assert room.code == 1


def test_visitors_are_typed_in_and_told(room: Room) -> None:  # noqa: F811
    assert any("No site is counted yet" in line for line in room.type("traffic"))
    room.run(room.desk.traffic.add_by_hand("shop"))
    told = room.type("traffic shop 120", "traffic", "traffic shop many", "traffic shop ²")
    assert "week of 2026-09-14: 120 visitors" in told
    assert sum("no number of visitors" in line for line in told) == 2
