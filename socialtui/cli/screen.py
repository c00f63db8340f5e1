"""Decides how the full screen opens: the store first, Textual after it, the sync process once it stands."""

import gc
import os
import sys
import threading
from typing import TYPE_CHECKING

from socialtui.cli.ending import say
from socialtui.domain.errors import SocialtuiError, UsageFault

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.cli.sitting import Looks
    from socialtui.credentials import VaultKey
    from socialtui.store.accounts import Kept
    from socialtui.ui.screens.account_guide import Guide


def full_screen(start: "Start", looks: "Looks") -> int:
    """Shows the desk until the person leaves; its exit code."""
    refuse_other_letters()
    beside = Beside(start)
    try:
        code = start.run(_show(start, looks, beside))
    finally:
        beside.tell()
    if code is None:
        from socialtui.cli.guiding import first_run

        return first_run(start, looks)
    return code


def refuse_other_letters() -> None:
    """A stream that can't carry the letters of the screen would tear it to pieces."""
    encoding = (getattr(sys.__stderr__, "encoding", "") or "").lower().replace("-", "").replace("_", "")
    if encoding != "utf8":
        raise UsageFault(
            f"This terminal is spoken to in {encoding or 'an unknown encoding'}, and the screen needs UTF-8.",
            "`export LC_ALL=C.UTF-8` and unset PYTHONIOENCODING, or use `socialtui --plain`.",
        )


async def _show(start: "Start", looks: "Looks", beside: "Beside") -> int | None:
    """The exit code; None where no account exists, so that there is nothing to sit down at."""
    from socialtui.cli.sitting import vault_key
    from socialtui.store.accounts import all_accounts
    from socialtui.sync.lease import Presence

    async with start.desk() as desk:
        accounts = await all_accounts(desk.room.db)
        if not accounts:
            return None
        beside.key, beside.known = vault_key(start, accounts), accounts
        from socialtui.ui.surroundings import prepare

        prepare(os.environ, looks.colors or start.settings.colors)
        from socialtui.ui.lean import load_textual

        load_textual()
        from socialtui.ui.app import run

        # What was imported stays for good; only what comes now is worth looking through.
        gc.freeze()
        gc.enable()
        presence = Presence(start.home.locks)
        presence.come()
        try:
            return await run(
                desk,
                start.home,
                start_sync=beside.begin,
                theme=looks.theme,
                ascii=looks.ascii,
                mouse=looks.mouse,
                guide=lambda: _guide(start, beside),
            )
        finally:
            presence.go()


def _guide(start: "Start", beside: "Beside") -> "Guide":
    from socialtui.cli.guiding import guide

    return guide(start, beside.key, beside.unlock)


LOOK_EVERY = 30.0
"""Seconds; a sync process that was killed is missed for no longer."""


class Beside:
    """Keeps a sync process beside the desk, away from its event loop, and says afterwards what went wrong."""

    def __init__(self, start: "Start") -> None:
        self._start = start
        self._trouble = ""
        self._over = threading.Event()
        self.key: VaultKey | None = None
        self.known: list[Kept] | None = None
        """The accounts as they were just read; later looks read them anew."""

    def begin(self) -> None:
        """Returns at once."""
        threading.Thread(target=self._work, name="start sync", daemon=True).start()

    def _work(self) -> None:
        from socialtui.cli.starting import start_sync

        while not self._over.is_set():
            try:
                known, self.known = self.known, None
                start_sync(self._start, self.key, known)
                self._trouble = ""
            except (SocialtuiError, OSError) as error:
                self._trouble = str(error)
            self._over.wait(LOOK_EVERY)

    def unlock(self, key: "VaultKey") -> None:
        """The vault was opened meanwhile: the sync process that runs without its key makes room for one with it."""
        self.key = key
        threading.Thread(target=self._anew, name="sync with the key", daemon=True).start()

    def _anew(self) -> None:
        from socialtui.cli.starting import start_sync, stop_sync

        try:
            stop_sync(self._start)
            start_sync(self._start, self.key)
        except (SocialtuiError, OSError) as error:
            self._trouble = str(error)

    def tell(self) -> None:
        """Once the terminal is a terminal again."""
        self._over.set()
        if self._trouble:
            say(f"socialtui: no sync process could be started: {self._trouble}")
