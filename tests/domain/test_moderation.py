"""Where a network has no way to do what a moderator asks, it says so in words."""

from socialtui.domain.moderation import ASKED, no_way


def test_each_verb_that_a_place_does_not_take_has_its_words() -> None:
    cannot = no_way("The town", ("mute", "report"), "mute or report instead")
    assert set(cannot) == set(ASKED) - {"mute", "report"}
    assert cannot["trash"] == "The town has no way to delete it; mute or report instead."


def test_a_place_that_takes_them_all_lacks_none() -> None:
    assert no_way("The town", ASKED, "") == {}
