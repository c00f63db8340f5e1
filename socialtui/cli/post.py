"""Decides how posts of our own are written, planned, paused and taken in on a command line."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.naming import Id
from socialtui.cli.printing import as_json, emit, put
from socialtui.domain.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import date

    from socialtui.cli.parts import Start
    from socialtui.desk import Desk
    from socialtui.desk.posts import Post
    from socialtui.desk.room import Done
    from socialtui.domain.network import Account

POST = Id("w", "post", "post list")
post_id = click.argument("number", metavar="ID", type=POST)
reason_ = click.option("--reason", default="", metavar="WHY", help="Why it goes although there is no room.")
again_ = click.option("--again", is_flag=True, help="Even where the same words left before.")


def w(number: int) -> str:
    """A post's id for people and scripts."""
    from socialtui.domain.conversation import encode_id

    return encode_id(number, "w")


@click.group()
def post() -> None:
    """Posts of your own: written, planned for slots, paused while complaints wait."""


@post.command()
@click.option(
    "--account", multiple=True, metavar="A", help="Where; the only one that takes posts by default."
)
@click.option("--text", default=None, metavar="T", help="The words; - reads stdin.")
@click.option("--file", "file", default=None, metavar="F", help="A file with the words; - is stdin.")
@click.option("--at", default="", metavar="TIME", help="When: next (free slot), fri 9:00, 2026-12-24 10:00.")
@click.option("--now", "at_once", is_flag=True, help="Let it leave at once, after the recall window.")
@click.option("--draft", is_flag=True, help="Write it down and plan nothing.")
@click.option("--media", multiple=True, metavar="FILE", help="A picture, film or sound that goes with it.")
@click.option(
    "--alt", multiple=True, metavar="T", help="What is on it, for people who can't see it; one for each."
)
@reason_
@again_
@click.pass_obj
def add(
    start: "Start", account: tuple[str, ...], text: str | None, file: str | None, at: str, at_once: bool,
    draft: bool, media: tuple[str, ...], alt: tuple[str, ...], reason: str, again: bool,
) -> None:  # fmt: skip
    """Writes a post and plans it; prints its id. The sync process sends it. Above the room it wants a --reason."""
    from socialtui.cli.wording import words_of

    at = at.strip()
    if bool(at) == at_once and not draft:
        raise UsageFault("Say when it leaves: --at TIME or --now, or --draft.", "Nothing was written.")
    if len(media) != len(alt):
        raise UsageFault("Each --media wants an --alt of its own.", "Say what is on it; nothing was written.")
    words = words_of(text, file)
    if words is None:
        raise UsageFault("There are no words.", "Give --text, --file or stdin.")

    async def work() -> None:
        async with start.desk() as desk:
            accounts = await _accounts(desk, account)
            made = await desk.posts.draft([one.id for one in accounts], words)
            for one in made:
                put(w(one.id))
            await _attach(desk, made, media, alt)
            wanted = [(one, await _when(desk, one, at)) for one in made]
            if draft:
                await _give_times(desk, wanted)
            else:
                for done in await desk.slots.plan_all(wanted, at_once=at_once, reason=reason, again=again):
                    say(f"{done.words}.")
            for one in made:
                await _say_remarks(desk, one.id)

    start.run(work())


async def _attach(desk: "Desk", made: "list[Post]", media: tuple[str, ...], alt: tuple[str, ...]) -> None:
    for one in made:
        for path, said in zip(media, alt, strict=True):
            await desk.posts.attach(one.id, Path(path), said)


async def _give_times(desk: "Desk", drafts: "list[tuple[Post, int | None]]") -> None:
    for one, when in drafts:
        say(f"{(await desk.slots.move(one.id, when)).words}." if when else "It is a draft.")


async def _accounts(desk: "Desk", names: tuple[str, ...]) -> "list[Account]":
    from socialtui.cli.adding import not_there

    there = {one.name: one for one in await desk.restraint.accounts()}
    for name in names:
        if name not in there:
            raise not_there(name, list(there))
    if names:
        return [there[name] for name in dict.fromkeys(names)]
    if len(there) != 1:
        known = ", ".join(there) or "none that takes posts"
        raise UsageFault("Say on which account: --account A.", f"There are: {known}.")
    return list(there.values())


async def _say_remarks(desk: "Desk", post_id: int) -> None:
    """What the coach says of it; it stops nothing."""
    for remark in (await desk.posts.review(post_id)).remarks:
        if remark.check:
            say(remark.words)


async def _when(desk: "Desk", one: "Post", words: str) -> int | None:
    """The moment that is meant (UTC seconds); None for the post's own."""
    if words.strip().lower() == "next":
        return await desk.posts.next_slot(one.account_id)
    return desk.verbs.parse_time(words) if words.strip() else None


@post.command("list", short_help="A week's slots, where each post stands, and what missed its time.")
@click.option(
    "--week", default="", metavar="DAY", help="The week of this day (2026-12-24); this one by default."
)
@as_json
@click.pass_obj
def list_(start: "Start", week: str, as_json: bool) -> None:
    """A week's slots with where each post stands, what missed its time, and how much room is left."""
    from socialtui.cli.post_lines import line_of
    from socialtui.plain.telling import post_line

    async def work() -> None:
        async with start.desk() as desk:
            found = await desk.posts.week(monday_of_day(week))
            paused = found.held is not None
            shown = [one for day in found.days for slot in day for one in slot.posts]
            ids = {one.id for one in shown}
            shown = [*(one for one in found.missed if one.id not in ids), *shown, *found.loose]
            for one in shown:
                emit(line_of(one, paused)) if as_json else put(post_line(one, paused, desk.room.hours.zone))
            say(found.standing.line() or "No account here takes posts.")
            if found.held is not None:
                say(found.held.words(desk.clock.now(), keys=False))

    start.run(work())


def monday_of_day(words: str) -> "date | None":
    """The Monday of the week that a day lies in; None where none is named."""
    from datetime import date

    from socialtui.domain.weeks import monday_of

    if not words.strip():
        return None
    try:
        return monday_of(date.fromisoformat(words.strip()))
    except ValueError as error:
        raise UsageFault(f"{words[:40]!r} is no day.", "Write it as 2026-12-24.") from error


def _act(start: "Start", verb: "Callable[[Desk], Awaitable[Done]]") -> None:
    async def work() -> str:
        async with start.desk() as desk:
            return (await verb(desk)).words

    say(f"{start.run(work())}.")


@post.command(short_help="Lets a draft leave at its time, or approves a colleague's.")
@post_id
@click.option(
    "--at", default="", metavar="TIME", help="Another time than its own; next is the next free slot."
)
@reason_
@again_
@click.pass_obj
def plan(start: "Start", number: int, at: str, reason: str, again: bool) -> None:
    """Lets a draft leave at its time, or approves what somebody else wrote."""

    async def verb(desk: "Desk") -> "Done":
        when = await _when(desk, await desk.posts.get(number), at)
        done = await desk.slots.plan(number, when, reason=reason, again=again)
        await _say_remarks(desk, number)
        return done

    _act(start, verb)


@post.command()
@post_id
@click.argument("at", metavar="TIME", default="next")
@reason_
@again_
@click.pass_obj
def move(start: "Start", number: int, at: str, reason: str, again: bool) -> None:
    """Gives a post another time, by default the next free slot."""

    async def verb(desk: "Desk") -> "Done":
        when = await _when(desk, await desk.posts.get(number), at)
        return await desk.slots.move(number, when, reason=reason, again=again)

    _act(start, verb)


@post.command()
@post_id
@click.pass_obj
def back(start: "Start", number: int) -> None:
    """Makes a planned post a draft again."""
    _act(start, lambda desk: desk.slots.take_back(number))


@post.command()
@post_id
@click.pass_obj
def drop(start: "Start", number: int) -> None:
    """Takes a post out; `undo` brings it back."""
    _act(start, lambda desk: desk.slots.drop(number))


@post.command("import", short_help="Takes a CSV table in as drafts; prints their ids.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--plan", "planned", is_flag=True, help="Let them leave at their times, as far as there is room."
)
@click.pass_obj
def import_(start: "Start", file: Path, planned: bool) -> None:
    """Takes a CSV table in as drafts: columns text, account, at, media, alt, visibility. Prints their ids."""
    from socialtui.desk.posts_file import take_in

    async def work() -> int:
        async with start.desk() as desk:
            taken = await take_in(desk.room, desk.restraint, desk.posts, file)
            for number in taken.posts:
                put(w(number))
            if not planned:
                say(f"{taken.done.words}.")
                return 0
            refused = await desk.slots.plan_as_far(taken.posts, taken.name)
            for number, refusal in refused.items():
                say(f"{w(number)} stays a draft: {refusal}")
            done = len(taken.posts) - len(refused)
            back = "; `socialtui undo` makes them drafts again" if done else ""
            how = "to be approved by somebody else" if desk.settings.posts.approval else "planned"
            say(f"{taken.done.words}; {done} {how}{back}.")
            return len(refused)

    if start.run(work()):
        raise click.exceptions.Exit(1)


@post.command()
@click.argument("words", nargs=-1)
@click.pass_obj
def pause(start: "Start", words: tuple[str, ...]) -> None:
    """Holds every post of yours back at once, until `post go`."""
    _act(start, lambda desk: desk.restraint.pause(" ".join(words)))


@post.command(short_help="Lets paused posts go at their times, none of them late.")
@click.pass_obj
def go(start: "Start") -> None:
    """Lets paused posts go at their times; what missed its time is offered again, never sent late."""
    _act(start, lambda desk: desk.restraint.let_go())


COMMANDS = {"post": post}
