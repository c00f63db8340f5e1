"""Names the ways in which the first run ends, for whoever started it."""

from enum import StrEnum


class Ending(StrEnum):
    """What to do next."""

    LEFT = "left"
    """Nothing; the person went."""
    PRACTISE = "practise"
    """Start the practice brand."""
    CONNECTED = "connected"
    """Open the inbox: there is an account, and the settings may have changed."""
