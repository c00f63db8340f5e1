"""Saved views on the desk: kept, shown, taken out, taken back."""

from pathlib import Path

import pytest

from socialtui.desk.queue import VIEWS
from socialtui.domain.conversation import LISTED
from socialtui.domain.errors import DeskRefusal, UsageFault
from socialtui.domain.query import Query, parse
from tests.conftest import MakeDesk


def names(desk: object) -> list[str]:
    return [view.words for view in desk.views.all()]  # type: ignore[attr-defined]


async def test_own_views_stand_behind_the_first_in_the_files_order(desk: MakeDesk, tmp_path: Path) -> None:
    ana = await desk("ana")
    assert names(ana) == [view.words for view in VIEWS]
    done = await ana.views.save("French, late", "lang:fr is:late")
    assert done.words == "view French, late saved; g 2 shows it"
    await ana.views.save("Refunds", "refund")
    assert names(ana)[:4] == ["Owed", "French, late", "Refunds", "To read"]
    assert (tmp_path / "views.toml").read_text("utf-8").count("[[view]]") == 2
    for n in range(8):
        done = await ana.views.save(f"v{n}", f"n{n}")
    assert done.words == "view v7 saved; [ and ] lead to it"
    assert ana.views.get("french late").query == parse("lang:fr is:late")
    with pytest.raises(DeskRefusal, match="did you mean refunds"):
        ana.views.get("refund")


async def test_a_view_is_taken_back_and_brought_back_by_undo(desk: MakeDesk, tmp_path: Path) -> None:
    ana, file = await desk("ana"), tmp_path / "views.toml"
    await ana.views.save("Refunds", "refund")
    first = file.read_text("utf-8")
    await ana.views.save("Refunds", "refund is:late")
    await ana.views.remove("refunds")
    assert "Refunds" not in names(ana)
    assert (await ana.undo.undo()).words == "Undone: view refunds taken out"
    assert ana.views.get("refunds").text == "refund is:late"
    await ana.undo.undo()
    assert file.read_text("utf-8") == first
    await ana.undo.undo()
    assert not file.exists()
    assert "Refunds" not in names(ana)
    with pytest.raises(DeskRefusal, match="Nothing to undo"):
        await ana.undo.undo()


async def test_what_somebody_edited_since_is_not_taken_back(desk: MakeDesk, tmp_path: Path) -> None:
    ana, file = await desk("ana"), tmp_path / "views.toml"
    await ana.views.save("Refunds", "refund")
    edited = file.read_text("utf-8") + "# by hand\n"
    file.write_text(edited, encoding="utf-8")
    with pytest.raises(DeskRefusal, match=r"was changed since in views\.toml"):
        await ana.undo.undo()
    assert file.read_text("utf-8") == edited
    assert "Refunds" in names(ana)


async def test_faults_are_told_and_the_other_views_shown(desk: MakeDesk, tmp_path: Path) -> None:
    text = '[[view]]\nname = "a"\nquery = "x"\n[[view]]\nname = "b"\nquery = "kind:z"\n'
    (tmp_path / "views.toml").write_text(text, encoding="utf-8")
    ana = await desk("ana")
    assert names(ana)[:3] == ["Owed", "a", "To read"]
    assert ana.views.faults()[0].startswith("views.toml:6: view[2].query: kind:z is no kind (letter 1)")


async def test_the_same_view_again_is_nothing_to_take_back(desk: MakeDesk) -> None:
    ana = await desk("ana")
    await ana.views.save("Refunds", "refund")
    await ana.views.save("Refunds", "refund")
    await ana.undo.undo()
    assert "Refunds" not in names(ana)
    with pytest.raises(UsageFault):
        await ana.views.save("Refunds", "is:nothing")


def test_a_shipped_view_is_what_its_words_say() -> None:
    for view in VIEWS:
        if view.id != "spam":  # its band is no kind: a person may have sent a row down there
            assert parse(view.text) == view.query, view.id


async def test_a_filtered_list_is_kept_as_one_types_it(desk: MakeDesk) -> None:
    views = (await desk("ana")).views
    for view in VIEWS:
        for typed in ("", "refund -tag:x", "is:answered @rosa"):
            query = parse(typed, view.query)
            text = views.text_of(query, view.text, typed)
            assert parse(text) == query or view.id == "spam", (view.id, typed, text)
    everywhere = parse("refund", Query(states=LISTED))
    assert views.text_of(everywhere, "is:owed", "refund") == "is:any refund"
