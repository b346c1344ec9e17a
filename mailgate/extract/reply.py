"""Mail to Reply: which body is more faithful, and what of it is the author's. Pure."""

from dataclasses import dataclass, replace

from mailgate.extract import html_lines, plain_lines, write
from mailgate.extract.cut import Cut, cut
from mailgate.extract.lines import Line
from mailgate.message import Body, Mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The author's own new words: as text, unmasked; as HTML, masked but not yet sanitised; and what was cut."""

    text: str
    html: str
    quoted: bool
    removed: str


def reply(mail: Mail, known: str = "") -> Reply:
    """Return the own words of a mail. `known` is the text we published or sent that it may quote.

    HTML is preferred: it has no broken lines and says what is quoted. The text part is taken where the HTML has no
    words, or where only the text part shows what was quoted.
    """
    found = cut(html_lines.split(mail.html), known) if mail.html else None
    if mail.text is not None and (found is None or _plain_is_better(found, mail.text)):
        plain = cut(_typed(plain_lines.split(mail.text)), known)
        if found is None or plain.quoted or not write.text(found.own):
            found = plain
    if found is None:
        return Reply(text="", html="", quoted=False, removed="")
    return Reply(
        text=write.text(found.own),
        html=write.markup(found.own),
        quoted=found.quoted,
        removed="\n".join(found.removed).strip("\n"),
    )


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
