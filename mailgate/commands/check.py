"""`mailgate check`: is this site as it should be?"""

import click

from mailgate import checking
from mailgate.commands import site


@click.command
@click.pass_context
def check(context: click.Context) -> None:
    """Look at settings, permissions, disk, smarthost and DNS: each line is ok, a warning or an error, with the mend."""
    has_errors = False
    with site.opened(context) as app:
        for each in checking.findings(app):
            click.echo(str(each))
            has_errors |= each.level == "error"
    if has_errors:
        context.exit(1)
