"""The verbs on rows: done, snooze, tag, claim, kind, moderate, undo, copy and their kin."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from functools import partial

from socialtui.desk.room import Done
from socialtui.desk.verbs import VerbsDesk
from socialtui.domain.conversation import Card, State, Thread
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Kind
from socialtui.domain.text import clean
from socialtui.ui.screens.following import Following
from socialtui.ui.screens.listing import Listing
from socialtui.ui.screens.parts import Parts
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

Verb = Callable[[], Awaitable[None]]


class Sorting:
    """Each verb acts on the marked rows, else on the one under the cursor."""

    def __init__(
        self, parts: Parts, listing: Listing, following: Following, copy: Callable[[str], None]
    ) -> None:
        self._parts, self._listing, self._following, self._copy = parts, listing, following, copy
        self._last: Verb | None = None

    def verbs(self) -> dict[str, Verb]:
        """Id → what it does."""
        again = self._again
        return {
            "done": self.done, "snooze": self.snooze, "tag": self.tag, "note": self.note,
            "claim": again(lambda ids: self._verbs.claim(ids)),
            "release": again(lambda ids: self._verbs.release(ids)),
            "more_urgent": again(lambda ids: self._verbs.urgency(ids, -1)),
            "less_urgent": again(lambda ids: self._verbs.urgency(ids, 1)),
            "like": self.like, "kind": self.kind, "moderate": self.moderate,
            "lesson": self.lesson, "reuse": self.reuse,
            "undo": self.undo, "repeat": self.repeat, "copy_link": self.copy_link, "copy_text": self.copy_text,
        }  # fmt: skip

    @property
    def _verbs(self) -> VerbsDesk:
        return self._parts.desk.verbs

    def _again(self, act: Callable[[list[int]], Awaitable[Done]], leaving: State | None = None) -> Verb:
        """A verb that `.` does again to whatever is chosen then."""

        async def run() -> None:
            self._last = run
            await self._on_chosen(act, leaving)

        return run

    async def act(self, act: Callable[[list[int]], Awaitable[Done]]) -> None:
        """Does an act on what is chosen, and keeps it for `.`."""
        await self._again(act)()

    async def _on_chosen(
        self,
        act: Callable[[list[int]], Awaitable[Done]],
        leaving: State | None = None,
        ids: list[int] | None = None,
    ) -> None:
        """On what is chosen now, or was; with a state that all get, the next row is there while that is written."""
        ids = self._parts.chosen() if ids is None else ids
        if not ids:
            self._parts.say("No row is chosen.")
            return
        self._parts.took()
        if leaving is None:
            done = await act(ids)
        else:
            with away(self._parts, self._listing, ids, leaving):
                done = await act(ids)
        await self.tell(done, ids)

    async def tell(self, done: Done, ids: list[int], more: str = " · u takes it back") -> None:
        """Says what was done, once the rows show it."""
        self._parts.queue.clear_marks()
        self._following.forget({*done.ids, *ids})
        await self._listing.after(list(done.ids) or ids)
        self._parts.say(sentence(done.words) + more)
        self._parts.hurry()

    # Closing and putting away

    async def done(self) -> None:
        """Closes; an unanswered complaint asks for a reason."""
        ids, reason, leave = self._parts.chosen(), "", False
        if ids and (waiting := await self._verbs.unanswered_complaints(ids)):
            leave = len(ids) > 1 and await self._leaves_open(waiting, len(ids))
            if not leave:
                which = "Why close it" if len(ids) > 1 else "Nobody answered this complaint. Why close it"
                said = await self._parts.question(f"{which}?")
                reason = (said or "").strip()
                if not reason:
                    self._parts.say("Left open.")
                    return
        leaving = None if leave else State.DONE
        close = partial(self._verbs.done, reason=reason, leave_complaints=leave)
        self._last = self._again(close, leaving)
        await self._on_chosen(close, leaving, ids)  # and not what the cursor has come to meanwhile

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
        parts, now = self._parts, self._parts.now()
        times = self._verbs.snooze_choices()
        monday = datetime.fromtimestamp(times["m"], parts.zone)
        choices = {
            "h": f"1 hour {hour(times['h'], parts.zone)}", "t": when(times["t"], now, parts.zone),
            "m": f"{monday:%a} {hour(times['m'], parts.zone)}", "r": "they answer", ":": "a time",
        }  # fmt: skip
        key = await parts.choose("Snooze", choices)
        if not key:
            return
        until: int | None = times.get(key)
        if key == ":":
            typed = await parts.question("Until (2h, 15:30, fri 9:00; r fri 9:00: or they answer)")
            if typed is None or not typed.strip():
                return
            waits, _, moment = typed.strip().partition(" ")
            if waits == "r" and moment.strip():
                then = self._verbs.parse_time(moment)
                self._last = self._again(lambda ids: self._parts.desk.waiting.follow_up(ids, then))
                await self._last()
                return
            until = self._verbs.parse_time(typed)
        self._last = self._again(lambda ids: self._verbs.snooze(ids, until), State.SNOOZED)
        named = snoozed_words(until, now, parts.zone)

        async def act(ids: list[int]) -> Done:
            done = await self._verbs.snooze(ids, until)
            return Done(f"{done.on}: {named}", done.ids)

        await self._on_chosen(act, State.SNOOZED)

    # Words and people

    async def tag(self) -> None:
        """One word."""
        tag = await self._parts.question("Tag")
        if tag and tag.strip():
            self._last = self._again(lambda ids: self._verbs.tag(ids, tag))
            await self._last()

    async def note(self) -> None:
        """A private line; the same on all that are marked."""
        ids, card = self._parts.chosen(), self._parts.card
        if not ids or card is None:
            return
        on = clean(card.who, newlines=False) if len(ids) == 1 else f"{len(ids)} conversations"
        text = await self._parts.question(f"Note on {on}")
        if text and text.strip():
            await self._on_chosen(lambda ids: self._verbs.note(ids, text))

    async def kind(self) -> None:
        """What it is."""
        key = await self._parts.choose("It is a", {key: kind.value for key, kind in KINDS.items()})
        if key:
            self._last = self._again(lambda ids: self._verbs.kind(ids, KINDS[key]))
            await self._last()

    async def moderate(self) -> None:
        """What the network lets a brand do to what somebody said."""
        key = await self._parts.choose("Moderate", MODERATION)
        exception, reason, ids = "", "", self._parts.chosen()
        if key and await self._verbs.complaints_to_hide(ids, MODERATION[key]):
            choices = {"a": "abuse", "s": "spam"}
            chosen = await self._parts.choose("A complaint is not taken from sight, except for", choices)
            reason = (await self._parts.question("Why (stays in the log)") or "") if chosen else ""
            if not reason.strip():
                self._parts.say("Left as it is. Answer it.")
                return
            exception = choices[chosen]
        if key:
            how = MODERATION[key]
            await self._on_chosen(lambda ids: self._verbs.moderate(ids, how, exception, reason), ids=ids)

    async def like(self) -> None:
        """Likes what was said, on all that are marked."""
        if ids := self._parts.chosen():
            await self.tell(await self._verbs.like(ids), ids, "")

    # What is learned

    async def lesson(self) -> None:
        """A line for the product team."""
        from socialtui.ui.screens.learning import lesson

        done = await lesson(self._parts)
        if done is not None:
            await self.tell(done, list(done.ids))

    async def reuse(self) -> None:
        """Our answer, put to another use."""
        from socialtui.ui.screens.learning import reuse

        done = await reuse(self._parts)
        if done is not None:
            await self.tell(done, list(done.ids))

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

    async def repeat(self) -> None:
        """The last verb again."""
        if self._last is None:
            self._parts.say("Nothing to repeat yet.")
        else:
            await self._last()

    # Links and text

    async def thread(self) -> Thread:
        """What the cursor stands on; refused where there is nothing."""
        card: Card | None = self._parts.card
        thread = await self._following.thread(card.id) if card else None
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


@contextmanager
def away(parts: Parts, listing: Listing, ids: list[int], state: State) -> Iterator[None]:
    """Takes rows out while it is written that they get this state; where that fails, they stand where they stood."""
    queue, turn, at = parts.queue, listing.turn, parts.card.id if parts.card else None
    rows = [card for card in queue.cards if card.id in ids] if state not in listing.shown.query.states else []
    marked = set(queue.marks)
    if rows:
        listing.take({card.id: card for card in rows}, {})
        listing.draw_title()
        parts.hurry()
    listing.leaving += 1
    try:
        yield
    except BaseException:
        if rows and turn == listing.turn:
            listing.put_back(rows, at)
            queue.mark(marked)
        raise
    finally:
        listing.leaving -= 1


def sentence(words: str) -> str:
    """Begins with a capital letter."""
    return words[:1].upper() + words[1:]


def snoozed_words(until: int | None, now: int, zone: tzinfo) -> str:
    """snoozed until tomorrow 9:00"""
    return "snoozed until they answer" if until is None else f"snoozed until {when(until, now, zone)}"
