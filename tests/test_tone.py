"""Tone is that of the words alone, and costs nothing until it is asked for."""

import subprocess
import sys

from socialtui import tone


def test_friendly_words_sound_friendly_and_angry_ones_do_not() -> None:
    assert tone.compound("what a lovely day") > 0.3
    assert tone.compound("this is horrible") < -0.3


def test_handles_links_and_own_names_do_not_colour_the_tone() -> None:
    assert tone.compound("@happy_love the train left") == 0.0
    assert tone.compound("see https://great.example/love") == 0.0
    assert tone.compound("Happy Trains left at six", own_names=("Happy Trains",)) == 0.0
    assert tone.compound("Happy Trains left at six") > 0


def test_the_lexicon_is_loaded_at_the_first_question_only() -> None:
    script = (
        "import sys; from socialtui import tone; from socialtui.domain import kinds, text, language\n"
        "assert 'vaderSentiment' not in sys.modules\n"
        "tone.compound('x'); assert 'vaderSentiment' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
