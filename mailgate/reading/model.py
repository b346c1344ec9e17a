"""What is known of a mail before it is read, and what it says: the values that pass between worker and reader. Pure."""

from dataclasses import dataclass

from store.model import Html

COMMENT_LIMIT = 32 * 1024  # octets of own words


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What we know beforehand: the text we published or sent, so that its quotation is recognised; the sender.

    `domain` is that of our Message-IDs: a mail that refers to one answers a letter of ours. `is_comment`: it may become
    one, so that the words as they would be without the cut are wanted too.
    """

    paragraph: str = ""
    null_sender: bool = False
    domain: str = ""
    is_comment: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a mail says.

    `author` is the compared form of its one author's address, or None (INV-20). `author_name` and `subject` are one
    clean line each (INV-41), not yet masked. `message_id` and `references` are without angles. `automatic` is None for
    a person's mail, else why nothing answers it: one of `automatic.KINDS`, or `automatic.POST`. `text` is the author's
    own new words, unmasked; `html` the same as it would be published, masked and cleaned. `quoted`: another's words
    were cut; `removed` is all that was cut, and `uncut_text` and `uncut_html` are the words as they would be without
    the cut (empty where nothing was cut, it is no comment, or too long to be one). `attachments` are file names, for
    the record. `error` is a sentence where the mail, or a part of it, could not be read.
    """

    author: str | None
    author_name: str
    subject: str
    message_id: str | None
    references: tuple[str, ...]
    automatic: str | None
    text: str
    html: Html
    quoted: bool
    removed: str
    uncut_text: str
    uncut_html: Html
    attachments: tuple[str, ...]
    error: str | None
