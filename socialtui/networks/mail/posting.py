"""Decides how a mail leaves by SMTP, and what of a failure leaves no doubt: only what was refused never left."""

import ssl
from typing import TYPE_CHECKING

from socialtui.domain.errors import (
    Forbidden,
    NetworkTrouble,
    RateLimited,
    Refused,
    SignedOut,
    Unreachable,
)
from socialtui.domain.text import one_line
from socialtui.networks.mail import dialing
from socialtui.networks.mail.dialing import Dial
from socialtui.networks.mail.refusals import forget
from socialtui.networks.mail.servers import PLAIN, STARTTLS, TLS, Server, Servers
from socialtui.networks.mail.session import TOKEN
from socialtui.networks.mail.writing import Envelope

if TYPE_CHECKING:
    from aiosmtplib import SMTP, SMTPResponseException

_RATE = ("rate", "limit", "too many", "quota", "exceed", "4.7.28", "4.2.1")
_TRIED_AGAIN = "Nothing was sent. It is tried again."


class Post:
    """The way out of one mailbox: a connection for each mail."""

    def __init__(self, servers: Servers, secret: str, dial: Dial, patience: float) -> None:
        self._servers, self._secret, self._dial, self._patience = servers, secret, dial, patience
        self._server: Server | None = None
        """The candidate that answered."""
        domain = servers.login.rpartition("@")[2]
        # Some servers turn down a bare word, and the name of this machine is nobody's business.
        self._domain = domain if "@" in servers.login and domain.isascii() else "localhost"

    async def try_out(self) -> bool:
        """Signs in and says nothing; whether the server asks for a sign-in at all."""
        smtp, signed_in = await self._ready()
        await self._end(smtp)
        return signed_in

    async def send(self, envelope: Envelope) -> None:
        """Hands one mail over, once. `Silent` means: perhaps it left."""
        import aiosmtplib

        smtp, _ = await self._ready()
        host = smtp.hostname or ""
        try:
            if envelope.international and not smtp.supports_extension("smtputf8"):
                raise Refused(f"{host} can't send to an address with such letters.", "Answer it by hand.")
            options = ["SMTPUTF8"] if envelope.international else []
            encoding = "utf-8" if envelope.international else "ascii"
            try:
                await smtp.mail(envelope.sender, options=options, encoding=encoding)
                await self._to(smtp, envelope, encoding)
            except aiosmtplib.SMTPResponseException as error:
                raise _turned_down(error, host) from error
            except (aiosmtplib.SMTPException, OSError) as error:
                raise Unreachable(f"{host} broke off.", _TRIED_AGAIN) from error
            try:
                # It may be looked through for viruses first; a doubt that patience spares is worth the wait.
                await smtp.data(envelope.content, timeout=self._patience * 4)
            except aiosmtplib.SMTPResponseException as error:
                raise _turned_down(error, host) from error
            except (aiosmtplib.SMTPException, OSError) as error:
                slow = isinstance(error, TimeoutError)
                raise dialing.silent(host, self._patience * 4 if slow else 0) from error
        finally:
            await self._end(smtp)

    async def _to(self, smtp: "SMTP", envelope: Envelope, encoding: str) -> None:
        """Whom it is for must be taken; one who only reads along may be missing."""
        import aiosmtplib

        for address in envelope.to:
            await smtp.rcpt(address, encoding=encoding)
        for address in envelope.also:
            try:
                await smtp.rcpt(address, encoding=encoding)
            except aiosmtplib.SMTPRecipientRefused as error:
                if error.code < 500:
                    raise

    async def _ready(self) -> "tuple[SMTP, bool]":
        """A connection that is signed in; whether the server wanted that. Nothing has left when this fails."""
        try:
            import aiosmtplib  # noqa: F401
        except ImportError as error:
            raise Refused(*dialing.MISSING) from error
        trouble: NetworkTrouble | None = None
        for server in (self._server,) if self._server else self._servers.smtp:
            try:
                smtp = await self._connected(server)
            except Unreachable as error:
                trouble = trouble or error
                continue
            self._server = server
            try:
                return smtp, await self._sign_in(smtp, server)
            except NetworkTrouble:
                await self._end(smtp)
                raise
        assert trouble is not None
        raise trouble

    async def _connected(self, server: Server) -> "SMTP":
        import aiosmtplib

        host = server.host
        context = None if server.how == PLAIN else dialing.encryption(server)
        try:
            wire = await self._dial(host, server.port)
            wire.setblocking(False)
            smtp = aiosmtplib.SMTP(
                hostname=host, local_hostname=self._domain, sock=wire, timeout=self._patience,
                use_tls=server.how == TLS, start_tls=False, tls_context=context,
            )  # fmt: skip
            await smtp.connect()
            await self._greeted(smtp, server)
        except aiosmtplib.SMTPResponseException as error:
            raise _not_ready(error, host) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            cause = error if isinstance(error, ssl.SSLError) else error.__cause__
            raise dialing.not_reached(cause if isinstance(cause, OSError) else OSError(), host) from error
        return smtp

    async def _greeted(self, smtp: "SMTP", server: Server) -> None:
        """Says who we are, encrypted where that is how it is spoken to; a connection that fails here is closed."""
        ready = False
        try:
            await smtp.ehlo()
            if server.how == STARTTLS:
                if not smtp.supports_extension("starttls"):
                    await self._end(smtp)
                    raise dialing.no_starttls(server.host)
                await smtp.starttls()
                await smtp.ehlo()
            ready = True
        finally:
            if not ready:
                smtp.close()

    async def _sign_in(self, smtp: "SMTP", server: Server) -> bool:
        """False where the server takes mail without one: it knows us by our address, or is our own."""
        import aiosmtplib

        if not smtp.server_auth_methods:
            return False
        host, login = server.host, self._servers.login
        try:
            if self._secret.startswith(TOKEN):
                await smtp.auth_xoauth2(login, self._secret.removeprefix(TOKEN).strip())
            else:
                await smtp.login(login, self._secret)
        except aiosmtplib.SMTPResponseException as error:
            forget(error, self._secret)
            if error.code < 500:
                raise _not_ready(error, host) from error
            step = "Paste the app password once more, or make a new one: socialtui account add mail."
            raise SignedOut(f"{host} does not take this name and password.", step) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unreachable(f"{host} broke off at the sign-in.", _TRIED_AGAIN) from error
        return True

    @staticmethod
    async def _end(smtp: "SMTP") -> None:
        """Says goodbye where somebody still listens; what was handed over stays so either way."""
        import aiosmtplib

        try:
            if smtp.is_connected:
                await smtp.quit(timeout=2)
        except (aiosmtplib.SMTPException, OSError):
            pass
        finally:
            smtp.close()


def _is_rate(error: "SMTPResponseException") -> bool:
    words = error.message.lower()
    return error.code in (421, 450, 451, 452, 454) and any(mark in words for mark in _RATE)


def _not_ready(error: "SMTPResponseException", host: str) -> NetworkTrouble:
    """A no before anything was said."""
    if _is_rate(error):
        return RateLimited(f"{host} takes no more mails from you now.", "It is tried again later.")
    return Unreachable(f"{host} is not ready ({error.code}).", _TRIED_AGAIN)


def _turned_down(error: "SMTPResponseException", host: str) -> NetworkTrouble:
    """A no in the server's own number: 4 means later, 5 means never. Either way it did not leave."""
    said = one_line(error.message)[:120].rstrip(".")
    if error.code < 500:
        return _not_ready(error, host)
    if error.code in (530, 534, 535, 538):
        return SignedOut(f"{host} wants a sign-in that it took before.", "socialtui account check says more.")
    if "sender" in type(error).__name__.lower() and error.code in (550, 553, 554):
        return Forbidden(
            f"{host} lets you send under another address only: {said}.", "Add the account with it."
        )
    if error.code == 500 or error.code == 503:
        return Refused(f"{host} did not understand the mail ({error.code}).", "Your text is kept.")
    return Refused(f"{host} turned it down: {error.code} {said}.", "Look at the address; your text is kept.")
