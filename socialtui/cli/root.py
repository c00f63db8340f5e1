"""Decides which commands there are and what stands before them on the line."""

from collections.abc import Mapping, Sequence
from importlib import import_module

import click

from socialtui.cli.parts import Start
from socialtui.domain.errors import UsageFault
from socialtui.domain.nearest import meant

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "A practice brand that needs no network."),
    "sync": ("sync", "The sync process: hears, sends and settles."),
    "account": ("account", "Accounts: add, list, check, remove."),
    "card": ("card", "Cards by hand: a place that no program can ask."),
    "sources": ("sources", "What the accounts listen to, and how it fares."),
    "list": ("inbox", "Conversations in the queue's order."),
    "show": ("inbox", "One conversation in full."),
    "view": ("view", "Lists of your own: save, list, remove."),
    "next": ("inbox", "The conversation that is due next."),
    "reply": ("reply", "Answers a conversation."),
    "recall": ("reply", "Takes back a reply that is still leaving."),
    "outbox": ("reply", "Replies on their way, and what became of them."),
    "drafts": ("reply", "What was typed and not sent."),
    "replies": ("replies", "Saved replies: files with places to fill in."),
    "again": ("reply", "Sends a text once more that was not taken."),
    "post": ("post", "Posts of your own: write, plan, move, import, pause."),
    "done": ("verbs", "Closes conversations without an answer."),
    "snooze": ("verbs", "Puts conversations off."),
    "claim": ("verbs", "Takes conversations as yours for ten minutes."),
    "release": ("verbs", "Lets go of conversations."),
    "tag": ("verbs", "Puts a tag on conversations, or takes it off."),
    "note": ("verbs", "Writes a private line on a conversation."),
    "kind": ("verbs", "Says what a conversation is."),
    "urgency": ("verbs", "Moves conversations a band up or down."),
    "like": ("verbs", "Likes what was said."),
    "moderate": ("verbs", "Approves, hides or reports what was said."),
    "merge": ("grouping", "One row for what one person said in several threads."),
    "split": ("grouping", "Takes a merged row apart again."),
    "escalate": ("verbs", "Hands a conversation to a colleague."),
    "reopen": ("verbs", "Opens closed conversations again."),
    "status": ("status", "Who waits, what was answered in time, and how much we joined."),
    "people": ("people", "Those you talk with, and who comes first."),
    "person": ("people", "One person over all networks; remembers wants, gifts, notes."),
    "thanks": ("people", "The appreciation jar: who thanked us."),
    "promises": ("promises", "What was promised to whom by when, and how much of it was kept."),
    "promise": ("promises", "Opens a promise by hand."),
    "kept": ("promises", "Says that promises were kept."),
    "withdraw": ("promises", "Takes promises back, with a reason."),
    "follow-up": ("promises", "Waits for their answer until a time."),
    "abdicate": ("promises", "Lets a conversation rest after two honest answers."),
    "lessons": ("lesson", "What conversations taught: for the product, the FAQ, posts."),
    "lesson": ("lesson", "One lesson: add, changed, reopen, word, drop."),
    "reuse": ("lesson", "Puts an answer that was sent to another use."),
    "undo": ("verbs", "Takes back what you did last."),
    "events": ("verbs", "Who did what."),
    "rules": ("rules", "Rules: try them on what came before, switch them on and off."),
    "macro": ("rules", "Does the acts of a macro on conversations."),
    "learned": ("learned", "What judging learned from your decisions; forgets a word."),
    "classify": ("classify", "Says what texts are, and why: JSON Lines in and out."),
    "report": ("report", "A week looked back at, every number with the rows behind it."),
    "cadence": ("cadence", "What the schedule asks for."),
    "traffic": ("traffic", "How many people came to your sites, week beside week."),
    "tick": ("cadence", "Says that a task of the schedule is done."),
    "plan": ("cadence", "Changes the schedule, and answers what it offers."),
    "happened": ("cadence", "Says that something happened which a task waits for."),
    "import": ("importing", "Takes in an export, an archive of a network, or JSON Lines."),
    "export": ("carrying", "Writes everything of a brand as JSON Lines."),
    "backup": ("carrying", "Copies the store while everything goes on."),
    "akismet": ("akismet", "A second opinion on spam: on, off, check."),
    "vault": ("vault", "An encrypted file for secrets: init, unlock, status."),
    "config": ("config", "Settings: check, path."),
    "keys": ("keys", "Every verb with its key."),
    "doctor": ("doctor", "Looks for troubles on this box, and mends them."),
}
"""Name → the file in this folder that holds it, and one line of help."""


class Commands(click.Group):
    """A group that loads a command's file when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name; None for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"socialtui.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Names the nearest command where there is none of this name."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"There is no command {args[0]}{meant(args[0], COMMANDS, '.')}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Lists the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--brand", default="default", metavar="NAME", help="One of several brands.")
@click.option("--as", "who", default="", metavar="NAME", help="Who sits here, as colleagues see it.")
@click.option("--plain", is_flag=True, help="The line mode: one line after the other, nothing redrawn.")
@click.option("--theme", default="", metavar="NAME", help="A theme for this time.")
@click.option(
    "--colors",
    default="",
    type=click.Choice(["", "auto", "16", "256", "true"]),
    metavar="16|256|true",
    help="How many colours the terminal gets.",
)
@click.option("--ascii/--no-ascii", "ascii_", default=None, help="Draw with plain ASCII signs alone.")
@click.option("--mouse/--no-mouse", default=None, help="Take the mouse from the terminal.")
@click.version_option(package_name="socialtui", message="socialtui %(version)s")
@click.pass_context
def root(
    ctx: click.Context,
    brand: str,
    who: str,
    plain: bool,
    theme: str,
    colors: str,
    ascii_: bool | None,
    mouse: bool | None,
) -> None:
    """Who is waiting for an answer, and why. Without a command: the desk."""
    if who and (not who.isprintable() or not who.strip() or len(who) > 60):
        raise UsageFault("A name is one line of at most 60 letters.", "Give another with --as.")
    ctx.obj = Start(brand, who.strip())
    if brand not in ("default", "demo", "drill") and ctx.invoked_subcommand not in (
        "account",
        "config",
        "vault",
        "import",
    ):
        _known_brand(brand, ctx.obj.env)
    if ctx.invoked_subcommand is None:
        from socialtui.cli.sitting import Looks, sit_down

        raise click.exceptions.Exit(sit_down(ctx.obj, Looks(plain, theme, colors, ascii_, mouse)))


def _known_brand(brand: str, env: Mapping[str, str]) -> None:
    """A mistyped brand is an empty one, which looks like a quiet day: the others are named."""
    from socialtui.cli.ending import say
    from socialtui.settings import home

    folder = home(env, brand).state
    if folder.exists() or not folder.parent.is_dir():
        return
    others = sorted(one.name for one in folder.parent.iterdir() if (one / "store.db").is_file())
    if others:
        say(f"Nothing is connected yet in brand {brand}. There are: {', '.join(others)}.")


def names() -> Sequence[str]:
    """Every command's name."""
    return tuple(COMMANDS)
