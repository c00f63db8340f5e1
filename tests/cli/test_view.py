"""Views by command line: kept, listed, read, taken out."""

from tests.cli.conftest import Box


def test_a_view_is_saved_listed_read_and_taken_out(practice: Box) -> None:
    ended = practice.demo("view", "save", "Asked, not by mail", "kind:question", "-net:mail")
    assert ended.err == "view Asked, not by mail saved; g 2 shows it.\n"
    listed = practice.demo("view", "list", "--json").lines
    assert [one["key"] for one in listed] == [str(n) for n in range(1, 10)] + [None] * (len(listed) - 9)
    own = next(one for one in listed if one["own"])
    assert (own["id"], own["key"], own["query"]) == ("asked-not-by-mail", "2", "kind:question -net:mail")
    found = practice.demo("list", "--view", "asked not by mail", "--json", "--limit", "0").lines
    assert len(found) == own["rows"] > 0
    assert {one["kind"] for one in found} == {"question"}
    narrowed = practice.demo("list", "--view", own["id"], "account:acme-blog", "--json", "--limit", "0").lines
    assert 0 < len(narrowed) < len(found)
    assert "g 2" in practice.demo("view", "list").out
    assert practice.demo("view", "remove", own["id"]).code == 0
    assert not any(one["own"] for one in practice.demo("view", "list", "--json").lines)
    assert practice.demo("undo").code == 0
    assert any(one["own"] for one in practice.demo("view", "list", "--json").lines)


def test_a_minus_before_a_term_is_no_option(practice: Box) -> None:
    every = practice.demo("list", "--json", "--limit", "0").lines
    others = practice.demo("list", "-kind:complaint", "-has:draft", "--json", "--limit", "0").lines
    assert 0 < len(others) < len(every)
    assert "complaint" not in {one["kind"] for one in others}
    assert "Usage" in practice.demo("list", "-h").out


def test_wrong_words_are_named(practice: Box) -> None:
    ended = practice.demo("view", "save", "x", "kind:complaimt")
    assert (ended.code, "did you mean complaint?" in ended.err) == (2, True)
    ended = practice.demo("view", "save", "x", "net:mastodan")
    assert (ended.code, "did you mean mastodon?" in ended.err) == (2, True)
    assert "did you mean late?" in practice.demo("list", "--view", "laet").err
    practice.write("views.toml", '[[view]]\nname = "x"\nquery = "is:laet"\n', brand="demo")
    ended = practice.demo("view", "list")
    assert ended.code == 2
    assert "views.toml:3: view[1].query: is:laet is no state" in ended.err
    checked = practice.demo("config", "check")
    assert "views.toml:3" in checked.err
