"""A person's file of views: read with its faults named, edited without losing what they wrote."""

from pathlib import Path

import pytest

from socialtui.domain.errors import ConfigFault, UsageFault
from socialtui.domain.query import parse
from socialtui.settings.views import TEMPLATE, read_views, view_id, with_view, without_view

TAKEN = ("owed", "late")
TWO = """\
# mine
[[view]]
name = "French, late"  # for Anne
query = "lang:fr is:late"

[[view]]
name = "Refunds"
query = "refund tag:money"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "views.toml").write_text(TWO, encoding="utf-8")
    return tmp_path / "views.toml"


def test_views_are_read_in_their_order(file: Path) -> None:
    found = read_views(file, TAKEN)
    assert found.faults == ()
    assert [(view.id, view.name, view.query) for view in found.views] == [
        ("french-late", "French, late", parse("lang:fr is:late")),
        ("refunds", "Refunds", parse("refund tag:money")),
    ]


def test_no_file_has_no_views(tmp_path: Path) -> None:
    assert read_views(tmp_path / "views.toml").views == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[view]]\nname = "a"\nquery = "is:snozed"', "views.toml:3: view[1].query: is:snozed is no state (letter 1);"
         " did you mean snoozed?"),
        ('[[view]]\nname = "a"\nquery = "x"\n[[view]]\nname = "A"\nquery = "y"',
         "views.toml:5: view[2].name: A is the name of view 1"),
        ('[[view]]\nname = "Late"\nquery = "x"',
         "views.toml:2: view[1].name: Late is the name of a view that comes with the program"),
        ('[[view]]\nname = "a"\nqeury = "x"', "views.toml:3: view[1].qeury: no such key; did you mean query?"),
        ('[[view]]\nquery = "x"', 'views.toml:1: view[1]: needs a name, such as name = "French"'),
        ('[[view]]\nname = "a"\nquery = 3', 'views.toml:1: view[1]: needs a query, such as query = "lang:fr"'),
        ('[[view]]\nname = "…"\nquery = "x"', "views.toml:2: view[1].name: a name is one line of at most 40 letters"),
        ('[[veiw]]\nname = "a"', "views.toml:1: veiw: no such table; did you mean view?"),
        ("view = 1", "views.toml:1: view: write [[view]], once for each"),
        ("[[view", "views.toml:1: not TOML"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "views.toml").write_text(text, encoding="utf-8")
    found = read_views(tmp_path / "views.toml", TAKEN).faults
    assert any(one.startswith(fault) for one in found), found


def test_a_fault_hides_its_own_view_alone(file: Path) -> None:
    file.write_text(TWO + '[[view]]\nname = "x"\nquery = "kind:nothing"\n', encoding="utf-8")
    found = read_views(file, TAKEN)
    assert [view.name for view in found.views] == ["French, late", "Refunds"]
    assert len(found.faults) == 1


def test_putting_in_and_taking_out_leaves_all_else_as_it_was(file: Path) -> None:
    put_in = with_view(file, "Thanks", "kind:praise", TAKEN)
    assert put_in.startswith(TWO.rstrip())
    file.write_text(put_in, encoding="utf-8")
    assert [view.name for view in read_views(file, TAKEN).views] == ["French, late", "Refunds", "Thanks"]
    taken_out = without_view(file, "refunds", TAKEN)
    assert "# for Anne" in taken_out
    assert "Refunds" not in taken_out
    changed = with_view(file, "french late", "lang:fr", TAKEN)
    assert changed == put_in.replace("lang:fr is:late", "lang:fr")


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    assert with_view(tmp_path / "views.toml", "a", "", TAKEN).startswith(TEMPLATE)


def test_what_would_be_a_fault_is_refused(file: Path) -> None:
    with pytest.raises(UsageFault, match="Late is the name of a view that comes with the program"):
        with_view(file, "Late", "x", TAKEN)
    with pytest.raises(UsageFault, match="did you mean late"):
        with_view(file, "mine", "is:laet", TAKEN)
    with pytest.raises(UsageFault, match="did you mean reddit"):
        with_view(file, "mine", "net:redit", TAKEN, lambda: ("reddit", "mail"))
    with pytest.raises(UsageFault, match="did you mean refunds"):
        without_view(file, "refund", TAKEN)
    with pytest.raises(UsageFault, match="comes with the program"):
        without_view(file, "late", TAKEN)
    file.write_text("[[view]]\n", encoding="utf-8")
    with pytest.raises(ConfigFault):
        with_view(file, "mine", "x", TAKEN)


def test_a_name_becomes_one_word() -> None:
    assert [view_id(name) for name in ("French, late", "  Ärger! ", "a-b", "…")] == [
        "french-late",
        "ärger",
        "a-b",
        "",
    ]
