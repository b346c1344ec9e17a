"""A backup: one zip file with every table, the settings and who was erased; and a site made from it again.

The keys are not in it: who finds a backup can read no address and no mail. Taken while the site runs; what is read is
one picture. A restore erases again whoever was erased, in either copy.
"""

import base64
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Table

from mailgate import erasing
from mailgate.app import App, AppError, build
from mailgate.new_site import SETTINGS, prepare, write_private
from mailgate.settings import load
from store import backup
from store.documents import Documents
from store.migrations import newest
from store.rebuild import Part, Rebuild
from store.sealed import Box, SealError

_ABOUT = "about.json"
_PROOF = "backup.proof"

Tell = Callable[[str], None]


def take(app: App, config: Path, file: Path, tell: Tell) -> None:
    """Write a backup of the site of `config`; it has its name only when it is whole. Raise AppError where it exists."""
    if file.exists():
        raise AppError(f"{file} is there already")
    aside = file.with_name(f".{file.name}.part")
    with _whole(aside, file) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _write(app, config, archive, tell)


@contextmanager
def _whole(aside: Path, file: Path) -> Iterator[BinaryIO]:
    """A file to write that gets its name when it is on disk; of one that does not get so far nothing is left."""
    try:
        with os.fdopen(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        aside.unlink(missing_ok=True)  # it would fill what room there is
        raise
    aside.rename(file)


def restore(config: Path, file: Path, tell: Tell) -> int:
    """Make the site of `config` from a backup; return how many people were erased again.

    The keys must be there; the settings are written where there are none. Raise AppError where the database holds
    anything, the keys are others, or the file is no backup of this version's.
    """
    with _opened(file) as archive:
        about = _about(archive, file)
        if not config.exists():
            write_private(config, archive.read(SETTINGS).decode())
        app = _empty_site(config)
        _check_keys(app.box, about)
        _fill(app, archive, tell)
        noted = archive.read(erasing.FILE).decode() if erasing.FILE in archive.namelist() else ""
    erasing.merge(erasing.tombstones(app.settings.folder), erasing.parse(noted))
    again = erasing.erase_again(app, everywhere=True)
    app.close()
    return again


def _write(app: App, config: Path, archive: zipfile.ZipFile, tell: Tell) -> None:
    proof = base64.b64encode(app.box.seal(_PROOF, b"", app.box.digest(_PROOF))).decode()
    about = {"mailgate": version("mailgate"), "tables": newest(), "taken": app.clock().isoformat(), "proof": proof}
    archive.writestr(_ABOUT, json.dumps(about))
    archive.write(config, SETTINGS)
    with app.store.read() as connection:
        backup.picture(connection)
        for table in backup.tables():
            tell(table.name)
            with archive.open(_name(table), "w", force_zip64=True) as out:
                for row in backup.rows(connection, table):
                    out.write(json.dumps(row).encode() + b"\n")
    if (erased := erasing.tombstones(app.settings.folder)).exists():  # after the tables: it may know more, never less
        archive.write(erased, erasing.FILE)


def _fill(app: App, archive: zipfile.ZipFile, tell: Tell) -> None:
    """Put every row in, all or none, and ask for every page."""
    with app.store.write() as connection:
        for table in backup.tables():
            tell(table.name)
            with archive.open(_name(table)) as lines:
                backup.put(connection, table, map(json.loads, lines))
        backup.settle(connection)
        for document in Documents(connection).all():
            Rebuild(connection).put_document(document.id, at=app.clock())
        for document in Documents(connection).removed():
            Rebuild(connection).put(Part.REMOVED, document.id, due_at=app.clock())


def _empty_site(config: Path) -> App:
    settings = load(config)
    prepare(settings)
    app = build(settings)
    with app.store.read() as connection:
        if backup.holds_anything(connection):
            raise AppError(f"the database of {settings.folder} holds something: a backup goes into an empty one")
    return app


def _check_keys(box: Box, about: dict[str, str]) -> None:
    try:
        fits = box.open(_PROOF, b"", base64.b64decode(about["proof"])) == box.digest(_PROOF)
    except SealError:
        fits = False
    if not fits:
        raise AppError(
            "the keys here are not those of the site that was backed up: put its data.key and lookup.key back"
        )


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except zipfile.BadZipFile:
        raise AppError(f"{file} is no backup of mailgate's, or not a whole one") from None


def _about(archive: zipfile.ZipFile, file: Path) -> dict[str, str]:
    if _ABOUT not in archive.namelist():
        raise AppError(f"{file} is no backup of mailgate's")
    about = json.loads(archive.read(_ABOUT))
    if about["tables"] != newest():
        raise AppError(f"{file} was made by mailgate {about['mailgate']}: restore it with that version")
    return dict(about)


def _name(table: Table) -> str:
    return f"tables/{table.name}.jsonl"
