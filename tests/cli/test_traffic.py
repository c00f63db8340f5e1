"""Traffic by command line: sites, numbers typed in, weeks as JSON."""

from tests.cli.conftest import Box


def test_numbers_by_hand_go_their_whole_way(box: Box) -> None:
    assert "No site is counted yet." in box.ok("traffic").err
    assert box.ok("traffic", "add", "hand", "--name", "shop").err.startswith("shop is there")
    box.ok("traffic", "set", "shop", "--week", "2026-W20", "--visitors", "100")
    ended = box.ok("traffic", "set", "--week", "2026-05-20", "--visitors", "130", "--views", "200")
    assert ended.err == "shop, week of 2026-05-18: 130 visitors, 200 pages.\n"
    box.ok("traffic", "set", "--day", "2026-05-20", "--visits", "7")
    lines = box.ok("traffic", "--json", "--weeks", "104").lines
    assert [(one["start"], one["visitors"], one["change"], one["by"]) for one in lines] == [
        ("2026-05-18", 130, 0.3, "ana"),
        ("2026-05-11", 100, None, "ana"),
    ]
    assert "130 visitors, 200 pages; 30 % more" in box.ok("traffic", "list", "--weeks", "104").out
    (one,) = box.ok("traffic", "days", "shop", "--many", "730", "--json").lines
    assert (one["span"], one["start"], one["visits"]) == ("day", "2026-05-20", 7)
    box.ok("undo")
    assert box.ok("traffic", "days", "--many", "730").out == ""
    box.ok("traffic", "remove", "shop")
    assert box.ok("traffic", "--json").lines == []


def test_a_slip_is_named(box: Box) -> None:
    box.ok("traffic", "add", "hand", "--name", "shop")
    for words, says in (
        (("set", "--week", "lately", "--visitors", "1"), "is no day"),
        (("set", "--week", "2026-W20", "--day", "2026-05-20"), "not both"),
        (("add", "plausibel"), "There is no service called plausibel."),
    ):
        ended = box("traffic", *words)
        assert ended.code == 2
        assert says in ended.err
    assert box("traffic", "set", "--week", "2026-W20").code == 1
