"""What is heard from servers of the Mastodon kind: pages, edits, deletions, private words, our own."""

from typing import Any

import pytest

from socialtui.domain.errors import Refused
from tests.networks.mastodon_parts import (
    ME,
    NOW,
    US,
    Inbox,
    Pond,
    answer,
    everything,
    linked,
    mentions,
    moment,
    person,
    status,
    told,
)

PATH = "/api/v1/notifications"
LIST = f"GET {PATH}"
OWN = f"/api/v1/accounts/{ME}/statuses"


@pytest.mark.parametrize("last_has_next", [True, False], ids=["an empty page", "no next link"])
async def test_both_ways_of_ending_are_understood(last_has_next: bool) -> None:
    server = Pond({LIST: Inbox(mentions(1, 50), last_has_next=last_has_next)})
    found, _ = await everything(server.network())
    assert found == [f"01S{n:04}" for n in range(1, 51)]


async def test_catching_up_leaves_no_hole() -> None:
    inbox = Inbox(mentions(1, 3))
    server = Pond({LIST: inbox})
    network = server.network()
    _, cursor = await everything(network)
    inbox.told = mentions(1, 73)
    found, cursor = await everything(network, cursor=cursor)
    assert found == [f"01S{n:04}" for n in range(4, 74)]
    assert await everything(network, cursor=cursor) == ([], cursor)
    assert not any("since_id" in query for query in server.queries(PATH)), "it shows the newest page only"


async def test_only_the_newest_four_hundred_are_fetched_at_first() -> None:
    server = Pond({LIST: Inbox(mentions(1, 900), page=80)})
    found, _ = await everything(server.network())
    assert found == [f"01S{n:04}" for n in range(501, 901)]


async def test_other_kinds_never_become_mentions_whatever_the_server_sends() -> None:
    liked = status("01OURS", account=US)
    noise = [told("N0900", liked, "favourite"), told("N0899", None, "follow"), told("N0898", liked, "poll")]
    server = Pond({LIST: Inbox(mentions(21, 40) + noise + mentions(1, 20))})
    found, _ = await everything(server.network())
    assert found == [f"01S{n:04}" for n in range(1, 41)]


async def test_the_server_is_told_what_is_not_wanted_since_naming_what_is_breaks_some() -> None:
    server = Pond({LIST: []})
    await server.network().pull("notifications", "")
    asked = server.asked[0].url.params
    assert "types[]" not in asked
    assert {"favourite", "follow", "reblog"} <= set(asked.get_list("exclude_types[]"))
    assert asked["include_filtered"] == "true", "a stranger's private complaint is filtered by default"


async def test_a_server_that_ignores_min_id_can_not_hold_us_in_a_circle() -> None:
    page = answer(mentions(1, 2), **linked(PATH, prev="min_id=N0002"))
    server = Pond({LIST: page})
    network = server.network()
    _, cursor = await everything(network)
    assert (await network.pull("notifications", cursor)).more is False


async def test_ids_may_be_anything_even_numbers() -> None:
    inbox = [told("7", status("x")) | {"id": 7, "status": status("x") | {"id": 112, "in_reply_to_id": 5}}]
    server = Pond({LIST: inbox})
    page = await server.network().pull("notifications", "")
    assert (page.mentions[0].remote_id, page.mentions[0].parent) == ("112", "5")
    await server.network().pull("notifications", page.cursor)
    assert server.queries(PATH)[-1]["min_id"] == "7"


async def test_an_empty_inbox_is_asked_from_the_beginning_again() -> None:
    network = Pond({LIST: []}).network()
    page = await network.pull("notifications", "")
    assert (page.mentions, page.cursor, page.more) == ((), "", False)


@pytest.mark.parametrize("cursor", ["", "{", "7", '{"after": 7}', "\udc80", "null"])
async def test_a_cursor_that_can_not_be_read_is_the_beginning(cursor: str) -> None:
    page = await Pond({LIST: Inbox(mentions(1, 2))}).network().pull("notifications", cursor)
    assert len(page.mentions) == 2


async def test_an_edited_mention_comes_again_with_its_new_words() -> None:
    inbox = Inbox(mentions(1, 5))
    server = Pond({LIST: inbox})
    network = server.network()
    _, cursor = await everything(network)
    inbox.told[2]["status"] |= {"content": "<p>Never mind.</p>", "edited_at": moment(NOW)}
    assert (await network.pull("notifications", cursor)).mentions == (), "not looked for at every pull"
    server.clock.later(300)
    page = await network.pull("notifications", cursor)
    assert [(m.remote_id, m.text) for m in page.mentions] == [("01S0003", "Never mind.")]
    assert (await network.pull("notifications", page.cursor)).mentions == ()


async def test_a_deleted_mention_is_named_and_one_put_away_is_not() -> None:
    inbox = Inbox(mentions(1, 6))
    server = Pond({LIST: inbox, "GET /api/v1/statuses/01S0004": status("01S0004")})
    network = server.network()
    _, cursor = await everything(network)
    inbox.told = [n for n in inbox.told if n["id"] not in ("N0003", "N0004")]
    server.clock.later(300)
    page = await network.pull("notifications", cursor)
    assert page.removed == ("01S0003",)
    assert set(server.paths()) >= {"/api/v1/statuses/01S0003", "/api/v1/statuses/01S0004"}


async def test_what_newer_ones_pushed_off_the_page_is_not_asked_about() -> None:
    inbox = Inbox(mentions(1, 15))
    server = Pond({LIST: inbox})
    network = server.network()
    _, cursor = await everything(network)
    inbox.told = mentions(1, 40)
    _, cursor = await everything(network, cursor=cursor)
    inbox.told = mentions(1, 55)
    server.clock.later(300)
    found, cursor = await everything(network, cursor=cursor)
    assert len(found) == 15
    assert not [path for path in server.paths() if path.startswith("/api/v1/statuses/")]


async def test_an_update_counts_when_it_is_about_us() -> None:
    boosted = status("01B", mentions=[])
    answered = status("01C", mentions=[], in_reply_to_account_id=ME)
    quoted = status("01D", mentions=[])
    inbox = [told("N4", boosted, "update"), told("N3", answered, "update"), told("N2", quoted, "quote")]
    found, _ = await everything(Pond({LIST: inbox}).network())
    assert found == ["01D", "01C"]


async def test_a_mention_told_twice_is_handed_over_once() -> None:
    inbox = [told("N2", status("01S"), "update"), told("N1", status("01S"))]
    assert (await everything(Pond({LIST: inbox}).network()))[0] == ["01S"]


async def test_what_is_left_of_the_budget_is_told() -> None:
    headers = {"X-RateLimit-Remaining": "41", "X-RateLimit-Reset": moment(NOW + 100)}
    page = await Pond({LIST: answer([], **headers)}).network().pull("notifications", "")
    assert page.budget_left == 41


async def test_hidden_characters_are_taken_out_and_the_original_is_kept() -> None:
    evil = status("01S", "<p>pay\u202e me \x1b[31mnow</p>", account=person(name="Ro\u200bsa\n\x1b]0;x\x07"))
    mention = (await Pond({LIST: [told("N1", evil)]}).network().pull("notifications", "")).mentions[0]
    assert "\u202e" not in mention.text
    assert "\x1b" not in mention.text + mention.author.name
    assert "\n" not in mention.author.name
    assert "\u202e" in mention.original


async def test_a_link_that_no_browser_opens_is_left_out() -> None:
    odd = status("01S", url="javascript:alert(1)", uri="tag:pond")
    mention = (await Pond({LIST: [told("N1", odd)]}).network().pull("notifications", "")).mentions[0]
    assert mention.url == ""


def exchange(name: str, last: dict[str, Any] | None) -> dict[str, Any]:
    return {"id": name, "unread": True, "accounts": [person()], "last_status": last}


async def test_private_words_are_heard_even_where_their_notification_was_put_away() -> None:
    talks = [
        exchange("5", status("01C", visibility="direct")),
        exchange("3", None),
        exchange("2", status("01B")),
    ]
    server = Pond({"GET /api/v1/conversations": talks})
    network = server.network()
    page = await network.pull("direct", "")
    assert [(m.remote_id, m.visibility) for m in page.mentions] == [("01B", "public"), ("01C", "direct")]
    assert (await network.pull("direct", page.cursor)).mentions == ()
    talks.insert(0, talks.pop() | {"last_status": status("01D", account=US)})
    page = await network.pull("direct", page.cursor)
    assert [(m.remote_id, m.ours, m.addressed) for m in page.mentions] == [("01D", True, False)]


async def test_conversations_are_paged_by_the_servers_own_links() -> None:
    pages = {
        "": answer([exchange("2", status("01B"))], **linked("/api/v1/conversations", next="max_id=hidden9")),
        "hidden9": answer([exchange("1", status("01A"))], **linked("/api/v1/conversations", prev="min_id=1")),
    }
    server = Pond({"GET /api/v1/conversations": lambda r: pages[r.url.params.get("max_id", "")]})
    assert (await everything(server.network(), "direct"))[0] == ["01A", "01B"]


async def test_answers_given_elsewhere_are_seen_among_our_own_words() -> None:
    said = [status("01Z", account=US, in_reply_to_id="01S"), status("01Y", account=US, reblog=status("01R"))]
    server = Pond({f"GET {OWN}": lambda r: said if "min_id" not in r.url.params else []})
    network = server.network()
    page = await network.pull("own", "")
    assert [(m.remote_id, m.parent, m.ours) for m in page.mentions] == [("01Z", "01S", True)]
    assert (await network.pull("own", page.cursor)).mentions == ()
    assert server.queries(OWN)[-1]["min_id"] == "01Z"


async def test_a_page_of_nothing_but_boosts_does_not_hold_us_up() -> None:
    server = Pond({f"GET {OWN}": [status("01Q", account=US)]})
    network = server.network()
    cursor = (await network.pull("own", "")).cursor
    boosts = [status("01Y", account=US, reblog=status("01R"))]
    server.routes[f"GET {OWN}"] = answer(boosts, **linked(OWN, prev="min_id=01Y"))
    page = await network.pull("own", cursor)
    assert page.mentions == ()
    assert page.more
    await network.pull("own", page.cursor)
    assert server.queries(OWN)[-1]["min_id"] == "01Y"


async def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(Refused):
        await Pond().network().pull("hashtags", "")
