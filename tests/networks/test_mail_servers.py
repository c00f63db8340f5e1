"""Where a mailbox's servers are, and that nothing is ever said to one in the clear."""

import datetime
import socket
import ssl
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from socialtui.domain import errors
from socialtui.networks.mail.servers import PLAIN, STARTTLS, TLS, Server, identity, servers_of
from tests.networks.contract import FakeClock
from tests.networks.fake_mailbox import FakeMailbox
from tests.networks.mail_parts import HERE, US, connected


def where(url: str, address: str = US) -> tuple[str, str]:
    """The first candidates, as they would be typed."""
    found = servers_of(url, address)
    return tuple(f"{one.how} {one.host}:{one.port}" for one in (found.imap[0], found.smtp[0]))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("url", "address", "imap", "smtp"),
    [
        ("auto", "ana@gmail.com", "tls imap.gmail.com:993", "tls smtp.gmail.com:465"),
        ("auto", "ana@icloud.com", "tls imap.mail.me.com:993", "starttls smtp.mail.me.com:587"),
        ("", US, "tls imap.acme.example:993", "tls smtp.acme.example:465"),
        ("gmail.com", US, "tls imap.gmail.com:993", "tls smtp.gmail.com:465"),
        ("mail.acme.example", US, "tls mail.acme.example:993", "tls mail.acme.example:465"),
        ("imaps://imap.acme.example", US, "tls imap.acme.example:993", "tls smtp.acme.example:465"),
        ("imap://m.example smtp://m.example", US, "starttls m.example:143", "starttls m.example:587"),
        ("imaps://a.example:1993, smtps://b.example:1465", US, "tls a.example:1993", "tls b.example:1465"),
        (HERE, US, "plain 127.0.0.1:1143", "plain 127.0.0.1:1025"),
        ("imap+plain://192.168.1.5 smtp+plain://192.168.1.5", US, "plain 192.168.1.5:143", "plain 192.168.1.5:25"),
    ],
)  # fmt: skip
def test_servers_are_found_by_what_was_typed(url: str, address: str, imap: str, smtp: str) -> None:
    assert where(url, address) == (imap, smtp)


@pytest.mark.parametrize(
    "url",
    ["https://mail.acme.example", "imap+plain://mail.acme.example", "smtp+plain://8.8.8.8", "imaps://", "a b", "imaps://x:y",
     "host:993", "imaps://a\x1b[2J.example", "imap+plain://0.0.0.0"],
)  # fmt: skip
def test_what_is_no_server_or_would_be_read_along_is_refused(url: str) -> None:
    with pytest.raises(errors.Refused) as caught:
        servers_of(url, US)
    assert caught.value.what.endswith((".", "?"))
    assert caught.value.what.isprintable()


def test_the_name_to_sign_in_with_may_be_another_than_the_address() -> None:
    assert servers_of("imaps://imap.acme.example?user=ana", US).login == "ana"
    assert servers_of("auto", US).login == US


@pytest.mark.parametrize(
    ("typed", "name", "address"),
    [
        (US, "", US),
        (f"Acme Support <{US}>", "Acme Support", US),
        (f' "Acme, Inc." <{US}> ', "Acme, Inc.", US),
    ],
)
def test_a_name_may_stand_before_the_address(typed: str, name: str, address: str) -> None:
    assert identity(typed) == (name, address)


@pytest.mark.parametrize("typed", ["ana", "", "ana@", "@acme.example", "two words@acme.example"])
async def test_what_is_no_address_is_told_when_signing_in(typed: str, clock: FakeClock) -> None:
    box = FakeMailbox(clock.time)
    with pytest.raises(errors.Refused, match="no mail address"):
        await connected(box, clock, user=typed).sign_in()
    assert box.hosts == []


async def test_usual_names_are_tried_in_turn_and_the_one_that_answers_is_kept(clock: FakeClock) -> None:
    box = FakeMailbox(clock.time)
    box.open_hosts = set()
    mailbox = connected(box, clock, url="auto")
    with pytest.raises(errors.Unreachable, match=r"No host is called imap\.acme\.example"):
        await mailbox.sign_in()
    assert box.hosts == [(f"{name}.acme.example", port) for name in ("imap", "mail") for port in (993, 143)]


async def test_a_server_without_starttls_hears_no_password(clock: FakeClock) -> None:
    box = FakeMailbox(clock.time)
    mailbox = connected(box, clock, url="imap://imap.acme.example")
    with pytest.raises(errors.Unreachable, match="no encryption"):
        await mailbox.sign_in()
    assert not {"LOGIN", "AUTHENTICATE"} & set(box.asked)


# -- a server that encrypts --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate that only its own maker trusts, and its key."""
    folder, key = tmp_path_factory.mktemp("tls"), ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "imap.acme.example")])
    begin = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(begin).not_valid_after(begin + datetime.timedelta(days=36_500))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    (folder / "cert").write_bytes(made.public_bytes(pem))
    plain = serialization.NoEncryption()
    (folder / "key").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return folder / "cert", folder / "key"


class Encrypted(FakeMailbox):
    """The same servers, spoken to over TLS from the first byte."""

    def __init__(self, now: int, certificate: tuple[Path, Path]) -> None:
        super().__init__(now)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(*certificate)

    def _serve(self, work: Any, connection: socket.socket) -> None:
        with suppress(OSError):
            super()._serve(work, self.context.wrap_socket(connection, server_side=True))


async def test_an_encrypted_mailbox_on_this_machine_is_heard_and_answered(
    certificate: tuple[Path, Path], clock: FakeClock
) -> None:
    box = Encrypted(clock.time, certificate)
    mailbox = connected(box, clock, url="imaps://127.0.0.1:1993 smtps://127.0.0.1:465")
    assert (await mailbox.sign_in()).remote_id == US
    stream = mailbox.stream()
    assert stream is not None
    assert await anext(stream) == "inbox"
    await mailbox.close()


async def test_a_certificate_that_nobody_vouches_for_ends_it_before_the_password(
    certificate: tuple[Path, Path], clock: FakeClock
) -> None:
    box = Encrypted(clock.time, certificate)
    mailbox = connected(box, clock, url="imaps://imap.acme.example smtps://smtp.acme.example")
    with pytest.raises(errors.Unreachable, match="can't be trusted"):
        await mailbox.sign_in()
    assert box.asked == []


def test_only_this_machine_is_trusted_without_a_name() -> None:
    from socialtui.networks.mail.dialing import encryption

    assert encryption(Server("127.0.0.1", 993, TLS)).verify_mode is ssl.CERT_NONE
    for how in (TLS, STARTTLS, PLAIN):
        there = encryption(Server("192.168.1.5", 993, how))
        assert (there.verify_mode, there.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_threads_end_with_their_mailbox() -> None:
    assert not [one for one in threading.enumerate() if one.name.startswith("mail") and not one.is_alive()]
