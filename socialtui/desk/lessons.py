"""Lessons on a person's desk: learned, told to those who taught them, exported; answers put to another use."""

from msgspec.structs import replace

from socialtui.desk.moderating import named
from socialtui.desk.replies import RepliesDesk
from socialtui.desk.room import Done, Room, cards_of, refuse
from socialtui.domain.conversation import Card
from socialtui.domain.lesson import DONE_WORDS, Lesson, LessonState, Voice, What, first_draft, fold, near
from socialtui.domain.text import one_line
from socialtui.store import events, joining
from socialtui.store import feedback as kept
from socialtui.store.database import Writer

__all__ = ["LONGEST", "Lesson", "LessonState", "LessonsDesk", "What"]

LONGEST = 240
"""Letters of a lesson: it is one line."""


class LessonsDesk:
    """Each verb is one act, taken back by undo unless somebody changed the same lesson since."""

    def __init__(self, room: Room, replies: RepliesDesk) -> None:
        self._room, self._replies = room, replies

    async def all(self, what: What | None = None, state: LessonState | None = None) -> list[Lesson]:
        """All of them: open ones first, those that more people said before others."""
        found = await kept.lessons(self._room.db)
        return [one for one in found if what in (None, one.what) and state in (None, one.state)]

    async def get(self, lesson: int) -> Lesson:
        """One of them; refused where it is gone."""
        found = await kept.lessons(self._room.db, [lesson])
        if not found:
            raise refuse("That lesson is not here any more.", "`socialtui lessons` or g l lists them.")
        return found[0]

    async def like(self, text: str) -> Lesson | None:
        """The open lesson that says the same in other words, if there is one."""
        return near(text, await self.all(What.LESSON, LessonState.OPEN))

    async def learn(self, ids: list[int], text: str) -> Done:
        """Says what the product team should know of these; the same words again join, and on the same rows leave."""
        text = line_of(text)
        async with self._room.db.atomic() as write:
            cards = await cards_of(write, ids)
            known = [one for one in await kept.lessons(write) if one.what is What.LESSON]
            same = next((one for one in known if fold(one.text) == fold(text)), None)
            if same is None:
                number = await kept.add(write, What.LESSON, text, "", self._room.who, self._room.now())
                return await self._mark(write, number, list(cards.values()), f"lesson: {text}", new=True)
            marks = await kept.marks(write, same.id)
            new = [card for cid, card in cards.items() if cid not in marks]
            if new:
                return await self._mark(write, same.id, new, f"lesson: {same.text}")
            return await self._unmark(write, same, cards, marks)

    async def _mark(
        self, write: Writer, number: int, cards: list[Card], words: str, new: bool = False
    ) -> Done:
        lesson: dict[int, dict[str, object] | None]
        lesson = {number: None} if new else await kept.row(write, number)
        made = await kept.mark(write, number, [card.id for card in cards], self._room.who, self._room.now())
        await kept.count(write, number)
        before = {"feedback": lesson, "feedback_marks": dict.fromkeys(made)}
        words = f"{named(cards)}: {words}"
        one = cards[0].id if len(cards) == 1 else None
        await events.rewrote(write, self._room.act("lesson", words), before, one)
        return Done(words, tuple(card.id for card in cards))

    async def _unmark(
        self, write: Writer, same: Lesson, cards: dict[int, Card], marks: dict[int, int]
    ) -> Done:
        gone = [marks[cid] for cid in cards]
        before = {
            "feedback": await kept.row(write, same.id),
            "feedback_marks": await kept.mark_rows(write, gone),
        }
        await kept.unmark(write, same.id, gone)
        await kept.count(write, same.id)
        words = f"{named(list(cards.values()))}: lesson off: {same.text}"
        await events.rewrote(write, self._room.act("lesson", words), before, None)
        return Done(words, tuple(cards))

    async def change(self, lesson: int, words: str = "") -> Done:
        """Says that it was changed, and what; a question stands in the FAQ then, an idea was used."""
        words = line_of(words) if words.strip() else ""
        return await self._stand(lesson, LessonState.CHANGED, words)

    async def reopen(self, lesson: int) -> Done:
        """Opens it again."""
        return await self._stand(lesson, LessonState.OPEN, "")

    async def _stand(self, lesson: int, state: LessonState, changed: str) -> Done:
        one = await self.get(lesson)
        if one.state is state and one.changed == changed:
            raise refuse(f"Nothing to do: it is {one.standing} already.")
        word = DONE_WORDS[one.what] if state is LessonState.CHANGED else "opened again"
        words = f"{one.what.value} {word}: {one.text}"
        async with self._room.db.atomic() as write:
            before = {"feedback": await kept.row(write, lesson)}
            at = self._room.now() if state is LessonState.CHANGED else None
            await kept.stand(write, lesson, state, changed, at)
            await events.rewrote(write, self._room.act("lesson", words), before, None)
        return Done(words)

    async def word(self, lesson: int, text: str) -> Done:
        """Puts it in other words."""
        text, one = line_of(text), await self.get(lesson)
        async with self._room.db.atomic() as write:
            before = {"feedback": await kept.row(write, lesson)}
            await kept.word(write, lesson, text)
            await events.rewrote(
                write, self._room.act("lesson", f"{one.what.value} reworded: {text}"), before, None
            )
        return Done(f"{one.what.value} reworded: {text}")

    async def drop(self, lesson: int) -> Done:
        """Takes it out of the list."""
        one = await self.get(lesson)
        async with self._room.db.atomic() as write:
            marks = list((await kept.marks(write, lesson)).values())
            before = {
                "feedback": await kept.row(write, lesson),
                "feedback_marks": await kept.mark_rows(write, marks),
            }
            await kept.drop(write, lesson)
            words = f"{one.what.value} taken out: {one.text}"
            await events.rewrote(write, self._room.act("lesson", words), before, None)
        return Done(words)

    async def tell(self, lesson: int) -> Voice:
        """The next one to tell, with the beginning of an answer as a draft; nothing leaves by itself."""
        one = await self.get(lesson)
        if one.state is not LessonState.CHANGED or one.what is not What.LESSON:
            raise refuse(
                "There is nothing to tell yet.",
                "Say first that it was changed: `socialtui lesson changed` or c.",
            )
        if not one.to_tell:
            raise refuse("Everybody who said it was written to since it was changed.")
        voice = one.to_tell[0]
        row = await joining.whole_of(self._room.db, voice.conversation_id) or voice.conversation_id
        draft = await self._replies.open(row)
        if not draft.held_by_other:
            if not draft.text.strip():
                first = voice.person.split()[0] if not voice.person.startswith("@") else ""
                text = first_draft(first if first.isalpha() else "", one.changed)
                await self._replies.save(row, text)
            await self._replies.leave(row)
        return replace(voice, conversation_id=row)


def line_of(text: str) -> str:
    """One line of a person's words."""
    text = one_line(text)
    if not text:
        raise refuse("An empty line says nothing.", "Write what the product team should know.")
    if len(text) > LONGEST:
        raise refuse(f"It is {len(text) - LONGEST} letters too long for one line.", f"{LONGEST} fit.")
    return text
