"""Decides how a reply is written from a command line, and what becomes of it."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from socialtui.cli.ending import say
from socialtui.cli.keeping import keep, keep_own, put_back
from socialtui.cli.naming import OUTBOX, c, conversation, gone, o
from socialtui.cli.printing import as_json, emit, put
from socialtui.cli.wording import saved_words, words_of
from socialtui.domain.errors import DeskRefusal, SocialtuiError, UsageFault
from socialtui.domain.reply import AS_DRAFT, UNDER_WAY, OutboxState, standing_parts

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.desk import Desk
    from socialtui.domain.media import Attached
    from socialtui.domain.reply import OutboxLine

SENT, REFUSED, UNKNOWN = 0, 1, 3
"""Exit codes of --wait."""
PATIENCE = 120
"""Seconds that --wait waits when none are given."""
_LOOK_EVERY = 0.2


@click.command()
@conversation
@click.option("--text", default=None, metavar="T", help="The words; - reads stdin.")
@click.option("--file", "file", default=None, metavar="F", help="A file with the words; - is stdin.")
@click.option("--saved", default="", metavar="NAME", help="A saved reply; --text or --file goes on from it.")
@click.option("--field", multiple=True, metavar="PLACE=T", help="What stands in a place of the saved reply.")
@click.option("--visibility", default="", metavar="V", help="public, unlisted, private or direct.")
@click.option("--ack", is_flag=True, help="Say that it was seen: opens a promise, and the row stays open.")
@click.option(
    "--promise", default="", metavar="T", help="The promise's date, or none; else it is read from the words."
)
@click.option("--keeps", is_flag=True, help="It keeps all that was promised there before.")
@click.option("--by-hand", is_flag=True, help="You posted it yourself: stored, ticked, sent nowhere.")
@click.option("--now", "at_once", is_flag=True, help="No recall window.")
@click.option("--later", default="", metavar="TIME", help="Leave then: 2h, 15:30, tomorrow, fri 9:00.")
@click.option("--media", multiple=True, metavar="FILE", help="A picture, film or sound that goes with it.")
@click.option(
    "--alt", multiple=True, metavar="T", help="What is on it, for people who can't see it; one for each."
)
@click.option("--take-over", is_flag=True, help="Even where a colleague writes.")
@click.option("--joining", default="", metavar="WHY", help="Join one more conversation than the day's line.")
@click.option("--yes", is_flag=True, help="No question where one would be asked once more.")
@click.option(
    "--wait", default=None, is_flag=False, flag_value=str(PATIENCE), metavar="[SECONDS]",
    help="Until sent: exit 0 sent, 1 refused, 3 unknown.",
)  # fmt: skip
@as_json
@click.pass_obj
def reply(
    start: "Start", cid: int, text: str | None, file: str | None, saved: str, field: tuple[str, ...],
    visibility: str, ack: bool, promise: str, keeps: bool, by_hand: bool, at_once: bool, later: str,
    media: tuple[str, ...], alt: tuple[str, ...], take_over: bool, joining: str, yes: bool, wait: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Answers a conversation; prints the reply's id in the outbox. The sync process sends it."""
    if later and at_once:
        raise UsageFault("Give --later or --now, not both.", "Nothing was sent.")
    if len(media) != len(alt):
        raise UsageFault("Each --media wants an --alt of its own.", "Say what is on it; nothing was sent.")
    if field and not saved:
        raise UsageFault("--field fills in a saved reply.", "Name it with --saved; nothing was sent.")
    files = tuple(zip(map(Path, media), alt, strict=True))
    way = Way(
        visibility, ack, by_hand, at_once, later, files, take_over, joining, yes, promise, keeps, saved, field
    )
    alone = bool(saved) and text is None and file is None
    if alone and not sys.stdin.isatty():
        # Read unasked, it would be the rest of the list that a loop goes through.
        say("With --saved alone, stdin isn't read; --text - goes on with its words.")
    words = "" if alone else words_of(text, file)
    code = start.run(_reply(start, cid, words, way, _seconds(wait), as_json))
    if code:
        raise click.exceptions.Exit(code)


def _seconds(wait: str | None) -> float | None:
    if wait is None:
        return None
    try:
        seconds = float(wait)
    except ValueError as error:
        raise UsageFault(
            f"--wait takes seconds, and {wait[:40]!r} is no number.", "Write --wait 60."
        ) from error
    if not 0 <= seconds < 1e6:
        raise UsageFault("--wait takes a number of seconds from 0 on.", "Write --wait 60.")
    return seconds


class Way(Struct, frozen=True):
    """How an answer is to leave, as the flags say."""

    visibility: str
    ack: bool
    by_hand: bool
    at_once: bool
    later: str
    files: tuple[tuple[Path, str], ...]
    take_over: bool
    joining: str
    yes: bool
    promise: str
    keeps: bool
    saved: str
    fields: tuple[str, ...]

    def promise_at(self, desk: "Desk") -> int | None:
        """The date that the flags give the promise (UTC seconds), 0 for none; None as the words say it."""
        if self.promise.strip().lower() == "none":
            return 0
        return desk.verbs.parse_time(self.promise) if self.promise.strip() else None


async def _reply(
    start: "Start", cid: int, words: str | None, way: Way, wait: float | None, as_json: bool
) -> int:
    async with start.desk() as desk:
        try:
            moment = desk.verbs.parse_time(way.later) if way.later else None
            promise_at = way.promise_at(desk)
            text, before = await _begun(desk, cid, words, way)
        except SocialtuiError:
            if words and words.strip():
                await keep_own(desk, cid, words)
            raise
        if text is None:
            # The draft that stood there is part of it, or was taken out by its writer.
            text, before = await _in_editor(desk, cid, before), ""
        try:
            await _ask_once_more(desk, cid, text, way)
            line = await desk.replies.send(
                cid, text, visibility=way.visibility, ack=way.ack, now=way.at_once, by_hand=way.by_hand, later=moment,
                promise_at=promise_at, keeps=way.keeps, joining=way.joining,
                media=await _files(desk, cid, way, words),
            )  # fmt: skip
        except BaseException:
            await keep(desk, cid, text, before)
            raise
        if wait is None or not as_json:
            _tell(line, as_json)
        await put_back(desk, cid, before, text)
        if way.saved:
            with suppress(SocialtuiError):  # the answer is on its way, counted or not
                await desk.saved.used(way.saved)
        if wait is None:
            _what_now(line, start.clock.now())
            return SENT
        line = await _until_settled(desk, line, wait)
        if as_json:
            _tell(line, as_json)
        return _outcome(line)


async def _begun(desk: "Desk", cid: int, words: str | None, way: Way) -> tuple[str | None, str]:
    """Claims the conversation; what is to leave, None for what the editor gives, and the draft that stood there."""
    card = await desk.queue.card(cid)
    if card is None:
        raise gone(cid)
    if way.saved:
        words = await _filled_in(desk, cid, words or "", way)
    draft = await desk.replies.open(cid, way.take_over, way.ack)
    if draft.held_by_other:
        raise DeskRefusal(f"{draft.held_by_other} is writing to {card.who}.", "Wait, or give --take-over.")
    return words, draft.text


async def _filled_in(desk: "Desk", cid: int, own: str, way: Way) -> str:
    """The saved reply with one's own words behind it, shown as it is to leave."""
    begins = await saved_words(desk, cid, way.saved, way.fields)
    words = f"{begins}\n{own}" if own.strip() else begins
    say(words)
    return words


async def _files(desk: "Desk", cid: int, way: Way, words: str | None) -> "tuple[Attached, ...]":
    """What goes with it: the files that the flags name, and where a draft was written on, its own."""
    before = await desk.media.attached(cid)
    added = [await desk.media.attach(cid, path, alt) for path, alt in way.files]
    return (*(before if words is None else ()), *added)


async def _in_editor(desk: "Desk", cid: int, before: str) -> str:
    """Writes on at the draft, which is claimed by now; what was written is saved before anything is asked."""
    from socialtui.cli.sitting import StandardTerminal
    from socialtui.plain.aside import keep_aside

    said = None
    try:
        said = StandardTerminal(say).edit(before, desk.settings.editor or _editor())
        if said is not None and said.strip():
            await desk.replies.save(cid, said)
            return said
    except SocialtuiError:
        if said is not None:
            say(f"What you wrote is in {keep_aside(said)}.")
        raise
    finally:
        if said is None or not said.strip():
            await desk.replies.leave(cid)
    raise UsageFault("Nothing was written.", "Nothing was sent.")


def _editor() -> str:
    """The person's editor, or vi."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"


async def _ask_once_more(desk: "Desk", cid: int, text: str, way: Way) -> None:
    from socialtui.plain.composing import promise_lines

    plan = await desk.replies.plan(cid, text, way.ack)
    for words in () if way.promise else promise_lines(plan, desk.clock.now()):
        say(f"This {words}.")
    for remark in plan.remarks:
        say(remark.words)
    posts = plan.parts if way.later or way.by_hand else plan.posts
    if len(posts) > 1:
        say(f"It leaves in {len(posts)} parts.")
    if not plan.confirm or way.yes or (way.joining and not plan.account.confirm):
        return
    if not sys.stdin.isatty():
        asks = f"{plan.account.name} asks once more before each reply." if plan.account.confirm else plan.asks
        raise DeskRefusal(asks, "Give --yes.")
    if not click.confirm(f"Send this as {plan.account.name} to {plan.to}?", err=True):
        raise DeskRefusal("Nothing was sent.", "The text is kept as a draft.")


async def _until_settled(desk: "Desk", line: "OutboxLine", seconds: float) -> "OutboxLine":
    """Waits for the sync process, by the store alone."""
    left = seconds
    while line.state in UNDER_WAY and line.state != OutboxState.UNKNOWN and left > 0:
        await desk.clock.sleep(min(_LOOK_EVERY, left))
        left -= _LOOK_EVERY
        if desk.changed():
            line = _now(line, await desk.replies.outbox(1000))
    return line


def _now(line: "OutboxLine", lines: "list[OutboxLine]") -> "OutboxLine":
    """The answer as it stands; of one in parts, which were stored together, the first that has not left."""
    first = line.id - max(line.part, 1) + 1
    parts = sorted(
        (new for new in lines if first <= new.id < first + max(line.parts, 1)), key=lambda new: new.id
    )
    going = (new for new in parts if new.state not in (OutboxState.SENT, OutboxState.BY_HAND))
    return next(going, parts[-1] if parts else line)


def _outcome(line: "OutboxLine") -> int:
    match line.state:
        case OutboxState.SENT | OutboxState.BY_HAND:
            say(f"Sent{f': {line.url}' if line.url else '.'}")
            return SENT
        case OutboxState.REFUSED:
            say(f"{line.trouble} {'' if line.offers_again else line.next_step}".strip())
            if line.sends_again and line.next_step != AS_DRAFT:
                say(f"  `socialtui again {o(line.id)}` sends it again, once.")
            return REFUSED
        case OutboxState.RECALLED:
            say(f"{line.trouble or 'It was taken back.'} {line.next_step}".strip())
            return REFUSED
        case OutboxState.UNKNOWN:
            say(f"Sent or not? {line.trouble} {line.next_step}".strip())
        case _:
            say(f"It is still {line.state.value}. {line.trouble}".strip())
            say("  A sync process sends it: the desk starts one, or `socialtui sync --once`.")
    return UNKNOWN


def _tell(line: "OutboxLine", as_json: bool) -> None:
    if as_json:
        _print(line)
    else:
        put(o(line.id))


def _what_now(line: "OutboxLine", now: int) -> None:
    if line.planned and line.state == OutboxState.DUE:
        from socialtui.plain.words import rfc3339

        say(f"Planned for {rfc3339(line.due_at)} → {line.to} as {line.account}.")
        say(f"  `socialtui recall {o(line.id)}` takes it back; a sync process sends it then.")
    if line.state == OutboxState.LEAVING:
        say(f"Leaving in {max(0, line.due_at - now)} s → {line.to} as {line.account}.")
        say(f"  `socialtui recall {o(line.id)}` takes it back; a sync process sends it.")


def _print(line: "OutboxLine") -> None:
    from socialtui.cli.lines import OutboxJson
    from socialtui.plain.words import rfc3339

    cid = c(line.conversation_id) if line.conversation_id is not None else None
    emit(
        OutboxJson(
            o(line.id),
            cid,
            line.account,
            line.text,
            line.state.value,
            rfc3339(line.due_at),
            line.attempts,
            line.remote_id,
            line.url,
            line.trouble,
            line.part,
            line.parts,
        )
    )


@click.command()
@click.argument("oid", metavar="[ID]", type=OUTBOX, required=False)
@as_json
@click.pass_obj
def recall(start: "Start", oid: int | None, as_json: bool) -> None:
    """Takes back a reply that is still leaving, your newest where no ID is given; its text is a draft again."""

    async def work() -> "OutboxLine":
        async with start.desk() as desk:
            return await desk.replies.recall(oid)

    line = start.run(work())
    _tell(line, as_json)
    what = "the post" if line.kind == "post" else f"the text to {line.to}"
    say(f"Taken back; {what} is a draft again. {standing_parts(line)}".rstrip())


@click.command()
@click.argument("oid", metavar="ID", type=OUTBOX)
@as_json
@click.pass_obj
def again(start: "Start", oid: int, as_json: bool) -> None:
    """Sends a refused or not found reply again, once, with the same key."""

    async def work() -> "OutboxLine":
        async with start.desk() as desk:
            return await desk.replies.again(oid)

    _tell(start.run(work()), as_json)


@click.command()
@click.option("--limit", type=click.IntRange(1), default=100, metavar="N", help="The newest N.")
@as_json
@click.pass_obj
def outbox(start: "Start", limit: int, as_json: bool) -> None:
    """Replies on their way, and what became of them; newest first."""

    async def work() -> "list[OutboxLine]":
        async with start.desk() as desk:
            return await desk.replies.outbox(limit)

    for line in start.run(work()):
        if as_json:
            _print(line)
            continue
        from socialtui.plain.telling import outbox_line

        put(f"{o(line.id)}  {outbox_line(line)}")


@click.command()
@as_json
@click.pass_obj
def drafts(start: "Start", as_json: bool) -> None:
    """What was typed and not sent, newest first."""
    from socialtui.cli.lines import DraftJson
    from socialtui.plain.words import beginning, rfc3339

    async def work() -> None:
        async with start.desk() as desk:
            for line in await desk.replies.drafts():
                if as_json:
                    emit(DraftJson(c(line.conversation_id), line.text, rfc3339(line.saved_at)))
                else:
                    put(f"{c(line.conversation_id)}  to {line.to}: {beginning(line.text, 160)}")

    start.run(work())


COMMANDS = {"reply": reply, "recall": recall, "again": again, "outbox": outbox, "drafts": drafts}
