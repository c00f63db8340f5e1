"""Feeds of our own making, and a server that hands them out."""

import httpx

from tests.networks.contract import RawBody

NOW = 1_790_000_000


def rss(*items: str, title: str = "News", more: str = "") -> str:
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{more}'
    return head + "".join(items) + "</channel></rss>"


def item(number: int, **fields: str) -> str:
    told = {
        "title": f"Title {number}",
        "guid": f"id-{number}",
        "link": f"https://news.example/{number}",
    } | fields
    return (
        "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in told.items() if value) + "</item>"
    )


def alert(number: int, target: str, when: str = "2026-09-21T10:00:00Z") -> str:
    link = f"https://www.google.com/url?rct=j&amp;sa=t&amp;url={target}&amp;ct=ga&amp;cd=C{number}&amp;usg=U{number}"
    return (
        f"<entry><id>tag:google.com,2013:googlealerts/feed:{number}</id>"
        "<title type='html'>About &lt;b&gt;us&lt;/b&gt;</title>"
        f"<link href='{link}'/><published>{when}</published><updated>{when}</updated>"
        "<content type='html'>It&amp;#39;s good&amp;nbsp;...</content><author><name/></author></entry>"
    )


def atom(*entries: str, title: str = "Google Alert - us") -> str:
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><title>{title}</title>{"".join(entries)}</feed>'


class Server:
    """Answers with what it was last given, and remembers what it was asked."""

    def __init__(self) -> None:
        self.body: str | bytes = rss(item(1))
        self.headers: dict[str, str] = {}
        self.status = 200
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if self.headers.get("ETag") and request.headers.get("if-none-match") == self.headers["ETag"]:
            return httpx.Response(304)
        body = self.body.encode() if isinstance(self.body, str) else self.body
        return httpx.Response(self.status, headers=self.headers, stream=RawBody(body))
