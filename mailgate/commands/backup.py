"""`mailgate backup` and `mailgate restore`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from mailgate.commands import site


@click.command
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def backup(context: click.Context, file: Path) -> None:
    """Write settings, documents, comments and mails to FILE, while the site runs or not.

    The keys are not in it: keep them somewhere else. Without them nobody can read addresses and mails in it.
    """
    from mailgate import backups  # noqa: PLC0415  `--help` is to be quick

    with site.opened(context) as app, _progress() as progress:
        backups.take(app, site.config(context), file, progress)
    site.say(f"{file}: {file.stat().st_size:,} octets; data.key and lookup.key are not in it")


@click.command
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def restore(context: click.Context, file: Path) -> None:
    """Make a site from FILE: into an empty database, with the keys of the site that was backed up.

    Where there are no settings yet, those of the backup are written. Whoever was erased since is erased again.
    """
    from mailgate import backups  # noqa: PLC0415  `--help` is to be quick

    with _progress() as progress:
        again = backups.restore(site.config(context), file, progress)
    site.say(
        f"restored; {again} of those who were erased were in it and are erased again. Pages: mailgate publish --all"
    )


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A progress bar on a terminal, nothing elsewhere: cron mails what is said to the operator, each night."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    from store.schema import metadata  # noqa: PLC0415

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=len(metadata.tables))
        yield lambda table: bar.update(task, description=table, advance=1)
