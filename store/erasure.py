"""What is held of a person, found by their address, and wiped (INV-33).

Their mails, letters and words go; what others wrote stays, without the address. Rows stay where others hang on them:
a comment is a stub afterwards, so that its link and the numbering of a page still answer.
"""

import json
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select, update

from store.decisions import Decisions
from store.model import CommenterId, CommentId, MailId
from store.schema import (
    challenges,
    commenters,
    comments,
    decisions,
    grant_items,
    grants,
    mails,
    moderators,
    outbox,
    reports,
    revisions,
    subscriptions,
    trusts,
)
from store.sealed import Box
from store.spool import Result

Holds = Callable[[bytes], bool]
Hide = Callable[[str], str]
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """Where a person is held. `quoting_*`: rows of others that hold the address; of revisions comment and position."""

    commenter: CommenterId | None
    comments: tuple[CommentId, ...]
    mails: tuple[MailId, ...]
    quoting_mails: tuple[MailId, ...]
    quoting_revisions: tuple[tuple[CommentId, int], ...]


class Erasure:
    """Finding and wiping, in one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box

    def traces(self, address: str, holds: Holds, *, before: datetime) -> Traces:
        """Return what of a person came in before a time. `holds` says whether bytes have the address.

        It looks into every mail that was read, and no other: what waits is the worker's, which cannot go on without it.
        """
        commenter = self._commenter(self._box.lookup(address))
        mine = select(comments.c.id).where(comments.c.commenter_id == commenter, comments.c.received_at < before)
        own = frozenset(self._connection.execute(mine).scalars())
        own_mails, quoting = self._mails(address, own, holds, before)
        return Traces(
            commenter=commenter,
            comments=tuple(CommentId(each) for each in sorted(own)),
            mails=own_mails,
            quoting_mails=quoting,
            quoting_revisions=self._quoting_revisions(own, holds, before),
        )

    def wipe(self, address: str, traces: Traces, hide: Hide, *, before: datetime) -> None:
        """Wipe what was found. The comments themselves must have left the pages (Event.ERASE); `hide` masks words."""
        self._wipe_comments(traces.comments)
        self._update(mails, mails.c.id, traces.mails, result=Result.ERASED.value, reason="", due_at=None, **_EMPTY_MAIL)
        self._update(mails, mails.c.id, traces.quoting_mails, raw=None)
        for each in traces.quoting_revisions:
            self._hide(*each, hide)
        self._wipe_letters(self._box.lookup(address), traces, before)
        self._wipe_wishes(self._box.lookup(address), traces.comments, before)
        self._forget(self._box.lookup(address), traces.commenter)

    def people(self, erased: Mapping[bytes, datetime], *, everywhere: bool) -> dict[str, datetime]:
        """Return who of those once erased is here again, by a backup that is older: address, and when it was erased.

        `everywhere`: read every mail as well, not the commenters alone.
        """
        found: dict[str, datetime] = {}
        for row in self._connection.execute(select(commenters).where(commenters.c.address_hash.in_(list(erased)))):
            if row.address is not None and row.first_seen_at < erased[row.address_hash]:
                address = self._box.open_text("commenters.address", row.address_hash, row.address)
                found[address] = erased[row.address_hash]
        followers = select(subscriptions).where(subscriptions.c.person_hash.in_(list(erased)))
        for row in self._connection.execute(followers):
            if row.created_at < erased[row.person_hash]:
                address = self._box.open_text("subscriptions.person", row.person_hash, row.person)
                found[address] = erased[row.person_hash]
        reporters = select(reports).where(reports.c.reporter_hash.in_(list(erased)))
        for row in self._connection.execute(reporters):
            if row.created_at < erased[row.reporter_hash]:
                address = self._box.open_text("reports.reporter", row.reporter_hash, row.reporter)
                found[address] = erased[row.reporter_hash]
        for row in self._connection.execute(_MAILS) if everywhere else ():
            for address in self._writers(row):
                at = erased.get(self._box.lookup(address))
                if at is not None and row.received_at < at:
                    found[address] = at
        return found

    def _commenter(self, key: bytes) -> CommenterId | None:
        found = self._connection.execute(select(commenters.c.id).where(commenters.c.address_hash == key)).scalar()
        return None if found is None else CommenterId(found)

    def _mails(
        self, address: str, own: Collection[int], holds: Holds, before: datetime
    ) -> tuple[tuple[MailId, ...], tuple[MailId, ...]]:
        mine: list[MailId] = []
        quoting: list[MailId] = []
        for row in self._connection.execute(_MAILS.where(mails.c.received_at < before)):
            if row.comment_id in own or address in self._writers(row):
                mine.append(MailId(row.id))
            elif row.raw is not None and holds(self._box.open("mails.raw", row.hash, row.raw)):
                quoting.append(MailId(row.id))
        return tuple(mine), tuple(quoting)

    def _writers(self, row: Any) -> set[str]:
        """Return the author and the envelope sender of a mail, as far as they are known."""
        facts = json.loads(self._box.open_text("mails.facts", row.hash, row.facts) or "{}")
        envelope = json.loads(self._box.open_text("mails.envelope", row.hash, row.envelope) or "{}")
        local, _, domain = (envelope.get("sender") or "").rpartition("@")
        return {facts.get("author") or "", f"{local}@{domain.lower()}"} - {"", "@"}

    def _quoting_revisions(
        self, own: Collection[int], holds: Holds, before: datetime
    ) -> tuple[tuple[CommentId, int], ...]:
        rows = self._connection.execute(_WORDS.where(revisions.c.created_at < before))
        return tuple(
            (CommentId(row.comment_id), row.position)
            for row in rows
            if row.comment_id not in own and holds("\n".join(self._words(row)).encode())
        )

    def _words(self, row: Any) -> tuple[str, str]:
        """Return the own words of a revision and what was cut, unmasked."""
        key = row.public_id.encode()
        removed = self._box.open_text("revisions.removed", key, row.removed)
        return self._box.open_text("revisions.text", key, row.text), removed

    def _hide(self, comment_id: CommentId, position: int, hide: Hide) -> None:
        one = (revisions.c.comment_id == comment_id) & (revisions.c.position == position)
        row = self._connection.execute(_WORDS.where(one)).one()
        key, (words, removed) = row.public_id.encode(), self._words(row)
        sealed = {
            "text": self._box.seal_text("revisions.text", key, hide(words)),
            "removed": self._box.seal_text("revisions.removed", key, hide(removed)),
        }
        self._connection.execute(update(revisions).where(one).values(**sealed))

    def _wipe_comments(self, ids: Collection[int]) -> None:
        for some in _parts(ids):
            self._connection.execute(delete(challenges).where(challenges.c.comment_id.in_(some)))
        nothing = {"name": "", "html": "", "unpublished": None, "text": None, "removed": None}
        self._update(revisions, revisions.c.comment_id, ids, **nothing, text_hash=secrets.token_bytes(32))
        self._update(decisions, decisions.c.comment_id, ids, reason="")
        for some in _parts(ids):
            Decisions(self._connection).forget(some)
        self._update(comments, comments.c.id, ids, message_id=None, body_hash=secrets.token_bytes(32))

    def _wipe_letters(self, key: bytes, traces: Traces, before: datetime) -> None:
        """Letters to them, and letters to others that are not yet sent and show their words."""
        gone = {"envelope": None, "body": None, "due_at": None, "leased_until": None}
        old = outbox.c.created_at < before
        theirs = update(outbox).where(outbox.c.recipient_hash == key, old)
        self._connection.execute(theirs.values(**gone, recipient_hash=secrets.token_bytes(32)))
        self._update(outbox, outbox.c.comment_id, traces.comments, **gone)
        granted = select(grants.c.digest).where(grants.c.person_hash == key)
        for comment_ids in _parts(traces.comments):
            items = granted.join(grant_items, grant_items.c.digest == grants.c.digest)
            about = items.where(grant_items.c.comment_id.in_(comment_ids))
            digests = list(self._connection.execute(about).scalars())
            self._connection.execute(delete(grant_items).where(grant_items.c.digest.in_(digests)))
            self._connection.execute(delete(grants).where(grants.c.digest.in_(digests)))

    def _wipe_wishes(self, key: bytes, own: Collection[int], before: datetime) -> None:
        """What they follow and report, what letters about it allow, and what others report of their comments."""
        theirs = (subscriptions, subscriptions.c.person_hash), (reports, reports.c.reporter_hash)
        for table, person in theirs:
            self._connection.execute(delete(table).where(person == key, table.c.created_at < before))
        for some in _parts(own):
            self._connection.execute(delete(reports).where(reports.c.comment_id.in_(some)))
        left = select(subscriptions.c.id).where(subscriptions.c.person_hash == key)
        of_reader = grants.c.purpose.in_(["subscribe", "follow", "report"]) & grants.c.subject_id.not_in(left)
        digests = list(
            self._connection.execute(select(grants.c.digest).where(grants.c.person_hash == key, of_reader)).scalars()
        )
        for start in range(0, len(digests), _BATCH):
            some_digests = digests[start : start + _BATCH]
            self._connection.execute(delete(grant_items).where(grant_items.c.digest.in_(some_digests)))
            self._connection.execute(delete(grants).where(grants.c.digest.in_(some_digests)))

    def _forget(self, key: bytes, commenter: CommenterId | None) -> None:
        """Forget the address itself, where nothing of theirs is left."""
        nobody = secrets.token_bytes(32)
        left = select(func.count()).select_from(comments)
        kept = left.where(comments.c.commenter_id == commenter, comments.c.state != "erased")
        if commenter is not None and not self._connection.execute(kept).scalar_one():
            hashes = {"address_hash": nobody, "folded_hash": nobody, "domain_hash": nobody}
            self._update(commenters, commenters.c.id, [commenter], address=None, **hashes)
        if commenter is not None:
            self._connection.execute(delete(trusts).where(trusts.c.commenter_id == commenter))
        former = update(moderators).where(moderators.c.address_hash == key, moderators.c.removed_at.is_not(None))
        sealed = self._box.seal_text("moderators.address", nobody, "")
        self._connection.execute(former.values(address=sealed, address_hash=nobody))

    def _update(self, table: Table, column: Any, ids: Collection[int], **values: object) -> None:
        for some in _parts(ids):
            self._connection.execute(update(table).where(column.in_(some)).values(**values))


_EMPTY_MAIL: dict[str, object] = {"envelope": None, "raw": None, "facts": None}
_MAILS = (
    select(
        mails.c.id, mails.c.hash, mails.c.received_at, mails.c.envelope, mails.c.facts, mails.c.raw, mails.c.comment_id
    )
    .where(mails.c.envelope.is_not(None), mails.c.due_at.is_(None))
    .execution_options(yield_per=_BATCH)
)
_WORDS = (
    select(comments.c.public_id, revisions.c.comment_id, revisions.c.position, revisions.c.text, revisions.c.removed)
    .join(comments, comments.c.id == revisions.c.comment_id)
    .execution_options(yield_per=_BATCH)
)


def _parts(ids: Collection[int]) -> list[list[int]]:
    listed = list(ids)
    return [listed[start : start + _BATCH] for start in range(0, len(listed), _BATCH)]
