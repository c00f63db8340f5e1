"""What each piece of evidence hears, without the rest."""

from collections.abc import Callable
from importlib import import_module

import pytest

from socialtui.domain.lexicon import Lexicon
from socialtui.domain.reading import read

Hears = Callable[..., str | None]


@pytest.fixture
def hears() -> Hears:
    """Returns the first words that the evidence of that name hears in a text, or None."""

    def ask(
        name: str, text: str, *, english: bool = True, addressed: bool = True, network: str = ""
    ) -> str | None:
        signal = import_module(f"socialtui.domain.kinds.{name}").SIGNAL
        assert signal.part == name
        reading = read(text, english=english, addressed=addressed, network=network)
        found = Lexicon([signal]).find(reading).get(0)
        return None if found is None else text[found[0][0] : found[0][1]]

    return ask
