"""A folder becomes a site: settings, keys, migrated database, moderators, and where pages will be."""

import os
import secrets
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from mailgate import address
from mailgate.app import AppError, build, site_of
from mailgate.policy import is_ours
from mailgate.settings import KEY_OCTETS, Settings, SettingsError, load
from mailgate.settings_file import Wishes, write
from renderer.site import Site
from store.engine import open_store
from store.migrations import migrate, newest, revision
from store.people import Moderators

SETTINGS = "mailgate.toml"


def make(folder: Path, wishes: Wishes, moderators: tuple[str, ...]) -> None:
    """Write a site into a folder, which must hold none. Raise AppError where it does, or a wish is refused."""
    file = folder / SETTINGS
    if file.exists():
        raise AppError(f"{folder} has a site already: {file}")
    for key in ("data.key", "lookup.key"):
        if (folder / key).exists():
            raise AppError(f"{folder / key} is there already: it may be the key of another site's data")
    site = site_of(_check(wishes))
    people = [person(each, site) for each in (*moderators, wishes.operator)][:-1]
    folder.mkdir(parents=True, exist_ok=True)
    file_aside = folder / f".{SETTINGS}.new"
    write_private(file_aside, write(wishes))
    settings = load(file_aside)
    prepare(settings)
    for key_file in (settings.files.data_key, settings.files.lookup_key):
        write_private(settings.path(key_file), secrets.token_hex(KEY_OCTETS) + "\n")
    app = build(settings)
    with app.store.write() as connection:
        for each in people:
            Moderators(connection, app.box).add(each, at=datetime.now(UTC))
    app.close()
    file_aside.rename(file)  # last: what has it is a whole site


def prepare(settings: Settings) -> None:
    """Make the folders that a site writes in, and its tables where they are not there."""
    for folder in (settings.public, settings.run):
        folder.mkdir(parents=True, exist_ok=True)
    bring_up(settings)


def bring_up(settings: Settings) -> tuple[str | None, str]:
    """Bring the site's database to the tables of this version; return the revisions before and after.

    Raise AppError where a later version of mailgate made it: its tables are not known here.
    """
    with closing(open_store(settings.database_url)) as store:
        before = revision(store)
        if before is not None and before > newest():
            raise AppError(f"the database of {settings.folder} was made by a later version of mailgate ({before})")
        migrate(store)
        return before, newest()


def _check(wishes: Wishes) -> Settings:
    with TemporaryDirectory() as folder:
        file = Path(folder, SETTINGS)
        file.write_text(write(wishes), encoding="utf-8")
        try:
            return load(file)
        except SettingsError as error:
            raise AppError("\n  ".join(["nothing was made:", *error.faults])) from None


def person(text: str, site: Site) -> str:
    """Return a person's address in the form that addresses compare by. Raise AppError where it cannot be one."""
    compared = address.plain(text)
    if compared is None:
        raise AppError(f"{text!r} is not a plain mail address like ann@reader.example")
    if is_ours(compared, site):
        raise AppError(f"{text} is an address of the site itself: nobody reads mail there")
    return compared


def write_private(file: Path, text: str) -> None:
    """Write what only its owner may read: a key, or settings whose database URL may hold a password."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
