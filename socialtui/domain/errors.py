"""Every trouble a person can meet, each with what happened and what to do next.

SocialtuiError
├── UsageFault            the command asks for something that can't be (exit 2)
├── ConfigFault           a file of ours has faults, all of them listed (exit 2)
├── CredentialFault       a secret can't be had or kept
├── StoreFault            the database is newer, damaged, read-only, full, busy
├── DeskRefusal           a wish that the state of things forbids
└── NetworkTrouble        a network did not do what was asked
    ├── Unreachable       no answer, and nothing left this machine
    ├── Silent            the request may have arrived; nobody can say
    ├── ServerTrouble     5xx
    ├── Garbled           an answer that isn't what the network promises
    ├── RateLimited       too many requests; says until when
    ├── SignedOut         the token is dead
    ├── Forbidden         signed in, but not allowed
    ├── NotFound          gone, or never there
    ├── Refused           understood and turned down
    │   └── AlreadySaid   turned down because the same words are already there
    └── MovedAway         a redirect to another host
"""


class SocialtuiError(Exception):
    """A trouble in words: `what` happened, and the `next_step` a person can take."""

    exit_code = 1

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        """One sentence, ends with a full stop, carries no secret."""
        self.next_step = next_step
        """One sentence or command; empty when there is nothing to do."""

    def __str__(self) -> str:
        return f"{self.what} {self.next_step}".strip()


class UsageFault(SocialtuiError):
    """The command asks for something that can't be."""

    exit_code = 2


class ConfigFault(SocialtuiError):
    """A file of a person's own has faults; `faults` names each with file, line and key."""

    exit_code = 2

    def __init__(self, faults: tuple[str, ...], next_step: str = "") -> None:
        super().__init__("\n".join(faults), next_step)
        self.faults = faults


class CredentialFault(SocialtuiError):
    """A secret can't be had or kept; `state` is one word of `credentials.State`."""

    def __init__(self, what: str, next_step: str = "", state: str = "") -> None:
        super().__init__(what, next_step)
        self.state = state


class StoreFault(SocialtuiError):
    """The database can't be used as it is."""


class DeskRefusal(SocialtuiError):
    """A wish that the state of things forbids."""


class NetworkTrouble(SocialtuiError):
    """A network did not do what was asked."""

    kind = "trouble"
    """A stable word for `sources --json`."""
    status: int = 0
    """What HTTP said, where it said something."""
    body_text: str = ""
    """The beginning of a refusing answer, for the network's own file to read; never shown as it is."""
    retry_at: int = 0
    """UTC seconds before which another try is useless; 0 when the network names none."""


class Unreachable(NetworkTrouble):
    """No answer, and nothing left this machine."""

    kind = "unreachable"


class Silent(NetworkTrouble):
    """The request may have arrived; nobody can say."""

    kind = "silent"


class ServerTrouble(NetworkTrouble):
    """The server says that it failed (5xx). A write may have been done all the same."""

    kind = "server"


class Garbled(NetworkTrouble):
    """An answer that isn't what the network promises: broken JSON, an HTML page, a cut body."""

    kind = "garbled"


class RateLimited(NetworkTrouble):
    """Too many requests; nothing was done. `retry_at` is in UTC seconds."""

    kind = "rate_limited"

    def __init__(self, what: str, next_step: str = "", retry_at: int = 0) -> None:
        super().__init__(what, next_step)
        self.retry_at = retry_at


class SignedOut(NetworkTrouble):
    """The token is dead."""

    kind = "signed_out"


class Forbidden(NetworkTrouble):
    """Signed in, but not allowed."""

    kind = "forbidden"


class NotFound(NetworkTrouble):
    """Gone, or never there, or not for our eyes."""

    kind = "not_found"


class Refused(NetworkTrouble):
    """Understood and turned down."""

    kind = "refused"


class OutOfReach(Refused):
    """Not asked at all: an address inside this network that nobody typed."""


class AlreadySaid(Refused):
    """Turned down because the same words are already there: an earlier try went through."""

    kind = "already_said"


class MovedAway(NetworkTrouble):
    """A redirect to another host, which is not followed."""

    kind = "moved"
