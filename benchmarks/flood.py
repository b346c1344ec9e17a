"""What becomes of a flood of forged mails: how many letters it causes, and whether known authors still get theirs.

    python benchmarks/flood.py
    python benchmarks/flood.py --mails 1000 --database postgresql+psycopg:///postgres

Ten thousand mails lie accepted in the spool, each in the name of another stranger, from as many clients; in their midst
an author who confirmed a comment before writes one more. The worker reads all of them, as `mailgate work` does.
"""

import argparse
import re
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import structlog
from pipeline import DOMAIN, accept, answer, letters, mail, site
from small_site import database

from mailgate.app import App, build
from mailgate.rates import Rates
from mailgate.reading.reader import ReaderPool
from mailgate.running import parts
from mailgate.settings import load
from mailgate.worker import Worker
from store.challenges import Challenges
from store.spool import Envelope, Received, Spool

KNOWN = "known@reader.example"
MOST = Rates().per_hour // 2  # the other half is kept for those who are known


def main() -> None:
    """Flood, and say what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--database", help="URL of a PostgreSQL server; by default a SQLite file")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with ExitStack() as stack:
        url, folder = stack.enter_context(database(options.database))
        stack.enter_context(site(url, folder, port=9, smarthost=9))
        app = as_it_comes(folder / "site" / "mailgate.toml")
        stack.callback(app.close)
        worker = parts.worker(app, stack.enter_context(ReaderPool(2)))
        know(app, worker)
        forge(app, options.mails // 2, start=0)
        accept(app, [(KNOWN, f"water.2@{DOMAIN}", mail(KNOWN, f"water.2@{DOMAIN}", "In its midst.", 1))])
        forge(app, options.mails - options.mails // 2, start=options.mails // 2)
        began, used = time.monotonic(), time.process_time()
        work(worker)
        took, cpu = time.monotonic() - began, time.process_time() - used
        worker.close()
        report(app, options.mails, took, cpu)


def as_it_comes(config: Path) -> App:
    """Open the site with the limits that a new one has; it asks no DNS, so that what is measured is ours."""
    text = config.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^((?:per_hour|per_source|minute) = .*)$", r"# \1", text)
    config.write_text(re.sub(r"(?m)^# resolver = .*$", "resolver = []", text), encoding="utf-8")
    return build(load(config))


def know(app: App, worker: Worker) -> None:
    """Let an author confirm a comment."""
    accept(app, [(KNOWN, f"water.1@{DOMAIN}", mail(KNOWN, f"water.1@{DOMAIN}", "Before the flood.", 0))])
    work(worker)
    ((_, where, text),) = letters(app)
    accept(app, [(KNOWN, where, mail(KNOWN, where, answer("yes", text), 2))])
    work(worker)
    letters(app)


def forge(app: App, number: int, *, start: int) -> None:
    """Accept mails of as many strangers, from as many clients."""
    now, to = datetime.now(UTC), f"water.3@{DOMAIN}"
    for first in range(start, start + number, 1_000):
        received = []
        for each in range(first, min(first + 1_000, start + number)):
            victim, peer = f"victim{each}@stranger{each}.test", f"10.{each >> 16 & 255}.{each >> 8 & 255}.{each & 255}"
            envelope = Envelope(sender=victim, recipient=to, peer=peer, helo="x.test", protocol="smtp")
            raw = mail(victim, to, f"Buy this, number {each}.", each)
            received.append(Received(envelope=envelope, raw=raw, received_at=now))
        with app.store.write() as connection:
            Spool(connection, app.box).put(received)


def work(worker: Worker) -> None:
    """Read all that waits."""
    while worker.step() is True:
        pass


def report(app: App, number: int, took: float, cpu: float) -> None:
    """Say what came of it."""
    with app.store.read() as connection:
        waiting = Challenges(connection).waiting()
    sent = [recipient for recipient, _, _ in letters(app)]
    strangers = sum(recipient.endswith(".test") for recipient in sent)
    print(f"{number} forged mails in {took:.0f} s, {1_000 * cpu / number:.2f} ms CPU of the worker each")
    print(f"{strangers} letters to strangers (the site's limit: {MOST} an hour), {waiting} wait")
    print(f"the known author was written to: {'yes' if KNOWN in sent else 'NO'}")
    if strangers > MOST or KNOWN not in sent:
        sys.exit(1)


if __name__ == "__main__":
    main()
