"""What a person types into the filter."""

import pytest

from socialtui.domain.conversation import LISTED, State
from socialtui.domain.errors import UsageFault
from socialtui.domain.mention import Kind
from socialtui.domain.query import KEYS, TERMS, Query, Reach, match_expression, parse, settled


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
        ("is:any", Query(states=LISTED)),
        ("is:owed", Query(bands=(0, 5))),
        ("is:other", Query(bands=(6, 6))),
        ("is:listened", Query(addressed=False)),
        ("source:search", Query(sources=("search",))),
        ("from:acme", Query(accounts=("acme",))),
        ("lang:FR note:refund has:draft", Query(languages=("fr",), notes=("refund",), has=("draft",))),
        ('note:"lost parcel"', Query(notes=("lost parcel",))),
        ("promise:open promise:br", Query(promises=("open", "broken"))),
        ("due:<1h age:>2d", Query(due=(Reach(True, 3600),), age=(Reach(False, 172_800),))),
        ("due:30m age:1w", Query(due=(Reach(True, 1800),), age=(Reach(False, 604_800),))),
        ("due:today due:tomorrow", Query(due=(Reach(day=0), Reach(day=1)))),
        ("due:< age:", Query()),
        ("-kind:spam -@Rosa", Query(without=(Query(kinds=(Kind.SPAM,)), Query(handles=("rosa",))))),
        ('-refund -"third time"', Query(without=(Query(words='"refund"'), Query(words='"third time"')))),
        ("- -- -tag:", Query(words="- --")),
        ("is:snoozed is:answered", Query(states=(State.SNOOZED, State.ANSWERED))),
        ("is:any -is:spam -is:done", Query(states=(State.OPEN, State.SNOOZED, State.ANSWERED))),
        ("-is:spam", Query()),
        ("-is:open", Query(states=(State.SNOOZED, State.ANSWERED, State.DONE, State.SPAM))),
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
        ("lost kind:complaimt", "(letter 6)"),
        ("a -is:snozed", "(letter 3); did you mean snoozed?"),
        ("due:soon", "Write due:<1h or due:>2d; due:today, due:tomorrow."),
        ("age:today", "Write age:<1h or age:>2d."),
        ("promise:opne", "did you mean open?"),
        ("has:drafts", "did you mean draft?"),
    ],
)
def test_a_wrong_word_is_told_with_the_nearest_right_one(typed: str, nearest: str) -> None:
    with pytest.raises(UsageFault, match="is no") as fault:
        parse(typed)
    assert nearest in str(fault.value)


def test_a_network_that_there_is_not_is_told_with_the_nearest_one_where_they_are_known() -> None:
    def networks() -> tuple[str, ...]:
        return ("mail", "mastodon", "rss")

    for typed in ("net:mastodan", "-net:Mastodan", 'net:"mastodan"', "lost net:mail net:mastodan"):
        with pytest.raises(
            UsageFault, match=r"net:mastodan is no network \(letter \d+\); did you mean mastodon\?"
        ) as fault:
            parse(typed, networks=networks)
        assert fault.value.next_step == "Networks: mail, mastodon, rss."
    assert parse("net:ma net:fb net:masto net: -net:rss", networks=networks).networks == ("ma", "fb", "masto")
    assert parse("net:mastodan").networks == ("mastodan",)


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


def test_hiding_every_state_is_refused() -> None:
    with pytest.raises(UsageFault, match="leaves no state"):
        parse("-is:any")


def test_stretches_of_time_become_moments_on_the_persons_days() -> None:
    def midnight(days: int) -> int:
        return 1_000_000 + 86_400 * days

    def span(typed: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        query = settled(parse(typed), 1_050_000, midnight)
        assert not query.asks_for_time
        return query.due_span, query.said_span

    never = 2**40
    assert span("due:<1h") == ((0, 1_053_600), None)
    assert span("due:>1h") == ((1_053_600, never), None)
    assert span("due:today") == ((0, 1_086_400), None)
    assert span("due:tomorrow due:>1h") == ((1_086_400, 1_172_800), None)
    assert span("age:>1h") == (None, (0, 1_046_400))
    assert span("age:<2h age:>1h") == (None, (1_042_800, 1_046_400))
    (hidden,) = settled(parse("-due:<1h"), 1_050_000, midnight).without
    assert hidden.due_span == (0, 1_053_600)


def test_every_key_is_explained_once() -> None:
    told = [form.partition(":")[0] for form, _ in TERMS if ":" in form]
    assert sorted(told) == sorted(set(KEYS) - {"from"})
    assert all(parse(form.replace("WORD", "late")) for form, _ in TERMS if form.startswith("is:"))
