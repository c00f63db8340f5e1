"""Decides how Hacker News is listened to: saved searches, what somebody writes, and who answers us there."""

from typing import TYPE_CHECKING

from socialtui.domain.network import About, Account, Clock, Listening, Network, Question

if TYPE_CHECKING:  # the guide is shown without loading the wire
    from socialtui.http_client import HttpClient

ABOUT = About(
    name="hackernews",
    words="Hacker News: searches, people, and answers to what you wrote there",
    questions=(
        Question("url", "What to search for: your brand's name, as few words as tell it apart"),
        Question("user", "Your user name there, to hear who answers you (enter: none)", optional=True),
    ),
    guide=(
        "No key and no account are needed: its search is open to anyone.",
        "All words must be there; “words in quotes” stand together, and -word leaves out what has it.",
        "The address of a search at hn.algolia.com does as well.",
        "With a user name it also hears who answers what that user wrote in the last two weeks.",
        "Nothing is posted from here: an answer goes by hand, behind the link.",
    ),
    offers=("hear", "thread", "search"),
    login="nothing; with your name there, answers to you are heard too",
    listens=(
        Listening("search", "A saved search"),
        Listening("user", "What somebody writes there, by their name"),
    ),
)


def connect(account: Account, secret: str, http: "HttpClient", clock: Clock) -> Network:  # noqa: ARG001
    """One person's ear at Hacker News; there is no secret."""
    from socialtui.networks.hackernews.listener import HackerNews

    return HackerNews(account, http, clock)
