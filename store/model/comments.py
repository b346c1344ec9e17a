"""Comments: their life, their words, and what was decided."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from store.model.ids import CommenterId, CommentId, DocumentId, Html, ModeratorId, ParagraphId


class State(StrEnum):
    """Where a comment stands."""

    UNCONFIRMED = "unconfirmed"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    DISCARDED = "discarded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    ERASED = "erased"


class Event(StrEnum):
    """What can happen to a comment."""

    CONFIRM = "confirm"
    DENY = "deny"
    EXPIRE = "expire"
    APPROVE = "approve"
    REJECT = "reject"
    DISCARD = "discard"
    HOLD = "hold"
    TRUST = "trust"
    KEEP = "keep"
    REDACT = "redact"
    REPLY = "reply"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    ERASE = "erase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The words of a comment at one time: what would be published, and what was cut from the mail.

    `text` is the author's own words unmasked; `html` is what a page would show, masked and cleaned.
    """

    name: str
    html: Html
    text: str
    removed: str

    @property
    def text_hash(self) -> bytes:
        """SHA-256 of what would be published: a decision holds for exactly this (INV-42)."""
        return hashlib.sha256(f"{self.name}\0{self.html}".encode()).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a commenter wrote on a paragraph. `message_id` is the commenter's own mail's, for threading.

    `answers` is the public id of the comment that this one answers in public; `proposed`: the position of a
    correction that waits for a moderator; `is_official`: it speaks for the owner
    of the report.
    `proof`: by which way the author's domain spoke for that mail (mailgate.proof.Way); None: it did not.
    """

    id: CommentId
    public_id: str
    document_id: DocumentId
    paragraph_id: ParagraphId
    commenter_id: CommenterId
    state: State
    received_at: datetime
    approved_at: datetime | None
    message_id: str | None
    revision: Revision
    revision_position: int
    answers: str | None = None
    is_official: bool = False
    proof: str | None = None
    proposed: int | None = None

    @property
    def is_standing(self) -> bool:
        """Whether it waits or is published."""
        return self.state in (State.PENDING, State.APPROVED)

    @property
    def is_correction(self) -> bool:
        """Whether its words are those of the correction that waits, not those that are published."""
        return self.proposed is not None and self.revision_position == self.proposed


class Past(NamedTuple):
    """What is known of whoever wrote a comment.

    `recent`: how many comments they have sent since a time; `fates`: how many of all were approved, rejected and
    discarded; `is_known`: whether another comment of theirs was ever confirmed.
    """

    recent: int
    fates: Mapping[State, int]
    is_known: bool


class ListedComment(NamedTuple):
    """What has to be known of a published comment to say where among the others it stands."""

    id: CommentId
    public_id: str
    answers: str | None
    is_stub: bool


class PublishedComment(NamedTuple):
    """What a page may know of a comment. Where it is no longer approved it is a stub: name and html are empty.

    Many stand on a page: a frozen dataclass takes five times as long to make.
    """

    id: CommentId
    public_id: str
    paragraph_id: ParagraphId
    state: State
    name: str
    html: Html
    received_at: datetime
    approved_at: datetime
    answers: str | None
    is_official: bool
    corrected_at: datetime | None
    is_hidden: bool

    @property
    def is_stub(self) -> bool:
        """Whether only "removed", "withdrawn" or "reported" is shown."""
        return self.is_hidden or self.state is not State.APPROVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The recorded act: who (None: the operator or the commenter), what, why, when."""

    event: Event
    before: State
    after: State
    reason: str
    moderator_id: ModeratorId | None
    decided_at: datetime

    @property
    def is_of_correction(self) -> bool:
        """Whether it was on the correction of a published comment, which stays published either way."""
        return self.event in (Event.APPROVE, Event.REJECT) and self.before is self.after is State.APPROVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many comments were received, and where they stand. `rejected`: by reason, most frequent first."""

    states: dict[State, int]
    rejected: tuple[tuple[str, int], ...]

    @property
    def received(self) -> int:
        """All that were confirmed."""
        return sum(self.states.values())
