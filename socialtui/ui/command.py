"""What a verb is made of, and in which pane its key acts; `commands` names all of them."""

from enum import StrEnum

from msgspec import Struct


class Where(StrEnum):
    """The pane in which a verb's key acts."""

    LIST = "list"
    THREAD = "thread"
    COMPOSER = "composer"
    REVIEW = "review"
    CADENCE = "cadence"
    PROMISES = "promises"
    OUTBOX = "outbox"
    DRAFTS = "drafts"
    EVENTS = "events"
    SOURCES = "sources"
    PERSON = "person"
    PEOPLE = "people"
    RULES = "rules"
    HITS = "hits"
    """What a rule would have hit."""
    LEARNED = "learned"
    LESSONS = "lessons"
    TRAFFIC = "traffic"
    PLAN = "plan"
    """Every task of the schedule, to change it."""
    MAP = "map"
    """Half a year of the schedule."""
    FRIDAY = "friday"
    """A week looked back at."""
    BEHIND = "behind"
    """The rows behind a number."""
    WEEK = "week"
    """The slots of a week."""
    PAGE = "page"
    """Something to read: a link, the reasons."""
    START = "start"
    """The first run's opening."""
    FORM = "form"
    """Questions with answers."""
    EVERYWHERE = "everywhere"


class Command(Struct, frozen=True):
    """One verb."""

    id: str
    """The public name that keys.toml rebinds."""
    keys: tuple[str, ...]
    """As Textual names them; the first is the one that is shown. Without any it is run by name."""
    words: str
    """For the footer, at most six letters."""
    help: str
    """One sentence for people."""
    where: tuple[Where, ...]
    group: str
    footer: int = 0
    """Its place in the footer of its panes, lower first; 0 keeps it out."""
    action: str = ""
    """An action of the pane itself; empty asks the screen."""
    palette: bool = True
    priority: bool = False
    """Acts before the focused widget sees the key."""
