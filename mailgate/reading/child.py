"""The process that reads hostile mail: no keys, no environment, no files, little memory, and a limit for each mail.

Started by `reader` with exec. A request on standard input is two frames, the JSON of what is known and the raw mail;
the answer on standard output is one, the JSON of a Reading.
"""

import contextlib
import json
import logging
import math
import os
import resource
import sys
from dataclasses import asdict, fields
from pathlib import Path

from mailgate.reading.frames import ANSWER_LIMIT, frame, read_frame
from mailgate.reading.model import Known, Reading
from mailgate.reading.read import read
from store.model import Html

MEMORY = 256 * 1024 * 1024  # octets above what the process has at its start
SECONDS = 5  # of CPU, for each mail
NICE = 5  # who reads stands back behind whoever decides, and behind the door

_FIELDS = tuple(field.name for field in fields(Reading))


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    logging.disable(logging.CRITICAL)
    _limit_for_good()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (known := read_frame(source)) is not None:
        raw = read_frame(source)
        if raw is None:
            return
        _limit_cpu()
        sink.write(frame(_answer(raw, Known(**json.loads(known)))))
        sink.flush()


def _answer(raw: bytes, known: Known) -> bytes:
    """Read one mail. What goes wrong is an answer too, so that the process lives on."""
    try:
        reading = read(raw, known)
        content = json.dumps({name: getattr(reading, name) for name in _FIELDS}).encode()
    except Exception as fault:  # noqa: BLE001  also MemoryError: one mail must not stop the next
        return _failed(f"This message could not be read ({type(fault).__name__}).")
    return content if len(content) <= ANSWER_LIMIT else _failed("This message has too much text to be read.")


def _failed(error: str) -> bytes:
    nothing = Reading(
        author=None,
        author_name="",
        subject="",
        message_id=None,
        references=(),
        automatic=None,
        text="",
        html=Html(""),
        quoted=False,
        removed="",
        uncut_text="",
        uncut_html=Html(""),
        attachments=(),
        error=error,
    )
    return json.dumps(asdict(nothing)).encode()


def _limit_for_good() -> None:
    with contextlib.suppress(OSError):  # a sandbox may forbid it, and no promise hangs on it
        os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    pages = Path("/proc/self/statm")
    if pages.exists():
        limit = int(pages.read_text().split()[0]) * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _limit_cpu() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + SECONDS, hard))


if __name__ == "__main__":
    main()
