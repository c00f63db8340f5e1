"""Decides where a brand's configuration, state and logs lie."""

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from socialtui.domain.errors import ConfigFault, UsageFault

BRAND_NAME = r"[a-z0-9][a-z0-9-]{0,62}"


class Home(Struct, frozen=True):
    """The folders of one brand."""

    brand: str
    """The folder's name; letters a to z, digits and hyphens."""
    config: Path
    """What a person edits."""
    state: Path
    """What we keep: the store, the vault, locks."""
    log: Path
    """What we leave behind for whoever looks into a trouble."""

    @property
    def store(self) -> Path:
        """The database."""
        return self.state / "store.db"

    @property
    def settings_file(self) -> Path:
        """The person's settings."""
        return self.config / "settings.toml"

    @property
    def cadence_file(self) -> Path:
        """The person's schedule."""
        return self.config / "cadence.toml"

    @property
    def rules_file(self) -> Path:
        """The person's rules and macros."""
        return self.config / "rules.toml"

    @property
    def keys_file(self) -> Path:
        """The person's keys."""
        return self.config / "keys.toml"

    @property
    def guidelines_file(self) -> Path:
        """What the company's people may say."""
        return self.config / "guidelines.toml"

    @property
    def facts_file(self) -> Path:
        """What others get wrong about the brand, and what is right."""
        return self.config / "facts.toml"

    @property
    def views_file(self) -> Path:
        """The person's saved views."""
        return self.config / "views.toml"

    @property
    def locks(self) -> Path:
        """A folder of files that are only ever locked."""
        return self.state / "locks"

    def make(self) -> None:
        """Makes all folders for this user alone (0700); ConfigFault where that can't be done."""
        for folder in (self.config, self.state, self.log, self.locks):
            try:
                _make_private(folder)
            except OSError as error:
                raise ConfigFault(
                    (f"{folder}: this folder can't be made: {error.strerror}.",),
                    "Choose another place with SOCIALTUI_HOME=DIR.",
                ) from error


def home(env: Mapping[str, str], brand: str = "default") -> Home:
    """The folders of a brand: below SOCIALTUI_HOME where set, else where this system keeps such things.

    Makes nothing. UsageFault for a name that can't be a folder's.
    """
    if not re.fullmatch(BRAND_NAME, brand):
        raise UsageFault(
            f"{brand!r} can't be a brand's name.", "Use a to z, 0 to 9 and hyphens, such as acme-widgets."
        )
    base = env.get("SOCIALTUI_HOME", "")
    if base:
        # Absolute, since the sync process that is started from here has a working folder of its own.
        root = Path(base).expanduser().absolute()
        return Home(brand, root / "config" / brand, root / "state" / brand, root / "log" / brand)
    import platformdirs

    return Home(
        brand,
        platformdirs.user_config_path("socialtui") / brand,
        platformdirs.user_state_path("socialtui") / brand,
        platformdirs.user_log_path("socialtui") / brand,
    )


def _make_private(folder: Path) -> None:
    """Makes a folder and each missing one above it with 0700; closes one of ours that others may enter."""
    for parent in reversed(folder.parents):
        if not parent.exists():
            parent.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
