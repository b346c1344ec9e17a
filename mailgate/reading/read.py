"""One mail, read: bytes in, what we need to know of it out. Pure; runs in the reader child only.

message.read -> automatic.kind -> extract.reply -> sanitize.clean. It never raises on any bytes.
"""

import re

from mailgate.header_block import Refusal
from mailgate.reading import automatic, extract, mask, message, sanitize
from mailgate.reading.message import Mail
from mailgate.reading.model import Known, Reading

_NOTHING_KNOWN = Known()
_REFERENCES_LIMIT = 100
_ATOM = re.compile(r"<([^<>\s]{1,250})>")


def read(raw: bytes, known: Known = _NOTHING_KNOWN) -> Reading:
    """Return what the mail in these bytes says."""
    mail = message.read(raw)
    references = _references(mail)
    is_answer = bool(known.domain) and any(each.endswith(f"@{known.domain}") for each in references)
    reply = extract.reply(
        mail,
        known.paragraph,
        is_answer=is_answer,
        is_comment=known.is_comment,
        is_command=bool(known.domain) and not known.is_comment,
    )
    author = None if isinstance(mail.author, Refusal) else mail.author
    message_ids = _ATOM.findall(mail.field("message-id"))
    return Reading(
        author=author.address if author else None,
        author_name=mask.one_line(mail.name, mask.NAME_LIMIT),
        subject=mask.one_line(mail.field("subject"), mask.SUBJECT_LIMIT),
        message_id=message_ids[0] if message_ids else None,
        references=references,
        automatic=automatic.kind(mail, null_sender=known.null_sender),
        text=reply.text,
        html=sanitize.clean(reply.html),
        quoted=reply.quoted,
        removed=reply.removed,
        uncut_text=reply.uncut_text,
        uncut_html=sanitize.clean(reply.uncut_html),
        attachments=mail.attachments,
        error=mail.error or (mail.author.sentence if isinstance(mail.author, Refusal) else None),
    )


def _references(mail: Mail) -> tuple[str, ...]:
    """Return the Message-IDs that this mail answers, the nearest last, each once."""
    found = _ATOM.findall(f"{mail.field('references')} {mail.field('in-reply-to')}")
    return tuple(dict.fromkeys(found))[-_REFERENCES_LIMIT:]
