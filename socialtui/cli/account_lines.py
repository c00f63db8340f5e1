"""Decides what the lines of `account check --json` hold; their keys are an interface."""

from typing import Literal

from socialtui.cli.lines import Line


class PermissionLine(Line):
    """`account check`: one thing that a sign-in allows or not, found out by asking for it."""

    name: str
    """Its name on the network."""
    words: str
    """What it is for."""
    ok: bool
    next_step: str


class CheckJson(Line):
    """`account check`: one account, asked just now."""

    account: str
    network: str
    state: Literal["ok", "trouble", "signed_out"]
    handle: str
    permissions: list[PermissionLine]
    """Empty where the network can't be asked for them one by one."""
    notes: list[str]
    """What works and what doesn't, in words."""
    trouble: str
    next_step: str
