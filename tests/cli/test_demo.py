"""The practice brand is kept between starts, grows when asked, and begins anew only when asked."""

from tests.cli.conftest import Box


def listed(box: Box) -> list[str]:
    return [one["text"] for one in box.demo("list", "--json", "--limit", "0").lines]


def test_it_has_three_accounts_and_something_of_every_kind(practice: Box) -> None:
    assert [one["name"] for one in practice.demo("account", "list", "--json").lines] == [
        "acme",
        "acme-alerts",
        "acme-blog",
    ]
    kinds = {one["kind"] for one in practice.demo("list", "--json", "--limit", "0").lines}
    assert {"complaint", "question", "praise"} <= kinds


def test_it_is_kept_between_starts(practice: Box) -> None:
    before = listed(practice)
    first = practice.demo("list", "--json", "--limit", "1").lines[0]["id"]
    practice.demo("note", first, "mine")
    practice.ok("demo", "--load-only")
    assert listed(practice) == before
    assert practice.demo("show", first, "--json").lines[0]["notes"]


def test_the_same_seed_is_the_same_world(practice: Box) -> None:
    before = listed(practice)
    practice.ok("demo", "--fresh", "--mentions", "100", "--rate", "0", "--load-only")
    assert listed(practice) == before
    practice.ok("demo", "--fresh", "--seed", "8", "--mentions", "100", "--rate", "0", "--load-only")
    assert listed(practice) != before


def test_it_grows_when_more_is_asked_for(practice: Box) -> None:
    before = len(listed(practice))
    practice.ok("demo", "--mentions", "300", "--load-only")
    assert len(listed(practice)) > before


def test_another_seed_needs_a_new_beginning(practice: Box) -> None:
    ended = practice.ok("demo", "--seed", "9", "--load-only")
    assert "--fresh" in ended.err


def test_a_real_brand_is_never_touched(practice: Box) -> None:
    assert practice.ok("list", "--json").lines == []
    practice.ok("demo", "--fresh", "--load-only")
    assert (practice.home / "state/default/store.db").exists()
