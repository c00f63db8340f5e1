"""Decides how the desk works a line at a time: for screen readers, for a dumb terminal, for scripts."""

from socialtui.plain.mode import LineMode, Terminal

__all__ = ["LineMode", "Terminal"]
