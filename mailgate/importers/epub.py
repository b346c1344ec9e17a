"""EPUB books → trees: the chapters in the order of the spine, each read as a page of HTML."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from mailgate.importers import style_sheets, tree, xhtml
from mailgate.importers.archive import Archive, attribute, child, local, text_at
from mailgate.importers.outline import ImportRefusedError, Progress, Source
from mailgate.importers.tree import PAGE, Element, Leaf

_LINK = re.compile(rb"""\b(?:href|src)\s*=\s*["']([^"'#]{1,500})""", re.I)
_FIGURES = re.compile(r"\d+")


def read(source: Source, progress: Progress) -> list[Leaf]:
    """Read a book. Raises ImportRefusedError where it is none, or a bomb."""
    archive = Archive(source.path, source.name)
    base, package = _package(archive)
    leaves: list[Leaf] = []
    missing: list[str] = []
    spine = _spine(package)
    named, before = _named(archive, package, base), ""
    for place, href in enumerate(spine, 1):
        progress(place, len(spine))
        name = _joined(base, href)
        chapter = _chapter(archive, name, package, source)
        if chapter is None:
            missing.append(f"{name}: a chapter that is not in the book")
            continue
        # Programs cut long chapters at a length, and number the pieces; the book's contents name only the first.
        goes_on = name not in named and _FIGURES.sub("", name) == _FIGURES.sub("", before)
        leaves.append(replace(chapter, goes_on=goes_on))
        before = name
    if not leaves:
        raise ImportRefusedError(f"{source.name}: has no chapters")
    return [replace(leaves[0], notices=tuple(missing)), *leaves[1:]]


def _package(archive: Archive) -> tuple[str, ET.Element]:
    """Return what says which files the book is made of, and the folder from which it names them."""
    rootfile = child(archive.xml("META-INF/container.xml"), "rootfiles", "rootfile")
    name = attribute(rootfile, "full-path")
    package = archive.xml(name)
    if package is None:
        raise ImportRefusedError(f"{archive.name}: is no EPUB book")
    if _is_locked(archive):
        raise ImportRefusedError(f"{archive.name}: is protected against copying")
    return posixpath.dirname(name), package


def _chapter(archive: Archive, name: str, package: ET.Element, source: Source) -> Leaf | None:
    """Return a file of the book, read; None where it is not there."""
    raw = archive.read(name)
    if raw is None:
        return None
    fetch = _beside(archive, posixpath.dirname(name))
    parsed = tree.parse(xhtml.closed(raw), f"{source.name}: {name}", style_sheets.linked(raw, fetch))
    parsed = replace(parsed, title=text_at(package, "title"), language=text_at(package, "language"))
    _mark_pages(parsed.body)
    return Leaf(source=Source(path=source.path, name=posixpath.basename(name)), tree=parsed, fetch=fetch)


def _joined(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href)))


def _named(archive: Archive, package: ET.Element, base: str) -> set[str]:
    """Return the files that the book's contents lead to: its page of them, and the older list."""
    lists = [
        _joined(base, attribute(each, "href"))
        for each in _in(package, "manifest")
        if "nav" in attribute(each, "properties").split() or attribute(each, "media-type").endswith("dtbncx+xml")
    ]
    return {
        _joined(posixpath.dirname(name), link.decode("utf-8", "replace"))
        for name in lists
        for link in _LINK.findall(archive.read(name) or b"")
    }


def _beside(archive: Archive, folder: str) -> Callable[[str], bytes | None]:
    def fetch(wanted: str) -> bytes | None:
        return archive.read(_joined(folder, wanted))

    return fetch


def _is_locked(archive: Archive) -> bool:
    """Whether more is encrypted than fonts."""
    root = archive.xml("META-INF/encryption.xml")
    found = [
        attribute(each, "URI") for each in (root.iter() if root is not None else ()) if local(each) == "CipherReference"
    ]
    return any(name.lower().endswith((".xhtml", ".html", ".htm", ".xml", ".opf")) for name in found)


def _spine(package: ET.Element) -> list[str]:
    items = {attribute(each, "id"): each for each in _in(package, "manifest")}
    order = [attribute(each, "idref") for each in _in(package, "spine")]
    chapters = [items[name] for name in order if name in items]
    return [attribute(each, "href") for each in chapters if "nav" not in attribute(each, "properties").split()]


def _in(package: ET.Element, name: str) -> list[ET.Element]:
    found = child(package, name)
    return list(found) if found is not None else []


def _mark_pages(body: Element) -> None:
    for element in body.walk():
        if "pagebreak" in element.get("epub:type").split() or element.get("role") == "doc-pagebreak":
            number = element.get("title") or element.get("aria-label") or " ".join(element.text().split())
            element.tag, element.attributes, element.children = PAGE, {"number": number}, []
