"""The parts of a site that is put together: each with what it needs, and no more (law 9)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mailgate.app import App, AppError
from mailgate.authentication.prover import Prover, Surroundings
from mailgate.authentication.resolver import Resolver
from mailgate.reading.reader import ReaderPool
from mailgate.sending import signing
from mailgate.sending.outbox import Sender
from mailgate.sending.signing import Signer
from mailgate.sending.smarthost import Smarthost, Tls
from mailgate.worker import Worker
from renderer.publish import Publisher
from store.people import everybody

if TYPE_CHECKING:
    from renderer.bucket import Bucket

_UPLOADED = Path("uploaded.db")


def worker(app: App, readers: ReaderPool) -> Worker:
    """Return the part that reads mail and decides."""
    return Worker(
        store=app.store, office=app.office(), readers=readers, prover=prover(app), clock=app.clock, ring=app.ring
    )


def prover(app: App) -> Prover:
    """Return what finds out who wrote a mail."""
    wanted = app.settings.senders
    around = Surroundings(
        authserv_id=wanted.authserv_id,
        relays=app.settings.listen.relays,
        sealers=frozenset(wanted.sealers),
        asks_for_all=wanted.resolver is not None,
    )
    return Prover(None if wanted.resolver == () else Resolver(*(wanted.resolver or ())), around)


def sender(app: App, *, is_stopping: Callable[[], bool] = lambda: False) -> Sender:
    """Return the part that sends letters: the only one that is given the smarthost's password and the DKIM key."""
    return Sender(
        store=app.store,
        box=app.box,
        smarthost=smarthost(app),
        clock=app.clock,
        is_stopping=is_stopping,
        signer=signer(app),
    )


def signer(app: App) -> Signer | None:
    """Return what signs our letters; None where that is left to the smarthost."""
    wanted = app.settings.dkim
    if wanted is None:
        return None
    try:
        return signing.signer(app.settings.domain, wanted.selector, _secret(app.settings.path(wanted.key)).encode())
    except signing.SigningError as error:
        raise AppError(str(error)) from error


def smarthost(app: App) -> Smarthost:
    """Return where letters go."""
    wanted = app.settings.smarthost
    return Smarthost(
        host=wanted.host,
        port=wanted.port,
        name=app.settings.domain,
        tls=Tls(wanted.tls),
        user=wanted.user,
        password=None if wanted.password_file is None else _secret(app.settings.path(wanted.password_file)),
    )


def publisher(app: App) -> Publisher:
    """Return the part that writes pages: it needs no key, but that of the bucket where there is one."""
    return Publisher(
        app.store,
        app.site,
        app.settings.public,
        templates=app.design(),
        mirror=bucket(app),
        people=partial(everybody, app.box),
    )


def bucket(app: App) -> "Bucket | None":
    """Return where the pages are kept besides their folder, if anywhere."""
    wanted = app.settings.bucket
    if wanted is None:
        return None
    from renderer.bucket import Bucket, Place  # noqa: PLC0415  needs the extra `s3`

    place = Place(
        name=wanted.name,
        region=wanted.region,
        endpoint=wanted.endpoint,
        prefix=wanted.prefix,
        access_key=wanted.access_key,
        secret="" if wanted.secret_file is None else _secret(app.settings.path(wanted.secret_file)),
    )
    is_compressed = "gzip" in app.settings.compress
    return Bucket(place, app.settings.public, app.settings.path(_UPLOADED), is_compressed=is_compressed)


def _secret(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise AppError(f"the secret {file} cannot be read: {error.strerror}") from error
