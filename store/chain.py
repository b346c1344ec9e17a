"""The log of decisions as a chain: each entry's hash holds that of the one before. Pure.

What an entry says of words (which text, for which reason) is a salted hash: whoever is erased loses the salt, and the
chain still holds. Nothing else in it is of a person: a comment is its public id, a moderator a number.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from store.model import Event, ModeratorId, State

START: Final = bytes(32)  # what the first entry of a document follows
SALT_OCTETS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One decision, as the log has it. `content`: the salted hash of the text it is about and of its reason."""

    position: int
    comment: str
    event: Event
    before: State
    after: State
    moderator_id: ModeratorId | None
    decided_at: datetime
    content: bytes

    @property
    def by(self) -> str:
        """Who decided, without a name."""
        return f"moderator {self.moderator_id}" if self.moderator_id is not None else _BY.get(self.event, "operator")

    def public(self) -> dict[str, str | int]:
        """Return what its hash is made of: a JSON object that anybody may see."""
        return {
            "position": self.position,
            "at": self.decided_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "comment": self.comment,
            "event": self.event.value,
            "before": self.before.value,
            "after": self.after.value,
            "by": self.by,
            "content": self.content.hex(),
        }


_BY: Final = {
    Event.CONFIRM: "commenter",
    Event.DENY: "commenter",
    Event.WITHDRAW: "commenter",
    Event.EXPIRE: "clock",
    Event.TRUST: "standing trust",
}


def content_of(salt: bytes, text_hash: bytes, reason: str) -> bytes:
    """Return the salted hash of what a decision is about: the text that was shown, and the reason given."""
    return hashlib.sha256(salt + text_hash + reason.encode()).digest()


def hash_of(entry: Entry, previous: bytes) -> bytes:
    """Return the hash of an entry after another: of that one's hash and its own JSON, keys sorted, no blanks."""
    own = json.dumps(entry.public(), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(previous + own.encode()).digest()
