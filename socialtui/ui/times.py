"""Decides how a moment or a stretch of time is put into a few letters."""

from datetime import datetime, timedelta, tzinfo

MINUTE, HOUR, DAY = 60, 3600, 86_400


def coarse(seconds: int) -> str:
    """Minutes under an hour, then hours, then days, then weeks: 41m, 2h, 3d, 12w."""
    seconds = max(0, seconds)
    if seconds < HOUR:
        return f"{seconds // MINUTE}m"
    if seconds < 2 * DAY:
        return f"{seconds // HOUR}h"
    if seconds < 100 * DAY:
        return f"{seconds // DAY}d"
    return f"{min(seconds // (7 * DAY), 999)}w"


def clock(moment: int, zone: tzinfo) -> str:
    """14:07"""
    return datetime.fromtimestamp(moment, zone).strftime("%H:%M")


def hour(moment: int, zone: tzinfo) -> str:
    """9:00"""
    there = datetime.fromtimestamp(moment, zone)
    return f"{there.hour}:{there:%M}"


def clock_zone(moment: int, zone: tzinfo) -> str:
    """14:07 CET"""
    here = datetime.fromtimestamp(moment, zone)
    return f"{here:%H:%M} {here.tzname() or ''}".rstrip()


def when(moment: int, now: int, zone: tzinfo) -> str:
    """14:07 today, tomorrow 9:00, Mon 9:00, or 24 Dec 10:00."""
    there, here = datetime.fromtimestamp(moment, zone), datetime.fromtimestamp(now, zone)
    time = hour(moment, zone)
    if there.date() == here.date():
        return time
    if there.date() == here.date() + timedelta(days=1):
        return f"tomorrow {time}"
    if timedelta() < there.date() - here.date() < timedelta(days=7):
        return f"{there:%a} {time}"
    return f"{there.day} {there:%b} {time}"
