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
from socialtui.ui.widgets.questions import Choice
from socialtui.ui.widgets.table import Column, Row, Table

Probe = Callable[[Mapping[str, str], str, str], Awaitable[Sequence[str]]]
"""`probe(args, secret, passphrase)`: asks the network in a process of its own, keeps the secret, stores the account.

`args` has network, url, user, and after a choice secret_way ("vault"), secret_command or secret_env. The lines
that it returns are the account's name, then what is to be said. It raises a `SocialtuiError`, and has then stored
nothing; a `CredentialFault` with a `state` opens the choice of another place for the secret.
"""

Allow = Callable[[Mapping[str, str]], Awaitable[tuple[str, int]]]
"""`allow(args)`: the address of the page on which a person says yes, and for how many seconds its code is good (0: no
hurry). What the page then shows goes to `probe` as the secret, with `by` = `consent` among its args."""


Check = Callable[[str], Awaitable[Sequence[str]]]
"""Asks what the account of a name may do; lines to read."""
Listen = Callable[[str, str, str], Awaitable[str]]
"""`listen(account, kind, what)`: makes it a source; what came of it, in words."""
Bring = Callable[[str], Awaitable[str]]
"""Takes in a file that was exported or archived; what came of it, in words. Raises `SocialtuiError`."""
Lists = Callable[[str], Awaitable[Sequence[tuple[str, str]]]]
"""The account's lists there: what `listen` wants for each, and its title."""


class Step(Struct, frozen=True):
    """One thing asked for."""

    flag: str
    words: str
    secret: bool = False
    usual: str = ""
    optional: bool = False


TITLES = {
    "mastodon": "Mastodon",
    "wordpress": "WordPress",
    "rss": "Google Alerts, RSS",
    "bluesky": "Bluesky",
    "mail": "E-mail",
    "hackernews": "Hacker News",
}
VAULT, COMMAND, ENV = "1", "2", "3"
PASTED = Step("pasted", "The code, or the whole address that the page ended at", True)
NOTHING = "Nothing was stored."
AGAIN = Step("passphrase again", "The same passphrase once more", True)
INSTEAD = "Enter alone: allow it on a page in your browser, and paste what that shows."
_NEVER_SAID = ("secret", "passphrase", "passphrase again", "pasted")
CHOICES = "Choose: 1 vault (encrypted file, asks a passphrase) · 2 a command that prints it · 3 an environment variable · esc nothing."  # fmt: skip  # noqa: E501
VAULT_ALONE = "Choose: 1 vault (encrypted file, asks a passphrase) · esc nothing."
_ADDRESS = (Unreachable, NotFound, MovedAway, Garbled, ServerTrouble)
"""Troubles that another address may mend."""
MOVES = {"j": "down", "down": "down", "k": "up", "up": "up", "home": "top", "end": "bottom", "G": "bottom"}


class Guide(Struct, frozen=True):
    """What the guide is made from; handed in, since the screen opens no connection."""

    networks: tuple[About, ...]
    probe: Probe
    allow: Allow | None = None
    check: Check | None = None
    listen: Listen | None = None
    lists: Lists | None = None
    bring: Bring | None = None
    new_vault: Callable[[], bool] = lambda: False
    """Whether a vault would be made anew, so that its passphrase is typed twice."""

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


def title(about: About) -> str:
    """Mastodon, WordPress."""
    return TITLES.get(about.name, about.name.capitalize())


def _answered(step: Step, text: str) -> str:
    """A question that is behind us; what is secret stays unseen."""
    if step.secret:
        return f"{step.words}: {'•' * 8 if text else 'allowed on a page'}"
    return f"{step.words}: {text or 'none'}"


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
        offered = self._guide.offered
        self.table.tell([Row(one.name, ((title(one), ink.text), (one.words, ink.muted))) for one in offered])
        self._choose()

    def _choose(self) -> None:
        self._about, self._answers, self._connected, self.address = None, {}, "", ""
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
        self._steps = tuple(
            Step(one.flag, one.words, one.secret, one.usual, one.optional) for one in about.questions
        )
        self.answer_below()
        self._show()

    def _show(self) -> None:
        """The guide, the answers so far, the question."""
        assert self._about is not None
        step = self._steps[self._at]
        done = [_answered(one, self._answers.get(one.flag, "")) for one in self._steps[: self._at]]
        page = self.address if step == PASTED else ""
        steps = self._about.consent if page else self._about.guide
        guide = [f"{n}  {line}" for n, line in enumerate(steps, 1)]
        guide += [" ", page] if page else [INSTEAD] if self._may_allow(step) else []
        self.title_line(self._words, title(self._about), f"{self._at + 1} of {len(self._steps)}")
        hidden = " (not shown)" if step.secret else ""
        text = "" if step.secret else self._answers.get(step.flag, step.usual)
        self.ask([" ", *guide, " ", *done, f"{step.words}{hidden}:"], text, step.secret)
        self.show_keys()

    def _may_allow(self, step: Step) -> bool:
        """Whether a yes on the network's page can stand in for what is asked."""
        return step.flag == "secret" and bool(
            self._guide.allow is not None and self._about and self._about.consent
        )

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
        if not text and self._may_allow(step):
            self._begin_allowing()
            return
        if not text and not step.optional:
            self.answer_below("Nothing stands there yet.", alarm=True)
            return
        if step == AGAIN and text != self._answers.get("passphrase"):
            self._at -= 1
            self._show()
            self.answer_below("The two are not the same.", alarm=True)
            return
        self._answers[step.flag] = text
        if self._at + 1 == len(self._steps):
            self._connect()
            return
        self._at += 1
        self.answer_below()
        self._show()

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
            self._steps, self.address = self._steps[: len(self._about.questions)], ""
            for key in ("secret_way", "secret_command", "secret_env", "by", *_NEVER_SAID[1:]):
                self._answers.pop(key, None)

    # A yes on the network's page

    def _begin_allowing(self) -> None:
        self._waiting("Asking {} for the page on which you allow it …")
        self._worker = self.run_worker(self._allowing(), exclusive=True, group="probe", exit_on_error=False)

    async def _allowing(self) -> None:
        assert self._guide.allow is not None
        try:
            self.address, seconds = await self._guide.allow(self._args())
        except SocialtuiError as trouble:
            self._worker = None
            await self._failed(trouble)
            return
        self._worker = None
        self._answers["by"] = "consent"
        self._steps = (*self._steps, PASTED)
        self._at = len(self._steps) - 1
        self.answer_below(f"What it shows is good for {seconds} s." if seconds else "")
        self._show()

    def _args(self) -> dict[str, str]:
        """What the child is told, without what is secret."""
        assert self._about is not None
        said = {key: text for key, text in self._answers.items() if key not in _NEVER_SAID}
        return {"network": self._about.name, **said}

    # The network

    def _waiting(self, words: str) -> None:
        assert self._about is not None
        host = urlsplit(self._answers.get("url", "")).hostname or title(self._about)
        self.shut([" ", words.format(host)])
        self.answer_below()

    def _connect(self) -> None:
        self._waiting("Asking {} who you are there …")
        self._worker = self.run_worker(self._ask(), exclusive=True, group="probe", exit_on_error=False)

    async def _ask(self) -> None:
        assert self._about is not None
        args, passphrase = self._args(), self._answers.get("passphrase", "")
        secret = self._answers.get("pasted") or self._answers.get("secret", "")
        if "secret_command" in args or "secret_env" in args:
            secret = ""  # it stays where the person keeps it
        try:
            lines = await self._guide.probe(args, secret, passphrase)
        except SocialtuiError as trouble:
            self._worker = None
            await self._failed(trouble)
            return
        self._worker, self.address = None, ""
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
        step = trouble.next_step.removesuffix(NOTHING).strip()
        self.answer_below(trouble.what, True, [line for line in (step, NOTHING) if line])
        self._show()

    async def _offer(self, trouble: CredentialFault) -> None:
        """Where else the secret may be kept: never chosen silently."""
        what = trouble.what
        if "not saved" not in what:
            what += " Your token is not saved."
        self.shut([" "])
        choices = {VAULT: "vault", COMMAND: "a command", ENV: "a variable"}
        if "by" in self._answers:  # what a yes becomes can only be kept where we can write
            choices = {VAULT: "vault"}
        self.answer_below(what, True, [CHOICES if len(choices) > 1 else VAULT_ALONE])
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
        self._at = len(self._steps)
        self._steps = (*self._steps, PLACES[chosen])
        if chosen == VAULT and self._guide.new_vault():
            self._steps = (*self._steps, AGAIN)
        self._show()
