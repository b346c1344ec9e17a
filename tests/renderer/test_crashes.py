"""A publisher that is killed, or whose power fails, leaves whole files, and its work to the next."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import make_url

from renderer import files
from renderer.publish import Publisher
from store.engine import open_store
from tests.renderer.conftest import Library, tree
from tests.renderer.test_publish import LATER

KILLED = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from renderer import files
from renderer.making import File
from renderer.output import Output
from renderer.pieces import Paths, pieces
root, big = sys.argv[1], b"x" * 300_000
Path(root).mkdir(exist_ok=True)
print("ready", flush=True)
for turn in range(100_000):
    batch = [File(f"doc/{n}/index.html", b"%d<html>%b</html>%d" % (turn, big, turn)) for n in range(4)]
    if turn % 2:
        files.write_now(root, batch)
    else:
        files.write_aside(root, batch)
        files.sync_everything(root)
        for file in batch:
            files.put_in_place(root, file.path)
"""


def test_after_kill_9_at_any_moment_every_file_is_whole(tmp_path: Path) -> None:
    root = tmp_path / "public"
    for seed in range(8):
        arguments = [sys.executable, "-c", KILLED, str(root)]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(random.Random(seed).uniform(0.02, 0.3))
            process.send_signal(signal.SIGKILL)
        for path in root.rglob("index.html"):
            turn, _, rest = path.read_bytes().partition(b"<html>")
            assert len(rest) == 300_000 + len(b"</html>") + len(turn)
            assert rest.endswith(b"</html>" + turn)
    assert list(root.rglob("index.html"))


def test_killed_in_the_middle_the_work_is_done_by_whoever_comes_next(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(files, "put_in_place", lambda *_: sys.exit(1))
        with pytest.raises(SystemExit):
            library.publisher().step(library.now)
    assert not (library.public / "harbour/1.2/index.html").exists()
    assert library.publisher().step(library.now)
    assert (library.public / "harbour/1.2/index.html").exists()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # PostgreSQL keeps its log in order itself
def test_where_power_fails_and_the_end_of_work_is_forgotten_it_is_done_again(library: Library, tmp_path: Path) -> None:
    publisher = library.publisher()
    library.publish(publisher)
    public_id = library.comment("1.2", "<p>Hello</p>")
    # What a disk holds that kept all that was to be durable, and nothing of the claim that follows.
    database, kept = make_url(library.store.url).database, tmp_path / "kept.db"
    for end in ("", "-wal"):
        shutil.copyfile(f"{database}{end}", f"{kept}{end}")
    library.publish(publisher)
    whole = tree(library.public)
    assert f"c/{public_id}/index.html" in whole
    store = open_store(f"sqlite:///{kept}")
    again = Publisher(store, library.site, library.public)
    assert again.step(library.now + LATER)
    assert again.next_due() is None
    assert tree(library.public) == whole
    store.close()
