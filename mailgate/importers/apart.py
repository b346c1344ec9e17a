"""A report read in a process of its own that can be killed: read(path) -> Outline, whatever the file is.

The process is started by exec with an empty environment; it limits its own memory and CPU and can write no file, and
the parent keeps the wall clock. It answers with lines of JSON: how far it is, and at the end the outline.
"""

import base64
import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from mailgate.importers.outline import Heading, ImportRefusedError, Outline, Plain, Progress, Unit, Units
from store.model import Footnote, Html, Kind, Picture

WALL_CLOCK = 600.0  # seconds for a report
MAX_ANSWER = 400 * 1024 * 1024  # octets

_COMMAND = (sys.executable, "-I", "-m", "mailgate.importers.child")


def read(path: Path, progress: Progress, units: Units = Units.NUMBERED, *, wall_clock: float = WALL_CLOCK) -> Outline:
    """Read a file or a folder. Raises ImportRefusedError, with one clear line, also where the process dies of it."""
    process = subprocess.Popen(
        [*_COMMAND, str(path.resolve()), units.value],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )
    try:
        for line in _lines(process, time.monotonic() + wall_clock):
            said = json.loads(line)
            if "refused" in said:
                raise ImportRefusedError(said["refused"])
            if "outline" in said:
                return from_json(said["outline"])
            progress(said["done"], said["all"])
    except TimeoutError as fault:
        raise ImportRefusedError(f"{path.name}: takes longer than {wall_clock:.0f} seconds to read") from fault
    finally:
        process.kill()
        with contextlib.suppress(OSError):
            assert process.stdout is not None  # noqa: S101  it was made as a pipe
            process.stdout.close()
        process.wait()
    raise ImportRefusedError(f"{path.name}: cannot be read: it needs too much memory or time, or is damaged")


def _lines(process: "subprocess.Popen[bytes]", deadline: float) -> Iterator[bytes]:
    assert process.stdout is not None  # noqa: S101  it was made as a pipe
    poll = select.poll()
    poll.register(process.stdout, select.POLLIN)
    waiting: list[bytes] = []
    length = 0
    while length <= MAX_ANSWER:
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise TimeoutError
        part = os.read(process.stdout.fileno(), 1 << 20)
        if not part:
            return
        length += len(part)
        *whole, rest = part.split(b"\n")
        for piece in whole:
            yield b"".join([*waiting, piece])
            waiting, length = [], 0
        waiting.append(rest)


def to_json(outline: Outline) -> dict[str, Any]:
    """Return an outline as JSON has it: headings are what has a level."""
    pictures = [{**asdict(each), "data": base64.b64encode(each.data).decode()} for each in outline.pictures]
    return {**asdict(replace(outline, pictures=())), "pictures": pictures}


def from_json(said: dict[str, Any]) -> Outline:
    """Return the outline again."""
    return Outline(
        title=said["title"],
        language=said["language"],
        flow=tuple(Heading(**item) if "level" in item else _unit(item) for item in said["flow"]),
        notices=tuple(said["notices"]),
        left_out=tuple(said["left_out"]),
        share=said["share"],
        pictures=tuple(Picture(**{**each, "data": base64.b64decode(each["data"])}) for each in said["pictures"]),
    )


def _unit(item: dict[str, Any]) -> Unit:
    return Unit(
        number=item["number"],
        kind=Kind(item["kind"]),
        text=Plain(item["text"]),
        html=Html(item["html"]),
        footnotes=tuple(Footnote(**note) for note in item["footnotes"]),
        source=item["source"],
        pages=None if item["pages"] is None else tuple(item["pages"]),
    )
