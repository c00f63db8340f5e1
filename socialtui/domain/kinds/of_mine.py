"""Evidence: it speaks of something of the writer's own, so it hardly is about what we wrote."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(part="of_mine", weights={Kind.ERROR: -0.75}, words="my me mine")
