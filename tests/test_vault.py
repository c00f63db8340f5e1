"""The vault gives its secrets to whoever has the passphrase, and tells a wrong one from a damaged file."""

import json
import os
import stat
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from socialtui.credentials import (
    Cost,
    Credentials,
    Secret,
    State,
    Vault,
    VaultKey,
    keyring_backend,
    read_key,
    write_key,
)
from socialtui.domain.errors import CredentialFault

CANARY = "canary-7f3a ü 9c1e"
QUICK = Cost(memory_kib=8 * 1024, time=1, lanes=1)
PHRASE = Secret("correct horse battery")


@dataclass(frozen=True)
class Place:
    brand: str
    state: Path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place("default", tmp_path / "state")


@pytest.fixture
def vault(place: Place) -> Vault:
    return Vault(place.state / "vault.json", QUICK)


def test_a_key_goes_through_a_pipe() -> None:
    for key in (VaultKey(bytes(range(32))), None):
        out, into = os.pipe()
        write_key(into, key)
        found = read_key(out)
        assert (found and found.reveal()) == (key and key.reveal())
    with pytest.raises(ValueError, match="32 bytes"):
        VaultKey(b"short")


def test_the_vault_keeps_what_only_its_key_opens(place: Place, vault: Vault) -> None:
    key = vault.init(PHRASE)
    Credentials(place, key).put("vault", "main", Secret(CANARY))
    opened = vault.unlock(Secret("correct horse battery"))
    assert Credentials(place, opened.reveal()).get("vault", "main").reveal() == CANARY
    text = vault.path.read_text()
    assert CANARY not in text
    assert PHRASE.reveal() not in text
    assert stat.S_IMODE(vault.path.stat().st_mode) == 0o600
    assert json.loads(text)["head"]["cost"] == {"memory_kib": 8192, "time": 1, "lanes": 1}
    assert sorted(path.name for path in vault.path.parent.iterdir()) == ["vault.json", "vault.lock"]


def test_the_usual_cost_is_the_one_that_was_decided(tmp_path: Path) -> None:
    Vault(tmp_path / "vault.json").init(PHRASE)
    head = json.loads((tmp_path / "vault.json").read_text())["head"]
    assert (head["derivation"], head["cost"]) == ("argon2id", {"memory_kib": 65536, "time": 3, "lanes": 4})


def test_the_same_letters_typed_another_way_open_it(vault: Vault) -> None:
    vault.init(Secret("Grüße aus Köln"))
    vault.unlock(Secret("Gru\u0308ße aus Ko\u0308ln"))


def test_a_wrong_passphrase_is_told_from_damage(vault: Vault) -> None:
    vault.init(PHRASE)
    with pytest.raises(CredentialFault) as caught:
        vault.unlock(Secret("wrong horse battery"))
    assert caught.value.state == State.WRONG
    whole = vault.path.read_text()
    content = json.loads(whole)
    content["head"]["salt"] = "AAAAAAAAAAAAAAAAAAAAAA=="
    costly = json.loads(whole)
    costly["head"]["cost"]["memory_kib"] = 1 << 40
    for bad in (json.dumps(content), json.dumps(costly), whole[: len(whole) // 2], "", "[]", "\x00\xff"):
        vault.path.write_text(bad)
        with pytest.raises(CredentialFault) as caught:
            vault.unlock(PHRASE)
        assert caught.value.state == State.DAMAGED
        assert vault.status().state == State.DAMAGED


def test_an_entry_moved_or_changed_is_damage(vault: Vault) -> None:
    key = vault.init(PHRASE)
    vault.put(key, "one", Secret("1"))
    vault.put(key, "two", Secret("2"))
    content = json.loads(vault.path.read_text())
    entries = content["entries"]
    entries["one"], entries["two"]["nonce"] = entries["two"], entries["one"]["nonce"]
    vault.path.write_text(json.dumps(content))
    for name in ("one", "two"):
        with pytest.raises(CredentialFault) as caught:
            vault.get(key, name)
        assert caught.value.state == State.DAMAGED


def test_without_a_key_the_vault_is_locked_and_without_a_file_empty(place: Place, vault: Vault) -> None:
    with pytest.raises(CredentialFault) as caught:
        Credentials(place).get("vault", "main")
    assert caught.value.state == State.EMPTY
    assert vault.status().state == State.EMPTY
    key = vault.init(PHRASE)
    with pytest.raises(CredentialFault) as caught:
        Credentials(place).get("vault", "main")
    assert caught.value.state == State.LOCKED
    vault.put(key, "main", Secret(CANARY))
    assert (vault.status().state, vault.status().names) == (State.LOCKED, ("main",))
    with pytest.raises(CredentialFault) as caught:
        vault.get(key, "other")
    assert caught.value.state == State.MISSING


def test_a_vault_is_never_overwritten_and_a_short_passphrase_refused(vault: Vault) -> None:
    with pytest.raises(CredentialFault, match="at least 8"):
        vault.init(Secret("short"))
    key = vault.init(PHRASE)
    before = vault.path.read_bytes()
    with pytest.raises(CredentialFault, match="already"):
        vault.init(PHRASE)
    assert vault.path.read_bytes() == before
    vault.path.unlink()
    vault.init(PHRASE)
    with pytest.raises(CredentialFault, match="made anew"):
        vault.put(key, "main", Secret(CANARY))


def test_writers_of_the_vault_wait_for_each_other(vault: Vault) -> None:
    key = vault.init(PHRASE)
    names = [f"n{number}" for number in range(16)]
    writers = [threading.Thread(target=vault.put, args=(key, name, Secret(name))) for name in names]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert vault.status().names == tuple(sorted(names))
    vault.forget("n3")
    vault.forget("n3")
    assert "n3" not in vault.status().names


def test_the_vault_is_a_backend_of_the_keyring_library_that_is_never_picked_by_itself(vault: Vault) -> None:
    import keyring.backend
    from keyring.errors import PasswordDeleteError, PasswordSetError

    key = vault.init(PHRASE)
    backend = keyring_backend(vault, key, "socialtui")
    backend.set_password("socialtui", "main", CANARY)
    assert backend.get_password("socialtui", "main") == CANARY
    assert vault.get(key, "main").reveal() == CANARY
    assert backend.get_password("other", "main") is None
    with pytest.raises(PasswordSetError):
        backend.set_password("other", "main", CANARY)
    backend.delete_password("socialtui", "main")
    assert backend.get_password("socialtui", "main") is None
    with pytest.raises(PasswordDeleteError):
        backend.delete_password("socialtui", "main")
    assert not any(type(backend).__name__ == type(one).__name__ for one in keyring.backend.get_all_keyring())
