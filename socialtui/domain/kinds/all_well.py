"""Evidence: a trouble that is none: not there, or over."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="all_well",
    weights={Kind.COMPLAINT: -2.25, Kind.PRAISE: 1.25},
    phrases=(
        (
            "no|zero|without|never ~ problem|problems|issue|issues|complaint|complaints|hassle|trouble|"
            "fuss|delays|glitches"
        ),
        (
            "no|without|never any|a|single problem|problems|issue|issues|complaint|complaints|hassle|"
            "trouble|delay|delays"
        ),
        "can't|cant|cannot|couldn't|nothing|couldnt ~ complain|fault",
        "couldn't|couldnt|can't|cant|not ~ be ~ happier|better|easier|nicer|kinder|faster|prouder",
        "not bad|disappoint|disappointed",
        "never been|once|ever|felt ~ disappointed|let|bored|better",
        "never|don't|doesn't|didn't disappoint|disappoints|disappointed|fails|failed|let",
        "problem|problems|issue|issues|all|now solved|resolved|sorted|fixed",
        "all|everything good|fine|working|well",
        "works|back|running fine|perfectly|great|nicely|well|smoothly|up",
        "works|fixed|sorted|working now|again",
        "sorted|fixed|resolved|solved ~ quickly|fast|straight|within|already|immediately",
        "no|zero|without ~ fee|fees|cost|costs|queue|queues",
        "no|zero|without queue|queues|wait|waiting|charge|cost|costs|drama|stress|pain|more",
        "can't|cant|cannot|couldn't|couldnt wait",
        "nothing but praise|love|good|great|thanks|respect|kindness|smiles|joy",
        "hard|impossible|tough to fault|beat|top",
        "can't|cant|cannot|never ~ go|goes|went|gone wrong",
        "won't|wont|not be ~ last time|visit|order",
        "not|never a|one|had single|a|one complaint|problem|issue|delay|hiccup|bad",
        "doesn't|doesnt|not|can't get|be|gets|do better|nicer|easier",
        "without you",
        "back to my|our|the old",
        "but you|they|she|he ~ found|fixed|solved|sorted|brought|mended|saved",
        "no longer need|needed|want|necessary",
        "no ~ needed|required|necessary",
        "recommend|thank|praise|stress|say ~ enough",
        "never ~ such|better|nicer|happier|easier|faster",
        "you|they|team|support|she|he ~ sorted|fixed|solved|resolved|mended|stopped|helped",
        "thanks|thank|thx ~ for fixing|sorting|solving|mending|helping|finding",
        "took|only ~ a|one|two|three|five|ten|10|5|2|3 minute|minutes|seconds",
        (
            "fixed|answered|sorted|done|replied|called|solved|served|helped|back|ready|mended|resolved|fixes "
            "~ within|in|under"
        ),
        "within|under the|an hour",
        "made us|me|my|our ~ laugh|smile|happy|day|welcome|feel|proud",
        "minutes|seconds at most",
        "minutes|seconds flat|tops|max",
        "fixed|solves|solved|fixes it|this|that|everything ~ for|with|in",
        "no worries|problem|probs|hurry|rush",
        "on time|schedule",
        "worth the|every wait|penny|money|cent",
        "ahead of schedule|time",
        "minutes|hour|hours|days|day|week early",
    ),
)
