"""Evidence: a trouble that is none: not there, or over.

Words with a no before them say the opposite: nothing stands between the words of a phrase that a no could turn, and
what was done soon is looked at with the words before it.
"""

from collections.abc import Iterable

from socialtui.domain.grammar import word_set
from socialtui.domain.lexicon import NOBODY, NOT, Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_OVER = "sorted|fixed|solved|resolved|mended|repaired"
_DONE = frozenset(_OVER.split("|")) | word_set("answered replied done served called rang wrote phoned")
_SOON = word_set("quickly fast straight already immediately promptly within in under")
_WITHIN = frozenset(("within",))
_CAME = word_set("arrived came delivered here")
_NO = frozenset(f"{NOT}|{NOBODY}".split("|")) | {"still", "yet", "should", "would"}
_MOVED = word_set("came moved switched coming switching")
"""*Switched to you*, and nothing behind it."""

_NEAR = 4
"""Words before it that may turn what was done."""


def _search(reading: Reading) -> Iterable[Span]:
    """*Answered in a minute*, *called me back promptly*, *came within the hour*, if no *no* stands there."""
    words = reading.words
    for index, word in enumerate(words[:-1]):
        soon = _SOON if word in _DONE else _WITHIN if word in _CAME else None
        if soon is None:
            continue
        far = 2 if word in _CAME else _NEAR
        end = next((at for at in range(index + 1, min(index + far, len(words))) if words[at] in soon), 0)
        if end and "but" not in words[end:] and _NO.isdisjoint(words[max(index - _NEAR, 0) : end]):
            yield reading.places[index][0], reading.places[end][1]
    if words[-2:] == ("to", "you") and words[-3:-2] and words[-3] in _MOVED:
        yield reading.places[-3][0], reading.places[-1][1]


SIGNAL = Signal(
    part="all_well",
    weights={Kind.COMPLAINT: -1.75, Kind.PRAISE: 1.25},
    phrases=(
        (
            "no|zero|without problem|problems|issue|issues|complaint|complaints|hassle|trouble|fuss|delay|delays|"
            "glitches|queue|queues|wait|waiting|drama|stress|pain|worries|probs|hurry|rush"
        ),
        (
            "no|zero|without|never|had any|a|single|real|more problem|problems|issue|issues|complaint|complaints|"
            "hassle|trouble|delay|delays"
        ),
        "can't|cant|cannot|couldn't|nothing|couldnt ~ complain|fault",
        "couldn't|couldnt|can't|cant ~ be ~ happier|better|easier|nicer|kinder|faster|prouder",
        "not bad|disappoint|disappointed",
        "never miss|missed",
        "never been|once|ever|felt disappointed|bored|better",
        "never|don't|doesn't|didn't disappoint|disappoints|disappointed|fails|failed",
        f"problem|problems|issue|issues|all|now {_OVER}",
        "never|not|isn't|wasn't|aren't|weren't late|wrong|broken|stuck|lost|crowded|frozen|cold|rude|dirty|boring",
        "never|don't|doesn't|didn't|not let|lets|letting me|us|anyone down",
        "all|everything good|fine|working|well",
        "can't|cant|cannot|never go|goes|went wrong",
        "works|back|running fine|perfectly|great|nicely|well|smoothly|up",
        f"works|{_OVER} now|again",
        "can't|cant|cannot|couldn't|couldnt wait to|for|until|till",
        f"you|they|team|support|she|he {_OVER}|helped",
        f"they|team|support|she|he have|has|had {_OVER}|helped",
        "thanks|thank|thx ~ for fixing|sorting|solving|mending|helping|finding",
        "no|zero|without fees|costs",
        "no ~ fee|charge for|to",
        "no longer need|needs|needed|requires|costs|hurts|want|necessary",
        "no ~ needed|required|necessary",
        "nothing but praise|love|good|great|thanks|respect|kindness|smiles|joy",
        "recommend|thank|praise you|it|this|them|him|her|that|highly|your enough",
        "made us|me|our ~ laugh|smile|happy|proud|welcome",
        "made my|our day",
        "is|are|was|were|came|arrived|always|right|bang|left|leaves on time|schedule",
        "ahead of schedule|time",
        "worth the|every wait|penny|money|cent",
        "arrived|came|delivered|done|landed|ready|finished|here ~ minutes|hour|hours|days|day|week early",
        "never|can't|cant|won't|don't tire|get|gets|grow tired|bored|sick of",
        "never tire|tired|bored|sick of",
        "nothing to worry|fear|see|lose|hide|regret|complain|add",
        "wait till|until you see|hear|try|taste|meet",
        "no|zero|without lag|bugs|errors|crashes|leaks|glitch|scratches|cracks|damage|stains|noise|regret|regrets",
        "no jet lag",
        "can|could|may|you cancel|return|reschedule|leave|stop any|anytime|whenever|at|free|until|within|up",
        "without you|her|him|them ~ wouldn't|couldn't|nothing|impossible",
        "minutes|seconds flat",
        "and|but i|we like|liked|love|loved|enjoy|enjoyed it|that|this",
        "minutes at most",
        "nothing broken|lost|damaged|missing|hurt|hurts|serious",
        "that's|thats the point|beauty|idea",
        "not|didn't|never expect|expected an|a|any answer|reply|response",
        "never|not too late",
    ),
    search=_search,
)
