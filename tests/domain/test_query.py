"""What a person types into the filter."""

import pytest

from socialtui.domain.conversation import State
from socialtui.domain.errors import UsageFault
from socialtui.domain.mention import Kind
from socialtui.domain.query import Query, match_expression, parse


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Query()),
        ("broken order", Query(words="broken order")),
        ('"third time" lost', Query(words='"third time" lost')),
        ("NET:Mastodon", Query(networks=("mastodon",))),
        ("account:acme role:blog", Query(accounts=("acme",), roles=("blog",))),
        ("kind:complaint kind:q", Query(kinds=(Kind.COMPLAINT, Kind.QUESTION))),
        ("@Rosa tag:refund", Query(handles=("rosa",), tags=("refund",))),
        ("is:late is:unread is:mine", Query(late=True, unread=True, mine=True)),
        ("is:snoozed", Query(states=(State.SNOOZED,))),
        ("is:any", Query(states=tuple(State))),
        ("is:owed", Query(bands=(0, 5))),
        ("is:other", Query(bands=(6, 6))),
        ("is:listened", Query(addressed=False)),
        ("source:search", Query(sources=("search",))),
        ("net: @ see https://example.org/a:b", Query(words="@ see https://example.org/a:b")),
    ],
)
def test_what_is_typed_becomes_a_query(typed: str, meant: Query) -> None:
    assert parse(typed) == meant


def test_a_filter_narrows_the_view_it_is_typed_in() -> None:
    base = Query(bands=(0, 5), words="order")
    assert parse("@rosa late", base) == Query(bands=(0, 5), words="order late", handles=("rosa",))


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("kind:complain t kind:complaimt", "did you mean complaint"),
        ("is:snozed", "did you mean snoozed"),
        ("knd:question", "did you mean kind"),
        ("role:blgo", "did you mean blog"),
        ("kind:xyzzy", "Kinds: complaint, question"),
        ("is:xyzzy", "States: late, mine"),
    ],
)
def test_a_wrong_word_is_told_with_the_nearest_right_one(typed: str, nearest: str) -> None:
    with pytest.raises(UsageFault, match="is no") as fault:
        parse(typed)
    assert nearest in str(fault.value)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("ref", '"ref"*'),
        ("ref ", '"ref"'),
        ("order ref", '"order" "ref"*'),
        ('"third time"', '"third time"'),
        ('"third ti', '"third ti"'),
        ('a"b', '"a b"*'),
        ("NEAR(a", '"NEAR(a"*'),
        ("- * _", ""),
        ("nul\x00", '"nul"*'),
    ],
)
def test_the_index_is_asked_for_words_and_never_for_its_own_language(words: str, asked: str) -> None:
    assert match_expression(words) == asked


def test_only_states_and_bands_have_kept_counts() -> None:
    assert parse("is:owed").counted
    assert parse("is:any").counted
    assert not parse("is:late").counted
    assert not parse("word").counted
