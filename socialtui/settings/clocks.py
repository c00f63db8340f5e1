"""Decides how a person's hours and clocks reach the domain."""

from collections.abc import Mapping

from msgspec.structs import asdict

from socialtui.domain.deadlines import WorkingHours
from socialtui.domain.mention import Kind
from socialtui.settings.facts import Settings
from socialtui.settings.measures import zone_name


def working_hours(settings: Settings, env: Mapping[str, str]) -> WorkingHours:
    """When somebody answers, in the zone that these settings, TZ or the box name."""
    return WorkingHours(
        spans=settings.hours.week,
        holidays=frozenset(settings.hours.holidays),
        zone=zone_name(settings.timezone, env),
    )


def limits(settings: Settings) -> dict[Kind, int]:
    """Working seconds until an answer is due, by kind."""
    return {Kind(kind): seconds for kind, seconds in asdict(settings.clock).items()}
