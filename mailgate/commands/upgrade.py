"""`mailgate upgrade`: the database of an earlier version comes to the tables of this one."""

import click

from mailgate.commands import site
from mailgate.new_site import bring_up


@click.command
@click.pass_context
def upgrade(context: click.Context) -> None:
    """Bring the database to the tables of this version. Stop the site and take a backup first.

    All steps are one transaction: either every one is done, or the database stays as it was.
    """
    before, after = bring_up(site.settings(context))
    site.say(
        f"the database is at {after} already" if before == after else f"the database went from {before} to {after}"
    )
