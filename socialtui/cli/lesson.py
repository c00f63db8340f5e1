"""Decides how lessons are written, listed and exported on a command line, and answers put to another use."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.naming import CONVERSATION, OUTBOX, Id, c
from socialtui.cli.printing import as_json, emit, put
from socialtui.cli.verbs import act

if TYPE_CHECKING:
    from socialtui.cli.own_lines import LessonJson
    from socialtui.cli.parts import Start
    from socialtui.desk import Desk
    from socialtui.desk.room import Done
    from socialtui.domain.lesson import Lesson

LESSON = Id("l", "lesson", "lessons")
lesson_id = click.argument("lid", metavar="LESSON", type=LESSON)

Verb = Callable[["Desk"], Awaitable["Done"]]


@click.command()
@click.option("--markdown", "form", flag_value="markdown", help="A page for the product team.")
@click.option("--csv", "form", flag_value="csv", help="A table, headings first.")
@click.option("--what", type=click.Choice(["lesson", "faq", "idea"]), help="These alone.")
@click.option("--state", type=click.Choice(["open", "changed"]), help="These alone.")
@as_json
@click.pass_obj
def lessons(start: "Start", form: str | None, what: str | None, state: str | None, as_json: bool) -> None:
    """What conversations taught: lessons for the product team, lines for the FAQ, ideas for posts."""
    from socialtui.domain.lesson import LessonState, What

    async def work() -> "list[Lesson]":
        async with start.desk() as desk:
            return await desk.lessons.all(What(what) if what else None, LessonState(state) if state else None)

    found = start.run(work())
    if as_json:
        for one in found:
            emit(lesson_line(one))
    elif form == "markdown":
        from socialtui.domain.lesson import markdown
        from socialtui.plain.words import rfc3339

        put(markdown(found, (rfc3339(start.clock.now()) or "")[:10]).rstrip("\n"))
    elif form == "csv":
        _csv(found)
    else:
        for one in found:
            put(f"{lesson_name(one.id)}  {told(one)}")
        if not found:
            say("Nothing was learned yet. `socialtui lesson add TEXT ID...` writes the first line.")


def _csv(found: "list[Lesson]") -> None:
    import csv
    import io

    from socialtui.domain.lesson import table
    from socialtui.plain.words import rfc3339

    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n").writerows(table(found, lambda at: rfc3339(at) or ""))
    put(sheet.getvalue().rstrip("\n"))


def lesson_name(number: int) -> str:
    """A lesson's id."""
    from socialtui.domain.conversation import encode_id

    return encode_id(number, "l")


def told(one: "Lesson") -> str:
    """lesson, open, heard 2 times: The lid comes off."""
    from socialtui.plain.telling import lesson_words

    return lesson_words(one)


def lesson_line(one: "Lesson") -> "LessonJson":
    """A lesson as a line of JSON."""
    from socialtui.cli.own_lines import LessonJson, VoiceJson
    from socialtui.plain.words import rfc3339

    voices = [
        VoiceJson(
            c(voice.conversation_id), voice.person, voice.handle, voice.network, voice.account, voice.text,
            rfc3339(voice.answered_at),
        )
        for voice in one.voices
    ]  # fmt: skip
    return LessonJson(
        lesson_name(one.id), one.what.value, one.text, one.answer, one.state.value, one.changed, one.who,
        rfc3339(one.at), rfc3339(one.changed_at), voices, [c(voice.conversation_id) for voice in one.to_tell],
    )  # fmt: skip


@click.group()
def lesson() -> None:
    """One lesson: add, changed, reopen, word, drop. `undo` takes each of them back."""


@lesson.command(short_help="Writes a line for the product team.")
@click.argument("text")
@click.argument("ids", metavar="ID...", type=CONVERSATION, nargs=-1, required=True)
@click.pass_obj
def add(start: "Start", text: str, ids: tuple[int, ...]) -> None:
    """Says in one line what the product team should know of conversations; the same line again takes them off."""
    act(start, lambda desk: desk.lessons.learn(list(ids), text), ids)


@lesson.command()
@lesson_id
@click.argument("words", default="")
@click.pass_obj
def changed(start: "Start", lid: int, words: str) -> None:
    """We changed it: WORDS say what. Lists everybody to tell; nothing is sent by itself."""
    from socialtui.plain.words import beginning

    async def work() -> "Lesson":
        async with start.desk() as desk:
            say(f"{(await desk.lessons.change(lid, words)).words}.")
            return await desk.lessons.get(lid)

    for voice in start.run(work()).to_tell:
        put(f"{c(voice.conversation_id)}  {voice.person}, {voice.network}: {beginning(voice.text, 160)}")


@lesson.command()
@lesson_id
@click.pass_obj
def reopen(start: "Start", lid: int) -> None:
    """Opens a lesson again."""
    act(start, lambda desk: desk.lessons.reopen(lid))


@lesson.command()
@lesson_id
@click.argument("text")
@click.pass_obj
def word(start: "Start", lid: int, text: str) -> None:
    """Puts a lesson in other words."""
    act(start, lambda desk: desk.lessons.word(lid, text))


@lesson.command()
@lesson_id
@click.pass_obj
def drop(start: "Start", lid: int) -> None:
    """Takes a lesson out of the list."""
    act(start, lambda desk: desk.lessons.drop(lid))


@click.command()
@click.argument("oid", metavar="ID", type=OUTBOX)
@click.argument("use", type=click.Choice(["reply", "faq", "idea"]))
@click.option(
    "--as", "words", default="", metavar="T", help="The reply's name, the question, or the idea in a line."
)
@click.pass_obj
def reuse(start: "Start", oid: int, use: str, words: str) -> None:
    """Puts an answer that was sent to another use: a saved reply, a line for the FAQ, an idea for a post."""

    async def verb(desk: "Desk") -> "Done":
        answer = await desk.reuse.of_outbox(oid)
        if use == "reply":
            return await desk.reuse.as_reply(answer, words or answer.name)
        if use == "faq":
            return await desk.reuse.as_faq(answer, words or answer.question)
        return await desk.reuse.as_idea(answer, words or answer.idea)

    act(start, verb)


COMMANDS = {"lessons": lessons, "lesson": lesson, "reuse": reuse}
