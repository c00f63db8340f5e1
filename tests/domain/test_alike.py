"""Texts that say the same, and a copy of an answer for somebody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.alike import MOST_TERMS, alike, copied, terms, weights

MINE = "The checkout page crashes when I pay with a voucher."
OTHERS = {
    1: "Your checkout crashed again with my voucher, I tried twice",
    2: "voucher page: checkout crashes",
    3: "My parcel never came and nobody answers",
    4: "I love the new page",
    5: "Which voucher can I use?",
}


def telling(text: str) -> dict[str, float]:
    counts = {word: sum(word in terms(other) for other in OTHERS.values()) + 1 for word in terms(text)}
    return weights(counts, 1_000)


def test_what_says_the_same_is_found_and_what_shares_a_word_is_not() -> None:
    found = alike(telling(MINE), OTHERS.items())
    assert {one.id for one in found} == {1, 2}
    assert found[0].share >= found[1].share
    assert {"checkout", "voucher"} <= set(found[0].words)


def test_handles_links_own_names_and_filling_words_tell_nothing() -> None:
    assert terms("@acme Why does Acme never answer? https://x.example/voucher", ("Acme",)) == ["answer"]
    assert terms("DÉJÀ déjà vu") == ["deja"]
    assert alike({}, OTHERS.items()) == []


def test_the_rarest_words_count() -> None:
    many = {f"w{n}": n + 1 for n in range(40)}
    kept = weights(many, 100)
    assert len(kept) == MOST_TERMS
    assert next(iter(kept)) == "w0"


@pytest.mark.parametrize(
    ("text", "theirs", "new", "told"),
    [
        ("Hi Tom, sorry.", ("Tom Becker", "tom"), ("Nina Late", "nina"), "Hi Nina, sorry."),
        ("Dear Tom Becker, it is fixed.", ("Tom Becker", "tom"), ("Nina Late", ""), "Dear Nina Late, it is fixed."),
        ("@tom it is fixed, Tom.", ("Tom", "tom"), ("Nina", "nina"), "@nina it is fixed, Nina."),
        ("Hi Tom, it is fixed.", ("Tom", ""), ("", "xx"), "Hi, it is fixed."),
        ("Tomorrow it works, Tom.", ("Tom", ""), ("Nina", ""), "Tomorrow it works, Nina."),
        ("It is fixed.", ("", ""), ("Nina", "nina"), "It is fixed."),
        ("Hi Tom (@tom@a.example).", ("Tom", "tom@a.example"), ("Nina", ""), "Hi Nina ()."),
    ],
)  # fmt: skip
def test_a_copy_has_the_other_person_in_it(
    text: str, theirs: tuple[str, str], new: tuple[str, str], told: str
) -> None:
    assert copied(text, theirs, new) == told


NAMES = st.text(st.sampled_from("ABab é"), min_size=1, max_size=8)


@given(NAMES, NAMES, st.text(st.sampled_from("xyz .,"), max_size=12))
def test_nobody_is_called_by_anothers_name(old: str, new: str, rest: str) -> None:
    called = old.split()[0] if old.split() else ""
    if not called or called in new.split():
        return
    copy = copied(f"Hi {called}, {rest}", (old, ""), (new, ""))
    assert called not in copy.replace(new.strip(), "").replace(",", " ").split()
