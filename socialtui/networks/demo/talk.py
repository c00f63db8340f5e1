"""Decides what stands in the practice world at a moment: script, our words, and what people say to them."""

from collections.abc import Mapping

from msgspec.structs import replace

from socialtui.domain.mention import Mention
from socialtui.networks.demo.answers import AFTER, LONGEST_WAIT, Back, back
from socialtui.networks.demo.drill import Drill
from socialtui.networks.demo.people import HANDLE, US, person
from socialtui.networks.demo.script import CANNOT, SCENE, Stream
from socialtui.networks.demo.world import Said

_GONE = frozenset(("spam", "trash"))


def url_of(letter: str, remote_id: str) -> str:
    """Where a word stands that is no part of the script."""
    if letter == "b":
        return f"https://blog.acme.example/notes/#comment-{remote_id}"
    return f"https://social.example/@{HANDLE}/{remote_id}"


class Talk:
    """One account's world at one moment; facts in, facts out."""

    def __init__(
        self, streams: tuple[Stream, ...], said: tuple[Said, ...], marks: Mapping[str, set[str]], now: int
    ) -> None:
        self.said = said
        """All of our words, oldest first."""
        self._streams = streams
        self._letter = streams[0].letter
        self._gone = {to for to, verbs in marks.items() if _GONE & verbs}
        self._now = now
        self._by_id = {one.remote_id: one for one in said}
        self._by_answer = {one.answer_id: one for one in said}

    def at(self, remote_id: str) -> Mention | None:
        """What stands at an id now: scripted, said by us, or said to us."""
        if remote_id in self._gone:
            return None
        if remote_id in self._by_id:
            return self.ours(self._by_id[remote_id])
        if remote_id in self._by_answer:
            answer = self._answer(self._by_answer[remote_id])
            return answer if answer is not None and answer.said_at <= self._now else None
        stream, number = self._scripted(remote_id)
        return stream.at(number, self._now) if stream is not None else None

    def around(self, remote_id: str) -> tuple[Mention, ...]:
        """The thread that an id belongs to, oldest first; empty where there is none."""
        root = self._root(remote_id)
        found = self._scene_of(root)
        ids = {mention.remote_id for mention in found} | {root}
        for one in self.said:
            if one.to in ids or one.remote_id in ids:
                found.append(self.ours(one))
                ids.add(one.remote_id)
                answer = self._answer(one)
                if answer is not None and answer.said_at <= self._now:
                    found.append(answer)
                    ids.add(answer.remote_id)
        return tuple(sorted(found, key=lambda mention: mention.said_at))

    def said_back(self, heard_at: int) -> list[Mention]:
        """What people have said to our words after `heard_at`, oldest first."""
        recent = (one for one in self.said if one.at >= heard_at - LONGEST_WAIT)
        answers = [answer for one in recent if (answer := self._answer(one)) is not None]
        fresh = (answer for answer in answers if heard_at < answer.said_at <= self._now)
        return sorted(fresh, key=lambda mention: mention.said_at)

    def ours(self, said: Said) -> Mention:
        """Our words as a network hands them back."""
        return Mention(
            remote_id=said.remote_id,
            author=US,
            text=said.text,
            said_at=said.at,
            url=url_of(self._letter, said.remote_id),
            parent=said.to,
            thread=self._root(said.to) if said.to else said.remote_id,
            visibility="approved" if self._letter == "b" else said.visibility or "public",
            ours=True,
            cannot=CANNOT[self._letter],
        )

    def _answer(self, said: Said) -> Mention | None:
        """What the person whom we answered says to it, whenever that is."""
        told = self._told(said)
        if told is None:
            return None
        whom, answer = told
        return replace(
            whom,
            remote_id=said.answer_id,
            text=answer.text,
            said_at=answer.at,
            url=url_of(self._letter, said.answer_id),
            parent=said.remote_id,
            original="",
        )

    def _told(self, said: Said, rounds: int = 0) -> tuple[Mention, Back] | None:
        """Their scripted word at the bottom of this talk, and what they say to our newest one."""
        before = self._by_answer.get(said.to)
        if before is not None:
            earlier = self._told(before, rounds + 1) if rounds < 20 else None
            if earlier is None:
                return None
            whom, last = earlier
            return self._with_answer(whom, said, AFTER.get(last.mood, "complaint"), self._rounds(said))
        stream, number = self._scripted(said.to)
        if stream is None or stream.slot(number).part == "ours":
            return None
        return self._with_answer(stream.mention(number), said, stream.slot(number).kind, 0)

    def _with_answer(self, whom: Mention, said: Said, kind: str, rounds: int) -> tuple[Mention, Back] | None:
        stream, number = self._scripted(whom.remote_id)
        if stream is None or stream.letter == "a":
            return None
        if isinstance(stream, Drill):
            answer = stream.answer(number, self._to(whom.remote_id, said), said.at)
            return (whom, answer) if answer is not None else None
        language = person(stream.seed, stream.person_number(number)).language
        answer = back(stream.seed, said, kind, language, rounds)
        return (whom, answer) if answer is not None else None

    def _to(self, root: str, newest: Said) -> tuple[str, ...]:
        """All our words to who said the word at that id, up to the newest one, oldest first."""
        words = [one for one in self.said if one.at <= newest.at and self._root(one.to) == root]
        return tuple(one.text for one in words[: words.index(newest) + 1])

    def _rounds(self, said: Said) -> int:
        """How many answers of ours came before this one in its talk."""
        rounds = 0
        while said.to in self._by_answer and rounds < 20:
            said = self._by_answer[said.to]
            rounds += 1
        return rounds

    def _scripted(self, remote_id: str) -> tuple[Stream | None, int]:
        for stream in self._streams:
            number = stream.number_of(remote_id)
            if number is not None and number < stream.visible(self._now):
                return stream, number
        return None, 0

    def _scene_of(self, root: str) -> list[Mention]:
        stream, number = self._scripted(root)
        if stream is None:
            return []
        first = number - number % SCENE
        around = (stream.at(n, self._now) for n in range(first, first + SCENE))
        return [
            mention
            for mention in around
            if mention is not None
            and root in (mention.remote_id, mention.thread)
            and mention.remote_id not in self._gone
        ]

    def _root(self, remote_id: str) -> str:
        """The first word of the thread that an id belongs to."""
        for _ in range(50):
            said = self._by_id.get(remote_id) or self._by_answer.get(remote_id)
            if said is None or not said.to:
                break
            remote_id = said.to
        stream, number = self._scripted(remote_id)
        return (stream.mention(number).thread or remote_id) if stream is not None else remote_id
