"""Word documents (.docx) → a tree. mammoth reads them: styles, notes, tables, tracked changes as accepted.

Automatic numbers are computed first (word_numbers), and styles say which paragraphs are headings and quotes, whatever
they are called.
"""

import io
import posixpath
import re
import zipfile
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

from mailgate.importers import tree, word_markup, word_parts
from mailgate.importers.account import lines_of
from mailgate.importers.archive import Archive, attribute, child, local, text_at, titled
from mailgate.importers.headings import class_of
from mailgate.importers.list_levels import LIST, lift
from mailgate.importers.outline import ImportRefusedError, Progress, Source
from mailgate.importers.pictures import MAX_OCTETS
from mailgate.importers.tree import HEADINGS, LABEL, Element, Leaf, Tree
from mailgate.importers.word_numbers import LABEL_STYLE, Numbers

MAX_PARAGRAPHS = 100_000  # thirteen times the longest report that is measured
_STEPS = 4  # of which the last is the report's own: notes, numbers, sections
_TEXTS = ("officeDocument", "footnotes", "endnotes")
_PARTS = 4  # of a label: its list, form, value, and what is printed
_QUOTE = re.compile(r"quot|zitat|citation|block ?text|extract", re.I)
_CONTENTS = re.compile(r"toc \d|toc heading|table of figures|index \d", re.I)
_STYLES = (f"r.{LABEL_STYLE} => span.{LABEL_STYLE}", "comment-reference => !", "br[type='page'] => ")


def read(source: Source, progress: Progress) -> list[Leaf]:
    """Read a Word document. Raises ImportRefusedError where it is none, or a bomb."""
    mammoth = _mammoth()
    archive = Archive(source.path, source.name)
    names = _names(archive)
    parts = {names[kind]: root for kind in _TEXTS if (root := archive.xml(names.get(kind, ""))) is not None}
    document = parts.get(names.get("officeDocument", ""))
    if document is None:
        raise ImportRefusedError(f"{source.name}: is no Word document")
    if sum(local(each) == "p" for each in document.iter()) > MAX_PARAGRAPHS:
        raise ImportRefusedError(f"{source.name}: has more than {MAX_PARAGRAPHS:,} paragraphs")
    progress(1, _STEPS)
    styles = archive.xml(names.get("styles", ""))
    _settle(archive, names, parts, styles)
    progress(2, _STEPS)
    images: dict[str, bytes] = {}
    body = _read(mammoth, source, _packed(archive, parts), _style_map(styles), images)
    progress(3, _STEPS)
    _take_labels(body)
    lift(body)
    title = titled(text_at(archive.xml("docProps/core.xml"), "title"), source)
    made = Tree(body=body, title=title, language=_language(styles))
    beside = word_parts.of(archive, names["officeDocument"])
    drawn = tuple(word_parts.said(archive, beside, source.name))
    leaf = Leaf(source=source, tree=made, says_title=not _has_title(document, styles), fetch=images.get)
    said = (*lines_of(body, source.name), *drawn) if drawn else ()
    return [replace(leaf, said=said, notices=word_parts.notices(beside, source.name))]


def _settle(archive: Archive, names: dict[str, str], parts: dict[str, ET.Element], styles: ET.Element | None) -> None:
    """Make of the parts what mammoth understands, with automatic numbers as text."""
    for part in archive.names:
        if part.endswith((".xml", ".rels")):
            archive.xml(part)  # whatever mammoth is going to parse has been looked at
    hidden = word_markup.hidden_styles(styles)
    for root in parts.values():
        word_markup.settle(root, hidden, _ranks(styles))
    Numbers(archive.xml(names.get("numbering", "")), styles).print_into(parts[names["officeDocument"]])
    if styles is not None:
        word_markup.name_kinds(styles)
        parts[names["styles"]] = styles


def _mammoth() -> ModuleType:
    """Return mammoth, before any work is done; ImportRefusedError where it is not installed."""
    try:
        return import_module("mammoth")  # an extra
    except ImportError as fault:
        raise ImportRefusedError("Word documents need the extra `office`: pip install 'mailgate[office]'") from fault


def _read(
    mammoth: ModuleType, source: Source, file: io.BytesIO, style_map: list[str], images: dict[str, bytes]
) -> Element:
    """Return what mammoth makes of a document; keep its images."""
    try:
        html = mammoth.convert_to_html(
            file,
            style_map="\n".join((*_STYLES, *style_map)),
            convert_image=mammoth.images.img_element(lambda image: {"src": _kept(image, images)}),
        ).value
    except (KeyError, ValueError, AttributeError, IndexError, TypeError) as fault:
        raise ImportRefusedError(f"{source.name}: is damaged") from fault
    return tree.parse(f"<meta charset=utf-8><body>{html}".encode(), source.name).body


def _names(archive: Archive) -> dict[str, str]:
    """Return the names of the parts by what they are; only relations say it, and each program has names of its own."""
    main = _related(archive, "").get("officeDocument", "")
    return {**_related(archive, main), "officeDocument": main}


def _related(archive: Archive, part: str) -> dict[str, str]:
    folder, _, name = part.rpartition("/")
    relations = archive.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, str] = {}
    for each in relations if relations is not None else ():
        target = posixpath.normpath(posixpath.join("/", folder, attribute(each, "Target"))).lstrip("/")
        found.setdefault(attribute(each, "Type").rpartition("/")[2], target)
    return found


def _kept(image: Any, images: dict[str, bytes]) -> str:
    """Keep the bytes of an image; return the address it has in the tree, or none where the file lacks it."""
    name = f"image-{len(images) + 1}"
    with suppress(KeyError), image.open() as file:
        images[name] = file.read(MAX_OCTETS + 1)
    return name if name in images else ""


def _packed(archive: Archive, parts: dict[str, ET.Element]) -> io.BytesIO:
    """Return the archive with other parts in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for name in sorted(archive.names - parts.keys()):
            file.writestr(name, archive.read(name) or b"")
        for name, root in parts.items():
            file.writestr(name, ET.tostring(root))
    packed.seek(0)
    return packed


def _style_map(styles: ET.Element | None) -> list[str]:
    """Return what mammoth makes of styles: headings by their outline level, quotes and contents by their name."""
    elements = {
        attribute(each, "styleId"): each for each in (styles if styles is not None else ()) if local(each) == "style"
    }
    lines = []
    for style, element in elements.items():
        if attribute(element, "type") != "paragraph" or not re.fullmatch(r"[\w-]+", style):
            continue
        name = attribute(child(element, "name"), "val")
        level = _outline_level(elements, style)
        if _CONTENTS.match(name):
            lines.append(f"p.{style} => !")
        elif name.lower() == "title":
            lines.append(f"p.{style} => h1:fresh")
        elif level is not None:
            lines.append(f"p.{style} => h{min(level + 1, 6)}:fresh")
        elif _QUOTE.search(name):
            lines.append(f"p.{style} => blockquote > p:fresh")
        elif said := class_of(name):
            lines.append(f"p.{style} => p.{said}:fresh")
    return lines


def _has_title(document: ET.Element, styles: ET.Element | None) -> bool:
    """Whether a paragraph is in the style of a title: then that says it better than the file's properties."""
    names = {
        attribute(each, "styleId")
        for each in (styles if styles is not None else ())
        if local(each) == "style" and attribute(child(each, "name"), "val").lower() == "title"
    }
    return any(local(each) == "pStyle" and attribute(each, "val") in names for each in document.iter())


def _ranks(styles: ET.Element | None) -> dict[str, int]:
    """Return the styles of headings, and how deep each is, from 0."""
    elements = {
        attribute(each, "styleId"): each for each in (styles if styles is not None else ()) if local(each) == "style"
    }
    return {style: level for style in elements if (level := _outline_level(elements, style)) is not None}


def _outline_level(elements: dict[str, ET.Element], style: str) -> int | None:
    seen: set[str] = set()
    while style in elements and style not in seen:
        seen.add(style)
        level = attribute(child(elements[style], "pPr", "outlineLvl"), "val")
        if level.isdecimal():
            return int(level) if int(level) < 9 else None
        if match := re.fullmatch(r"heading ([1-9])", attribute(child(elements[style], "name"), "val"), re.I):
            return int(match[1]) - 1
        style = attribute(child(elements[style], "basedOn"), "val")
    return None


def _language(styles: ET.Element | None) -> str:
    return attribute(child(styles, "docDefaults", "rPrDefault", "rPr", "lang"), "val")


def _take_labels(body: Element) -> None:
    """Make the runs with labels attributes of the block that they begin; their list shows the same by itself."""
    for element in [each for each in body.walk() if each.get("class") == LABEL_STYLE]:
        parts = element.text().split(":", 3)
        if len(parts) < _PARTS:  # a style of this name that the file has itself
            continue
        instance, form, value, label = parts
        block = next((each for each in element.ancestors() if each.tag in {"li", "p"} | HEADINGS), None)
        element.detach()
        if block is None:
            continue
        block.attributes = {**block.attributes, LABEL: label}
        if block.tag == "li" and block.parent is not None:
            block.attributes |= {"value": value, LIST: instance}
            block.parent.attributes = {**block.parent.attributes, **({"type": form} if form != "1" else {})}
