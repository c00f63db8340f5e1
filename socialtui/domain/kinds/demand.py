"""Evidence: a demand that somebody act, or say why."""

from socialtui.domain.lexicon import NOT, Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="demand",
    weights={Kind.COMPLAINT: 0.625, Kind.PRAISE: -0.5},
    words="""
        why explain explanation unexplained apolog* resolve resolved escalat* sort urgent urgently asap
        immediately ombudsman regulator manager supervisor
    """,
    phrases=(
        "fix it|this|that|your|my|the|ur|these|please",
        "sort it|this|out|your",
        "do something",
        "give me|us|back",
        "i|we want|demand|expect|insist",
        "i|we need my|our|a|to|help|this|you|answers|someone",
        "my|our ~ back",
        "where is|are|s|the ~ my|our|is",
        "where's|wheres my|our|the",
        "when will|are|is|can|do ~ you|i|we|my|this|it|fix|be|going",
        "how can|do|could|is|are ~ you|possible|this|it|that|expect|justify",
        "how hard|difficult",
        "what is|are|the|s ~ point|going|doing|deal|hell|heck|happening",
        "what gives",
        "what's|whats going|the|happening|wrong|your",
        f"why|how|when ~ {NOT}",
        "need|needs to be|fix|get|do|stop|improve|change|learn|sort|hire|train",
        "please fix|help|explain|stop|sort|respond|reply|answer|call|contact|advise|resolve|get",
        "get your|it",
        "help me|us|please|with",
        "someone|somebody|anyone please|help|needs|explain|tell|call|contact",
        "speak|talk to a|someone|your|somebody",
        "is|are|was|were this|that|it|you|they ~ joke|joking|kidding|serious|acceptable",
        "you|u should|need|must|guys|people|have",
    ),
    more=0.25,
)
