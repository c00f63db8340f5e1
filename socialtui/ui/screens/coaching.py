"""What the coach says beside a conversation and before an answer leaves."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment

from socialtui.domain.draft import Remark
from socialtui.domain.text import clean
from socialtui.ui.screens.link import PageSheet
from socialtui.ui.screens.sheet import Place
from socialtui.ui.widgets.lines import Line, wrap

if TYPE_CHECKING:
    from socialtui.domain.guidelines import Guidelines


class RemarksPage(PageSheet):
    """w in review. Every remark in full, with the words that gave it and its document; then the posts of a thread."""

    def __init__(self, place: Place, what: str, remarks: Sequence[Remark], posts: Sequence[str] = ()) -> None:
        super().__init__(place)
        self._remarks, self._posts = remarks, posts if len(posts) > 1 else ()
        self.title_line("Remarks", f"{len(remarks)} on {what}; the coach stops nothing")

    def told(self, width: int) -> Sequence[Line]:
        """One after the other."""
        lines = [[], *(line for remark in self._remarks for line in self._of(remark, width - 4))]
        for number, post in enumerate(self._posts, 1):
            lines.append([Segment(f" post {number} of {len(self._posts)}", self.look.ink.muted)])
            lines += [
                [Segment(f" {self.look.words(line)}", self.look.ink.text)] for line in wrap(post, width - 2)
            ]
            lines.append([])
        return lines

    def _of(self, remark: Remark, width: int) -> Iterator[Line]:
        ink = self.look.ink
        for line in wrap(remark.words, width):
            yield [Segment(f" {self.look.words(line)}", ink.text)]
        if remark.saw:
            saw = clean(remark.saw, newlines=False)
            yield from (
                [Segment(f"   {self.look.words(line)}", ink.muted)] for line in wrap(f"saw “{saw}”", width)
            )
        if remark.document:
            words = f"from {remark.document}"
            yield from ([Segment(f"   {self.look.words(line)}", ink.muted)] for line in wrap(words, width))
        yield []


class GuidelinesPage(PageSheet):
    """What the company's people may say, as the coach reads it."""

    def __init__(self, place: Place, guidelines: "Guidelines") -> None:
        super().__init__(place)
        self._guidelines = guidelines
        self.title_line("Guidelines", "guidelines.toml; `socialtui config path` says where")

    def told(self, width: int) -> Sequence[Line]:
        """About, forbidden words, topics to hand over, money, limits."""
        lines: list[Line] = [[]]
        for words in guideline_lines(self._guidelines):
            lines += [
                [Segment(f" {self.look.words(line)}", self.look.ink.text)] for line in wrap(words, width - 2)
            ]
        return lines


def guideline_lines(guidelines: "Guidelines") -> Iterator[str]:
    """The guidelines, a rule a line."""
    if guidelines.empty:
        yield "There are none yet. `socialtui config path --write` writes a file to start from."
    if guidelines.about:
        yield from (*guidelines.about.split("\n"), "")
    for rule in guidelines.forbidden:
        yield f"not said here: {', '.join(rule.words)}" + (f"; {rule.instead}" if rule.instead else "")
    for topic in guidelines.topics:
        why = f" ({topic.why})" if topic.why else ""
        yield f"{topic.id} is for {' or '.join(topic.to)} to answer{why}: {', '.join(topic.words)}"
    if guidelines.refunds is not None:
        yield f"money is promised by {' or '.join(guidelines.refunds.who)}"
    limits = guidelines.restraint
    yield (
        f"joining in ends at {limits.thread} words a thread, {limits.person} a person in a week, {limits.day} a day;"
        f" {limits.links} promoting links a day. What is owed is never counted."
    )
