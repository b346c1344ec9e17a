"""Replies as mail programs write them: what they quote, where, and in which format."""

from collections.abc import Callable
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

DATE = datetime(2026, 5, 4, 9, 41, tzinfo=UTC)


def _reply(letter: EmailMessage) -> EmailMessage:
    """The header that all programs agree on (RFC 5322 3.6.4)."""
    reply = EmailMessage(policy=policy.SMTP)
    reply["From"] = str(letter["To"])
    reply["To"] = str(letter["Reply-To"] or letter["From"])
    subject = str(letter["Subject"])
    reply["Subject"] = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    reply["Date"] = format_datetime(DATE)
    reply["In-Reply-To"] = str(letter["Message-ID"])
    reply["References"] = f"{letter['References'] or ''} {letter['Message-ID']}".strip()
    return reply


def words(letter: EmailMessage) -> str:
    """What a text-only mail program shows."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def _quoted(letter: EmailMessage) -> str:
    return "\n".join(f"> {line}".rstrip() for line in words(letter).splitlines())


def gmail(letter: EmailMessage, text: str) -> EmailMessage:
    """Two versions; the original below in a folded away quotation."""
    reply = _reply(letter)
    line = f"On Mon, 4 May 2026 at 09:30, {letter['From']} wrote:"
    reply.set_content(f"{text}\n\n{line}\n\n{_quoted(letter)}\n")
    reply.add_alternative(
        f'<div dir="ltr">{escape(text).replace(chr(10), "<br>")}</div><br>'
        '<div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{escape(line)}<br></div><blockquote class="gmail_quote" '
        'style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">'
        f"{escape(words(letter)).replace(chr(10), '<br>')}</blockquote></div>\n",
        subtype="html",
    )
    return reply


def thunderbird(letter: EmailMessage, text: str) -> EmailMessage:
    """Plain, flowed, the original below."""
    reply = _reply(letter)
    reply.set_content(
        f"{text}\n\nOn 04.05.26 09:30, {letter['From'].addresses[0].display_name} wrote:\n{_quoted(letter)}\n"
    )
    reply.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    return reply


def outlook(letter: EmailMessage, text: str) -> EmailMessage:
    """The original below, unmarked, under a header block of its own."""
    reply = _reply(letter)
    head = (
        f"From: {letter['From']}\nSent: Monday, May 4, 2026 9:30 AM\nTo: {letter['To']}\nSubject: {letter['Subject']}\n"
    )
    reply.set_content(f"{text}\n\n________________________________\n{head}\n{words(letter)}\n")
    return reply


def apple(letter: EmailMessage, text: str) -> EmailMessage:
    """Plain, the original below, a signature of the device between."""
    reply = _reply(letter)
    line = f"> On 4 May 2026, at 09:30, {letter['From'].addresses[0].display_name} <{_from(letter)}> wrote:"
    reply.set_content(f"{text}\n\nSent from my iPhone\n\n{line}\n> \n{_quoted(letter)}\n")
    return reply


def mutt(letter: EmailMessage, text: str) -> EmailMessage:
    """Plain, with a signature at the end, after the original."""
    reply = _reply(letter)
    line = f"On Mon, May 04, 2026 at 09:30:00AM +0000, {letter['From'].addresses[0].display_name} wrote:"
    reply.set_content(f"{text}\n\n{line}\n{_quoted(letter)}\n\n-- \nhave a good day\n")
    return reply


def _from(letter: EmailMessage) -> str:
    return str(letter["From"].addresses[0].addr_spec)


PROGRAMS: dict[str, Callable[[EmailMessage, str], EmailMessage]] = {
    "gmail": gmail,
    "thunderbird": thunderbird,
    "outlook": outlook,
    "apple": apple,
    "mutt": mutt,
}
