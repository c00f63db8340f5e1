"""Networks are found by their files' names, and loaded one at a time."""

import subprocess
import sys

import pytest

from socialtui import networks
from socialtui.domain.errors import UsageFault


def test_a_network_is_known_by_its_name_and_says_who_it_is() -> None:
    assert {"rss", "wordpress"} <= set(networks.names())
    assert list(networks.names()) == sorted(networks.names())
    assert networks.load("rss").ABOUT.name == "rss"


@pytest.mark.parametrize(
    ("typed", "near"), [("wordpres", "wordpress"), ("RSS", "rss"), ("zzzz", "There are: ")]
)
def test_an_unknown_name_is_answered_with_the_nearest(typed: str, near: str) -> None:
    with pytest.raises(UsageFault, match=f"no network called {typed}") as caught:
        networks.load(typed)
    assert near in caught.value.next_step
    assert caught.value.exit_code == 2


def test_naming_the_networks_loads_none_and_showing_a_guide_loads_no_wire() -> None:
    script = (
        "import sys; from socialtui import networks; networks.names();"
        "assert not [m for m in sys.modules if m.startswith('socialtui.networks.')];"
        "networks.load('wordpress').ABOUT.guide; networks.load('rss').ABOUT.guide;"
        "print(sorted({'httpx', 'feedparser', 'selectolax'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
