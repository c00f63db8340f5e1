"""Evidence: dismay, the milder words for being let down."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="dismay",
    weights={Kind.COMPLAINT: 0.5, Kind.PRAISE: -0.5},
    words="""
        sad sadly unfortunate* upset upsetting unhappy dissatisf* unsatisf* concern* worried worrying worry
        confus* mad disagree regret* miss pain painful boring bored ugly weird awkward inconvenien*
        hassle trouble* complain* complaint* unfair hurt hurts scary scared creepy ironic irony lazy dumbass
        cheap weak beware avoid warning warn sue suing lawsuit lawyer* overrated overhyped meh blah
        wish sigh omfg jfc oh wow seriously honestly literally apparently supposedly evil gross nasty creep
        racist sexist biased hypocri* fake propaganda illegal corrupt corruption doom* kill* dead death""",
    phrases=(
        "what happened to",
        "too much|many|long|bad|slow|late|expensive|little|hard|big|small|loud",
        "come on",
        "sorry but|to say",
        "do better",
        "would be nice|great|good if",
        "could be better",
        "used to be|work",
        "expected more|better",
        "on earth is|are|was|do|does|did|am|has",
    ),
    more=0.25,
)
