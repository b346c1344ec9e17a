"""`mailgate run`: all parts of a site, for one that needs no more than one machine."""

import os
from pathlib import Path

import click

from mailgate import logs
from mailgate.app import build
from mailgate.commands import site
from mailgate.running import supervise


@click.command
@click.pass_context
def run(context: click.Context) -> None:
    """Run all parts of a site, each in a process of its own; one that dies is started again.

    SIGTERM finishes what was accepted.
    """
    logs.configure()
    build(site.settings(context)).close()  # what is wrong with the site is said once, not by each part
    context.exit(supervise.run(context.find_object(Path) or site.DEFAULT, os.environ))
