"""What becomes of a mail, and who may answer a letter. Pure.

One table says it (`_TABLE`), the first row that fits. History never stands in for proof: an unproved mail from a person
who is known and trusted is asked about like a stranger's, since anybody can write any sender. (What trust does once an
author is proved: mailgate.decide.)
"""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from mailgate import address
from mailgate.proof import Proof
from mailgate.reading.model import COMMENT_LIMIT, Reading
from renderer.site import Site
from store.model import Grant


class Judgement(Enum):
    """What a mail to a paragraph is. The value is what the record says where it becomes no comment."""

    COMMENT = ""
    MACHINE = "sent by a machine"
    NO_AUTHOR = "it has not exactly one author with one plain address"
    UNREADABLE = "its text could not be read"
    EMPTY = "it has no words of its author's own"
    TOO_LONG = "its text is longer than a comment may be"


class Shown(Enum):
    """What a mail shows of its author."""

    PROVED = "their domain speaks for them"
    NOTHING = "anybody could have sent it"
    REFUTED = "their domain asks that it be rejected"


class History(Enum):
    """What is known of an address from before. Who was CONFIRMED is looked up only where a site asks always."""

    NEW = "new"
    CONFIRMED = "confirmed before"
    SUSPENDED = "letters to it come back"
    SUPPRESSED = "its owner wants no letters"


class Fate(Enum):
    """What becomes of a mail."""

    ADMIT = "it is pending at once; its author gets a receipt"
    ASK = "its author is asked, once there is room for one more such letter"
    WAIT = "it is kept, and expires unless its author is proved otherwise"
    REFUSE = "it is recorded as refused; its author is told if they are proved"
    DISCARD = "it is recorded as a machine's; nobody is told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that is looked at. `is_open`: comments were taken when it came in. `asks_always`: see Office."""

    judgement: Judgement
    shown: Shown
    history: History
    is_open: bool = True
    asks_always: bool = False


class _Row(NamedTuple):
    """One row; None fits anything."""

    fate: Fate
    reason: str = ""
    judgement: tuple[Judgement, ...] | None = None
    is_open: bool | None = None
    shown: Shown | None = None
    history: tuple[History, ...] | None = None
    asks_always: bool | None = None


_BAD = (Judgement.NO_AUTHOR, Judgement.UNREADABLE, Judgement.EMPTY, Judgement.TOO_LONG)
_TABLE = (
    _Row(Fate.DISCARD, judgement=(Judgement.MACHINE,)),
    _Row(Fate.REFUSE, judgement=_BAD),
    _Row(Fate.REFUSE, "comments on this document are closed", is_open=False),
    _Row(Fate.REFUSE, "its author's domain asks that it be rejected (DMARC)", shown=Shown.REFUTED),
    _Row(Fate.ADMIT, shown=Shown.PROVED, asks_always=False),
    _Row(Fate.ADMIT, shown=Shown.PROVED, history=(History.CONFIRMED,)),
    _Row(Fate.WAIT, history=(History.SUSPENDED, History.SUPPRESSED)),
    _Row(Fate.ASK),
)


def decide(case: Case) -> tuple[Fate, str]:
    """Return what becomes of a mail, and why where it becomes no comment."""
    row = next(row for row in _TABLE if _fits(row, case))
    return row.fate, row.reason or case.judgement.value


def _fits(row: _Row, case: Case) -> bool:
    return (
        (row.judgement is None or case.judgement in row.judgement)
        and row.is_open in (None, case.is_open)
        and row.shown in (None, case.shown)
        and (row.history is None or case.history in row.history)
        and row.asks_always in (None, case.asks_always)
    )


def shown(proof: Proof) -> Shown:
    """Return what a mail shows of its author."""
    if proof.is_verified:
        return Shown.PROVED
    return Shown.REFUTED if proof.is_refuted else Shown.NOTHING


def judge(reading: Reading, site: Site) -> Judgement:
    """Return what a mail to this site is."""
    if reading.author is None:
        return Judgement.NO_AUTHOR
    if reading.automatic is not None or is_ours(reading.author, site):
        return Judgement.MACHINE
    if not reading.html.strip():
        return Judgement.UNREADABLE if reading.error else Judgement.EMPTY
    if len(reading.text.encode()) > COMMENT_LIMIT:
        return Judgement.TOO_LONG
    return Judgement.COMMENT


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
