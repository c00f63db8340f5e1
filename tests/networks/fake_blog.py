"""A blog in memory, for the tests of the WordPress network."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import httpx

from tests.networks.contract import FakeClock

API = '<https://blog.example/wp-json/>; rel="https://api.w.org/"'
ME = {"id": 3, "name": "Ana", "slug": "ana", "capabilities": {"moderate_comments": True}}


def gmt(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


class FakeBlog:
    """A blog in memory: enough of the REST API to be listened to, answered and moderated."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.comments: list[dict[str, Any]] = []
        self.asked: list[httpx.Request] = []
        self.front: dict[str, str] = {"Link": API}
        self.root = "/wp-json"
        self.users: httpx.Response = httpx.Response(200, json=[{"id": 3}])
        self.lost_answers = 0
        self.posts: list[dict[str, Any]] = []
        self.files: list[bytes] = []

    def add(self, text: str, ago: int = 0, **fields: Any) -> dict[str, Any]:
        number = len(self.comments) + 1
        comment = {
            "id": number,
            "post": 7,
            "parent": 0,
            "author": 0,
            "author_name": f"Guest {number}",
            "author_email": f"guest{number}@example.net",
            "author_ip": "198.51.100.7",
            "author_user_agent": "Mozilla/5.0",
            "date_gmt": gmt(self.clock.now() - ago),
            "content": {"rendered": f"<p>{text}</p>", "raw": text},
            "link": f"https://blog.example/p/#comment-{number}",
            "status": "approved",
            "type": "comment",
        } | fields
        self.comments.append(comment)
        return comment

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.method == "HEAD":
            return httpx.Response(200, headers=self.front)
        path = request.url.params.get("rest_route") or request.url.path.removeprefix(self.root)
        if not path.startswith("/wp/v2/"):
            return httpx.Response(404, text="<!doctype html><p>Nothing here")
        what = path.removeprefix("/wp/v2/").split("/")
        if what[0] == "posts":
            return self.about_posts(request, what)
        if what[0] == "media":
            return self.about_media(request, what)
        if what[0] == "users":
            return httpx.Response(200, json=ME) if what[-1] == "me" else self.users
        if len(what) == 2:
            return self.one(request, int(what[1]))
        return self.listing(request) if request.method == "GET" else self.create(request)

    def one(self, request: httpx.Request, number: int) -> httpx.Response:
        comment = next((found for found in self.comments if found["id"] == number), None)
        if comment is None:
            return httpx.Response(404, json={"code": "rest_comment_invalid_id", "message": "Invalid"})
        if request.method != "GET":
            given = json.loads(request.content)
            agent = request.headers.get("user-agent", "")
            comment["author_ip"] = given.get("author_ip", "203.0.113.1")
            comment["author_user_agent"] = (
                given.get("author_user_agent") or agent or comment["author_user_agent"]
            )
            comment["status"] = given["status"]
        return httpx.Response(200, json=comment)

    def listing(self, request: httpx.Request) -> httpx.Response:
        query = {name: found[-1] for name, found in parse_qs(request.url.query.decode()).items()}
        statuses = {
            "all": ("approved", "hold"),
            "spam": ("spam",),
            "any": ("approved", "hold", "spam", "trash"),
        }
        found = [c for c in self.comments if c["status"] in statuses[query["status"]]]
        for name, key in (("parent", "parent"), ("include", "id"), ("author", "author")):
            if name in query:
                wanted = {int(number) for number in query[name].split(",")}
                found = [c for c in found if c[key] in wanted]
        if "after" in query:
            assert query["after"].endswith("Z"), "a date without a zone is the blog's local time"
            found = [c for c in found if c["date_gmt"] > query["after"].removesuffix("Z")]
        found.sort(key=lambda c: (c["date_gmt"], c["id"]), reverse=query.get("order", "desc") == "desc")
        start = int(query.get("offset", 0))
        return httpx.Response(200, json=found[start : start + int(query.get("per_page", 10))])

    def create(self, request: httpx.Request) -> httpx.Response:
        given = json.loads(request.content)
        same = [
            c
            for c in self.comments
            if c["parent"] == given["parent"] and c["content"]["raw"] == given["content"]
        ]
        if same:
            return httpx.Response(409, json={"code": "comment_duplicate", "message": "Duplicate"})
        made = self.add(given["content"], author=3, parent=given["parent"], post=given["post"])
        if self.lost_answers:
            self.lost_answers -= 1
            raise httpx.ReadTimeout("lost", request=request)
        return httpx.Response(201, json=made)

    def about_posts(self, request: httpx.Request, what: list[str]) -> httpx.Response:
        if len(what) == 2:
            post = next((found for found in self.posts if str(found["id"]) == what[1]), None)
            if post is None:
                return httpx.Response(404, json={"code": "rest_post_invalid_id", "message": "Invalid"})
            if request.method == "DELETE":
                self.posts.remove(post)
            return httpx.Response(200, json=post)
        if request.method == "GET":
            query = request.url.params
            found = [post for post in self.posts if post["status"] == query.get("status", "publish")]
            shown = found[::-1][int(query.get("offset", 0)) :][: int(query.get("per_page", 10))]
            return httpx.Response(200, json=shown, headers={"Allow": "GET, POST"})
        made = self.publish(**json.loads(request.content))
        if self.lost_answers:
            self.lost_answers -= 1
            raise httpx.ReadTimeout("lost", request=request)
        return httpx.Response(201, json=made)

    def publish(self, title: str, content: str, status: str = "publish", **more: Any) -> dict[str, Any]:
        """A post by us, as the blog gives it back."""
        number = 700 + len(self.posts)
        post = {
            "id": number,
            "date_gmt": gmt(self.clock.now()),
            "modified_gmt": gmt(self.clock.now()),
            "title": {"raw": title, "rendered": title},
            "content": {"raw": content, "rendered": content},
            "status": status,
            "author": 3,
            "link": f"https://blog.example/?p={number}",
        } | more
        self.posts.append(post)
        return post

    def about_media(self, request: httpx.Request, what: list[str]) -> httpx.Response:
        if request.method == "POST":
            self.files.append(request.content)
            return httpx.Response(201, json={"id": 900 + len(self.files)})
        if len(what) == 2:
            source = f"https://blog.example/files/{what[1]}.png"
            return httpx.Response(200, json={"source_url": source, "alt_text": 'A "pier" & rain'})
        return httpx.Response(200, json=[], headers={"Allow": "GET, POST"})
