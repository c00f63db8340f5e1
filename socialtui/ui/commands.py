"""Names every verb once: bindings, footer, palette, help and the README's table are all made from here."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType

from socialtui.ui.command import Command, Where

__all__ = ["BY_ID", "COMMANDS", "GROUPS", "Command", "Keys", "Where", "acts_in", "bindings", "shown"]


_L, _T, _C = Where.LIST, Where.THREAD, Where.CADENCE
_READ = (_L, _T)
_PANES = (_L, _T, _C)
_ALL = (Where.EVERYWHERE,)
_SHEETS = (
    Where.PROMISES, Where.OUTBOX, Where.DRAFTS, Where.EVENTS, Where.SOURCES, Where.RULES, Where.HITS, Where.PERSON,
    Where.PEOPLE, Where.LEARNED, Where.LESSONS, Where.PLAN, Where.MAP, Where.TRAFFIC, Where.WEEK,
    Where.FRIDAY, Where.BEHIND, Where.PAGE,
)  # fmt: skip
_PERSON, _PEOPLE = (Where.PERSON,), (Where.PEOPLE,)
_PLAN = (Where.PLAN,)
_COMPOSER, _REVIEW = (Where.COMPOSER,), (Where.REVIEW,)
_WEEK, _FRIDAY = (Where.WEEK,), (Where.FRIDAY,)


def _move(id: str, keys: tuple[str, ...], help: str) -> Command:
    return Command(id, keys, "", help, (*_PANES, *_SHEETS), "move", action=f"move('{id}')", palette=False)


COMMANDS: tuple[Command, ...] = (
    _move("down", ("j", "down"), "One row down."),
    _move("up", ("k", "up"), "One row up."),
    _move("half_down", ("ctrl+d",), "Half a page down."),
    _move("half_up", ("ctrl+u",), "Half a page up."),
    _move("page_down", ("pagedown",), "A page down."),
    _move("page_up", ("pageup",), "A page up."),
    _move("top", ("home",), "The first row; g t does the same."),
    _move("bottom", ("G", "end"), "The last row."),
    Command("goto", ("g",), "Go to",
            "Go to: t top, p promises, o outbox, d drafts, u undo, s sources, i people, w week planner, m map,"
            " r review, l lessons, 1–9 a view.",
            _PANES, "move"),
    Command("next", ("n",), "Next", "The next one owed, by due time over all bands.", _READ, "move", 6),
    Command("view_next", ("right_square_bracket",), "View", "The next view.", (_L,), "move"),
    Command("view_previous", ("left_square_bracket",), "View", "The previous view.", (_L,), "move"),
    Command("filter", ("slash",), "Filter", "Filter this list as you type; tab in it searches everything.",
            (_L,), "move"),
    Command("view_keep", ("V",), "Keep", "Keep this list as a view of yours; on one of yours, take it out.",
            (_L,), "move"),
    Command("read", ("enter",), "Read", "Read the conversation; claims nothing.", (_L,), "move"),
    Command("reply", ("r",), "Reply", "Write an answer; claims the conversation.", _READ, "answer", 2),
    Command("ack", ("a",), "Ack", "Say that it was seen; opens a promise.", _READ, "answer", 3),
    Command("thank", ("p",), "Thank", "Thank them, from a first line.", _READ, "answer"),
    Command("like", ("f",), "Like", "Like what they said.", _READ, "answer"),
    Command("reuse", ("F",), "Reuse", "Keep our answer here as a saved reply, a FAQ line or an idea for a post.",
            _READ, "answer"),
    Command("recall", ("U",), "Recall", "Take back the newest reply that is still leaving.", _PANES, "answer"),
    Command("post", ("P",), "Post", "Write a post of ours: for a slot, or to leave now.", _PANES, "posts"),
    Command("pause_posts", ("H",), "Hold", "Hold own posts back at once; where they are paused, let them go (y).",
            _PANES, "posts"),
    Command("week.pause", ("H",), "Hold", "Hold own posts back at once; where they are paused, let them go (y).",
            _WEEK, "posts", 6),
    Command("week.write", ("enter",), "Write", "Write a post for this slot, or change the one that stands there.",
            _WEEK, "posts", 2),
    Command("week.plan", ("e",), "Plan", "Let a draft leave at its time, or approve a colleague's.",
            _WEEK, "posts", 3),
    Command("week.all", ("asterisk",), "All", "Plan every draft of the week.", _WEEK, "posts"),
    Command("week.move", ("s",), "Move", "Another time: n the next free slot, : a typed one.", _WEEK, "posts", 4),
    Command("week.drop", ("x",), "Drop", "Take the post out; one that was planned doesn't leave.",
            _WEEK, "posts", 5),
    Command("week.others", ("o",), "Others", "Posts without a time, and those that missed theirs.",
            _WEEK, "posts", 6),
    Command("week.left", ("left",), "Day", "The day before.", _WEEK, "posts", action="across(-1)", palette=False),
    Command("week.right", ("right",), "Day", "The day after.", _WEEK, "posts", action="across(1)", palette=False),
    Command("week.previous", ("left_square_bracket",), "Week", "The week before.", _WEEK, "posts"),
    Command("week.next", ("right_square_bracket",), "Week", "The week after.", _WEEK, "posts"),
    Command("week.import", (), "Import", "Take a CSV table of posts in, as drafts.", _WEEK, "posts"),
    Command("week.undo", ("u",), "Undo", "Take back your newest local act.", _WEEK, "posts", 7),
    Command("review_week.open", ("enter",), "Rows", "The rows behind the number.", _FRIDAY, "posts", 2),
    Command("review_week.plot", ("p",), "Plot", "The weeks side by side, drawn and in words.", _FRIDAY, "posts", 3),
    Command("review_week.previous", ("left_square_bracket",), "Before", "The week before.", _FRIDAY, "posts", 4),
    Command("review_week.next", ("right_square_bracket",), "After", "The week after.", _FRIDAY, "posts", 5),
    Command("review_week.copy", ("y",), "Copy", "Copy all of it as words (OSC 52).", _FRIDAY, "posts", 6),
    Command("behind.open", ("enter",), "Open", "Its conversation, or the person's card.",
            (Where.BEHIND,), "posts", 2),
    Command("done", ("e",), "Done", "Close it and go on; an unanswered complaint asks for a reason.",
            _READ, "sort", 4),
    Command("snooze", ("s",), "Snooze", "Put it away: h 1 hour, t tomorrow, m Monday, r until they answer, : a time.",
            _READ, "sort", 5),
    Command("tag", ("t",), "Tag", "Put a tag on; the same again takes it off.", _READ, "sort"),
    Command("note", ("N",), "Note", "A private note on the conversation.", _READ, "sort"),
    Command("person", ("i",), "Person", "The person: talks, wants, gifts, thanks, notes, and who may be the same.",
            _READ, "sort"),
    Command("lesson", ("L",), "Lesson", "A line for the product team; the same words join one. g l lists them.",
            _READ, "sort"),
    Command("claim", ("c",), "Claim", "Say that you answer this one.", _READ, "sort"),
    Command("release", ("C",), "Free", "Let go of a claim.", _READ, "sort"),
    Command("escalate", ("E",), "Escal", "Claim it for a named person, with a note, and promise the customer.",
            _READ, "sort"),
    Command("promise", (), "Promis", "Something that you promised elsewhere, with its date.", _READ, "sort"),
    Command("follow_up", (), "Follow", "Wait for their answer until a time; without one it comes back.",
            _READ, "sort"),
    Command("abdicate", (), "Rest", "Let it rest after two honest public answers; a change of tone brings it back.",
            _READ, "sort"),
    Command("merge", ("m",), "Merge", "One row for what one person said in several threads; again takes it apart.",
            _READ, "sort"),
    Command("alike", ("equals_sign",), "Like", "Others that say the same, as a list; r there begins with a copy.",
            _READ, "sort"),
    Command("kind", ("K",), "Kind", "Say what it is: c q p l e s h; the same again takes it off.", _READ, "sort"),
    Command("more_urgent", ("plus",), "More", "One band more urgent, and pinned there.", _READ, "sort"),
    Command("less_urgent", ("minus",), "Less", "One band less urgent, and pinned there.", _READ, "sort"),
    Command("macro", (), "Macro", "Do a macro of rules.toml: several acts in one, which undo takes back whole.",
            _READ, "sort"),
    Command("rules", (), "Rules", "Rules: what they would have hit, on and off, what they did.", _READ, "sort"),
    Command("why", ("w",), "Why", "Why it stands here, in full.", _READ, "sort"),
    Command("tone_off", (), "Tone", "What they said once more below the original, without shouting and insults.",
            _READ, "sort"),
    Command("guidelines", (), "Rules", "What your company lets its people say.", _PANES, "screen"),
    Command("learned", (), "Learnt", "What your decisions taught, word by word.", _READ, "sort"),
    Command("moderate", ("M",), "Mod", "Moderate: a approve, s spam, t trash, h hide, m mute, r report, v archive.",
            _READ, "sort"),
    Command("mark", ("x",), "Mark", "Mark this row; verbs then act on all that are marked.", (_L,), "mark"),
    Command("mark_to", ("v",), "To", "Mark from the last mark to here.", (_L,), "mark"),
    Command("mark_all", ("asterisk",), "All", "Mark all rows of the view that are loaded.", (_L,), "mark"),
    Command("mark_none", ("X",), "Clear", "Clear the marks.", (_L,), "mark"),
    Command("undo", ("u",), "Undo", "Take back your newest local act.", _READ, "again", 7),
    Command("repeat", ("full_stop",), "Repeat", "The last verb again; never a send.", _READ, "again"),
    Command("copy_link", ("y",), "Link", "Copy the link to your terminal's clipboard (OSC 52).", _READ, "again"),
    Command("copy_text", ("Y",), "Text", "Copy what they said (OSC 52).", _READ, "again"),
    Command("show_link", ("o",), "Show", "Show the link in full.", _READ, "again"),
    Command("pipe", ("vertical_line",), "Pipe",
            "Hand the conversation as JSON to a command of yours; shows what it says.", _READ, "again"),
    Command("pipe_output", (), "Output", "What the last command of | said.", _READ, "again"),
    Command("cadence.open", ("enter",), "Work", "Open the task's own view.", (_C,), "cadence", 2),
    Command("cadence.done", ("e",), "Done", "Done for today.", (_C,), "cadence", 3),
    Command("cadence.skip", ("s",), "Skip", "Skip it today.", (_C,), "cadence", 4),
    Command("cadence.not_appropriate", ("minus",), "Not", "Not appropriate today; that counts as kept.",
            (_C,), "cadence", 5),
    Command("cadence.note", ("N",), "Note", "A note on the task's tick.", (_C,), "cadence", 6),
    Command("cadence.add", ("plus",), "Add", "Add a task, or change when and how long one is.", (_C,), "cadence"),
    Command("cadence.undo", ("u",), "Undo", "Take back the tick of this task, else your newest local act.",
            (_C,), "cadence", 7),
    Command("plan.switch", ("enter",), "On/off", "Ask for the task from today on, or let it sleep.",
            _PLAN, "cadence", 2),
    Command("plan.days", ("w",), "When", "Other days, such as daily, mon wed fri, weekly, monthly or a rule.",
            _PLAN, "cadence", 3),
    Command("plan.minutes", ("t",), "Time", "How many minutes it takes.", _PLAN, "cadence", 4),
    Command("plan.own", ("plus",), "Own", "A task of your own.", _PLAN, "cadence", 5),
    Command("plan.undo", ("u",), "Undo", "Take back your newest local act.", _PLAN, "cadence", 6),
    Command("map.copy", ("y",), "Copy", "Copy the map as text (OSC 52).", (Where.MAP,), "cadence", 2),
    Command("composer.review", ("ctrl+s",), "Review", "Look once more before it leaves.", _COMPOSER, "compose", 2,
            priority=True),
    Command("composer.editor", ("ctrl+o",), "Editor", "Write it in your own editor.", _COMPOSER, "compose", 3),
    Command("composer.insert", ("ctrl+t",), "Insert",
            "Put in a fact, a saved reply or a beginning; the cursor goes to what is to be filled in.",
            _COMPOSER, "compose", 3),
    Command("composer.attach", (), "Attach", "Put a picture to the answer, with words for people who can't see it.",
            _COMPOSER, "compose"),
    Command("composer.step", ("ctrl+g",), "Step", "The next of the six steps for an unhappy customer.",
            _COMPOSER, "compose", 4),
    Command("composer.leave", ("escape",), "Leave", "Leave; the draft is kept.", _COMPOSER, "compose", 5,
            priority=True),
    Command("review.send", ("y",), "Send", "Let it leave; it can be taken back for a while.", _REVIEW, "compose", 2),
    Command("review.visibility", ("v",), "Who", "The next audience.", _REVIEW, "compose", 3),
    Command("review.later", ("l",), "Later", "Let it leave later; U takes it back till then.", _REVIEW, "compose", 4),
    Command("review.promise", ("d",), "Date", "Another date for the promise.", _REVIEW, "compose", 4),
    Command("review.all", ("w",), "All", "All remarks on the draft.", _REVIEW, "compose", 5),
    Command("review.back", ("escape",), "Back", "Back to the draft.", _REVIEW, "compose", 6),
    Command("promises.open", ("enter",), "Open", "Its conversation.", (Where.PROMISES,), "sheets", 2),
    Command("promises.kept", ("e",), "Kept", "We did what we said.", (Where.PROMISES,), "sheets", 3),
    Command("promises.answer", ("r",), "Reply", "Its conversation, with an answer begun.",
            (Where.PROMISES,), "sheets", 4),
    Command("promises.withdraw", ("x",), "Drop", "Withdraw it, with a reason.", (Where.PROMISES,), "sheets", 5),
    Command("promises.undo", ("u",), "Undo", "Take back your newest local act.", (Where.PROMISES,), "sheets", 6),
    Command("outbox.open", ("enter",), "Open", "Its conversation.", (Where.OUTBOX,), "sheets", 2),
    Command("outbox.recall", ("U",), "Recall", "Take it back while it is still leaving.",
            (Where.OUTBOX,), "sheets", 3),
    Command("outbox.again", ("r",), "Again", "Send a text that was not taken once more, once.",
            (Where.OUTBOX,), "sheets", 4),
    Command("outbox.link", ("o",), "Link", "Show where it stands, in full.", (Where.OUTBOX,), "sheets", 5),
    Command("drafts.open", ("enter",), "Write", "Go on writing this draft.", (Where.DRAFTS,), "sheets", 2),
    Command("events.open", ("enter",), "Open", "The conversation that it was about.", (Where.EVENTS,), "sheets", 2),
    Command("events.undo", ("u",), "Undo", "Take back your newest local act.", (Where.EVENTS,), "sheets", 3),
    Command("outbox.reuse", ("F",), "Reuse", "Keep a sent answer as a saved reply, a FAQ line or an idea for a post.",
            (Where.OUTBOX,), "sheets", 6),
    Command("lessons.open", ("enter",), "Open", "The conversation that taught it.", (Where.LESSONS,), "sheets", 2),
    Command("lessons.changed", ("c",), "Change", "We changed it, and what; again opens it. Lists everybody to tell.",
            (Where.LESSONS,), "sheets", 3),
    Command("lessons.tell", ("r",), "Tell", "The next one to tell: begins an answer, which goes through review.",
            (Where.LESSONS,), "sheets", 4),
    Command("lessons.word", ("e",), "Word", "Put it in other words.", (Where.LESSONS,), "sheets"),
    Command("lessons.drop", ("x",), "Drop", "Take it out of the list.", (Where.LESSONS,), "sheets"),
    Command("lessons.copy", ("y",), "Copy", "Copy all of them as Markdown (OSC 52).", (Where.LESSONS,), "sheets", 5),
    Command("lessons.undo", ("u",), "Undo", "Take back your newest local act.", (Where.LESSONS,), "sheets", 6),
    Command("sources.ask", ("R",), "Ask", "Ask every source now.", (Where.SOURCES,), "sheets", 2),
    Command("sources.connect", ("a",), "Add", "Connect another account.", (Where.SOURCES,), "sheets", 3),
    Command("sources.listen", ("plus",), "Listen", "Listen to a search, a hashtag or a list of this account.",
            (Where.SOURCES,), "sheets", 4),
    Command("sources.check", ("c",), "Check", "Ask what this account may do there, permission by permission.",
            (Where.SOURCES,), "sheets", 4),
    Command("sources.fill", ("f",), "Fetch", "Ask the network again for what was missed in this gap.",
            (Where.SOURCES,), "sheets", 5),
    Command("sources.drop", ("x",), "Drop", "Stop listening to what you chose; on a gap, take it away.",
            (Where.SOURCES,), "sheets", 6),
    Command("person.open", ("enter",), "Open", "The conversation of this line.", _PERSON, "people", 2),
    Command("person.note", ("N",), "Note", "A private line about the person.", _PERSON, "people", 3),
    Command("person.want", ("w",), "Want", "What they wish for.", _PERSON, "people"),
    Command("person.gift", ("o",), "Offer", "A gift that they are offered; nobody is offered two unasked.",
            _PERSON, "people", 4),
    Command("person.thanks", ("p",), "Thanks", "Thanks of theirs that came another way, for the jar.",
            _PERSON, "people"),
    Command("person.tag", ("t",), "Tag", "A tag on the person, such as vip; the same again takes it off.",
            _PERSON, "people"),
    Command("person.follow", ("f",), "Follow", "A day on which they come up again.", _PERSON, "people", 5),
    Command("person.began", ("c",), "Event", "They became a client, or a project ended: a task waits for that.",
            _PERSON, "people"),
    Command("person.end", ("e",), "Done", "The want is met, the gift sent, the follow-up made.", _PERSON, "people"),
    Command("person.drop", ("x",), "Remove", "Take this line away.", _PERSON, "people"),
    Command("person.merge", ("m",), "Merge", "Make the two one person; on a handle that was merged, split it off.",
            _PERSON, "people", 2),
    Command("person.apart", ("minus",), "Two", "They are two people; not proposed again.",
            _PERSON, "people", 2),
    Command("person.undo", ("u",), "Undo", "Take back your newest local act.", _PERSON, "people", 6),
    Command("people.open", ("enter",), "Card", "The person's card.", _PEOPLE, "people", 2),
    Command("people.filter", ("slash",), "Filter", "By name, handle or tag, as you type.", _PEOPLE, "people", 3),
    Command("people.jar", ("a",), "Jar", "The appreciation jar: who thanked us this week; again the people.",
            _PEOPLE, "people", 4),
    Command("rules.try", ("enter", "t"), "Try", "Show what the rule would have hit in 30 days; changes nothing.",
            (Where.RULES,), "sheets", 2),
    Command("rules.switch", ("s",), "Switch", "Switch the rule on, from the next word, or off; on needs a trial.",
            (Where.RULES,), "sheets", 3),
    Command("rules.undo", ("u",), "Undo", "Take back what the rule did; it keeps away from these rows then.",
            (Where.RULES,), "sheets", 4),
    Command("hits.open", ("enter",), "Open", "Its conversation.", (Where.HITS,), "sheets", 2),
    Command("learned.forget", ("e",), "Forget", "Learn nothing from this word, or learn from it again.",
            (Where.LEARNED,), "sheets", 2),
    Command("learned.undo", ("u",), "Undo", "Take back your newest local act.", (Where.LEARNED,), "sheets", 3),
    Command("traffic.set", ("e",), "Type", "Type in how many people came in a week.", (Where.TRAFFIC,), "sheets", 2),
    Command("traffic.undo", ("u",), "Undo", "Take back your newest local act.", (Where.TRAFFIC,), "sheets", 3),
    Command("page.copy", ("y",), "Copy", "Copy what stands here (OSC 52).", (Where.PAGE,), "sheets", 2),
    Command("sheet.back", ("escape", "q"), "Back", "Back to where you were.", _SHEETS, "sheets", 7),
    Command("start.practise", ("p",), "Demo", "Practise on a made-up brand; no network.", (Where.START,), "start", 2),
    Command("start.connect", ("a",), "Add", "Connect an account.", (Where.START,), "start", 3),
    Command("start.import", ("i",), "Import", "Take in an export or an archive.", (Where.START,), "start", 4),
    Command("start.leave", ("q", "escape"), "Leave", "Leave; nothing was changed.", (Where.START,), "start", 5),
    Command("form.next", ("enter",), "Next", "Take this answer.", (Where.FORM,), "start", 2, palette=False),
    Command("form.copy", ("ctrl+y",), "Copy", "Copy the address that stands here (OSC 52).",
            (Where.FORM,), "start", 3, palette=False),
    Command("form.back", ("escape",), "Back", "The question before; at the first one, leave.",
            (Where.FORM,), "start", 3, palette=False),
    Command("card", ("A",), "Card", "Add a card by hand: what was said in a place that no program can ask.",
            _PANES, "screen"),
    Command("traffic", (), "Visits", "How many people came to your sites, week beside week.", _PANES, "screen"),
    Command("session", ("S",), "Work", "Work on what is due for a while, one thing after the other; again pauses.",
            _PANES, "screen"),
    Command("refresh", ("R",), "New", "Show what has come, and ask the sources.", _PANES, "screen"),
    Command("redraw", ("ctrl+l",), "Redraw", "Draw the whole screen again.", _ALL, "screen"),
    Command("pane_1", ("1",), "Queue", "The queue.", _PANES, "screen"),
    Command("pane_2", ("2",), "Thread", "The thread.", _PANES, "screen"),
    Command("pane_3", ("3",), "Today", "The whole cadence pane.", _PANES, "screen"),
    Command("pane_next", ("tab",), "Pane", "The next pane.", (*_PANES, Where.COMPOSER), "screen", palette=False),
    Command("zoom", ("z",), "Zoom", "This pane alone, and back.", _PANES, "screen"),
    Command("palette", ("colon", "ctrl+p"), "All", "Every verb by name.", _ALL, "screen", 8, palette=False),
    Command("help", ("question_mark", "f1"), "Keys", "The keys of this pane first.", _ALL, "screen", 1),
    Command("suspend", ("ctrl+z",), "Shell", "To the shell; fg comes back.", _PANES, "screen"),
    Command("list", ("escape",), "List", "From what you read or the plan back to the list.", (_T, _C), "screen"),
    Command("back", ("q",), "Back", "Back, and at the end leave.", _PANES, "screen"),
    Command("quit", ("ctrl+q",), "Quit", "Leave; asks once only if a reply is still leaving.", _ALL, "screen"),
)  # fmt: skip

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}

GROUPS: Mapping[str, str] = {
    "move": "Moving",
    "answer": "Answering",
    "sort": "Sorting",
    "mark": "Marks",
    "again": "Taking back, copying",
    "compose": "Composer and review",
    "cadence": "Cadence pane, the plan, half a year",
    "posts": "Posts of our own, the week looked back at",
    "people": "People",
    "sheets": "Promises, outbox, drafts, undo list, lessons, sources",
    "start": "First run",
    "screen": "Screen",
}
"""Headings of the help and of the README's table, in their order."""

TYPED_IN = frozenset((Where.COMPOSER, Where.FORM))
"""Panes where letters are text, so that only keys that are no letters act."""

FOOTER_KEYS = 8
"""How many keys the footer shows at most."""

_SHOWN = {
    "question_mark": "?", "colon": ":", "slash": "/", "full_stop": ".", "plus": "+", "minus": "-",
    "asterisk": "*", "left_square_bracket": "[", "right_square_bracket": "]", "escape": "esc",
    "pagedown": "pgdn", "pageup": "pgup", "vertical_line": "|", "equals_sign": "=", "space": "space",
}  # fmt: skip


def shown(key: str) -> str:
    """A key as people write it: ? : ^S esc."""
    if key.startswith("ctrl+") and len(key) == 6:
        return f"^{key[5].upper()}"
    return _SHOWN.get(key, key.upper() if len(key) in (2, 3) and key[0] == "f" and key[1:].isdigit() else key)


def acts_in(command: Command, where: Where, keys: tuple[str, ...] | None = None) -> bool:
    """Whether the command's shown key does something while that pane has the focus."""
    if where in command.where:
        return True
    if Where.EVERYWHERE not in command.where:
        return False
    return where not in TYPED_IN or any(not _types(key) for key in keys or command.keys)


def _types(key: str) -> bool:
    return len(key) == 1 or (key in _SHOWN and len(_SHOWN[key]) == 1)


UNBOUND = "unbound:"
"""Begins what stands for a key where a verb has none; the palette runs it, and keys.toml may give it one."""


def bindings(where: Where) -> list[BindingType]:
    """What the widget of a pane binds; the app's keymap puts a person's own keys in their place, by id."""
    return [
        Binding(
            ",".join(command.keys) or f"{UNBOUND}{command.id}",
            command.action or f"screen.verb('{command.id}')",
            command.words,
            show=False,
            priority=command.priority,
            id=command.id,
        )
        for command in COMMANDS
        if where in command.where
    ]


class Keys:
    """Which keys each verb has: the shipped ones, with a person's own in their place."""

    def __init__(self, own: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._own = dict(own or {})

    @property
    def keymap(self) -> dict[str, str]:
        """A person's own keys as Textual takes them."""
        return {id: ",".join(keys) for id, keys in self._own.items()}

    def of(self, command: Command) -> tuple[str, ...]:
        """The keys of a verb; none where a person unbound it."""
        return self._own.get(command.id, command.keys)

    def first(self, command: Command, where: Where) -> str:
        """The key to show for a verb in a pane: one that acts there, as people write it; empty without one."""
        for key in self.of(command):
            if where not in TYPED_IN or not _types(key):
                return shown(key)
        return ""

    def footer(self, where: Where, skip: Iterable[str] = ()) -> list[tuple[str, str]]:
        """At most eight keys that act in a pane, with their words; help first."""
        left_out = set(skip)
        chosen = [
            command
            for command in COMMANDS
            if command.footer and command.id not in left_out and acts_in(command, where, self.of(command))
        ]
        chosen.sort(key=lambda command: command.footer)
        named = [(self.first(command, where), command.words) for command in chosen]
        return [pair for pair in named if pair[0]][:FOOTER_KEYS]
