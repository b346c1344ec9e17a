"""People: who comments, who decides, who follows, who reports."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from store.model.ids import CommenterId, CommentId, DocumentId, ModeratorId, ParagraphId


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
