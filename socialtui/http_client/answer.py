"""Decides how the bytes of an answer become data, or the trouble that they can't."""

import re
import zlib
from collections.abc import AsyncIterator, Mapping
from typing import Any, TypeVar, overload

import httpx
import msgspec
from msgspec import Struct

from socialtui.domain.errors import Garbled

T = TypeVar("T")

_LONE_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class ServerEvent(Struct, frozen=True):
    """One event of a stream."""

    event: str
    data: str


class Answer(Struct, frozen=True):
    """What a host answered, whole and unpacked."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    url: str
    """Where it was found, after redirects on the same host. May hold a secret: never shown."""
    host: str = ""

    @overload
    def json(self) -> Any: ...
    @overload
    def json(self, type: type[T]) -> T: ...
    def json(self, type: Any = Any) -> Any:
        """The data, decoded into `type`. Raises `Garbled`."""
        body = self.body.removeprefix(b"\xef\xbb\xbf").strip()
        if not body:
            raise Garbled(f"{self.host} sent an empty answer.", "It is asked again next round.")
        try:
            try:
                return msgspec.json.decode(body, type=type)
            except msgspec.ValidationError:
                raise
            except (msgspec.DecodeError, UnicodeDecodeError):
                # One broken letter in one stranger's text must not hide everybody else's.
                mended = _LONE_SURROGATE.sub(r"\\ufffd", body.decode("utf-8", "replace"))
                return msgspec.json.decode(mended, type=type)
        except msgspec.ValidationError as error:
            raise Garbled(
                f"{self.host} sent data of another shape ({error}).", "It is asked again next round."
            ) from error
        except (msgspec.DecodeError, RecursionError) as error:
            raise self._not_json() from error

    def _not_json(self) -> Garbled:
        if self.is_page():
            return Garbled(
                f"{self.host} sent a web page instead of data.",
                "A firewall, a sign-in page or a wrong address can be the cause.",
            )
        return Garbled(f"{self.host} sent data that can't be read.", "It is asked again next round.")

    def is_page(self) -> bool:
        """Whether this is HTML, whatever it claims to be."""
        start = self.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<br"))

    def text(self) -> str:
        """The body as text, by the charset that it names, else UTF-8; never fails."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        try:
            return self.body.decode(found.group(1) if found else "utf-8", "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")


class Unpacker:
    """Undoes Content-Encoding within a cap, and knows whether the end was reached.

    A library that stops quietly at the end of a cut body would show an empty text as a whole one.
    """

    def __init__(self, encoding: str, max_bytes: int) -> None:
        self._max = max_bytes
        self._out = bytearray()
        self._codings = [word.strip().lower() for word in encoding.split(",") if word.strip()]
        self._codings = [word for word in self._codings if word != "identity"]
        self._seen = False
        self._inflate: Any = None
        if self.packed and self.known:
            self._inflate = zlib.decompressobj(_WINDOWS[self._codings[0]])

    @property
    def packed(self) -> bool:
        return bool(self._codings)

    @property
    def known(self) -> bool:
        """Whether this is a coding that was asked for."""
        return not self._codings or (len(self._codings) == 1 and self._codings[0] in _WINDOWS)

    def feed(self, chunk: bytes) -> bool:
        """Takes some bytes; False when the cap is passed. Raises `zlib.error`."""
        if self._inflate is None:
            self._out += chunk
            return len(self._out) <= self._max
        if chunk and not self._seen and self._codings[0] == "deflate" and chunk[0] & 0x0F != 8:
            self._inflate = zlib.decompressobj(-15)  # some servers leave the wrapper out
        self._seen = self._seen or bool(chunk)
        while chunk:
            self._out += self._inflate.decompress(chunk, self._max + 1 - len(self._out))
            if len(self._out) > self._max:
                return False
            chunk = self._inflate.unconsumed_tail
            if self._inflate.eof:
                chunk = self._inflate.unused_data
                if not chunk.startswith(b"\x1f\x8b"):
                    break  # padding after the end is harmless
                self._inflate = zlib.decompressobj(_WINDOWS[self._codings[0]])
        return True

    def whole(self) -> bool:
        """Whether the packed body came to its end."""
        return self._inflate is None or not self._seen or bool(self._inflate.eof)

    def body(self) -> bytes:
        """What was unpacked so far."""
        return bytes(self._out)


class BoundedEvents(httpx.AsyncByteStream):
    """A stream of events in which none may grow without end. Raises `Garbled`."""

    def __init__(self, stream: httpx.AsyncByteStream, host: str, max_bytes: int) -> None:
        self._stream = stream
        self._host = host
        self._max = max_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size, tail = 0, b""
        async for chunk in self._stream:
            joined = tail + chunk.replace(b"\r", b"")
            end = joined.rfind(b"\n\n")
            size = len(joined) - end - 2 if end >= 0 else size + len(chunk)
            tail = joined[-1:]
            if size > self._max:
                raise Garbled(
                    f"{self._host} sent an event that is too long.", "It is asked again next round."
                )
            yield chunk

    async def aclose(self) -> None:
        """Lets go of the stream below."""
        await self._stream.aclose()
