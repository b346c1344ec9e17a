"""What a file of the folder is as an object in a bucket: its type, how long it is kept, when it goes up."""

import mimetypes
from collections.abc import Mapping
from types import MappingProxyType

from renderer import compressed

_TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xml": "text/xml",
}
_HASHED = (".pf_fragment", ".pf_index", ".pf_meta")  # pagefind's, whose names change with what is in them
_FOR_EVER = "public, max-age=31536000, immutable"
_ALWAYS_ASK = "no-cache"  # as the samples for web servers have it: a comment is there as soon as it is approved
_UNTYPED = "application/octet-stream"


def goes_up(path: str) -> bool:
    """Whether a file is for readers: not what is half written, nor a copy that a web server would choose."""
    is_hidden = any(part.startswith(".") for part in path.split("/") if part != ".well-known")
    return not is_hidden and compressed.original(path) is None


def attributes(path: str, *, is_gzip: bool) -> Mapping[str, str]:
    """Return the header fields that an object is served with. Texts of ours are UTF-8."""
    suffix = f".{path.rpartition('.')[2]}"
    typed = f"{_TYPES[suffix]}; charset=utf-8" if suffix in _TYPES else mimetypes.guess_type(path, strict=False)[0]
    encoding = {"Content-Encoding": "gzip"} if is_gzip else {}
    kept = _FOR_EVER if suffix in _HASHED else _ALWAYS_ASK
    return MappingProxyType({"Content-Type": typed or _UNTYPED, "Cache-Control": kept, **encoding})


def rank(path: str) -> int:
    """Return when an object goes up: what pages need, pages, and then what leads to new ones."""
    if not path.endswith((".html", ".atom", ".xml", ".txt")):
        return 0
    return 1 if path.endswith(".html") and path.count("/") > 1 else 2
