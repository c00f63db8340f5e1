"""Secrets are kept where a person chose, had back, and seen nowhere else."""

import asyncio
import io
import logging
import os
import pickle
import sys
import threading
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest

from socialtui.credentials import (
    CHOICES,
    Cost,
    Credentials,
    Renewing,
    Secret,
    State,
    Vault,
    VaultKey,
    look,
    run,
)
from socialtui.credentials.renewing import AGAIN
from socialtui.domain.errors import CredentialFault, SocialtuiError, StoreFault, UsageFault

CANARY = "canary-7f3a ü 9c1e"
QUICK = Cost(memory_kib=8 * 1024, time=1, lanes=1)
PHRASE = Secret("correct horse battery")


@dataclass(frozen=True)
class Place:
    brand: str
    state: Path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "state").mkdir(mode=0o700)
    return Place("default", tmp_path / "state")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A login with the tests' own keyring, and nothing of this machine's."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parent),
        "PYTHON_KEYRING_BACKEND": "fake_keyring.Fake",
        "FAKE_KEYRING_FILE": str(tmp_path / "fake.json"),
    }


@pytest.fixture
def vault(place: Place) -> Vault:
    return Vault(place.state / "vault.json", QUICK)


def refusal(place: Place, env: Mapping[str, str], way: str, ref: str, limit: float = 10) -> CredentialFault:
    with pytest.raises(CredentialFault) as caught:
        Credentials(place, env=env, limit=limit).get(way, ref)
    return caught.value


# The secret itself


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret(CANARY)
    assert secret.reveal() == CANARY
    assert bool(secret)
    assert not Secret("")
    for shown in (repr(secret), str(secret), f"{secret}", "%s" % secret, repr([secret])):  # noqa: UP031
        assert CANARY not in shown
    for hidden in (secret, VaultKey(b"k" * 32)):
        with pytest.raises(TypeError):
            pickle.dumps(hidden)
        assert not hasattr(hidden, "__dict__")
    assert "kkk" not in repr(VaultKey(b"k" * 32))


# The keyring, asked in a child


def test_the_keyring_keeps_and_forgets(place: Place, env: dict[str, str]) -> None:
    ours = Credentials(place, env=env)
    ours.put("keyring", "main", Secret(CANARY))
    assert ours.get("keyring", "main").reveal() == CANARY
    assert Credentials(Place("acme", place.state), env=env).service == "socialtui/acme"
    ours.forget("keyring", "main")
    ours.forget("keyring", "main")
    assert refusal(place, env, "keyring", "main").state == State.MISSING


def test_brands_keep_apart(place: Place, env: dict[str, str]) -> None:
    Credentials(place, env=env).put("keyring", "main", Secret(CANARY))
    assert refusal(Place("acme", place.state), env, "keyring", "main").state == State.MISSING


def test_the_child_has_no_display_and_no_terminal_and_its_noise_is_dropped(
    place: Place, env: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    env |= {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}
    assert Credentials(place, env=env).get("keyring", "surroundings").reveal() == "None None no terminal"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("behaviour", "state"),
    [
        ("locked", State.LOCKED),
        ("forgets", State.BROKEN),
        ("fails", State.BROKEN),
        ("crashes", State.BROKEN),
    ],
)
def test_a_keyring_that_does_not_keep_is_never_believed(
    place: Place, env: dict[str, str], behaviour: str, state: State
) -> None:
    env["FAKE_KEYRING"] = behaviour
    with pytest.raises(CredentialFault, match="Your token is not saved") as caught:
        Credentials(place, env=env).put("keyring", "main", Secret(CANARY))
    assert caught.value.state == state
    assert caught.value.next_step
    assert CANARY not in str(caught.value)


def test_a_keyring_that_hangs_hangs_nobody(place: Place, env: dict[str, str]) -> None:
    env["FAKE_KEYRING"] = "hang"
    begun = monotonic()
    assert refusal(place, env, "keyring", "main", limit=1).state == State.HUNG
    assert monotonic() - begun < 5


def test_while_the_child_runs_the_secret_is_in_no_process_list(
    place: Place, env: dict[str, str], tmp_path: Path
) -> None:
    env["FAKE_KEYRING"] = "wait"
    os.mkfifo(tmp_path / "here")
    os.mkfifo(tmp_path / "go")
    secret = "a" * 20 + CANARY
    ours = Credentials(place, env=env, limit=60)
    worker = threading.Thread(target=ours.put, args=("keyring", "main", Secret(secret)), daemon=True)
    worker.start()
    for _ in range(2):  # it writes, then reads back
        child = Path("/proc") / (tmp_path / "here").read_text()
        seen = (child / "cmdline").read_bytes() + (child / "environ").read_bytes()
        (tmp_path / "go").write_text("on")
        assert b"child.py" in seen
        assert secret.encode() not in seen
    worker.join(60)
    assert not worker.is_alive()


def test_looking_tells_a_good_keyring(env: dict[str, str]) -> None:
    found = look(env)
    assert (found.state, found.backend, found.warnings) == (State.OK, "fake_keyring.Fake", ())


def test_a_login_without_a_bus_is_told_in_the_screens_words(place: Place, env: dict[str, str]) -> None:
    del env["PYTHON_KEYRING_BACKEND"]
    found = look(env)
    assert (found.state, found.what) == (
        State.NO_BUS,
        "No keyring answers on this box (no D-Bus session).",
    )
    assert "`socialtui vault init`" in found.next_step
    with pytest.raises(CredentialFault) as caught:
        Credentials(place, env=env).put("keyring", "main", Secret(CANARY))
    assert str(caught.value) == (
        f"No keyring answers on this box (no D-Bus session). Your token is not saved. {CHOICES}"
    )


def test_a_bus_that_is_gone_is_told(env: dict[str, str], tmp_path: Path) -> None:
    del env["PYTHON_KEYRING_BACKEND"]
    for address in (f"unix:path={tmp_path}/gone", "unix:abstract=no-such-bus-4711", "nonsense", "tcp:host=x"):
        assert look({**env, "DBUS_SESSION_BUS_ADDRESS": address}).state == State.STALE_BUS


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no.such.Backend", "No module named 'no'"),
        ("fake_keyring.Missing", "Missing"),
        ("nonsense", "ValueError"),
        ("keyring.backends.null.Keyring", "it keeps nothing"),
    ],
)
def test_a_wrong_backend_name_is_told(env: dict[str, str], name: str, words: str) -> None:
    found = look({**env, "PYTHON_KEYRING_BACKEND": name})
    assert found.state == State.BROKEN
    assert words in found.what
    assert "unset PYTHON_KEYRING_BACKEND" in found.next_step


@pytest.fixture
def alternative(env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A login where keyrings.alt is importable."""
    package = tmp_path / "site" / "keyrings" / "alt"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "file.py").write_text("from fake_keyring import Fake\nclass PlaintextKeyring(Fake): pass\n")
    return {**env, "PYTHONPATH": f"{env['PYTHONPATH']}:{tmp_path / 'site'}"}


def test_keyrings_alt_is_warned_of_and_never_used(place: Place, alternative: dict[str, str]) -> None:
    assert "keyrings.alt is installed" in look(alternative).warnings[0]
    plain = {**alternative, "PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring"}
    assert "plain text" in look(plain).what
    with pytest.raises(CredentialFault, match="plain text"):
        Credentials(place, env=plain).put("keyring", "main", Secret(CANARY))
    assert not Path(plain["FAKE_KEYRING_FILE"]).exists()


def test_of_a_chain_the_first_that_is_not_plain_text_is_used(alternative: dict[str, str]) -> None:
    found = look({**alternative, "PYTHON_KEYRING_BACKEND": "fake_keyring.Chain"})
    assert (found.state, found.backend) == (State.OK, "fake_keyring.Fake")


# A command, a variable


def test_a_command_prints_the_secret_as_its_first_line(place: Place, env: dict[str, str]) -> None:
    ours = Credentials(place, env=env)
    assert ours.get("command", f"printf '{CANARY}\\nuser: ana\\n'; echo noise >&2").reveal() == CANARY
    assert ours.get("command", "cat; echo x").reveal() == "x"


def test_a_command_that_fails_or_prints_nothing_is_told_without_showing_it(
    place: Place, env: dict[str, str]
) -> None:
    for command, state in ((f"echo {CANARY}; exit 3", State.BROKEN), (f"true {CANARY}", State.MISSING)):
        fault = refusal(place, env, "command", command)
        assert fault.state == state
        assert CANARY not in str(fault)


def test_a_command_that_never_ends_or_never_stops_writing_is_stopped(env: dict[str, str]) -> None:
    begun = monotonic()
    assert run(["/bin/sh", "-c", "sleep 600 & sleep 600"], Secret(""), env, 0.5).late
    assert run(["/bin/sh", "-c", "setsid sleep 5"], Secret(""), env, 0.5).late
    assert run(["/bin/sh", "-c", "exec >&-; sleep 600"], Secret(""), env, 0.5).late
    assert run(["/bin/sh", "-c", "yes"], Secret(""), env, 30).late
    assert monotonic() - begun < 10
    with pytest.raises(CredentialFault, match="can't be started"):
        run(["/no/such/program"], Secret(""), env, 1)


def test_a_variable_is_read_and_its_absence_told(place: Place, env: dict[str, str]) -> None:
    assert Credentials(place, env={**env, "TOKEN": f" {CANARY}\n"}).get("env", "TOKEN").reveal() == CANARY
    fault = refusal(place, env, "env", "TOKEN")
    assert fault.state == State.MISSING
    assert "variable TOKEN is not set" in fault.what
    assert "hunter2" not in str(refusal(place, env, "env", "hunter2"))


def test_nothing_can_be_put_where_a_person_keeps_it(place: Place, env: dict[str, str]) -> None:
    ours = Credentials(place, env=env)
    for way in ("command", "env"):
        with pytest.raises(UsageFault):
            ours.put(way, "TOKEN", Secret(CANARY))
        ours.forget(way, "TOKEN")
    with pytest.raises(UsageFault, match="keyring, vault, command, env"):
        ours.get("pocket", "main")
    for wrong in ("", "x" * 8_001):
        with pytest.raises(UsageFault):
            ours.put("keyring", "main", Secret(wrong))


# Nothing leaks


def everything_said(error: BaseException) -> str:
    """All that a careless handler could print of an error, the values of each frame included."""
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(told.format()) + repr(error) + repr(error.__dict__) + repr(error.args)


def test_a_secret_is_in_no_log_no_repr_no_traceback_and_no_file(
    place: Place, env: dict[str, str], vault: Vault, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    logged = io.StringIO()
    handler = logging.StreamHandler(logged)
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        said = use_every_way(place, env, vault)
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(logging.WARNING)
    said += [logged.getvalue(), *capfd.readouterr()]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert vault.path in files
    assert len(said) > 15
    for words in said:
        assert CANARY not in words
        assert ascii(CANARY)[1:-1] not in words
        assert PHRASE.reveal() not in words
    for file in files:
        assert CANARY.encode() not in file.read_bytes()


def test_the_search_for_leaks_would_find_one() -> None:
    def careless(text: str) -> None:
        raise UsageFault(f"no use for {len(text)} letters")

    assert CANARY in attempt(lambda: careless(CANARY))


def use_every_way(place: Place, env: dict[str, str], vault: Vault) -> list[str]:
    """Puts and gets on each way, well and badly; returns everything that was said."""
    key = vault.init(PHRASE)
    canary = Secret(CANARY)
    said = [repr(key)]
    keyrings: list[dict[str, str]] = [
        {"FAKE_KEYRING": word} for word in ("", "locked", "fails", "crashes", "hang")
    ]
    for number, behaviour in enumerate(keyrings):
        limit = 1 if number == 4 else 10
        ours = Credentials(place, key, {**env, **behaviour, "GOOD": CANARY}, limit=limit)
        said += [repr(ours), repr(vars(ours).keys())]
        said.append(attempt(lambda ours=ours: ours.put("keyring", "main", canary)))
        said.append(attempt(lambda ours=ours: ours.get("keyring", "main")))
    ours = Credentials(place, key, env)
    said.append(attempt(lambda: ours.put("vault", "main", canary)))
    said.append(attempt(lambda: ours.get("vault", "main")))
    vault.path.with_name(".vault.json.new").mkdir()
    said.append(attempt(lambda: ours.put("vault", "main", canary)))
    said.append(attempt(lambda: Credentials(place, b"x" * 32, env).put("vault", "main", canary)))
    said.append(attempt(lambda: vault.unlock(Secret("wrong " + CANARY))))
    said.append(attempt(lambda: vault.init(PHRASE)))
    return said


def attempt(act: object) -> str:
    """What is left of a call to be seen: its result's repr, or its error with every frame's values."""
    assert callable(act)
    try:
        return repr(act())
    except SocialtuiError as error:
        return everything_said(error)


def test_keeping_secrets_loads_no_heavy_library_before_it_needs_one() -> None:
    code = "import sys, socialtui.credentials; print(*(n for n in sys.modules if n in sys.argv))"
    names = ["keyring", "cryptography", "secretstorage", "httpx", "tomlkit"]
    found = run([sys.executable, "-c", code, *names], Secret(""), dict(os.environ), 60)
    assert (found.code, found.out.reveal().split()) == (0, [])


# Secrets that a network renews


async def test_a_renewed_secret_takes_the_old_ones_place_whole(place: Place, vault: Vault) -> None:
    key = vault.init(PHRASE)
    ours = Credentials(place, key)
    ours.put("vault", "main", Secret("old"))
    renewing = Renewing(ours, "vault", "main", ours.get("vault", "main"))
    await renewing.keep("new pair")
    assert ours.get("vault", "main").reveal() == "new pair"
    await renewing.keep("newer pair")
    assert ours.get("vault", "main").reveal() == "newer pair"


async def test_who_signs_in_anew_is_not_written_over_by_the_session_before(
    place: Place, vault: Vault
) -> None:
    key = vault.init(PHRASE)
    ours = Credentials(place, key)
    ours.put("vault", "main", Secret("old"))
    renewing = Renewing(ours, "vault", "main", Secret("old"))
    ours.put("vault", "main", Secret("another app password"))
    await renewing.keep("a session of the old one")
    assert ours.get("vault", "main").reveal() == "another app password"


async def test_a_renewed_secret_that_is_too_long_to_keep_stops_nothing(
    place: Place, vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    ours = Credentials(place, vault.init(PHRASE))
    ours.put("vault", "main", Secret("old"))
    await Renewing(ours, "vault", "main", Secret("old")).keep(CANARY * 1000)
    assert "stays in memory" in caplog.text
    assert CANARY not in caplog.text
    assert ours.get("vault", "main").reveal() == "old"


class Patience:
    """A clock on which waiting lasts until the test says so."""

    def __init__(self) -> None:
        self.waits: asyncio.Queue[float] = asyncio.Queue()
        self.over = asyncio.Event()

    def now(self) -> int:
        return 1_790_000_000

    async def sleep(self, seconds: float) -> None:
        self.waits.put_nowait(seconds)
        await self.over.wait()
        self.over.clear()


async def test_a_renewed_secret_that_can_not_be_kept_is_told_and_kept_as_soon_as_it_can_be(
    place: Place, env: dict[str, str]
) -> None:
    ours = Credentials(place, env=env)
    ours.put("keyring", "main", Secret("old"))
    told: asyncio.Queue[CredentialFault | None] = asyncio.Queue()
    clock = Patience()
    renewing = Renewing(ours, "keyring", "main", Secret("old"), told.put, clock)
    env["FAKE_KEYRING"] = "locked"
    await renewing.keep(CANARY)
    fault = await told.get()
    assert fault is not None
    assert fault.what.startswith("The renewed sign-in can't be kept: ")
    assert "If the sync process ends before it is kept, sign in again: " in fault.next_step
    assert CANARY not in f"{fault.what} {fault.next_step}"
    assert await clock.waits.get() == AGAIN
    clock.over.set()
    assert await clock.waits.get() == AGAIN, "still locked, and not told twice"
    assert told.empty()
    env["FAKE_KEYRING"] = ""
    clock.over.set()
    assert await told.get() is None
    assert ours.get("keyring", "main").reveal() == CANARY


async def test_a_renewed_secret_is_kept_later_although_nobody_could_be_told(
    place: Place, env: dict[str, str]
) -> None:
    ours, clock = Credentials(place, env=env), Patience()
    ours.put("keyring", "main", Secret("old"))
    told: asyncio.Queue[CredentialFault | None] = asyncio.Queue()
    full = True

    async def tell(fault: CredentialFault | None) -> None:
        if full:
            raise StoreFault("The disk is full.")
        told.put_nowait(fault)

    renewing = Renewing(ours, "keyring", "main", Secret("old"), tell, clock)
    env["FAKE_KEYRING"] = "locked"
    await renewing.keep(CANARY)
    assert await clock.waits.get() == AGAIN
    full = False
    clock.over.set()
    assert await clock.waits.get() == AGAIN
    assert str(await told.get()).startswith("The renewed sign-in")
    env["FAKE_KEYRING"] = ""
    full = True
    clock.over.set()
    assert await clock.waits.get() == AGAIN, "kept, and its remark still stands"
    full = False
    clock.over.set()
    assert await told.get() is None
    assert ours.get("keyring", "main").reveal() == CANARY


async def test_a_renewed_secret_lives_in_memory_where_its_way_is_not_ours_to_write(
    place: Place, vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    vault.init(PHRASE)
    for way in ("env", "command"):
        await Renewing(Credentials(place), way, "true", Secret("old")).keep(CANARY)
    await Renewing(Credentials(place), "vault", "main", Secret("old")).keep(CANARY)
    assert "stays in memory" in caplog.text, "the vault is locked, and that is told"
    assert CANARY not in caplog.text
    assert CANARY not in vault.path.read_text("utf-8")
