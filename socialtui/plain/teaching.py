"""Decides how lessons are told, changed and passed on, line by line."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from socialtui.domain.conversation import decode_id, encode_id
from socialtui.domain.errors import UsageFault
from socialtui.plain.listing import Listing
from socialtui.plain.telling import lesson_words

if TYPE_CHECKING:
    from socialtui.desk import Desk
    from socialtui.domain.lesson import Voice


class Teaching:
    """The verbs that take a lesson's id."""

    def __init__(self, desk: "Desk", listing: Listing, say: Callable[[str], None]) -> None:
        self._desk, self._listing, self._say = desk, listing, say

    def verbs(self) -> dict[str, Callable[[str], Coroutine[Any, Any, None]]]:
        """Word → what it does with the rest of the line."""
        return {
            "lesson": self._lesson, "lessons": self._lessons, "changed": self._changed, "tell": self._tell,
            "reuse": self._reuse,
        }  # fmt: skip

    async def _lesson(self, rest: str) -> None:
        cid, text = await self._listing.cid_and(rest)
        self._say((await self._desk.lessons.learn([cid], text)).words)

    async def _lessons(self, _rest: str) -> None:
        found = await self._desk.lessons.all()
        for one in found:
            self._say(f"{encode_id(one.id, 'l')} {lesson_words(one)}")
        if not found:
            self._say("Nothing was learned yet; lesson N TEXT writes the first line.")

    async def _changed(self, rest: str) -> None:
        word, _, words = rest.partition(" ")
        number = self._number(word)
        self._say((await self._desk.lessons.change(number, words)).words)
        for voice in (await self._desk.lessons.get(number)).to_tell:
            self._say(_told(voice))

    async def _tell(self, rest: str) -> None:
        voice = await self._desk.lessons.tell(self._number(rest.strip()))
        self._say(_told(voice))
        self._say(
            f"A draft is begun: reply {encode_id(voice.conversation_id)} goes on. Nothing is sent by itself."
        )

    async def _reuse(self, rest: str) -> None:
        cid, more = await self._listing.cid_and(rest)
        use, _, words = more.partition(" ")
        reuse = self._desk.reuse
        if use not in ("reply", "faq", "idea"):
            raise UsageFault(f"“{use[:40]}” is no use for an answer.", "Say reuse N reply, faq or idea.")
        answer = await reuse.answer(cid)
        if use == "reply":
            done = await reuse.as_reply(answer, words or answer.name)
        elif use == "faq":
            done = await reuse.as_faq(answer, words or answer.question)
        else:
            done = await reuse.as_idea(answer, words or answer.idea)
        self._say(done.words)

    @staticmethod
    def _number(word: str) -> int:
        number = decode_id(word, "l") if word else None
        if number is None or number >= 2**62:
            raise UsageFault(
                f"“{word[:40]}” is no id of a lesson.", "lessons shows them; they look like l1f."
            )
        return number


def _told(voice: "Voice") -> str:
    return (
        f"{encode_id(voice.conversation_id)} {voice.person}, {voice.network}: {' '.join(voice.text.split())}"
    )
