"""Evidence: a stranger's support line or telephone number."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_NUMBER = re.compile(r"(?<![\w.,:/-])(?:\+\d{1,3}[ -]?)?\(?\d{3,5}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?![\w.:/-]?\d)")
_DIGITS = re.compile(r"\d{3}")
"""What every number has; looked for first, since most texts have none."""


def _search(reading: Reading) -> Iterable[Span]:
    if _DIGITS.search(reading.plain) is None:
        return ()
    return (found.span() for found in _NUMBER.finditer(reading.plain))


SIGNAL = Signal(
    part="support_number",
    weights={Kind.SPAM: 1.75},
    words="24x7",
    phrases=(
        "support|service|helpline|customer|care|contact|toll|tech ~ number|phone|helpline",
        "phone|helpline|tollfree|toll-free number*",
        "toll free",
        "technical|tech|printer|antivirus|router|email|software support|experts|team|technician*|help",
        (
            "certified|skilled|expert|highly|qualified|trained ~ experts|technicians|professionals|"
            "engineers|technician|team"
        ),
        "24|24x7|round the clock|7|hours",
        "one stop solution|shop",
        "any|all|your ~ queries|query|issues|issue ~ call|dial|contact|regarding|related",
        "dial ~ number|toll|now",
        "our services|company|service|customers|team|website",
        (
            "we provide|offer|are|deliver|help|have|will ~ best|quality|services|service|solutions|you|"
            "support|team"
        ),
        "we|company ~ leading|specialize|specialise|provides|offering|experienced",
    ),
    search=_search,
    more=0.5,
)
