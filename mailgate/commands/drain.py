"""`mailgate drain`: wait until spool, outbox and rebuild are empty, and moderators were told what is due."""

import time
from dataclasses import dataclass

import click

from mailgate.app import App, AppError
from mailgate.commands import site
from store.notices import Notices
from store.outbox import Outbox
from store.rebuild import Rebuild
from store.restated import Restating
from store.spool import Spool

_PAUSE = 0.05  # seconds between two looks
_RING = 1.0  # seconds between two times that the parts are woken


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits, of one moment. `letters`: those that are due now; `notices`: what moderators are to be told now;
    `questions`: comments whose authors are to be asked whether they stand in a new edition."""

    mails: int
    notices: int
    questions: int
    letters: int
    pages: int

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return bool(self.mails or self.notices or self.questions or self.letters or self.pages)

    def __str__(self) -> str:
        """Return it as a person reads it."""
        queues = [(self.mails, "mail"), (self.notices, "notice"), (self.questions, "question")]
        queues += [(self.letters, "letter"), (self.pages, "page")]
        return ", ".join(site.count(number, thing) for number, thing in queues if number)


@click.command
@click.option(
    "--timeout", metavar="S", type=click.FloatRange(min=0), default=60.0, show_default=True, help="Seconds to wait."
)
@click.pass_context
def drain(context: click.Context, timeout: float) -> None:
    """Return when every mail is read, every letter that can be sent now is sent, and every page is written.

    What moderators are told later, in a digest or as a reminder, does not wait: `mailgate digest` sends digests now.
    After an edition authors are asked whether their comments stand, 200 a minute: where there are more, it takes long.

    Pages that would be written a little later, for several changes at once, are due now. Exit status 1 after the
    timeout, with what still waits.
    """
    with site.opened(context) as app:
        left = wait(app, timeout)
    if left:
        raise AppError(f"still waiting after {timeout:g} s: {left}; is `mailgate run`, or each of its parts, running?")


def wait(app: App, timeout: float) -> Waiting:
    """Wait until nothing waits, or for `timeout` seconds; return what waits then."""
    end = time.monotonic() + timeout
    ring_at = 0.0
    while True:
        left = look(app)
        now = time.monotonic()
        if not left or now >= end:
            return left
        if now >= ring_at:
            ring_at = now + _RING
            _hasten(app, left)
        time.sleep(_PAUSE)


def look(app: App) -> Waiting:
    """Return what waits: one transaction, as work moves from queue to queue."""
    with app.store.read() as connection:
        return Waiting(
            mails=Spool(connection, app.box).waiting()[0],
            notices=Notices(connection).waiting(app.clock()),
            questions=Restating(connection).waiting(),
            letters=Outbox(connection, app.box).sendable(app.clock()),
            pages=Rebuild(connection).waiting()[0],
        )


def _hasten(app: App, left: Waiting) -> None:
    if left.pages:
        with app.store.write() as connection:
            Rebuild(connection).hasten(app.clock())
    for part in ("work", "send", "publish"):
        app.ring(part)
