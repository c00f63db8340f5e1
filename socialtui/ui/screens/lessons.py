"""What conversations taught: for the product team, the FAQ and posts; and who is to be told of a change."""

from collections.abc import Hashable, Sequence

from socialtui.desk.lessons import Lesson, LessonState, What
from socialtui.domain.text import sentence
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Picked
from socialtui.ui.screens.asking import AskingSheet
from socialtui.ui.screens.lists import many
from socialtui.ui.times import coarse, when
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.table import Cell, Column, Row

WORDS = {What.LESSON: "lesson", What.FAQ: "FAQ", What.IDEA: "idea"}
ASKED = {
    What.LESSON: "What was changed", What.FAQ: "It stands in the FAQ at", What.IDEA: "It became the post",
}  # fmt: skip


class Lessons(AskingSheet):
    """g l. Result: the conversation to go to, with an answer begun where somebody is told; or None."""

    WHERE = Where.LESSONS
    BINDINGS = bindings(Where.LESSONS)
    COLUMNS = (Column(6), Column(10), Column(4, right=True), Column(0), Column(5, right=True))
    EMPTY = "Nothing was learned yet. L on a conversation writes one line for the product team."
    _lessons: dict[Hashable, Lesson] = {}  # noqa: RUF012  replaced whole at each reading

    async def read(self) -> Sequence[Row]:
        """Open ones first, those that more people said before others."""
        self._lessons = {one.id: one for one in await self.desk.lessons.all()}
        return [Row(one.id, self._cells(one)) for one in self._lessons.values()]

    def heading(self) -> tuple[str, str]:
        """How many are open, and how many people wait to be told."""
        open_ones = sum(one.state is LessonState.OPEN for one in self._lessons.values())
        tell = sum(len(one.to_tell) for one in self._lessons.values())
        return "Lessons", self.facts(
            f"{open_ones} open" if self._lessons else "",
            f"{many(tell, 'person', 'people')} to tell" if tell else "",
        )

    def _cells(self, one: Lesson) -> tuple[Cell, ...]:
        ink = self.look.ink
        style = ink.text if one.state is LessonState.OPEN or one.to_tell else ink.muted
        stands = f"tell {len(one.to_tell)}" if one.to_tell else one.standing
        return (
            (WORDS[one.what], ink.muted), (stands, style), (f"{len(one.voices)} ×", ink.muted), (one.text, style),
            (coarse(self.now - one.at), ink.muted),
        )  # fmt: skip

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """The whole line, what was changed, and everybody who said it."""
        one, ink = self._lessons[id], self.look.ink
        lines = self.wrapped(one.text, width)
        if one.answer:
            lines += self.wrapped(one.answer, width, ink.muted)
        if one.changed_at is not None:
            at = when(one.changed_at, self.now, self.zone)
            lines.append(self.line(self.facts(f"{one.standing} {at}", one.changed), width))
        else:
            lines.append(self.line(f"by {one.who}, {when(one.at, self.now, self.zone)}", width, ink.muted))
        waiting = {voice.conversation_id for voice in one.to_tell}
        for voice in sorted(one.voices, key=lambda voice: voice.conversation_id not in waiting):
            told = (
                "" if voice.answered_at is None else f"written to {coarse(self.now - voice.answered_at)} ago"
            )
            words = self.facts(
                "to tell" if voice.conversation_id in waiting else told, voice.person, voice.text
            )
            lines.append(self.line(words, width, ink.text if voice.conversation_id in waiting else ink.muted))
        return lines

    # Verbs

    @property
    def _here(self) -> Lesson | None:
        return self._lessons.get(self.table.current)

    def can(self, id: str) -> bool:
        """Enter needs a conversation, r somebody to tell; the others a row."""
        one = self._here
        if id == "lessons.tell":
            return one is not None and bool(one.to_tell)
        if id == "lessons.open":
            return one is not None and bool(one.voices)
        return not id.startswith("lessons.") or one is not None

    async def verb_lessons_open(self) -> None:
        """Goes to the first conversation: of those who wait to be told, where there are any."""
        if self._here is not None and self._here.voices:
            self.dismiss(Picked((*self._here.to_tell, *self._here.voices)[0].conversation_id))

    async def verb_lessons_tell(self) -> None:
        """The next one to tell: an answer is begun, and goes through review as any other."""
        if self._here is not None:
            left = len(self._here.to_tell) - 1
            voice = await self.desk.lessons.tell(self._here.id)
            more = f"Then {left} more to tell: g l, r." if left else "The last one to tell."
            self.dismiss(Picked(voice.conversation_id, "reply", more))

    async def verb_lessons_changed(self) -> None:
        """We changed it, in words; again opens it."""
        one = self._here
        if one is None:
            return
        if one.state is LessonState.CHANGED:
            done = await self.desk.lessons.reopen(one.id)
        else:
            words = await self.question(ASKED[one.what])
            if words is None:
                return
            done = await self.desk.lessons.change(one.id, words)
            tell = len((await self.desk.lessons.get(one.id)).to_tell)
            if tell:
                self.reload()
                self.say(
                    f"{many(tell, 'person', 'people')} to tell: r opens the first. Nothing is sent by itself."
                )
                return
        self._after(done.words)

    async def verb_lessons_word(self) -> None:
        """In other words."""
        one = self._here
        text = await self.question("In other words", one.text) if one is not None else None
        if one is not None and text is not None and text.strip() and text.strip() != one.text:
            self._after((await self.desk.lessons.word(one.id, text)).words)

    async def verb_lessons_drop(self) -> None:
        """Takes it out of the list."""
        if self._here is not None:
            self._after((await self.desk.lessons.drop(self._here.id)).words)

    async def verb_lessons_undo(self) -> None:
        """Takes back the newest act of one's own."""
        done = await self.desk.undo.undo()
        self.say(done.words)
        self.reload()

    async def verb_lessons_copy(self) -> None:
        """All of them as a page of Markdown."""
        from datetime import datetime

        from socialtui.domain.lesson import markdown

        day = datetime.fromtimestamp(self.now, self.zone).date().isoformat()
        self.app.copy_to_clipboard(markdown(self._lessons.values(), day))
        self.say(
            "Sent to your terminal's clipboard as Markdown (OSC 52). `socialtui lessons --markdown` prints it."
        )

    def _after(self, words: str) -> None:
        self.reload()
        self.say(f"{sentence(words)} · u takes it back")
