"""Evidence: a trouble that is none: not there, or over.

Words with a no before them say the opposite, so nothing stands between the words of a phrase that a no could turn.
"""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

_OVER = "sorted|fixed|solved|resolved|mended|repaired"

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
        f"answered|replied|done|served|{_OVER} ~ quickly|fast|straight|already|immediately|within|in|under",
        "can't|cant|cannot|couldn't|couldnt wait to|for|until|till",
        f"you|they|team|support|she|he {_OVER}|helped",
        f"they|team|support|she|he have|has|had {_OVER}|helped",
        "thanks|thank|thx ~ for fixing|sorting|solving|mending|helping|finding",
        "no|zero|without fees|costs",
        "no ~ fee|charge for|to",
        "no longer need|needs|needed|requires|costs|hurts|want|necessary",
        "no ~ needed|required|necessary",
        "nothing but praise|love|good|great|thanks|respect|kindness|smiles|joy",
        "recommend|thank|praise|stress|say you|it|this|them|him|her|that|highly|your enough",
        "made us|me|my|our ~ laugh|smile|happy|day|welcome|feel|proud",
        "is|are|was|were|came|arrived|always|right|bang|left|leaves on time|schedule",
        "ahead of schedule|time",
        "worth the|every wait|penny|money|cent",
        "arrived|came|delivered|done|landed|ready|finished|here ~ minutes|hour|hours|days|day|week early",
        "never|not|can't|cant|won't ~ tired|bored|sick of",
        "nothing to worry|fear|see|lose|hide|regret|complain|add",
        "wait till|until|for you|it",
        "no|zero|without lag|bugs|errors|crashes|leaks|glitch|scratches|cracks|damage|stains|noise|regret|regrets",
        "no jet lag",
        "can|could|may|you cancel|return|reschedule|leave|stop any|anytime|whenever|at|free|until|within|up",
        "without you|her|him|them ~ wouldn't|couldn't|nothing|impossible",
        "minutes|seconds flat",
        "and|but i|we ~ like|liked|love|loved|enjoy|enjoyed it|that|this",
        "called|rang|wrote|phoned ~ back within|quickly|immediately|straight|promptly|fast",
        "minutes at most",
        "arrived|came|delivered|here within",
        "nothing broken|lost|damaged|missing|hurt|hurts|serious",
        "that's|thats the point|beauty|idea",
        "not|didn't|never expect|expected an|a|any answer|reply|response",
        "never|not too late",
        "came|moved|switched|coming|switching to you",
    ),
)
