"""What conversations teach: lessons for the product team, questions for the FAQ, ideas for posts."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from msgspec import Struct

from socialtui.domain.text import one_line


class What(StrEnum):
    """What a line is for."""

    LESSON = "lesson"
    """What the product team should know."""
    FAQ = "faq"
    """A question with the answer that we gave."""
    IDEA = "idea"
    """Something to write a post about."""


class LessonState(StrEnum):
    """How far it is."""

    OPEN = "open"
    CHANGED = "changed"
    """We changed it; a question stands in the FAQ, an idea became a post."""


DONE_WORDS = {What.LESSON: "changed", What.FAQ: "in the FAQ", What.IDEA: "used"}
"""What `changed` means for each."""


class Voice(Struct, frozen=True):
    """One conversation in which it was said."""

    conversation_id: int
    person: str
    handle: str
    network: str
    account: str
    text: str
    answered_at: int | None
    """When we wrote to them after it was changed (UTC seconds); None when nobody has."""


class Lesson(Struct, frozen=True):
    """One line with everybody behind it. Times are UTC seconds."""

    id: int
    what: What
    text: str
    """The line; for the FAQ the question."""
    answer: str
    """What we answered; empty for a lesson."""
    state: LessonState
    changed: str
    """What was changed, in words."""
    who: str
    at: int
    changed_at: int | None
    voices: tuple[Voice, ...] = ()

    @property
    def to_tell(self) -> tuple[Voice, ...]:
        """Those who have not been written to since it was changed; one for each person."""
        if self.what is not What.LESSON or self.state is not LessonState.CHANGED:
            return ()
        told = {_who(voice) for voice in self.voices if voice.answered_at is not None}
        waiting: dict[tuple[str, str], Voice] = {}
        for voice in self.voices:
            if _who(voice) not in told:
                waiting.setdefault(_who(voice), voice)
        return tuple(waiting.values())

    @property
    def standing(self) -> str:
        """open; changed; in the FAQ."""
        return "open" if self.state is LessonState.OPEN else DONE_WORDS[self.what]


def _who(voice: Voice) -> tuple[str, str]:
    return (voice.account, voice.handle or voice.person)


def near(text: str, known: Iterable[Lesson]) -> Lesson | None:
    """The lesson that somebody seems to write a second time."""
    from difflib import SequenceMatcher

    folded, best, score = fold(text), None, 0.6
    for lesson in known:
        other = fold(lesson.text)
        alike = SequenceMatcher(None, folded, other).ratio()
        if len(folded) >= 4 and other.startswith(folded):
            alike = 1.0
        if alike >= score:
            best, score = lesson, alike
    return best


def fold(text: str) -> str:
    """A line without what makes no difference: case, spaces, a full stop."""
    return " ".join(text.lower().split()).rstrip(".")


def first_draft(name: str, changed: str) -> str:
    """How an answer to somebody whose words led to a change may begin; it is gone over before it leaves."""
    called = f" {name}" if name else ""
    words = changed.strip().rstrip(".")
    what = f": {words}" if words else ""
    return f"Hi{called}, what you told us led to a change{what}. Thank you for saying it."


def idea_of(answer: str) -> str:
    """The first sentence of an answer, to begin an idea with."""
    line = one_line(answer)
    for end in (". ", "! ", "? "):
        line = line.partition(end)[0]
    return line[:120]


_HEADINGS = {What.LESSON: "Lessons", What.FAQ: "Questions for the FAQ", What.IDEA: "Ideas for posts"}


def markdown(lessons: Iterable[Lesson], day: str) -> str:
    """A page for the product team: what is open first, then what was changed, with how many said it."""
    found = list(lessons)
    parts = [f"# What we heard, {day}"]
    for what, heading in _HEADINGS.items():
        for state in LessonState:
            some = [lesson for lesson in found if lesson.what is what and lesson.state is state]
            if some:
                done = f", {DONE_WORDS[what]}" if state is LessonState.CHANGED else ""
                parts += ["", f"## {heading}{done}", *(_item(lesson) for lesson in some)]
    return "\n".join([*parts, ""])


def _item(lesson: Lesson) -> str:
    heard = _heard(len(lesson.voices))
    lines = [f"- **{_plain(lesson.text)}**{f' ({heard})' if heard else ''}"]
    if lesson.answer:
        lines.append(f"  {_plain(lesson.answer)}")
    if lesson.changed:
        lines.append(f"  Changed: {_plain(lesson.changed)}")
    lines += [
        f"  > {_plain(voice.text)} ({_plain(voice.person)}, {voice.network})" for voice in lesson.voices
    ]
    return "\n".join(lines)


def _heard(times: int) -> str:
    return "" if not times else "heard once" if times == 1 else f"heard {times} times"


_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_<>[]#|"})


def _plain(words: str) -> str:
    """Somebody's words on one line, without a meaning in Markdown."""
    return one_line(words).translate(_SIGNS)


COLUMNS = ("what", "text", "answer", "state", "changed", "heard", "to_tell", "who", "at", "changed_at")


def table(lessons: Iterable[Lesson], spell: Callable[[int | None], str]) -> list[tuple[str, ...]]:
    """Rows for a spreadsheet, headings first; a cell that begins like a formula is made text."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for one in lessons:
        cells = (
            one.what.value, one.text, one.answer, one.state.value, one.changed, str(len(one.voices)),
            str(len(one.to_tell)), one.who, spell(one.at), spell(one.changed_at),
        )  # fmt: skip
        rows.append(tuple(f"'{cell}" if cell[:1] in _FORMULA else cell for cell in map(one_line, cells)))
    return rows


_FORMULA = ("=", "+", "-", "@")
