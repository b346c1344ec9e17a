"""How often strangers may be written to. Pure.

A limit makes a question wait; it never refuses or loses a comment. What waits longer than a question lives expires.
"""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The limits. Each is a setting (`[letters]`)."""

    per_hour: int = (
        500  # questions in all; half of them kept for authors who are known, or whose domain speaks for them
    )
    per_source: int = 60  # a day: strangers written to for one client, or one signing domain
    per_address: int = 10  # a day
    per_new_address: int = 1  # a day, while its owner has never confirmed anything
    per_new_address_month: int = 3  # in 30 days
    returned: int = 50  # an hour: of questions that come back; then strangers are asked no more for an hour


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Who causes a question: the client's address and the domain that signed the mail, where there are such.

    `is_preferred`: the author is known, or their domain speaks for them.
    """

    client: str | None = None
    signer: str | None = None
    is_preferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What has been counted lately. `by_source`: of client and signing domain, the higher number."""

    in_hour: int = 0
    strangers_in_hour: int = 0
    returned_in_hour: int = 0
    by_source: int = 0
    in_day: int = 0
    in_month: int = 0
    is_open: bool = False
    is_known: bool = False


class Room(Enum):
    """Whether there is room for one more question, or what it waits for."""

    FREE = "now"
    ADDRESS = "an answer, or another day"
    SOURCE = "another day"
    SITE = "another hour"


def room(rates: Rates, counted: Counted, *, is_preferred: bool) -> Room:
    """Return whether one more question may be sent."""
    if counted.is_open or counted.in_day >= (rates.per_address if counted.is_known else rates.per_new_address):
        return Room.ADDRESS
    if not counted.is_known and counted.in_month >= rates.per_new_address_month:
        return Room.ADDRESS
    if counted.in_hour >= rates.per_hour:
        return Room.SITE
    if is_preferred or counted.is_known:
        return Room.FREE
    if counted.by_source >= rates.per_source:
        return Room.SOURCE
    is_full = counted.strangers_in_hour >= rates.per_hour // 2 or counted.returned_in_hour >= rates.returned
    return Room.SITE if is_full else Room.FREE
