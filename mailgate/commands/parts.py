"""`mailgate listen`, `work`, `send`: one part each, until SIGTERM; what was accepted is finished first."""

import os
import signal
import threading
from contextlib import closing

import click

from mailgate import erasing, logs
from mailgate.app import AppError, build
from mailgate.commands import site
from mailgate.commands.parted import run_part
from mailgate.door import Door
from mailgate.listener import Listening, given_sockets, open_sockets, serve
from mailgate.reading.reader import ReaderPool
from mailgate.running import parts, supervise
from mailgate.running.processes import run_children
from mailgate.settings import Settings
from renderer import cycles
from store.outbox import Outbox
from store.spool import Spool


@click.command
@click.option(
    "--processes",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many share the sockets; on SQLite 1.",
)
@click.pass_context
def listen(context: click.Context, processes: int) -> None:
    """Take mail in, by SMTP and LMTP, where the settings say, or on the sockets that systemd hands over.

    On PostgreSQL several processes can share the sockets.
    """
    logs.configure()
    settings = site.settings(context)
    if processes > 1 and settings.is_sqlite:
        raise click.UsageError("on SQLite one process listens: it has one writer")
    build(settings).close()  # what is wrong with the site is said before a port is opened
    sockets = given_sockets(os.environ, os.getpid()) or open_sockets(settings.listening())
    if not sockets:
        raise AppError("nowhere to listen: [listen] names no place, and systemd handed no socket over")
    if processes == 1:
        _listen(settings, sockets)
    else:
        shared = settings.model_copy(update={"limits": settings.limits.divided(processes)})
        context.exit(run_children(processes, lambda: _listen(shared, sockets)))


def _listen(settings: Settings, sockets: list[Listening]) -> None:
    app = build(settings)
    broken: list[bool] = []

    def stop() -> None:  # INV-05: what was written before may be gone too
        broken.append(True)
        os.kill(os.getpid(), signal.SIGTERM)

    def door() -> Door:
        return Door(app.store, app.box, settings.listening(), on_stored=lambda: app.ring("work"), on_broken=stop)

    serve(settings.listening(), sockets, door, on_ready=lambda: supervise.notify("READY=1", os.environ))
    app.close()
    if broken:
        raise AppError("the disk did not keep what was written: look at it before mail is taken again")


@click.command
@click.pass_context
def work(context: click.Context) -> None:
    """Read mail and decide: comments, confirmations, decisions, letters."""
    with site.opened(context) as app, ReaderPool(app.settings.readers) as readers:
        erasing.erase_again(app)  # the database may be an older copy
        worker = parts.worker(app, readers)
        cycles.look_rarely()
        run_part(app, "work", worker.step, release=lambda connection: Spool(connection, app.box).release())


@click.command
@click.pass_context
def send(context: click.Context) -> None:
    """Hand letters to the smarthost, again and again where it does not take them."""
    stop = threading.Event()
    with site.opened(context) as app, closing(parts.sender(app, is_stopping=stop.is_set)) as sender:
        run_part(app, "send", sender.step, release=lambda connection: Outbox(connection, app.box).release(), stop=stop)
