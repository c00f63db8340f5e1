"""What is asked around posts of our own: for which account, why in spite of all, and whether they go again."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from socialtui.desk import Desk
from socialtui.desk.posts import Post
from socialtui.domain.errors import UsageFault
from socialtui.domain.text import sentence

Choose = Callable[[str, Mapping[str, str]], Awaitable[str]]
Question = Callable[..., Awaitable[str | None]]


async def accounts_for(desk: Desk, choose: Choose) -> tuple[int, ...]:
    """The accounts that a post is for: the only one, or those that a person chooses; none where they leave."""
    accounts = await desk.restraint.accounts()
    if not accounts:
        raise UsageFault("No account here takes posts of ours.", "`socialtui account add` connects one.")
    if len(accounts) == 1:
        return (accounts[0].id,)
    shown = accounts[:9]
    choices = {str(n): one.name for n, one in enumerate(shown, 1)}
    key = await choose("Post on", {**choices, "a": "all of them"})
    if key == "a":
        return tuple(one.id for one in accounts)
    return (shown[int(key) - 1].id,) if key.isdigit() else ()


async def agree(
    desk: Desk, wanted: Sequence[tuple[Post, int | None]], choose: Choose, question: Question,
    say: Callable[..., None],
) -> str | None:  # fmt: skip
    """What is asked before posts are planned, each at its time; the reason, or None, as `PostsDesk.agree` has it."""

    async def same(words: str) -> bool:
        say(words, alarm=True)
        return await choose("The same again?", {"y": "plan it all the same"}) == "y"

    async def why(words: str) -> str | None:
        say(words, alarm=True)
        return await question("Why is this one worth it?")

    return await desk.posts.agree(wanted, same, why)


async def turn(desk: Desk, choose: Choose, say: Callable[..., None], now: int) -> str:
    """Pauses posts at once; where they are paused, says why and lets them go after one more key. The words for it."""
    held = await desk.restraint.held()
    if held is None:
        done = await desk.restraint.pause()
        return f"{sentence(done.words)}. H and y lets them go."
    choices = {"y": "let them go"} | ({} if held.pause.who else {"h": "hold until I say so"})
    say(held.words(now), alarm=True)
    key = await choose("Own posts are paused.", choices)
    if key == "y":
        words = (await desk.restraint.let_go()).words
    elif key == "h":
        words = (await desk.restraint.pause()).words
    else:
        return held.words(now)
    return f"{sentence(words)}."
