"""`mailgate status`: what waits where, how long it has waited, and what was set aside."""

from datetime import datetime

import click

from mailgate.app import App
from mailgate.commands import site
from store.challenges import Challenges
from store.comments import Comments
from store.notices import Notices
from store.outbox import Outbox
from store.people import BOUNCES, Suppressions
from store.rebuild import Rebuild
from store.spool import Spool


@click.command
@click.pass_context
def status(context: click.Context) -> None:
    """Print each queue: how many wait, the age of the oldest, how many were set aside; then comments by state."""
    with site.opened(context) as app:
        for line in lines(app):
            click.echo(line)


def lines(app: App) -> list[str]:
    """Return what `status` prints, of one moment."""
    now = app.clock()
    with app.store.read() as connection:
        spool, outbox, rebuild = Spool(connection, app.box), Outbox(connection, app.box), Rebuild(connection)
        queues = [
            ("spool", *spool.waiting(), spool.parked()),
            ("outbox", *outbox.waiting(), outbox.parked()),
            ("rebuild", *rebuild.waiting(), rebuild.parked()),
        ]
        tally = Comments(connection, app.box).tally()
        asking = Challenges(connection).waiting()
        untold = Notices(connection).later()
        unreachable = Suppressions(connection, app.box).number(BOUNCES)
    found = [_queue(name, number, since, parked, now) for name, number, since, parked in queues]
    if asking:
        found.append(f"comments whose author is asked when there is room: {asking}")
    if untold:
        found.append(f"notices to moderators, for a digest or a reminder: {untold}")
    if unreachable:
        found.append(f"addresses not written to, as letters come back: {unreachable}")
    return found + [f"comments {state}: {number}" for state, number in sorted(tally.items())]


def _queue(name: str, number: int, since: datetime | None, parked: int, now: datetime) -> str:
    age = "" if since is None else f", the oldest for {_age(max(0, int((now - since).total_seconds())))}"
    return f"{name}: {number} waiting{age}, {parked} set aside"


def _age(seconds: int) -> str:
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
