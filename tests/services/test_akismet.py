"""Akismet: a form, a word; the key in the body alone."""

from urllib.parse import parse_qs

import httpx
import pytest

from socialtui.domain import errors
from socialtui.domain.mention import Origin
from socialtui.domain.spam import Comment, Verdict
from socialtui.http_client import HttpClient
from socialtui.services.akismet import Akismet
from tests.networks.contract import FakeClock, RawBody

ORIGIN = Origin(
    "203.0.113.9", "Mozilla/5.0", "rosa@example.org", "https://rosa.example", "comment", "Buy <b>now</b>"
)
COMMENT = Comment("Buy now", "Rosa", "https://blog.example/1#c2", 1_790_000_000, "en", ORIGIN)
KEY = "a1b2c3d4e5f6"


class Service:
    def __init__(self, word: str = "false", status: int = 200, **headers: str) -> None:
        self.word, self.status, self.headers = word, status, headers
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return httpx.Response(self.status, headers=self.headers, stream=RawBody(self.word.encode()))

    def akismet(self) -> Akismet:
        http = HttpClient(FakeClock(), transport=httpx.MockTransport(self))
        return Akismet(KEY, "https://blog.example", http)

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.asked[-1].content.decode()).items()}


async def test_a_comment_is_told_whole_and_the_key_stands_in_no_address() -> None:
    service = Service("true")
    assert await service.akismet().check(COMMENT) is Verdict.SPAM
    assert str(service.asked[0].url) == "https://rest.akismet.com/1.1/comment-check"
    assert service.form == {
        "api_key": KEY, "blog": "https://blog.example", "user_ip": "203.0.113.9", "user_agent": "Mozilla/5.0",
        "permalink": "https://blog.example/1#c2", "comment_type": "comment", "comment_author": "Rosa",
        "comment_author_email": "rosa@example.org", "comment_author_url": "https://rosa.example",
        "comment_content": "Buy <b>now</b>", "comment_date_gmt": "2026-09-21T14:13:20Z",
    }  # fmt: skip


async def test_no_spam_and_corrections() -> None:
    service = Service("false")
    akismet = service.akismet()
    assert await akismet.check(COMMENT) is Verdict.HAM
    service.word = "Thanks for making the web a better place."
    await akismet.report(COMMENT, Verdict.SPAM)
    await akismet.report(COMMENT, Verdict.HAM)
    assert [request.url.path for request in service.asked[1:]] == ["/1.1/submit-spam", "/1.1/submit-ham"]
    service.word = "valid"
    await akismet.verify()
    assert service.form == {"key": KEY, "blog": "https://blog.example"}


@pytest.mark.parametrize(
    ("word", "status", "kind"),
    [
        ("invalid", 200, errors.SignedOut), ("perhaps", 200, errors.Garbled), ("<html>", 200, errors.Garbled),
        ("", 200, errors.Garbled), ("x", 500, errors.ServerTrouble), ("x", 429, errors.RateLimited),
    ],
)  # fmt: skip
async def test_anything_else_is_a_trouble_by_name(
    word: str, status: int, kind: type[errors.NetworkTrouble]
) -> None:
    with pytest.raises(kind) as caught:
        await Service(word, status).akismet().check(COMMENT)
    assert KEY not in str(caught.value)


async def test_a_dead_key_gives_its_reason_without_the_key() -> None:
    headers = {"X-akismet-debug-help": f"We don't know {KEY}"}
    with pytest.raises(errors.SignedOut) as caught:
        await Service("invalid", 200, **headers).akismet().verify()
    assert KEY not in str(caught.value)
    headers = {"X-akismet-debug-help": "Empty blog value"}
    with pytest.raises(errors.SignedOut, match="Empty blog value"):
        await Service("invalid", 200, **headers).akismet().verify()
