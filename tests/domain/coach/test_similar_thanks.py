"""Thanks that say what our last ones said."""

from typing import Any

from socialtui.domain.mention import Kind

P = Kind.PRAISE


def test_the_most_similar_one_is_named(says: Any) -> None:
    recent = (
        says.answered("That made our day, thank you for taking the time!", 2, "Tom", kind=P),
        says.answered("Glad the kite flies.", 3, kind=P),
    )
    words = says.words(
        "similar_thanks", "That made our day, thank you for taking time!", "Great!", P, recent=recent
    )
    assert words.startswith("90% like your thanks to “Tom”: “That made our day")


def test_short_thanks_are_told_only_when_they_are_all_one_says(says: Any) -> None:
    two = tuple(says.answered("Thank you!", n, kind=P) for n in (2, 3))
    assert says("similar_thanks", "Thank you!", "Great!", P, recent=two) == []
    three = (*two, says.answered("thank you", 4, kind=P))
    assert says.words("similar_thanks", "Thank you!", "Great!", P, recent=three) == (
        "3 of your last 3 thanks said this: “Thank you!”"
    )


def test_only_the_last_twenty_thanks_count_and_only_thanks(says: Any) -> None:
    text = "That made our day, thank you for taking the time!"
    others = tuple(
        says.answered(f"Number {n} is yours, have fun with it, dear {n}.", n, kind=P) for n in range(2, 22)
    )
    assert says("similar_thanks", text, "Great!", P, recent=(*others, says.answered(text, 40, kind=P))) == []
    assert says("similar_thanks", text, "Great!", P, recent=(says.answered(text, 40),)) == []
    assert says("similar_thanks", text, "It broke.", recent=(says.answered(text, 40, kind=P),)) == []
