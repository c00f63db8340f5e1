"""What a network's own archive of an account holds, in domain words."""

from msgspec import Struct

from socialtui.domain.mention import Mention


class Archive(Struct, frozen=True):
    """An account's own words, taken along from where they were said."""

    network: str
    handle: str
    """How others address it; empty where the archive does not say."""
    remote_id: str
    """What the network calls it; empty where the archive does not say."""
    url: str
    """The server, as an account is given it; empty where the archive does not say."""
    mentions: tuple[Mention, ...]
    """Oldest first."""
    left_out: dict[str, int]
    """What stands in it and is nothing that was said, in words → how often."""
