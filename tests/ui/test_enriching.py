"""What goes into an answer beside typing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from socialtui.ui.screens.inserting import Inserting

Sit = Callable[..., Any]


def reply_file(folder: Path, name: str, text: str) -> None:
    (folder / "replies").mkdir(exist_ok=True)
    (folder / "replies" / f"{name}.md").write_text(text, "utf-8")


async def begin(person: Any) -> None:
    await person.press("r")
    await person.until(lambda: person.inbox.answering.writing is not None)


async def test_a_saved_reply_is_found_put_in_and_its_open_place_is_typed_over(
    sit: Sit, tmp_path: Path
) -> None:
    reply_file(tmp_path, "hours", "We are open from nine.")
    reply_file(tmp_path, "refund", "Hi {name}, your refund for {order} is on its way.")
    async with sit() as person:
        await begin(person)
        await person.press("ctrl+t")
        await person.until(lambda: isinstance(person.app.screen, Inserting))
        assert "hours" in "\n".join(person.lines)
        await person.press("r", "f", "d")
        await person.until(lambda: "Hi Tom, your refund" in "\n".join(person.lines))
        await person.press("enter")
        composer = person.inbox.parts.box.composer
        await person.until(lambda: composer.text.startswith("Hi Tom"))
        assert composer.selected_text == "{order}"
        assert any("{order} is to be filled in" in line for line in person.lines)
        await person.press("4", "7")
        assert composer.text == "Hi Tom, your refund for 47 is on its way."
        (line,) = [line for line in (await person.desk.saved.shelf()).lines if line.used]
        assert line.reply.name == "refund"


async def test_escape_puts_nothing_in_and_the_composer_has_the_keys_again(sit: Sit, tmp_path: Path) -> None:
    reply_file(tmp_path, "hours", "We are open from nine.")
    async with sit() as person:
        await begin(person)
        await person.press("ctrl+t")
        await person.until(lambda: isinstance(person.app.screen, Inserting))
        await person.press("escape")
        await person.until(lambda: not isinstance(person.app.screen, Inserting))
        await person.press("x")
        await person.until(lambda: person.inbox.parts.box.composer.text == "x")


async def test_without_saved_replies_it_says_where_they_go(sit: Sit) -> None:
    async with sit() as person:
        await begin(person)
        await person.press("ctrl+t")
        await person.until(lambda: any("replies/NAME.md" in line for line in person.lines))


async def test_the_review_names_an_open_place_and_sends_nothing(sit: Sit) -> None:
    async with sit() as person:
        await begin(person)
        person.inbox.parts.box.composer.write("Refund for {order}.")
        await person.press("ctrl+s")
        await person.until(lambda: any("{order} is not filled in" in line for line in person.lines))
        await person.press("y")
        await person.until(lambda: person.said.startswith("{order} is not filled in."))
        assert not await person.desk.replies.outbox()
