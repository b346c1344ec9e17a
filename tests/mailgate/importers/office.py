"""Writes the model as Word, OpenDocument and EPUB files, part by part, as those programs do."""

import zipfile
from html import escape
from pathlib import Path

from tests.mailgate.importers.model import Model, Para

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = (
    f'{_DECLARED}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f'xmlns:r="{_RELATION}"'


def packed(path: Path, parts: dict[str, str | bytes]) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def relations(**targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{_DECLARED}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, *, style: str = "", number: tuple[int, int] | None = None, more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    counted = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{named}{counted}</w:pPr>{run(text) if text else ''}{more}</w:p>"


def level(place: int, form: str, text: str, more: str = "") -> str:
    what = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{place}">{what}</w:lvl>'


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def instance(name: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>{more}</w:style>'
    for style, name, more in (
        ("Titel", "Title", ""),
        ("berschrift1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("Chapter", "House chapter", '<w:basedOn w:val="berschrift1"/>'),
        ("Zitat", "Quote", ""),
        ("TOC1", "toc 1", ""),
        ("Numbered", "House numbered", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
    )
)


def word(
    path: Path,
    body: str,
    *,
    numbering: str = "",
    notes: str = "",
    styles: str = STYLES,
    more: dict[str, bytes] | None = None,
) -> Path:
    """Write a Word document."""
    language = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return packed(
        path,
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relations(r1=("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": relations(
                r1=("styles", "styles.xml"),
                r2=("numbering", "numbering.xml"),
                r3=("footnotes", "footnotes.xml"),
                r4=("image", "media/image1.png"),
            ),
            "word/document.xml": f"{_DECLARED}<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"{_DECLARED}<w:styles {_W}>{language}{styles}</w:styles>",
            "word/numbering.xml": f"{_DECLARED}<w:numbering {_W}>{numbering}</w:numbering>",
            "word/footnotes.xml": f"{_DECLARED}<w:footnotes {_W}>{notes}</w:footnotes>",
            **(more or {}),
        },
    )


def word_note(number: int, text: str) -> str:
    return f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>{run(" " + text)}</w:p></w:footnote>'


def word_mark(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


BULLETS = abstract(9, level(0, "bullet", "·"))


def word_model(path: Path, model: Model, start: str, numbering: str) -> Path:
    """Write the model; `start` says how paragraphs are numbered: typed, multilevel, style, sections."""
    parts, notes = [paragraph("The flood at Marrow", style="Titel"), paragraph("1 What happened 3", style="TOC1")], []
    for place, (title, paras) in enumerate(model):
        heading_number = (2, 0) if start == "multilevel" else None
        parts.append(paragraph(title, style="Chapter", number=heading_number))
        for para in paras:
            mark = ""
            if para.note:
                notes.append(para.note)
                mark = word_mark(len(notes))
            parts.append(_word_paragraph(para, start, place, mark))
            parts += [paragraph(para.quote, style="Zitat")] if para.quote else []
            parts += [paragraph(item, number=(9, 0)) for item in para.items]
            parts += [paragraph(para.tail)] if para.tail else []
    ends = "".join(word_note(number, note) for number, note in enumerate(notes, 1))
    return word(path, "".join(parts), numbering=BULLETS + numbering + instance(9, 9), notes=ends)


def _word_paragraph(para: Para, start: str, section: int, mark: str) -> str:
    if start == "typed":
        return f"<w:p>{run(para.number)}<w:r><w:tab/></w:r>{run(para.text)}{mark}</w:p>"
    if start == "style":
        return paragraph(para.text, style="Numbered", more=mark)
    number = (2, 1) if start == "multilevel" else (20 + section, 0)
    return paragraph(para.text, number=number, more=mark)


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{name}="{_OFFICE}:{long}:1.0"'
    for name, long in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
    )
)


def opendocument(path: Path, body: str, styles: str = "") -> Path:
    """Write an OpenDocument text."""
    content = (
        f'{_DECLARED}<office:document-content {_SPACES} xmlns:fo="{_OFFICE}:xsl-fo-compatible:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed(path, {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def opendocument_model(path: Path, model: Model, *, dotted: bool) -> Path:
    """Write the model with the numbers that lists give: `1.1` below numbered headings, or counted throughout."""
    parts, notes = ['<text:p text:style-name="Title">The flood at Marrow</text:p>'], 0
    for chapter, (title, paras) in enumerate(model, 1):
        parts.append(f'<text:h text:outline-level="1">{title}</text:h>')
        for place, para in enumerate(paras):
            mark = ""
            if para.note:
                notes += 1
                mark = (
                    f'<text:note text:note-class="footnote"><text:note-citation>{notes}</text:note-citation>'
                    f"<text:note-body><text:p>{para.note}</text:p></text:note-body></text:note>"
                )
            item = f"<text:list-item{{}}><text:p>{para.text}{mark}</text:p></text:list-item>"
            first = f' text:start-value="{chapter}"' if place == 0 else ""
            if dotted:  # the level of chapters is counted by an item of its own, without text
                head = f"<text:list-item{first}><text:p/></text:list-item>" if first else ""
                inner = head + f"<text:list-item><text:list>{item.format('')}</text:list></text:list-item>"
            else:
                inner = item.format("")
            parts.append(f'<text:list text:style-name="L1" text:continue-numbering="true">{inner}</text:list>')
            if para.quote:
                parts.append(f'<text:p text:style-name="Quotations">{para.quote}</text:p>')
            if para.items:
                items = "".join(f"<text:list-item><text:p>{each}</text:p></text:list-item>" for each in para.items)
                parts.append(f'<text:list text:style-name="L2">{items}</text:list>')
            if para.tail:
                parts.append(f"<text:p>{para.tail}</text:p>")
    number = '<text:list-level-style-number text:level="{}" style:num-format="1" style:num-suffix="." {}/>'
    styles = (
        f'<text:list-style style:name="L1">{number.format(1, "")}'
        f"{number.format(2, chr(34).join(['text:display-levels=', '2', '']))}</text:list-style>"
        '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    )
    return opendocument(path, "".join(parts), styles)


def epub(path: Path, chapters: list[str], *, package: str = "", styles: str = "") -> Path:
    """Write a book of chapters in HTML, and its style sheet `r.css`."""
    names = [f"text/c{number}.xhtml" for number in range(1, len(chapters) + 1)]
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(names)))
    opf = package or (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>The flood at Marrow</dc:title><dc:language>en</dc:language></metadata>"
        f'<manifest><item id="nav" href="nav.xhtml" properties="nav"/>{items}</manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    nav = "<nav><ol><li><a href='text/c1.xhtml'>1 What happened</a></li></ol></nav>"
    return packed(
        path,
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/book.opf": opf,
            "OEBPS/nav.xhtml": f"<html><body>{nav}</body></html>",
            "OEBPS/r.css": styles,
            **{f"OEBPS/{name}": text for name, text in zip(names, chapters, strict=True)},
        },
    )
