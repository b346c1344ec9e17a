"""`mailgate documents`: which there are, and whether they take comments."""

from collections import Counter
from datetime import UTC, datetime, time

import click
from sqlalchemy import Connection

from mailgate.app import App, AppError
from mailgate.commands import site
from store.documents import Documents
from store.model import Document
from store.rebuild import Rebuild

_LAST_SECOND = time(23, 59, 59, tzinfo=UTC)


@click.group
def documents() -> None:
    """List, show, open or close documents."""


@documents.command("list")
@click.pass_context
def list_(context: click.Context) -> None:
    """Print one line for each document: slug, open or closed, paragraphs, comments, title; with tabs between."""
    with site.opened(context, with_data_key=False) as app, app.store.read() as connection:
        found = Documents(connection)
        for each in found.all():
            number = sum(found.counts(each.id).values())
            click.echo("\t".join([each.slug, _standing(each, app), str(found.size(each.id)), str(number), each.title]))


@documents.command
@click.argument("slug")
@click.pass_context
def show(context: click.Context, slug: str) -> None:
    """Print what is known of a document, and its sections with the number of paragraphs of each."""
    with site.opened(context, with_data_key=False) as app, app.store.read() as connection:
        document = _get(connection, slug)
        found = Documents(connection)
        for name, value in {
            "title": document.title,
            "language": document.language,
            "edition": document.edition,
            "imported": f"{document.imported_at:%Y-%m-%d %H:%M} UTC",
            "comments": _standing(document, app),
            "approved": sum(found.counts(document.id).values()),
            "paragraphs": found.size(document.id),
        }.items():
            click.echo(f"{name}: {value}")
        numbers = Counter(each.section_id for each in found.paragraphs(document.id))
        for section in found.sections(document.id):
            click.echo(f"{'  ' * section.level}{section.heading} ({numbers[section.id]})")


@documents.command("open")
@click.argument("slug")
@click.pass_context
def open_(context: click.Context, slug: str) -> None:
    """Take comments on a document again."""
    _close(context, slug, None)
    site.say(f"{slug} takes comments")


@documents.command
@click.argument("slug")
@click.option(
    "--on",
    "day",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Comments are taken until the end of this day, UTC.  [default: no more from now on]",
)
@click.pass_context
def close(context: click.Context, slug: str, day: datetime | None) -> None:
    """Take no more comments on a document; what was accepted before is finished."""
    at = datetime.now(UTC) if day is None else datetime.combine(day.date(), _LAST_SECOND)
    _close(context, slug, at)
    site.say(f"{slug} takes comments until {at:%Y-%m-%d %H:%M:%S} UTC")


def _close(context: click.Context, slug: str, at: datetime | None) -> None:
    """Set when a document closes, and let every page of it say so."""
    with site.opened(context, with_data_key=False) as app:
        with app.store.write() as connection:
            document = _get(connection, slug)
            Documents(connection).close(slug, at=at)
            Rebuild(connection).put_document(document.id, at=app.clock())
        app.ring("publish")


def _get(connection: Connection, slug: str) -> Document:
    document = Documents(connection).get(slug.lower())
    if document is None:
        raise AppError(f"there is no document {slug}; `mailgate documents list` shows them")
    return document


def _standing(document: Document, app: App) -> str:
    if document.closes_at is None:
        return "open"
    word = "open until" if document.is_open(app.clock()) else "closed on"
    return f"{word} {document.closes_at:%Y-%m-%d}"
