"""Kill -9 under load: every message that was answered 250 must be in the spool exactly once, whole; none may be half.

    python benchmarks/kill.py --rounds 1000
    python benchmarks/kill.py --rounds 30 --database postgresql+psycopg://postgres@127.0.0.1/postgres

Each round starts a listener, loads it from several sessions, kills it at a random moment, starts it again and sends
what had no answer once more, as every mail server does. Exit status 1 if a message is missing, double or damaged.
"""

import argparse
import hashlib
import random
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ports import free_port
from small_site import DOMAIN, PARAGRAPHS, ListenerProcess, box, database, make_site
from sqlalchemy import delete

from store.engine import Store, open_store
from store.records import Records
from store.schema import mails


@dataclass(slots=True)
class Ledger:
    """What the clients know: what they sent, and what was answered 250."""

    sent: dict[str, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Client(threading.Thread):
    """One session after another until it is told to stop or the listener is gone."""

    def __init__(self, port: int, name: str, ledger: Ledger, *, again: list[str] | None = None) -> None:
        super().__init__(name=name)
        self._port = port
        self._ledger = ledger
        self._again = again
        self._random = random.Random(name)
        self.stopping = threading.Event()

    def run(self) -> None:
        """Send until the connection breaks."""
        try:
            with socket.create_connection(("127.0.0.1", self._port), timeout=30) as self._socket:
                self._file = self._socket.makefile("rb")
                self._expect(b"220")
                self._say(f"EHLO {self.name}.example", b"250")
                for token in self._tokens():
                    self._send(token)
        except (OSError, EOFError):
            pass

    def _tokens(self) -> Iterator[str]:
        if self._again is not None:
            yield from self._again
            return
        number = 0
        while not self.stopping.is_set():
            number += 1
            token = f"{self.name}-{number}"
            self._compose(token)
            yield token

    def _compose(self, token: str) -> None:
        size = self._random.choice((300, 2_000, 2_000, 20_000, 200_000))
        text = self._random.randbytes(size // 2).hex()
        lines = "\r\n".join(text[at : at + 70] for at in range(0, len(text), 70))
        raw = f"From: {token}@reader.example\r\nSubject: {token}\r\n\r\n{lines}\r\n.one dot\r\n".encode()
        places = self._random.sample(range(1, PARAGRAPHS + 1), self._random.choice((1, 1, 1, 2)))
        with self._ledger.lock:
            self._ledger.sent[token] = raw, tuple(f"water.{place}@{DOMAIN}" for place in places)

    def _send(self, token: str) -> None:
        raw, recipients = self._ledger.sent[token]
        self._say(f"MAIL FROM:<{token}@reader.example>", b"250")
        for recipient in recipients:
            self._say(f"RCPT TO:<{recipient}>", b"250")
        self._say("DATA", b"354")
        self._socket.sendall(raw.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        self._expect(b"250")
        with self._ledger.lock:
            self._ledger.answered.add(token)

    def _say(self, line: str, expected: bytes) -> None:
        self._socket.sendall(line.encode() + b"\r\n")
        self._expect(expected)

    def _expect(self, code: bytes) -> None:
        while True:
            line = self._file.readline()
            if not line.endswith(b"\r\n"):
                raise EOFError
            if not line.startswith(code):
                raise EOFError(line)
            if line[3:4] == b" ":
                return


class Rounds:
    """All rounds on one database."""

    def __init__(self, url: str, folder: Path, *, sessions: int, processes: int) -> None:
        self._url = url
        self._folder = folder
        self._sessions = sessions
        self._processes = processes
        self._store: Store = open_store(url)
        self.messages = 0
        self.faults: list[str] = []

    def round(self, number: int) -> None:
        """Load, kill, start again, send the rest again, look."""
        ledger = Ledger()
        with closing(self._start()) as listener:
            clients = [Client(listener.port, f"r{number}s{n}", ledger) for n in range(self._sessions)]
            for client in clients:
                client.start()
            time.sleep(random.uniform(0.02, 0.7))
            listener.signal(signal.SIGKILL)
        for client in clients:
            client.stopping.set()
            client.join()
        answered_before = set(ledger.answered)
        self._look(ledger, answered_before, is_final=False)
        rest = [token for token in ledger.sent if token not in answered_before]
        with closing(self._start()) as listener:
            Client(listener.port, f"r{number}again", ledger, again=rest).run()
            listener.signal(signal.SIGTERM)
        self._look(ledger, set(ledger.sent), is_final=True)
        self.messages += len(ledger.sent)

    def _start(self) -> ListenerProcess:
        return ListenerProcess(
            self._url, self._folder, port=free_port(), lmtp_port=free_port(), processes=self._processes
        )

    def _look(self, ledger: Ledger, expected: set[str], *, is_final: bool) -> None:
        """Compare the spool with the ledger; empty it at the end of a round."""
        rows: Counter[tuple[str, str]] = Counter()
        with self._store.read() as connection:
            for mail in Records(connection, box()):
                assert mail.raw is not None
                assert mail.envelope is not None
                token = mail.raw.partition(b"Subject: ")[2].partition(b"\r\n")[0].decode()
                rows[token, mail.envelope.recipient] += 1
                raw, recipients = ledger.sent.get(token, (b"", ()))
                if raw != mail.raw or mail.envelope.recipient not in recipients:
                    self.faults.append(f"{token}: damaged, sha256 {hashlib.sha256(mail.raw).hexdigest()}")
        self.faults += [
            f"{token} to {recipient}: {count} times" for (token, recipient), count in rows.items() if count > 1
        ]
        for token in expected:
            self.faults += [
                f"{token} to {each}: missing" for each in ledger.sent[token][1] if (token, each) not in rows
            ]
        if is_final:
            with self._store.write() as connection:
                connection.execute(delete(mails))


def main() -> int:
    """Run the rounds and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--sessions", type=int, default=8)
    parser.add_argument("--processes", type=int, default=1, help="listener processes; on SQLite 1")
    parser.add_argument(
        "--database", metavar="URL", help="a PostgreSQL server where databases may be made; default: SQLite"
    )
    options = parser.parse_args()
    with database(options.database) as (url, folder):
        make_site(url)
        rounds = Rounds(url, folder, sessions=options.sessions, processes=options.processes)
        for number in range(1, options.rounds + 1):
            rounds.round(number)
            if rounds.faults:
                break
            if number % 10 == 0 or number == options.rounds:
                print(f"{number} rounds, {rounds.messages} messages, none lost, double or damaged", flush=True)
    print(*rounds.faults[:20], sep="\n", end="")
    return 1 if rounds.faults else 0


if __name__ == "__main__":
    sys.exit(main())
