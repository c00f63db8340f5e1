"""Learning from conversations: a lesson for the product team, and answers put to another use."""

from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from socialtui.desk.reusing import Answer, ReuseDesk
from socialtui.desk.room import Done
from socialtui.domain.text import clean
from socialtui.ui.screens.acting import Acting
from socialtui.ui.screens.parts import Parts

USES = {"r": "a saved reply", "f": "a line for the FAQ", "i": "an idea for a post"}

Question = Callable[[str, str], Awaitable[str | None]]


async def lesson(parts: Parts, acting: Acting) -> None:
    """One line on the chosen rows; where somebody said the same in other words, it may join that."""
    rows = parts.chosen()
    text = await parts.question("What should the product team know")
    if text is None or not text.strip():
        return
    same = await parts.desk.lessons.like(text)
    if same is not None and same.text.lower() != text.strip().lower():
        title = f"Like “{clean(same.text, newlines=False)}”"
        key = await parts.choose(title, {"y": "the same", "n": "a new one"})
        if not key:
            return
        text = same.text if key == "y" else text
    learned = text
    await acting.words(rows, lambda ids: parts.desk.lessons.learn(ids, learned))


async def reuse(parts: Parts) -> Done | None:
    """The newest answer of ours here, as a saved reply, a FAQ line or an idea."""
    answer = await parts.desk.reuse.answer(parts.row().ids[0])
    key = await parts.choose("Keep our answer as", USES)
    return await kept(parts.desk.reuse, answer, key, parts.question)


async def kept(reuse: ReuseDesk, answer: Answer, key: str, question: Question) -> Done | None:
    """Asks what is still to be known, and keeps the answer; None for a change of mind."""
    label, text = {
        "r": ("Name of the saved reply", answer.name),
        "f": ("The question, as people ask it", answer.question),
        "i": ("The idea, in a line", answer.idea),
    }.get(key, ("", ""))
    words = await question(label, text) if label else None
    if words is None or not words.strip():
        return None
    if key == "r":
        done = await reuse.as_reply(answer, words)
        return replace(done, words=f"{done.words}; ctrl+t puts it into an answer")
    done = await (reuse.as_faq(answer, words) if key == "f" else reuse.as_idea(answer, words))
    return replace(done, words=f"{done.words} · g l lists it")
