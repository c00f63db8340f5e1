"""Evidence: something that should be there is not, or nobody is."""

from collections.abc import Iterable

from socialtui.domain.grammar import opens_a_question, supposed, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_NO = frozenset(("no", "zero"))
_NOBODY = frozenset(("nobody", "noone", "none"))

_FINE = word_set(
    """
    problem problems worries worry doubt rush hurry idea need wonder matter complaint complaints pain way more
    issue issues trouble fuss hassle regrets questions question pets plans kids smoking queue queues wait
    waiting delay delays drama fee fees charge charges cost costs stress ads thanks thank longer one better
    other joke surprise surprises pressure strings contract commitment mistake mistakes bugs errors offence
    offense shame big i you it sweat fun luck brainer clue place man thing pun less limits limit sugar meat nuts
    gluten chance gain words excuses excuse complaining nonsense frills sign-up traffic please sir not but and
    or that this just is was are we they he she its it's i'm so what doubts exception two ordinary cap waste
    emissions calories alcohol gravity
    """
)
"""What nobody misses, and words before which a no is an answer."""

_ENDED = frozenset(("needed", "required", "necessary", "wanted", "intended", "asked", "whatsoever"))
_NOBODY_FINE = word_set(
    "knows know cares does has will should would is else better can could in was does likes wants beats comes"
)


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    some, none = not _NO.isdisjoint(words), not _NOBODY.isdisjoint(words)
    if not (some or none):
        return
    if "?" in reading.plain and opens_a_question(reading):
        return
    last = len(words) - 1
    for index, word in enumerate(words):
        if index == last:
            return
        after = words[index + 1]
        if word in _NO:
            if index and words[index - 1] == "so":
                # "we leave at six, so no dinner"
                continue
            gap = reading.low[reading.places[index][1] : reading.places[index + 1][0]]
            fine = after in _FINE or gap != " " or not _ENDED.isdisjoint(words[index + 2 : index + 5])
            if after == "one" and index + 2 <= last:
                fine = words[index + 2] in _NOBODY_FINE
        elif word in _NOBODY:
            fine = after in _NOBODY_FINE
        else:
            continue
        if not fine and not supposed(words, index):
            yield reading.places[index][0], reading.places[index + 1][1]


SIGNAL = Signal(
    part="lacking",
    weights={Kind.COMPLAINT: 0.375, Kind.PRAISE: -0.25},
    search=_search,
    phrases=(
        "nothing in|like|but|on|inside|to|loads|opens|plays|fits",
        "left|been|still|us|me|week|weeks|days|day|hours|night|weekend|again ~ without",
        "without ~ again|since|yet",
        "came|sent|come|arrives ~ without",
        "goes|leads|went|points|lead|go nowhere",
        "had|has|have|was|is nothing left|available|open|to|ready",
        "not a|one single|word|sign|trace|hint|of",
        "not|isn't|wasn't|aren't|weren't|hardly|barely any|anyone|anything|anybody",
        "only|just half|one|two|three|part|some of|came|arrived|out",
        "half of|my|our|the ~ missing|gone|empty|vanished|closed",
        "lack|lacks|lacking|lacked|absence|shortage of|in|any|the",
        "zero|no reply|response|answer|answers|info|information|announcement|staff",
    ),
)
