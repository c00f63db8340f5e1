"""Installs the real Bluesky network for tests: `python3 -m tests.real.bluesky_install`, some three minutes, once.

Bluesky's own servers come as one npm package. It is kept outside of the checkout, so that a machine installs it
once: below `$XDG_CACHE_HOME/socialtui-tests`. Written with the standard library alone: nothing else is there yet.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = "@atproto/dev-env@0.3.215"
"""The newest line for Node 20; later ones want Node 22."""
NODE = 20
COMPILED = Path("node_modules/better-sqlite3/build/Release/better_sqlite3.node")
"""Compiled on the spot: a binary for it is not on npm."""
PATIENCE = 900


class Missing(Exception):
    """A part that can't be had here; the words say which."""


def cache() -> Path:
    """Where it is kept between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "socialtui-tests" / PACKAGE.rpartition("/")[2]


def folder() -> Path:
    """Where it is installed. Raises `Missing`."""
    there = cache()
    if not (there / "whole").exists():
        raise Missing("not installed; python3 -m tests.real.bluesky_install does it in some three minutes")
    return there


def postgres() -> Path:
    """The folder with PostgreSQL's programs. Raises `Missing`."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    if there := shutil.which("initdb"):
        return Path(there).parent
    raise Missing("PostgreSQL is not installed (postgresql)")


def redis() -> str:
    """The program. Raises `Missing`."""
    there = shutil.which("redis-server", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not there:
        raise Missing("Redis is not installed (redis-server)")
    return there


def node() -> str:
    """The program, where it is new enough. Raises `Missing`."""
    there = shutil.which("node")
    if not there:
        raise Missing("Node is not installed (nodejs npm)")
    version = subprocess.run([there, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    if not version.startswith("v") or int(version[1:].partition(".")[0]) < NODE:
        raise Missing(f"Node {version} is too old, {NODE} is needed")
    return there


def install() -> Path:
    """Installs what is not there yet. Raises `Missing`."""
    program = node()
    there = cache()
    there.mkdir(parents=True, exist_ok=True)
    with (there / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (there / "whole").exists():
            (there / "package.json").write_text('{"private": true}\n', "utf-8")
            env = dict(os.environ)
            headers = Path(program).resolve().parent.parent
            if (headers / "include" / "node").is_dir():
                env["npm_config_nodedir"] = str(headers)
            npm(
                there,
                env,
                "install",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--include=optional",
                PACKAGE,
            )
            if not (there / COMPILED).exists():
                npm(there, env, "rebuild", "better-sqlite3")
            if not (there / COMPILED).exists():
                raise Missing("better-sqlite3 was not compiled (g++ make python3)")
            (there / "whole").touch()
    return there


def npm(there: Path, env: dict[str, str], *words: str) -> None:
    """Runs npm to its end; `Missing` with its last words when it fails."""
    try:
        done = subprocess.run(
            ["npm", *words], cwd=there, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"npm: {error}") from error
    if done.returncode:
        raise Missing(f"npm: {(done.stderr or done.stdout).strip()[-600:]}")


if __name__ == "__main__":
    try:
        print(f"Bluesky's network is installed in {install()}.")
    except Missing as missing:
        sys.exit(f"Bluesky's network can't be installed, so its tests skip: {missing}")
