"""A bulk load beside a person who types: how long each draft write takes, and whether the store is ever refused.

`python -m tests.real.two_writers [MENTIONS]` measures by hand; the default is what the project promises, 100,000.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.real.brand import Brand

PACE = 0.06
"""Seconds between two keys of somebody quick, each of whom is written down: harsher than any pause."""
TYPED = "We are looking into it, and you hear from us before noon. "
PROMISED = 100.0
"""Milliseconds that one write of a draft may take."""


@dataclass(frozen=True)
class Measured:
    """What the typing person saw."""

    ms: tuple[float, ...]
    """Milliseconds of each write, in order."""
    errors: tuple[str, ...]
    text: str
    """What was typed in all."""
    loaded: int
    """Mentions that came in meanwhile."""

    def told(self) -> str:
        """The distribution in words."""
        ordered = sorted(self.ms)

        def at(share: float) -> float:
            return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

        shown = ", ".join(f"{name} {at(share):.1f}" for name, share in
                          (("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1.0)))  # fmt: skip
        late = sum(one > PROMISED for one in self.ms)
        return (
            f"{len(self.ms)} draft writes beside {self.loaded} mentions: {shown} ms;"
            f" {late} over {PROMISED:g} ms; {len(self.errors)} errors"
        )


async def typing() -> None:
    """The second process: opens a draft and writes it down at every key, until its input ends."""
    from socialtui.cli.parts import Start
    from socialtui.domain.errors import SocialtuiError

    stop = asyncio.Event()
    asyncio.get_running_loop().add_reader(0, stop.set)
    ms: list[float] = []
    errors: list[str] = []
    text = ""
    async with Start("demo", as_name="ana").desk() as desk:
        card = (await desk.queue.page(desk.queue.views()[0].query, limit=1))[0]
        await desk.replies.open(card.id)
        print("ready", flush=True)
        while not stop.is_set():
            text += TYPED[len(text) % len(TYPED)]
            begun = time.perf_counter()
            try:
                await desk.replies.save(card.id, text)
            except SocialtuiError as error:
                errors.append(str(error))
            ms.append((time.perf_counter() - begun) * 1000)
            if desk.changed():
                await desk.queue.page(desk.queue.views()[0].query)
            try:
                await asyncio.wait_for(stop.wait(), PACE)
            except TimeoutError:
                continue
    print(json.dumps({"ms": ms, "errors": errors, "text": text}), flush=True)


def measure(folder: Path, mentions: int) -> tuple[Brand, Measured]:
    """Loads so many mentions of the practice brand while somebody types."""
    brand = Brand(folder, name="demo", linger="0s")
    begin = ("--seed", "11", "--rate", "0", "--load-only")
    brand_of_demo = Brand(folder)
    brand_of_demo.run("demo", "--mentions", "60", *begin)
    argv = [sys.executable, "-m", "tests.real.two_writers", "--type"]
    person = subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=brand.env(), cwd=Path(__file__).parents[2]
    )
    assert person.stdout is not None
    try:
        assert person.stdout.readline() == b"ready\n"
        brand_of_demo.run("demo", "--mentions", str(mentions), *begin, seconds=60 + mentions / 100)
        out, _ = person.communicate(timeout=60)
    finally:
        person.kill()
        person.wait()
    told = json.loads(out)
    ((count,),) = brand.rows("SELECT count(*) FROM mentions")
    return brand, Measured(tuple(told["ms"]), tuple(told["errors"]), told["text"], count - 60)


def main(arguments: Sequence[str]) -> None:
    """Types where told to, else measures."""
    if arguments == ["--type"]:
        asyncio.run(typing())
        return
    with tempfile.TemporaryDirectory(prefix="writers-", dir=os.environ.get("TMPDIR")) as name:
        _, measured = measure(Path(name), int(arguments[0]) if arguments else 100_000)
        print(measured.told())


if __name__ == "__main__":
    main(sys.argv[1:])
