"""Evidence: anger and insult, the words of a person who has had enough."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="anger",
    weights={Kind.COMPLAINT: 1.5, Kind.PRAISE: -1.0, Kind.SPAM: -0.5, Kind.LEAD: -0.75},
    words="""
        worst terribl* horribl* horrid horrend* awful* ridiculous* unacceptabl* inexcusabl* disappoint* rude
        rudely rudeness rudest useless pathetic* joke jokes disgust* appall* appalling shocking disgrac*
        atrocious abysmal dreadful* garbage trash rubbish crap crappy shit* bullshit bs suck* sux fuck* fk*
        wtf ffs wth damn damned dammit goddamn bloody hate hated hates hating angry anger annoy* frustrat*
        infuriat* furious livid irritat* outrag* shame shameful ashamed embarrass* incompeten* clueless
        unprofessional careless lousy lame idiot* idiotic moron* stupid* dumb nightmare hell sick pissed
        pissing insult* lie lied lies liar* lying dishonest* ugh argh grr* smh fail fails failing epicfail
        bollocks arse* ass asses crook* thief thieves robbery scam* fraud* criminal mislead* deceptive
        screwed screwing ruin* inept laughable hopeless worthless unreliable unhelpful despicable
        hideous miserabl* mess messed fiasco disaster* catastroph* shambles farce unbelievabl* absurd insane
        inconsiderate unethical greedy greed poor poorly poorest bad badly worse sucky nonsense
    """,
    phrases=(
        "fed up",
        "sick of",
        "sick and tired",
        "tired of",
        "had enough",
        "enough is enough",
        "last straw",
        "waste of",
        "wasted|wasting my|our|so|hours|time|money",
        "rip off",
        "ripped|ripping off|me|us",
        "how dare",
        "get your act together",
        "get it together",
        "shame on",
        "let down",
        "losing my patience|mind|temper",
        "lost all|my patience|faith|respect|trust",
        "so|very|really|extremely|beyond|still|super upset|mad|disappointed|unhappy|dissatisfied",
        "no excuse",
        "piece of",
        "screw you|this|that|it|them|up",
        "drives|driving|drove me ~ crazy|mad|insane|nuts",
    ),
    more=0.375,
)
