"""Connects an account from the screen: which network, its questions, then the network itself is asked."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.worker import Worker

from socialtui.domain.errors import (
    CredentialFault,
    Garbled,
    MovedAway,
    NotFound,
    ServerTrouble,
    SocialtuiError,
    Unreachable,
)
from socialtui.domain.network import About
from socialtui.ui.screens.form import FormSheet
from socialtui.ui.screens.sheet import Place
from socialtui.ui.widgets.footer import Choice
from socialtui.ui.widgets.table import Column, Row, Table

Probe = Callable[[Mapping[str, str], str, str], Awaitable[Sequence[str]]]
"""`probe(args, secret, passphrase)`: asks the network in a process of its own, keeps the secret, stores the account.

`args` has network, url, user, and after a choice secret_way ("vault"), secret_command or secret_env. The lines
that it returns are the account's name, then what is to be said. It raises a `SocialtuiError`, and has then stored
nothing; a `CredentialFault` with a `state` opens the choice of another place for the secret.
"""

TITLES = {"mastodon": "Mastodon", "wordpress": "WordPress", "rss": "Google Alerts, RSS", "bluesky": "Bluesky"}
VAULT, COMMAND, ENV = "1", "2", "3"
CHOICES = "Choose: 1 vault (encrypted file, asks a passphrase) · 2 a command that prints it · 3 an environment variable · esc nothing."  # fmt: skip  # noqa: E501
_ADDRESS = (Unreachable, NotFound, MovedAway, Garbled, ServerTrouble)
"""Troubles that another address may mend."""
MOVES = {"j": "down", "down": "down", "k": "up", "up": "up", "home": "top", "end": "bottom", "G": "bottom"}


class Guide(Struct, frozen=True):
    """What the guide is made from; handed in, since the screen opens no connection."""

    networks: tuple[About, ...]
    probe: Probe

    @property
    def offered(self) -> tuple[About, ...]:
        """Those that one can connect to."""
        return tuple(about for about in self.networks if about.wire)

    def named(self, secret: bool) -> list[str]:
        """Names of those that want a secret, or of those that don't."""
        return [
            title(about)
            for about in self.offered
            if secret is any(question.secret for question in about.questions)
        ]


class Step(Struct, frozen=True):
    """One thing asked for."""

    flag: str
    words: str
    secret: bool = False


def title(about: About) -> str:
    """Mastodon, WordPress."""
    return TITLES.get(about.name, about.name.capitalize())


PLACES = {
    VAULT: Step("passphrase", "Passphrase of the vault", True),
    COMMAND: Step("secret_command", "The command that prints it"),
    ENV: Step("secret_env", "The variable's name"),
}
"""What each place of the choice asks for."""


class AccountGuide(FormSheet[str | None]):
    """Result: the new account's name, or None when nothing was connected."""

    DEFAULT_CSS = """
    AccountGuide Table { display: none; }
    AccountGuide.-choosing Table { display: block; }
    AccountGuide.-choosing #below { display: none; }
    AccountGuide.-choosing Prompt { display: none; }
    """

    def __init__(self, place: Place, guide: Guide, words: str = "Connect an account") -> None:
        super().__init__(place)
        self._guide, self._words = guide, words
        self.table = Table(place.look, (Column(20), Column(0)), "No network is there.", id="networks")
        self.choice = Choice(place.look, id="choice")
        self._about: About | None = None
        self._steps: tuple[Step, ...] = ()
        self._at = 0
        self._answers: dict[str, str] = {}
        self._worker: Worker[None] | None = None
        self._connected = ""

    def compose(self) -> ComposeResult:
        """The form, with the networks to choose from."""
        yield self.head
        yield self.above
        yield self.table
        yield self.prompt
        yield self.below
        yield self.foot
        yield self.choice

    def begin(self) -> None:
        """Begins with the networks."""
        ink = self.look.ink
        self.table.tell(
            [
                Row(about.name, ((title(about), ink.text), (about.words, ink.muted)))
                for about in self._guide.offered
            ]
        )
        self._choose()

    def _choose(self) -> None:
        self._about, self._answers, self._connected = None, {}, ""
        self.title_line(self._words, "which network?")
        self.add_class("-choosing")
        self.shut([" ", "j k or the arrows, then enter."])

    def action_move(self, how: str) -> None:
        """Moves through the networks."""
        self.table.move(how)

    def on_key(self, event: events.Key) -> None:
        """While a network is chosen, the moving keys move."""
        how = MOVES.get(event.key)
        if how and self.has_class("-choosing"):
            event.stop()
            self.table.move(how)

    # Questions

    def _begin(self, about: About) -> None:
        self.remove_class("-choosing")
        self._about, self._at = about, 0
        self._steps = tuple(Step(one.flag, one.words, one.secret) for one in about.questions)
        self.answer_below()
        self._show()

    def _show(self) -> None:
        """The guide, the answers so far, the question."""
        assert self._about is not None
        step = self._steps[self._at]
        done = [
            f"{one.words}: {'•' * 8 if one.secret else self._answers.get(one.flag, '')}"
            for one in self._steps[: self._at]
        ]
        guide = [f"{n}  {line}" for n, line in enumerate(self._about.guide, 1)]
        self.title_line(self._words, title(self._about), f"{self._at + 1} of {len(self._steps)}")
        hidden = " (not shown)" if step.secret else ""
        text = "" if step.secret else self._answers.get(step.flag, "")
        self.ask([" ", *guide, " ", *done, f"{step.words}{hidden}:"], text, step.secret)

    async def answered(self, text: str) -> None:
        """The next question; after the last one, the network is asked."""
        if self._connected:
            self.dismiss(self._connected)
        elif self.has_class("-choosing"):
            chosen = next((one for one in self._guide.offered if one.name == self.table.current), None)
            if chosen is not None:
                self._begin(chosen)
        elif self._worker is None and self._about is not None and not self.choice.has_class("-open"):
            await self._take(text)

    async def _take(self, text: str) -> None:
        step = self._steps[self._at]
        if not text:
            self.answer_below("Nothing stands there yet.", alarm=True)
            return
        self._answers[step.flag] = text
        if self._at + 1 < len(self._steps):
            self._at += 1
            self.answer_below()
            self._show()
        else:
            self._connect()

    async def back(self) -> None:
        """Stops asking, goes one question back, to the networks, or out."""
        if self._connected:
            self.dismiss(self._connected)
        elif self._worker is not None:
            self._worker.cancel()
            self._worker = None
            self.answer_below("Stopped. Nothing was stored.")
            self._show()
        elif self.has_class("-choosing"):
            self._answers.clear()
            self.dismiss(None)
        elif self._at:
            self._drop_choice()
            self._at -= 1
            self.answer_below()
            self._show()
        else:
            self._choose()

    def _drop_choice(self) -> None:
        """Who goes back behind the place that was chosen for the secret chooses anew."""
        assert self._about is not None
        if self._at >= len(self._about.questions):
            self._steps = self._steps[: len(self._about.questions)]
            for key in ("secret_way", "secret_command", "secret_env", "passphrase"):
                self._answers.pop(key, None)

    # The network

    def _connect(self) -> None:
        assert self._about is not None
        host = urlsplit(self._answers.get("url", "")).hostname or title(self._about)
        self.shut([" ", f"Asking {host} who you are there …"])
        self.answer_below()
        self._worker = self.run_worker(self._ask(), exclusive=True, group="probe", exit_on_error=False)

    async def _ask(self) -> None:
        assert self._about is not None
        args = {key: text for key, text in self._answers.items() if key not in ("secret", "passphrase")}
        secret, passphrase = self._answers.get("secret", ""), self._answers.get("passphrase", "")
        if "secret_command" in args or "secret_env" in args:
            secret = ""  # it stays where the person keeps it
        try:
            lines = await self._guide.probe({"network": self._about.name, **args}, secret, passphrase)
        except SocialtuiError as trouble:
            self._worker = None
            await self._failed(trouble)
            return
        self._worker = None
        self._answers.clear()
        self._connected = lines[0] if lines else self._about.name
        self.title_line(self._words, title(self._about))
        self.shut([" ", "enter goes on."])
        self.answer_below(more=list(lines[1:]) or [f"{self._connected} is connected."])

    async def _failed(self, trouble: SocialtuiError) -> None:
        """Says it, at the question that may mend it."""
        elsewhere = {"secret_way", "secret_command", "secret_env"} & set(self._answers)
        if isinstance(trouble, CredentialFault) and trouble.state and not elsewhere:
            await self._offer(trouble)
            return
        flags = [step.flag for step in self._steps]
        self._at = flags.index("url") if isinstance(trouble, _ADDRESS) and "url" in flags else len(flags) - 1
        self.answer_below(trouble.what, True, [trouble.next_step, "Nothing was stored."])
        self._show()

    async def _offer(self, trouble: CredentialFault) -> None:
        """Where else the secret may be kept: never chosen silently."""
        what = trouble.what
        if "not saved" not in what:
            what += " Your token is not saved."
        self.shut([" "])
        self.answer_below(what, True, [CHOICES])
        choices = {VAULT: "vault", COMMAND: "a command", ENV: "a variable"}
        self.foot.display = False  # its keys don't act while the next one is the answer
        chosen = await self.choice.choose("Keep it in", choices)
        self.foot.display = True
        if chosen not in choices:
            self.answer_below("Nothing was chosen, and nothing was stored.")
            self._at = len(self._steps) - 1
            self._show()
            return
        self.answer_below()
        if chosen == VAULT:
            self._answers["secret_way"] = "vault"  # noqa: S105  the name of a place
        self._steps = (*self._steps, PLACES[chosen])
        self._at = len(self._steps) - 1
        self._show()
