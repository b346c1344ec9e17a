"""`mailgate dump`: the private export: one JSON line for each mail received."""

import base64
import json
import re
import sys

import click

from mailgate import header_block, token
from mailgate.commands import site
from mailgate.header_block import Refusal
from mailgate.reading import encoded_words, mask
from store.records import Record, Records
from store.spool import Facts

_FIELD = rb"^%s[ \t]{0,20}:([^\n]{0,8000}(?:\n[ \t][^\n]{0,8000}){0,100})"
_SUBJECT = re.compile(_FIELD % b"subject", re.IGNORECASE | re.MULTILINE)
_MESSAGE_ID = re.compile(_FIELD % b"message-id", re.IGNORECASE | re.MULTILINE)
_IN_ANGLES = re.compile(r"<([^<>\s]{1,250})>")


@click.command
@click.option("--contains", metavar="TEXT", help="Only mails whose bytes, subject or words hold this.")
@click.pass_context
def dump(context: click.Context, contains: str | None) -> None:
    """Print every mail received, oldest first, as one line of JSON each, while the site runs or not.

    It holds addresses and mails as they came: it is for the report's owner alone.
    """
    out = sys.stdout.buffer
    with site.opened(context) as app, app.store.read() as connection:
        for record in Records(connection, app.box):
            if contains is None or _holds(record, contains):
                # ASCII: some programs take U+0085 and U+2028 for the end of a line.
                out.write(json.dumps(as_json(record)).encode() + b"\n")
        out.flush()


def as_json(record: Record) -> dict[str, object]:
    """Return the keys of the private export; the content of a mail that is not yet read is not looked at."""
    envelope = record.envelope
    facts = record.facts
    if facts is None and record.raw is not None:
        facts = _unread(record.raw)
    return {
        "id": record.id,
        "received": record.received_at.isoformat().replace("+00:00", "Z"),
        "recipient": None if envelope is None else token.cut(envelope.recipient),
        "envelope_from": None if envelope is None else envelope.sender or "",
        "from": None if facts is None else facts.author,
        "subject": None if facts is None else facts.subject,
        "message_id": None if facts is None else facts.message_id,
        "state": record.state,
        "reason": record.reason,
        "document": record.document,
        "paragraph": record.paragraph,
        "comment": record.comment,
        "name": record.name,
        "text": record.text,
        "html": record.html,
        "attachments": None if facts is None else list(facts.attachments),
        "raw_b64": None if record.raw is None else base64.b64encode(record.raw).decode(),
    }


def _holds(record: Record, text: str) -> bool:
    facts = record.facts
    words = [record.text, record.html, record.name, facts and facts.subject, facts and facts.text]
    return text.encode() in (record.raw or b"") or any(text in each for each in words if each)


def _unread(raw: bytes) -> Facts:
    """Read what stands in the header block, in linear time: mail that is not yet read may be hostile."""
    author = header_block.author(raw)
    head = header_block.block(raw)
    message_ids = _IN_ANGLES.findall(_value(_MESSAGE_ID, head))
    return Facts(
        author=None if isinstance(author, Refusal) else author.address,
        subject=mask.one_line(_value(_SUBJECT, head), mask.SUBJECT_LIMIT),
        message_id=message_ids[0] if message_ids else None,
    )


def _value(field: re.Pattern[bytes], head: bytes) -> str:
    found = field.search(head)
    return encoded_words.decode(b" ".join(found[1].split())) if found else ""
