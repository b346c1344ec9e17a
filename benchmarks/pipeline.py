"""How many mails a second the worker takes from accepted to pending, and how long an approval takes to its page.

    python benchmarks/pipeline.py
    python benchmarks/pipeline.py --database postgresql+psycopg:///postgres

Two parts. Throughput: comments of 1.6 KB lie accepted in the spool, then the confirmations of all of them (each with
our letter quoted); `mailgate work` runs as it does on a site, and the time is from its first reading to the last.
Latency: all parts run as `mailgate run` starts them; a moderator's `approve` is handed over by SMTP, and the time is
from its 250 to the comment standing in the page's file.
"""

import argparse
import os
import platform
import re
import signal
import smtplib
import statistics
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ports import free_port
from small_site import database

from mailgate.app import App, build
from mailgate.settings import load
from store.documents import Documents, NewDocument, NewParagraph
from store.model import Html, Kind
from store.outbox import Outbox
from store.spool import Envelope, Received, Spool

DOMAIN = "reports.example"
MODERATOR = "mo@desk.example"
WORDS = "This is a comment with some words that a person could well have written on it. " * 20


@contextmanager
def site(url: str, folder: Path, *, port: int, smarthost: int) -> Iterator[tuple[App, list[str]]]:
    """A site made by `mailgate init`, with a document of 100 paragraphs; and how its program is called."""
    place = folder / "site"
    options = ["--domain", DOMAIN, "--base-url", "https://reports.example/", "--moderator", MODERATOR]
    options += ["--smarthost", f"127.0.0.1:{smarthost}", "--listen", f"127.0.0.1:{port}", "--database", url]
    subprocess.run([program(), "init", str(place), *options], check=True, stdout=subprocess.DEVNULL)
    lift_limits(place / "mailgate.toml")
    app = build(load(place / "mailgate.toml"))
    text = "The river rose by some metres within one night. " * 8
    paragraphs = tuple(
        NewParagraph(key=str(n), number=f"{n}.", kind=Kind.PARAGRAPH, text=text, html=Html(f"<p>{text}</p>"))
        for n in range(1, 101)
    )
    new = NewDocument(slug="water", title="Water for the Town", language="en", sections=(), paragraphs=paragraphs)
    with app.store.write() as connection:
        Documents(connection).add(new, at=datetime.now(UTC))
    yield app, [program(), "--config", str(place / "mailgate.toml")]
    app.close()


def lift_limits(file: Path) -> None:
    """Have a letter written for each comment, however many there are: what is measured is not how long they wait."""
    settings = file.read_text(encoding="utf-8")
    for name in ("per_hour", "per_source", "minute"):
        settings, found = re.subn(rf"^# {name} = \d+$", f"{name} = 1000000", settings, flags=re.MULTILINE)
        assert found == 1, name
    file.write_text(settings, encoding="utf-8")


def program() -> str:
    """Return the program beside this Python."""
    return str(Path(sys.executable).with_name("mailgate"))


def mail(author: str, to: str, text: str, number: int) -> bytes:
    """A mail of a person."""
    fields = {
        "From": f"A Reader <{author}>",
        "To": to,
        "Subject": f"Comment {number}",
        "Message-ID": f"<{number}.{time.monotonic_ns()}@reader.example>",
        "Date": "Mon, 4 May 2026 09:30:00 +0000",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
    }
    header = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{header}\r\n{text}\r\n".encode()


def accept(app: App, mails: list[tuple[str, str, bytes]]) -> None:
    """Put mails (author, recipient, bytes) in the spool, as the door does."""
    now = datetime.now(UTC)
    received = [
        Received(
            envelope=Envelope(sender=author, recipient=to, peer="127.0.0.1", helo="mx.example", protocol="smtp"),
            raw=raw,
            received_at=now,
        )
        for author, to, raw in mails
    ]
    with app.store.write() as connection:
        Spool(connection, app.box).put(received)


def letters(app: App) -> list[tuple[str, str, str]]:
    """Take every waiting letter out of the outbox: recipient, where it is answered, its text."""
    found = []
    with app.store.write() as connection:
        outbox = Outbox(connection, app.box)
        while claimed := outbox.claim(datetime.now(UTC), limit=1_000):
            for letter in claimed:
                message = message_from_bytes(letter.body)
                answered_at = str(message["From"]).split("<")[1].rstrip(">")
                body = message.get_payload(0) if message.is_multipart() else message
                found.append((letter.recipient, answered_at, str(body.get_payload(decode=True), "utf-8")))
                outbox.sent(letter, at=datetime.now(UTC))
    return found


def answer(word: str, letter: str) -> str:
    """A reply as mail programs write it."""
    quoted = "\r\n".join(f"> {line}" for line in letter.splitlines())
    return f"{word}\r\n\r\nOn Mon, 4 May 2026 at 09:30, Water for the Town wrote:\r\n{quoted}"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one mail took: seconds by the clock, and of the processors by the worker and by its readers."""

    clock: float
    worker: float
    readers: float

    def __str__(self) -> str:
        """Return it for people to read."""
        return (
            f"{1 / self.clock:7.0f} mails/s; processor: {self.worker * 1e3:.2f} ms, readers {self.readers * 1e3:.2f} ms"
        )


def work_off(app: App, command: list[str]) -> Cost:
    """Run `mailgate work` until the spool is empty; return what a mail cost from the first that is done."""
    total = waiting(app)
    process = subprocess.Popen([*command, "work"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while (left := waiting(app)) == total:
            pause(process)
        begun, used = time.monotonic(), processor(process.pid)
        count = max(left, 1)
        while left := waiting(app):
            pause(process)
        clock, now_used = time.monotonic() - begun, processor(process.pid)
        worker, readers = (now - before for now, before in zip(now_used, used, strict=True))
        return Cost(clock / count, worker / count, readers / count)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def waiting(app: App) -> int:
    """Return how many mails are not done."""
    with app.store.read() as connection:
        return Spool(connection, app.box).waiting()[0]


def pause(process: subprocess.Popen[bytes]) -> None:
    """Wait until it is worth while to look again."""
    if process.poll() is not None:
        raise RuntimeError("the worker ended")
    time.sleep(0.05)


def processor(pid: int) -> tuple[float, float]:
    """Return the seconds of CPU that a process has used, and its children, those that ended among them (Linux)."""
    own, ended = _times(pid)
    children = Path(f"/proc/{pid}/task").glob("*/children")
    living = {int(child) for threads in children for child in threads.read_text().split()}
    return own, ended + sum(sum(_times(child)) for child in living)


def _times(pid: int) -> tuple[float, float]:
    """Return the seconds of CPU of a process, and of its children that ended; nothing of one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0
    ticks = [int(field) / os.sysconf("SC_CLK_TCK") for field in fields[11:15]]
    return ticks[0] + ticks[1], ticks[2] + ticks[3]


def throughput(url: str, folder: Path, count: int) -> None:
    """Print the mails a second of comments and of confirmations."""
    text = "\r\n".join(textwrap.wrap(WORDS, 72))
    with site(url, folder, port=free_port(), smarthost=free_port()) as (app, command):
        comments = []
        for n in range(count):
            author, to = f"reader{n}@reader.example", f"water.{n % 100 + 1}@{DOMAIN}"
            comments.append((author, to, mail(author, to, f"{text} {n}", n)))
        accept(app, comments)
        first = work_off(app, command)
        replies = [
            (to, answered_at, mail(to, answered_at, answer("yes", letter), n))
            for n, (to, answered_at, letter) in enumerate(letters(app))
        ]
        assert len(replies) == count, f"{count} comments, {len(replies)} challenges"
        accept(app, replies)
        second = work_off(app, command)
        pending = sum("approve" in letter for _, _, letter in letters(app))
        assert pending == count, f"{count} confirmed, {pending} letters to the moderator"
    print(f"  comment to challenge       {first}")
    print(f"  confirmation to pending    {second}")
    print(f"  accepted to pending, all   {2 / (first.clock + second.clock):7.0f} mails/s")


def latency(url: str, folder: Path, count: int) -> None:
    """Print how long an approval takes from its 250 to the page's file."""
    port = free_port()
    with site(url, folder, port=port, smarthost=free_port()) as (app, command), ExitStack() as stack:
        for n in range(count):
            author, to = f"reader{n}@reader.example", f"water.{n % 100 + 1}@{DOMAIN}"
            accept(app, [(author, to, mail(author, to, f"Comment number {n} of this run.", n))])
        work_off(app, command)
        accept(app, [(to, at, mail(to, at, "yes", n)) for n, (to, at, _) in enumerate(letters(app))])
        work_off(app, command)
        asked = [one for one in letters(app) if one[0] == MODERATOR]
        subprocess.run([*command, "publish", "--all"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        running = subprocess.Popen([*command, "run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        stack.callback(running.wait, 60)
        stack.callback(running.send_signal, signal.SIGTERM)
        wait_for(port)
        waits = []
        for n, (to, answered_at, letter) in enumerate(asked):
            number = letter.split("Comment number ")[1].split()[0]
            page = app.settings.public / "water" / str(int(number) % 100 + 1) / "index.html"
            with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
                client.sendmail(to, [answered_at], mail(to, answered_at, answer("approve", letter), n))
            begun = time.monotonic()
            while f"Comment number {number} of" not in page.read_text(encoding="utf-8"):
                if time.monotonic() - begun > 30:
                    raise RuntimeError(f"comment {number} is not on its page after 30 s")
                time.sleep(0.001)
            waits.append((time.monotonic() - begun) * 1_000)
    waits.sort()
    p99 = waits[min(len(waits) - 1, round(len(waits) * 0.99))]
    print(f"  approval to page, {count:4} times: p50 {statistics.median(waits):.0f} ms, p99 {p99:.0f} ms")


def wait_for(port: int) -> None:
    """Wait until the listener answers, and a moment more for the other parts to start."""
    until = time.monotonic() + 30
    while True:
        try:
            smtplib.SMTP("127.0.0.1", port, timeout=30).quit()
            break
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
    time.sleep(3)


def main() -> None:
    """Measure, and print the figures and the machine."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", metavar="URL", help="a PostgreSQL server (default: SQLite)")
    parser.add_argument("--mails", type=int, default=2_000)
    parser.add_argument("--approvals", type=int, default=100)
    options = parser.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print("database:", "SQLite" if options.database is None else "PostgreSQL")
    for measure, count in ((throughput, options.mails), (latency, options.approvals)):
        with database(options.database) as (url, folder):
            measure(url, folder, count)


if __name__ == "__main__":
    main()
