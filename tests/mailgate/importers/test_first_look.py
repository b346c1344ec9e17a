"""What is not what its name says, said in one line; and texts in letters of two octets."""

from pathlib import Path

import pytest

from mailgate.importers import ImportRefusedError, first_look, read
from tests.mailgate.importers.office import packed

PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."
TEXT = "\n\n".join(f"{n}. {PROSE}" for n in range(1, 5))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("r.html", b"", "is empty"),
        ("r.docx", b"", "is empty"),
        ("r.txt", b"\xef\xbb\xbf \r\n\r\n", "is empty"),
        ("r.md", b"PK\x03\x04" + bytes(200), "is a zip archive"),
        ("r.html", b"%PDF-1.7\n1 0 obj", "is a PDF"),
        ("r.txt", b"{\\rtf1 The river rose.}", "is a rich text"),
        ("r.txt", bytes(range(256)) * 40, "is no text"),
        ("r.docx", b"{\\rtf1 The river rose.}", "is a rich text"),
        ("r.docx", b"\n<!DOCTYPE html><p>1. The river rose.</p>", "is a page of HTML"),
        ("r.odt", b"%PDF-1.7\n1 0 obj", "is a PDF"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_by_what_it_is(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefusedError, match=rf"^r\.\w+: {said}[^\n]*$"):
        read(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("name", ["r.txt", "r.md", "r.html"])
def test_letters_of_two_octets_are_read_whether_the_file_says_so_or_not(
    tmp_path: Path, name: str, encoding: str
) -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n")) if name == "r.html" else TEXT
    (tmp_path / name).write_bytes(text.encode(encoding))
    assert [(unit.number, unit.text) for unit in read(tmp_path / name).units] == [(n, PROSE) for n in "1234"]


def test_a_short_text_in_any_script_is_not_taken_for_letters_of_two_octets() -> None:
    for text in ("The river rose.", "Ο ποταμός ανέβηκε.", "河水上涨了。" * 20, "a\0b"):
        assert first_look.encoding_of(text.encode()) is None


def test_an_opendocument_text_with_a_password_says_so(tmp_path: Path) -> None:
    manifest = "<manifest><file-entry full-path='content.xml'><encryption-data/></file-entry></manifest>"
    path = packed(tmp_path / "r.odt", {"content.xml": b"\x8a\x01" * 90, "META-INF/manifest.xml": manifest})
    with pytest.raises(ImportRefusedError, match="is protected with a password"):
        read(path)
