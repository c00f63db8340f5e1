"""Decides what a person's files may say, and where they lie.

Reading needs no heavy library, so that a short command stays short; editing loads its own late.
"""

from socialtui.settings.clocks import limits, working_hours
from socialtui.settings.editing import TEMPLATE, write
from socialtui.settings.facts import ROLES, WEEKDAYS, Hours, ResponseClock, Roles, Settings, Span, Sync
from socialtui.settings.folders import Home, home
from socialtui.settings.measures import duration, spell, zone_name
from socialtui.settings.reading import KNOWN, load
from socialtui.settings.tomlfile import Keys, Toml, line_of, read_toml

__all__ = [
    "KNOWN",
    "ROLES",
    "TEMPLATE",
    "WEEKDAYS",
    "Home",
    "Hours",
    "Keys",
    "ResponseClock",
    "Roles",
    "Settings",
    "Span",
    "Sync",
    "Toml",
    "duration",
    "home",
    "limits",
    "line_of",
    "load",
    "read_toml",
    "spell",
    "working_hours",
    "write",
    "zone_name",
]
