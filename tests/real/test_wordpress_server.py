"""The real blog is what the other tests take it for."""

from datetime import UTC, datetime

import httpx
import pytest

from tests.real.wordpress import Blog

pytestmark = pytest.mark.real


@pytest.fixture
def blog(wordpress_server: Blog) -> Blog:
    return wordpress_server


@pytest.fixture
def owner(blog: Blog) -> httpx.Client:
    return httpx.Client(base_url=f"{blog.url}/wp-json/wp/v2", auth=(blog.user, blog.app_password), timeout=30)


def total(client: httpx.Client, **params: str) -> int:
    answer = client.get("/comments", params={"context": "edit", "per_page": "100", **params})
    assert answer.status_code == 200, answer.text
    return int(answer.headers["X-WP-Total"])


def test_the_seed_stands_there_by_status(owner: httpx.Client) -> None:
    assert total(owner, status="approve") == 18
    assert total(owner, status="hold") == 11
    assert total(owner, status="spam") == 3
    assert total(owner, status="trash") == 1
    assert total(owner, type="pingback") == 1


def test_application_passwords_are_offered_and_a_wrong_one_is_turned_down(blog: Blog) -> None:
    index = httpx.get(f"{blog.url}/wp-json/", timeout=30).json()
    assert "application-passwords" in index["authentication"]
    me = f"{blog.url}/wp-json/wp/v2/users/me"
    assert httpx.get(me, auth=(blog.user, "wrong"), timeout=30).status_code == 401
    assert httpx.get(me, auth=(blog.low_user, blog.low_password), timeout=30).json()["slug"] == blog.low_user


def test_a_reader_may_not_see_what_is_held(blog: Blog) -> None:
    answer = httpx.get(
        f"{blog.url}/wp-json/wp/v2/comments", params={"status": "hold"},
        auth=(blog.low_user, blog.low_password), timeout=30,
    )  # fmt: skip
    assert answer.status_code == 403


def test_a_reply_stands_once_and_the_same_words_again_are_refused(blog: Blog, owner: httpx.Client) -> None:
    words = {"post": blog.posts["patching-a-hull"], "parent": blog.comments["grit"], "content": "Grit 400."}
    assert owner.post("/comments", json=words).status_code == 201
    again = owner.post("/comments", json=words)
    assert again.status_code == 409
    assert again.json()["code"] == "comment_duplicate"


def test_the_writers_address_survives_a_change_of_status_only_when_it_is_sent_along(
    blog: Blog, owner: httpx.Client
) -> None:
    where = f"/comments/{blog.comments['latest']}"
    before = owner.get(where, params={"context": "edit"}).json()
    kept = {name: before[name] for name in ("author_ip", "author_user_agent")}
    owner.put(where, json={"status": "approve", **kept})
    after = owner.get(where, params={"context": "edit"}).json()
    assert {name: after[name] for name in kept} == kept
    owner.put(where, json={"status": "hold"})
    assert owner.get(where, params={"context": "edit"}).json()["author_ip"] == "127.0.0.1"


def test_a_closed_post_takes_no_comment(blog: Blog, owner: httpx.Client) -> None:
    answer = owner.post("/comments", json={"post": blog.posts["old-news"], "content": "Late to it"})
    assert answer.json()["code"] == "rest_comment_closed"


def test_the_comment_feed_answers_conditionally(blog: Blog) -> None:
    feed = httpx.get(f"{blog.url}/comments/feed/", timeout=30)
    assert feed.headers["content-type"].startswith("application/rss+xml")
    known = {"If-None-Match": feed.headers["etag"], "If-Modified-Since": feed.headers["last-modified"]}
    assert httpx.get(f"{blog.url}/comments/feed/", headers=known, timeout=30).status_code == 304


def test_the_seed_is_recent(blog: Blog, owner: httpx.Client) -> None:
    newest = owner.get("/comments", params={"status": "hold", "per_page": "1"}).json()[0]["date_gmt"]
    age = datetime.now(UTC) - datetime.fromisoformat(newest).replace(tzinfo=UTC)
    assert 14 * 60 <= age.total_seconds() < 60 * 60
