"""`mailgate log`: who decided what, when and on which text; and whether that is still what was written."""

import json
from collections.abc import Iterator

import click
from sqlalchemy import Connection

from mailgate.app import AppError
from mailgate.commands import site
from store.audit import Audit
from store.decisions import Decisions
from store.documents import Documents
from store.model import Document
from store.sealed import Box

_VERIFY = "verify"


@click.command
@click.argument("what", metavar="[DOCUMENT | verify]", required=False)
@click.argument("document", metavar="[DOCUMENT]", required=False)
@click.pass_context
def log(context: click.Context, what: str | None, document: str | None) -> None:
    """Print every decision on comments, oldest first, as JSON lines: of all documents, or of DOCUMENT.

    With `verify`, check the chain instead: each entry holds the hash of the one before, and of the text it is about.
    Exit status 1 with the first entry that is broken.
    """
    is_check = what == _VERIFY
    if document is not None and not is_check:
        raise click.UsageError("Give DOCUMENT, or verify, or verify DOCUMENT.")
    slug = document if is_check else what
    with site.opened(context) as app, app.store.read() as connection:
        for each in _documents(connection, slug):
            for line in (_check if is_check else _lines)(connection, each, app.box):
                click.echo(line)


def _documents(connection: Connection, slug: str | None) -> list[Document]:
    documents = [*Documents(connection).all(), *Documents(connection).removed()]  # a log outlives its document
    found = [each for each in documents if slug is None or each.slug == slug.lower()]
    if not found and slug is not None:
        raise AppError(f"there is no document {slug}; `mailgate documents list` shows them")
    return found


def _lines(connection: Connection, document: Document, box: Box) -> Iterator[str]:
    for logged in Audit(connection, box).entries(document.id):
        beside = {"hash": logged.hash.hex(), "reason": logged.reason}
        yield json.dumps({"document": document.slug, **logged.entry.public(), **beside}, ensure_ascii=False)


def _check(connection: Connection, document: Document, box: Box) -> Iterator[str]:
    """Yield one line with where the chain stands; raise AppError where it is broken."""
    audit = Audit(connection, box)
    for logged in audit.entries(document.id):
        if logged.broken:
            entry = f"entry {logged.entry.position} ({logged.entry.event} of comment {logged.entry.comment})"
            raise AppError(f"the log of {document.slug} is broken at {entry}: {logged.broken}")
    for public_id, state, after in audit.strays(document.id):
        raise AppError(f"comment {public_id} of {document.slug} is {state}, but the log says {after}")
    head = Decisions(connection).head(document.id)
    yield f"{document.slug}: {head.length} entries, head {head.hash.hex()}"
