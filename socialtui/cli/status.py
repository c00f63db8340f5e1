"""Decides what `status` says: the status line and the meters, for a prompt, a bar or a script."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.printing import as_json, emit, put

if TYPE_CHECKING:
    from socialtui.cli.parts import Start


@click.command()
@as_json
@click.pass_obj
def status(start: "Start", as_json: bool) -> None:
    """Who waits and is late, what was answered in time this week, and how much we joined today."""
    start.run(_status(start, as_json))


async def _status(start: "Start", as_json: bool) -> None:
    from socialtui.cli.people_lines import StatusJson
    from socialtui.plain.people import meter_lines

    async with start.desk() as desk:
        found, meters = await desk.health.status(), await desk.meters.week()
        if not as_json:
            for line in meter_lines(found, meters):
                put(line)
            return
        counts, complaints, all_owed = found.counts, meters.complaints, meters.all
        emit(
            StatusJson(
                found.brand, counts.complaints, counts.late_complaints, counts.owed, counts.late,
                complaints.in_time, complaints.owed, complaints.part, all_owed.in_time, all_owed.owed, all_owed.part,
                meters.joined, meters.per_day, found.plan_done, found.plan_total, list(found.trouble),
            )
        )  # fmt: skip


COMMANDS = {"status": status}
