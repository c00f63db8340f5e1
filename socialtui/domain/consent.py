"""Decides how a person allows us on a network's page and hands the answer over by pasting it.

The page is opened in a browser on any machine. What comes back is a code that the page shows, or the whole address
that the browser ends at, even where that page fails to load: the code stands in it. A state and a verifier of our
own (RFC 6749 §10.12, RFC 7636) make a code that was meant for somebody else useless here.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from hmac import compare_digest
from typing import Protocol, runtime_checkable
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec
from msgspec import Struct

from socialtui.domain.errors import Refused, UsageFault

SHOWN = "urn:ietf:wg:oauth:2.0:oob"
"""In place of an address to come back to: the page shows the code."""
ENTROPY = 64
"""Bytes of chance that a proof is made from."""
_LONGEST_CODE = 2_000
_AGAIN = "Open the address once more and paste what it ends at. Nothing was stored."


class Proof(Struct, frozen=True):
    """What only whoever began a sign-in knows."""

    state: str
    verifier: str

    @property
    def challenge(self) -> str:
        """What the page is told of the verifier (S256)."""
        return _letters(sha256(self.verifier.encode()).digest())

    def __repr__(self) -> str:
        return "Proof(…)"


class Consent(Struct, frozen=True):
    """A sign-in that waits for a person's yes."""

    page: str
    """The address to open in a browser."""
    back: str
    """The address that the page ends at, or `SHOWN`."""
    proof: Proof
    client_id: str
    client_secret: str = ""
    seconds: int = 0
    """How long a code is good for, where the network gives little time; 0 where there is no hurry."""

    def __repr__(self) -> str:
        return "Consent(…)"


class Tokens(Struct, frozen=True, omit_defaults=True):
    """What a yes became: kept as one text, so that a pair is never half a new one."""

    access: str
    refresh: str = ""
    """Gets the next pair; empty where the network gives none."""
    ends_at: int = 0
    """UTC seconds at which `access` dies; 0 for never."""
    client_id: str = ""
    client_secret: str = ""

    def __repr__(self) -> str:
        return "Tokens(…)"

    @property
    def secret(self) -> str:
        """The text to keep; the token alone where there is nothing else to remember."""
        if self == Tokens(self.access):
            return self.access
        return msgspec.json.encode(self).decode()


@runtime_checkable
class AsksConsent(Protocol):
    """A network that signs us in after a person's yes on its page. Connected with an empty secret."""

    async def ask_consent(self, proof: Proof) -> Consent:
        """Makes ready what the page needs to know of us; the page's address comes back."""
        ...

    async def take_consent(self, consent: Consent, code: str) -> str:
        """Turns the code into the secret to keep. Once: a code is good for one try."""
        ...


def proof(chance: bytes) -> Proof:
    """A state and a verifier from `ENTROPY` bytes of chance."""
    if len(chance) < ENTROPY:
        raise ValueError(f"a proof is made from {ENTROPY} bytes")
    return Proof(_letters(chance[:16]), _letters(chance[16:ENTROPY]))


def page(address: str, client_id: str, back: str, scopes: Sequence[str], asked: Proof, **more: str) -> str:
    """The address of the page that asks for a person's yes. `more` is what a network wants beside."""
    query = {
        "response_type": "code", "client_id": client_id, "redirect_uri": back, "scope": " ".join(scopes),
        "state": asked.state, "code_challenge": asked.challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query | more)}"


def tokens(secret: str) -> Tokens:
    """What a kept text holds; a token that a person pasted stands alone."""
    if secret.lstrip().startswith("{"):
        try:
            return msgspec.json.decode(secret, type=Tokens)
        except msgspec.MsgspecError:
            return Tokens(secret.strip())
    return Tokens(secret.strip())


def code(pasted: str, consent: Consent) -> str:
    """The code in what was pasted: itself, or within the address that the page ended at.

    Raises `UsageFault` where none is there or it belongs to another sign-in, `Refused` where the answer was no.
    """
    text = "".join(pasted.split())  # a terminal breaks long addresses
    if not text:
        raise UsageFault("Nothing was pasted.", _AGAIN)
    if len(text) > _LONGEST_CODE:
        raise UsageFault("That is too long for a code.", _AGAIN)
    if "://" not in text and "code=" not in text:
        return text
    parts = urlsplit(text if "://" in text else f"?{text.rpartition('?')[2]}")
    found = parse_qs(parts.query) | parse_qs(parts.fragment)
    given = {name: values[0] for name, values in found.items()}
    if "error" in given:
        why = "".join(c if c.isprintable() else " " for c in given.get("error_description", given["error"]))
        raise Refused(f"It was not allowed: {why[:200].rstrip('.')}.", "Nothing was stored.")
    if not given.get("code"):
        raise UsageFault("No code is in that address.", _AGAIN)
    if not compare_digest(given.get("state", "").encode(), consent.proof.state.encode()):
        raise UsageFault("That address belongs to another sign-in.", _AGAIN)
    return given["code"]


def _letters(raw: bytes) -> str:
    """Bytes as letters that an address takes as they are."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
