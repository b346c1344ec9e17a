"""What a file is by its first bytes, before a reader takes its name's word for it; and the letters of a text."""

from mailgate.importers.outline import ImportRefusedError, Source

_TEXTS = frozenset({".htm", ".html", ".xhtml", ".md", ".markdown", ".txt"})
_LOOK = 64 * 1024  # octets
_UTF_16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_KNOWN = (
    (b"PK\x03\x04", "a zip archive, as .docx, .odt and .epub are"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text (RTF): save it as .docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document: save it as .docx"),
)
_PAGE = (b"<!doctype html", b"<html")


def check(source: Source) -> None:
    """Raise ImportRefusedError, saying what the file is, where it is empty or not what its name says."""
    with source.path.open("rb") as file:
        start = file.read(_LOOK)
    if not start.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\f"):
        raise ImportRefusedError(f"{source.name}: is empty")
    if source.path.suffix.lower() not in _TEXTS:
        _check_archive(source, start)
        return
    for magic, what in _KNOWN:
        if start.startswith(magic):
            raise ImportRefusedError(f"{source.name}: is {what}, not what its name says")
    if encoding_of(start) is None and _is_binary(start):
        raise ImportRefusedError(f"{source.name}: is no text")


def _check_archive(source: Source, start: bytes) -> None:
    """Refuse a rich text or a page under the name of an office's document, as programs save them."""
    if start.startswith(b"{\\rtf"):
        raise ImportRefusedError(f"{source.name}: is a rich text (RTF), not what its name says: save it as .docx")
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:14].lower().startswith(_PAGE):
        raise ImportRefusedError(f"{source.name}: is a page of HTML, not what its name says: name it .html")
    if start.startswith(b"%PDF-") and source.path.suffix.lower() != ".pdf":
        raise ImportRefusedError(f"{source.name}: is a PDF, not what its name says: name it .pdf")


def encoding_of(raw: bytes) -> str | None:
    """Return which UTF-16 the bytes are: they say so, or every other one is nought, as in most of Europe's texts."""
    for mark, encoding in _UTF_16:
        if raw.startswith(mark):
            return encoding
    start = raw[:_LOOK][: len(raw[:_LOOK]) // 2 * 2]
    even, odd = start[::2].count(0), start[1::2].count(0)
    least = 0.4 * (len(start) // 2)
    if len(start) < 8 or max(even, odd) < least or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def utf_16(raw: bytes) -> str | None:
    """Return the text of bytes that are UTF-16; None where they are not."""
    encoding = encoding_of(raw)
    return None if encoding is None else raw.decode(encoding, "replace").removeprefix("\ufeff")


def _is_binary(start: bytes) -> bool:
    """Whether more than one octet in fifty is a control character, as no text has."""
    controls = sum(start.count(bytes([each])) for each in range(32) if each not in b"\t\n\f\r\x0b\x1a\x1b")
    return controls * 50 > len(start)
