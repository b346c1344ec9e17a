"""Receipts: each comment that its author has confirmed can be found again by them, and by nobody else.

A receipt's number is 128 bits that only its holder and the site's look-up key know; its SHA-256 is published beside the
state of the comment, so that none can be lost in silence. A receipt is written in the transaction of what it tells.
"""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from store.model import Comment, Event, State
from store.schema import paragraphs, receipts
from store.sealed import Box

REASONS = frozenset({"abusive", "advertising", "duplicate", "off-topic", "personal", "spam", "unlawful"})
NO_REASON, OTHER = "no reason given", "other"
_DECIDED = (Event.APPROVE, Event.REJECT, Event.DISCARD)


def number(box: Box, public_id: str) -> str:
    """Return the number of a comment's receipt: 32 hexadecimal digits."""
    return box.digest("receipt", public_id.encode())[:16].hex()


def hash_of(receipt: str) -> bytes:
    """Return the SHA-256 that is published of a receipt's number."""
    return hashlib.sha256(receipt.encode()).digest()


class Receipts:
    """The receipts of one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box

    def note(self, comment: Comment, event: Event, after: State, *, reason: str, at: datetime) -> None:
        """Write what has happened to a comment as it was read; one that was never confirmed has no receipt."""
        if event is Event.CONFIRM:
            self._begin(comment, at)
            return
        waited = event in _DECIDED and comment.state is State.PENDING
        values = {
            "of_comment": comment.id,
            "after": _public(after).value,
            "why": _reason(event, reason) if _public(after) is State.REJECTED else "",
        }
        self._connection.execute(_DECIDE if waited else _MOVE, {**values, "at": _seconds(at)} if waited else values)

    def _begin(self, comment: Comment, at: datetime) -> None:
        document_id = select(paragraphs.c.document_id).where(paragraphs.c.id == comment.paragraph_id)
        values = {
            "comment_id": comment.id,
            "document_id": document_id.scalar_subquery(),
            "hash": hash_of(number(self._box, comment.public_id)),
            "state": State.PENDING.value,
            "reason": "",
            "confirmed": _seconds(at),
        }
        self._connection.execute(insert(receipts).values(values))


def _public(state: State) -> State:
    """A sender of spam is told that it was rejected, if they look."""
    return State.REJECTED if state is State.DISCARDED else state


def _reason(event: Event, reason: str) -> str:
    """Return the one of our words under which a rejection is counted: a moderator's own words are no one else's."""
    if event is Event.DISCARD:
        return "spam"
    word = reason.strip().casefold()
    return word if word in REASONS else OTHER if word else NO_REASON


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


_MOVE = (
    update(receipts)
    .where(receipts.c.comment_id == bindparam("of_comment"))
    .values(state=bindparam("after"), reason=bindparam("why"))
)
_WAITED = bindparam("at", type_=receipts.c.confirmed.type) - receipts.c.confirmed
_DECIDE = _MOVE.values(waited=func.coalesce(receipts.c.waited, _WAITED))
