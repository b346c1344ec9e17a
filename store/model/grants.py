"""What the token of a letter allows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from store.model.comments import State
from store.model.ids import CommentId


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
