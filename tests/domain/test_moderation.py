"""Where a network has no way to do what a moderator asks, it says so in words."""

from socialtui.domain.moderation import ASKED, no_way


def test_each_verb_that_a_place_does_not_take_has_its_words() -> None:
    cannot = no_way("The town", ("mute", "report"), "mute or report instead")
    assert set(cannot) == set(ASKED) - {"mute", "report"}
    assert cannot["trash"] == "The town has no way to delete it; mute or report instead."


def test_spam_is_called_so_where_nobody_takes_a_report_of_it() -> None:
    for takes in ((), ("hide", "trash")):
        assert no_way("A feed", takes, "open the link instead")["spam"] == (
            "A feed has no way to report it as spam; call it spam instead: K s, or `socialtui kind spam`."
        )


def test_a_place_that_takes_them_all_lacks_none() -> None:
    assert no_way("The town", ASKED, "") == {}
