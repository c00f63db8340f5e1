"""Decides which keys a person's keys.toml gives to verbs; faults are named by line, and the screen still starts."""

import re
from collections.abc import Iterator
from pathlib import Path

from textual.keys import Keys as KnownKeys
from textual.keys import _character_to_key

from socialtui.domain.errors import ConfigFault
from socialtui.domain.nearest import no_such
from socialtui.settings import Toml, read_toml
from socialtui.ui.commands import BY_ID, COMMANDS, TYPED_IN, Command, Where, shown

Found = tuple[tuple[str, ...], str, tuple[str, ...]]
"""Path in the file, verb's id, keys as written."""

NEVER = {
    "ctrl+i": "the same byte as tab", "ctrl+m": "the same byte as enter", "ctrl+j": "the same byte as a line feed",
    "ctrl+h": "the same byte as backspace", "ctrl+a": "the prefix of screen", "ctrl+b": "the prefix of tmux",
    "ctrl+space": "taken by tmux and input methods", "ctrl+enter": "unknown to many terminals",
}  # fmt: skip
_NAMES = frozenset(key.value for key in KnownKeys) | {f"f{n}" for n in range(1, 25)}


def read_keys(path: Path) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Verb → keys as the file says, and the faults in it. What has a fault keeps its shipped key."""
    try:
        toml = read_toml(path)
    except ConfigFault as broken:
        return {}, broken.faults
    own: dict[str, tuple[str, ...]] = {}
    places: dict[str, tuple[str, ...]] = {}
    faults: list[tuple[int, str]] = []

    def fault(place: tuple[str, ...], words: str) -> None:
        faults.append((toml.line(*place), toml.fault(place, words)))

    for place, id, written in _entries(toml):
        if id not in BY_ID:
            fault(place, no_such(id, BY_ID, "verb"))
            continue
        keys = []
        for key in written:
            name, trouble = key_name(key)
            if trouble:
                fault(place, trouble)
            elif name in keys:
                fault(place, f"{key!a} stands here twice")
            else:
                keys.append(name)
        if keys or not written:
            own[id], places[id] = tuple(keys), place
    for id, words in _clashes(own):
        fault(places[id], words)
        del own[id]
    return own, tuple(words for _, words in sorted(faults))


def _entries(toml: Toml) -> Iterator[Found]:
    """`reply = "r"`, `done = ["e", "f8"]`, and the same below [composer], [review] and [cadence]."""
    for key, value in toml.value.items():
        if isinstance(value, dict):
            for inner, keys in value.items():
                yield (key, inner), f"{key}.{inner}", _as_keys(keys)
        else:
            yield (key,), key, _as_keys(value)


def _as_keys(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return (str(value),)


def key_name(written: str) -> tuple[str, str]:
    """The key as Textual names it, and what is wrong with it."""
    key = written.strip()
    if len(key) == 1:
        return (_character_to_key(key), "") if key.isprintable() else ("", f"{key!a} is no key")
    key = key.lower().replace("^", "ctrl+").replace("esc", "escape") if key.lower() != "escape" else "escape"
    if key in NEVER:
        return "", f"{key} can't be used: {NEVER[key]}"
    if key.startswith("alt+"):
        return "", f"{key} can't be used: over SSH it arrives as escape and a letter"
    if re.fullmatch(r"ctrl\+[a-z]", key) or key in _NAMES or re.fullmatch(r"shift\+f\d{1,2}", key):
        return key, ""
    return "", f"{written!a} is no key; write a letter, ctrl+x, f8, enter, tab, pagedown …"


def _clashes(own: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Verbs of the file whose key another verb of the same pane has, each with words."""
    found = []
    for id in own:
        for other in COMMANDS:
            if other.id == id or not _meet(BY_ID[id], other):
                continue
            taken = set(own.get(other.id, other.keys)) & set(own[id])
            if taken and (other.id not in own or list(own).index(other.id) < list(own).index(id)):
                key = shown(sorted(taken)[0])
                found.append(
                    (id, f"{key} is the key of {other.id} already; give that verb another key first")
                )
                break
    return found


def _meet(one: Command, other: Command) -> bool:
    """Whether both could be asked for by one key press."""
    if set(one.where) & set(other.where):
        return True
    both = {*one.where, *other.where}
    return Where.EVERYWHERE in both and bool(both - TYPED_IN - {Where.EVERYWHERE})
