"""What was learned from people's decisions: listed, forgotten word by word, and made anew when one changes."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from socialtui.desk.room import Done, Room, refuse
from socialtui.domain import kinds
from socialtui.domain.learning import MOST_LESSONS, Learned, Lesson, Word, fit, lesson, says
from socialtui.domain.mention import Kind
from socialtui.domain.reading import MOST_READ, masked, read
from socialtui.store import events, lessons
from socialtui.store.database import Reader
from socialtui.store.lessons import Decision

__all__ = ["Decision", "LearningDesk", "Memory", "Word"]


class LearnedList(Struct, frozen=True):
    """All that can be looked at."""

    words: tuple[Word, ...]
    """The strongest first."""
    decisions: tuple[Decision, ...]
    """Newest first."""
    forgotten: tuple[str, ...]
    shares: Mapping[Kind, float]
    """How much of each kind what was learned decides."""


class Memory:
    """What was learned, kept at hand and made anew when a decision came or went."""

    def __init__(self, own_names: Sequence[str] = ()) -> None:
        self._own_names = tuple(own_names)
        self._mark: tuple[int, ...] = ()
        self._lessons: dict[tuple[int, str], Lesson] = {}
        self.learned = Learned()

    async def changed(self, db: Reader) -> bool:
        """Whether a decision or a forgotten word came or went since the last reading."""
        return await lessons.mark(db) != self._mark

    async def read(self, db: Reader) -> tuple[list[Decision], list[str]]:
        """The decisions to learn from, oldest first, and the words to pass over."""
        self._mark = await lessons.mark(db)
        return (await lessons.decisions(db))[-MOST_LESSONS:], await lessons.forgotten(db)

    def learn(self, decisions: Sequence[Decision], forgotten: Sequence[str]) -> Learned:
        """Learns anew; at a thousand decisions about a second, so not while somebody types."""
        kept: dict[tuple[int, str], Lesson] = {}
        for one in decisions:
            key = (one.id, one.text)
            kept[key] = self._lessons.get(key) or self._lesson(one)
        self._lessons = kept
        self.learned = fit(list(kept.values()), forgotten)
        return self.learned

    def _lesson(self, one: Decision) -> Lesson:
        from socialtui import tone

        plain = masked(one.text[:MOST_READ], self._own_names)
        english = kinds.is_english(one.language)
        reading = read(
            one.text, plain=plain, english=english, addressed=one.addressed, network=one.network,
            sound=tone.sound(plain).shares if english else (0.0, 0.0),
        )  # fmt: skip
        return lesson(reading, kinds.scores(reading, one.tone), says(one.kind, one.how))


class LearningDesk:
    """What judging has learned here."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._memory = Memory(room.settings.own_names)

    async def all(self) -> LearnedList:
        """Words, decisions and forgotten words."""
        from asyncio import to_thread

        decisions, forgotten = await self._memory.read(self._room.db)
        learned = await to_thread(self._memory.learn, decisions, forgotten)
        return LearnedList(
            tuple(learned.words()), tuple(reversed(decisions)), tuple(forgotten), learned.share
        )

    async def forget(self, word: str) -> Done:
        """Passes a learned word over from now on; undo brings it back."""
        word = " ".join(word.lower().split())
        found = await self.all()
        if word in found.forgotten:
            raise refuse(f"“{word}” is forgotten already.", "`socialtui learned remember` hears it again.")
        if word not in {one.word for one in found.words}:
            raise refuse(f"“{word}” was not learned.", "`socialtui learned` lists the words that were.")
        act = self._room.act("forget", f"forgot the learned word {word}")
        async with self._room.db.atomic() as write:
            number = await lessons.forget(write, word, self._room.who, self._room.now())
            if number is not None:
                await events.rewrote(write, act, {"forgotten": {number: None}}, None)
        return Done(f"“{word}” is forgotten.")

    async def remember(self, word: str) -> Done:
        """Hears a forgotten word again."""
        word = " ".join(word.lower().split())
        act = self._room.act("remember", f"learns from the word {word} again")
        async with self._room.db.atomic() as write:
            before = await lessons.remember(write, word)
            if before is None:
                raise refuse(f"“{word}” was not forgotten.", "`socialtui learned` lists what is.")
            await events.rewrote(write, act, before, None)
        return Done(f"“{word}” is learned from again.")
