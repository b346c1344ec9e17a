"""Mail to Reply: which body is more faithful, and what of it is the author's. Pure."""

from dataclasses import dataclass, replace

from mailgate import charset
from mailgate.extract import html_lines, plain_lines, write
from mailgate.extract.cut import Cut, cut
from mailgate.extract.lines import Line, Role
from mailgate.header_block import Refusal
from mailgate.message import Body, Mail


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


UNCUT_LIMIT = 32 * 1024  # octets, as a comment's


def reply(mail: Mail, known: str = "") -> Reply:
    """Return the own words of a mail. `known` is the text we published or sent that it may quote.

    HTML is preferred: it has no broken lines and says what is quoted. The text part is taken where the HTML has no
    words, or where only the text part shows what was quoted.
    """
    sender = "" if isinstance(mail.author, Refusal) else charset.decode_header(mail.author.display_name.encode())
    lines = html_lines.split(mail.html) if mail.html else []
    found = cut(lines, known, sender) if mail.html else None
    if mail.text is not None and (found is None or _plain_is_better(found, mail.text)):
        plain_body = _typed(plain_lines.split(mail.text))
        plain = cut(plain_body, known, sender)
        if found is None or plain.quoted or not write.text(found.own):
            found, lines = plain, plain_body
    if found is None:
        return Reply(text="", html="")
    own = Reply(
        text=write.text(found.own),
        html=write.markup(found.own),
        quoted=found.quoted,
        removed="\n".join(found.removed).strip("\n"),
    )
    return _with_uncut(own, lines) if own.removed else own


def _with_uncut(own: Reply, lines: list[Line]) -> Reply:
    """Add the body as it was before the cut; what was quoted in it stays set off."""
    whole = [line.with_role(Role.OWN_QUOTE if line.depth else Role.ORDINARY) for line in lines]
    text = write.text(whole)
    if len(text.encode()) > UNCUT_LIMIT:
        return own
    return replace(own, uncut_text=text, uncut_html=write.markup(whole))


def _plain_is_better(found: Cut, body: Body) -> bool:
    if not any(not line.is_blank for line in found.own):
        return True
    return not found.quoted and ("\n>" in body.text or body.text.startswith(">"))


def _typed(lines: list[Line]) -> list[Line]:
    """Take the tags that authors type, as the page invites them to, out of the visible text."""
    typed: list[Line] = []
    for line in lines:
        if "<" in line.text and not line.depth:
            text, marks = plain_lines.typed(line.text)
            typed.append(replace(line, text=text, marks=marks) if marks else line)
        else:
            typed.append(line)
    return typed
