"""Evidence: it was the writer's own doing, or a joke, or something far from us."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="own_doing",
    weights={Kind.COMPLAINT: -1.75},
    words="overslept haha hahaha hehe jk",
    phrases=(
        "my own|bad ~ fault|mistake|laptop|code|stupidity|error|wrongdoing",
        "my fault|mistake|error|bad|code",
        "i|we broke|dropped|overslept|forgot|misread|misspelled|spilled|spilt|mistyped",
        "i|we missed|broke ~ my|our|the",
        "i|we lost my|our|the|a ~ key|keys|phone|card|ticket|receipt|wallet|password|pin|code|way|voice|notes",
        "i|we lost weight|kilos|pounds",
        "we|we're are|all|be closed|shut|away|back",
        "sorry ~ i|we ~ late|missed|forgot",
        "team|side|club|boys|girls|we|they lost|lose|losing ~ match|game|final|cup|election|bet",
        "broke|broken|hurt|lost his|her|their",
        "told|tells|tell|good|funny ~ joke|jokes",
        "waiting room|rooms|list|lists",
        "stuck in|at traffic|snow|mud|bed|meetings|work|jam",
        "nothing to do with you",
        "all fine|good|sorted",
        "in that|this|the film|movie|book|series|show|game|novel|story|episode",
        "lost in|property|city|kilos|weight",
        "lost and found",
        "lost five|ten|two|three|20|10|5 kilos|pounds|kg|lbs",
        "late|broken|lost|missing for|in|heart|hearts|person|piece lunch|work|school|love|translation",
        "bug|problem|error hunter|hunters|solving|handling|bounty|solver",
        "says|said|reports|according the|to radio|paper|news|papers|forecast",
        "in 18|19|20|1960|1970|1980|1987|1990",
        "says|said|thinks|according my sister|brother|mum|mom|dad|friend|husband|wife|neighbour|son|daughter",
        "strike|strikes is|are|was off|over",
    ),
)
