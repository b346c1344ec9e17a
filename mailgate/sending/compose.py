"""A letter becomes bytes: header fields that clients thread by, and a plain text body (RFC 5322, 3834).

Every letter has one recipient, its own Message-ID, Auto-Submitted, an envelope sender that names its recipient by a
token (VERP), and a From address that can be answered where an answer means something. Nothing from outside enters a
header field but a subject and names, which are one clean line each (INV-50).
"""

import re
from binascii import b2a_qp
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import Compat32
from email.utils import format_datetime

from mailgate import address, token
from mailgate.sending import marker
from renderer.site import Site
from store.model import CommentId, Grant
from store.outbox import Outgoing

LONGEST_LINE = 900  # RFC 5322 allows 998


_FOLDING = Compat32(linesep="\r\n", max_line_length=78)
_UNCLEAN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # a letter has no NUL and no stray CR (INV-10, INV-50)
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP
_TEXT = b'MIME-Version: 1.0\r\nContent-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: '


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
    header = b"".join(_field(name, value) for name, value in fields.items()) + _references(letter.thread)
    outgoing = Outgoing(
        message_id=message_id,
        bounce_digest=token.digest(bounce_token),
        sender=_at(site, address.ToBounce(token=bounce_token)),
        recipient=letter.to,
        body=header + _body(letter),
        comment_id=letter.comment_id,
    )
    return Composed(outgoing=outgoing, digest=token.digest(answer_token), grant=letter.answers)


def thread_of(site: Site, public_id: str) -> str:
    """Return the Message-ID, without angles, under which all letters about one comment are threaded."""
    return f"comment-{public_id}@{site.domain}"


def _at(site: Site, target: address.Target) -> str:
    return f"{address.format(target, site.address_prefix)}@{site.domain}"


# The email package would take ten times as long for a short ASCII field or a text, and write the same.


def _field(name: str, value: str) -> bytes:
    """Return one field of a header, folded where it is long."""
    if len(name) + len(value) < 76 and value.isascii() and "\n" not in value:
        return f"{name}: {value}\r\n".encode("ascii")
    return _FOLDING.fold_binary(name, value)


def _references(thread: tuple[str, ...]) -> bytes:
    """Return the References field, a Message-ID a line."""
    folded = "\r\n ".join(f"<{_clean(one)}>" for one in thread)
    return f"References: {folded}\r\n".encode("ascii") if thread else b""


def _body(letter: Letter) -> bytes:
    """Return the MIME fields, and the body they describe."""
    text = _CONTROL.sub("", letter.text.replace("\r\n", "\n").replace("\r", "\n"))
    if letter.enclosed is not None:
        return _enclosing(text, letter.enclosed)
    if text.isascii() and max(map(len, text.split("\n"))) <= LONGEST_LINE:
        encoding, octets = b"7bit", text.encode("ascii")
    else:
        encoding, octets = b"quoted-printable", b2a_qp(text.encode("utf-8"))
    return b"".join((_TEXT, encoding, b"\r\n\r\n", octets.replace(b"\n", b"\r\n")))


def _enclosing(text: str, mail: bytes) -> bytes:
    whole = MIMEMultipart("mixed")
    part = MIMENonMultipart("text", "plain", charset="utf-8")
    part.set_payload(text, _UTF8)
    whole.attach(part)
    # Not message/rfc822: its bytes may not be encoded, and nothing says that a stranger's mail is well formed.
    enclosed = MIMEApplication(mail, name="mail.eml")
    enclosed["Content-Disposition"] = 'attachment; filename="mail.eml"'
    whole.attach(enclosed)
    return whole.as_bytes(policy=_FOLDING)


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
