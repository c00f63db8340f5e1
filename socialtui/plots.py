"""Draws weeks side by side with letters, where a plotting library is installed; the words beside it say the same."""

from collections.abc import Sequence

from socialtui.domain.review import Past

HEIGHT = 10
LEAST = 40
ANSWERS, POSTS = "█", "░"
_PLAIN = str.maketrans(
    dict.fromkeys("┌┐└┘┬┴┼", "+")
    | dict.fromkeys("│┤├", "|")
    | {"─": "-"}
    | dict.fromkeys("█▌▐▀▄▖▗▘▝▙▟▛▜▞▚", "#")
    | {"░": ":"}
)


def plot(past: Sequence[Past], width: int, height: int = HEIGHT, *, plain: bool = False) -> list[str]:
    """Answers and own posts by week; nothing where the library or the room is missing.

    `plain` draws with ASCII signs alone.
    """
    try:
        import plotext
    except ImportError:
        return []
    if width < LEAST or not past:
        return []
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    plotext.title(f"week by week: {ANSWERS} answers, {POSTS} own posts")
    weeks = [f"{week.monday:%d %b}" for week in past]
    bars = [[week.answers for week in past], [week.posts for week in past]]
    plotext.multiple_bar(weeks, bars, marker=[ANSWERS, POSTS])
    most = max(max(bar) for bar in bars) or 1
    plotext.yticks(sorted({0, -(-most // 2), most}))
    drawn: str = plotext.uncolorize(plotext.build())
    lines = [line.rstrip() for line in drawn.splitlines()]
    return [line.translate(_PLAIN) for line in lines] if plain else lines
