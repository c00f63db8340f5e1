"""Evidence: something was turned down, called off or taken away."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="refused",
    weights={Kind.COMPLAINT: 0.75, Kind.PRAISE: -0.5, Kind.SPAM: -0.375, Kind.LEAD: -0.5},
    words="""
        declin* reject* cancel* cancelled canceled cancellation* refus* denied deny denies denying blocked
        blocking suspended suspend banned ban locked overbook* oversold bumped rebook* rerouted divert*
        grounded postpon* terminated revoked removed withdrew withdrawn expired void voided bounced forced forces
        forcing limiting restricted restricts discontinued closed closing deleted
    """,
    phrases=(
        "given|gave|sold ~ away|someone|somebody|else",
        "took|taken|taking ~ away|down",
        "turned|turning|turn away|down",
        "left|leaving|leave ~ standing|waiting|stranded|behind",
        "no longer|refund*|exceptions|replacement|alternative|compensation|choice|option",
        "missed|skipped|postponed|bounced|lost|ignored|delayed again|twice|without|for",
        "swallowed|ate|eaten my|by",
        "pushed|moved|put back again|twice|three|another",
    ),
    more=0.25,
)
