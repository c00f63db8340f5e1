"""Cards by command line: every flag, JSON, stdin, undo."""

from tests.cli.conftest import Box

CARD = ("card", "add", "--place", "LinkedIn", "--person", "Maria Haas")
ANGRY = "Third time my order is lost and nobody answers!"


def test_a_card_goes_its_whole_way(box: Box) -> None:
    assert "No card was written yet." in box.ok("card", "places").err
    flags = ("--link", "https://l.example/m", "--log", "by phone", "--role", "professional", "--at", "2h")
    ended = box.ok(*CARD, "--text", ANGRY, *flags)
    assert ended.out == "c1\n"
    assert ended.err == "card: Maria Haas in LinkedIn, complaint. An answer goes by hand.\n"
    (one,) = box.ok("list", "--json").lines
    assert (one["network"], one["account"], one["kind"], one["url"]) == (
        "cards", "LinkedIn", "complaint", "https://l.example/m",
    )  # fmt: skip
    assert one["can_reply"].startswith("LinkedIn takes nothing from here")
    assert one["tone"] is not None, "judged by all that judges"
    (place,) = box.ok("card", "places", "--json").lines
    assert place == {"place": "LinkedIn", "role": "professional", "open": 1}
    assert "LinkedIn by hand" in box.ok("show", "c1").out
    assert box("reply", "c1", "--text", "Sorry.").code == 1
    box.ok("reply", "c1", "--text", "Sorry.", "--by-hand")
    (one,) = box.ok("list", "--json", "--state", "answered").lines
    assert one["id"] == "c1"
    box.ok("sync", "--once")
    assert box.ok("account", "check").out.startswith("LinkedIn: ok")


def test_it_goes_on_from_stdin_and_is_taken_back(box: Box) -> None:
    box.ok(*CARD, "--text", "Hello.")
    (one,) = box.ok("card", "add", "--to", "c1", "--text", "-", "--json", given=f"{ANGRY}\nPlease.\n").lines
    assert (one["id"], one["kind"], one["text"], one["person"]) == (
        "c1",
        "complaint",
        f"{ANGRY}\nPlease.",
        "Maria Haas",
    )
    box.ok("undo")
    box.ok("undo")
    assert box.ok("list", "--json").lines == []


def test_the_person_of_another_place_is_the_same_when_said_so(box: Box) -> None:
    box.ok(*CARD, "--text", "Hello.")
    box.ok(
        "card", "add", "--place", "the phone", "--person", "Ms. Haas", "--text", "Me again.", "--same", "c1"
    )
    (person,) = box.ok("person", "c2", "--json").lines
    assert {one["account"] for one in person["handles"]} == {"LinkedIn", "the phone"}


def test_a_slip_is_named_and_stores_nothing(box: Box) -> None:
    for more, code, says in (
        ((), 1, "without words"), (("--text", "x", "--at", "tomorrow"), 2, "is no time"),
        (("--text", "x", "--at", "2999-01-01"), 2, "has not come yet"),
        (("--text", "x", "--to", "c9"), 2, "no conversation c9"),
        (("--text", "x", "--link", "ftp://x"), 1, "begins with https"),
    ):  # fmt: skip
        ended = box(*CARD, *more)
        assert (ended.code, says in ended.err) == (code, True), ended.err
    assert box.ok("list", "--json").lines == []
    assert box("card", "role", "MySpace", "mail").code == 1


def test_account_add_makes_a_place_too(box: Box) -> None:
    box.ok("account", "add", "cards", "--name", "MySpace")
    (place,) = box.ok("card", "places", "--json").lines
    assert place["place"] == "MySpace"
