"""What a moderator can ask of a network, and what is said where a network has no way to do it."""

from collections.abc import Collection

ASKED = {
    "approve": "approve it",
    "spam": "report it as spam",
    "trash": "delete it",
    "hide": "hide it",
    "mute": "mute it",
    "report": "report it",
    "archive": "archive it",
}
"""Verb → what it asks, in the order in which they are offered."""

_CALL_IT_SPAM = "call it spam instead: K s, or `socialtui kind spam`"
"""What takes spam away from this desk where the place takes no report of it."""


def no_way(place: str, takes: Collection[str], instead: str) -> dict[str, str]:
    """Verb → why it can't be done there, for every verb that the place doesn't take; and what can be done instead."""
    return {
        verb: f"{place} has no way to {words}; {_CALL_IT_SPAM if verb == 'spam' else instead}."
        for verb, words in ASKED.items()
        if verb not in takes
    }
