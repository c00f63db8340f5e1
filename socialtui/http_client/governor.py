"""Decides whether a host may be asked now, from whatever it said about its limits.

The same-looking headers carry four forms of time: ISO 8601, seconds since the epoch, seconds left
and an HTTP date.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from msgspec import Struct

from socialtui.domain.errors import RateLimited

_FAMILIES = ("x-ratelimit", "ratelimit", "x-rate-limit")
_EPOCH_FROM = 100_000_000
"""A number at or above this is a date; below, seconds left (three years)."""
_MILLISECONDS_FROM = 100_000_000_000
_LONGEST = 24 * 3600
"""Nobody is waited for longer than this on a header's word alone."""
_WITHOUT_WORD = 60
"""Seconds to wait after a 429 that names no time."""


def _number(word: str) -> float | None:
    try:
        number = float(word)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _date(word: str) -> int | None:
    """Seconds since the epoch of an ISO 8601 or HTTP date."""
    try:
        moment = datetime.fromisoformat(word)
    except ValueError:
        try:
            moment = parsedate_to_datetime(word)
        except (TypeError, ValueError, IndexError):
            return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return math.ceil(moment.timestamp())


def _moment(word: str, now: int, server_now: int) -> int | None:
    """UTC seconds by our clock; dates are read against the server's own."""
    word = word.strip()
    number = _number(word)
    if number is not None and number < _EPOCH_FROM:
        wait: float = number
    elif number is not None:
        wait = (number / 1000 if number >= _MILLISECONDS_FROM else number) - server_now
    else:
        date = _date(word)
        if date is None:
            return None
        wait = date - server_now
    return now + min(max(math.ceil(wait), 0), _LONGEST)


def _server_now(headers: Mapping[str, str], now: int) -> int:
    date = _date(headers["date"].strip()) if headers.get("date") else None
    return now if date is None else date


def retry_after(headers: Mapping[str, str], now: int) -> int:
    """UTC seconds named by Retry-After, in seconds or as a date; 0 when it names none."""
    word = headers.get("retry-after", "")
    return (_moment(word, now, _server_now(headers, now)) or 0) if word else 0


class _Window(Struct):
    """What one host lets us do."""

    left: float | None = None
    reset_at: int = 0
    shut_until: int = 0


class Governor:
    """One per process; keeps a window per host."""

    def __init__(self) -> None:
        self._windows: dict[str, _Window] = {}

    def _window(self, host: str) -> _Window:
        return self._windows.setdefault(host, _Window())

    def left(self, host: str, now: int) -> int | None:
        """Requests left in the window; None where the host doesn't tell."""
        window = self._window(host)
        if window.shut_until > now:
            return 0
        if window.left is None or window.reset_at <= now:
            return None
        return int(window.left)

    def reset_at(self, host: str) -> int | None:
        """UTC seconds when the window begins anew; None where the host doesn't tell."""
        window = self._window(host)
        return max(window.reset_at, window.shut_until) or None

    def take(self, host: str, now: int) -> None:
        """Spends one request, or raises `RateLimited` when the window is known to be empty."""
        window = self._window(host)
        if window.reset_at <= now:
            window.left = None
        until = window.shut_until
        if window.left is not None and window.left < 1:
            until = max(until, window.reset_at)
        if until > now:
            raise limited(host, until)
        if window.left is not None:
            window.left -= 1

    def read(self, host: str, status: int, headers: Mapping[str, str], now: int) -> None:
        """Learns from an answer."""
        window = self._window(host)
        for family in _FAMILIES:
            left = _number(headers.get(f"{family}-remaining", "").strip())
            if left is None:
                continue
            reset = _moment(headers.get(f"{family}-reset", ""), now, _server_now(headers, now))
            window.left = left
            # Without a time an empty window would never open again.
            window.reset_at = now + _WITHOUT_WORD if reset is None else reset
            break
        if status == 429:
            named = retry_after(headers, now)
            if not named and window.left is not None and window.left < 1:
                named = window.reset_at
            window.shut_until = max(named or now + _WITHOUT_WORD, now + 1)

    def shut_until(self, host: str) -> int:
        """UTC seconds until which the host turned us away."""
        return self._window(host).shut_until


def limited(host: str, retry_at: int) -> RateLimited:
    """The trouble of an empty window, with its time in words."""
    at = datetime.fromtimestamp(retry_at, UTC).strftime("%H:%M:%S")
    return RateLimited(
        f"{host} takes no more requests until {at} UTC.", "It goes on by itself then.", retry_at=retry_at
    )
