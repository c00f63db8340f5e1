"""Starts a real WordPress on loopback: Debian's package, PHP's own web server, SQLite for a database.

Nothing is installed and nothing is left running. Two archives are fetched once into `.run/wordpress`: the
`wordpress` package (unpacked only: installing it would bring Apache) and the SQLite drop-in, which is
part of an npm package. `python -m tests.real.wordpress` starts one by hand and says how to sign in.
"""

import fcntl
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".run" / "wordpress"
SQLITE_CARRIER = "@wp-playground/cli@3.1.56"
DROP_IN = "sqlite-database-integration"
QUIET = ("-d", "memory_limit=256M", "-d", "error_reporting=E_ALL & ~E_DEPRECATED & ~E_USER_DEPRECATED",
         "-d", "display_errors=stderr")  # fmt: skip


class Missing(Exception):
    """A part that can't be had here; the words say which."""


@dataclass
class Blog:
    """A running blog and the ways in."""

    url: str
    user: str
    app_password: str
    low_user: str
    """A subscriber, who may read and nothing else."""
    low_password: str
    version: str
    folder: Path
    comments: dict[str, int] = field(default_factory=dict)
    """Name in the seed → comment id; unnamed ones are row0, row1 …"""
    posts: dict[str, int] = field(default_factory=dict)


def run(*argv: str | Path, cwd: Path) -> str:
    """Runs a tool to its end; `Missing` with its last words when it fails."""
    try:
        done = subprocess.run(
            [str(word) for word in argv], cwd=cwd, capture_output=True, text=True, timeout=180, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{argv[0]}: {error}") from error
    if done.returncode:
        raise Missing(f"{argv[0]}: {(done.stderr or done.stdout).strip()[-300:]}")
    return done.stdout


def require_php() -> None:
    """`Missing` unless PHP is here with what WordPress asks of it."""
    if not shutil.which("php"):
        raise Missing("php is not installed (php-cli php-xml php-mbstring php-sqlite3)")
    have = {line.strip().lower() for line in run("php", "-m", cwd=HERE).splitlines()}
    lacking = {"pdo_sqlite", "xml", "mbstring"} - have
    if lacking:
        raise Missing(f"php lacks {', '.join(sorted(lacking))}")


def fetch_wordpress(into: Path) -> None:
    """Debian's package, unpacked; dangling links to other packages are dropped."""
    if not shutil.which("apt-get"):
        raise Missing("WordPress comes from Debian's package, and apt-get is not here")
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        work = Path(name)
        work.chmod(0o755)
        run("apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", "wordpress", cwd=work)
        run("dpkg-deb", "-x", next(work.glob("wordpress_*.deb")), work / "x", cwd=work)
        shutil.copytree(
            work / "x/usr/share/wordpress", work / "wordpress", ignore_dangling_symlinks=True,
            ignore=shutil.ignore_patterns("wp-config.php"),
        )  # fmt: skip
        for part in ("ID3/getid3.php",):  # another package's; only uploads of sound and film read it
            stub = work / "wordpress/wp-includes" / part
            stub.parent.mkdir(exist_ok=True)
            if not stub.exists():
                stub.write_text("<?php\n")
        (work / "wordpress").rename(into)


def fetch_drop_in(into: Path) -> None:
    """The SQLite drop-in out of the npm package that carries it."""
    if not shutil.which("npm"):
        raise Missing("the SQLite drop-in comes from an npm package, and npm is not here")
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        work = Path(name)
        run("npm", "pack", "--silent", SQLITE_CARRIER, cwd=work)
        with tarfile.open(next(work.glob("*.tgz"))) as carrier:
            carrier.extract(f"package/{DROP_IN}.zip", work, filter="data")
        with zipfile.ZipFile(work / "package" / f"{DROP_IN}.zip") as archive:
            archive.extractall(work / "x")
        inside = next((work / "x").rglob("db.copy")).parent
        inside.rename(into)


def archives() -> tuple[Path, Path]:
    """WordPress and its drop-in in the cache, fetched when they are not there yet."""
    CACHE.mkdir(parents=True, exist_ok=True)
    wordpress, drop_in = CACHE / "source", CACHE / DROP_IN
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wordpress.is_dir():
            fetch_wordpress(wordpress)
        if not drop_in.is_dir():
            fetch_drop_in(drop_in)
    return wordpress, drop_in


def link_or_copy(source: str, target: str) -> str:
    """A second name for the file where the disk allows it: a blog weighs nothing then."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def rewrite(path: Path, text: str) -> None:
    """Writes a file that may share its bytes with the cache, without touching those."""
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8")


def lay_out(folder: Path, url: str) -> Path:
    """One blog's files: WordPress, the drop-in, a bare theme, the settings."""
    wordpress, drop_in = archives()
    home = folder / "wp"
    shutil.copytree(wordpress, home, copy_function=link_or_copy)
    content = home / "wp-content"
    for name in ("plugins", "mu-plugins", "themes/bare", "uploads"):
        (content / name).mkdir(parents=True, exist_ok=True)
    plugin = content / "plugins" / DROP_IN
    shutil.copytree(drop_in, plugin, copy_function=link_or_copy)
    shutil.copy(plugin / "db.copy", content / "db.php")
    shutil.copy(HERE / "wordpress.local.php", content / "mu-plugins" / "local.php")
    (content / "themes/bare/style.css").write_text("/*\nTheme Name: Bare\n*/\n")
    (content / "themes/bare/index.php").write_text("<?php bloginfo('name');\n")
    version = re.search(r"wp_version = '([\d.]+)", (home / "wp-includes/version.php").read_text())
    if version and tuple(int(n) for n in version[1].split(".")[:2]) < (6, 2):
        # The drop-in reads a property that the database class has only since 6.2; here it reads its own.
        for path in plugin.rglob("class-wp-sqlite-db.php"):
            name = "$allow_unsafe_unquoted_parameters"
            rewrite(path, path.read_text("utf-8").replace(f"private {name}", f"protected {name}"))
    rewrite(home / "wp-config.php", settings(folder, url))
    return home


def settings(folder: Path, url: str) -> str:
    """What wp-config.php says."""
    facts: dict[str, str | bool] = {
        "DB_NAME": "blog", "DB_USER": "", "DB_PASSWORD": "", "DB_HOST": "", "DB_CHARSET": "utf8mb4",
        "DB_COLLATE": "", "DB_DIR": f"{folder}/db", "DB_FILE": "blog.sqlite", "WP_HOME": url,
        "WP_SITEURL": url, "WP_ENVIRONMENT_TYPE": "local", "DISABLE_WP_CRON": True, "WP_DEBUG": False,
        "WP_HTTP_BLOCK_EXTERNAL": True, "AUTOMATIC_UPDATER_DISABLED": True, "DISALLOW_FILE_MODS": True,
    }  # fmt: skip
    for name in ("AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE"):
        facts |= {f"{name}_KEY": secrets.token_hex(16), f"{name}_SALT": secrets.token_hex(16)}
    lines = [f"define('{name}', {json.dumps(value)});" for name, value in facts.items()]
    lines += ["$table_prefix = 'wp_';", "if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');"]
    return "<?php\n" + "\n".join(lines) + "\nrequire_once ABSPATH . 'wp-settings.php';\n"


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the port answers; `Missing` with the log's end when it never does."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise Missing(f"the server did not come up: {log.read_text(errors='replace')[-300:]}")


@contextmanager
def serving(home: Path, port: int, log: Path) -> Iterator[None]:
    """PHP's own web server over the blog, with four workers, until the block ends."""
    with log.open("wb") as sink:
        process = subprocess.Popen(
            ["php", *QUIET, "-S", f"127.0.0.1:{port}", "-t", str(home), str(HERE / "wordpress.router.php")],
            stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=True,
            env={**os.environ, "PHP_CLI_SERVER_WORKERS": "4"},
        )  # fmt: skip
    try:
        wait_for(port, process, log)
        yield
    finally:
        # The workers are children of the first; all share the session that was made for them.
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


@contextmanager
def running_blog() -> Iterator[Blog]:
    """A fresh, seeded blog; stopped and taken away when the block ends."""
    require_php()
    archives()
    with tempfile.TemporaryDirectory(prefix="blog-", dir=CACHE) as name:
        folder, port = Path(name), free_port()
        (folder / "db").mkdir()
        url = f"http://127.0.0.1:{port}"
        home = lay_out(folder, url)
        said = run(
            "php", *QUIET, HERE / "wordpress.install.php", home, HERE / "wordpress.seed.json", cwd=home
        )
        with serving(home, port, folder / "server.log"):
            yield Blog(url=url, folder=folder, **json.loads(said[said.index("{") :]))


def main() -> None:
    """Starts one and keeps it until ctrl+c."""
    try:
        with running_blog() as blog:
            print(f"{blog.url}  WordPress {blog.version}  {blog.user} / {blog.app_password}", flush=True)
            signal.pause()
    except KeyboardInterrupt:
        pass
    except Missing as missing:
        sys.exit(f"no WordPress here: {missing}")


if __name__ == "__main__":
    main()
