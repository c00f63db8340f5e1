"""Decides how texts are judged in bulk: a line of JSON in, a line of JSON out, in the same order."""

import sys
from typing import TYPE_CHECKING

import click
import msgspec

from socialtui.cli.printing import emit
from socialtui.domain.errors import UsageFault

if TYPE_CHECKING:
    from socialtui.cli.parts import Start

LONGEST = 4_000_000
"""Bytes of one line."""


@click.command()
@click.pass_obj
def classify(start: "Start") -> None:
    """Reads JSON Lines (text, and optionally lang, author, network) and says what each text is, and why."""
    from socialtui.cli.lines import ClassifyIn, ClassifyOut, kind_lines
    from socialtui.sync.judge import Judge

    settings = start.settings
    judge = Judge(settings.own_names)
    decode = msgspec.json.Decoder(ClassifyIn).decode
    for number, line in enumerate(iter(lambda: sys.stdin.buffer.readline(LONGEST), b""), 1):
        if not line.strip():
            continue
        try:
            asked = decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise UsageFault(
                f"Line {number} of stdin can't be read: {error}.",
                'Each line is like {"text": "…", "lang": "en"}.',
            ) from error
        found = judge.judge(asked.text, language=asked.lang, network=asked.network)
        emit(ClassifyOut(found.kind.value, kind_lines(found.kinds), found.tone, found.language))
    sys.stdout.flush()


COMMANDS = {"classify": classify}
