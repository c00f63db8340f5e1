"""Decides which colours the screen has: one TOML file a theme, each fault named with file and key."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.theme import Theme

from socialtui.domain.errors import ConfigFault
from socialtui.domain.nearest import meant, no_such
from socialtui.settings import Toml, read_toml
from socialtui.ui.look import Ink

DEFAULT = "dark"
ACCOUNTS = ("account1", "account2", "account3", "account4")
"""What tells our accounts apart where an answer is written; the first is the accent in every shipped theme."""
COLORS = ("background", "text", "muted", "accent", "late", "soon", "good", "rule", "selection", *ACCOUNTS)
KEYS = ("words", "dark", "ansi", "colors")

PAIRS = (
    ("text", "background"),
    ("muted", "background"),
    ("accent", "background"),
    ("late", "background"),
    ("soon", "background"),
    ("good", "background"),
    *((name, "background") for name in ACCOUNTS),
    ("text", "selection"),
    ("background", "text"),
)
"""Every ink on every ground that is ever drawn; the last one is the cursor in the composer."""


class Palette(Struct, frozen=True):
    """One theme as its file says it."""

    name: str
    words: str
    dark: bool
    ansi: bool
    colors: Mapping[str, str]

    def theme(self) -> Theme:
        """The same for Textual, every variable that our stylesheets name among them."""
        color = self.colors
        return Theme(
            name=self.name,
            primary=color["accent"],
            secondary=color["accent"],
            accent=color["accent"],
            warning=color["soon"],
            error=color["late"],
            success=color["good"],
            foreground=color["text"],
            background=color["background"],
            surface=color["background"],
            panel=color["background"],
            dark=self.dark,
            ansi=self.ansi,
            variables=self._variables(),
        )

    def _variables(self) -> dict[str, str]:
        color = self.colors
        return {
            "text": color["text"],
            "text-muted": color["muted"],
            "text-accent": color["accent"],
            "text-error": color["late"],
            "text-warning": color["soon"],
            "text-success": color["good"],
            "foreground-muted": color["muted"],
            "rule": color["rule"],
            "selection": color["selection"],
            "border": color["rule"],
            "border-blurred": color["rule"],
            "input-cursor-background": color["text"],
            "input-cursor-foreground": color["background"],
            "input-selection-background": color["selection"],
            "screen-selection-background": color["selection"],
            # Textual's own stylesheets ask for these two where the sixteen colours are used.
            "ansi-background": color["background"],
            "ansi-foreground": color["text"],
            "scrollbar": color["rule"],
            "scrollbar-background": color["background"],
        }

    def ink(self) -> Ink:
        """The styles that lines are drawn with."""

        # The sixteen colours have no readable grey that holds on every terminal: faint does.
        faint = True if self.ansi else None

        def style(name: str, bold: bool | None = None, dim: bool | None = None) -> Style:
            return Style(color=Color.parse(self.colors[name]).rich_color, bold=bold, dim=dim)

        return Ink(
            text=style("text"),
            muted=style("muted", dim=faint),
            accent=style("accent"),
            late=style("late", bold=True),
            soon=style("soon"),
            good=style("good"),
            rule=style("rule", dim=faint),
            accounts=tuple(style(name) for name in ACCOUNTS),
        )


def folder() -> Path:
    """Where the themes lie: in the package once installed, beside it in a checkout."""
    packaged = Path(__file__).parents[1] / "themes"
    return packaged if packaged.is_dir() else packaged.parents[1] / "themes"


def names() -> tuple[str, ...]:
    """Every theme there is."""
    return tuple(sorted(path.stem for path in folder().glob("*.toml")))


def read(path: Path) -> Palette:
    """One theme's file. ConfigFault with every fault in it."""
    toml = read_toml(path)
    value = toml.value
    faults = [toml.fault((key,), no_such(key, KEYS)) for key in value if key not in KEYS]
    colors = value.get("colors")
    if not isinstance(colors, dict):
        toml.refuse([*faults, toml.fault(("colors",), "a table with every colour is missing")])
        colors = {}
    faults += _color_faults(toml, colors)
    faults += [
        toml.fault((key,), "must be true or false")
        for key in ("dark", "ansi")
        if not isinstance(value.get(key, False), bool)
    ]
    toml.refuse(faults)
    return Palette(
        path.stem,
        str(value.get("words", "")),
        bool(value.get("dark", True)),
        bool(value.get("ansi", False)),
        colors,
    )


def _color_faults(toml: Toml, colors: dict[str, Any]) -> list[str]:
    faults = [
        toml.fault(("colors", key), no_such(key, COLORS, "colour")) for key in colors if key not in COLORS
    ]
    faults += [toml.fault(("colors",), f"{key} is missing") for key in COLORS if key not in colors]
    for key, text in colors.items():
        try:
            Color.parse(text)
        except (ColorParseError, TypeError, AttributeError):
            faults.append(toml.fault(("colors", key), f"{text!a} is no colour; write it as #rrggbb"))
    return faults


def choose(name: str) -> tuple[Palette, tuple[str, ...]]:
    """The theme of that name, and the faults that made it another one: the default always stands in."""
    known = names()
    if name not in known:
        return read(folder() / f"{DEFAULT}.toml"), (f"theme {name!a}: no such theme{meant(name, known)}",)
    try:
        return read(folder() / f"{name}.toml"), ()
    except ConfigFault as fault:
        if name == DEFAULT:
            raise
        return read(folder() / f"{DEFAULT}.toml"), fault.faults
