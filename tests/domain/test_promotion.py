"""Which links promote."""

import pytest

from socialtui.domain.facts import Fact
from socialtui.domain.promotion import promoting


@pytest.mark.parametrize(
    "text",
    [
        "https://acme.example/shop",
        "https://acme.example/x?utm_source=mastodon",
        "Check out our new range at https://acme.example/x.",
        "20 % off today https://acme.example/x",
        "Join our community: https://acme.example/x",
        "www.acme.example/sale",
    ],
)
def test_it_sells_or_leads_to_our_place(text: str) -> None:
    assert len(promoting(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://acme.example/help/returns",
        "The form is at https://acme.example/contact.",
        "https://acme.example/orders/7 has the number.",
        "No link. Check out our new range.",
        "Check out our guide: https://acme.example/guide/reset",
    ],
)
def test_it_only_helps(text: str) -> None:
    assert promoting(text) == ()


def test_a_place_of_ours_is_told_apart() -> None:
    (link,) = promoting("Let us continue on our forum https://talk.acme.example/t/1 please")
    assert link.place
    assert not promoting("https://acme.example/shop")[0].place


def test_a_facts_source_and_a_link_of_theirs_are_none() -> None:
    facts = (Fact("a", ("b",), "c", "https://www.acme.example/blog/c/"),)
    assert promoting("https://acme.example/blog/c", facts) == ()
    assert promoting("https://acme.example/shop", (), "see https://acme.example/shop") == ()
