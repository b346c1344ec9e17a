"""`mailgate publish`: pages from the store: those that have changed, all, or only what would change."""

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import closing, contextmanager, nullcontext
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from mailgate.app import App, AppError
from mailgate.checking import WITHOUT_INDEX
from mailgate.commands import site
from mailgate.commands.parted import run_part
from mailgate.running import parts
from renderer import archive, cycles, files, index, urls
from renderer.build import Build, Changes, Progress, check, publish_all
from renderer.wording import PageTemplateError
from store.people import everybody
from store.rebuild import Part, Rebuild

if TYPE_CHECKING:
    from renderer.bucket import Bucket


@click.command
@click.option("--all", "is_all", is_flag=True, help="Write every page anew, where it differs.")
@click.option(
    "--check", "is_check", is_flag=True, help="Say what --all would change; write nothing. Exit status 1: something."
)
@click.option("--watch", is_flag=True, help="Go on, and write each page as it changes.")
@click.pass_context
def publish(context: click.Context, *, is_all: bool, is_check: bool, watch: bool) -> None:
    """Write the pages that have changed since they were last written."""
    if is_all + is_check + watch > 1:
        raise click.UsageError("--all, --check and --watch cannot be given together")
    with site.opened(context, with_data_key=False) as app:
        if watch:
            _watch(app)
        elif is_check:
            changes = _whole(app, check)
            _say(changes, "would be written", "would be taken away", paths=True)
            context.exit(int(bool(changes.written or changes.removed) | _differs(app)))
        elif is_all:
            _write_all(app)
        else:
            _write_what_waits(app)


def _write_all(app: App) -> None:
    """Write every page, index and archive, and have all of it in the bucket; a publisher does what we die before."""
    bucket = parts.bucket(app)
    with nullcontext() if bucket is None else bucket.owing():
        _say(_whole(app, publish_all), "written", "taken away")
        _index(app)
        _keep(app)
        if bucket is not None:
            _bring_up(bucket)


def _whole(app: App, build: Callable[[Build, Progress | None], Changes]) -> Changes:
    with _progress() as progress:
        try:
            return build(_wanted(app), progress)
        except PageTemplateError as error:
            raise AppError(f"{error}; the pages are as they were") from error
        except BrokenExecutor as error:
            raise AppError(
                "a process that made pages was killed, perhaps for want of memory; the pages are as they were"
            ) from error


def _wanted(app: App) -> Build:
    return Build(
        database=app.store.url,
        site=app.site,
        public=app.settings.public,
        now=app.clock(),
        templates=app.design(),
        people=partial(everybody, app.box),
    )


def _keep(app: App) -> None:
    """Make the archive of each document; the contents of one that had none lead to it from now on."""
    if new := archive.make(_wanted(app), app.store):
        with app.store.write() as connection:
            for document_id in new:
                Rebuild(connection).put(Part.DOCUMENT, document_id, due_at=app.clock())
        _write_what_waits(app)


def _bring_up(bucket: "Bucket") -> None:
    """Make the bucket as the folder is."""
    with closing(bucket), _asking():
        moved = bucket.bring_all()
    site.say(f"bucket: {moved.up} brought up, {moved.deleted} deleted")


def _differs(app: App) -> bool:
    """Say what `--all` would change in the bucket besides; whether that is anything."""
    if (bucket := parts.bucket(app)) is None:
        return False
    with closing(bucket), _asking():
        up, deleted = bucket.differences()
    for path in up:
        click.echo(f"bring up {path}")
    for path in deleted:
        click.echo(f"delete {path}")
    site.say(f"bucket: {len(up)} would be brought up, {len(deleted)} deleted")
    return bool(up or deleted)


@contextmanager
def _asking() -> Iterator[None]:
    from renderer.bucket import BucketError  # noqa: PLC0415  needs the extra `s3`

    try:
        yield
    except BucketError as error:
        raise AppError(f"{error}; the rest is brought up by the part that publishes, once it answers") from error


def _index(app: App) -> None:
    """Make the index of all words, where there is a page to search; without what makes it there is none."""
    if not app.site.search:
        return
    if not index.can_index():
        _leave_out_index(app)
        site.say(f"search: no index of words, {WITHOUT_INDEX}")
        return
    try:
        index.make(app.settings.public, app.site.words)
    except index.IndexingError as error:
        raise AppError(str(error)) from error


def _leave_out_index(app: App) -> None:
    """Take an older index away: it would lead to what is no longer there, and have the words of who was erased."""
    public = str(app.settings.public)
    with files.sole_writer(public, wait=True):
        files.remove(public, filter(urls.is_of_index, files.walk_below(public, urls.SEARCH.rstrip("/"))))


def _say(changes: Changes, written: str, removed: str, *, paths: bool = False) -> None:
    if paths:
        for path in changes.written:
            click.echo(f"write {path}")
        for path in changes.removed:
            click.echo(f"remove {path}")
    all_files = site.count(changes.files, "file")
    site.say(f"{all_files}: {len(changes.written)} {written}, {len(changes.removed)} {removed}")


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on a terminal, nothing elsewhere."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with Bar(console=console, transient=True) as bar:
        task = bar.add_task("Pages", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _write_what_waits(app: App) -> None:
    """Write what waits, pages that were to be coalesced included."""
    now = app.clock()
    with app.store.write() as connection:
        Rebuild(connection).hasten(now)
    publisher = parts.publisher(app)
    while publisher.step(now):
        pass
    with app.store.read() as connection:
        left, _ = Rebuild(connection).waiting()
    if left:
        raise AppError(f"{site.count(left, 'piece')} of work left: another publisher is at it, or the log says why")


def _watch(app: App) -> None:
    publisher = parts.publisher(app)

    def step() -> bool | datetime | None:
        return publisher.step(app.clock()) or publisher.next_due()

    cycles.look_rarely()
    run_part(app, "publish", step, release=lambda connection: Rebuild(connection).release())
