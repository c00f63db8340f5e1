"""Decides what a mention is: language, then tone, then kinds. Used as mentions come in and by `classify`."""

from collections.abc import Sequence

from socialtui import tone
from socialtui.domain import kinds
from socialtui.domain.language import Detector, guess, is_short, library
from socialtui.domain.learning import Learned
from socialtui.domain.mention import Judgement, KindScore
from socialtui.domain.mixing import mixed
from socialtui.domain.reading import MOST_READ, Reading, masked, read

_NO_TAG = frozenset(("", "und", "zxx", "mul"))
"""Tags that a network gives when it doesn't know either."""

_TOLD = 500
"""Characters in which a language shows itself."""


class Judge:
    """Judges texts for one brand."""

    learned = Learned()
    """What people's decisions taught; made anew by `learner`."""

    def __init__(self, own_names: Sequence[str] = (), detector: Detector | None = None) -> None:
        """`own_names` are not heard; `detector` names a language, by default the best one installed."""
        self.own_names = tuple(own_names)
        self.detector = detector or library() or guess
        self._of_few = detector or guess

    def judge(self, text: str, *, language: str = "", addressed: bool = True, network: str = "") -> Judgement:
        """Judges one text; `language` is the network's own tag, which wins."""
        found, heard, reading = self._listen(text, language, addressed, network)
        return Judgement(kinds.held(self._scores(reading, heard, least=0.0)), heard, found)

    def scores(self, text: str, *, language: str = "", network: str = "") -> list[KindScore]:
        """Returns the scores of all kinds but chatter, those that don't hold included."""
        _, heard, reading = self._listen(text, language, True, network)
        return self._scores(reading, heard)

    def _scores(self, reading: Reading, heard: float | None, least: float | None = None) -> list[KindScore]:
        found = kinds.scores(reading, heard)
        return mixed(found, reading, self.learned, least) if self.learned.share else found

    def _listen(
        self, text: str, language: str, addressed: bool, network: str
    ) -> tuple[str, float | None, Reading]:
        plain = masked(text[:MOST_READ], self.own_names)
        if language.lower() in _NO_TAG:
            language = (self._of_few if is_short(plain) else self.detector)(plain[:_TOLD])
        english = kinds.is_english(language)
        heard, shares = None, (0.0, 0.0)
        if english:
            sound = tone.sound(plain)
            heard, shares = sound.tone, sound.shares
        if heard == 0.0 and not language:
            # no word of it is known, so it isn't calm but unheard
            heard = None
        reading = read(text, plain=plain, english=english, addressed=addressed, network=network, sound=shares)
        return language, heard, reading
