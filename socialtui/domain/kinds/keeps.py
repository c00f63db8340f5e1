"""Evidence: a trouble that comes again and again, or a thing that stopped."""

from collections.abc import Iterable

from socialtui.domain.grammar import LIVING, SOLD, SPEAKER, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_KEEPS = frozenset(("keeps", "keep", "kept", "constantly", "continually", "repeatedly", "forever"))
_TROUBLES = word_set(
    """
    dropping crashing failing freezing cutting closing restarting rebooting charging billing asking telling saying
    sending calling ringing ignoring changing losing logging kicking disconnecting buffering stalling breaking
    leaking going coming turning switching shutting resetting lagging hanging showing giving taking skipping
    stopping beeping blinking flickering tripping rejecting declining refusing cancelling canceling moving pushing
    delaying forgetting demanding postponing adding raising spinning stuttering jamming overheating expiring
    transferring passing putting returning missing repeating blocking
    """
)
_STOPS = frozenset(("stopped", "stops", "quit", "quits"))
_RUNS = word_set(
    """
    working charging loading responding playing syncing sending receiving heating printing spinning recording
    running connecting updating ringing opening showing turning answering replying counting cooling freezing
    scanning coming accepting
    """
)
"""What a thing does while all is well."""


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    keeps, stops = not _KEEPS.isdisjoint(words), not _STOPS.isdisjoint(words)
    if not (keeps or stops):
        return
    for index, word in enumerate(words[:-1]):
        after = words[index + 1]
        before = words[index - 1] if index else ""
        if word in _KEEPS:
            troubles = after in _TROUBLES and (bool(before) or word != "keep")
            if after in ("going", "coming"):
                troubles = words[index + 2 : index + 3] in (("off",), ("out",), ("down",), ("apart",))
        else:
            troubles = word in _STOPS and after.endswith("ing") and (after in _RUNS or before in SOLD)
        if troubles and before not in LIVING and before not in SPEAKER and before not in ("to", "and"):
            yield reading.places[index][0], reading.places[index + 1][1]


SIGNAL = Signal(
    part="keeps",
    weights={Kind.COMPLAINT: 1.125, Kind.PRAISE: -0.375},
    search=_search,
    phrases=(
        "keep|keeps|kept getting ~ out|charged|billed|error*|disconnected|rejected|declined|logged|kicked|sent",
        "restarts|restarted|reboots|rebooted|resets|closes|shuts|quits ~ itself|constantly|randomly",
        "third|fourth|fifth|sixth|3rd|4th|5th|nth ~ in|this a|week|month|year|row",
        "third|fourth|fifth|sixth|3rd|4th|5th|tenth|umpteenth|nth engineer|technician|replacement|visit",
        "the third|fourth|fifth|tenth|hundredth|umpteenth|nth time",
        "second|2nd|third|3rd|fourth|4th|fifth|5th time now|this|running|and|that|i",
        "three|four|five|six|seven|ten|many|several|multiple|3|4|5|6|7|10 times now|already",
        "off|dead|late|cold|empty|wrong|missing|closed|broken|full|slow|stuck again",
        (
            "always|constantly|permanently|forever late|full|down|busy|engaged|broken|closed|delayed|taken|wrong|"
            "slow|cold|empty"
        ),
        "ask|asks|asked|make|makes|made|tell|told|tells me|us to ~ again|twice",
        "after two|three|four|five|several|many repairs|visits|services|attempts|calls|emails|fixes|engineers",
    ),
)
