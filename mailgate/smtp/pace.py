"""How often each client did something lately."""

from collections import deque
from collections.abc import Hashable

_REMEMBERED = 10_000  # clients; beyond that the one that was noted first is forgotten


class Pace:
    """At most so many times within some seconds. Times are those of a clock that never goes back."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._times: dict[Hashable, deque[float]] = {}

    def note(self, client: Hashable, now: float) -> None:
        """Count one time."""
        if client not in self._times and len(self._times) >= _REMEMBERED:
            del self._times[next(iter(self._times))]
        self._times.setdefault(client, deque(maxlen=max(self._most, 1))).append(now)

    def is_spent(self, client: Hashable, now: float) -> bool:
        """Whether this client has had its share."""
        times = self._times.get(client)
        if times is None:
            return False
        while times and times[0] <= now - self._seconds:
            times.popleft()
        if not times:
            del self._times[client]
        return len(times) >= self._most
