"""May this mail become a comment, may this author answer? Pure."""

from enum import Enum

from mailgate import address
from mailgate.reading.model import COMMENT_LIMIT, Reading
from renderer.site import Site
from store.model import Grant


class Judgement(Enum):
    """What becomes of a mail to a paragraph. The value is what the record says."""

    CHALLENGE = "its author is asked"
    MACHINE = "sent by a machine"
    NO_AUTHOR = "it has not exactly one author with one plain address"
    UNREADABLE = "its text could not be read"
    EMPTY = "it has no words of its author's own"
    TOO_LONG = "its text is longer than a comment may be"


def judge(reading: Reading, site: Site) -> Judgement:
    """Return what becomes of a mail to a paragraph of this site."""
    if reading.author is None:
        return Judgement.NO_AUTHOR
    if reading.automatic is not None or is_ours(reading.author, site):
        return Judgement.MACHINE
    if not reading.html.strip():
        return Judgement.UNREADABLE if reading.error else Judgement.EMPTY
    if len(reading.text.encode()) > COMMENT_LIMIT:
        return Judgement.TOO_LONG
    return Judgement.CHALLENGE


def may_answer(reading: Reading, grant: Grant) -> bool:
    """Whether this mail may use a letter's token: it comes from the person the letter went to (INV-21, INV-62)."""
    return reading.author == grant.person


def is_ours(person: str, site: Site) -> bool:
    """Whether an address is one of the site's own: at its domain, and of a form that no person there has.

    On a shared domain people have addresses too; a bare name is theirs, not a document's, which takes no mail.
    """
    local_part, _, domain = person.rpartition("@")
    target = address.parse(local_part, site.address_prefix)
    return domain == site.domain.lower() and not isinstance(target, address.ToDocument | None)
