"""`mailgate digest`: what moderators would be told later, now."""

import click

from mailgate import asking, letters
from mailgate.commands import site
from mailgate.desk import Desk


@click.command
@click.pass_context
def digest(context: click.Context) -> None:
    """Send every digest that waits now, whatever hour its moderator wants it at; reminders keep their time."""
    with site.opened(context) as app:
        with app.store.write() as connection:
            desk = Desk.open(connection, app.office(), app.clock())
            desk.notices.hasten(desk.now)
            number = letters.post(asking.send_due(desk), desk)
        app.ring("send")
    site.say(f"{site.count(number, 'letter')} to moderators")
