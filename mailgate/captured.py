"""Captured letters: a Maildir that mail programs read, and what a page shows of each letter.

A letter is a file whose name begins with the time it came, so names sort; a mail program that has read it moves it from
`new` to `cur` and adds flags after a colon: its key stays the same.
"""

import itertools
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Final
from urllib.parse import quote

_LINK: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]']")
_KEY: Final = re.compile(r"\d+\.M\d+P\d+Q\d+\.captured")
_SHOWN: Final = ("From", "To", "Date", "In-Reply-To")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a letter's text; `link`: it is an address of a page."""

    text: str
    link: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A letter as a page shows it. `reply_to` is where an answer goes."""

    key: str
    subject: str
    recipient: str
    time: str
    fields: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]
    reply_to: str
    mailto: str


class Letters:
    """The letters kept in one Maildir."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)
        for name in ("tmp", "new", "cur"):
            (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, sender: str, recipient: str, body: bytes) -> str:
        """Keep a letter, with its envelope on top as a delivery agent leaves it; return its key."""
        seconds, nanoseconds = divmod(time.time_ns(), 1_000_000_000)
        key = f"{seconds}.M{nanoseconds // 1000:06}P{os.getpid()}Q{next(self._numbers):06}.captured"
        trace = f"Return-Path: <{sender}>\nDelivered-To: {recipient}\n".encode("utf-8", "replace")
        (self.folder / "tmp" / key).write_bytes(trace + body.replace(b"\r\n", b"\n"))
        (self.folder / "tmp" / key).rename(self.folder / "new" / key)
        return key

    def all(self) -> list[Captured]:
        """Return every letter, newest first."""
        found = []
        for key, path in sorted(self._files(), reverse=True):
            with suppress(FileNotFoundError):  # a mail program has moved it meanwhile
                found.append(_read(key, path))
        return found

    def get(self, key: str) -> Captured | None:
        """Return one letter."""
        path = dict(self._files()).get(key)
        return None if path is None else _read(key, path)

    def raw(self, key: str) -> bytes | None:
        """Return a letter as it is kept."""
        path = dict(self._files()).get(key)
        return None if path is None else path.read_bytes()

    def _files(self) -> Iterator[tuple[str, Path]]:
        for name in ("new", "cur"):
            for path in (self.folder / name).iterdir():
                key = path.name.partition(":")[0]
                if _KEY.fullmatch(key):
                    yield key, path


def _read(key: str, path: Path) -> Captured:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    subject = str(message["Subject"] or "(no subject)")
    body = message.get_body(("plain",))
    text = body.get_content() if isinstance(body, EmailMessage) else ""
    reply_to = _address(message, "Reply-To") or _address(message, "From")
    answered = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    at = datetime.fromtimestamp(int(key.partition(".")[0]), UTC).astimezone()
    return Captured(
        key=key,
        subject=subject,
        recipient=str(message["Delivered-To"] or ""),
        time=f"{at:%H:%M:%S}",
        fields=tuple((name, str(message[name])) for name in _SHOWN if message[name]),
        pieces=tuple(_pieces(text.strip("\n"))),
        reply_to=reply_to,
        mailto=f"mailto:{quote(reply_to, safe='@')}?subject={quote(answered)}",
    )


def _address(message: EmailMessage, field: str) -> str:
    addresses = getattr(message[field], "addresses", ())
    return str(addresses[0].addr_spec) if addresses else ""


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    for match in _LINK.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()], link=False)
        yield Piece(match[0], link=True)
        end = match.end()
    if end < len(text):
        yield Piece(text[end:], link=False)
