"""May this mail become a comment, may this author answer? Pure."""

from enum import Enum

from mailgate.reading import Reading
from store.model import Grant

COMMENT_LIMIT = 32 * 1024  # octets of own words


class Judgement(Enum):
    """What becomes of a mail to a paragraph. The value is what the record says."""

    CHALLENGE = "its author is asked"
    MACHINE = "sent by a machine"
    NO_AUTHOR = "it has not exactly one author with one plain address"
    UNREADABLE = "its text could not be read"
    EMPTY = "it has no words of its author's own"
    TOO_LONG = "its text is longer than a comment may be"


def judge(reading: Reading, *, domain: str) -> Judgement:
    """Return what becomes of a mail to a paragraph of the site at `domain`."""
    if reading.author is None:
        return Judgement.NO_AUTHOR
    if reading.automatic is not None or is_ours(reading.author, domain):
        return Judgement.MACHINE
    if not reading.html.strip():
        return Judgement.UNREADABLE if reading.error else Judgement.EMPTY
    if len(reading.text.encode()) > COMMENT_LIMIT:
        return Judgement.TOO_LONG
    return Judgement.CHALLENGE


def may_answer(reading: Reading, grant: Grant) -> bool:
    """Whether this mail may use a letter's token: it comes from the person the letter went to (INV-21, INV-62)."""
    return reading.author == grant.person


def is_ours(address: str, domain: str) -> bool:
    """Whether an address is at our own domain, where nobody writes from."""
    return address.rpartition("@")[2] == domain.lower()
