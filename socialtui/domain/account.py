"""Decides how a person is told of one of their accounts."""

from shlex import quote

from socialtui.domain.network import Account

DEFAULT_BRAND = "default"


def mends(account: Account, brand: str = DEFAULT_BRAND) -> str:
    """The command that signs an account in again; what it doesn't name stays as it is."""
    named = "" if brand == DEFAULT_BRAND else f" --brand {brand}"
    return f"socialtui{named} account add {account.network} --name {quote(account.name)}"
