"""Decides how a settings file is written: its comments stay, and a bad one never lands on disk."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from socialtui.domain.errors import ConfigFault
from socialtui.settings.reading import settings_of
from socialtui.settings.tomlfile import parse_toml, read_toml

TEMPLATE = """\
# Settings of one brand. Change what you like and save; `socialtui config check` names every mistake.
# What you take out falls back to the value shown here.

sign = ""                 # what an answer ends with, such as "^am"
brand = ""                # the brand's name as you want it shown
brand_names = []          # other ways in which people write it, such as ["Acme", "acmewidgets"]
user = ""                 # your name, as colleagues see it; empty: your login
timezone = ""             # such as "Europe/Berlin"; empty: this box's own
theme = "dark"
colors = "auto"           # "auto", "16", "256" or "true"
ascii = false             # true draws with plain ASCII signs alone
mouse = false             # true takes the mouse from the terminal
emoji = "auto"            # "auto", "text" (as names) or "full"
notify = "bell"           # "bell" for a new complaint, "session" in a session for all that is owed, or "off"
editor = ""               # for long answers; empty: VISUAL, then EDITOR
recall_seconds = 10       # how long a reply can be taken back, 0 to 120
number_parts = true       # an answer in several posts numbers them: 1/3, 2/3, 3/3
classify_command = ""     # your own classifier: JSON Lines in and out, as `socialtui classify` reads and writes them
classify_limit = 10       # seconds that it may take for a hundred mentions; else our own judgement stands

# When somebody answers. The clocks below run in these hours only. An empty list is a day off.
[hours]
monday = ["09:00-12:30", "13:15-18:00"]
tuesday = ["09:00-12:30", "13:15-18:00"]
wednesday = ["09:00-12:30", "13:15-18:00"]
thursday = ["09:00-12:30", "13:15-18:00"]
friday = ["09:00-12:30", "13:15-18:00"]
saturday = []
sunday = []
holidays = []             # such as [2026-12-25, 2026-12-26]

# How long an answer may take, in working time: "30m", "4h", "2d" (a d is 24 working hours).
[clock]
complaint = "1h"
question = "4h"
lead = "4h"
error = "8h"
praise = "24h"

# The process that talks to the networks.
[sync]
linger = "10m"            # how long it goes on after the last desk has closed
settle = "20s"            # before a reply whose fate is unknown is looked for
quiet = "7d"              # a source that is silent for so long is shown as a blind spot

# Commands of your own. Each gets the conversation as JSON on its stdin, and none of our secrets in its environment.
# No shell is between; write sh -c '...' where you want one.
[hooks]
complaint-in = ""         # for each new complaint
sent = ""                 # for each answer that was sent
promise-due = ""          # for each promise whose time has come
at-once = 2               # how many may run at once
limit = "30s"             # how long a command may take, one that | was given among them

# Posts of your own: planned for these times of a day, and only so many.
[posts]
slots = ["09:30", "13:00", "16:30"]
allowance = 3             # posts of its own that every account may make in a week, however little was answered
approval = false          # true: somebody else than its writer looks at a post before it leaves
network_schedule = false  # true hands planned posts to networks that keep them; false: the sync process sends them

# How much of a day this may take. Nothing is ever stopped: a word says so, once a day.
[time]
session = "20m"           # how long S works on what is due
day = "0m"                # of a whole day; "0m" for no line
networks = []             # of a day on one network, such as ["mastodon 30m"]
quiet = []                # no bell and no session unasked, such as ["00:00-07:00", "20:00-24:00"]

# A second opinion on the spam among a blog's comments. For each new comment this sends to Akismet: its words, the
# name, mail and web address that its writer gave, their IP address and browser, its link and time, and your blog's
# address. `socialtui akismet on` asks for the key, and keeps it with the other secrets, never here.
[akismet]
on = false
blog = ""                 # the blog's address, as it is registered there
per_day = 500             # how many comments of a day are asked about at most
limit = "5s"              # how long it may take for a page of comments; else our own judgement stands

# Which accounts serve which part of the schedule, by account name. Left empty, an account's network decides.
[roles]
short = []                # short posts: Mastodon, Bluesky
page = []                 # a page with fans
professional = []         # a professional network
blog = []                 # a blog and its comments
alerts = []               # alerts and searches that only listen
mail = []                 # a mailbox
site = []                 # the brand's own site
"""
"""The file of a first run: every setting at its default, with what it means."""


def write(path: Path, changes: Mapping[str, Any]) -> None:
    """Sets values by dotted key (`clock.complaint`), None taking one out; all else stays as it is.

    A missing file starts from TEMPLATE. ConfigFault, and nothing is written, where the file has a fault or
    would have one.
    """
    import tomlkit

    target = path.resolve()  # a link into a folder of kept settings stays a link
    before = read_toml(target)
    settings_of(before)
    document = tomlkit.parse(before.text if target.exists() else TEMPLATE)
    for key, value in changes.items():
        _set(document, key.split("."), list(value) if isinstance(value, tuple) else value)
    text = tomlkit.dumps(document)
    settings_of(parse_toml(target, text.encode()))
    put_file(target, text)


def with_task(text: str, task: str, values: Mapping[str, Any]) -> str:
    """A schedule's text with keys of one task set, the table made where there is none; all else stays as it is."""
    import tomlkit

    document = tomlkit.parse(text)
    tables = document.setdefault("task", tomlkit.table(is_super_table=True))
    if task not in tables:
        tables[task] = tomlkit.table()
    for key, value in values.items():
        tables[task][key] = value
    return tomlkit.dumps(document)


def put_file(path: Path, text: str | None) -> None:
    """Writes a person's file whole, or with None takes it away. ConfigFault, and it stays as it was, on failure."""
    try:
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(path.resolve(), text.encode())
    except OSError as error:
        raise ConfigFault(
            (f"{path}: this file can't be written: {error.strerror}.",), "Nothing was changed."
        ) from error


def _set(table: Any, keys: list[str], value: Any) -> None:
    """Sets or takes out one value, making the tables on the way."""
    import tomlkit

    for key in keys[:-1]:
        if key not in table:
            if value is None:
                return
            table[key] = tomlkit.table()
        table = table[key]
    if value is None:
        table.pop(keys[-1], None)
    else:
        table[keys[-1]] = value


def _replace(target: Path, content: bytes) -> None:
    """Puts a whole new file in the old one's place, readable by this user alone."""
    import tempfile

    number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # made 0600
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
