"""The verbs on rows: done, snooze, tag, claim, kind, moderate, undo, copy and their kin."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import partial

from socialtui.desk.room import Done
from socialtui.desk.verbs import VerbsDesk
from socialtui.domain.conversation import State, Thread
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Kind
from socialtui.domain.text import clean
from socialtui.ui.screens.acting import BACK, Acting, Verb
from socialtui.ui.screens.following import Following
from socialtui.ui.screens.listing import Listing
from socialtui.ui.screens.parts import Parts, Rows
from socialtui.ui.times import hour, when

KINDS = {
    "c": Kind.COMPLAINT, "q": Kind.QUESTION, "p": Kind.PRAISE, "l": Kind.LEAD,
    "e": Kind.ERROR, "s": Kind.SPAM, "h": Kind.CHATTER,
}  # fmt: skip
MODERATION = {
    "a": "approve",
    "s": "spam",
    "t": "trash",
    "h": "hide",
    "m": "mute",
    "r": "report",
    "v": "archive",
}

TITLE_AND_KEYS = 100
"""Columns in which a question about a selection stands on one line with its keys."""


class Sorting:
    """Each verb acts on the marked rows, else on the one under the cursor: taken before it asks anything."""

    def __init__(
        self,
        parts: Parts,
        acting: Acting,
        listing: Listing,
        following: Following,
        copy: Callable[[str], None],
    ) -> None:
        self._parts, self._acting, self._copy = parts, acting, copy
        self._listing, self._following = listing, following

    def verbs(self) -> dict[str, Verb]:
        """Id → what it does."""
        verb = self._acting.verb
        return {
            "done": self.done, "snooze": self.snooze, "tag": self.tag, "note": self.note,
            "claim": verb(lambda ids: self._verbs.claim(ids)),
            "release": verb(lambda ids: self._verbs.release(ids)),
            "more_urgent": verb(lambda ids: self._verbs.urgency(ids, -1)),
            "less_urgent": verb(lambda ids: self._verbs.urgency(ids, 1)),
            "like": self.like, "kind": self.kind, "moderate": self.moderate,
            "lesson": self.lesson, "reuse": self.reuse,
            "undo": self.undo, "repeat": self._acting.repeat,
            "copy_link": self.copy_link, "copy_text": self.copy_text,
        }  # fmt: skip

    @property
    def _verbs(self) -> VerbsDesk:
        return self._parts.desk.verbs

    # Closing and putting away

    async def done(self) -> None:
        """Closes; an unanswered complaint asks for a reason."""
        rows, reason, leave = self._parts.chosen(), "", False
        waiting, many = await self._verbs.unanswered_complaints(rows.ids), len(rows.cards)
        if waiting:
            leave = many > 1 and await self._leaves_open(waiting, many)
            if not leave:
                which = "Why close it" if many > 1 else "Nobody answered this complaint. Why close it"
                said = await self._parts.question(f"{which}?")
                reason = (said or "").strip()
                if not reason:
                    self._parts.say("Left open.")
                    return
        close = partial(self._verbs.done, reason=reason, leave_complaints=leave)
        await self._acting.on(rows, close, None if leave else State.DONE, asked=bool(waiting))

    async def _leaves_open(self, waiting: int, all_of_them: int) -> bool:
        """Asked once for a whole selection: whether its complaints stay open, or get one reason."""
        one, parts = waiting == 1, self._parts
        title = (
            f"{waiting} of {all_of_them} {'is a complaint' if one else 'are complaints'} without an answer:"
        )
        choices = {"enter": f"leaves {'it' if one else 'them'} open", "r": "gives one reason for all"}
        if parts.queue.app.size.width < TITLE_AND_KEYS:
            parts.say(title)
            title = ""
        key = await parts.choose(title, choices)
        if key:
            return key == "enter"
        raise DeskRefusal("Nothing was closed.")

    async def snooze(self) -> None:
        """Until a time of the choices, until they answer, or until a time that is typed."""
        parts, rows, now = self._parts, self._parts.chosen(), self._parts.now()
        times = self._verbs.snooze_choices()
        monday = datetime.fromtimestamp(times["m"], parts.zone)
        choices = {
            "h": f"1 hour {hour(times['h'], parts.zone)}", "t": when(times["t"], now, parts.zone),
            "m": f"{monday:%a} {hour(times['m'], parts.zone)}", "r": "they answer", ":": "a time",
        }  # fmt: skip
        key = await parts.choose("Snooze", choices)
        if key == ":":
            await self._snooze_typed(rows)
        elif key:
            await self._snooze(rows, times.get(key))

    async def _snooze_typed(self, rows: Rows) -> None:
        typed = await self._parts.question("Until (2h, 15:30, fri 9:00; r fri 9:00: or they answer)")
        if typed is None or not typed.strip():
            return
        waits, _, time = typed.strip().partition(" ")
        if waits == "r" and time.strip():
            from socialtui.ui.screens.owing import wait

            await wait(self._parts, self._acting, rows, self._verbs.parse_time(time))
        else:
            await self._snooze(rows, self._verbs.parse_time(typed))

    async def _snooze(self, rows: Rows, until: int | None) -> None:
        async def act(ids: list[int]) -> Done:
            done = await self._verbs.snooze(ids, until)
            return Done(f"{done.on}: {snoozed_words(until, self._parts.now(), self._parts.zone)}", done.ids)

        await self._acting.on(rows, act, State.SNOOZED)

    # Words and people

    async def tag(self) -> None:
        """One word."""
        rows = self._parts.chosen()
        tag = await self._parts.question("Tag")
        if tag and tag.strip():
            await self._acting.on(rows, lambda ids: self._verbs.tag(ids, tag))

    async def note(self) -> None:
        """A private line; the same on all that are marked."""
        rows = self._parts.chosen()
        text = await self._parts.question(f"Note on {rows.named}")
        if text and text.strip():
            await self._acting.words(rows, lambda ids: self._verbs.note(ids, text))

    async def kind(self) -> None:
        """What it is."""
        rows = self._parts.chosen()
        key = await self._parts.choose("It is a", {key: kind.value for key, kind in KINDS.items()})
        if key:
            await self._acting.on(rows, lambda ids: self._verbs.kind(ids, KINDS[key]))

    async def moderate(self) -> None:
        """What the network lets a brand do to what somebody said."""
        rows, exception, reason = self._parts.chosen(), "", ""
        key = await self._parts.choose("Moderate", MODERATION)
        if not key:
            return
        how = MODERATION[key]
        if await self._verbs.complaints_to_hide(rows.ids, how):
            choices = {"a": "abuse", "s": "spam"}
            chosen = await self._parts.choose("A complaint is not taken from sight, except for", choices)
            reason = (await self._parts.question("Why (stays in the log)") or "") if chosen else ""
            if not reason.strip():
                self._parts.say("Left as it is. Answer it.")
                return
            exception = choices[chosen]
        await self._acting.once(
            rows,
            lambda ids: self._verbs.moderate(ids, how, exception, reason),
            more=f"{BACK} until it goes out",
        )

    async def like(self) -> None:
        """Likes what was said, on all that are marked."""
        ids = self._parts.chosen().ids
        await self._acting.tell(await self._verbs.like(ids), ids, more="")

    # What is learned

    async def lesson(self) -> None:
        """A line for the product team."""
        from socialtui.ui.screens.learning import lesson

        await lesson(self._parts, self._acting)

    async def reuse(self) -> None:
        """Our answer, put to another use."""
        from socialtui.ui.screens.learning import reuse

        done = await reuse(self._parts)
        if done is not None:
            await self._acting.tell(done, list(done.ids))

    # Back and again

    async def undo(self) -> None:
        """Takes back the newest local act."""
        done = await self._parts.desk.undo.undo()
        self._following.forget(done.ids)
        for cid in done.ids[:1]:
            await self._following.thread(cid)  # the cursor goes there: list and conversation in one frame
        await self._listing.after(done.ids)
        self._parts.say(done.words)
        self._parts.hurry()

    # Links and text

    async def thread(self) -> Thread:
        """What the cursor stands on; refused where there is nothing."""
        thread = await self._following.thread(self._parts.row().ids[0])
        if thread is None or not thread.said:
            raise DeskRefusal("No row is chosen.")
        return thread

    async def _link(self) -> str:
        thread = await self.thread()
        url = clean(thread.said[thread.shown].url, newlines=False)
        if not url.startswith(("http://", "https://")):
            raise DeskRefusal("This has no link.")
        return url

    async def copy_link(self) -> None:
        """To the terminal's clipboard."""
        url = await self._link()
        self._copy(url)
        self._parts.say(f"Link sent to your terminal's clipboard (OSC 52): {url}")

    async def copy_text(self) -> None:
        """To the terminal's clipboard."""
        thread = await self.thread()
        self._copy(clean(thread.said[thread.shown].text))
        self._parts.say(
            "Text sent to your terminal's clipboard (OSC 52). If nothing arrived, o shows the link."
        )


def snoozed_words(until: int | None, now: int, zone: tzinfo) -> str:
    """snoozed until tomorrow 9:00"""
    return "snoozed until they answer" if until is None else f"snoozed until {when(until, now, zone)}"
