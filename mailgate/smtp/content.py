"""What follows 354: bytes up to CR LF . CR LF, and nothing else ends it (INV-10). Pure.

The bytes are taken in blocks as they come and unstuffed once, at the end (RFC 5321 4.5.2). Memory is bounded whatever
is sent: a message beyond its limit is dropped at once and only counted from there on.
"""

from enum import Enum

_END = b"\r\n.\r\n"
# The stuffed form of the densest message, one dot a line, is a third longer than the message itself.
_STUFFING = 3


class Fault(Enum):
    """What is wrong with the bytes of a message."""

    TOO_BIG = "too big"
    LINE_TOO_LONG = "line too long"
    BARE_LINE_END = "bare CR or LF"
    NUL = "NUL"


class Content:
    """The bytes of one message while they come in. Limits are octets of the message itself, without stuffing."""

    __slots__ = ("_held", "_line_limit", "_lost", "_size_limit", "rest", "seen")

    def __init__(self, size_limit: int, line_limit: int) -> None:
        self._held = bytearray(b"\r\n")  # what stood before: a dot may be the very first octet
        self._size_limit = size_limit
        self._line_limit = line_limit
        self._lost: Fault | None = None  # set where the message is no longer held
        self.seen = 0  # octets taken so far
        self.rest = b""  # what came behind the final dot: the next command

    @property
    def is_hopeless(self) -> bool:
        """Whether it is not worth reading to its end: a line without end, or twice the limit."""
        return self._lost is Fault.LINE_TOO_LONG or self.seen > 2 * self._size_limit

    def feed(self, block: bytes | bytearray) -> bool:
        """Take the next bytes. True: the final dot has come."""
        start = max(0, len(self._held) - len(_END) + 1)
        self._held += block
        self.seen += len(block)
        end = self._held.find(_END, start)
        if end >= 0:
            self.rest = bytes(self._held[end + len(_END) :])
            del self._held[end + 2 :]
            return True
        if self._lost or len(self._held) > self._size_limit + self._size_limit // _STUFFING + len(_END):
            self._drop()
        return False

    def take(self) -> bytes | Fault:
        """Return the message, unstuffed and else as it came, or why it is no longer held."""
        if self._lost:
            return self._lost
        raw = bytes(memoryview(self._held)[2:])
        self._held.clear()
        raw = raw.removeprefix(b".").replace(b"\r\n.", b"\r\n")
        return raw if len(raw) <= self._size_limit else Fault.TOO_BIG

    def _drop(self) -> None:
        if self._lost is None:
            last_line = len(self._held) - self._held.rfind(b"\r\n") - 2
            self._lost = Fault.LINE_TOO_LONG if last_line > self._line_limit else Fault.TOO_BIG
        del self._held[: 1 - len(_END)]


def fault(raw: bytes, line_limit: int) -> Fault | None:
    """Return what no honest client sends in a message: a bare CR or LF (smuggling), NUL, or a line beyond the limit."""
    line_ends = raw.count(b"\r\n")
    if len(raw) - len(raw.translate(None, b"\r\n\0")) != 2 * line_ends:
        is_bare = raw.count(b"\n") != line_ends or raw.count(b"\r") != line_ends
        return Fault.BARE_LINE_END if is_bare else Fault.NUL
    if len(raw) > line_limit and max(map(len, raw.split(b"\r\n"))) > line_limit:
        return Fault.LINE_TOO_LONG
    return None
