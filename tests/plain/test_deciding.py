"""By line: what a row is, how urgent, whose, and the log of what was done."""

from tests.plain.test_mode import Room, room

__all__ = ["room"]


def test_a_kind_is_said_and_taken_off_and_teaches_as_on_the_screen(room: Room) -> None:
    told = room.type(
        "list @tom", "kind 1 complaint", "list @tom", "kind 1 complaint", "list @tom", "kind 1 fault"
    )
    rows = [line for line in told if line.startswith("1. ")]
    assert ["complaint" in row for row in rows] == [False, True, False]
    assert any("“fault” is no kind." in line for line in told)


def test_more_and_less_urgent_are_undone(room: Room) -> None:
    told = room.type("list", "urgency 3 more", "list", "undo", "list", "urgency 1 sideways")
    third = [line for line in told if line.startswith("3.")]
    assert third[0] == third[2]
    assert "urgency goes up or down. urgency 1 more, urgency 1 less." in told


def test_a_complaint_is_hidden_by_exception_alone(room: Room) -> None:
    told = room.type("list @rosa", "moderate 1 hide", "moderate 1 burn", "reopen 1")
    assert any("a complaint is not hidden" in line for line in told)
    assert any("burn is nothing a moderator does." in line for line in told)
    assert room.code == 1
    told = room.type("list @rosa", "moderate 1 spam", "reopen 1", "list @rosa")
    assert sum(line.startswith("1. ") for line in told) == 2


def test_a_colleague_gets_it_and_the_log_says_who_did_what(room: Room) -> None:
    told = room.type("list @rosa", "escalate 1 ben knows the depot", "note 1 asked twice", "undo", "events 3")
    assert any("ben" in line for line in told)
    log = [line for line in told if line[:2] == "20"]
    assert len(log) == 3
    assert any("(undone)" in line and "ana:" in line for line in log)
    assert "“0” is no number of lines. events, or events 50." in room.type("events 0")


def test_what_they_said_is_liked_where_the_network_takes_it(room: Room) -> None:
    assert any(line.startswith("liked") for line in room.type("list @rosa", "like 1"))
    assert room.run(room.store.value("SELECT kind FROM intents")) == "like"
