"""`mailgate tokens`: letters of ours that can no longer be answered."""

import click

from mailgate.commands import site
from mailgate.new_site import person
from store.grants import Grants


@click.group
def tokens() -> None:
    """Let letters no longer be answered."""


@tokens.command
@click.argument("address", required=False)
@click.option("--all", "is_all", is_flag=True, help="The letters of everybody.")
@click.pass_context
def revoke(context: click.Context, address: str | None, *, is_all: bool) -> None:
    """Let the letters sent to ADDRESS, or to everybody, no longer be answered: when a mailbox fell into other hands."""
    if (address is None) is not is_all:
        raise click.UsageError("Give either ADDRESS or --all.")
    with site.opened(context) as app:
        who = None if address is None else person(address, app.site)
        with app.store.write() as connection:
            number = Grants(connection, app.box).revoke(who, at=app.clock())
    site.say(f"{site.count(number, 'letter')} can no longer be answered")
