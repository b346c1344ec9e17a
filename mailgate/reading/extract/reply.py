"""Mail to Reply: what of the more faithful body is the author's. Pure."""

from dataclasses import dataclass, replace

from mailgate.header_block import Refusal
from mailgate.reading.extract import choice, html_lines, plain_lines, typed, write
from mailgate.reading.extract.cut import cut
from mailgate.reading.extract.lines import Line, Role
from mailgate.reading.message import Mail
from mailgate.reading.model import COMMENT_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The author's own new words: as text, unmasked; as HTML, masked but not yet sanitised; and what was cut.

    `uncut_text` and `uncut_html` are the whole body, for an author who says that too much was cut: empty where nothing
    was, and where it is longer than a comment may be.
    """

    text: str
    html: str
    quoted: bool = False
    removed: str = ""
    uncut_text: str = ""
    uncut_html: str = ""


def reply(
    mail: Mail, known: str = "", *, is_answer: bool = False, is_comment: bool = True, is_command: bool = False
) -> Reply:
    """Return the own words of a mail.

    `known` is the text we published or sent that it may quote; `is_answer`: it refers to a letter of ours.
    `is_comment`: the whole body is wanted, too. `is_command`: its first word may be one.
    """
    address = "" if isinstance(mail.author, Refusal) else mail.author.address
    html = mail.html or (mail.text.text if mail.text and choice.is_html(mail.text.text) else "")
    lines = html_lines.split(html) if html else []
    found = cut(lines, known, mail.name, address, is_answer=is_answer) if html else None
    wrapped = False
    if mail.text is not None and mail.text.text is not html:
        plain = plain_lines.split(mail.text)
        plain_found = cut(plain, known, mail.name, address, is_answer=is_answer)
        if found is None or choice.prefers_text(plain_found, found, is_command=is_command):
            lines, found, wrapped = plain, plain_found, not mail.text.flowed
    if found is None:
        return Reply(text="", html="")
    words = typed.honoured(found.own)
    own = Reply(
        text=write.text(words),
        html=write.markup(words, wrapped=wrapped),
        quoted=found.quoted,
        removed="\n".join(found.removed).strip("\n"),
    )
    return _with_uncut(own, lines, wrapped=wrapped) if own.removed and is_comment else own


def _with_uncut(own: Reply, lines: list[Line], *, wrapped: bool) -> Reply:
    """Add the body as it was before the cut; what was quoted in it stays set off."""
    whole = typed.honoured([line.with_role(Role.OWN_QUOTE if line.depth else Role.ORDINARY) for line in lines])
    text = write.text(whole)
    if len(text.encode()) > COMMENT_LIMIT:
        return own
    return replace(own, uncut_text=text, uncut_html=write.markup(whole, wrapped=wrapped))
