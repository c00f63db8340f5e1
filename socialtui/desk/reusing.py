"""Puts an answer that was sent to another use: a saved reply, a line for the FAQ, an idea for a post."""

import re

from msgspec import Struct

from socialtui.desk.files import Files
from socialtui.desk.lessons import line_of
from socialtui.desk.room import Done, Room, refuse
from socialtui.domain import saved
from socialtui.domain.lesson import What, idea_of
from socialtui.domain.reply import OutboxState
from socialtui.domain.text import clean, one_line
from socialtui.store import conversations, events, feedback, intents, mentions

_SENT = (OutboxState.SENT, OutboxState.BY_HAND)
_HANDLES = re.compile(r"(?:@[\w.@-]+[ \t]+)+")
_NAME = re.compile(r"[^\w.-]+")


class Answer(Struct, frozen=True):
    """What we said, and what it answered."""

    conversation_id: int
    person: str
    asked: str
    text: str
    """Without handles in front and signature behind."""

    @property
    def question(self) -> str:
        """Their words on one line, to begin a FAQ line with."""
        return one_line(self.asked)[:200]

    @property
    def idea(self) -> str:
        """Our first sentence, to begin an idea with."""
        return idea_of(self.text)

    @property
    def name(self) -> str:
        """A name for a saved reply: the first words."""
        words = re.findall(
            r"\w+", one_line(self.text).replace(self.person.split()[0] if self.person else "", "")
        )
        return "-".join(words[:4]).lower()[:40] or "answer"


class ReuseDesk:
    """Each verb is one act, which undo takes back."""

    def __init__(self, room: Room, files: Files) -> None:
        self._room, self._files = room, files

    async def answer(self, cid: int) -> Answer:
        """The newest answer of ours that stands in a conversation."""
        said = await mentions.of_conversation(self._room.db, cid)
        card = (await conversations.cards(self._room.db, [cid])).get(cid)
        ours = [
            n for n, line in enumerate(said) if line.ours and not line.acknowledgement and not line.removed_at
        ]
        if card is None or not ours:
            raise refuse(
                "There is no answer of ours here yet.",
                "What was sent can be put to another use: `socialtui outbox` or g o lists it.",
            )
        theirs = [line.text for line in said[: ours[-1]] if not line.ours]
        return Answer(cid, card.name, theirs[-1] if theirs else card.text, self._bare(said[ours[-1]].text))

    async def of_outbox(self, outbox_id: int) -> Answer:
        """An answer of the outbox that was sent or posted by hand."""
        found = await intents.lines(self._room.db, intent_id=outbox_id)
        if not found or found[0].state not in _SENT or found[0].conversation_id is None:
            raise refuse(
                "Only an answer that was sent is put to another use.",
                "`socialtui outbox` or g o shows where each stands.",
            )
        line = found[0]
        assert line.conversation_id is not None
        card = (await conversations.cards(self._room.db, [line.conversation_id])).get(line.conversation_id)
        said = await mentions.of_conversation(self._room.db, line.conversation_id)
        theirs = [one.text for one in said if not one.ours and one.said_at <= line.created_at]
        asked = theirs[-1] if theirs else card.text if card else ""
        return Answer(line.conversation_id, card.name if card else "", asked, self._bare(line.text))

    def _bare(self, text: str) -> str:
        """An answer as one would write it again."""
        sign = self._room.settings.sign.strip()
        text = (
            _HANDLES.sub("", clean(text).strip(), count=1) if text.lstrip().startswith("@") else clean(text)
        )
        text = text.rstrip()
        return text.removesuffix(sign).rstrip() if sign else text

    async def as_reply(self, answer: Answer, name: str) -> Done:
        """Keeps it as a saved reply, with the person's name left open; refused where that name is taken."""
        name = _NAME.sub("-", name.strip()).strip("-.")
        text = with_places(answer.text, answer.person)
        saved.parse(name or "…", text)
        file = f"replies/{name}.md"
        if self._files.read(file) is not None or self._files.path(file).exists():
            raise refuse(f"There is a saved reply {name} already.", "Give this one another name.")
        words = f"saved reply {name}"
        async with self._room.db.atomic() as write:
            act = self._room.act("reuse", words)
            await events.wrote_file(write, act, file, None, f"{text}\n", answer.conversation_id)
            self._files.put(file, f"{text}\n")
        return Done(f"{words} kept", (answer.conversation_id,))

    async def as_faq(self, answer: Answer, question: str) -> Done:
        """Keeps question and answer for the FAQ."""
        return await self._line(answer, What.FAQ, question, "FAQ line")

    async def as_idea(self, answer: Answer, idea: str) -> Done:
        """Keeps it as an idea for a post of ours."""
        return await self._line(answer, What.IDEA, idea, "idea for a post")

    async def _line(self, answer: Answer, what: What, text: str, thing: str) -> Done:
        text, cid = line_of(text), answer.conversation_id
        words = f"{thing}: {text}"
        async with self._room.db.atomic() as write:
            who, now = self._room.who, self._room.now()
            number = await feedback.add(write, what, text, answer.text, who, now)
            marks = await feedback.mark(write, number, [cid], who, now)
            await feedback.count(write, number)
            before = {"feedback": dict.fromkeys([number]), "feedback_marks": dict.fromkeys(marks)}
            await events.rewrote(write, self._room.act("reuse", words), before, cid)
        return Done(words, (cid,))


def with_places(text: str, person: str) -> str:
    """An answer whose person's name is a place to fill in."""
    first = person.split()[0].strip(",;:") if person.strip() else ""
    if len(first) < 2 or not first.isalpha():
        return text
    return re.sub(rf"(?<!\w){re.escape(first)}(?!\w)", "{name}", text)
