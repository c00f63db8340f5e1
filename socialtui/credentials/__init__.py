"""Decides where a secret is kept, and that it is seen nowhere else.

Four ways, each chosen openly for an account: the OS keyring, our own vault, a command that prints the
secret, an environment variable. None is taken silently in place of another.
"""

from socialtui.credentials.keeping import Credentials, Place, Way
from socialtui.credentials.looking import CHOICES, KeyringState, look
from socialtui.credentials.renewing import Renewing
from socialtui.credentials.running import Finished, Run, run
from socialtui.credentials.secret import Secret, State, VaultKey, read_key, write_key
from socialtui.credentials.vault import Cost, Vault, VaultStatus, keyring_backend

__all__ = [
    "CHOICES",
    "Cost",
    "Credentials",
    "Finished",
    "KeyringState",
    "Place",
    "Renewing",
    "Run",
    "Secret",
    "State",
    "Vault",
    "VaultKey",
    "VaultStatus",
    "Way",
    "keyring_backend",
    "look",
    "read_key",
    "run",
    "write_key",
]
