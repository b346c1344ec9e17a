"""The composition root: settings become the parts that everything else is handed. Nothing else makes parts."""

import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mailgate.desk import DeskLimits, Office
from mailgate.running import waking
from mailgate.running.notices import Notices
from mailgate.settings import KEY_OCTETS, Settings
from renderer import card, environment, own, wording
from renderer.site import Site
from store.engine import Store, open_store
from store.migrations import is_current, newest, revision
from store.sealed import Box


class AppError(Exception):
    """The site is not in a state to be worked on; the sentence says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """One site, put together. `ring(part)` wakes another part; `random` gives that many random octets."""

    settings: Settings
    store: Store
    box: Box
    site: Site
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    notices: Notices

    def ring(self, part: str) -> None:
        """Wake every process of a part, on every machine: a hint, after a commit. Never fails, never waits."""
        waking.ring(self.settings.run, part)
        self.notices.tell(part)

    def close(self) -> None:
        """Let go of the database, when the last notice has been told."""
        self.notices.close()
        self.store.close()

    def design(self) -> Path | None:
        """Return the operator's own templates. Raise AppError where their folder is not there: the next pages would be
        without logo, footer and legal pages, and nothing would be said. Raise PageTemplateError where words or a
        template in it cannot be used: a part that publishes would fail at each page, and say it of each."""
        if self.settings.lacks_templates:
            raise AppError(f"files.templates: there is no folder {self.settings.templates}")
        environment.check(self.settings.templates)
        return self.settings.templates

    def office(self) -> Office:
        """Return what the worker's handlers share. Raise PageTemplateError where a template of a letter cannot be used:
        mails would be tried with it until they are set aside."""
        environment.check_letters(self.settings.templates)
        return Office(
            box=self.box,
            site=self.site,
            operator=self.settings.operator,
            random=self.random,
            texts=environment.letters(self.settings.templates),
            rates=self.settings.letters,
            hides_after=self.settings.hide_after_reports,
            keep=self.settings.keep,
            always_asks=self.settings.senders.verify == "always",
            limits=DeskLimits(sender_hour=self.settings.moderation.sender_hour, minute=self.settings.moderation.minute),
        )


def build(settings: Settings, *, with_data_key: bool = True) -> App:
    """Put a site together. A part that opens nothing sealed (the publisher) goes without the data key.

    Raise AppError where a key cannot be read or the database has other tables than this version wants.
    """
    store = open_store(settings.database_url)
    _check_version(settings, store)
    data_key = _key(settings.path(settings.files.data_key)) if with_data_key else None
    return App(
        settings=settings,
        store=store,
        box=Box(data_key=data_key, lookup_key=_key(settings.path(settings.files.lookup_key))),
        site=site_of(settings),
        clock=lambda: datetime.now(UTC),
        random=secrets.token_bytes,
        notices=Notices(store, settings.run),
    )


def _check_version(settings: Settings, store: Store) -> None:
    if is_current(store):
        return
    found = revision(store)
    store.close()
    if found is None:
        raise AppError(f"the database of {settings.folder} is empty: is database.url right? else `mailgate upgrade`")
    if found > newest():
        raise AppError(f"the database of {settings.folder} was made by a later version of mailgate ({found})")
    raise AppError(f"the database of {settings.folder} is not of this version: take a backup, then `mailgate upgrade`")


def site_of(settings: Settings) -> Site:
    """Return what pages and letters say of the site."""
    return Site(
        base_url=settings.base_url,
        domain=settings.domain,
        title=settings.title or settings.domain,
        language=settings.language,
        address_prefix=settings.prefix,
        since=settings.since,
        timezone=settings.timezone,
        search=settings.search,
        compress=settings.compress,
        logo=own.logo(settings.templates),
        legal=own.legal(settings.templates),
        cards=settings.cards and card.is_installed(),
        card_font=own.card_font(settings.templates),
        languages=wording.languages(settings.templates),
    )


def _key(file: Path) -> bytes:
    try:
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
        mode = file.stat().st_mode
    except OSError as error:
        raise AppError(f"the key {file} cannot be read: {error.strerror}") from error
    except ValueError:
        key, mode = b"", 0
    if len(key) != KEY_OCTETS:
        raise AppError(f"the key {file} is damaged: it must be {2 * KEY_OCTETS} hexadecimal digits")
    if mode & stat.S_IRWXO:
        raise AppError(f"the key {file} is open to everybody on this machine: chmod 600 {file}")
    return key
