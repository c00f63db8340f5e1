"""Ways of putting something, what a text is about, and how alike two are."""

from socialtui.domain.wording import Wording, likeness, stem, topics


def test_a_wording_is_found_with_its_place_the_longest_first() -> None:
    wording = Wording("lid", ("my ~ lid", "my lid broke"))
    assert [("Oh, my lid broke")[slice(*place)] for place in wording.find("Oh, my lid broke")] == [
        "my lid broke", "my lid", "lid",
    ]  # fmt: skip
    assert "no such thing" not in wording
    assert wording.first("nothing") is None


def test_what_a_text_is_about_has_no_little_words_and_no_endings() -> None:
    assert topics("The orders were ordered by @tom, see https://x.example/orders") == {"order"}
    assert stem("deliveries") == "delivery"
    assert stem("use") == "use"


def test_likeness_leaves_names_links_and_order_aside() -> None:
    assert likeness("Hi, it is back. https://a.example", "It is back, hi @tom!") == 1
    assert likeness("", "anything") == 0
    assert 0 < likeness("It is back", "It was back") < 1
