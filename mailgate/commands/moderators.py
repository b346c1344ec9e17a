"""`mailgate moderators`: who decides."""

import click

from mailgate import team
from mailgate.app import AppError
from mailgate.commands import site
from mailgate.desk import Desk
from mailgate.new_site import person
from store.people import Moderators


@click.group
def moderators() -> None:
    """List, add or remove those who decide on comments."""


@moderators.command("list")
@click.pass_context
def list_(context: click.Context) -> None:
    """Print one address a line, in the order they were added."""
    with site.opened(context) as app, app.store.read() as connection:
        for each in Moderators(connection, app.box).all():
            click.echo(each.address)


@moderators.command
@click.argument("address")
@click.pass_context
def add(context: click.Context, address: str) -> None:
    """Let the person at this address decide, on comments that are confirmed from now on."""
    with site.opened(context) as app:
        who = person(address, app.site)
        with app.store.write() as connection:
            is_new = Moderators(connection, app.box).add(who, at=app.clock())
    site.say(f"{who} is a moderator now" if is_new else f"{who} is a moderator already")


@moderators.command
@click.argument("address")
@click.pass_context
def remove(context: click.Context, address: str) -> None:
    """Let the person at this address decide no more; letters sent to it can no longer be answered."""
    with site.opened(context) as app:
        who = person(address, app.site)
        with app.store.write() as connection:
            desk = Desk.open(connection, app.office(), app.clock())
            if not team.dismiss(desk, who):
                raise AppError(f"{who} is no moderator")
            are_left = bool(desk.moderators.all())
    site.say(f"{who} is no moderator any more")
    if not are_left:
        site.say("Nobody is left who decides: comments will wait. Add someone, or use mailgate decide.")
