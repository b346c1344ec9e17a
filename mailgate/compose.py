"""A letter becomes bytes: header fields that clients thread by, and a plain text body (RFC 5322, 3834).

Every letter has one recipient, its own Message-ID, Auto-Submitted, an envelope sender that names its recipient by a
token (VERP), and a From address that can be answered where an answer means something. Nothing from outside enters a
header field but a subject and names, which are one clean line each (INV-50).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import Compat32
from email.utils import format_datetime

from mailgate import address, marker, token
from renderer.site import Site
from store.model import CommentId, Grant
from store.outbox import Outgoing

LONGEST_LINE = 900  # RFC 5322 allows 998


class _Policy(Compat32):
    """Writes a short ASCII field as it is: folding it would cost ten times as much and change nothing."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return one field of a header, folded where it is long."""
        if len(name) + len(value) < 76 and value.isascii() and "\n" not in value:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n", max_line_length=78)
_UNCLEAN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # a letter has no NUL and no stray CR (INV-10, INV-50)
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A text to one person. `answers` is what a reply may do; None: replies go to the postmaster.

    `thread` are Message-IDs, oldest first, without angles: the last is what the letter answers. `is_reply`: caused by a
    mail of this person (RFC 3834 auto-replied), else auto-generated. `enclosed` is a whole mail, for the operator.
    """

    to: str
    sender_name: str
    subject: str
    text: str
    answers: Grant | None = None
    thread: tuple[str, ...] = ()
    is_reply: bool = True
    comment_id: CommentId | None = None
    enclosed: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A letter for the outbox, and the digest under which its grant is kept."""

    outgoing: Outgoing
    digest: bytes
    grant: Grant | None


def compose(letter: Letter, *, site: Site, random: Callable[[int], bytes], now: datetime) -> Composed:
    """Return the letter as it will leave."""
    answer_token, bounce_token = token.make(random), token.make(random)
    sender = address.ToRole(name="postmaster")
    answered_at = address.ToConversation(token=answer_token) if letter.answers else sender
    message_id = f"<{token.make(random)}@{site.domain}>"
    message = _body(letter)
    fields = {
        "From": _mailbox(letter.sender_name, _at(site, answered_at)),
        "To": letter.to,
        "Subject": _encoded(letter.subject),
        "Date": format_datetime(now),
        "Message-ID": message_id,
        "Auto-Submitted": "auto-replied" if letter.is_reply else "auto-generated",
        marker.LOOP_FIELD: site.domain,
    }
    if letter.thread:
        fields["In-Reply-To"] = f"<{letter.thread[-1]}>"
        fields["References"] = "\r\n ".join(f"<{one}>" for one in letter.thread)
    for name, value in fields.items():
        message[name] = value
    outgoing = Outgoing(
        message_id=message_id,
        bounce_digest=token.digest(bounce_token),
        sender=_at(site, address.ToBounce(token=bounce_token)),
        recipient=letter.to,
        body=_octets(message),
        comment_id=letter.comment_id,
    )
    return Composed(outgoing=outgoing, digest=token.digest(answer_token), grant=letter.answers)


def thread_of(site: Site, public_id: str) -> str:
    """Return the Message-ID, without angles, under which all letters about one comment are threaded."""
    return f"comment-{public_id}@{site.domain}"


def _at(site: Site, target: address.Target) -> str:
    return f"{address.format(target, site.address_prefix)}@{site.domain}"


def _body(letter: Letter) -> Message:
    text = _text(_CONTROL.sub("", letter.text.replace("\r\n", "\n").replace("\r", "\n")))
    if letter.enclosed is None:
        return text
    whole = MIMEMultipart("mixed")
    whole.attach(text)
    # Not message/rfc822: its bytes may not be encoded, and nothing says that a stranger's mail is well formed.
    enclosed = MIMEApplication(letter.enclosed, name="mail.eml")
    enclosed["Content-Disposition"] = 'attachment; filename="mail.eml"'
    whole.attach(enclosed)
    return whole


def _text(text: str) -> Message:
    part = MIMENonMultipart("text", "plain", charset="utf-8")
    if text.isascii() and all(len(line) <= LONGEST_LINE for line in text.split("\n")):
        part.set_payload(text)
        part["Content-Transfer-Encoding"] = "7bit"
    else:
        part.set_payload(text, _UTF8)
    return part


def _octets(message: Message) -> bytes:
    """Return the message with CRLF line ends. For a lone text the generator would only copy it, line by line."""
    if message.is_multipart():
        return message.as_bytes(policy=_POLICY)
    header = b"".join(_POLICY.fold_binary(name, value) for name, value in message.raw_items())
    text = message.get_payload()
    return header + b"\r\n" + str(text).encode("ascii").replace(b"\n", b"\r\n")


def _mailbox(name: str, where: str) -> str:
    clean = _clean(name)
    if not clean:
        return where
    if clean.isascii():
        quoted = clean.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{where}>'
    return f"{Header(clean, 'utf-8', maxlinelen=70).encode()} <{where}>"


def _encoded(text: str) -> str:
    clean = _clean(text)
    return clean if clean.isascii() else Header(clean, "utf-8", maxlinelen=66).encode(linesep="\r\n")


def _clean(text: str) -> str:
    return " ".join(_UNCLEAN.sub(" ", text).split())
