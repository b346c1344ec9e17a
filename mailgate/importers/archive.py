"""Files that are zip archives of XML (Word, OpenDocument, EPUB), bounded: no bomb, no entity, no way out of the file.

Nothing of an archive is ever written to a disk, so a name in it leads nowhere.
"""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.parsers import expat

from mailgate.importers.outline import ImportRefusedError, Source

MAX_UNPACKED = 300 * 1024 * 1024  # bytes, all entries together
MAX_XML = 100 * 1024 * 1024  # bytes, one entry that is parsed
MAX_ENTRIES = 20_000
MAX_DEPTH = 500  # elements in elements
_MADE_TITLES = (".doc", ".odt", ".dot", ".rtf", "microsoft word", "untitled", "unbenannt", "document1", "dokument1")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Archive:
    """An archive whose sizes have been looked at. Raises ImportRefusedError, naming the file, for what is none."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        with path.open("rb") as file:
            if file.read(8) == _OLE:
                raise ImportRefusedError(f"{name}: is protected with a password, or in the format of old Word versions")
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
            raise ImportRefusedError(f"{name}: is damaged, or not what its name says") from fault
        entries = self._zip.infolist()
        # What an entry says of its size is what is unpacked of it at most.
        if len(entries) > MAX_ENTRIES:
            raise ImportRefusedError(f"{name}: holds more than {MAX_ENTRIES:,} files")
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise ImportRefusedError(f"{name}: unpacks to more than {MAX_UNPACKED // 1024**2} MB")
        if any(entry.flag_bits & 1 for entry in entries):
            raise ImportRefusedError(f"{name}: is protected with a password")
        self.names = frozenset(entry.filename for entry in entries)

    def read(self, entry: str) -> bytes | None:
        """Return the bytes of an entry; None where there is none."""
        if entry not in self.names:
            return None
        try:
            with self._zip.open(entry) as file:  # of an entry that lies no more than it says is unpacked
                return file.read(file_size) if (file_size := self._zip.getinfo(entry).file_size) else b""
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as fault:
            raise ImportRefusedError(f"{self.name}: is damaged ({entry})") from fault
        except Exception as fault:  # zlib.error and its kin have no common parent
            if type(fault).__name__ != "error" and type(fault).__name__ != "LZMAError":
                raise
            raise ImportRefusedError(f"{self.name}: is damaged ({entry})") from fault

    def xml(self, entry: str) -> ET.Element | None:
        """Return the root of an entry that is XML; None where there is none."""
        raw = self.read(entry)
        if raw is None:
            return None
        if len(raw) > MAX_XML:
            raise ImportRefusedError(f"{self.name}: {entry} is larger than {MAX_XML // 1024**2} MB")
        _refuse_bombs(raw, f"{self.name}: {entry}")
        return ET.fromstring(raw)  # noqa: S314  it declares no entities, see above


def _refuse_bombs(raw: bytes, name: str) -> None:
    """Refuse XML with a document type: only there can entities be declared."""
    depth = 0

    def open_(_tag: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ImportRefusedError(f"{name} nests deeper than {MAX_DEPTH} elements")

    def close(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    def declare(*_: object) -> None:
        raise ImportRefusedError(f"{name} declares entities")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = open_, close
    parser.EntityDeclHandler = declare
    try:
        parser.Parse(raw, True)  # noqa: FBT003  its arguments have no names
    except expat.ExpatError as fault:
        raise ImportRefusedError(f"{name} is damaged") from fault


def local(element: ET.Element) -> str:
    """Return a tag without its namespace: each of these formats has two of them, strict and transitional."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: ET.Element | None, name: str) -> str:
    """Return an attribute whatever its namespace, or an empty text."""
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def child(root: ET.Element | None, *path: str) -> ET.Element | None:
    """Return the first element at a path of tags, or None."""
    found = root
    for name in path:
        below: Iterable[ET.Element] = () if found is None else found
        found = next((each for each in below if local(each) == name), None)
    return found


def text_at(root: ET.Element | None, name: str) -> str:
    """Return the text of the first element of this tag, wherever it is."""
    found = next((each for each in root.iter() if local(each) == name), None) if root is not None else None
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def titled(title: str, source: Source) -> str:
    """Return what a document says is its title, unless a program made it of the file's name or its own."""
    name = title.casefold()
    is_made = name == source.path.stem.casefold() or any(each in name for each in _MADE_TITLES)
    return "" if is_made else title
