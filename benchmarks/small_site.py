"""A throw-away site for measurements: a database with one document, and a listener of its own in another process.

As a program it is that listener: `python small_site.py URL FOLDER PORT LMTP_PORT PROCESSES` prints `ready` and serves
until SIGTERM.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import create_engine, make_url, text

from mailgate.door import Door
from mailgate.listener import open_sockets, serve
from mailgate.running.processes import run_children
from mailgate.smtp.limits import Endpoint, Limits, ListenSettings
from store.documents import Documents, NewDocument, NewParagraph
from store.engine import open_store
from store.migrations import migrate
from store.model import Html, Kind
from store.sealed import Box

__all__ = ["DOMAIN", "PARAGRAPHS", "ListenerProcess", "box", "database", "make_site"]

DOMAIN = "reports.example"
PARAGRAPHS = 40
# A benchmark is one client that never tires.
PATIENT = Limits(
    connections=2_000,
    connections_per_client=2_000,
    messages=10**9,
    commands=10**9,
    junk=10**9,
    crowded=1.0,
    free_share=0.0,
)


def box() -> Box:
    """The keys of every throw-away site."""
    return Box(data_key=bytes(32), lookup_key=bytes(range(32)))


def make_site(url: str) -> None:
    """Make the tables, and a document `water` of 40 paragraphs."""
    paragraphs = tuple(
        NewParagraph(
            key=str(n), number=str(n), kind=Kind.PARAGRAPH, text=f"Paragraph {n}.", html=Html(f"<p>Paragraph {n}.</p>")
        )
        for n in range(1, PARAGRAPHS + 1)
    )
    new = NewDocument(slug="water", title="Water for the Town", language="en", sections=(), paragraphs=paragraphs)
    store = open_store(url)
    migrate(store)
    with store.write() as connection:
        Documents(connection).add(new, at=datetime.now(UTC))
    store.close()


@contextmanager
def database(server: str | None) -> Iterator[tuple[str, Path]]:
    """Yield the URL of a new database and a folder; on the PostgreSQL server of that URL, or a SQLite file."""
    with tempfile.TemporaryDirectory(prefix="mailgate-") as name:
        folder = Path(name)
        if server is None:
            yield f"sqlite:///{folder}/mail.db", folder
            return
        new = f"mailgate_{os.getpid()}_{os.urandom(4).hex()}"
        admin = create_engine(server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {new}"))
        try:
            yield make_url(server).set(database=new).render_as_string(hide_password=False), folder
        finally:
            with admin.connect() as connection:
                connection.execute(text(f"DROP DATABASE {new} WITH (FORCE)"))
            admin.dispose()


class ListenerProcess:
    """A listener in a process group of its own, so that all of it can be killed."""

    def __init__(
        self, url: str, folder: Path, *, port: int, lmtp_port: int, processes: int = 1, limits: Limits = PATIENT
    ) -> None:
        arguments = [url, str(folder), str(port), str(lmtp_port), str(processes), json.dumps(asdict(limits))]
        self.url = url
        self.port = port
        self.lmtp_port = lmtp_port
        self.process = subprocess.Popen(
            [sys.executable, __file__, *arguments], stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self.process.stdout is not None
        if (said := self.process.stdout.readline()) != "ready\n":
            self.close()
            raise RuntimeError(f"the listener did not start: {said!r}")

    def signal(self, number: int) -> int:
        """Send a signal to all of it, wait, and return its exit status."""
        with suppress(ProcessLookupError):  # it may have ended before
            os.killpg(self.process.pid, number)
        status = self.process.wait(timeout=30)
        assert self.process.stdout is not None
        self.process.stdout.close()  # not before: one that is just beginning still says that it is ready
        return status

    def close(self) -> None:
        """Leave nothing behind, whatever happened."""
        self.signal(signal.SIGKILL)

    def memory(self) -> int:
        """Return the resident size of its processes together, in octets."""
        sizes = [Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()[0] for pid in self._pids()]
        return sum(map(int, sizes)) * 1024

    def cpu(self) -> float:
        """Return the CPU seconds its processes have used."""
        fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split() for pid in self._pids()]
        return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")

    def _pids(self) -> list[int]:
        pid = self.process.pid
        return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def main() -> int:
    """Be the listener."""
    url, folder, port, lmtp_port, processes, limits = sys.argv[1:]
    settings = ListenSettings(
        domain=DOMAIN,
        smtp=(Endpoint(host="127.0.0.1", port=int(port)),),
        lmtp=(Endpoint(host="127.0.0.1", port=int(lmtp_port)),),
        folder=Path(folder),
        limits=Limits(**json.loads(limits)),
    )
    sockets = open_sockets(settings)

    def ready() -> None:
        os.write(1, b"ready\n")  # at once: several processes say it

    def work() -> None:
        store = open_store(url)
        serve(settings, sockets, lambda: Door(store, box(), settings), on_ready=ready)

    if int(processes) > 1:
        return run_children(int(processes), work)
    work()
    return 0


if __name__ == "__main__":
    sys.exit(main())
