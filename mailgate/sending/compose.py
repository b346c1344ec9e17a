"""A letter becomes bytes: header fields that clients thread by, and a plain text body, with HTML beside it where that
is easier to answer (RFC 5322, 2046, 3834).

Every letter has one recipient, its own Message-ID, Auto-Submitted, an envelope sender that names its recipient by a
token (VERP), and a From address that can be answered where an answer means something. Nothing from outside enters a
header field but a subject and names, which are one clean line each (INV-50).
"""

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.policy import Compat32
from email.utils import format_datetime

from mailgate import address, token
from mailgate.plain import fit
from mailgate.rates import Ask
from mailgate.sending import marker
from renderer.site import Site
from store.model import CommentId, Grant
from store.outbox import Outgoing

LONGEST_LINE = 900  # RFC 5322 allows 998


_FOLDING = Compat32(linesep="\r\n", max_line_length=78)
_UNCLEAN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # a letter has no NUL and no stray CR (INV-10, INV-50)
# Stands for the address that answers a letter, which is made when it is composed. No text from outside holds it.
ANSWERED_AT = "\x01answered-at\x01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A text to one person. `answers` is what a reply may do; None: replies go to the postmaster.

    `thread` are Message-IDs, oldest first, without angles: the last is what the letter answers. `is_reply`: caused by a
    mail of this person (RFC 3834 auto-replied), else auto-generated. `html` says the same as `text`, for HTML readers;
    in it ANSWERED_AT is the address that answers. `enclosed` is a whole mail, for the operator. `list_id`:
    the local part that names what is followed; such a letter says how it is ended (RFC 2919, 2369).
    `asks`: it asks a stranger whether they wrote to us, and may have to wait for room.
    """

    to: str
    sender_name: str
    subject: str
    text: str
    answers: Grant | None = None
    thread: tuple[str, ...] = ()
    html: str = ""
    is_reply: bool = True
    comment_id: CommentId | None = None
    enclosed: bytes | None = None
    list_id: str = ""
    asks: Ask | None = None


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
    if letter.list_id:
        fields["List-Id"] = f"<{letter.list_id}.{site.domain}>"
        fields["List-Unsubscribe"] = f"<mailto:{_at(site, answered_at)}?subject=stop>"
        fields["List-Help"] = f"<mailto:{_at(site, address.ToHelp())}>"
        fields["Precedence"] = "list"
    if letter.thread:
        fields["In-Reply-To"] = f"<{letter.thread[-1]}>"
    header = b"".join(_field(name, value) for name, value in fields.items()) + _references(letter.thread)
    outgoing = Outgoing(
        message_id=message_id,
        bounce_digest=token.digest(bounce_token),
        sender=_at(site, address.ToBounce(token=bounce_token)),
        recipient=letter.to,
        body=header + b"MIME-Version: 1.0\r\n" + _body(letter, _at(site, answered_at), token.make(random)),
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


def _body(letter: Letter, answered_at: str, boundary: str) -> bytes:
    """Return the fields that describe the body, and the body."""
    text = _part("plain", fit(letter.text))  # for text-only readers, whatever long names are in it
    if letter.enclosed is not None:
        return _several("mixed", boundary, [text, _enclosed(letter.enclosed)])
    if letter.html:
        return _several("alternative", boundary, [text, _part("html", letter.html.replace(ANSWERED_AT, answered_at))])
    return text


def _part(kind: str, text: str) -> bytes:
    """Return a text with its fields; lines of ASCII that are not too long go as they are."""
    clean = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if clean.isascii() and max(map(len, clean.split("\n"))) <= LONGEST_LINE:
        encoding, octets = "7bit", clean.encode("ascii")
    else:
        encoding, octets = "quoted-printable", b2a_qp(clean.encode("utf-8"))
    fields = f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    return fields.encode("ascii") + octets.replace(b"\n", b"\r\n")


def _several(kind: str, boundary: str, parts: list[bytes]) -> bytes:
    """Return parts as one body; the boundary is as random as a token, so no part holds it."""
    between = f"\r\n--{boundary}".encode("ascii")
    fields = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n'.encode("ascii")
    return fields + b"".join(between + b"\r\n" + part for part in parts) + between + b"--\r\n"


def _enclosed(mail: bytes) -> bytes:
    """Not message/rfc822: its bytes may not be encoded, and nothing says that a stranger's mail is well formed."""
    fields = (
        'Content-Type: application/octet-stream; name="mail.eml"\r\nContent-Transfer-Encoding: base64\r\n'
        'Content-Disposition: attachment; filename="mail.eml"\r\n\r\n'
    )
    return fields.encode("ascii") + encodebytes(mail).replace(b"\n", b"\r\n")


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
