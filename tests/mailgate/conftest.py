"""A site with one small report, its worker with real reader children, and mails as people write them."""

import hashlib
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from mailgate.desk import Office
from mailgate.reading.reader import ReaderPool
from mailgate.worker import Worker
from renderer.environment import letters
from renderer.site import Site
from store.documents import Documents, NewDocument, NewParagraph
from store.engine import Store
from store.model import Html, Kind
from store.outbox import Outbox
from store.people import Moderators
from store.records import Record, Records
from store.sealed import Box
from store.spool import Envelope, Received, Spool


def words(letter: EmailMessage) -> str:
    """What a text-only mail program shows."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


@dataclass(kw_only=True)
class Bench:
    """A worker at a site, with the door and the smarthost played by the test."""

    store: Store
    worker: Worker
    clock: list[datetime]
    rung: list[str] = field(default_factory=list)
    letters: list[EmailMessage] = field(default_factory=list)
    return_paths: dict[str, str] = field(default_factory=dict)  # by Message-ID
    _is_gathering: bool = False
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def now(self) -> datetime:
        return self.clock[0]

    def put(self, raw: bytes, *, to: str, sender: str | None = "ann@reader.example", protocol: str = "smtp") -> None:
        envelope = Envelope(sender=sender, recipient=to, peer="192.0.2.1", helo="mx.reader.example", protocol=protocol)
        with self.store.write() as connection:
            Spool(connection, self.worker.office.box).put([Received(envelope=envelope, raw=raw, received_at=self.now)])

    def write(
        self,
        text: str,
        *,
        to: str = "flood-report.2@site.example",
        author: str = "Ann Reader <ann@reader.example>",
        headers: dict[str, str] | None = None,
        sender: str | None = "ann@reader.example",
    ) -> None:
        """A mail of a person, worked on at once."""
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"], mail["To"], mail["Subject"] = author, to, "A comment"
        mail["Message-ID"] = f"<{next(self._numbers)}@reader.example>"
        for name, value in (headers or {}).items():
            mail[name] = value
        mail.set_content(text)
        self.put(mail.as_bytes(), to=to, sender=sender)
        self.work()

    def answer(
        self,
        letter: EmailMessage,
        text: str,
        *,
        author: str | None = None,
        headers: dict[str, str] | None = None,
        sender: str | None = "ann@reader.example",
    ) -> None:
        """A reply, as a mail program writes one: the letter quoted below."""
        quoted = "\n".join(f"> {line}" for line in words(letter).splitlines())
        self.write(
            f"{text}\n\nOn Mon, 4 May 2026 at 09:30, The Flood wrote:\n{quoted}\n",
            to=str(letter["From"].addresses[0].addr_spec),
            author=author or str(letter["To"]),
            headers={"In-Reply-To": str(letter["Message-ID"]), **(headers or {})},
            sender=sender,
        )

    @contextmanager
    def together(self) -> Iterator[None]:
        """Mails that are written meanwhile are worked on in one batch, in their order."""
        self._is_gathering = True
        yield
        self._is_gathering = False
        self.work()

    def work(self) -> None:
        if self._is_gathering:
            return
        while self.worker.step() is True:
            pass
        with self.store.write() as connection:
            outbox = Outbox(connection, self.worker.office.box)
            for claimed in outbox.claim(self.now, limit=1_000):
                letter = message_from_bytes(claimed.body, policy=policy.default)
                assert isinstance(letter, EmailMessage)
                self.letters.append(letter)
                self.return_paths[letter["Message-ID"]] = claimed.sender
                outbox.sent(claimed, at=self.now)

    def letters_to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]

    def last_letter_to(self, address: str) -> EmailMessage:
        return self.letters_to(address)[-1]

    def records(self) -> list[Record]:
        with self.store.read() as connection:
            return list(Records(connection, self.worker.office.box))

    def states(self) -> list[str]:
        return [record.state for record in self.records()]


@pytest.fixture(scope="session")
def readers() -> Iterator[ReaderPool]:
    with ReaderPool(2) as pool:
        yield pool


@pytest.fixture
def random_octets() -> Callable[[int], bytes]:
    """Octets that differ each time and are the same in every run."""
    numbers = itertools.count(1)
    return lambda length: hashlib.sha256(next(numbers).to_bytes(8, "big")).digest()[:length]


@pytest.fixture
def bench(store: Store, box: Box, now: datetime, readers: ReaderPool, random_octets: Callable[[int], bytes]) -> Bench:
    new = NewDocument(
        slug="flood-report",
        title="The Flood",
        language="en",
        sections=(),
        paragraphs=tuple(
            NewParagraph(
                key=str(number),
                number=f"{number}.",
                kind=Kind.PARAGRAPH,
                text=f"The river rose by {number} metres within one night.",
                html=Html(f"<p>The river rose by {number} metres within one night.</p>"),
            )
            for number in range(1, 4)
        ),
    )
    with store.write() as connection:
        Documents(connection).add(new, at=now)
        Moderators(connection, box).add("mo@desk.example", at=now)
    office = Office(
        box=box,
        site=Site(base_url="https://site.example/", domain="site.example", title="The Site"),
        operator="op@desk.example",
        random=random_octets,
        texts=letters(),
    )
    clock, rung = [now], list[str]()
    worker = Worker(store=store, office=office, readers=readers, clock=lambda: clock[0], ring=rung.append)
    return Bench(store=store, worker=worker, clock=clock, rung=rung)
