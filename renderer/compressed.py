"""Copies of text files beside themselves, as web servers hand them out compressed. The same bytes give the same copy.

gzip is Python's own; brotli and zstandard come with the extra `compress`.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from renderer.making import File

_TEXT = (".html", ".atom", ".css", ".js", ".svg", ".txt", ".xml")
SUFFIXES: Mapping[str, str] = {"gzip": ".gz", "br": ".br", "zstd": ".zst"}
_LIBRARIES = {"br": "brotli", "zstd": "zstandard"}


def missing(encodings: Iterable[str]) -> list[str]:
    """Return which of these libraries are wanted and not installed."""
    return [_LIBRARIES[one] for one in encodings if one in _LIBRARIES and find_spec(_LIBRARIES[one]) is None]


def with_copies(files: Iterable[File], encodings: Iterable[str]) -> Iterator[File]:
    """Yield each file, and after it its copies."""
    makers = [(SUFFIXES[encoding], _maker(encoding)) for encoding in encodings]
    for file in files:
        yield file
        if file.path.endswith(_TEXT):
            for suffix, compress in makers:
                yield File(file.path + suffix, compress(file.data))


def original(path: str) -> str | None:
    """Return of which file this would be a copy; None: of none."""
    stem, dot, suffix = path.rpartition(".")
    return stem if dot + suffix in SUFFIXES.values() and stem.endswith(_TEXT) else None


def of(path: str) -> str:
    """Return the file itself, or that of which it would be a copy."""
    return original(path) or path


@cache
def _maker(encoding: str) -> Callable[[bytes], bytes]:
    if encoding == "gzip":
        return _gzip
    library = import_module(_LIBRARIES[encoding])
    if encoding == "br":
        return lambda data: bytes(library.compress(data, quality=6, mode=library.MODE_TEXT))
    return lambda data: bytes(library.ZstdCompressor(level=9).compress(data))


def _gzip(data: bytes) -> bytes:
    compressor = zlib.compressobj(6, zlib.DEFLATED, 31)  # 31: with gzip's header, which has no time in it
    return compressor.compress(data) + compressor.flush()
