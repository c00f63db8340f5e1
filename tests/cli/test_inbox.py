"""Conversations are listed in the queue's order, and shown with the reason why they stand where they stand."""

from tests.cli.conftest import Box


def test_a_listing_stands_in_the_order_of_the_queue(practice: Box) -> None:
    found = practice.demo("list", "--json", "--limit", "0").lines
    order = [(one["band"], one["due_at"] or "9") for one in found]
    assert order == sorted(order)
    assert found[0]["kind"] == "complaint"
    assert '"' in found[0]["why"]


def test_pages_put_together_are_the_whole_list(practice: Box) -> None:
    whole = [one["id"] for one in practice.demo("list", "--json", "--limit", "0").lines]
    pages: list[str] = []
    while page := practice.demo(
        "list", "--json", "--limit", "7", *(["--after", pages[-1]] if pages else [])
    ).lines:
        pages += [one["id"] for one in page]
    assert pages == whole
    assert len(set(whole)) == len(whole)


def test_a_cut_listing_says_how_it_goes_on(practice: Box) -> None:
    cut = practice.demo("list", "--json", "--limit", "3")
    assert f"--after {cut.lines[-1]['id']}" in cut.err


def test_a_filter_narrows_the_list(practice: Box) -> None:
    found = practice.demo("list", "kind:question", "account:acme-blog", "--json").lines
    assert found
    assert {(one["kind"], one["account"]) for one in found} == {("question", "acme-blog")}


def test_a_wrong_filter_names_the_right_word(practice: Box) -> None:
    ended = practice.demo("list", "is:laet")
    assert ended.code == 2
    assert "did you mean late?" in ended.err
    ended = practice.demo("list", "net:mastodan")
    assert (ended.code, "net:mastodan is no network (letter 1); did you mean mastodon?" in ended.err) == (
        2,
        True,
    )
    assert practice.demo("list", "net:ma", "--json").lines


def test_states_are_listed_by_name(practice: Box) -> None:
    first = practice.demo("list", "--json", "--limit", "1").lines[0]["id"]
    practice.demo("done", first, "--reason", "spoke on the phone")
    assert first in [one["id"] for one in practice.demo("list", "--state", "done", "--json").lines]
    assert first not in [one["id"] for one in practice.demo("list", "--json", "--limit", "0").lines]


def test_the_next_one_is_the_one_due_first_over_all_bands(practice: Box) -> None:
    owed = [one for one in practice.demo("list", "--json", "--limit", "0").lines if one["due_at"]]
    (found,) = practice.demo("next", "--json").lines
    assert found["due_at"] == min(one["due_at"] for one in owed)
    (behind,) = practice.demo("next", "--after", found["id"], "--json").lines
    assert behind["due_at"] >= found["due_at"]
    assert behind["id"] != found["id"]


def test_nobody_waiting_is_told_by_the_exit_code(box: Box) -> None:
    ended = box("next")
    assert (ended.code, ended.out) == (1, "")


def test_a_conversation_is_shown_with_everything_said(practice: Box) -> None:
    first = practice.demo("list", "--json", "--limit", "1").lines[0]
    (shown,) = practice.demo("show", first["id"], "--json").lines
    assert shown["mentions"][-1]["text"]
    assert {one["said_at"][-1] for one in shown["mentions"]} == {"Z"}
    assert all("state" not in one for one in shown["mentions"])
    told = practice.demo("show", first["id"]).out
    assert first["text"].split("\n")[0][:30] in told
    assert "why: " in told


def test_an_unknown_conversation_is_one_clear_line(practice: Box) -> None:
    for word, words in (
        ("c9zzzz", "There is no conversation c9zzzz."),
        ("nonsense", "is no id of a conversation."),
    ):
        ended = practice.demo("show", word)
        assert ended.code == 2
        assert words in ended.err


def test_an_empty_inbox_says_how_to_begin(box: Box) -> None:
    ended = box.ok("list")
    assert ended.out == ""
    assert "account add" in ended.err


def test_schemes_to_harm_a_terminal_are_printed_harmless(practice: Box) -> None:
    first = practice.demo("list", "--json", "--limit", "1").lines[0]["id"]
    practice.demo("note", first, "red \x1b[31m alert \u202e and \x9b2J")
    told = practice.demo("show", first).out + practice.demo("show", first, "--json").out
    assert not {"\x1b", "\x9b", "\u202e"} & set(told)
