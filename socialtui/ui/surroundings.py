"""Reads what the terminal and the locale can do, before Textual is loaded and fixes its mind."""

from collections.abc import Mapping, MutableMapping

_COLORS = {"16": "standard", "256": "256", "true": "truecolor"}
_COLOR_SYSTEM, _AUTO = "TEXTUAL_COLOR_SYSTEM", "auto"


def prepare(env: MutableMapping[str, str], colors: str = "auto") -> None:
    """Sets what Textual reads at its import: the number of colours, and that nothing moves by itself.

    A size that was exported once would stand above what the terminal says, and above every resize.
    """
    for frozen in ("COLUMNS", "LINES"):
        env.pop(frozen, None)
    env["TEXTUAL_ANIMATIONS"] = "none"
    env["TEXTUAL_SMOOTH_SCROLL"] = "0"
    if colors in _COLORS:
        env[_COLOR_SYSTEM] = _COLORS[colors]
    elif env.get(_COLOR_SYSTEM, _AUTO) not in (_AUTO, *_COLORS.values()):
        env[_COLOR_SYSTEM] = _AUTO  # at any other word Textual's import ends in a traceback


def speaks_utf8(env: Mapping[str, str]) -> bool:
    """Whether the person's locale is one of UTF-8; Python itself would send UTF-8 either way."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        value = env.get(name, "")
        if value:
            return value.lower().replace("-", "").endswith("utf8") or ".utf8@" in value.lower().replace(
                "-", ""
            )
    return False


def multiplexed(env: Mapping[str, str]) -> bool:
    """Whether tmux or screen stands between, which counts some emoji's cells differently."""
    return bool(env.get("TMUX") or env.get("STY"))
