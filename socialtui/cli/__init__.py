"""Decides how a command line ends: in an exit code, and in one clear line where something is wrong.

The only place that knows all rooms and introduces them to each other. Each command's file is loaded when it is
called, so that a short command stays short.
"""

import gc
import sys


def main() -> None:
    """Runs the command line and leaves with its exit code: 0 ok, 1 failed, 2 usage or configuration."""
    # Importing leaves nothing to collect, and looking for it costs a fifth of a short command: during it, and
    # once more when the interpreter ends. What runs for long turns the collector on again.
    gc.disable()
    from socialtui.cli.ending import run

    try:
        code = run(sys.argv[1:])
    finally:
        gc.freeze()
    sys.exit(code)
