"""From the parts of a mail to the text that its author wrote: which parts are read, in what order. Pure, no recursion.

Of alternatives the plain and the HTML one are kept, of a sequence all texts that are shown inline. Forwarded
messages and attachments are named, not read.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailgate.reading import charset, transfer
from mailgate.reading.mime import Part

TEXT_LIMIT = 256 * 1024
ATTACHMENTS_LIMIT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One decoded text part: its text (LF line ends), and whether it is format=flowed, with delsp (RFC 3676)."""

    text: str
    flowed: bool = False
    delsp: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """What is to be read, plain and as HTML (the same words where both are there), and what else came along."""

    text: Body | None
    html: str | None
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    """A piece of the body, in the forms that the mail has it."""

    plain: Body | None = None
    html: str | None = None


_PLAIN = frozenset({"text/plain", "text/markdown", "text/x-markdown", "text/enriched", "text/richtext", "text/text"})
_HTML = frozenset({"text/html", "text/xhtml", "application/xhtml+xml"})
_SILENT = frozenset({"message/delivery-status", "message/disposition-notification", "multipart/signed"})
_META = re.compile(rb"<meta[^>]{0,200}charset[ \t]*=[ \t]*[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_RULE = re.compile(r"\s{0,200}(?:_{5,}|-{5,}|={5,}|\*{5,}|~{5,})")
_ENRICHED = re.compile(r"<param>[^<]{0,500}</param>|<(?!<)/?[A-Za-z][\w-]{0,60}>|(\n+)|<<", re.IGNORECASE)
_QUOTE_SIGNS = re.compile(r"(?:> ?)+")


def choose(root: Part, charsets: Sequence[str] = ()) -> Bodies:
    """Return what of these parts is to be read. `charsets` are those that the fields of the mail declare."""
    chooser = _Chooser(charsets)
    segments = chooser.segments(root)
    if not segments and (named := chooser.first_text) is not None:
        segments = [chooser.leaf(named)]  # a body that was given a file's name
    return Bodies(text=_plain(segments), html=_html(segments), attachments=chooser.attachments())


class _Chooser:
    """Looks at every part once, children before their parents."""

    def __init__(self, charsets: Sequence[str]) -> None:
        self.first_text: Part | None = None
        self._named: list[tuple[int, str]] = []
        self._charsets: list[str] = []
        self._of_fields = charsets

    def segments(self, root: Part) -> list[_Segment]:
        """Return the pieces of the body, in order."""
        order, stack = [], [root]
        while stack:
            part = stack.pop()
            order.append(part)
            if (said := part.parameters.get("charset")) is not None:
                self._charsets.append(said)
            stack.extend(reversed(_shown(part)))
        made: dict[int, list[_Segment]] = {}
        for at in range(len(order) - 1, -1, -1):
            part = order[at]
            if part.is_multipart and part.children:
                made[id(part)] = _combined(part, [made[id(child)] for child in _shown(part)])
            else:
                made[id(part)] = self._leaf(part, at, is_root=part is root)
        return made[id(root)]

    def attachments(self) -> tuple[str, ...]:
        """Return the names of what is not read, in order."""
        return tuple(name for _, name in sorted(self._named, key=lambda named: named[0]))[:ATTACHMENTS_LIMIT]

    def leaf(self, part: Part, at: int = 0) -> _Segment:
        """Return the text of a part."""
        declared = part.parameters.get("charset")
        data = transfer.decode(part.data, part.encoding)[: 4 * TEXT_LIMIT]
        is_html = part.kind in _HTML
        meta = _META.search(data[:4_096]) if is_html else None
        hints = (meta.group(1).decode() if meta else None, *self._charsets, *self._of_fields)
        text = charset.decode(data, declared, hints)[:TEXT_LIMIT]
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        if is_html:
            return _Segment(html=text)
        text, files = transfer.without_files(_unenriched(text) if "rich" in part.kind else text)
        self._named += [(at, name) for name in files]
        flowed = part.parameters.get("format", "").lower() == "flowed"
        return _Segment(Body(text=text, flowed=flowed, delsp=part.parameters.get("delsp", "").lower() == "yes"))

    def _leaf(self, part: Part, at: int, *, is_root: bool) -> list[_Segment]:
        is_text = part.kind in _PLAIN or part.kind in _HTML or (part.is_multipart and bool(part.data.strip()))
        attached = part.disposition not in ("", "inline") or (part.name and not is_root)
        if is_text and (not attached or (is_root and not part.name)):
            return [self.leaf(part, at)]
        if is_text and part.disposition in ("", "inline"):
            self.first_text = part  # the parts come from the last to the first
        if part.kind not in _SILENT and not (part.is_multipart and not part.name):
            self._named.append((at, part.name or part.kind))
        return []


def _shown(part: Part) -> tuple[Part, ...]:
    """Return the parts of a part that are looked at: of a signed one the first, of a digest none."""
    if part.kind == "multipart/signed":
        return part.children[:1]
    return () if part.kind == "multipart/digest" else part.children


def _combined(part: Part, children: Sequence[list[_Segment]]) -> list[_Segment]:
    full = [child for child in children if child]
    if part.kind == "multipart/alternative":
        return _alternatives(full)
    if part.kind == "multipart/related":
        return full[0] if full else []
    if part.kind == "multipart/report":
        return full[0] if full else []
    whole: list[_Segment] = []
    for child in full:
        whole = _continued(whole, child)
    return whole


def _alternatives(children: list[list[_Segment]]) -> list[_Segment]:
    """Return the plain text of the first that has it, and the HTML of the last."""
    bodies = [body for child in children if (body := _plain(child)) is not None]
    plain = next((body for body in bodies if body.text.strip()), bodies[0] if bodies else None)
    markup = next((found for child in reversed(children) if (found := _html(child)) and found.strip()), None)
    return [_Segment(plain, markup)] if plain or markup else []


def _continued(whole: list[_Segment], more: list[_Segment]) -> list[_Segment]:
    """Put together what follows each other: the same words in another form, the words after a picture, or a footer."""
    if not whole or not more:
        return whole or more
    last, first = whole[-1], more[0]
    if last.html is None and first.plain is None and last.plain and first.html and _are_same(last.plain, first.html):
        return [*whole[:-1], replace(last, html=first.html), *more[1:]]
    if first.plain and first.html is None and _RULE.match(first.plain.text):
        return whole  # below a rule stands what a mailing list or a gateway added
    return [*whole, *more]


def _are_same(plain: Body, markup: str) -> bool:
    """Whether the words of an HTML part are, nearly all, those of a plain one."""
    words = set(plain.text.lower().split()[:2_000])
    others = html.unescape(_TAG.sub(" ", markup)).lower().split()[:2_000]
    return bool(words) and sum(word in words for word in others) * 4 >= 3 * len(others)


def _plain(segments: list[_Segment]) -> Body | None:
    bodies = [segment.plain for segment in segments if segment.plain is not None]
    if not bodies or len(bodies) < len(segments):
        return None
    return replace(bodies[0], text="\n".join(body.text for body in bodies)[:TEXT_LIMIT])


def _html(segments: list[_Segment]) -> str | None:
    if not any(segment.html is not None for segment in segments):
        return None
    pieces = (segment.html if segment.html is not None else _markup(segment.plain) for segment in segments)
    return "\n".join(piece for piece in pieces if piece)[:TEXT_LIMIT]


def _markup(body: Body | None) -> str:
    """Return plain text as HTML, its quoted lines as quotes."""
    rows: list[str] = []
    for row in body.text.split("\n") if body else ():
        sign = _QUOTE_SIGNS.match(row) if row.startswith(">") else None
        text = html.escape(row[sign.end() :] if sign else row, quote=False)
        rows.append(f'<blockquote type="cite">{text}</blockquote>' if sign else f"{text}<br>")
    return f"<div>{''.join(rows)}</div>"


def _unenriched(text: str) -> str:
    """Return the words of text/enriched (RFC 1896): without its commands, single line ends as blanks."""

    def plain(found: re.Match[str]) -> str:
        if found.group(1):
            return " " if len(found.group(1)) == 1 else found.group(1)[1:]
        return "<" if found.group() == "<<" else ""

    return _ENRICHED.sub(plain, text)
