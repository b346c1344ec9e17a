"""`mailgate person` and `mailgate erase`: what is held of a person, and that it is no longer."""

import json

import click

from mailgate import erasing
from mailgate.app import App
from mailgate.commands import site
from mailgate.desk import Desk
from mailgate.new_site import person as person_of
from store import receipts
from store.erasure import Erasure, Traces
from store.model import CommentId, Report, Subscription
from store.records import Records
from store.spool import Spool


@click.command
@click.argument("address")
@click.pass_context
def person(context: click.Context, address: str) -> None:
    """Show all that is held of the person with this ADDRESS, as JSON: for their request to see it."""
    with site.opened(context) as app:
        click.echo(json.dumps(_held(app, person_of(address, app.site)), indent=2))


@click.command
@click.argument("address")
@click.pass_context
def erase(context: click.Context, address: str) -> None:
    """Erase the person with this ADDRESS, for good: words, mails and letters, also from backups restored later.

    Their comments leave the pages; a line stays, so that links and numbers stay true. Whether they asked for silence is
    still known, as a keyed hash.
    """
    with site.opened(context) as app:
        traces = erasing.erase(app, person_of(address, app.site))
        with app.store.read() as connection:
            waiting, _ = Spool(connection, app.box).waiting()
    others = _quoted(traces)
    site.say(f"erased: {site.count(len(traces.comments), 'comment')}, {site.count(len(traces.mails), 'mail')}")
    if others:
        site.say(f"the address is gone from {site.count(others, 'mail')} and texts of others")
    if waiting:
        site.say(f"{site.count(waiting, 'mail')} not yet read: run mailgate drain, then this again")


def _held(app: App, address: str) -> dict[str, object]:
    with app.store.read() as connection:
        desk = Desk.open(connection, app.office(), app.clock())
        traces = Erasure(connection, app.box).traces(address, erasing.finder(address), before=app.clock())
        theirs = frozenset(traces.mails)
        records = [record for record in Records(connection, app.box) if record.id in theirs]
        return {
            "address": address,
            "is_moderator": (desk.moderators.find(address) or desk.moderators.owner(address)) is not None,
            "not_written_to": desk.suppressions.among({address}).get(address),
            "comments": [_comment(desk, comment_id) for comment_id in traces.comments],
            "mails": [
                {"id": each.id, "received": each.received_at.isoformat(), "state": each.state} for each in records
            ],
            "follows": [_followed(desk, each) for each in desk.subscriptions.of(address)],
            "reports": [_reported(desk, each) for each in desk.reports.of(address)],
            "letters": desk.outbox.count_to(address),
            "quoted_by_others": _quoted(traces),
        }


def _followed(desk: Desk, wish: Subscription) -> dict[str, object]:
    document = desk.documents.by_id(wish.document_id)
    place = None if wish.paragraph_id is None else desk.documents.place(wish.paragraph_id)
    return {
        "document": None if document is None else document.slug,
        "paragraph": None if place is None else place.paragraph.key,
        "since": None if wish.confirmed_at is None else wish.confirmed_at.isoformat(),
    }


def _reported(desk: Desk, report: Report) -> dict[str, object]:
    public_id = desk.comments.get(report.comment_id).public_id
    return {"comment": public_id, "words": report.words, "state": report.state.value}


def _comment(desk: Desk, comment_id: CommentId) -> dict[str, object]:
    comment = desk.comments.get(comment_id)
    return {
        "id": comment.public_id,
        "receipt": receipts.number(desk.office.box, comment.public_id),
        "received": comment.received_at.isoformat(),
        "state": comment.state.value,
        "name": comment.revision.name,
        "text": comment.revision.text,
        "cut": comment.revision.removed,
    }


def _quoted(traces: Traces) -> int:
    return len(traces.quoting_mails) + len(traces.quoting_revisions)
