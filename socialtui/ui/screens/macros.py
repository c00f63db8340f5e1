"""Does a macro on the marked rows, else on the one under the cursor; . does it again."""

from socialtui.desk.room import Done
from socialtui.ui.screens.acting import Acting
from socialtui.ui.screens.parts import Parts

_BY_NUMBER = 9
"""So many are chosen by a number; more are typed by name."""


async def macro(parts: Parts, acting: Acting) -> None:
    """Asks which one; escape does nothing."""
    rows = parts.chosen()
    names = [macro.name for macro in parts.desk.rules.book().macros]
    if not names:
        parts.say(f"There are no macros yet. `socialtui rules init` writes {parts.desk.rules.file.name}.")
    elif name := await _chosen(parts, names):

        async def act(ids: list[int]) -> Done:
            return await parts.desk.rules.run_macro(name, ids)

        await acting.on(rows, act)


async def _chosen(parts: Parts, names: list[str]) -> str:
    if len(names) > _BY_NUMBER:
        return (await parts.question(f"Macro ({', '.join(names[:3])} …)") or "").strip()
    choices = {str(number): name for number, name in enumerate(names, 1)}
    return choices.get(await parts.choose("Macro", choices), "")
