"""How a part runs: woken by its bell, until SIGTERM or SIGINT; what a dead one of its kind had claimed is freed."""

import signal
import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy import Connection

from mailgate import logs
from mailgate.app import App
from mailgate.running import loop
from mailgate.running.alone import alone
from mailgate.running.waking import Bell

log = structlog.get_logger("mailgate")

Step = Callable[[], bool | datetime | None]
Release = Callable[[Connection], int]


def run_part(app: App, part: str, step: Step, *, release: Release, stop: threading.Event | None = None) -> None:
    """Run a part until it is told to stop. `release` frees what is leased; it is called where no other process runs
    this part, so that nothing waits for the lease of one that died. `stop` is set when the part is told to stop."""
    logs.configure()
    stop = stop or threading.Event()

    def end(_number: int, _frame: object) -> None:
        stop.set()
        app.ring(part)  # it may be asleep

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    with alone(app.store, app.settings.run, part) as is_alone, Bell(app.settings.run, part) as bell:
        if is_alone:
            with app.store.write() as connection:
                freed = release(connection)
            log.info("started", part=part, freed=freed)
        app.notices.hear(part, stop)
        loop.run(step, bell, stop)
    log.info("stopped", part=part)
