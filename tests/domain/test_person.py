"""What an answer gave, who may be the same, and who comes first."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.conversation import Handle, Person
from socialtui.domain.mention import Kind
from socialtui.domain.person import (
    Exchange,
    Given,
    Known,
    alike,
    exchange_of,
    full_name,
    handle_name,
    only_asked,
    propose,
    ranked,
)
from tests.conftest import NOW


def handle(handle: str = "", name: str = "", url: str = "", number: int = 1) -> Handle:
    return Handle(number, "acme", "mastodon", handle, name, url)


@pytest.mark.parametrize(
    ("text", "kind", "exchange", "words"),
    [
        ("Sorry to hear that. It leaves tomorrow.", Kind.COMPLAINT, Exchange.HELP, ""),
        ("Thank you for telling us, it is mended now.", Kind.COMPLAINT, Exchange.HELP, ""),
        ("Could you send us your order number?", Kind.COMPLAINT, Exchange.HELP, ""),
        ("Yes, from May on: https://acme.example/api", Kind.QUESTION, Exchange.HELP, ""),
        ("That made our day, thank you.", Kind.PRAISE, Exchange.THANKS, ""),
        ("Thanks for the photo!", Kind.CHATTER, Exchange.THANKS, ""),
        ("Lovely boat, which varnish is it?", Kind.CHATTER, Exchange.HELP, ""),
        ("Great! Would you leave us a quick review?", Kind.PRAISE, Exchange.ASK, "leave us a quick review"),
        ("Thank you. Please share this with your club.", Kind.PRAISE, Exchange.ASK, "Please share this"),
        ("Tell your friends", Kind.CHATTER, Exchange.ASK, "Tell your friends"),
        ("All paddles 20% off until Friday", Kind.CHATTER, Exchange.PROMO, "20% off"),
        ("Check out our new canoe", Kind.QUESTION, Exchange.PROMO, "Check out our"),
        ("Share your order number with us in a message.", Kind.COMPLAINT, Exchange.HELP, ""),
        ("Your card was charged once, sales tax included.", Kind.QUESTION, Exchange.HELP, ""),
    ],
)
def test_an_answer_is_help_thanks_an_ask_or_a_promo(
    text: str, kind: Kind, exchange: Exchange, words: str
) -> None:
    assert exchange_of(text, kind) == (exchange, words)


def test_whoever_got_wishes_alone_has_only_been_asked() -> None:
    def one(exchange: Exchange) -> Given:
        return Given(1, NOW, "ana", "", exchange, "")

    assert only_asked([one(Exchange.ASK), one(Exchange.PROMO)])
    assert not only_asked([one(Exchange.ASK), one(Exchange.HELP)])
    assert not only_asked([one(Exchange.THANKS)])
    assert not only_asked([])


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("rosa@town.example", "rosa"),
        ("@Rosa", "rosa"),
        ("rosa.bsky.social", "rosa"),
        ("r.haas", "r.haas"),
        ("", ""),
    ],
)
def test_a_handle_is_compared_without_its_server(written: str, name: str) -> None:
    assert handle_name(written) == name


def test_one_word_is_no_full_name() -> None:
    assert full_name("Maria") == ""
    assert full_name(" Maria  HAAS ✨") == "maria haas"


def test_the_reasons_name_what_is_the_same() -> None:
    mine = [handle("rosa@town.example", "Rosa Haas", "https://www.rosa.example/")]
    assert alike(mine, [handle("rosa.bsky.social", "rosa haas", "http://rosa.example")]) == (
        "same handle rosa", "same name Rosa Haas", "same link rosa.example",
    )  # fmt: skip
    assert alike(mine, [handle("rosalie@town.example", "Rosa", "https://rosa.example/blog")]) == ()
    assert alike([handle("al")], [handle("al")]) == (), "two letters are no reason"
    assert alike([handle()], [handle()]) == (), "nothing known is no reason"


def test_the_best_reasons_are_proposed_first_and_nobody_to_themselves() -> None:
    rosa = Person(1, "Rosa Haas", "", (handle("rosa", "Rosa Haas"),), (), ())
    others = [
        (1, "Rosa Haas", [handle("rosa", "Rosa Haas")]),
        (2, "Rosa", [handle("rosa@b.example", "Rosa")]),
        (3, "Rosa Haas", [handle("rosa@c.example", "Rosa Haas")]),
        (4, "Tom", [handle("tom", "Tom Becker")]),
    ]
    assert [one.person_id for one in propose(rosa, others)] == [3, 2]


numbers = st.integers(0, 50)
people = st.lists(
    st.builds(
        Known, person_id=st.integers(1, 10**6), name=st.just(""), handles=st.just(()), networks=st.just(()),
        theirs=numbers, ours=numbers, helped=numbers, last_at=st.integers(0, NOW),
    ),
    max_size=12,
)  # fmt: skip


@given(people)
def test_talk_in_both_directions_and_help_decide_who_comes_first(found: list[Known]) -> None:
    order = ranked(found)
    assert sorted(order, key=id) == sorted(found, key=id)
    for above, below in pairwise(order):
        assert above.mutual + above.helped >= below.mutual + below.helped


def test_whoever_writes_much_and_gets_nothing_is_not_first() -> None:
    loud = Known(1, "Loud", (), (), theirs=900, ours=0, helped=0, last_at=NOW)
    friend = Known(2, "Friend", (), (), theirs=4, ours=3, helped=2, last_at=0)
    assert [one.person_id for one in ranked([loud, friend])] == [2, 1]
