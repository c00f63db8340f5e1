"""Brings the servers that tests would otherwise fetch on their first run: `python -m tests.real.bring`, once a clone.

What can't be had is said, and its tests skip. Bluesky's servers are `bluesky_install.py`'s, since they take minutes.
"""

from collections.abc import Callable

from tests.real import mastodon_mock, wordpress


def main() -> None:
    """One line for each that is missing."""
    wanted: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Mastodon API server", mastodon_mock.program), ("WordPress", wordpress.archives),
    )  # fmt: skip
    for name, bring in wanted:
        try:
            bring()
        except (mastodon_mock.Missing, wordpress.Missing) as missing:
            print(f"no {name} here: {missing}")


if __name__ == "__main__":
    main()
