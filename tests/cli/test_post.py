"""Posts of our own by command line: written, planned, moved, paused, taken in from a table."""

from socialtui.cli import lines, post_lines
from tests.cli.conftest import Box


def test_a_post_goes_its_whole_way(practice: Box) -> None:
    ended = practice.demo("post", "add", "--text", "New sails are in.", "--at", "next")
    assert (ended.code, ended.out, ended.err) == (0, "w1\n", "post on acme planned.\n")
    (line,) = practice.demo("outbox", "--json").lines
    assert tuple(line) == lines.keys(lines.OutboxJson)
    assert (line["conversation"], line["state"], line["text"]) == (None, "due", "New sails are in.")
    assert practice.demo("post", "move", "w1", "in a month").code == 2
    assert practice.demo("post", "move", "w1", "4w").code == 0
    assert practice.demo("post", "pause", "bad", "news").err.startswith("own posts are paused; 1 post waits")
    listed = practice.demo("post", "list", "--json", "--week", "2031-01-01")
    assert "`socialtui post go` lets them go" in listed.err
    assert practice.demo("post", "go").code == 0
    assert practice.demo("post", "back", "w1").err == "post on acme is a draft again.\n"
    assert practice.demo("post", "drop", "w1").code == 0
    assert practice.demo("undo").code == 0
    assert practice.demo("post", "drop", "w2").code == 1
    assert practice.demo("post", "plan", "o1").code == 2


def test_now_it_is_sent_by_the_sync_process_and_the_same_words_are_questioned(practice: Box) -> None:
    practice.write("settings.toml", "recall_seconds = 0\n[clock]\ncomplaint = '1m'\n", brand="demo")
    ended = practice.demo("post", "add", "--text", "New sails are in.", "--now")
    assert (ended.code, "Own posts are paused: a complaint is" in ended.err) == (1, True)
    assert practice.demo("post", "go").code == 0
    assert practice.demo("post", "drop", "w1").code == 0
    practice.demo("post", "add", "--text", "New sails are in.", "--now")
    assert practice.demo("sync", "--once").code == 0
    (line,) = practice.demo("outbox", "--json").lines
    assert (line["state"], line["conversation"]) == ("sent", None)
    ended = practice.demo("post", "add", "--text", "new sails are in.", "--at", "next")
    assert (ended.code, "The same words left on" in ended.err) == (1, True)
    assert practice.demo("post", "plan", "w2", "--at", "next", "--again").code == 0
    assert practice.demo("post", "add", "--text", "x" * 501, "--at", "next").code == 1


def test_a_blank_time_is_none_and_lets_nothing_leave(practice: Box) -> None:
    ended = practice.demo("post", "add", "--text", "New sails are in.", "--at", " ")
    assert (ended.code, ended.out) == (2, "")
    assert "Say when it leaves: --at TIME or --now, or --draft." in ended.err
    assert practice.demo("outbox", "--json").lines == []


def test_a_post_that_is_recalled_is_called_one(practice: Box) -> None:
    practice.demo("post", "add", "--text", "New sails are in.", "--now")
    practice.demo("post", "go")
    assert practice.demo("post", "add", "--text", "New ropes are in.", "--now").code == 0
    assert practice.demo("recall").err == "Taken back; the post is a draft again.\n"
    assert "took a post back while it was leaving" in practice.demo("events", "--json").out
    assert "to everybody as acme" in practice.demo("outbox").out


def test_above_the_room_it_wants_a_reason(practice: Box) -> None:
    practice.write("settings.toml", "[posts]\nallowance = 1\n", brand="demo")
    room = int(practice.demo("post", "list", "--week", "2031-01-01").err.split("room for ")[1].split()[0])
    table = practice.home / "week.csv"
    table.write_text("text,at\n" + "".join(f"News {n},{n + 1}m\n" for n in range(room + 1)))
    ended = practice.demo("post", "import", str(table), "--plan")
    assert (ended.code, f"{room} planned" in ended.err) == (1, True)
    assert f"No room for one more: own posts {room} this week" in ended.err
    last = ended.out.split()[-1]
    assert practice.demo("post", "plan", last, "--reason", "the fair begins").code == 0
    listed = practice.demo("post", "list", "--json").lines
    assert all(tuple(one) == lines.keys(post_lines.PostJson) for one in listed)
    assert [one["reason"] for one in listed if one["id"] == last] == ["the fair begins"]


def test_a_table_comes_in_whole_or_not_at_all(practice: Box) -> None:
    table = practice.home / "week.csv"
    table.write_text('text;at;acount\n"New; sails";next;acme\n')
    ended = practice.demo("post", "import", str(table))
    assert (ended.code, "week.csv:1: acount: no such column" in ended.err) == (2, True)
    assert "did you mean account?" in ended.err
    table.write_text("text,at,account,alt\n,next,acme,\nTwo,yesterday,acm,a sail\n")
    ended = practice.demo("post", "import", str(table))
    assert ended.code == 2
    for words in ("2: text: is empty", "3: account: no account", "did you mean acme?", "3: alt:", "3: at:"):
        assert f"week.csv:{words}" in ended.err or words in ended.err
    assert practice.demo("post", "list", "--json").lines == []
    table.write_text("text\nNew sails, and a rope\n")
    ended = practice.demo("post", "import", str(table))
    assert (ended.code, "week.csv:2: text: there are more columns than in the heading" in ended.err) == (
        2,
        True,
    )
    table.write_text("text\n" + "x" * 5_000_001)
    ended = practice.demo("post", "import", str(table))
    assert (ended.code, "is larger than 5 MB" in ended.err) == (2, True)
    table.write_text('\ufefftext,at\nOne,next\nTwo,next\n"Three,\nin two lines",\n')
    ended = practice.demo("post", "import", str(table), "--plan")
    assert ended.out.split() == ["w1", "w2", "w3"]
    assert (ended.code, "w3 stays a draft: This post has no time yet" in ended.err) == (1, True)
    assert ended.err.endswith("2 planned; `socialtui undo` makes them drafts again.\n")
    due = [one["due_at"] for one in practice.demo("outbox", "--json").lines]
    assert len(set(due)) == 2
    assert practice.demo("undo").err == "Undone: 2 posts on acme planned (from week.csv).\n"
    assert {one["state"] for one in practice.demo("post", "list", "--json").lines} == {"draft"}
    assert practice.demo("undo").err == "Undone: 3 posts from week.csv.\n"
    assert practice.demo("post", "list", "--json").lines == []


def test_the_coach_speaks_of_a_post_behind_its_id(practice: Box) -> None:
    ended = practice.demo("post", "add", "--text", "We are excited to announce NEW sails!!", "--draft")
    assert (ended.code, ended.out) == (0, "w1\n")
    assert "is a press release; write as one person to another." in ended.err
    assert "shouts" in ended.err


def test_where_no_slot_is_free_the_next_one_is_refused_and_the_post_stays_a_draft(practice: Box) -> None:
    practice.write("settings.toml", '[posts]\nslots = ["09:30"]\n', brand="demo")
    table = practice.home / "weeks.csv"
    table.write_text("text,at\n" + "".join(f"News {n},next\n" for n in range(20)))
    assert practice.demo("post", "import", str(table)).code == 0
    ended = [
        practice.demo("post", "add", "--text", f"More {n}", "--draft", "--at", "next") for n in range(16)
    ]
    assert (ended[0].code, ended[-1].code) == (0, 1)
    assert "No slot is free in the next weeks.\n  Type a time." in ended[-1].err
    assert "No slot is free" in practice.demo("post", "plan", ended[-1].out.strip(), "--at", "next").err
    assert practice.demo("outbox", "--json").lines == []
