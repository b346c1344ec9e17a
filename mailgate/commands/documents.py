"""`mailgate documents`: which there are, whether they take comments, and how one is removed."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time

import click
from sqlalchemy import Connection

from mailgate import letters
from mailgate.app import App, AppError
from mailgate.commands import site
from mailgate.decide import carry_out_all
from mailgate.desk import Desk
from store.documents import Documents
from store.editions import Editions
from store.model import CommentId, Document, Event, State
from store.rebuild import Rebuild
from store.removal import Removal

_LAST_SECOND = time(23, 59, 59, tzinfo=UTC)
_SHOWN = 60  # letters of a paragraph
_AT_ONCE = 500  # comments
_WHY = "The document was removed from the site."


@click.group
def documents() -> None:
    """List, show, open, close or remove documents."""


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
    """Print what is known of a document: its editions, its sections with the number of paragraphs, what is gone.

    A paragraph that an edition has left out is shown with the comments on it, or with what it was joined to. Of a
    document that was removed its title is left, and when that was.
    """
    with site.opened(context, with_data_key=False) as app, app.store.read() as connection:
        if (removed := _removed(connection, slug)) is not None:
            click.echo(f"title: {removed.title}\nremoved: {removed.removed_at:%Y-%m-%d %H:%M} UTC")
            return
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
        for line in _editions(Editions(connection), document):
            click.echo(line)


def _editions(editions: Editions, document: Document) -> Iterator[str]:
    """Yield a line for each earlier edition, and one for each paragraph that one of the later ones has left out."""
    for edition in editions.before(document.id):
        yield f"edition {edition.number}: {edition.title}, imported {edition.imported_at:%Y-%m-%d %H:%M} UTC"
    hanging = editions.hanging(document.id)
    for paragraph, since, heir in editions.left_out(document.id):
        comments = site.count(hanging.get(paragraph.id, 0), "comment")
        became = f"joined to {heir}" if heir else f"left out, with {comments}"
        yield f"gone {paragraph.key}: {became} in edition {since}: {' '.join(paragraph.text.split())[:_SHOWN]}"


@documents.command
@click.argument("slug")
@click.option("--yes", is_flag=True, help="Do it: it cannot be taken back.")
@click.pass_context
def remove(context: click.Context, slug: str, *, yes: bool) -> None:
    """Remove a document, with all its pages and the comments on it.

    Comments that wait are rejected, and their authors told. What was reported, who follows and the list of receipts are
    forgotten. The log of decisions stays; a page at the document's address, and at each comment's, says that it was
    removed. Its name is not used again.
    """
    with site.opened(context) as app:
        with app.store.write() as connection:
            desk = Desk.open(connection, app.office(), app.clock())
            document = _get(connection, slug)
            removal = Removal(connection, document)
            waiting = removal.in_state(State.PENDING)
            if not yes:
                comments = sum(desk.documents.counts(document.id).values())
                raise AppError(
                    f"{document.slug} has {site.count(comments, 'published comment')}, and {len(waiting)} that wait;"
                    " nothing was done: give --yes to remove it"
                )
            _decide_what_waits(desk, removal, waiting)
            letters.post(letters.removed(desk, removal.reported()), desk)
            removal.carry_out(at=desk.now)
        for part in ("send", "publish"):
            app.ring(part)
    site.say(f"{document.slug} is removed; {site.count(len(waiting), 'comment')} that waited rejected")


def _decide_what_waits(desk: Desk, removal: Removal, waiting: list[CommentId]) -> None:
    for comment_id in removal.in_state(State.UNCONFIRMED):
        desk.comments.decide(desk.comments.get(comment_id), Event.EXPIRE, at=desk.now, reason=_WHY)
    for start in range(0, len(waiting), _AT_ONCE):
        found = desk.comments.all_of(waiting[start : start + _AT_ONCE])
        decided = carry_out_all(desk, [(each, Event.REJECT, _WHY) for each in found.values()], moderator_id=None)
        letters.post([letter for one in decided for letter in one.told], desk)


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
    if document is not None:
        return document
    if (removed := _removed(connection, slug)) is not None:
        raise AppError(f"{removed.slug} was removed on {removed.removed_at:%Y-%m-%d}")
    raise AppError(f"there is no document {slug}; `mailgate documents list` shows them")


def _removed(connection: Connection, slug: str) -> Document | None:
    return next((each for each in Documents(connection).removed() if each.slug == slug.lower()), None)


def _standing(document: Document, app: App) -> str:
    if document.closes_at is None:
        return "open"
    word = "open until" if document.is_open(app.clock()) else "closed on"
    return f"{word} {document.closes_at:%Y-%m-%d}"
