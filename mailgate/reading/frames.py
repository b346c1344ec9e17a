"""The frames between worker and reader child: four octets of length, big-endian, then the content. Pure."""

import struct
from typing import Any, BinaryIO

from mailgate.reading.model import Reading

ANSWER_LIMIT = 8 * 1024 * 1024
LENGTH = struct.Struct(">I")


def frame(content: bytes) -> bytes:
    """Return content with its length in front."""
    return LENGTH.pack(len(content)) + content


def read_frame(source: BinaryIO) -> bytes | None:
    """Return the next frame's content, or None at the end of the stream."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    length = LENGTH.unpack(head)[0]
    content = source.read(length)
    return content if len(content) == length else None


def taken(coming: bytearray) -> bytes | None:
    """Take the first frame out of what has come, and return its content; None: it is not whole yet.

    Raise OverflowError where it is to be longer than an answer may be.
    """
    if len(coming) < LENGTH.size:
        return None
    end = LENGTH.size + LENGTH.unpack_from(coming)[0]
    if end > LENGTH.size + ANSWER_LIMIT:
        raise OverflowError
    if len(coming) < end:
        return None
    content = bytes(coming[LENGTH.size : end])
    del coming[:end]
    return content


def to_reading(answer: dict[str, Any]) -> Reading:
    """Return the Reading that an answer describes. Raise KeyError or TypeError where it is none."""
    answer["references"] = tuple(answer["references"])
    answer["attachments"] = tuple(answer["attachments"])
    return Reading(**answer)
