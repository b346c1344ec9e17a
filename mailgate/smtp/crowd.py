"""All sessions of a listener: how many there may be, which have lasted too long, and how they end together."""

from collections import Counter
from collections.abc import Hashable
from typing import Protocol

from mailgate.smtp import replies
from mailgate.smtp.limits import Limits
from mailgate.smtp.pace import Pace


class Member(Protocol):
    """What the crowd needs to know of a session."""

    client: Hashable  # None: a relay, which is not counted

    def overdue(self, now: float, idle: float) -> bytes | None:
        """Return the reply to end it with, if it has lasted too long; `idle` is what a silence may last now."""

    def dismiss(self, reply: bytes) -> None:
        """Say a last reply and close, unless a message is being sent or stored: then after that."""


class Count(Protocol):
    """How often each client did something lately."""

    def note(self, client: Hashable, now: float) -> None:
        """Count one time."""

    def is_spent(self, client: Hashable, now: float) -> bool:
        """Whether this client has had its share."""


class Crowd:
    """The sessions that are open now."""

    def __init__(self, limits: Limits, misses: Count) -> None:
        """`misses`: recipients that do not exist, which outlast this process."""
        self._limits = limits
        self._members: set[Member] = set()
        self._clients: Counter[Hashable] = Counter()
        self._arrivals = Pace(limits.new_connections, 60.0)
        self._misses = misses
        self.is_closing = False

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._members)

    def refusal(self, client: Hashable) -> bytes | None:
        """Return why one more session of this client cannot be had now, or None; a relay (None) always can."""
        if self.is_closing:
            return replies.CLOSING
        if client is None:
            return None
        if self._clients[client] >= self._limits.connections_per_client:
            return replies.CROWDED_CLIENT
        return replies.CROWDED if self._clients.total() >= self._limits.connections else None

    def arrive(self, client: Hashable, now: float) -> bytes | None:
        """Count a connection of this client; return why it is not heard, if it came too often or missed too often."""
        if self._misses.is_spent(client, now):
            return replies.TOO_MANY_MISSES
        if self._arrivals.is_spent(client, now):
            return replies.TOO_FAST
        self._arrivals.note(client, now)
        return None

    def miss(self, client: Hashable, now: float) -> bytes | None:
        """Count a recipient that does not exist; return why the client is not heard any more, if it is not."""
        self._misses.note(client, now)
        return replies.TOO_MANY_MISSES if self._misses.is_spent(client, now) else None

    def enter(self, member: Member) -> None:
        """Count a session."""
        self._members.add(member)
        if member.client is not None:
            self._clients[member.client] += 1

    def leave(self, member: Member) -> None:
        """Count it no more; harmless for one that was never counted."""
        if member not in self._members:
            return
        self._members.remove(member)
        if member.client is not None:
            self._clients[member.client] -= 1
            if not self._clients[member.client]:
                del self._clients[member.client]

    def end_overdue(self, now: float) -> None:
        """End what lasts too long. Where many are connected, silence may last less long."""
        is_crowded = self._clients.total() > self._limits.crowded * self._limits.connections
        idle = self._limits.idle_crowded if is_crowded else self._limits.idle
        for member in tuple(self._members):
            if reply := member.overdue(now, idle):
                member.dismiss(reply)

    def close(self) -> None:
        """Take no more, and dismiss everyone who is not in the middle of a message."""
        self.is_closing = True
        for member in tuple(self._members):
            member.dismiss(replies.CLOSING)
