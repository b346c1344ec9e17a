"""Erasure of a person, for good: also from backups that are restored later (INV-33).

Who was erased is kept as a keyed hash and a time in a file outside the database, written before anything is wiped. What
came from the same person before that time is wiped again at every start and after every restore. What they send later
is theirs anew.
"""

import base64
import binascii
import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mailgate.app import App, AppError
from mailgate.decide import rebuild
from mailgate.desk import Desk
from mailgate.reading.mask import mask
from store.erasure import Erasure, Traces
from store.model import Event

FILE = "erased"
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{16,}\r?\n?)+={0,2}")


def erase(app: App, address: str) -> Traces:
    """Erase all that is held of a person; return what it was. Raise AppError where they are a moderator."""
    now = app.clock()
    with app.store.read() as connection:
        people = Desk.open(connection, app.office(), now).moderators
        if people.find(address) is not None or people.owner(address) is not None:
            raise AppError(f"{address} is a moderator: mailgate moderators remove {address} first")
    _note(tombstones(app.settings.folder), app.box.lookup(address), now)
    return _erase(app, address, before=now)


def erase_again(app: App, *, everywhere: bool = False) -> int:
    """Erase again whoever a restored database brought back; return how many. `everywhere`: look into every mail."""
    erased = read(tombstones(app.settings.folder))
    if not erased:
        return 0
    with app.store.read() as connection:
        found = Erasure(connection, app.box).people(erased, everywhere=everywhere)
    for address, at in found.items():
        _erase(app, address, before=at)
    return len(found)


def tombstones(folder: Path) -> Path:
    """Return the file of those who were erased."""
    return folder / FILE


def read(file: Path) -> dict[bytes, datetime]:
    """Return the keyed hashes of those who were erased, each with the last time. Raise AppError where it is damaged."""
    try:
        return parse(file.read_text(encoding="ascii") if file.exists() else "")
    except (OSError, ValueError) as error:
        raise AppError(f"{file} cannot be read; it says who must stay erased: restore it from a copy") from error


def parse(noted: str) -> dict[bytes, datetime]:
    """Return what lines of such a file say. Raise ValueError where they say something else."""
    pairs = (line.split() for line in noted.splitlines())
    return {key: at for at, key in sorted((datetime.fromisoformat(at), bytes.fromhex(key)) for at, key in pairs)}


def merge(file: Path, noted: dict[bytes, datetime]) -> None:
    """Add to the file whoever another copy of it knows."""
    known = read(file)
    for key, at in noted.items():
        if key not in known or known[key] < at:
            _note(file, key, at)


def finder(address: str) -> Callable[[bytes], bool]:
    """Return whether bytes of a mail hold an address: as it is, quoted-printable, percent-encoded or in base64."""
    local, _, domain = address.lower().rpartition("@")
    forms = {f"{local}@{domain}".encode()}
    if "xn--" in domain:
        forms.add(f"{local}@{domain.encode().decode('idna')}".encode())

    def holds(content: bytes) -> bool:
        plain = content.replace(b"=\r\n", b"").replace(b"=\n", b"").replace(b"=40", b"@").replace(b"%40", b"@")
        decoded = [_decoded(run[0]) for run in _BASE64.finditer(content)]
        return any(form in each.lower() for each in (plain, *decoded) for form in forms)

    return holds


def _decoded(run: bytes) -> bytes:
    letters = b"".join(run.split()).rstrip(b"=")
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4] + (letters[len(letters) // 4 * 4 :] + b"==")[:4])
    except binascii.Error:
        return b""


def _erase(app: App, address: str, *, before: datetime) -> Traces:
    """Find without holding the writers up, then wipe in one transaction."""
    with app.store.read() as connection:
        traces = Erasure(connection, app.box).traces(address, finder(address), before=before)
    with app.store.write() as connection:
        desk = Desk.open(connection, app.office(), app.clock())
        for comment_id in traces.comments:
            comment = desk.comments.get(comment_id)
            if desk.comments.decide(comment, Event.ERASE, at=desk.now) is not None and comment.approved_at is not None:
                rebuild(desk, comment)
        Erasure(connection, app.box).wipe(address, traces, mask, before=before)
    app.store.forget()
    app.ring("publish")
    return traces


def _note(file: Path, key: bytes, at: datetime) -> None:
    """Append one line, on disk before anything is wiped."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as out:
        out.write(f"{at.isoformat()} {key.hex()}\n")
        out.flush()
        os.fsync(out.fileno())
