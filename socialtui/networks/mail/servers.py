"""Decides which servers a mailbox has, and how each is spoken to: encrypted from the first byte, or not at all."""

import ipaddress
from email.utils import parseaddr
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from socialtui.domain.errors import Refused
from socialtui.domain.text import one_line

TLS, STARTTLS, PLAIN = "tls", "starttls", "plain"
_WAYS = {
    "imaps": ("imap", TLS, 993),
    "imap": ("imap", STARTTLS, 143),
    "imap+plain": ("imap", PLAIN, 143),
    "smtps": ("smtp", TLS, 465),
    "smtp": ("smtp", STARTTLS, 587),
    "smtp+plain": ("smtp", PLAIN, 25),
}
"""What a person may type before `://`: protocol, encryption, usual port."""
USUAL = ("", "auto")
_EXAMPLE = "Like imaps://imap.acme.example smtps://smtp.acme.example, or auto."


class Server(Struct, frozen=True):
    """One place to connect to."""

    host: str
    port: int
    how: str
    """tls, starttls or plain. Nothing weaker is ever tried in its place."""

    @property
    def is_here(self) -> bool:
        """On this very machine, where a certificate proves nothing and nobody reads along."""
        return is_loopback(self.host)


class Servers(Struct, frozen=True):
    """Where a mailbox is. The candidates are tried in order; the first that answers is kept."""

    imap: tuple[Server, ...]
    smtp: tuple[Server, ...]
    login: str
    """The name to sign in with."""
    keeps_sent: bool = False
    """The provider itself puts what it sends into the Sent folder."""


class Provider(Struct, frozen=True):
    """A well-known provider's servers."""

    imap: str
    smtp: str
    smtp_how: str = TLS
    keeps_sent: bool = False


_GOOGLE = Provider("imap.gmail.com", "smtp.gmail.com", keeps_sent=True)
_MICROSOFT = Provider("outlook.office365.com", "smtp.office365.com", STARTTLS, keeps_sent=True)
_YAHOO = Provider("imap.mail.yahoo.com", "smtp.mail.yahoo.com", keeps_sent=True)
_APPLE = Provider("imap.mail.me.com", "smtp.mail.me.com", STARTTLS)
_GMX = Provider("imap.gmx.net", "mail.gmx.net", keeps_sent=False)
_FASTMAIL = Provider("imap.fastmail.com", "smtp.fastmail.com")
_YANDEX = Provider("imap.yandex.com", "smtp.yandex.com")
_ZOHO = Provider("imap.zoho.com", "smtp.zoho.com")

_PROVIDERS: dict[str, Provider] = {
    **dict.fromkeys(("gmail", "gmail.com", "googlemail.com", "google.com"), _GOOGLE),
    **dict.fromkeys(
        ("outlook", "outlook.com", "hotmail.com", "live.com", "msn.com", "office365.com", "microsoft.com"),
        _MICROSOFT,
    ),
    **dict.fromkeys(("yahoo", "yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "ymail.com"), _YAHOO),
    **dict.fromkeys(("icloud", "icloud.com", "me.com", "mac.com"), _APPLE),
    **dict.fromkeys(("gmx.net", "gmx.de", "gmx.at", "gmx.ch"), _GMX),
    **dict.fromkeys(("gmx.com", "gmx.co.uk", "gmx.us"), Provider("imap.gmx.com", "mail.gmx.com")),
    **dict.fromkeys(("fastmail", "fastmail.com", "fastmail.fm"), _FASTMAIL),
    **dict.fromkeys(("yandex.com", "yandex.ru", "ya.ru"), _YANDEX),
    **dict.fromkeys(("zoho", "zoho.com", "zohomail.com"), _ZOHO),
    "web.de": Provider("imap.web.de", "smtp.web.de", STARTTLS),
    "t-online.de": Provider("secureimap.t-online.de", "securesmtp.t-online.de"),
    "posteo.de": Provider("posteo.de", "posteo.de"),
    "mailbox.org": Provider("imap.mailbox.org", "smtp.mailbox.org"),
    "aol.com": Provider("imap.aol.com", "smtp.aol.com"),
    "mail.ru": Provider("imap.mail.ru", "smtp.mail.ru"),
    "ionos.com": Provider("imap.ionos.com", "smtp.ionos.com"),
    "ionos.de": Provider("imap.ionos.de", "smtp.ionos.de"),
    "strato.de": Provider("imap.strato.de", "smtp.strato.de"),
    "infomaniak.com": Provider("mail.infomaniak.com", "mail.infomaniak.com"),
    "migadu.com": Provider("imap.migadu.com", "smtp.migadu.com"),
    "purelymail.com": Provider("imap.purelymail.com", "smtp.purelymail.com"),
}
"""By mail domain, or the word that a person would type for a domain of their own that lives there."""


def identity(user: str) -> tuple[str, str]:
    """The name to show and the mail address, from what was typed. Raises `Refused`."""
    name, address = parseaddr(one_line(user))
    local, at, domain = address.rpartition("@")
    if not (local and at and domain) or " " in address or not address.isprintable():
        raise Refused(
            f"{one_line(user) or 'That'} is no mail address.",
            "Give one like help@acme.example, or Acme Support <help@acme.example>.",
        )
    return one_line(name), address


def servers_of(url: str, address: str) -> Servers:
    """Where the mailbox of an address is, by what was typed for it. Raises `Refused`."""
    words = url.replace(",", " ").split()
    if len(words) == 1 and "://" not in words[0] and words[0].lower() in _PROVIDERS:
        return _at(_PROVIDERS[words[0].lower()], address)
    if " ".join(words).lower() in USUAL:
        domain = address.rpartition("@")[2].lower()
        return _at(_PROVIDERS[domain], address) if domain in _PROVIDERS else _guessed(domain, address)
    if len(words) > 1 and any("://" not in word for word in words):
        raise Refused(f"{one_line(url)} names no servers.", _EXAMPLE)
    login = address
    found: dict[str, tuple[Server, ...]] = {}
    for word in words:
        protocols, name = _read(word)
        login = name or login
        found |= protocols
    imap = found.get("imap") or (_beside(found["smtp"][0].host, "imap") if "smtp" in found else ())
    smtp = found.get("smtp") or (_beside(imap[0].host, "smtp") if imap else ())
    known = next((p for p in _PROVIDERS.values() if imap and p.imap == imap[0].host), None)
    return Servers(imap, smtp, login, known is not None and known.keeps_sent)


def _at(provider: Provider, address: str) -> Servers:
    port = 465 if provider.smtp_how == TLS else 587
    return Servers(
        (Server(provider.imap, 993, TLS),),
        (Server(provider.smtp, port, provider.smtp_how),),
        address,
        provider.keeps_sent,
    )


def _guessed(domain: str, address: str) -> Servers:
    """The names that most mail servers have."""
    return Servers(
        (*_both(f"imap.{domain}", "imap"), *_both(f"mail.{domain}", "imap")),
        (*_both(f"smtp.{domain}", "smtp"), *_both(f"mail.{domain}", "smtp")),
        address,
    )


def _both(host: str, protocol: str) -> tuple[Server, ...]:
    """Encrypted from the start; else STARTTLS, without which nothing is said either."""
    ports = (993, 143) if protocol == "imap" else (465, 587)
    return (Server(host, ports[0], TLS), Server(host, ports[1], STARTTLS))


def _beside(host: str, protocol: str) -> tuple[Server, ...]:
    """The other protocol's server, where only one was named."""
    label, dot, rest = host.partition(".")
    other = f"{protocol}.{rest}" if dot and label in ("imap", "smtp") and not _is_number(host) else host
    return _both(other, protocol)


def _read(word: str) -> tuple[dict[str, tuple[Server, ...]], str]:
    """One typed word: which servers it names, and the name to sign in with where it holds one."""
    if "://" not in word:
        host, port = _host_and_port(f"any://{word}", word)
        if port:
            raise Refused(f"{word} does not say what it speaks.", _EXAMPLE)
        return {"imap": _both(host, "imap"), "smtp": _both(host, "smtp")}, ""
    scheme = word.partition("://")[0].lower()
    if scheme not in _WAYS:
        raise Refused(f"{scheme}:// is no mail server's address.", _EXAMPLE)
    protocol, how, usual = _WAYS[scheme]
    host, port = _host_and_port(word, word)
    if how == PLAIN and not is_private(host):
        raise Refused(
            f"{host} would be spoken to without encryption; nothing was sent.",
            f"Use {protocol}s://{host}. Plain is for this machine and private addresses alone.",
        )
    login = parse_qs(urlsplit(word).query).get("user", [""])[-1]
    return {protocol: (Server(host, port or usual, how),)}, one_line(login)


def _host_and_port(url: str, shown: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 0
    except ValueError as error:
        raise Refused(f"{one_line(shown)} can't be read as an address.", _EXAMPLE) from error
    if not host or not all(c.isalnum() or c in ".-_:" for c in host):
        raise Refused(f"{one_line(shown)} can't be read as an address.", _EXAMPLE)
    return host, port


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """This machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_private(host: str) -> bool:
    """This machine, or an address that no other network can have."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return is_loopback(host)
    return found.is_private and not found.is_unspecified
