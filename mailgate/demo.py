"""A throw-away site on this machine: the sample report, all parts running, and a smarthost that keeps every letter.

It lives in a folder that is taken away at the end; nothing leaves the loopback.
"""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from mailgate import new_site
from mailgate.app import build
from mailgate.capture import HOST, Capture
from mailgate.importers import document, read
from mailgate.importers.keep import keep
from mailgate.running import parts
from mailgate.settings import load
from mailgate.settings_file import Wishes

DOMAIN = "reports.example"
READER, MODERATOR, OPERATOR = "ann@reader.example", "mo@desk.example", "op@desk.example"
SLUG, KEY = "sellay-ferry", "12"
SAMPLE = Path(__file__).parent / "sample"
SMTP_PORT, WEB_PORT = 8025, 8080
_START_SECONDS = 60.0
_STOP_SECONDS = 20.0
_PAUSE = 0.05


class DemoError(Exception):
    """The demonstration cannot be started; a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A demonstration that runs. `folder` holds all of it."""

    folder: Path
    smtp_port: int
    capture: Capture
    process: "subprocess.Popen[bytes]"

    @property
    def page(self) -> str:
        """The URL of the paragraph that the story is about."""
        return f"{self.capture.url}{SLUG}/{KEY}/"

    @property
    def public(self) -> Path:
        """Where the pages are."""
        return self.folder / "site" / "public"

    @property
    def outbox(self) -> Path:
        """The Maildir of the captured letters."""
        return self.folder / "outbox"

    @property
    def log(self) -> Path:
        """What the parts log."""
        return self.folder / "mailgate.log"

    def is_running(self) -> bool:
        """Whether the parts still run."""
        return self.process.poll() is None


@contextmanager
def started(*, smtp_port: int, web_port: int) -> Iterator[Demo]:
    """Make a demonstration, start it, and take it away at the end. A port of 0 is replaced by a free one."""
    with TemporaryDirectory(prefix="mailgate-demo-") as name:
        folder = Path(name)
        with Capture(folder / "outbox", folder / "site" / "public", web_port=web_port) as capture:
            port = smtp_port or free_port(0)
            config = _make_site(folder / "site", capture, port)
            _write_answer_program(folder, port)
            process = _run(config, folder / "mailgate.log")
            try:
                demo = Demo(folder=folder, smtp_port=port, capture=capture, process=process)
                _wait_for_door(demo)
                yield demo
            finally:
                _stop(process)


def free_port(wanted: int) -> int:
    """Return this port of the loopback, or the next that is free; 0: any."""
    for port in range(wanted, wanted + 100) if wanted else (0,):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            return int(probe.getsockname()[1])
    raise DemoError(f"none of the ports {wanted} to {wanted + 99} is free")


def _make_site(folder: Path, capture: Capture, port: int) -> Path:
    """Make what `mailgate init`, `import` and `publish` make; return the settings file."""
    wishes = Wishes(
        domain=DOMAIN,
        base_url=capture.url,
        operator=OPERATOR,
        smarthost_host=HOST,
        smarthost_port=capture.smtp_port,
        smarthost_tls="none",
        since=f"{datetime.now(UTC):%Y-%m-%d}",
        smtp=(f"{HOST}:{port}",),
        title="A demonstration of mailgate",
    )
    new_site.make(folder, wishes, (MODERATOR,))
    app = build(load(folder / new_site.SETTINGS))
    new = document.document_of(read(SAMPLE / f"{SLUG}.html"), SLUG)
    with app.store.write() as connection:
        keep(connection, new, at=app.clock())
    publisher = parts.publisher(app)
    while publisher.step(app.clock()):
        pass
    app.close()
    return folder / new_site.SETTINGS


def _write_answer_program(folder: Path, port: int) -> None:
    program = (SAMPLE / "answer.py").read_text(encoding="utf-8")
    (folder / "answer.py").write_text(program.replace(f"PORT = {SMTP_PORT}", f"PORT = {port}"), encoding="utf-8")


def _run(config: Path, log: Path) -> "subprocess.Popen[bytes]":
    command = (sys.executable, "-P", "-m", "mailgate", "--config", str(config), "run")
    with log.open("wb") as out:
        # A session of its own: Ctrl-C is for us, and we end the parts.
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True)


def _wait_for_door(demo: Demo) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and demo.is_running():
        with suppress(OSError), socket.create_connection((HOST, demo.smtp_port), timeout=5) as probe:
            if probe.recv(3) == b"220":
                return
        time.sleep(_PAUSE)
    said = demo.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise DemoError(f"the site did not start: {said[-1] if said else 'it said nothing'}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def invitation(demo: Demo) -> Sequence[str]:
    """Return the lines that tell a person what to try, with the exact commands."""
    address = f"{SLUG}.{KEY}@{DOMAIN}"
    words = "The date in this paragraph is wrong."
    server = f"{HOST}:{demo.smtp_port}"
    answer = f"{shlex.quote(sys.executable)} {shlex.quote(str(demo.folder / 'answer.py'))}"
    mail = f"From: Ann Reader <{READER}>\\r\\nTo: {address}\\r\\nSubject: The date\\r\\n\\r\\n{words}\\r\\n"
    return f"""\
A report that takes comments by e-mail runs on this machine, until Ctrl-C.

  The report    {demo.capture.url}
  All letters   {demo.capture.url}outbox/
  The same, as a Maildir: {demo.outbox}

Three things to try, in another terminal:

1. Be a reader: comment on paragraph {KEY} ({demo.page}).

     swaks --server {server} --from {READER} --to {address} \\
           --h-From "Ann Reader <{READER}>" --h-Subject "The date" --body "{words}"

   Without swaks:

     printf '{mail}' |
       curl --silent --show-error smtp://{server} --mail-from {READER} --mail-rcpt {address} --upload-file -

2. Confirm it: read the letter to {READER} in the outbox, and answer it with yes.

     {answer} {READER} yes

   Or with a mail program: press r at the letter, write yes, send.

     mutt -e 'set smtp_url="smtp://{server}/" ssl_force_tls=no copy=no reverse_name=yes' \\
          -e 'alternates "@(reader|desk).example"' -f {shlex.quote(str(demo.outbox))}

3. Be the moderator: read the letter to {MODERATOR}, and answer it with approve (or reject REASON).

     {answer} {MODERATOR} approve

   A moment later the comment is on {demo.page}
""".splitlines()
