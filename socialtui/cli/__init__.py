"""Decides how a command line ends: in an exit code, and in one clear line where something is wrong.

The only place that knows all rooms and introduces them to each other. Each command's file is loaded when it is
called, so that a short command stays short.
"""

import gc
import sys


def main() -> None:
    """Runs the command line and leaves with its exit code: 0 ok, 1 failed, 2 usage or configuration."""
    # Importing makes nothing that could be collected, and looking for it costs a tenth of a short command.
    gc.disable()
    from socialtui.cli.ending import run

    sys.exit(run(sys.argv[1:]))
