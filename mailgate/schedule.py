"""When a moderator hears of what has come: at once, at the full hour, in the morning; never in their quiet hours. Pure.

Hours are those of the site's time zone.
"""

from datetime import datetime, time, timedelta, tzinfo
from typing import Final

from store.model import Member, Rhythm

MORNING: Final = time(8)
REMINDERS: Final = (timedelta(hours=24), timedelta(hours=72))  # after the comment was first shown
_HOUR: Final = timedelta(hours=1)


def next_time(member: Member, now: datetime, zone: tzinfo) -> datetime:
    """Return when a moderator is told of what has come now."""
    if member.rhythm is Rhythm.IMMEDIATELY:
        return audible(member, now, zone)
    return next_digest(member, now, zone)


def next_digest(member: Member, now: datetime, zone: tzinfo) -> datetime:
    """Return when a moderator next gets what was gathered; who hears of all at once gets it in the morning."""
    if member.rhythm is Rhythm.HOURLY:
        return next_hour(member, now, zone)
    local = now.astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return audible(member, datetime.combine(day, MORNING, zone).astimezone(now.tzinfo), zone)


def next_hour(member: Member, now: datetime, zone: tzinfo) -> datetime:
    """Return the next full hour that is not quiet."""
    return audible(member, now.replace(minute=0, second=0, microsecond=0) + _HOUR, zone)


def next_reminder(member: Member, asked_at: datetime, reminders: int, zone: tzinfo) -> datetime | None:
    """Return when a comment that still waits is shown again; None after the last time."""
    if reminders >= len(REMINDERS):
        return None
    return audible(member, asked_at + REMINDERS[reminders], zone)


def audible(member: Member, when: datetime, zone: tzinfo) -> datetime:
    """Return this time, or where it is quiet the end of that."""
    if member.quiet is None:
        return when
    start, end = member.quiet
    local = when.astimezone(zone)
    is_quiet = start <= local.hour < end if start < end else local.hour >= start or local.hour < end
    if start == end or not is_quiet:
        return when
    day = local.date() if local.hour < end else local.date() + timedelta(days=1)
    return datetime.combine(day, time(end % 24), zone).astimezone(when.tzinfo)
