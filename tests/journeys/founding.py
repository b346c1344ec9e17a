"""How a village comes to be: a site with the sample report, in this process or as `mailgate run` starts it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ports import free_port

from mailgate import new_site
from mailgate.app import App, build
from mailgate.importers import document, read
from mailgate.importers.keep import keep
from mailgate.reading.reader import ReaderPool
from mailgate.running import parts
from mailgate.settings import load
from mailgate.settings_file import Wishes
from tests.journeys.post import Post
from tests.journeys.village import DOMAIN, OPERATOR, SAMPLE, SLUG, RunningVillage, SteppedVillage, Village
from tests.mailgate.door.conftest import RunningDoor


def make_site(folder: Path, database: str, post: Post, port: int) -> App:
    """Make a site with the sample report, as `mailgate init` and `import` make one."""
    wishes = Wishes(
        domain=DOMAIN,
        base_url="https://reports.example/",
        operator=OPERATOR,
        smarthost_host="127.0.0.1",
        smarthost_port=post.port,
        smarthost_tls="none",
        since="2026-05-04",
        smtp=(f"127.0.0.1:{port}",),
        database=database,
        title="Reports of the County",
    )
    new_site.make(folder, wishes, ())
    app = build(load(folder / new_site.SETTINGS))
    with app.store.write() as connection:
        keep(connection, document.document_of(read(SAMPLE), SLUG), at=app.clock())
    return app


def copy_site(made: Path, folder: Path, post: Post, port: int) -> App:
    """Copy a site with all its pages, and give it ports of its own."""
    shutil.copytree(made, folder, ignore=shutil.ignore_patterns("*.sock"))
    file = folder / new_site.SETTINGS
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^port = \d+$", f"port = {post.port}", text)
    file.write_text(re.sub(r"(?m)^smtp = .*$", f'smtp = ["127.0.0.1:{port}"]', text), encoding="utf-8")
    return build(load(file))


@contextmanager
def founded(folder: Path, readers: ReaderPool, *, database: str = "", made: Path | None = None) -> Iterator[Village]:
    """A village with the sample report whose parts are in this process: on a new database, or a copy of one made."""
    post, port, late = Post(), free_port(), [timedelta()]
    app = make_site(folder, database, post, port) if made is None else copy_site(made, folder, post, port)
    app = replace(app, clock=lambda: datetime.now(UTC) + late[0])
    door = RunningDoor(app.store, app.box, app.settings.listening(), app.clock).start()
    worker, sender, publisher = parts.worker(app, readers), parts.sender(app), parts.publisher(app)
    village = SteppedVillage(
        app=app, post=post, port=port, late=late, worker=worker, sender=sender, publisher=publisher
    )
    try:
        village.settle()
        yield village
    finally:
        sender.close()
        door.stop()
        post.close()
        app.close()


@contextmanager
def running(folder: Path, database: str) -> Iterator[RunningVillage]:
    """A village with the sample report, run by `mailgate run`."""
    post, port = Post(), free_port()
    app = make_site(folder, database, post, port)
    command = [sys.executable, "-m", "mailgate", "--config", str(folder / new_site.SETTINGS), "run"]
    log = folder / "run.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    village = RunningVillage(app=app, post=post, port=port, process=process, log=log)
    try:
        village.wait_until_it_runs()
        yield village
        process.terminate()
        assert process.wait(30) == 0
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        post.close()
        app.close()
