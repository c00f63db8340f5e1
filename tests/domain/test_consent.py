"""A yes on a network's page comes back by pasting, and is good for the sign-in that asked for it alone."""

import base64
import hashlib
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialtui.domain import consent
from socialtui.domain.consent import SHOWN, Consent, Tokens
from socialtui.domain.errors import Refused, SocialtuiError, UsageFault

PROOF = consent.proof(bytes(range(64)))
BACK = "http://127.0.0.1:8765/"
ASKED = Consent("https://net.example/authorize", BACK, PROOF, "us", "c1ient-secret")


def test_the_page_is_told_a_challenge_and_never_the_verifier() -> None:
    address = consent.page(
        "https://net.example/authorize?v=2", "us", SHOWN, ("read", "write"), PROOF, prompt="yes"
    )
    told = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    digest = base64.urlsafe_b64encode(hashlib.sha256(PROOF.verifier.encode()).digest()).rstrip(b"=").decode()
    assert (told["code_challenge"], told["code_challenge_method"]) == (digest, "S256")
    assert (told["state"], told["scope"], told["v"], told["prompt"]) == (
        PROOF.state,
        "read write",
        "2",
        "yes",
    )
    assert PROOF.verifier not in address
    assert 43 <= len(PROOF.verifier) <= 128, "RFC 7636 §4.1"


def test_little_chance_makes_no_proof() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        consent.proof(b"x" * 63)


@pytest.mark.parametrize(
    "pasted",
    [
        "the-code",
        "  the-code\n",
        f"{BACK}?code=the-code&state={PROOF.state}",
        f"{BACK}?state={PROOF.state}\n&code=the-\ncode",
        f"{BACK}#code=the-code&state={PROOF.state}",
        f"?code=the-code&state={PROOF.state}",
        f"code=the-code&state={PROOF.state}",
    ],
)
def test_a_code_is_found_in_whatever_was_pasted(pasted: str) -> None:
    assert consent.code(pasted, ASKED) == "the-code"


@pytest.mark.parametrize(
    ("pasted", "trouble", "words"),
    [
        ("", UsageFault, "Nothing was pasted"),
        (f"{BACK}?code=the-code&state=of-another", UsageFault, "another sign-in"),
        (f"{BACK}?code=the-code", UsageFault, "another sign-in"),
        (f"{BACK}?state={PROOF.state}", UsageFault, "No code"),
        (f"{BACK}?error=access_denied&state={PROOF.state}", Refused, "access_denied"),
        (f"{BACK}?error=x&error_description=The+user+said+no.", Refused, "The user said no."),
        ("x" * 3000, UsageFault, "too long"),
    ],
)
def test_what_is_no_yes_to_us_is_said(pasted: str, trouble: type[SocialtuiError], words: str) -> None:
    with pytest.raises(trouble, match=words) as caught:
        consent.code(pasted, ASKED)
    assert "Nothing was stored." in caught.value.next_step


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_no_paste_ends_in_anything_but_a_code_or_a_trouble_of_ours(pasted: str) -> None:
    with suppress(SocialtuiError):
        assert consent.code(pasted, ASKED)


def test_a_pair_is_one_text_and_a_pasted_token_is_itself() -> None:
    pair = Tokens("acc", "ref", 1_790_000_000, "us", "c1ient-secret")
    assert consent.tokens(pair.secret) == pair
    assert consent.tokens(" tok-en\n") == Tokens("tok-en")
    assert Tokens("tok-en").secret == "tok-en"
    assert consent.tokens("{broken") == Tokens("{broken")


def test_nothing_secret_shows_itself() -> None:
    shown = f"{PROOF!r} {ASKED!r} {Tokens('acc', 'ref')!r} {[ASKED]}"
    assert not any(text in shown for text in (PROOF.verifier, PROOF.state, "c1ient", "acc", "ref"))
