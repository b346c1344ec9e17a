"""Grants: what the token of a letter allows. The store keeps a token's SHA-256, never the token (INV-63)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import Enum
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from store.model import CommentId, Grant, Html, Item, Purpose, State
from store.revisions import words_of
from store.schema import comments, grant_items, grants, revisions
from store.sealed import Box


class Standing(Enum):
    """What the door may know of a token."""

    UNKNOWN = "unknown"
    LIVE = "live"
    DEAD = "dead"


class Grants:
    """The grants of one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box
        self._ahead: dict[bytes, Grant] = {}

    def put(self, granted: Sequence[tuple[bytes, Grant]]) -> None:
        """Keep grants, each under the digest of its token, in the transaction that puts their letters in the outbox."""
        if not granted:
            return
        self._connection.execute(_INSERT, [self._row(digest, grant) for digest, grant in granted])
        items = [
            {
                "digest": digest,
                "position": position,
                "comment_id": item.comment_id,
                "text_hash": item.text_hash,
                "state": item.state.value,
            }
            for digest, grant in granted
            for position, item in enumerate(grant.items)
        ]
        if items:
            self._connection.execute(_INSERT_ITEMS, items)

    def get(self, digest: bytes) -> Grant | None:
        """Return the grant of a token, dead or alive; None for a token we never made."""
        if digest not in self._ahead:
            self.read_ahead([digest])
        return self._ahead.pop(digest, None)

    def read_ahead(self, digests: Collection[bytes]) -> list[Grant]:
        """Read the grants of tokens at once; `get` has each at hand then, once."""
        rows = self._connection.execute(_WITH_ITEMS, {"digests": list(digests)}).all() if digests else []
        for digest, mine in groupby(rows, key=lambda row: bytes(row.digest)):
            self._ahead[digest] = self._grant(digest, list(mine))
        return [self._ahead[each] for each in digests if each in self._ahead]

    def _grant(self, digest: bytes, rows: Sequence[Row[Any]]) -> Grant:
        row = rows[0]
        return Grant(
            purpose=Purpose(row.purpose),
            person=self._box.open_text("grants.person", digest, row.person),
            items=tuple(_item(each) for each in rows if each.comment_id is not None),
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
            is_hinted=row.is_hinted,
            subject_id=row.subject_id,
        )

    def shown(self, digests: Collection[bytes]) -> dict[bytes, Html]:
        """Return what the letters with these tokens are about: the words of their first comment, as they are now."""
        rows = self._connection.execute(_SHOWN, {"digests": list(digests)})
        return {bytes(row.digest): words_of(row, self._box, row.public_id)[1] for row in rows}

    def purposes(self, digests: Collection[bytes]) -> dict[bytes, Purpose]:
        """Return what the letters with these tokens may be answered for."""
        rows = self._connection.execute(_PURPOSES, {"digests": list(digests)})
        return {bytes(row.digest): Purpose(row.purpose) for row in rows}

    def is_asked(self, purpose: Purpose, person: str, subject_id: int) -> bool:
        """Whether a letter of this purpose went to a person about one of their subscriptions or reports."""
        mine = (grants.c.person_hash == self._box.lookup(person)) & (grants.c.subject_id == subject_id)
        found = select(grants.c.digest).where(mine, grants.c.purpose == purpose.value).limit(1)
        return self._connection.execute(found).first() is not None

    def standing(self, digest: bytes, at: datetime) -> Standing:
        """Return whether a letter with this token can be answered now."""
        row = self._connection.execute(_BY_DIGEST, {"digest": digest}).one_or_none()
        if row is None:
            return Standing.UNKNOWN
        is_live = row.revoked_at is None and (row.expires_at is None or at < row.expires_at)
        return Standing.LIVE if is_live else Standing.DEAD

    def revoke(self, address: str | None, *, at: datetime, purpose: Purpose | None = None) -> int:
        """Revoke every live grant of a person, or of everybody (None), or those for one purpose; return how many."""
        self._ahead.clear()
        statement = update(grants).where(grants.c.revoked_at.is_(None)).values(revoked_at=at)
        if address is not None:
            statement = statement.where(grants.c.person_hash == self._box.lookup(address))
        if purpose is not None:
            statement = statement.where(grants.c.purpose == purpose.value)
        return self._connection.execute(statement).rowcount

    def hint(self, digest: bytes) -> bool:
        """Note that an answer which could not be understood is being answered; False where one was before."""
        self._ahead.pop(digest, None)
        statement = update(grants).where(grants.c.digest == digest, grants.c.is_hinted.is_(False))
        return self._connection.execute(statement.values(is_hinted=True)).rowcount == 1

    def _row(self, digest: bytes, grant: Grant) -> dict[str, object]:
        return {
            "digest": digest,
            "purpose": grant.purpose.value,
            "person_hash": self._box.lookup(grant.person),
            "person": self._box.seal_text("grants.person", digest, grant.person),
            "expires_at": grant.expires_at,
            "revoked_at": grant.revoked_at,
            "is_hinted": grant.is_hinted,
            "subject_id": grant.subject_id,
        }


_INSERT = insert(grants)
_INSERT_ITEMS = insert(grant_items)
_BY_DIGEST = select(grants).where(grants.c.digest == bindparam("digest"))
_PURPOSES = select(grants.c.digest, grants.c.purpose).where(grants.c.digest.in_(bindparam("digests", expanding=True)))
_SHOWN = (
    select(grant_items.c.digest, comments.c.public_id, revisions.c.name, revisions.c.html, revisions.c.unpublished)
    .join(comments, comments.c.id == grant_items.c.comment_id)
    .join(revisions, (revisions.c.comment_id == comments.c.id) & (revisions.c.position == comments.c.revision))
    .where(grant_items.c.digest.in_(bindparam("digests", expanding=True)), grant_items.c.position == 0)
)
_WITH_ITEMS = (
    select(grants, grant_items.c.comment_id, grant_items.c.text_hash, grant_items.c.state)
    .outerjoin(grant_items, grant_items.c.digest == grants.c.digest)
    .where(grants.c.digest.in_(bindparam("digests", expanding=True)))
    .order_by(grants.c.digest, grant_items.c.position)
)


def _item(row: Row[Any]) -> Item:
    return Item(comment_id=CommentId(row.comment_id), text_hash=row.text_hash, state=State(row.state))
