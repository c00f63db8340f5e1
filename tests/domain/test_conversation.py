"""A row of the queue, and the short ids that people and scripts use."""

from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.conversation import Card, State, decode_id, encode_id
from socialtui.domain.mention import Band, Kind


def card(name: str, handle: str) -> Card:
    return Card(
        id=7, account_id=1, state=State.OPEN, band=Band.COMPLAINT, kind=Kind.COMPLAINT, pinned=False, due_at=20,
        first_at=10, last_at=12, wake_at=None, claimed_by=None, claimed_until=None, unread=0, tags=(), version=0,
        text="", hidden=False, name=name, handle=handle, code="ma", network="mastodon", account="acme",
        addressed=True,
    )  # fmt: skip


def test_the_key_is_the_queues_order() -> None:
    assert card("Rosa", "rosa").key == (1, 20, 10, 7)


def test_a_person_goes_by_name_else_by_handle() -> None:
    assert [card(*who).who for who in (("Rosa", "rosa"), ("", "rosa"), ("", ""))] == [
        "Rosa",
        "@rosa",
        "somebody",
    ]


@given(st.integers(0, 2**60 - 1), st.sampled_from("co"))
def test_an_id_reads_back_as_it_was_written(number: int, letter: str) -> None:
    written = encode_id(number, letter)
    assert written.isascii()
    assert decode_id(written, letter) == number
    assert decode_id(f" {written.upper()} ", letter) == number


@given(st.text(max_size=80))
def test_what_is_no_id_is_none_and_what_is_one_fits_the_store(text: str) -> None:
    number = decode_id(text)
    assert number is None or 0 <= number < 2**63


def test_ids_of_another_kind_or_too_long_are_none() -> None:
    assert [decode_id(text) for text in ("", "c", "o1", "cl", "ci", "1", "c" + "z" * 40)] == [None] * 7
