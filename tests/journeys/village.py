"""A village: a site with all its parts, people who write to it by real SMTP, and a smarthost that brings its letters.

The listener and the smarthost run as they do in life, on loopback ports. Worker, sender and publisher are stepped by
`settle` until nothing is left to do, so that a journey never waits for a clock.
"""

import os
import re
import signal
import smtplib
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from mailgate import team
from mailgate.app import App
from mailgate.commands.drain import look, wait
from mailgate.commands.dump import as_json
from mailgate.desk import Desk
from mailgate.importers import document
from mailgate.sending.outbox import Sender
from mailgate.worker import Worker
from renderer.publish import Publisher
from store.documents import Documents
from store.people import Moderators
from store.rebuild import Rebuild
from store.records import Records
from tests.journeys.mail_programs import PROGRAMS
from tests.journeys.post import Post

DOMAIN = "reports.example"
OPERATOR = "op@desk.example"
SLUG = "sellay-ferry"
SAMPLE = Path(document.__file__).parents[1] / "sample" / f"{SLUG}.html"


@dataclass(kw_only=True)
class Person:
    """Somebody with a mail address and a mail program."""

    address: str
    name: str
    village: "Village"
    program: str = "gmail"

    def writes(self, *, to: str, text: str, html: str | None = None, **fields: str) -> str:
        """Write a mail; return what our door answered."""
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"] = formataddr((self.name, self.address))
        mail["To"] = self.village.address(to)
        mail["Subject"] = fields.pop("subject", "A comment")
        mail["Date"] = format_datetime(self.village.now())
        mail["Message-ID"] = f"<{next(self.village.numbers)}.{id(self)}@{self.address.rpartition('@')[2]}>"
        for name, value in fields.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text + "\n")
        if html is not None:
            mail.add_alternative(html, subtype="html")
        return self.sends(mail)

    def replies_to(self, subject: str, text: str = "", **fields: str) -> str:
        """Answer the last letter of that subject as this person's mail program does; return the door's answer."""
        return self.answers(self.letter(subject), text, **fields)

    def answers(self, letter: EmailMessage, text: str, **fields: str) -> str:
        """Answer a letter, perhaps one that went to somebody else."""
        reply = PROGRAMS[self.program](letter, text)
        reply.replace_header("From", formataddr((self.name, self.address)))
        reply["Message-ID"] = f"<{next(self.village.numbers)}.r@{self.address.rpartition('@')[2]}>"
        for name, value in fields.items():
            reply[name.replace("_", "-")] = value
        return self.sends(reply)

    def sends(self, mail: EmailMessage, *, sender: str | None = None) -> str:
        """Send a mail as it is; `sender`: another reverse-path than the person's address ("": the null one)."""
        reverse_path = self.address if sender is None else sender
        return self.village.deliver(reverse_path, mail["To"].addresses[0].addr_spec, mail.as_bytes())

    def letters(self, subject: str = "") -> list[EmailMessage]:
        """Return the letters this person got whose subject holds this."""
        post = self.village.post.letters
        return [letter for _, to, letter in post if to == self.address and subject in str(letter["Subject"])]

    def letter(self, subject: str = "") -> EmailMessage:
        """Return the last of them."""
        found = self.letters(subject)
        assert found, f"{self.address} has no letter {subject!r}, but {[str(one['Subject']) for one in self.letters()]}"
        return found[-1]


@dataclass(kw_only=True)
class Village(ABC):
    """The site, its post, and the time it is."""

    app: App
    post: Post
    port: int
    late: list[timedelta] = field(default_factory=lambda: [timedelta()])
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @abstractmethod
    def settle(self) -> None:
        """Let every part do its work, until nothing waits; pages that would be written in a minute are due now."""

    def now(self) -> datetime:
        return datetime.now(UTC) + self.late[0]

    def passes(self, span: timedelta) -> None:
        """Let time pass."""
        self.late[0] += span
        self.settle()

    def commenter(self, address: str, name: str = "", program: str = "gmail") -> Person:
        return Person(address=address, name=name or address.partition("@")[0].title(), village=self, program=program)

    def moderator(self, address: str, program: str = "mutt") -> Person:
        with self.app.store.write() as connection:
            Moderators(connection, self.app.box).add(address, at=self.now())
        return self.commenter(address, program=program)

    def remove_moderator(self, address: str) -> None:
        with self.app.store.write() as connection:
            assert team.dismiss(self.desk(connection), address)
        self.forget_lookups()

    def desk(self, connection: Connection) -> Desk:
        return Desk.open(connection, self.app.office(), self.now())

    def address(self, to: str) -> str:
        return to if "@" in to else f"{to}@{DOMAIN}"

    def deliver(self, sender: str, recipient: str, raw: bytes) -> str:
        """Bring a mail to our door by SMTP; return what it answered, once everything that follows is done."""
        answer = self.deliver_once(sender, recipient, raw)
        if answer == "250":
            self.settle()
        return answer

    def deliver_once(self, sender: str, recipient: str, raw: bytes) -> str:
        """Bring a mail to our door by SMTP; return what it answered."""
        with smtplib.SMTP("127.0.0.1", self.port, local_hostname="mx.world.example", timeout=20) as smtp:
            try:
                smtp.sendmail(sender, [recipient], raw)
            except smtplib.SMTPRecipientsRefused as refused:
                ((code, text),) = refused.recipients.values()
                return f"{code} {text.decode()}"
            except smtplib.SMTPDataError as refused:
                return f"{refused.smtp_code} {refused.smtp_error.decode()}"  # type: ignore[union-attr]
        return "250"

    def page(self, slug: str, key: int | str) -> str:
        return (self.app.settings.public / slug / str(key) / "index.html").read_text(encoding="utf-8")

    def dump(self) -> list[dict[str, Any]]:
        with self.app.store.read() as connection:
            return [as_json(record) for record in Records(connection, self.app.box)]

    def states(self) -> list[object]:
        return [line["state"] for line in self.dump()]

    def close_document(self, at: datetime) -> None:
        with self.app.store.write() as connection:
            Documents(connection).close(SLUG, at=at)

    def forget_lookups(self) -> None:
        """Wait until the door looks again at an address that it knows: a second."""
        time.sleep(self.app.settings.limits.lookup_memory + 0.05)

    def everything_published(self) -> bytes:
        """Return every published file, one after the other, with its path."""
        files = sorted(path for path in self.app.settings.public.rglob("*") if path.is_file())
        return b"\n".join(str(path).encode() + b"\n" + path.read_bytes() for path in files)


@dataclass(kw_only=True)
class SteppedVillage(Village):
    """All parts in the test's process: the door in a thread, the others stepped."""

    worker: Worker
    sender: Sender
    publisher: Publisher

    def settle(self) -> None:
        """Let every part do its work, until nothing waits; pages that would be written in a minute are due now."""
        for _ in range(100):
            while self.worker.step() is True:
                pass
            while self.sender.step() is True:
                pass
            with self.app.store.write() as connection:
                Rebuild(connection).hasten(self.now())
            while self.publisher.step(self.now()):
                pass
            if not look(self.app):
                return
        raise AssertionError(f"still waiting: {look(self.app)}")


@dataclass(kw_only=True)
class RunningVillage(Village):
    """All parts as `mailgate run` starts them, in processes that a test may kill."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def settle(self) -> None:
        left = wait(self.app, 60)
        assert not left, f"still waiting: {left}\n{self.log.read_text(encoding='utf-8')}"

    def deliver(self, sender: str, recipient: str, raw: bytes) -> str:
        """Bring a mail to our door; try again where it is not there or says 4xx, as every mail server does."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                answer = self.deliver_once(sender, recipient, raw)
            except (OSError, smtplib.SMTPException):
                answer = "421"
            if not answer.startswith("4"):
                return answer
            time.sleep(0.05)
        raise AssertionError(f"the door never opened\n{self.log.read_text(encoding='utf-8')}")

    def kill(self, part: str) -> None:
        """Kill the process of a part, at once and without a word; one killed before is first waited for."""
        for _ in range(600):
            found = re.findall(rf"part started part={part} pid=(\d+)", self.log.read_text(encoding="utf-8"))
            with suppress(ProcessLookupError):
                os.kill(int(found[-1]), signal.SIGKILL)
                return
            time.sleep(0.05)
        raise AssertionError(f"{part} did not start again\n{self.log.read_text(encoding='utf-8')}")

    def wait_until_it_runs(self) -> None:
        for _ in range(600):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5):
                return
            time.sleep(0.05)
        raise AssertionError(f"it did not start\n{self.log.read_text(encoding='utf-8')}")
