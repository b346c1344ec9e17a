"""Which line closes a fence of Markdown, for all fences of a text in one pass. Pure."""

from collections import defaultdict, deque
from collections.abc import Sequence

_SIGNS = frozenset({":::", "```", "~~~"})
_WIDE = 20  # letters of a fence: one that is longer counts as one of these


class Ends:
    """The lines of a text that may close a fence. Lines that were emptied meanwhile close none."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._places: dict[str, deque[int]] = defaultdict(deque)
        for place, line in enumerate(lines):
            sign = line.strip()
            if sign[:3] in _SIGNS and not sign.strip(sign[0]):
                self._places[sign[:_WIDE]].append(place)

    def take(self, place: int, fence: str) -> int | None:
        """Return the first line below a place that closes a fence and that no other has; places may not go back."""
        found: tuple[int, str] | None = None
        for sign, places in self._places.items():
            while places and (places[0] <= place or not self._lines[places[0]]):
                places.popleft()
            if places and sign.startswith(fence[:_WIDE]) and (found is None or places[0] < found[0]):
                found = places[0], sign
        return self._places[found[1]].popleft() if found is not None else None
