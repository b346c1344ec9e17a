"""The arguments of MAIL and RCPT, where they are plain: no quoting, no route, no comment, ASCII.

Nearly every address is; aiosmtpd's parser, built for header fields, takes a third of a dialogue's time and is kept for
the rest. What is not matched here is not refused here.
"""

import re
from typing import NamedTuple

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = rf"({_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)"
_SIZE = r"(?: SIZE=([0-9]{1,19}))?"
_MAIL = re.compile(
    rf"FROM:<{_ADDRESS}?>{_SIZE}(?: BODY=(?:8BITMIME|7BIT))?( SMTPUTF8)?{_SIZE}", re.IGNORECASE | re.ASCII
)
_RCPT = re.compile(rf"TO:<{_ADDRESS}>", re.IGNORECASE | re.ASCII)
_ODD = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]")


class Sender(NamedTuple):
    """A plain MAIL: address (None: the null sender), announced size in octets (0: not said), what ESMTP adds."""

    address: str | None
    size: int
    wants_utf8: bool
    has_parameters: bool


def sender(argument: str) -> Sender | None:
    """Return what a plain MAIL says, or None where the full parser must look."""
    match = _MAIL.fullmatch(argument)
    if match is None:
        return None
    address, size, wants_utf8, late_size = match.groups()
    has_parameters = not argument.endswith(">")
    return Sender(address, int(size or late_size or 0), wants_utf8 is not None, has_parameters)


def recipient(argument: str) -> str | None:
    """Return the address of a plain RCPT without parameters, or None where the full parser must look."""
    match = _RCPT.fullmatch(argument)
    return match.group(1) if match else None


def is_left_open(path: str) -> bool:
    """Whether the angle bracket that begins a path is not closed behind its domain, as the full parser lets pass."""
    return path.lstrip().startswith("<") and ">" not in path.rpartition("@")[2]


def is_odd(address: str) -> bool:
    """Whether an address that the full parser let pass holds what none may: blanks, controls, halves of characters."""
    return _ODD.search(address) is not None
