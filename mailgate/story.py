"""The whole story, played by itself over real SMTP: a comment, its confirmation, a decision, and the page."""

import smtplib
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import formataddr, formatdate

from mailgate.capture import HOST
from mailgate.captured import Captured
from mailgate.demo import DOMAIN, KEY, MODERATOR, READER, SLUG, Demo

PATIENCE = 30.0  # seconds for each step
_PAUSE = 0.05
NAME = "Ann Reader"
WORDS = "The date in this paragraph is wrong: the vessel was built a year before."


class StoryError(Exception):
    """A step of the story went otherwise than told; which one, and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The story at one demonstration. `patience`: seconds that a step may take."""

    demo: Demo
    patience: float = PATIENCE

    def play(self) -> Iterator[str]:
        """Play it, and yield each step once it has happened. Raise StoryError at the first that does not."""
        yield self._step(f"{NAME} writes to {SLUG}.{KEY}@{DOMAIN}", self._comment)
        challenge = self._letter(READER, "Please confirm your comment")
        yield self._step("The reader is asked, by a letter without a word of the comment", lambda: _is_bare(challenge))
        yield self._step("The reader answers: yes", lambda: self._answer(challenge, "yes"))
        question = self._letter(MODERATOR, "Comment on paragraph")
        yield self._step("The moderator gets the exact words, without the address", lambda: _has_words(question))
        yield self._step("The moderator answers: approve", lambda: self._answer(question, "approve"))
        yield self._step(f"{self.demo.page} shows the comment", self._page_shows_it)
        yield self._step("No page and no feed holds the reader's address", self._address_is_nowhere)

    def _step(self, told: str, happens: Callable[[], str | None]) -> str:
        """Let a step happen: it returns what is wrong, if anything is."""
        try:
            wrong = happens()
        except (OSError, smtplib.SMTPException) as error:
            wrong = f"{type(error).__name__}: {error}"
        if wrong is not None:
            raise StoryError(f"this did not happen: {told} ({wrong})")
        return told

    def _comment(self) -> None:
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"] = formataddr((NAME, READER))
        mail["To"] = f"{SLUG}.{KEY}@{DOMAIN}"
        mail["Subject"] = "The date"
        mail["Date"] = formatdate()
        mail["Message-ID"] = "<the-date@reader.example>"
        mail.set_content(WORDS + "\n")
        self._send(mail)

    def _answer(self, letter: EmailMessage, word: str) -> None:
        """Answer as a mail program does: the letter quoted below."""
        quoted = "\n".join(f"> {line}" for line in _text(letter).splitlines())
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"], mail["To"] = str(letter["To"]), str(letter["From"])
        mail["Subject"] = f"Re: {letter['Subject']}"
        mail["Date"] = formatdate()
        mail["Message-ID"] = f"<{word}@{str(letter['To']).partition('@')[2]}>"
        mail["In-Reply-To"] = str(letter["Message-ID"])
        mail["References"] = f"{letter['References'] or ''} {letter['Message-ID']}".strip()
        mail.set_content(f"{word}\n\nOn {letter['Date']}, {letter['From']} wrote:\n{quoted}\n")
        self._send(mail)

    def _send(self, mail: EmailMessage) -> None:
        with smtplib.SMTP(HOST, self.demo.smtp_port, local_hostname="mx.reader.example", timeout=self.patience) as smtp:
            smtp.send_message(mail)

    def _letter(self, recipient: str, subject: str) -> EmailMessage:
        """Wait for a letter in the captured outbox."""
        found: list[Captured] = []

        def came() -> bool:
            all_of_them = self.demo.capture.letters.all()
            found.extend(one for one in all_of_them if one.recipient == recipient and subject in one.subject)
            return bool(found)

        if not self._wait(came):
            raise StoryError(f"this did not happen: a letter to {recipient}, {subject!r}, within {self.patience:g} s")
        raw = self.demo.capture.letters.raw(found[0].key) or b""
        letter = message_from_bytes(raw, policy=policy.default)
        assert isinstance(letter, EmailMessage)  # noqa: S101  as the policy says
        return letter

    def _page_shows_it(self) -> str | None:
        def shown() -> bool:
            page = _page(self.demo.page)
            return WORDS in page and NAME in page

        return None if self._wait(shown) else f"not within {self.patience:g} s"

    def _address_is_nowhere(self) -> str | None:
        for path in self.demo.public.rglob("*"):
            if path.is_file() and READER.encode() in path.read_bytes():
                return f"it is in {path.relative_to(self.demo.public)}"
        return None

    def _wait(self, happened: Callable[[], bool]) -> bool:
        end = time.monotonic() + self.patience
        while not happened():
            if time.monotonic() > end or not self.demo.is_running():
                return False
            time.sleep(_PAUSE)
        return True


def _is_bare(letter: EmailMessage) -> str | None:
    return "its words are in it" if "the vessel was built" in " ".join(_text(letter).split()) else None


def _has_words(letter: EmailMessage) -> str | None:
    if WORDS not in " ".join(_text(letter).split()):
        return "the words are not in it"
    return "the address is in it" if READER in letter.as_string() else None


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return str(body.get_content()) if isinstance(body, EmailMessage) else ""


def _page(url: str) -> str:
    """Return the page, or nothing where it is not there."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  a page of ours
            return str(answer.read().decode())
    except urllib.error.HTTPError:
        return ""
