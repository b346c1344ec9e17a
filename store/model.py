"""What mailgate remembers, as frozen types. The words are those of the glossary in docs/architecture.md.

Ids are the database's integers and never leave the house; what the public sees are slugs, keys and public ids.
Times are aware and UTC. A value of type Html is made by mailgate.reading.sanitize (comments) or by an importer (report
text) and nowhere else: only Html reaches a page unescaped.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, NewType

DocumentId = NewType("DocumentId", int)
SectionId = NewType("SectionId", int)
ParagraphId = NewType("ParagraphId", int)
CommenterId = NewType("CommenterId", int)
ModeratorId = NewType("ModeratorId", int)
CommentId = NewType("CommentId", int)
MailId = NewType("MailId", int)
LetterId = NewType("LetterId", int)

Html = NewType("Html", str)


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


class Kind(StrEnum):
    """What a unit of a document is."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    FIGURE = "figure"


class Purpose(StrEnum):
    """What the token of a letter allows its addressee to answer."""

    CONFIRM = "confirm"
    MODERATE = "moderate"
    RECEIPT = "receipt"
    SUBSCRIBE = "subscribe"
    FOLLOW = "follow"
    REPORT = "report"
    WELCOME = "welcome"
    EDITION = "edition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A note of the report: its mark as printed and its text."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A published report."""

    id: DocumentId
    slug: str
    title: str
    language: str
    edition: int
    imported_at: datetime
    closes_at: datetime | None = None
    removed_at: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        """Whether comments are taken at this time."""
        return self.removed_at is None and (self.closes_at is None or at < self.closes_at)


OPENING = "0"  # the key of what stands before any heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of a document. `level` counts from 1; `parent_id` is None at the top; `key` is its, for ever."""

    id: SectionId
    document_id: DocumentId
    parent_id: SectionId | None
    position: int
    level: int
    heading: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The numbered unit people comment on. `number` is as printed, or None; `key` is its address, for ever."""

    id: ParagraphId
    document_id: DocumentId
    section_id: SectionId | None
    position: int
    key: str
    number: str | None
    kind: Kind
    text: str
    html: Html
    footnotes: tuple[Footnote, ...]
    pages: str | None
    source: str
    fingerprint: str

    @property
    def is_gone(self) -> bool:
        """Whether the present edition does not have it: it keeps its address and its comments, and takes no more."""
        return self.position < 0

    @property
    def label(self) -> str:
        """What a reader calls it: the printed number without the stop behind it, else the key."""
        return (self.number or self.key).rstrip(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A paragraph and the document it stands in: where a comment belongs."""

    document: Document
    paragraph: Paragraph

    @property
    def paragraph_id(self) -> ParagraphId:
        """The paragraph's id."""
        return self.paragraph.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Commenter:
    """A person known by a mail address that is never shown."""

    id: CommenterId
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderator:
    """A person who may decide. `is_proved`: whether their mail proves that it is theirs; None: not known yet."""

    id: ModeratorId
    address: str
    added_at: datetime
    is_proved: bool | None = None


class Rhythm(StrEnum):
    """How often a moderator hears of comments."""

    IMMEDIATELY = "immediately"
    HOURLY = "hourly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A moderator, as one document knows them. `quiet`: hours of the day in which nothing comes, from and until."""

    id: ModeratorId
    address: str
    rhythm: Rhythm
    quiet: tuple[int, int] | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of a report. `name` is made of what it holds and ends in its format; width and height in pixels."""

    name: str
    data: bytes
    width: int
    height: int


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
class Subscription:
    """Somebody's wish to be told of new comments on a document, or on one paragraph of it."""

    id: int
    person: str
    document_id: DocumentId
    paragraph_id: ParagraphId | None
    created_at: datetime
    confirmed_at: datetime | None
    seen_at: datetime | None


class ReportState(StrEnum):
    """Where a report of abuse stands: asked about, before the moderators, and what became of the comment."""

    UNCONFIRMED = "unconfirmed"
    OPEN = "open"
    REMOVED = "removed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Somebody finds a comment abusive, and why."""

    id: int
    comment_id: CommentId
    reporter: str
    words: str
    state: ReportState
    created_at: datetime


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One comment of a letter, with the hash of the text and the state that the letter showed."""

    comment_id: CommentId
    text_hash: bytes
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a token allows: one purpose, one person, the items of one letter, until it expires or is revoked.

    `is_hinted`: an answer that could not be understood has been answered already, and is not again. `subject_id`:
    the subscription or the report it is about, for the purposes that have one.
    """

    purpose: Purpose
    person: str
    items: tuple[Item, ...]
    expires_at: datetime | None
    revoked_at: datetime | None = None
    is_hinted: bool = False
    subject_id: int | None = None

    def is_live(self, at: datetime) -> bool:
        """Whether the letter can still be answered."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)
