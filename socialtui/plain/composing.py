"""Decides how an answer is written line by line: each line is on the disk before the next one is typed."""

from functools import partial
from typing import TYPE_CHECKING

from socialtui.domain.errors import DeskRefusal, SocialtuiError
from socialtui.domain.media import many
from socialtui.domain.text import clean
from socialtui.plain.aside import keep_aside
from socialtui.plain.words import span

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from socialtui.desk import Desk
    from socialtui.desk.replies import Plan
    from socialtui.plain.mode import Terminal

YES = ("y", "yes")
END = "."
"""A line that holds this alone ends the text, as in mail."""


class Composing:
    """Writing, looking once more, and letting it leave."""

    def __init__(self, desk: "Desk", terminal: "Terminal") -> None:
        self._desk, self._terminal = desk, terminal

    async def write(self, cid: int, *, ack: bool = False, editor: bool = False, begins: str = "") -> None:
        """Writes on at the conversation's draft, shows what would leave, and asks where a person sits there."""
        draft = await self._desk.replies.open(cid, ack=ack)
        if draft.held_by_other:
            raise DeskRefusal(f"{draft.held_by_other} is writing this answer.", "Wait, or talk to them.")
        if draft.text.strip():
            self._say("Kept from before:")
            self._say(draft.text)
        elif ack or begins:
            thread = await self._desk.queue.thread(cid)
            draft_text = begins or self._desk.replies.starter(thread, "ack")
            await self._desk.replies.save(cid, draft_text)
            self._say(f"Begins with: {draft_text}")
        ack = ack or draft.ack  # one that came back is one still
        before = (await self._desk.replies.open(cid, ack=ack)).text
        save = partial(self._desk.replies.save, cid)
        text = await (self._in_editor(cid, before) if editor else by_lines(self._terminal, before, save))
        if text is None or not text.strip():
            await self._desk.replies.leave(cid)
            self._say("Nothing is sent. What was typed is a draft.")
            return
        await self._review(cid, text, ack)

    async def _in_editor(self, cid: int, before: str) -> str | None:
        text = self._terminal.edit(before, self._desk.settings.editor)
        if text is None:
            return None
        try:
            await self._desk.replies.save(cid, text)
        except SocialtuiError:
            self._say(f"What you wrote is in {keep_aside(text)}.")
            raise
        return text

    async def _review(self, cid: int, text: str, ack: bool) -> None:
        plan = await self._desk.replies.plan(cid, text, ack)
        for line in review_lines(plan, self._desk.clock.now()):
            self._say(line)
        if plan.by_hand:
            await self._desk.replies.leave(cid)
            self._say(plan.text)
            self._say(
                f"Post it there{f': {plan.url}' if plan.url else ''}. Then say: posted, with its number."
            )
            return
        promise_at: int | None = None
        later: int | None = None
        if self._terminal.asks:
            promise = "; p TIME, or p none, changes the promise" if plan.promises else ""
            answer = self._terminal.read(f"y sends, l TIME sends later, enter keeps the draft{promise}: ")
            if answer is not None and answer.strip().lower().startswith("p "):
                promise_at = self._date(answer.strip()[2:].strip())
                answer = self._terminal.read("y sends, l TIME sends later, enter keeps the draft: ")
            if answer is not None and answer.strip().lower().startswith("l "):
                later, answer = self._desk.verbs.parse_time(answer.strip()[2:].strip()), "y"
            if answer is None or answer.strip().lower() not in YES:
                await self._desk.replies.leave(cid)
                self._say("Nothing is sent. The draft is kept.")
                return
        elif plan.confirm:
            await self._desk.replies.leave(cid)
            asks = (
                f"{plan.account.name} asks once more before each reply."
                if plan.account.confirm
                else plan.asks
            )
            raise DeskRefusal(asks, "The draft is kept.")
        await self._send(cid, text, ack, promise_at, later)

    def _date(self, words: str) -> int:
        """The promise's date as it was typed (UTC seconds), 0 for none."""
        return 0 if words.lower() == "none" else self._desk.verbs.parse_time(words)

    async def _send(self, cid: int, text: str, ack: bool, promise_at: int | None, later: int | None) -> None:
        joining = ""
        if self._terminal.asks and (words := await self._desk.meters.joining(cid)):
            joining = self._terminal.read(f"{words} Why this one? ") or ""
        try:
            line = await self._desk.replies.send(
                cid, text, ack=ack, promise_at=promise_at, later=later, joining=joining
            )
        finally:
            await self._desk.replies.leave(cid)
        left = max(0, line.due_at - self._desk.clock.now())
        if later is not None:
            self._say(
                f"Planned: it leaves in {span(left)} to {line.to} as {line.account}; recall takes it back."
            )
            return
        self._say(f"Leaving in {left} s to {line.to} as {line.account}; recall takes it back.")

    async def posted(self, cid: int) -> None:
        """Files the conversation's draft as posted by hand."""
        draft = await self._desk.replies.open(cid)
        if not draft.text.strip():
            await self._desk.replies.leave(cid)
            raise DeskRefusal("There is no draft to file.", "reply writes one.")
        line = await self._desk.replies.send(cid, draft.text, by_hand=True)
        await self._desk.replies.leave(cid)
        self._say(f"Filed as posted by hand to {line.to}.")

    def _say(self, words: str) -> None:
        self._terminal.write(clean(words))


async def by_lines(terminal: "Terminal", before: str, save: "Callable[[str], Awaitable[None]]") -> str | None:
    """The text after the last line, saved at each; None where the lines ended without a dot: it stays a draft.

    Where it can't be saved the lines are read to their end all the same, since none of them is a command, and
    what was written goes into a file before the fault is raised.
    """
    terminal.write("Write; a line with a dot alone ends it.")
    lines, trouble = [before] if before else [], None
    while (line := terminal.read("")) is not None and line.rstrip() != END:
        lines.append(line)
        try:
            await save("\n".join(lines))
        except SocialtuiError as error:
            if trouble is None:
                terminal.write(clean(f"Not saved yet: {error.what}"))
            trouble = error
        else:
            trouble = None
    text = "\n".join(lines)
    if trouble is not None:
        terminal.write(f"What you wrote is in {keep_aside(text)}.")
        raise trouble
    return None if line is None else text


def within(moment: int, now: int) -> str:
    """The time till then, in full minutes upwards: two hours that were read a second ago are not one."""
    return span(-((now - moment) // 60) * 60)


def promise_lines(plan: "Plan", now: int) -> list[str]:
    """What it promises by when, and what of the earlier promises it keeps."""
    said = [
        f"promises {f'“{one.text}”' if one.deed else 'another answer'} within {within(one.due_at, now)}"
        for one in plan.promises
    ]
    return said + [f"keeps “{one.text}”" for one in plan.keeps]


def review_lines(plan: "Plan", now: int) -> list[str]:
    """Who says what to whom, and what to look at before."""
    said = [f"Reply as {plan.account.name} to {plan.to}"]
    if plan.audience:
        said.append(plan.audience)
    if plan.left is not None:
        said.append(f"{plan.left} left" if plan.left >= 0 else f"{-plan.left} too long")
    if plan.media:
        said.append(f"with {many(plan.media)}")
    said += promise_lines(plan, now)
    return [
        ", ".join(said) + ".",
        *(one.shown for one in plan.media),
        *(remark.words for remark in plan.remarks),
        *([plan.by_hand] if plan.by_hand else []),
    ]
