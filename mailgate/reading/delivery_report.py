"""What a delivery report says: was the letter lost for good, or for now? (RFC 3464, RFC 6533.) Pure, linear.

Which letter it was is not read from the report, where anybody can write anything: the token it was sent to says so.
"""

import re
from enum import StrEnum

_LOOKED_AT = 64 * 1024  # octets of the report
_TYPE = re.compile(rb"message/(?:global-)?delivery-status", re.IGNORECASE)
_ACTION = re.compile(rb"^action:[ \t]{0,20}(\w{1,20})", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(rb"^status:[ \t]{0,20}([245])\.\d", re.IGNORECASE | re.MULTILINE)


class Failure(StrEnum):
    """How a letter failed. HARD: there is no such mailbox, or it takes nothing of ours; SOFT: not now, or not said."""

    HARD = "hard"
    SOFT = "soft"


def failure(raw: bytes, automatic: str | None) -> Failure | None:
    """Return how the letter failed that this mail reports on; None: it reports no failure.

    `automatic` is what the mail was recognised as: a bounce whose form is unknown counts as SOFT.
    """
    found = _TYPE.search(raw)
    if found is None:
        return Failure.SOFT if automatic == "bounce" else None
    report = raw[found.end() : found.end() + _LOOKED_AT]
    action, status = _ACTION.search(report), _STATUS.search(report)
    what = action[1].lower() if action else b"failed" if status and status[1] != b"2" else b""
    if what == b"failed" and status and status[1] == b"5":
        return Failure.HARD
    return Failure.SOFT if what in (b"failed", b"delayed") else None
