"""Decides how a drill is set up, and what a person reads when it is over."""

from typing import TYPE_CHECKING

from socialtui.domain.network import Account

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.domain.practice import Mark

BRAND = "drill"
"""A brand of its own, so that practising never mixes with the practice brand."""
SEED = 7
_ROUND_THE_CLOCK = ("00:00-24:00",)
SETTINGS = {
    "brand": "Acme Widgets",
    "brand_names": ("Acme", "acmewidgets"),
    "recall_seconds": 5,
    **{
        f"hours.{day}": _ROUND_THE_CLOCK
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    },
}
FACTS = """\
# What people get wrong about Acme, and what is right.
[fact.founded]
claim = ["founded in 2011", "2011 on your page"]
fact = "Acme opened its first workshop in 2004; 2011 is the year of the shop's new name."
link = "https://blog.acme.example/notes/how-we-began"
"""
RULES = """\
# A rule sorts, and never sends. `socialtui --brand drill rules try double-charge` says what it would have hit.
[rule.double-charge]
when = { kind = "complaint", words = ["charged twice", "billed", "double charge"] }
do = { tag = "billing" }
"""


async def set_up(start: "Start", seed: int | None) -> None:
    """One account, its people, a fact to correct them with and a rule to try."""
    from socialtui.networks.demo import connect
    from socialtui.networks.demo.drill import COUNT
    from socialtui.settings import write
    from socialtui.store import accounts

    write(start.home.settings_file, SETTINGS)
    start.home.facts_file.write_text(FACTS, "utf-8")
    start.home.rules_file.write_text(RULES, "utf-8")
    world = start.home.state / "world.jsonl"
    parts = f"seed={SEED if seed is None else seed}&rate=0&mentions={COUNT}&start={start.clock.now()}"
    account = Account(0, "acme", "demo", url=f"demo://{world}?{parts}", user="drill")
    async with start.store() as db:
        network = connect(account, "", None, start.clock)  # type: ignore[arg-type]  # it has no wire
        await accounts.add(db, account, await network.sign_in(), "none", "", start.clock.now())


async def marks(start: "Start") -> "tuple[Mark, ...]":
    """How the drill went."""
    async with start.desk() as desk:
        return await desk.practice.score()


def tell(marks: "tuple[Mark, ...]") -> list[str]:
    """The score in lines: each principle with its points, its reasons and its document; the sum is last in sight."""
    from socialtui.domain.practice import total

    got, most = total(marks)
    lines = []
    for mark in marks:
        lines += [f"{mark.got:>3} of {mark.most:<3} {mark.principle}"]
        lines += [f"           {reason}" for reason in mark.reasons]
        lines += [f"           ({mark.document})", ""]
    return [*lines, f"The drill: {got} of {most} points. `socialtui demo --score` says it again."]
