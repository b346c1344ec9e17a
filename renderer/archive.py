"""All pages of a document in one file, to keep or to read without a network: DOCUMENT/DOCUMENT.zip.

The same pages give the same bytes. It is made by `publish --all`, from the store, and is no part of what `--check`
compares. Links lead to files in it, as a folder on a disk has no page of its own; those to feeds, which tell what is
new, lead to the site.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from renderer import environment, files, urls
from renderer.build import Build
from renderer.making import File
from renderer.output import Output
from renderer.press import Press
from store.documents import Documents
from store.engine import Store
from store.model import Document, DocumentId

_AT_ONCE = 200  # paragraphs
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no time before
_MODE = 0o644 << 16
_FOLDER_LINK = re.compile(r'(href="(?!https?:|mailto:|#)[^"#]*/)(?=[#"])')
_FEED_LINK = re.compile(r'(?<=href=")(?!https?:)[^"]*\.atom(?=")')
_LEFT_OUT = (".atom", ".xml")


def make(build: Build, store: Store) -> list[DocumentId]:
    """Make the archive of each document, where it differs; return the documents that had none before."""
    # What an archive does not have, its pages do not lead to.
    press = Press(
        site=replace(build.site, search=False, legal=()),
        templates=environment.pages(build.templates),
        people=build.people,
    )
    new: list[DocumentId] = []
    with store.read() as connection:
        documents, output = Documents(connection), Output(press, connection, build.now)
        for document in documents.all():
            path = urls.archive(document.slug)
            if not (build.public / path).exists():
                new.append(document.id)
            entries = _entries(output, document, documents.size(document.id))
            _write(build.public, path, (_offline(entry, build.site.base_url) for entry in entries))
    return new


def _entries(output: Output, document: Document, size: int) -> Iterator[File]:
    """Yield what is in the archive of a document; what stands at its top leads to the contents."""
    start = (
        f'<!DOCTYPE html><meta http-equiv="refresh" content="0; url={document.slug}/index.html"><title>mailgate</title>'
    )
    yield File(urls.INDEX, start.encode())
    for file in output.site():
        if file.path in (urls.STYLE, urls.ICON) or file.path.startswith("logo."):
            yield file
    parts = [output.document(document.id), output.edition(document.id), output.moderation(document.id)]
    parts += [output.paragraphs(document, range(at, min(at + _AT_ONCE, size))) for at in range(0, size, _AT_ONCE)]
    for part in parts:
        for file in part:
            if not file.path.endswith(_LEFT_OUT):
                yield file


def _offline(entry: File, base_url: str) -> File:
    """Return a page with links that can be followed where there is no web server."""
    if not entry.path.endswith(".html"):
        return entry

    def on_the_site(link: re.Match[str]) -> str:
        return f"{base_url.rstrip('/')}/{posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), link[0]))}"

    page = _FEED_LINK.sub(on_the_site, entry.data.decode())
    return File(entry.path, _FOLDER_LINK.sub(r"\1index.html", page).encode())


def _write(public: Path, path: str, entries: Iterator[File]) -> None:
    """Write an archive beside its place, and put it there where it differs."""
    aside = public / files.aside(path)
    aside.parent.mkdir(parents=True, exist_ok=True)
    with aside.open("wb") as file:
        _zip(file, entries)
    with files.sole_writer(str(public), wait=True):
        if _is_same(aside, public / path):
            aside.unlink()
        else:
            files.sync_everything(str(public))
            files.put_in_place(str(public), path)


def _zip(file: BinaryIO, entries: Iterator[File]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in entries:
            about = zipfile.ZipInfo(entry.path, _EARLIEST)
            about.external_attr = _MODE
            about.create_system = 3  # Unix, on whatever machine
            # The first says who made it, in bytes that can be read: so it can be told from an operator's own file.
            about.compress_type = zipfile.ZIP_STORED if entry.path == urls.INDEX else zipfile.ZIP_DEFLATED
            archive.writestr(about, entry.data)


def _is_same(one: Path, other: Path) -> bool:
    if not other.exists() or one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as left, other.open("rb") as right:
        while block := left.read(1 << 20):
            if block != right.read(1 << 20):
                return False
    return True
